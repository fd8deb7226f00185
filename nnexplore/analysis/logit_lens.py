"""The logit lens: what the model would say if it stopped after each layer.

Source: nostalgebraist, "interpreting GPT: the logit lens" (2020). Exact on every architecture: the residual
streams of all layers are stacked as rows of one batch at the input of the final norm, and the model's own tail
(norm, unembedding, soft cap, scaling) does the rest, in the same forward pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, MetricError, ModelError
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from ..models.anatomy import Absent
from .answer import Answer
from .axis import Axis
from .edit import Edit, check_edits
from .result import Result

__all__ = ["LogitLens", "logit_lens"]


@dataclass(frozen=True, eq=False)
class LogitLens:
    """Next-token probabilities at every layer and position.

    Attributes:
        tokens: the prompt's tokens as text, one per position.
        other_tokens: those of the other prompt, if there is one.
        layers: names of the rows: ``"embed"``, ``"0"``, … The last row is the model's own output.
        probabilities: float32 [row, position, vocab].
        graph: the intervention graph; ``graph.run(model)["probabilities"]`` is the same tensor.
    """

    tokens: list[str]
    other_tokens: list[str] | None
    layers: list[str]
    probabilities: Tensor = field(repr=False)
    graph: Graph = field(repr=False)
    model: LanguageModel = field(repr=False)

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
        return self._result(self.probabilities[..., self._id(token)], f"probability of {token!r}")

    def rank(self, token: Any) -> Result:
        """The rank of a token, 0 the likeliest: how many are likelier.

        Raises:
            MetricError: no such token.
        """
        mine = self.probabilities[..., self._id(token)].unsqueeze(-1)
        return self._result((self.probabilities > mine).sum(-1), f"rank of {token!r}", "the likeliest token")

    def entropy(self) -> Result:
        """The entropy of the distribution in nats: from 0, sure, to the logarithm of the vocabulary."""
        return self._result(torch.special.entr(self.probabilities).sum(-1), "entropy", unit="nats")

    def divergence(self) -> Result:
        """How far each layer is from the model's answer: KL(answer || layer) in nats, 0 in the last row.

        Source: Belrose et al., "Eliciting Latent Predictions from Transformers with the Tuned Lens" (2023), section 3.
        """
        answer = self.probabilities[-1]
        tiny = torch.finfo(torch.float32).tiny
        each = answer * (answer.clamp(min=tiny).log() - self.probabilities.clamp(min=tiny).log())
        return self._result(each.sum(-1), "divergence from the answer", "as the model's answer", "nats")

    def trajectories(self, tokens: Sequence[Any], position: int = -1) -> Result:
        """The probability of some tokens at one position, from layer to layer.

        >>> nnexplore.analysis.logit_lens(model, "The Eiffel Tower is in the city of").trajectories([" Paris", " Rome"])

        Raises:
            MetricError: no such token.
            AnalysisError: no such position.
        """
        count = len(self.tokens)
        if not -count <= position < count:
            raise AnalysisError(f"there is no position {position}: they are 0 to {count - 1}")
        values = self.probabilities[:, position][:, [self._id(token) for token in tokens]]
        labels = Axis("token", labels=[token if isinstance(token, str) else str(token) for token in tokens])
        return Result(values.T, (labels, self._layers()), "logit lens", f"probability at position {position % count}")

    def _id(self, token: Any) -> int:
        found = Answer.of(token).bound(self.model).ids
        if not isinstance(found, int):
            raise MetricError(f"the lens asks for one token, as text or id; got {token!r:.60}")
        return found

    def _layers(self) -> Axis:
        return Axis("layer", self.layers, range(-1, len(self.layers) - 1))

    def _result(self, values: Tensor, metric: str, zero: str = "", unit: str = "") -> Result:
        return Result(values, (self._layers(), Axis("position", self.tokens)), "logit lens", metric, unit, zero)

    def token_strings(self, ids: list[int]) -> list[str]:
        """Tokens as text."""
        return self.model.token_strings(ids)


def logit_lens(model: LanguageModel, prompt: str, *, other: str | None = None, edits: Sequence[Edit] = ()) -> LogitLens:
    """The lens over ``prompt``, with the edits in force.

    >>> lens = logit_lens(model, "The Eiffel Tower is in the city of", edits=[Edit(2, 1, "zero")])
    >>> lens.probabilities.shape
    torch.Size([5, 8, 1534])

    Raises:
        PromptError: a prompt that cannot be run.
        EditError: an edit that does not fit.
    """
    tokens = model.tokens(prompt)
    other_tokens = None if other is None else model.tokens(other)
    blocks = model.load().anatomy.blocks
    check_edits(edits, len(blocks), len(tokens), None if other_tokens is None else len(other_tokens))
    with torch.no_grad():
        graph = lens_graph(model, prompt, other, edits)
        results: dict[str, Any] = graph.run(model)
    names = ["embed", *map(str, range(len(blocks)))]
    return LogitLens(tokens, other_tokens, names, results["probabilities"], graph, model)


def lens_graph(model: LanguageModel, prompt: str, other: str | None, edits: Sequence[Edit]) -> Graph:
    """The lens with its edits as an intervention graph: reads, in-place changes, one growing write, one result."""
    build = Builder()
    streams = _Streams(model, build, _is_structured(model, prompt))
    edits = sorted(edits, key=lambda edit: (edit.layer, edit.position))
    copied = {edit: streams.vector(edit, run=0) for edit in edits if edit.kind == "copy"}
    run = 1 if copied else 0
    rows = []
    for layer in range(-1, len(model.anatomy.blocks)):
        stream = streams.read(layer, run)
        for edit in edits:
            if edit.layer == layer:
                build.call("Tensor.__setitem__", stream, (slice(None), edit.position), copied.get(edit, 0.0))
        rows.append(stream)
    stacked = build.call("torch.cat", rows)
    build.write(Site(_tail(model), "input"), stacked, run, grow=True)
    logits = build.call("getitem", build.read(Site("", "output"), run), "logits")
    build.save("probabilities", build.call("Tensor.softmax", build.call("Tensor.float", logits), -1))
    prompts = (other, prompt) if copied else (prompt,)
    return build.graph(*(Inputs((text,)) for text in prompts), model=model.expression)


def _tail(model: LanguageModel) -> str:
    """The first module that is given the stream behind the last block: the final norm, or what comes in its place.

    Raises:
        ModelError: there is none.
    """
    tail = model.anatomy.norm or model.probe.tail
    if isinstance(tail, Absent):
        raise ModelError(f"no logit lens of this model: {tail.reason}")
    return tail


class _Streams:
    """Reads of the residual stream, each block's once per run."""

    def __init__(self, model: LanguageModel, build: Builder, structured: bool) -> None:
        self._blocks = model.anatomy.blocks
        self._build, self._structured = build, structured
        self._known: dict[tuple[int, int], Ref] = {}

    def read(self, layer: int, run: int) -> Ref:
        if (layer, run) not in self._known:
            site = Site(self._blocks[0], "input") if layer < 0 else Site(self._blocks[layer], "output")
            value = self._build.read(site, run)
            if layer >= 0 and self._structured:
                value = self._build.call("getitem", value, 0)
            self._known[layer, run] = value
        return self._known[layer, run]

    def vector(self, edit: Edit, run: int) -> Ref:
        return self._build.call("Tensor.__getitem__", self.read(edit.layer, run), (slice(None), edit.position))


def _is_structured(model: LanguageModel, prompt: str) -> bool:
    """Whether blocks return a tuple or list, as some architectures' do."""
    with model.trace(prompt):
        return isinstance(model.layers[0].output, tuple | list)
