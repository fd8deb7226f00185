"""Operations that change a tensor in place: how they are known, and which a site cannot take.

In a run that is carried out elsewhere they may change a tensor of the user's own, which is here: see ``on_own``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..errors import ValueMismatchError
from ..graph import Call, Op, Ref, op_of, target_of
from .gradient import SPECIAL
from .traced import Traced, plain
from .tree import leaves, map_tensors

if TYPE_CHECKING:
    from .recorder import Recorder

__all__ = ["SILENT", "looks_inplace", "on_own", "refuse_new_form"]

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


def on_own(recorder: Recorder, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An operation on tensors of the user's own, in a run that is carried out elsewhere; ``NotImplemented`` of others.

    A tensor that is changed in place by values of the run is a part of its graph from then on, and keeps its numbers:
    the values' are asked for, as ``.item()`` does. What is computed from such tensors alone has numbers too.

    >>> total = torch.zeros(8, 128)
    >>> with model.trace("The Eiffel Tower is in the city of", remote="lab"):
    ...     for layer in model.layers:
    ...         total += layer.output[0]

    Raises:
        RemoteError: the other machine does not give the numbers.
    """
    if func in SPECIAL or recorder.holes:
        return NotImplemented
    op = op_of(func)
    target = target_of(args, kwargs, op.inplace) if op else None
    traced = [leaf for _, leaf in leaves((args, kwargs)) if isinstance(leaf, Traced)]
    if all(leaf._own for leaf in traced):
        return NotImplemented if op and op.random and target is None else _here(recorder, func, args, kwargs)
    if op is not None and isinstance(target, torch.Tensor) and (target._own if isinstance(target, Traced) else True):
        return _changed(recorder, op, args, kwargs, target)
    return NotImplemented


def _here(recorder: Recorder, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """All numbers are here: as in a run that is carried out here."""
    deferral, recorder.deferral = recorder.deferral, None
    try:
        out = recorder.call(func, args, kwargs)
    finally:
        recorder.deferral = deferral
    for _, leaf in leaves(out):
        if isinstance(leaf, Traced):
            leaf._own = True
    return out


def _changed(recorder: Recorder, op: Op, args: tuple[Any, ...], kwargs: dict[str, Any], target: torch.Tensor) -> Any:
    """The tensor with its new numbers, and the operation in the graph."""
    node = None if isinstance(target, Traced) else recorder.constant(target, copy=True)
    packed = recorder.pack(args), recorder.pack_kwargs(kwargs)
    away = [leaf for _, leaf in leaves((args, kwargs)) if isinstance(leaf, Traced) and leaf._fetched() is not None]
    found = {id(leaf): real for leaf, real in zip(away, recorder.ask(away), strict=True)}
    args, kwargs = map_tensors(lambda _, leaf: found.get(id(leaf), plain(leaf)), (args, kwargs))
    with torch._C.DisableTorchFunctionSubclass():
        op.function(*args, **kwargs)
    if op.random:
        packed = (recorder.pack(target), Ref(recorder.constant(plain(target), copy=True))), {}
    recorder.add(Call, "Tensor.copy_" if op.random else op.name, *packed)
    if type(target) is torch.Tensor:
        recorder.wrap(target, node, alias=False)._own = True
    return target
