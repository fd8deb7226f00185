"""Does a value fit the site it is assigned to? Asked on the user's line, before the model sees it."""

from __future__ import annotations

from typing import Any

import torch

from ..errors import ValueMismatchError
from .tree import children, leaves

__all__ = ["check_fit", "check_number", "describe"]


def describe(value: Any) -> str:
    """A value in a few words, with shape, dtype and device.

    >>> describe((torch.zeros(1, 3), None))
    '(float32[1, 3], None)'
    """
    if isinstance(value, torch.Tensor):
        where = "" if value.device.type == "cpu" else f" on {value.device}"
        return f"{str(value.dtype).removeprefix('torch.')}{list(value.shape)}{where}"
    if isinstance(value, tuple | list):
        inside = ", ".join(describe(item) for item in value)
        return f"({inside}{',' * (len(value) == 1)})" if isinstance(value, tuple) else f"[{inside}]"
    if children(value):
        return f"{type(value).__name__}({', '.join(f'{key}={describe(part)}' for key, part in children(value))})"
    return repr(value) if value is None or isinstance(value, int | float | str) else type(value).__name__


def check_fit(site: object, new: Any, old: Any, grow: bool = False) -> None:
    """Refuse a value that does not have the form of the one it replaces.

    Raises:
        ValueMismatchError: another structure, shape, dtype or device.
    """
    problem = _problem(new, old, grow)
    if problem:
        text = f"{site} is {describe(old)}, but {describe(new)} was assigned to it: {problem}. The model is unchanged."
        formal = all(leaf.is_meta for _, leaf in leaves(old))  # in a deferred run all are on no device of the user's
        raise ValueMismatchError(text.replace(" on meta", "") if formal else text)


def check_number(site: object, number: float, old: Any) -> None:
    """Refuse a number that the integers of a value cannot hold, or where there is nothing to fill.

    Raises:
        ValueMismatchError: a fraction for integers; a number for what has no tensors and is none.
    """
    if not isinstance(old, bool | int | float) and not any(True for _ in leaves(old)):
        raise ValueMismatchError(
            f"{site} is {describe(old)}, but {number!r} was assigned to it: it holds no tensor that a number could "
            "fill; assign the whole value. The model is unchanged."
        )
    whole = isinstance(number, int) or number.is_integer()
    if not whole and any(not (leaf.is_floating_point() or leaf.is_complex()) for _, leaf in leaves(old)):
        raise ValueMismatchError(
            f"{site} is {describe(old)}, but {number!r} was assigned to it: its integers cannot hold that; "
            "assign a whole number, or a tensor. The model is unchanged."
        )


def _problem(new: Any, old: Any, grow: bool) -> str:
    if isinstance(old, torch.Tensor):
        return _tensor_problem(new, old, grow)
    if not children(old):
        return ""
    if isinstance(new, torch.Tensor):
        return (
            f"assign a {type(old).__name__} of the same form, or change its tensor in place (`….output[0][:] = value`)"
        )
    if isinstance(old, tuple) != isinstance(new, tuple):
        return f"assign a {'tuple' if isinstance(old, tuple) else type(old).__name__} with the same parts"
    mine, theirs = children(old), children(new)
    if [key for key, _ in mine] != [key for key, _ in theirs]:
        return f"assign a {type(old).__name__} with the same parts"
    return next((p for (_, a), (_, b) in zip(theirs, mine, strict=True) if (p := _problem(a, b, grow))), "")


def _tensor_problem(new: Any, old: torch.Tensor, grow: bool) -> str:
    if not isinstance(new, torch.Tensor):
        if isinstance(new, tuple | list):
            return "assign its tensor, for example value[0]"
        if hasattr(new, "__array__"):
            return "convert it with torch.as_tensor(value)"
        return "assign a tensor or a number"
    if new.shape != old.shape and not (grow and new.shape[1:] == old.shape[1:]):
        return "assign a tensor of the same shape, or assign to a part of it: `….output[:, -1] = value`"
    if new.dtype != old.dtype:
        return f"convert it with .to(torch.{str(old.dtype).removeprefix('torch.')})"
    if new.device != old.device:
        return f"move it with .to({str(old.device)!r})"
    return ""
