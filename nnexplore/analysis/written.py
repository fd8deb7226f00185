"""``Written``: what each part of a model writes to the residual stream at one position, read in one run.

Says what was written, and checks that it is the whole stream; what that does to a logit is in ``logit_attribution``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..engine.tree import leaves
from ..errors import AnalysisError
from ..graph import Inputs
from ..models import Handle, LanguageModel
from ..models.anatomy import Block
from ..models.borrowed import calls_of
from ..models.module_calls import ModuleCall
from .frozen import exact, tolerance
from .head_way import is_linear, projection
from .taken import light, taken

__all__ = ["Inside", "Written", "written"]


@dataclass(frozen=True)
class Inside:
    """The way from heads or neurons to the stream in one block: a linear layer, and perhaps a norm behind it.

    Attributes:
        path: the linear layer.
        given, made: [rows, width], its input and its output.
        place: what is added to the stream is the output of this module,
        scale: times this.
        added: [rows, width], what was added.
        count: how many heads; 0 for neurons.
    """

    path: str
    given: Tensor
    made: Tensor
    place: str
    scale: float
    added: Tensor
    count: int = 0


@dataclass(frozen=True)
class Written:
    """The values of one run at one position, a row for each prompt.

    Attributes:
        parts: what each part adds to the stream, [rows, width]: "embedding", "0.attn_out", "0.mlp_out", …; "0.block"
            where it is not known what in a block adds it, "0.rest" for what is added beside the known part.
        inside: by layer, where heads or neurons were asked for, the way from them to "0.attn_out" or "0.mlp_out".
        stream: what the final norm is given; ``normed`` what it gives.
        unembed: the input of the unembedding; ``raw`` its output, ``logits`` the model's.
    """

    parts: dict[str, Tensor] = field(default_factory=dict)
    inside: dict[int, Inside] = field(default_factory=dict)
    stream: Tensor = field(default_factory=lambda: torch.empty(0))
    normed: Tensor = field(default_factory=lambda: torch.empty(0))
    unembed: Tensor = field(default_factory=lambda: torch.empty(0))
    raw: Tensor = field(default_factory=lambda: torch.empty(0))
    logits: Tensor = field(default_factory=lambda: torch.empty(0))


def written(model: LanguageModel, prompt: Any, position: int, within: dict[int, str]) -> Written:
    """One forward; ``within`` says in which layers the heads or neurons are read as well.

    Raises:
        AnalysisError: what was read does not sum to the stream.
        ModelError: a layer without heads or neurons, or nothing known of what comes before the logits.
    """
    calls = calls_of(model.load())
    rows = int(model.encode(Inputs((prompt,))).kwargs["input_ids"].shape[0])
    reader = _Reader(model, rows, position, calls)
    inside: dict[int, Inside] = {}
    parts: dict[str, Tensor] = {}
    with torch.no_grad(), model.trace(prompt):
        before = reader.embeddings()
        for number, block in enumerate(model.probe.blocks):
            reader.block(number, block, within.get(number, ""), parts, inside)
        last = reader.at(model.layers[-1].output)
        tail = reader.tail(last)
    parts = {**_embedding(*before), **parts}
    reader.check_heads()
    _check(parts, tail["stream"])
    return Written(parts, inside, **tail)


def _check(parts: dict[str, Tensor], stream: Tensor) -> None:
    """Whether the parts are the stream, up to what adding them in its dtype rounds."""
    stack = torch.stack([exact(part) for part in parts.values()])
    allowed = torch.finfo(stream.dtype).eps * (stack.abs() + stack.cumsum(0).abs()).sum(0)
    error = (stack.sum(0) - exact(stream)).abs()
    if not (error <= allowed).all():
        raise AnalysisError(
            f"the parts of this model do not sum to the stream at the final norm: it is up to {float(error.max()):.2g} "
            f"off. They are {', '.join(parts)}; something else writes to the stream, or changes it between the blocks"
        )


def _embedding(whole: Tensor, at: Tensor, tables: Sequence[tuple[Tensor, Tensor]]) -> dict[str, Tensor]:
    """What the first block is given, in two where it is the sum of two tables' vectors; each whole and at a position.

    A table is given by its vectors of all tokens, and of the one position.
    """
    if len(tables) == 2 and all(value.dim() == 3 and value.shape[1:] == whole.shape[1:] for value, _ in tables):
        (token, own), (other, _) = tables
        if float((token + other - whole).abs().max()) <= tolerance(whole) * (1 + float(whole.abs().max())):
            return {"embedding": own, "position embedding": at - own}
    return {"embedding": at}


class _Reader:
    """Reads values in an open trace, of one position only."""

    def __init__(self, model: LanguageModel, rows: int, position: int, calls: Sequence[ModuleCall]) -> None:
        self._model, self._rows, self._position, self._calls = model, rows, position, calls
        self._heads_given: list[tuple[str, str, Tensor, Tensor]] = []

    def at(self, value: Any) -> Tensor:
        """A value [batch, tokens, width] at the position, [rows, width]."""
        tensor = light(next(leaf for _, leaf in leaves(value)))
        if tensor.dim() == 2:  # OPT has batch and tokens in one dimension
            tensor = tensor.view(self._rows, -1, tensor.shape[-1])
        return taken(tensor[:, self._position].expand(self._rows, -1))

    def embeddings(self) -> tuple[Tensor, Tensor, list[tuple[Tensor, Tensor]]]:
        """What the first block is given, and what each table in front of it gives; whole and at the position."""
        tables = [self._whole(Handle(self._model, path).output) for path in self._before()]
        return (*self._whole(self._model.layers[0].input), tables)

    def _whole(self, value: Any) -> tuple[Tensor, Tensor]:
        whole = taken(next((leaf for _, leaf in leaves(value)), torch.empty(0)))
        return whole, self.at(whole) if whole.dim() > 1 else whole

    def _before(self) -> list[str]:
        """Embeddings that run before the first block, that of the tokens first."""
        anatomy = self._model.anatomy
        first = next(call for call in self._calls if call.path == anatomy.blocks[0])
        paths = [call.path for call in self._calls if call.end < first.start and is_linear(call)]
        return paths if paths and paths[0] == anatomy.embed and len(set(paths)) == len(paths) else []

    def block(self, number: int, block: Block, kind: str, parts: dict[str, Tensor], inside: dict[int, Inside]) -> None:
        """What one block writes, and with ``kind`` "head" or "neuron" also where that comes from, in forward order."""
        layer, way, known = self._model.layers[number], None, bool(block.attn_out and block.mlp_out)
        before = None if known else self.at(layer.input)
        if kind == "head":
            way = self._heads(layer, block)
        if block.attn_out:
            parts[f"{number}.attn_out"] = self.at(layer.attn_out)
        if kind == "neuron":
            way = self._neurons(layer, block)
        if block.mlp_out:
            parts[f"{number}.mlp_out"] = self.at(layer.mlp_out)
        if before is not None:
            parts |= self._rest(number, self.at(layer.output) - before, parts)
        if way:
            name = "attn_out" if kind == "head" else "mlp_out"
            place = block.place(name)
            inside[number] = Inside(*way[:3], place.path, place.scale, parts[f"{number}.{name}"], way[3])

    def _rest(self, number: int, added: Tensor, parts: dict[str, Tensor]) -> dict[str, Tensor]:
        """What a block writes beside attention and MLP, or the whole where neither is known."""
        known = [parts[name] for name in (f"{number}.attn_out", f"{number}.mlp_out") if name in parts]
        rest = added - sum(known, torch.zeros_like(added))
        return {f"{number}.{'rest' if known else 'block'}": taken(rest, copy=False)}

    def _heads(self, layer: Handle, block: Block) -> tuple[str, Tensor, Tensor, int]:
        path = projection(block, self._calls)
        heads = taken(light(layer.attn.heads)[:, :, self._position])  # [rows, heads, width]
        last = Handle(self._model, path)
        given, made = self.at(last.input), self.at(last.output)
        self._heads_given.append((path, block.path, heads, given))
        block.place("attn_out")
        return path, given, made, int(heads.shape[1])

    def check_heads(self) -> None:
        """See that heads are given side by side to the linear layers behind them; after the trace.

        Raises:
            AnalysisError: they are not.
        """
        for path, block, heads, given in self._heads_given:
            if not torch.equal(heads.flatten(1), given):
                raise AnalysisError(
                    f"{path}, the last linear layer of {block}'s attention, is not given its heads side by side: what "
                    "each head adds to the stream is not known"
                )

    def _neurons(self, layer: Handle, block: Block) -> tuple[str, Tensor, Tensor, int]:
        path = block.place("neurons").path
        return path, self.at(layer.neurons), self.at(Handle(self._model, path).output), 0

    def tail(self, last: Tensor) -> dict[str, Tensor]:
        """From the last block to the logits."""
        norm = self._model.probe.norm
        stream, normed = last, last
        if norm:
            handle = Handle(self._model, norm)
            stream, normed = self.at(handle.input), self.at(handle.output)
        unembed = self.at(self._model.unembed.input)
        raw = self.at(self._model.unembed.output)
        return {
            "stream": stream,
            "normed": normed,
            "unembed": unembed,
            "raw": raw,
            "logits": self.at(self._model.output.logits),
        }
