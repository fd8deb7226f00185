"""Operations that change a tensor in place: how they are known, and which a site cannot take."""

from __future__ import annotations

from typing import Any

import torch

from ..errors import ValueMismatchError
from .traced import Traced
from .tree import leaves

__all__ = ["SILENT", "looks_inplace", "refuse_new_form"]

SILENT = frozenset({"requires_grad_", "retain_grad", "share_memory_", "pin_memory"})
_NEW_FORM_NAMES = "resize_ resize_as_ as_strided_ squeeze_ unsqueeze_ t_ transpose_ swapaxes_ swapdims_"
_NEW_FORM = frozenset(_NEW_FORM_NAMES.split())


def _sets_data(func: Any) -> bool:
    return getattr(func, "__self__", None) is torch.Tensor.data and func.__name__ == "__set__"


def looks_inplace(func: Any) -> bool:
    """Whether a function that is not in the table changes its first argument, by its name."""
    name = getattr(func, "__name__", "")
    return _sets_data(func) or (name.endswith("_") and not name.endswith("__") and name not in SILENT)


def refuse_new_form(func: Any, target: Traced) -> None:
    """A site's tensor is an alias of the model's own: its values can be changed in place, its form cannot."""
    name = ".data =" if _sets_data(func) else f".{getattr(func, '__name__', '')}(…)"
    visit = target._visit
    if visit is None or not (_sets_data(func) or func.__name__ in _NEW_FORM):
        return
    if any(leaf is target for _, leaf in leaves(visit.now)):
        raise ValueMismatchError(
            f"`{name}` gives {visit.site} another form or other memory, which the model would not see. "
            f"Change its values in place, `….{visit.site}[:] = value`, or assign a tensor, `….{visit.site} = value`."
        )
