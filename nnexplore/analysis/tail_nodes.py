"""``TailNodes``: the model's own tail in a graph, for any streams, as rows of one batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..graph import Builder, Ref, Site
from ..models import LanguageModel
from .tail import tail_grows, tail_path

__all__ = ["TailNodes"]


class TailNodes:
    """The model's own tail in a graph: in the same run, or in one of its own where it takes no more rows there.

    Attributes:
        prompts: that of the run of its own, if there is one.
    """

    def __init__(self, model: LanguageModel, build: Builder, run: int, tokens: int) -> None:
        self.site = Site(tail_path(model), "input")
        self._build, self._run, self._tokens = build, run, tokens
        self._grows = tail_grows(model)
        self.prompts: list[Any] = []

    def probabilities(self, rows: list[Ref], positions: Sequence[int] | None = None) -> Ref:
        """What follows streams [1, tokens, width]: float32 [row, position, vocab]."""
        return self.softmax(self._logits(rows, positions))

    def softmax(self, logits: Ref) -> Ref:
        """Probabilities of logits, float32."""
        return self._build.call("Tensor.softmax", self._build.call("Tensor.float", logits), -1)

    def enter(self, rows: list[Ref]) -> None:
        """Let streams [1, tokens, width] go on as rows of the batch."""
        self._stack(self._build.call("torch.cat", rows), len(rows))

    def _logits(self, rows: list[Ref], positions: Sequence[int] | None) -> Ref:
        call = self._build.call
        if positions is None:
            return self._through(call("torch.cat", rows), len(rows))
        picked = [call("Tensor.__getitem__", row, (slice(None), list(positions))) for row in rows]
        vectors, count = call("Tensor.flatten", call("torch.cat", picked), 0, 1), len(rows) * len(positions)
        if more := -count % self._tokens:  # packed into rows as long as the prompt, the last filled up with copies
            vectors = call("Tensor.__getitem__", vectors, [*range(count), *[0] * more])
        packed = call("Tensor.unflatten", vectors, 0, (-1, self._tokens))
        logits = call("Tensor.flatten", self._through(packed, (count + more) // self._tokens), 0, 1)
        return call(
            "Tensor.unflatten", call("Tensor.__getitem__", logits, slice(count)), 0, (len(rows), len(positions))
        )

    def leave(self) -> Ref:
        """The logits of what has entered, [row, position, vocab]."""
        return self._build.call("getitem", self._build.read(Site("", "output"), self._run), "logits")

    def _through(self, stacked: Ref, rows: int) -> Ref:
        self._stack(stacked, rows)
        return self.leave()

    def _stack(self, stacked: Ref, rows: int) -> None:
        if not self._grows:
            self._run, self.prompts = self._run + 1, [[[0] * self._tokens] * rows]
        self._build.write(self.site, stacked, self._run, grow=self._grows)
