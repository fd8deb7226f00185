"""The nodes of an intervention graph: frozen, inert data, and the closed list of their kinds.

| kind      | fields                   | meaning                                                                  |
|-----------|--------------------------|--------------------------------------------------------------------------|
| Read      | site, run, again, late   | the value at a site of one run, as it stands at that moment              |
| Write     | site, run, value         | replace it for the rest of that run; ``grow``, ``skip``: see below       |
| Call      | op, args, kwargs         | a registered operation, in-place ones included, in order                 |
| Apply     | path, args, kwargs, run  | apply one of the model's modules ad hoc                                  |
| Constant  | value                    | came from outside                                                        |
| Weight    | path                     | a parameter or buffer of the model, used in the block                    |
| Tokens    | run, token, which        | where real tokens of a run's prompts stand: (rows, positions)            |
| Hole      | name, values             | a number still to be chosen, one of these; until then the first          |
| Backward  | value, args, kwargs      | run autograd backwards from a value                                      |
| Grad      | value                    | the gradient that has come to a value                                    |
| Flow      | value, gradient          | from here on this gradient flows back through the value, not its own     |
| Save      | name, value              | a result                                                                 |

A node refers to another by ``Ref(id)``. A node's value is the tensor itself, not a copy: an in-place
``Call`` changes what every later node sees, exactly as it does in PyTorch.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from .hole import HolePath, Values

__all__ = [
    "Apply",
    "Backward",
    "Call",
    "Constant",
    "Flow",
    "Grad",
    "Hole",
    "Node",
    "Opaque",
    "Place",
    "Read",
    "Ref",
    "Save",
    "Site",
    "Tokens",
    "Weight",
    "Write",
    "refs",
]


class Site(NamedTuple):
    """One place where a value passes and can be read or replaced.

    ``step`` is the step of a generation, ``call`` counts the calls of a module that runs more than once in a step.

    >>> str(Site("transformer.h.3.mlp", "output", step=2))
    'transformer.h.3.mlp.output@2'
    """

    path: str
    port: str = "output"
    step: int = 0
    call: int = 0

    def __str__(self) -> str:
        path = self.path.template if isinstance(self.path, HolePath) else self.path
        name = f"{path}.{self.port}" if path else self.port
        return name + (f"@{self.step}" if self.step else "") + (f"#{self.call}" if self.call else "")


class Place(NamedTuple):
    """The line of the user's code that made a node."""

    file: str
    line: int

    @property
    def source(self) -> str:
        """Text of the line, or an empty string where it cannot be had."""
        return linecache.getline(self.file, self.line).strip()

    def __str__(self) -> str:
        code = f": `{self.source}`" if self.source else ""
        return f"line {self.line}{code}"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to the value of another node."""

    id: int

    def __repr__(self) -> str:
        return f"%{self.id}"


@dataclass(frozen=True, slots=True)
class Opaque:
    """An argument that is no data (a function, say): it ran here, but cannot be stored or replayed."""

    text: str


@dataclass(frozen=True)
class Node:
    """What every kind of node has: a number, and the user's line."""

    kind: ClassVar[str] = "node"
    id: int
    place: Place | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True)
class Read(Node):
    """The value at a site of one run.

    ``again`` is a read of which it is the very tensor, not one with the same numbers; with ``late`` the model had
    passed the site, so that its memory is that of a second pass. Both matter where a value is changed in place.
    """

    kind: ClassVar[str] = "read"
    site: Site
    run: int = 0
    again: Ref | None = None
    late: bool = False


@dataclass(frozen=True)
class Write(Node):
    """``grow`` allows a different number of batch rows; with ``skip`` the module is not computed at all."""

    kind: ClassVar[str] = "write"
    site: Site
    value: Any
    run: int = 0
    grow: bool = False
    skip: bool = False


@dataclass(frozen=True)
class Call(Node):
    """One operation of the table."""

    kind: ClassVar[str] = "call"
    op: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Apply(Node):
    """One of the model's modules, applied ad hoc, with the parameters that it has in the run."""

    kind: ClassVar[str] = "module"
    path: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    run: int = 0


@dataclass(frozen=True)
class Constant(Node):
    """``version`` is the tensor's version counter when it is held by reference, ``None`` for a copy."""

    kind: ClassVar[str] = "constant"
    value: Any = field(compare=False)
    version: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Weight(Node):
    """A parameter or buffer of the model by its name in ``named_parameters``."""

    kind: ClassVar[str] = "weight"
    path: str


@dataclass(frozen=True)
class Tokens(Node):
    """The index ``(rows, positions)`` of one real token in each row of a run's batch.

    ``token`` counts the row's real tokens, or is a text that its prompt contains, then its last token; ``which``
    chooses among several places of that text.
    """

    kind: ClassVar[str] = "tokens"
    token: int | str
    which: int = 0
    run: int = 0


@dataclass(frozen=True)
class Hole(Node):
    """A place to be filled with one of ``values`` later, by name; its value is a 0-dim tensor on the CPU.

    Paths of modules may have it as well, see ``HolePath``. A graph whose holes are not filled has the first values.
    """

    kind: ClassVar[str] = "hole"
    name: str
    values: Values


@dataclass(frozen=True)
class Backward(Node):
    """``value.backward(*args, **kwargs)``."""

    kind: ClassVar[str] = "backward"
    value: Any
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Grad(Node):
    """``value.grad``, after the backward passes above it."""

    kind: ClassVar[str] = "grad"
    value: Any


@dataclass(frozen=True)
class Flow(Node):
    """``value.grad = gradient``: what flows back through the value in the backward passes below."""

    kind: ClassVar[str] = "flow"
    value: Any
    gradient: Any


@dataclass(frozen=True)
class Save(Node):
    """A result under a name."""

    kind: ClassVar[str] = "save"
    name: str
    value: Any


def refs(data: Any) -> Iterator[Ref]:
    """Every reference inside a node or a nested argument."""
    found: list[Ref] = []
    _collect(data, found)
    return iter(found)


def _collect(data: Any, found: list[Ref]) -> None:
    """Short, for it is asked of every node of thousands of graphs."""
    kind = type(data)
    if kind is Ref:
        found.append(data)
    elif kind is tuple or kind is list:
        for item in data:
            _collect(item, found)
    elif kind is dict:
        for item in data.values():
            _collect(item, found)
    elif kind is slice:
        _collect((data.start, data.stop, data.step), found)
    elif kind in _REFERRING:
        for name in _REFERRING[kind]:
            _collect(getattr(data, name), found)


_REFERRING: dict[type, tuple[str, ...]] = {
    Read: ("again",),
    Write: ("value",),
    Call: ("args", "kwargs"),
    Apply: ("args", "kwargs"),
    Backward: ("value", "args", "kwargs"),
    Grad: ("value",),
    Flow: ("value", "gradient"),
    Save: ("value",),
}
"""What may hold references, by the kind of node."""
