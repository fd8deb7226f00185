"""``SplitExecutor``: an executor on one process's part of a model, in step with those of the other processes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import torch

from ...models import LanguageModel
from ...sweeps.cost import free_bytes
from ...sweeps.many import FIRST
from ..limits import Limits
from ..outcome import Outcome
from ..request import Request
from .accord import Cancelled, agreed, alike
from .executor import Executor
from .ranks import LOST, Ranks
from .watch import Told, Watch

__all__ = ["SplitExecutor"]


class SplitExecutor(Executor):
    """Carries out requests in step with the model's other processes; each of them has one.

    Args:
        model: this process's part of it.
        limits: as in ``Executor``.
        ranks: the others; in the worker alone.
    """

    def __init__(self, model: LanguageModel, limits: Limits, ranks: Ranks | None = None) -> None:
        super().__init__(model, limits)
        self._ranks = ranks

    def run(
        self,
        requests: Sequence[Request],
        told: Told | None = None,
        cancelled: Callable[[int], bool] | None = None,
        *,
        began: Callable[[Sequence[int]], object] | None = None,
        done: Callable[[int, Outcome], object] | None = None,
    ) -> list[Outcome]:
        """As ``Executor.run``. What has become of a request is known when it is so in every process."""
        if not requests:
            return []
        if self._ranks is not None:
            bodies = [request.to_bytes() for request in requests]
            self._ranks.tell({"kind": "run", "bytes": list(map(len, bodies))}, b"".join(bodies))
        torch.manual_seed(agreed(secrets.randbits(62)))
        self._together_options["memory"] = agreed(free_bytes(next(self.model.module.parameters()).device) // 4)

        def finished(number: int, outcome: Outcome) -> None:
            _in_step(sum(error is not None for error in outcome.errors))
            if done is not None:
                done(number, outcome)

        wanted = Cancelled(len(requests), cancelled or (lambda _: False))
        return super().run(requests, told, wanted, began=began, done=finished)

    def _together(self, parts: Sequence[Any], watch: Watch) -> None:
        """So many at a time that no batch is made larger because the last one was fast here."""
        for at in range(0, len(parts), FIRST):
            super()._together(parts[at : at + FIRST], watch)


def _in_step(failed: int) -> None:
    """End this process, and with it all of them, if another one has ended, or has other errors."""
    try:
        if alike(failed):
            return
    except RuntimeError:
        pass
    os._exit(LOST)
