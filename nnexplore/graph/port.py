"""Ports: the names of the values that a module offers.

| port                                     | value                                                              |
|------------------------------------------|--------------------------------------------------------------------|
| input, inputs, output                    | what the module is given and gives                                 |
| query key value scores pattern heads     | inside an attention module, the same on every architecture         |
| ops.gelu[0].output, .input, .inputs      | inside any module: one operation of PyTorch, by name and count     |
| parameter.weight                         | a parameter of the module, as the run sees it                      |
| result                                   | of the whole run: what generation returns (path ``""`` only)       |
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["ATTENTION", "PORTS", "RESULT", "Operation", "is_port", "operation", "parameter"]

PORTS = ("input", "inputs", "output")
ATTENTION = ("query", "key", "value", "scores", "pattern", "heads")
RESULT = "result"

_OPERATION = re.compile(r"ops\.([A-Za-z_]\w*)\[(0|[1-9]\d{0,5})\]\.(input|inputs|output)")
_PARAMETER = re.compile(r"parameter\.(\w+)")  # those of a ParameterList are numbered
_SIMPLE = frozenset({*PORTS, *ATTENTION, RESULT})


class Operation(NamedTuple):
    """One operation inside a module: the ``number``-th of its name, from 0, and which side of it."""

    name: str
    number: int
    side: str


@lru_cache(4096)
def operation(port: str) -> Operation | None:
    """The operation that a port stands for, or ``None``.

    >>> operation("ops.gelu[0].output")
    Operation(name='gelu', number=0, side='output')
    """
    found = _OPERATION.fullmatch(port)
    return Operation(found[1], int(found[2]), found[3]) if found else None


def parameter(port: str) -> str | None:
    """The name of the parameter that a port stands for, or ``None``."""
    found = _PARAMETER.fullmatch(port)
    return found[1] if found else None


def is_port(port: str) -> bool:
    """Whether the text names a port."""
    return port in _SIMPLE or operation(port) is not None or parameter(port) is not None
