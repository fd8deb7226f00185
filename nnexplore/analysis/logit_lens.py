"""The logit lens: what the model would say if it stopped after each layer.

Source: nostalgebraist, "interpreting GPT: the logit lens" (2020). How it is computed is in ``lens_graph``; what is
different between two lenses in ``lens_difference``; a lens with trained translators in ``tuned_lens``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ..errors import AnalysisError, PromptError
from ..graph import Graph
from ..models import LanguageModel
from ..models.prompt import token_ids
from .axis import Axis
from .edit import Edit, check_edits
from .lens_difference import LensDifference, by_row, divergence, one_token
from .lens_graph import PARTS, lens_graph
from .result import Result

if TYPE_CHECKING:
    from .tuned_lens import TunedLens

__all__ = ["LogitLens", "lens_graph", "logit_lens"]


@dataclass(frozen=True, eq=False, repr=False)
class LogitLens:
    """Next-token probabilities at every layer and position.

    Attributes:
        tokens: the prompt's tokens as text, one per position.
        other_tokens: those of the other prompt, if there is one.
        layers: names of the rows: ``"embed"``, ``"0"``, … The last row of a whole lens of the residual stream is the
            model's own output.
        positions: those that were computed.
        probabilities: float32 [row, position, vocab].
        answer: float32 [position, vocab], the model's own output.
        component: what the rows are of.
        name: "logit lens" or "tuned lens".
        graph: the intervention graph; ``graph.run(model)["probabilities"]`` is the same tensor.

    >>> nnexplore.analysis.logit_lens(model, "The Eiffel Tower is in the city of").rank(" Paris").plot()
    """

    tokens: list[str]
    other_tokens: list[str] | None
    layers: list[str]
    positions: tuple[int, ...]
    probabilities: Tensor
    answer: Tensor
    component: str
    name: str
    graph: Graph
    model: LanguageModel = field(compare=False)

    def top(self, k: int = 10) -> tuple[Tensor, Tensor]:
        """The ``k`` likeliest tokens of each cell: ids and probabilities, each [row, position, k]."""
        values, ids = self.probabilities.topk(min(k, self.probabilities.shape[-1]), dim=-1)
        return ids, values

    def probability(self, token: Any) -> Result:
        """The probability of a token, given as text or id, at every layer and position.

        >>> nnexplore.analysis.logit_lens(model, "The Eiffel Tower is in the city of").probability(" Paris").plot()

        Raises:
            MetricError: no such token.
        """
        return self._result(self.probabilities[..., one_token(self.model, token)], f"probability of {token!r}")

    def rank(self, token: Any) -> Result:
        """The rank of a token, 0 the likeliest: how many are likelier.

        Raises:
            MetricError: no such token.
        """
        at = one_token(self.model, token)
        values = by_row(lambda row: (row > row[:, at, None]).sum(-1), self.probabilities)
        return self._result(values, f"rank of {token!r}", "the likeliest token")

    def entropy(self) -> Result:
        """The entropy of the distribution in nats: from 0, sure, to the logarithm of the vocabulary."""
        values = by_row(lambda row: torch.special.entr(row).sum(-1), self.probabilities)
        return self._result(values, "entropy", unit="nats")

    def divergence(self) -> Result:
        """How far each row is from the model's answer: KL(answer || row) in nats, 0 where the row is the answer.

        Source: Belrose et al., "Eliciting Latent Predictions from Transformers with the Tuned Lens" (2023), section 3.
        """
        values = by_row(lambda row: divergence(self.answer, row), self.probabilities)
        return self._result(values, "divergence from the answer", "as the model's answer", "nats")

    def trajectories(self, tokens: Sequence[Any], position: int = -1) -> Result:
        """The probability of some tokens at one position, from layer to layer.

        >>> nnexplore.analysis.logit_lens(model, "The Eiffel Tower is in the city of").trajectories([" Paris", " Rome"])

        Raises:
            MetricError: no such token.
            AnalysisError: no such position, or one that was not computed.
        """
        (at,) = _numbers([position], len(self.tokens), "position")
        if at not in self.positions:
            raise AnalysisError(f"position {at} was not computed: this lens has positions {list(self.positions)}")
        here = self.probabilities[:, self.positions.index(at)]
        values = here[:, [one_token(self.model, token) for token in tokens]]
        labels = Axis("token", labels=[token if isinstance(token, str) else str(token) for token in tokens])
        return Result(values.T, (labels, self.axes[0]), self._title, f"probability at position {at}")

    def minus(self, other: LogitLens) -> LensDifference:
        """What is different from another lens of as many tokens: another prompt, other edits, tuned or not.

        >>> france, italy = "The capital of France is", "The capital of Italy is"
        >>> logit_lens(model, france).minus(logit_lens(model, italy)).probability(" Paris")

        Raises:
            AnalysisError: other layers, positions, lengths or vocabularies, or another component.
        """
        for what, one, two in (
            ("tokens", len(self.tokens), len(other.tokens)),
            ("entries in the vocabulary", self.probabilities.shape[-1], other.probabilities.shape[-1]),
        ):
            if one != two:
                raise AnalysisError(
                    f"two lenses are compared cell by cell, and one has {one} {what}, the other {two}: take lenses "
                    f"with as many {what}"
                )
        for name in ("component", "layers", "positions"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                raise AnalysisError(
                    f"two lenses are compared cell by cell, and these have not the same {name}: {mine} and {theirs}. "
                    f"Pass the same {name}= to both"
                )
        title = f"{self._title}, less {'another' if other._title == self._title else other._title}"
        return LensDifference(self.probabilities, other.probabilities, self.axes, title, self.model)

    def steps(self) -> LensDifference:
        """What each layer changes: each row less the row before it.

        >>> logit_lens(model, "The Eiffel Tower is in the city of").steps().log_probability(" Paris").top(2)

        Raises:
            AnalysisError: a lens of a part, where no row builds on another, or of a single layer.
        """
        if not self.component.startswith("resid"):
            raise AnalysisError(
                f"steps are from layer to layer of the residual stream, and this lens is of {self.component}: take "
                "component='resid_post'"
            )
        if len(self.layers) < 2:
            raise AnalysisError(f"steps are from layer to layer, and this lens has only {self.layers}")
        layer, position = self.axes
        later = Axis("layer", layer.labels[1:], layer.numbers[1:])
        title = f"{self._title}, each row less the one before"
        return LensDifference(self.probabilities[1:], self.probabilities[:-1], (later, position), title, self.model)

    def token_strings(self, ids: list[int]) -> list[str]:
        """Tokens as text."""
        return self.model.token_strings(ids)

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Layer and position; the embedding is layer −1."""
        numbers = [-1 if name == "embed" else int(name) for name in self.layers]
        return (
            Axis("layer", self.layers, numbers),
            Axis("position", [self.tokens[at] for at in self.positions], self.positions),
        )

    def __repr__(self) -> str:
        layer, position = self.axes
        size = f"{len(layer)} layer{'s' * (len(layer) != 1)} × {len(position)} position{'s' * (len(position) != 1)}"
        best = self.probabilities[:, -1].max(-1)
        texts = [repr(text) for text in self.token_strings(best.indices.tolist())]
        lines = [f"{self._title} ({size}), the likeliest token at {position.spell(len(position) - 1)}:"]
        wide, long = max(map(len, self.layers)), max(map(len, texts))
        for name, text, value in zip(self.layers, texts, best.values.tolist(), strict=True):
            lines.append(f"  {name:{wide}}  {text:{long}}  {value:.3g}")
        return "\n".join(lines)

    @property
    def _title(self) -> str:
        return self.name if self.component == "resid_post" else f"{self.name} of {self.component}"

    def _result(self, values: Tensor, metric: str, zero: str = "", unit: str = "") -> Result:
        return Result(values, self.axes, self._title, metric, unit, zero)


def logit_lens(
    model: LanguageModel,
    prompt: Any,
    *,
    component: str = "resid_post",
    layers: Sequence[int | str] | None = None,
    positions: Sequence[int] | None = None,
    lens: TunedLens | None = None,
    other: Any = None,
    edits: Sequence[Edit] = (),
) -> LogitLens:
    """What the model would say if it stopped after each layer, or had but one part of a layer to go by.

    Whatever is looked at goes through the model's own final norm and unembedding. A part alone is so scaled by its own
    size, not by that of the stream: the lens says what the part would say, and not how loud. What it contributes to a
    logit is ``direct_logit_attribution``, which holds the norm as it was and is linear.

    Args:
        model: any causal language model.
        prompt: text, or the token ids of one prompt: a list, or a tensor [tokens] or [1, tokens].
        component: "resid_post", the stream after each layer, the embeddings first; "resid_mid", that between attention
            and MLP; "attn_out" or "mlp_out", what one of them adds to the stream.
        layers: which rows: numbers, negative ones from the end, and "embed". All by default.
        positions: at which tokens; negative numbers count from the end. All by default. ``probabilities`` takes
            4 bytes for each layer, position and token of the vocabulary, and the way there two to three times that.
        lens: what ``tuned_lens`` has trained; the residual stream is translated by it.
        other: the prompt that edits copy from.
        edits: changes of the residual stream, in force for the whole run.

    >>> lens = logit_lens(model, "The Eiffel Tower is in the city of", edits=[Edit(2, 1, "zero")])
    >>> lens.probabilities.shape
    torch.Size([5, 8, 1534])
    >>> logit_lens(model, [1, 5, 42], component="attn_out", positions=[-1]).top(3)

    Raises:
        PromptError: a prompt that cannot be run, or several.
        AnalysisError: a component, layer or position that there is not, or a lens of another model.
        ModelError: the architecture has no such part; the message says why.
        EditError: an edit that does not fit.
    """
    prompt, other = _one(model, prompt), None if other is None else _one(model, other)
    tokens, other_tokens = model.tokens(prompt), None if other is None else model.tokens(other)
    count = len(model.load().anatomy.blocks)
    check_edits(edits, count, len(tokens), None if other_tokens is None else len(other_tokens))
    if component not in PARTS:
        raise AnalysisError(f"a lens is of {', '.join(map(repr, PARTS))}; got {component!r:.40}")
    if lens is not None:
        lens.check(model, component)
    rows = _rows(layers, count, component)
    places = None if positions is None else _numbers(positions, len(tokens), "position")
    with torch.no_grad():
        graph = lens_graph(model, prompt, other, edits, component=component, layers=rows, positions=places, lens=lens)
        found: dict[str, Any] = graph.run(model)
    return LogitLens(
        tokens,
        other_tokens,
        ["embed" if row < 0 else str(row) for row in rows],
        tuple(range(len(tokens))) if places is None else places,
        found["probabilities"],
        found.get("answer", found["probabilities"][-1]),
        component,
        "logit lens" if lens is None else "tuned lens",
        graph,
        model,
    )


def _one(model: LanguageModel, prompt: Any) -> Any:
    """A prompt as text or a list of ids."""
    rows = token_ids(prompt, model.tokenizer)
    if len(rows) != 1:
        raise PromptError(f"a lens is of one prompt; got {len(rows)}. Make one for each")
    return prompt if isinstance(prompt, str) else [int(token) for token in rows[0]]


def _rows(layers: Sequence[int | str] | None, count: int, component: str) -> tuple[int, ...]:
    """The numbers of the rows in ascending order; −1 is the embedding."""
    embedded = component == "resid_post"
    if layers is None:
        return tuple(range(-1 if embedded else 0, count))
    if "embed" in layers and not embedded:
        raise AnalysisError(f"{component} has no row 'embed': it is of a layer, 0 to {count - 1}")
    first = [-1] if "embed" in layers else []
    return tuple(sorted({*first, *_numbers([at for at in layers if at != "embed"], count, "layer", bool(first))}))


def _numbers(given: Sequence[Any], count: int, what: str, some: bool = False) -> tuple[int, ...]:
    """Places in ascending order, each once, negative ones counted from the end."""
    for at in given:
        if not isinstance(at, int) or not -count <= at < count:
            raise AnalysisError(f"there is no {what} {at!r:.40}: they are 0 to {count - 1}")
    if not given and not some:
        raise AnalysisError(f"no {what}s were chosen; leave {what}s out for all of them")
    return tuple(sorted({at % count for at in given}))
