"""A graph as Python source that makes the same values in a fresh kernel."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import torch

from ..errors import GraphError
from . import expression
from .codec import encode_tensor
from .graph import Graph, Inputs
from .node import Apply, Backward, Call, Constant, Flow, Grad, Hole, Node, Read, Ref, Save, Tokens, Weight, Write
from .port import parameter

__all__ = ["code"]

_INLINE = 16
_USED = expression.USED


def code(graph: Graph, model: str = "") -> str:
    """The source: imports, the model, and the block in which it runs."""
    head = [
        "import torch",
        "",
        "import nnexplore",
        "",
        f"model = {model or '...  # your model, wrapped by nnexplore'}",
    ]
    return "\n".join([*head, *_lines(graph)]) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    """One ``with`` block; of several runs, one with a block for each inside it, so that values go from run to run."""
    blocks = _blocks(graph)
    methods = {_inputs_of(graph, run).method for run, _ in blocks}
    if len(blocks) < 2 or len(methods) > 1:
        names = _Names(graph)
        for run, nodes in blocks:
            yield from _block(graph, run, nodes, names, f"model.{_inputs_of(graph, run).method}")
        return
    names = _Names(graph, "block")
    yield f"with model.{methods.pop()}() as block:"
    for run, nodes in blocks:
        for line in _block(graph, run, nodes, names, "block.invoke"):
            yield f"    {line}"


class _Names:
    """Variable names: of a result, the name it is saved under; of anything else, its number."""

    def __init__(self, graph: Graph, *used: str) -> None:
        self._of: dict[int, str] = {}
        self._used = _USED.union(used)
        self._of.update({node.id: expression.variable(node.name) for node in graph.nodes if isinstance(node, Hole)})
        for node in graph.nodes:
            if isinstance(node, Save) and isinstance(node.value, Ref) and node.value.id not in self._of:
                self._of[node.value.id] = self._identifier(node.name)

    def _identifier(self, name: str) -> str:
        word = re.sub(r"\W", "_", name)
        taken = keyword.iskeyword(word) or word in self._used
        if taken or not word.isidentifier() or re.fullmatch(r"v\d+", word):
            word = f"_{word}"
        used = set(self._of.values())
        return word if word not in used else next(f"{word}_{n}" for n in range(2, 9999) if f"{word}_{n}" not in used)

    def __call__(self, ref: Ref) -> str:
        return self._of.get(ref.id, f"v{ref.id}")


def _blocks(graph: Graph) -> list[tuple[int, list[Node]]]:
    """Consecutive nodes by run; nodes that name no run belong to the block around them."""
    current = next((node.run for node in graph.nodes if isinstance(node, Read | Write | Tokens)), 0)
    runs: list[int] = []
    weighed = {node.run for node in graph.nodes if isinstance(node, Write) and parameter(node.site.port)}
    for node in graph.nodes:
        if isinstance(node, Read | Write | Tokens) or (weighed and isinstance(node, Apply)):
            current = node.run
        runs.append(current)
    blocks = [
        (run, [node for _, node in group])
        for run, group in groupby(zip(runs, graph.nodes, strict=True), key=lambda pair: pair[0])
    ]
    if len(blocks) > len({run for run, _ in blocks}):
        raise GraphError("the runs of this graph are interleaved, which cannot be written as one block after the other")
    return blocks


def _inputs_of(graph: Graph, run: int) -> Inputs:
    return graph.inputs[run] if run < len(graph.inputs) else Inputs((Ellipsis,))


def _block(graph: Graph, run: int, nodes: list[Node], names: _Names, opened: str) -> Iterator[str]:
    named = " as run" if any(isinstance(node, Tokens | Hole) for node in nodes) else ""
    yield f"with {opened}({_inputs(_inputs_of(graph, run))}){named}:"
    if any(isinstance(node, Write) and parameter(node.site.port) for node in nodes):
        nodes = sorted(nodes, key=lambda node: not isinstance(node, Weight))  # the model's own, not the run's
    lines = [_line(node, names) for node in nodes]
    for line in [line for line in lines if line] or ["pass"]:
        yield f"    {line}"


def _inputs(inputs: Inputs) -> str:
    parts = [_literal(arg) for arg in inputs.args] + [
        f"{key}={_literal(value)}" for key, value in inputs.kwargs.items()
    ]
    return ", ".join(parts)


def _literal(data: Any) -> str:
    """An input as source text: plain data, with tensors in it."""
    match data:
        case torch.Tensor():
            return tensor(data)
        case dict():
            return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in data.items()) + "}"
        case list():
            return f"[{', '.join(map(_literal, data))}]"
    return expression.literal(data, repr)


def _line(node: Node, names: _Names) -> str:  # noqa: C901  one flat case per kind of node
    name = names(Ref(node.id))
    match node:
        case Read():
            return f"{name} = {expression.site(node.site)}"
        case Write(grow=True):
            return f"{_owner(node)}.grow({expression.literal(node.value, names)}, {node.site.port!r})"
        case Write(skip=True):
            return f"{_owner(node)}.skip({expression.literal(node.value, names)})"
        case Write():
            return f"{expression.site(node.site)} = {expression.literal(node.value, names)}"
        case Call() if expression.is_statement(node):
            return expression.call(node, names)
        case Call():
            return f"{name} = {expression.call(node, names)}"
        case Apply():
            return f"{name} = {expression.apply(node, names)}"
        case Constant():
            return f"{name} = {_literal(node.value)}"
        case Weight():
            return f"{name} = {expression.handle(node.path)}"
        case Tokens():
            return f"{name} = run.at({node.token!r}{f', {node.which}' if node.which else ''})"
        case Hole():
            return f"{name} = run.hole({node.name!r}, {_literal(list(node.values))})"
        case Backward():
            return expression.backward(node, names)
        case Grad():
            return f"{name} = {expression.literal(node.value, names)}.grad"
        case Flow():
            return f"{expression.literal(node.value, names)}.grad = {expression.literal(node.gradient, names)}"
        case Save(value=Ref() as ref):
            return f"{names(ref)}.save({node.name!r})"
    return ""


def _owner(node: Write) -> str:
    """The handle of a write's module: of its output's expression, all but the port."""
    return expression.site(node.site._replace(port="output")).removesuffix(".output")


def tensor(data: torch.Tensor) -> str:
    """A tensor as an expression that makes it again, bit for bit."""
    simple = data.numel() <= _INLINE and data.device.type == "cpu" and not data.is_complex()
    if simple and (data.numel() or data.dim() == 1):
        return f"torch.tensor({expression.literal(data.tolist(), repr)}, dtype={data.dtype})"
    return f"nnexplore.graph.decode_tensor({encode_tensor(data)!r})"
