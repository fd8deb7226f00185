"""``Operations``: the operations of PyTorch inside one module's forward, by name and count."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..engine import HoleValue
from ..errors import NoSuchModuleError

if TYPE_CHECKING:
    from .handle import Handle

__all__ = ["Operation", "Operations"]

_NAME = re.compile(r"([A-Za-z_]\w*)(?:\[(\d+)\])?")


class Operations:
    """The operations that a module's forward is made of, those of the modules inside it included.

    ``ops["gelu"]`` is the first of its name, ``ops["matmul[1]"]`` or ``ops["matmul", 1]`` the second.

    >>> model.layers[0].attn.ops
    >>> with model.trace("The Eiffel Tower is in"):
    ...     scaled = model.layers[0].attn.ops["split"].output
    """

    def __init__(self, owner: Handle) -> None:
        self._owner = owner

    def __getitem__(self, key: str | tuple[str, int] | int | HoleValue) -> Operation:
        if isinstance(key, HoleValue):
            key = operator.index(key)  # which refuses
        if isinstance(key, int):
            names = list(self)
            if not -len(names) <= key < len(names):
                raise IndexError(f"{self._owner.path}.ops[{key}]: it has {len(names)} operations")
            key = names[key]
        if isinstance(key, tuple):
            key = f"{key[0]}[{operator.index(key[1])}]"
        found = _NAME.fullmatch(key)
        if found is None:
            raise NoSuchModuleError(f'{key!r} names no operation; write ops["gelu"] or ops["matmul[1]"]')
        return Operation(self._owner, found[1], int(found[2] or 0))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    @property
    def names(self) -> list[str]:
        """Name and count of each operation, in the order in which they run; one forward finds out.

        Raises:
            NotReachedError: the forward never calls the module.
        """
        return self._owner._model.operations(self._owner.path)

    def _ipython_key_completions_(self) -> list[str]:
        return self.names

    def __repr__(self) -> str:
        names = self.names
        head = f"{self._owner.path or 'the model'}: {len(names)} operations"
        return "\n".join([head, *(f"  {name}" for name in names)])


class Operation:
    """One operation, with the ports of a module: ``.output``, ``.input`` and ``.inputs``."""

    def __init__(self, owner: Handle, name: str, count: int) -> None:
        self._owner, self._name, self._count = owner, name, count

    def __repr__(self) -> str:
        return f"<{self._name}[{self._count}] in {self._owner.path or 'the model'}>"

    def _port(self, side: str) -> str:
        return f"ops.{self._name}[{self._count}].{side}"

    @property
    def output(self) -> Any:
        """What the operation returns."""
        return self._owner._read(self._port("output"))

    @output.setter
    def output(self, value: Any) -> None:
        self._owner._write(self._port("output"), value)

    @property
    def input(self) -> Any:
        """Its first argument."""
        return self._owner._read(self._port("input"))

    @input.setter
    def input(self, value: Any) -> None:
        self._owner._write(self._port("input"), value)

    @property
    def inputs(self) -> Any:
        """All its arguments: ``(args, kwargs)``."""
        return self._owner._read(self._port("inputs"))

    @inputs.setter
    def inputs(self, value: Any) -> None:
        self._owner._write(self._port("inputs"), value)
