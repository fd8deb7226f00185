"""``HolePath``: a module's path with holes in it, and what the values of a hole may be."""

from __future__ import annotations

import itertools
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import torch

from ..errors import GraphError

__all__ = ["HolePath", "Values", "check_name", "check_values", "number", "pick", "under", "values_of"]

Values = tuple[int, ...] | tuple[float, ...]

_HOLE = re.compile(r"\{(\w+)\}")
_LARGEST = 1 << 63


class HolePath(str):
    """A path that is that of the first value of each of its holes, and knows the others.

    >>> path = HolePath("transformer.h.{layer}.mlp", {"layer": (0, 1, 2)})
    >>> str(path), path.template, path.fill({"layer": 2})
    ('transformer.h.0.mlp', 'transformer.h.{layer}.mlp', 'transformer.h.2.mlp')

    Raises:
        GraphError: the template has no hole, one whose values are not known, or one that is not filled with 0, 1, ….
    """

    template: str
    holes: dict[str, tuple[int, ...]]

    def __new__(cls, template: str, holes: Mapping[str, Any]) -> HolePath:
        """The path of the first values; ``holes`` has the values of all holes by name."""
        names = dict.fromkeys(name for part in template.split(".") if (name := _name(part)))
        for name in names:
            _check_path(template, name, holes)
        if not names:
            raise GraphError(f"the path {template!r} has no hole; one looks like 'transformer.h.{{layer}}'")
        path = super().__new__(cls, _filled(template, {name: holes[name][0] for name in names}))
        path.template, path.holes = template, {name: holes[name] for name in names}
        return path

    def __getnewargs__(self) -> tuple[str, dict[str, tuple[int, ...]]]:  # type: ignore[override]  # str's has one
        return self.template, self.holes

    def __repr__(self) -> str:
        return repr(self.template)

    def fill(self, chosen: Mapping[str, Any]) -> str:
        """The path with these values in its holes: a plain one, if none is left."""
        left = {name: values for name, values in self.holes.items() if name not in chosen}
        template = _filled(self.template, chosen)
        return HolePath(template, left) if left else template

    def others(self) -> Iterator[str]:
        """The plain path of every choice of values, the first one's first."""
        for values in itertools.product(*self.holes.values()):
            yield _filled(self.template, dict(zip(self.holes, values, strict=True)))


def under(path: str, name: str) -> str:
    """The path of a module's child, with the holes of the module's.

    >>> under("transformer.h.0", "mlp")
    'transformer.h.0.mlp'
    """
    if isinstance(path, HolePath):
        return HolePath(f"{path.template}.{name}", path.holes)
    return f"{path}.{name}" if path else name


def number(value: float) -> torch.Tensor:
    """The value of a hole as a tensor without dimensions, on the CPU: int64 or float32."""
    return torch.tensor(value, dtype=torch.int64 if isinstance(value, int) else torch.float32, device="cpu")


def values_of(name: str, values: Iterable[Any]) -> Values:
    """What a hole may be filled with, as a tuple of int, or of float where one of them is.

    Raises:
        GraphError: see ``check_values``.
    """
    given = values.tolist() if hasattr(values, "tolist") else values
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
        raise GraphError(f"the hole {name!r} takes several numbers, as in range(12) or [0.0, 0.5]; got {values!r:.40}")
    numbers = tuple(value.item() if hasattr(value, "item") else value for value in given)
    if any(type(value) is float for value in numbers):
        numbers = tuple(float(value) if type(value) is int else value for value in numbers)
    check_values(name, numbers)
    return numbers


def check_name(name: Any) -> None:
    """Refuse a name that cannot be one of a hole.

    Raises:
        GraphError: it is no identifier, or begins with an underscore.
    """
    if type(name) is not str or not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise GraphError(f"a hole has a name such as 'layer', by which it is filled: fill(layer=3); got {name!r:.40}")


def check_values(name: str, values: Any) -> None:
    """Refuse what cannot be the values of a hole.

    Raises:
        GraphError: none, one twice, or anything but numbers of one kind.
    """
    kinds = {type(value) for value in values} if type(values) is tuple else {None}
    if len(kinds) != 1 or not kinds <= {int, float}:
        raise GraphError(f"the hole {name!r} takes numbers, int or float, at least one; got {values!r:.60}")
    if any(value != value or (type(value) is int and not -_LARGEST <= value < _LARGEST) for value in values):
        raise GraphError(f"the hole {name!r} takes numbers of 64 bits, and no NaN; got {values!r:.60}")
    if len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise GraphError(f"the hole {name!r} has the value {twice!r} twice; each once is enough")


def pick(name: str, values: Values, value: Any) -> int | float:
    """The value of a hole that is meant.

    Raises:
        GraphError: it is none of them.
    """
    if hasattr(value, "item") and getattr(value, "shape", None) in ((), torch.Size()):
        value = value.item()
    if isinstance(value, int | float) and not isinstance(value, bool):
        for known in values:
            if known == value:
                return known
    raise GraphError(f"the hole {name!r} cannot be filled with {value!r:.40}; it takes {spell(values)}")


def spell(values: Values) -> str:
    """The values in a few words.

    >>> spell(tuple(range(12)))
    '0 … 11'
    """
    if len(values) <= 4:
        return ", ".join(map(repr, values))
    rising = all(after - before == 1 for before, after in itertools.pairwise(values))
    if type(values[0]) is int and rising:
        return f"{values[0]} … {values[-1]}"
    return f"{values[0]!r}, {values[1]!r}, … {values[-1]!r} ({len(values)} values)"


def _name(part: str) -> str | None:
    found = _HOLE.fullmatch(part)
    return found[1] if found else None


def _check_path(template: str, name: str, holes: Mapping[str, Any]) -> None:
    if name not in holes:
        raise GraphError(f"the path {template!r} has the hole {name!r}, which is not among the holes above it")
    if any(type(value) is not int or value < 0 for value in holes[name]):
        raise GraphError(
            f"the path {template!r} counts modules from 0, but its hole {name!r} takes {holes[name]!r:.40}"
        )


def _filled(template: str, chosen: Mapping[str, Any]) -> str:
    parts = template.split(".")
    return ".".join(str(chosen[name]) if (name := _name(part)) and name in chosen else part for part in parts)
