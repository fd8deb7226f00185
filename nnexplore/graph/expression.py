"""One node as a line of Python: shared by the printed graph and the generated code."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Callable
from typing import Any

import torch

from ..errors import GraphError
from .hole import HolePath
from .node import Apply, Backward, Call, Opaque, Ref, Site
from .ops import Op, table
from .port import RESULT, operation, parameter

__all__ = [
    "TAKEN",
    "USED",
    "Names",
    "apply",
    "backward",
    "call",
    "handle",
    "is_statement",
    "literal",
    "site",
    "variable",
]

Names = Callable[[Ref], str]

_TAKEN_NAMES = """
input inputs output ops grow skip next at path module
trace generate generator start edit edits weights sites operations replay
encode expression anatomy anatomy_of anatomy_names load loaded tokenizer tokens token_strings probe place
on venue elsewhere blocking session submit carry_out
"""
TAKEN = frozenset(_TAKEN_NAMES.split())
"""Attributes of handles and models, behind which a child of that name hides; ``handle["output"]`` is that child."""

USED = frozenset({"model", "run", "torch", "nnexplore", "float", "slice"})
"""Names that generated code uses already."""

_PREFIX = {
    "functional": "torch.nn.functional",
    "linalg": "torch.linalg",
    "special": "torch.special",
    "fft": "torch.fft",
    "autograd": "torch.autograd",
}
_PROPERTIES = frozenset({"T", "mT", "H", "mH", "real", "imag", "data"})


def handle(path: str, model: str = "model") -> str:
    """The expression of a module handle.

    >>> handle("transformer.h.3.mlp")
    'model.transformer.h[3].mlp'
    """
    holes = {f"{{{name}}}": variable(name) for name in path.holes} if isinstance(path, HolePath) else {}
    parts = (path.template if isinstance(path, HolePath) else path).split(".") if path else []
    return model + "".join(_item(holes.get(part, part), part in holes) for part in parts)


def _item(part: str, hole: bool) -> str:
    return f"[{part}]" if hole or part.isdigit() else _attribute(part)


def variable(hole: str) -> str:
    """The name of a hole in generated code."""
    return f"_{hole}" if hole in (*USED, "block") or re.fullmatch(r"v\d+", hole) else hole


def _attribute(part: str) -> str:
    plain = part.isidentifier() and not keyword.iskeyword(part) and part not in TAKEN
    return f".{part}" if plain else f"[{part!r}]"


def site(where: Site, model: str = "model") -> str:
    """The expression of a site.

    >>> site(Site("lm_head", "output"))
    'model.lm_head.output'
    """
    owner = handle(where.path, model)
    pinned = ", ".join(f"{name}={at}" for name, at in (("step", where.step), ("call", where.call)) if at)
    if pinned:
        owner = f"{owner}.at({pinned})"
    if where.port == RESULT:
        return f"{owner}.generator.output"
    if op := operation(where.port):
        return f'{owner}.ops["{op.name}[{op.number}]"].{op.side}'
    name = parameter(where.port) or where.port
    return f"{owner}[{name}]" if name.isdigit() else f"{owner}.{name}"


def literal(data: Any, names: Names) -> str:
    """Any argument as source text."""
    match data:
        case Ref():
            return names(data)
        case float() if not math.isfinite(data):
            return f"float({str(data)!r})"
        case slice():
            return f"slice({', '.join(literal(part, names) for part in (data.start, data.stop, data.step))})"
        case torch.Size() | tuple():
            return "(" + "".join(literal(item, names) + ", " for item in data).removesuffix(" ") + ")"
        case list():
            return "[" + ", ".join(literal(item, names) for item in data) + "]"
        case dict():
            return "{" + ", ".join(f"{literal(k, names)}: {literal(v, names)}" for k, v in data.items()) + "}"
        case torch.device():
            return f"torch.device({str(data)!r})"
        case Opaque(text):
            raise GraphError(f"{text} is no plain data, so the graph cannot be written as code")
    return "..." if data is Ellipsis else repr(data)


def _index(data: Any, names: Names) -> str:
    if isinstance(data, tuple) and data:
        return ", ".join(_index_part(item, names) for item in data) + ("," if len(data) == 1 else "")
    return _index_part(data, names)


def _index_part(data: Any, names: Names) -> str:
    if isinstance(data, slice):
        start, stop, step = ("" if p is None else literal(p, names) for p in (data.start, data.stop, data.step))
        return f"{start}:{stop}" + (f":{step}" if step else "")
    return literal(data, names)


def _arguments(args: tuple[Any, ...], kwargs: dict[str, Any], names: Names) -> str:
    parts = [literal(arg, names) for arg in args] + [f"{key}={literal(value, names)}" for key, value in kwargs.items()]
    return ", ".join(parts)


def _operand(data: Any, names: Names) -> str:
    text = literal(data, names)
    return f"({text})" if text.startswith("-") else text


def is_statement(node: Call) -> bool:
    """Whether the call is written as a statement (``a += b``, ``a[0] = b``) that has no value."""
    op = table().get(node.op)
    return node.op == "Tensor.__setitem__" or bool(op and _infix(op, node) and op.inplace)


def _infix(op: Op, node: Call) -> bool:
    return bool(op.symbol) and len(node.args) == 2 and not node.kwargs and op.symbol not in ("[]", ".")


def call(node: Call, names: Names) -> str:
    """The call as source text: an expression, or a statement where ``is_statement`` says so."""
    op, args = table().get(node.op), node.args
    space, _, word = node.op.partition(".")
    if op and _infix(op, node):
        left, right = (_operand(arg, names) for arg in args)
        return f"{right} {op.symbol[1:]} {left}" if op.symbol.startswith("r") else f"{left} {op.symbol} {right}"
    if node.op == "Tensor.__setitem__":
        return f"{_operand(args[0], names)}[{_index(args[1], names)}] = {literal(args[2], names)}"
    if node.op in ("Tensor.__getitem__", "getitem"):
        return f"{_operand(args[0], names)}[{_index(args[1], names)}]"
    if node.op == "getattr":
        return f"{literal(args[0], names)}.{args[1]}"
    if space == "Tensor":
        owner = _operand(args[0], names)
        return (
            f"{owner}.{word}" if word in _PROPERTIES else f"{owner}.{word}({_arguments(args[1:], node.kwargs, names)})"
        )
    return f"{_PREFIX.get(space, space)}.{word}({_arguments(args, node.kwargs, names)})"


def apply(node: Apply, names: Names, model: str = "model") -> str:
    """An ad hoc application of a module as source text."""
    return f"{handle(node.path, model)}({_arguments(node.args, node.kwargs, names)})"


def backward(node: Backward, names: Names) -> str:
    """A backward pass as source text."""
    return f"{literal(node.value, names)}.backward({_arguments(node.args, node.kwargs, names)})"
