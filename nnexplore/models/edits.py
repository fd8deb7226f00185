"""``Editing``: a block whose changes become part of a model."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

import torch

from ..engine import Run, check_edit
from ..engine.tree import leaves

if TYPE_CHECKING:
    from .model import Model

__all__ = ["Editing"]


class Editing:
    """``with model.edit() as edited:``; inside the block, handles of either model mean the edit's run."""

    def __init__(self, edited: Model, run: Run) -> None:
        self._edited, self._run = edited, run

    def __enter__(self) -> Model:
        self._run.alias = self._edited
        self._run.__enter__()
        return self._edited

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run.__exit__(kind, error, trace)
        if error is None:
            check_edit(self._run.graph)
            self._edited.edits.append(self._run.graph)
            self._try()

    def _try(self) -> None:
        """Carry it out: an edit that is not in the model's order is found out here."""
        with torch.no_grad(), self._edited._again(self._run) as run:
            output = run.finish()
            if self._edited.elsewhere:  # nothing is carried out there of which nothing is wanted
                first: Any = next(leaf for _, leaf in leaves(output))
                first.flatten()[:1].save()
