"""``Editing``: a block whose changes become part of a model."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

import torch

from ..engine import Run, check_edit

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
            with torch.no_grad(), self._edited._again(self._run) as run:
                run.finish()  # an edit that is not in the model's order is found out here
