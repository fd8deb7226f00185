"""``HoleValue``: a number in the block whose place other numbers can take later.

Everything that is computed with it refers to it. What would ask for the number itself, and so would hold for this one
only, is refused; PyTorch's own way past ``__torch_function__`` (an argument that has to be an int) included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import torch

from ..errors import GraphError
from ..graph import Hole, check_name, number, values_of
from .traced import Tie, Traced, plain

if TYPE_CHECKING:
    from .recorder import Recorder

__all__ = ["HoleValue", "as_plain", "check_use", "chosen", "derived", "make_hole"]

_NAMES = """
__index__ __int__ __float__ __bool__ __complex__ __array__ __contains__ item tolist numpy is_nonzero equal allclose
"""
_NUMBER_ITSELF = frozenset(_NAMES.split())


class HoleValue(Traced):
    """The first value of a hole, or a number computed from holes alone: a tensor without dimensions.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     position = run.hole("position", range(10))
    ...     model.layers[1].output[:, position + 1] = 0
    """

    _hole: Hole | None = None

    @classmethod
    def __torch_dispatch__(  # type: ignore[override]  # torch's own stub differs from its code
        cls, func: Any, types: Iterable[type], args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """What nothing recorded; once the block has ended there is nothing to record.

        Raises:
            GraphError: the block goes on.
        """
        value = next((arg for arg in (*args, *(kwargs or {}).values()) if isinstance(arg, HoleValue)), None)
        if value is not None and value._tie is not None and value._tie.recorder is not None:
            raise GraphError(_refusal(value, "was used where only a plain number is taken"))
        return func(*as_plain(args), **as_plain(kwargs or {}))


def make_hole(recorder: Recorder, name: str, values: Iterable[int | float]) -> HoleValue:
    """A new hole of a trace.

    Raises:
        GraphError: a name that is none or is taken, or values that are no numbers.
    """
    check_name(name)
    if name in recorder.holes:
        raise GraphError(f"this trace has a hole {name!r} already; use that one, or take another name")
    node = recorder.holes[name] = recorder.add(Hole, name, values_of(name, values))
    value = derived(number(node.values[0]), recorder.tie, node.id)
    value._hole = node
    value._fixed = (
        f"the hole {name!r} is changed by filling it, not in place: make a new number, as in `shifted = {name} + 1`"
    )
    return value


def derived(tensor: torch.Tensor, tie: Tie, node: Any) -> HoleValue:
    """A number that was computed from holes alone."""
    value: HoleValue = torch.Tensor._make_subclass(HoleValue, tensor)
    value._plain, value._tie, value._node = tensor, tie, node
    return value


def chosen(data: Any) -> bool | None:
    """Whether an operation is given holes, and no value of the model beside them; ``None`` where it is neither."""
    if isinstance(data, torch.Tensor):
        if isinstance(data, HoleValue):
            return True
        return False if isinstance(data, Traced) and data._tie is not None else None
    if isinstance(data, slice):
        data = (data.start, data.stop, data.step)
    if not isinstance(data, tuple | list | dict):
        return None
    found = [one for item in (data.values() if isinstance(data, dict) else data) if (one := chosen(item)) is not None]
    return all(found) if found else None


def as_plain(data: Any, formal: bool = False) -> Any:
    """Arguments with plain tensors in the place of holes; in a ``formal`` run, without numbers, plain integers."""
    if isinstance(data, HoleValue):
        tensor = plain(data)
        return tensor.item() if formal and tensor.dtype is torch.int64 else tensor
    if isinstance(data, slice):
        return slice(*(as_plain(part, formal) for part in (data.start, data.stop, data.step)))
    if type(data) in (tuple, list):
        return type(data)(as_plain(item, formal) for item in data)
    return {key: as_plain(item, formal) for key, item in data.items()} if type(data) is dict else data


def check_use(func: Any, args: tuple[Any, ...]) -> None:
    """Refuse what asks for the number itself.

    Raises:
        GraphError: it does.
    """
    name = getattr(func, "__name__", "")
    value = next((arg for arg in args if isinstance(arg, HoleValue)), None) if name in _NUMBER_ITSELF else None
    if value is not None:
        raise GraphError(_refusal(value, _ASKED.get(name, f"was asked for its number by `{name}`")))


_ASKED = {
    "__index__": "was asked for its number by `range`, a list, or a slice of a tensor of yours",
    "__bool__": "was asked for its truth by `if`, `and`, `or`, `not`, `in`, `min` or `max`",
}


def _refusal(value: HoleValue, what: str) -> str:
    name = f"the hole {value._hole.name!r}" if value._hole is not None else "a number computed from holes"
    return (
        f"{name} {what}, so that the graph would hold for this one number only. Write it with operations of torch: "
        "`torch.stack(tensors)[hole]` for a list, `tensor[hole]` or `tensor.narrow(0, hole, 1)` for a part, "
        "`torch.arange(n) < hole` and `torch.where` for a condition; or write the number itself"
    )
