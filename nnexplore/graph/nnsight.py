"""A graph as an nnsight block: Python source with the model's sites in its own order, for nnsight 0.8.

Here it is only written; ``nnexplore.remote.nnsight.ndif`` has it executed. What nnsight has no words for is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import torch

from ..errors import GraphError
from . import expression
from .code import _blocks, _inputs_of, _Names
from .graph import Graph, changed
from .nnsight_data import INLINE, prompt, source
from .nnsight_gradients import Gradients, gradients
from .nnsight_order import Ordered, in_order, refuse
from .node import Apply, Backward, Call, Constant, Flow, Node, Read, Ref, Save, Site, Tokens, Weight, Write
from .ops import find
from .port import ATTENTION, PORTS, RESULT, operation, parameter

__all__ = ["Block", "compose"]

Line = tuple[str, Node | None]


@dataclass(frozen=True)
class Block:
    """An nnsight block.

    Attributes:
        head: imports, and the line that loads the model.
        body: the block. It uses ``model``, ``torch``, ``nnsight`` and what else ``head`` imports.
        nodes: for each line of ``body`` the node that it comes from, or ``None``.
        names: of each result the variable that holds it when the block has ended.
        constants: large tensors by name that ``body`` takes from ``constants``.
    """

    head: tuple[str, ...]
    body: tuple[str, ...]
    nodes: tuple[Node | None, ...]
    names: dict[str, str]
    constants: dict[str, torch.Tensor]

    @property
    def imports(self) -> tuple[str, ...]:
        """The head without the model."""
        return self.head[:-1]

    @property
    def source(self) -> str:
        """All of it, as a script."""
        return "\n".join([*self.head, *self.body]) + "\n"


def compose(
    graph: Graph, model: Any = None, name: str = "", *, remote: bool | str = False, beside: bool = False
) -> Block:
    """The block of a graph: see ``Graph.to_nnsight``; with ``beside`` large tensors are no part of the source.

    Raises:
        GraphError: something that nnsight has no words for; the message names the node and the user's line.
    """
    graph = graph.fill(**{hole: values[0] for hole, values in graph.holes.items()})
    graph = replace(graph, nodes=tuple(_resolved(node, graph, model) for node in graph.nodes))
    ordered = in_order(graph, model)
    graph = replace(graph, nodes=tuple(ordered.nodes))
    writer = _Writer(graph, ordered, model, beside, remote)
    lines = list(writer.lines())
    body = tuple(text for text, _ in lines)
    head = tuple(_head(body, name or _name_of(graph.model), bool(remote)))
    return Block(head, body, tuple(node for _, node in lines), writer.saved, writer.constants)


def _head(body: tuple[str, ...], name: str, remote: bool) -> Iterator[str]:
    text = "\n".join(body)
    if "base64." in text:
        yield "import base64"
        yield ""
    yield "import nnsight"
    yield "import torch"
    if "tree_map_only(" in text:
        yield "from torch.utils._pytree import tree_map_only"
    if remote and name:
        yield "from transformers import AutoTokenizer"
    yield ""
    # nnsight 0.8 does not find the tokenizer by itself where it loads no weights
    more = f"tokenizer=AutoTokenizer.from_pretrained({name!r})" if remote else "dispatch=True"
    opened = f'nnsight.TransformersModel({name!r}, task="text-generation", {more})' if name else "..."
    yield f"model = {opened}" + ("" if name else "  # your model, wrapped by nnsight")


def _name_of(expression: str) -> str:
    """The hub name or folder in the expression that loads an nnexplore model, or nothing."""
    try:
        found = ast.parse(expression or "None", mode="eval").body
    except SyntaxError:
        return ""
    first = found.args[0] if isinstance(found, ast.Call) and found.args else None
    known = isinstance(found, ast.Call) and ast.unparse(found.func) == "nnexplore.LanguageModel"
    return first.value if known and isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _resolved(node: Node, graph: Graph, model: Any) -> Node:
    """Tokens as the indices that they are on the graph's own prompts."""
    if not isinstance(node, Tokens):
        return node
    inputs = _inputs_of(graph, node.run)
    alone = len(inputs.args) == 1 and isinstance(inputs.args[0], str)
    if alone and isinstance(node.token, int) and node.token < 0:
        index = (torch.tensor([0]), torch.tensor([node.token]))
    elif model is None:
        raise refuse(node, "only the model's tokenizer tells where it stands; pass it: graph.to_nnsight(model)")
    else:
        index = model._table(model._encoded(inputs)).index(node.token, node.which)
    return Constant(node.id, index, place=node.place)


class _Writer:
    """Writes the lines of one graph; ``saved`` and ``constants`` are filled on the way."""

    def __init__(self, graph: Graph, ordered: Ordered, model: Any, beside: bool, remote: bool | str) -> None:
        self.saved: dict[str, str] = {}
        self.constants: dict[str, torch.Tensor] = {}
        self._graph, self._model, self._late = graph, model, ordered.late
        self._beside, self._remote = beside, remote
        self._names = _Names(graph, "nnsight", "tracer", "base64", "tree_map_only", "constants", "_")
        self._gradients: Gradients = gradients(graph.nodes, ordered.same)
        self._copied = ordered.copied
        self._changes = any(isinstance(node, Call) and changed(node) is not None for node in graph.nodes)
        self._reads = {node.id for node in graph.nodes if isinstance(node, Read)}
        self._numbers = {
            node.id for node in graph.nodes if isinstance(node, Constant) and isinstance(node.value, bool | int | float)
        }

    def lines(self) -> Iterator[Line]:
        """One trace, or a session of several, so that values go from one to the next."""
        blocks = _blocks(self._graph)
        option = f"remote={self._remote!r}" if self._remote else ""
        if len(blocks) < 2:
            for run, nodes in blocks:
                yield from self._block(run, nodes, option)
            return
        yield f"with model.session({option}):", None
        for run, nodes in blocks:
            for text, node in self._block(run, nodes, ""):
                yield f"    {text}", node

    def _block(self, run: int, nodes: list[Node], option: str) -> Iterator[Line]:
        inputs = _inputs_of(self._graph, run)
        given = ", ".join(filter(None, [prompt(inputs, self._model), option]))
        inside = list(self._inside(nodes, inputs.method == "generate"))
        named = " as tracer" if any("tracer." in text for text, _ in inside) else ""
        yield f"with model.{inputs.method}({given}){named}:", None
        if inputs.kwargs.get("seed") is not None and inputs.method == "generate":
            yield f"    torch.manual_seed({inputs.kwargs['seed']})", None
        for text, node in inside:
            yield f"    {text}", node

    def _inside(self, nodes: list[Node], steps: bool) -> Iterator[Line]:
        for step, group in groupby(_stepped(nodes), key=lambda pair: pair[0]):
            lines = [line for _, node in group for line in self._of(node)]
            looped = steps and step is not None and bool(lines)
            if looped:
                yield f"for _ in tracer.iter[{step}]:", None
            for text, node in lines:
                yield (f"    {text}" if looped else text), node
        if not steps and not any(isinstance(node, Read | Write) and not node.site.path for node in nodes):
            yield "tracer.stop()", None

    # -- one node --------------------------------------------------------------------------------

    def _of(self, node: Node) -> Iterator[Line]:
        if isinstance(node, Backward):
            for text, inner in self._gradients.lines(node, self._names):
                yield text, inner
            return
        try:
            text = self._text(node)
        except GraphError as error:
            if str(error).startswith(f"node %{node.id} "):
                raise
            raise refuse(node, str(error)) from None
        if text:
            yield text, node
        if isinstance(node, Save):
            yield f"nnsight.save({self.saved[node.name]})", node

    def _text(self, node: Node) -> str:  # noqa: C901  one flat case per kind of node
        name = self._names(Ref(node.id))
        match node:
            case Read():
                return f"{name} = {self._read(node)}"
            case Write():
                return self._write(node)
            case Call():
                find(node.op)  # refuses what is not in the table
                text = expression.call(node, self._names)
                return text if expression.is_statement(node) else f"{name} = {text}"
            case Apply(path=""):
                raise refuse(node, "the whole model cannot be applied inside its own trace")
            case Apply():
                return f"{name} = {expression.apply(replace(node, path=''), self._names, _handle(node.path, node))}"
            case Constant():
                return f"{name} = {self._constant(node, name)}"
            case Weight():
                owner, _, last = node.path.rpartition(".")
                if last.isdigit():
                    raise refuse(node, "nnsight has no name for an entry of a ParameterList")
                return f"{name} = {_handle(owner, node)}.{last}"
            case Flow():
                raise refuse(node, "a gradient that is assigned is not supported there; read gradients, or run it here")
            case Save():
                return self._save(node)
        return ""

    def _save(self, node: Save) -> str:
        if isinstance(node.value, Ref):
            self.saved[node.name] = self._names(node.value)
            return ""
        self.saved[node.name] = f"s{node.id}"
        return f"s{node.id} = {expression.literal(node.value, self._names)}"

    def _read(self, node: Read) -> str:
        text = _site(node.site, node)
        if node.id in self._late and (self._changes or self._gradients):
            return f"tree_map_only(torch.Tensor, lambda tensor: tensor.detach().clone(), {text})"
        return text

    def _write(self, node: Write) -> str:
        if node.skip:
            raise refuse(node, "a skipped module is not supported there")
        where = _site(node.site, node)
        if isinstance(node.value, dict):
            raise refuse(node, "an output of named parts cannot be replaced as a whole; write to the module before it")
        apart = self._copied[node.id] if self._changes else set()
        value = expression.literal(node.value, lambda ref: self._copy(ref) if ref.id in apart else self._names(ref))
        number = isinstance(node.value, bool | int | float)
        if number or (isinstance(node.value, Ref) and node.value.id in self._numbers):
            value = f"tree_map_only(torch.Tensor, lambda tensor: torch.full_like(tensor, {value}), {where})"
        return f"{where} = {value}"

    def _copy(self, ref: Ref) -> str:
        name = self._names(ref)
        return f"tree_map_only(torch.Tensor, torch.clone, {name})" if ref.id in self._reads else f"{name}.clone()"

    def _constant(self, node: Constant, name: str) -> str:
        data = node.value
        beside = self._beside and isinstance(data, torch.Tensor) and data.numel() > INLINE
        if beside:
            self.constants[name] = data.detach()
        text = f"constants[{name!r}]" if beside else source(data)
        return f"{text}.to(model.device)" if self._remote and isinstance(data, torch.Tensor) else text


def _stepped(nodes: list[Node]) -> Iterator[tuple[int | None, Node]]:
    """Each node with the step that it belongs to: its own, or that of the site before it."""
    step: int | None = None
    for node in nodes:
        if isinstance(node, Read | Write):
            step = None if node.site.port == RESULT else node.site.step
        yield step, node


# -- places ----------------------------------------------------------------------------------------

_MOVED = frozenset({"input", "inputs", "output", "device", "devices"})
"""Names that nnsight serves on every module; a module of that name is found with an ``E_`` before it."""


def _handle(path: str, node: Node) -> str:
    """The expression of a module.

    >>> _handle("transformer.h.3.mlp", node)
    'model.transformer.h[3].mlp'
    """
    text = "model"
    for part in path.split(".") if path else []:
        if part.isdigit():
            text += f"[{part}]"
        elif part.isidentifier():
            text += f".E_{part}" if part in _MOVED else f".{part}"
        else:
            raise refuse(node, f"nnsight has no name for the module {path!r}")
    return text


def _site(site: Site, node: Node) -> str:
    if site.port == RESULT:
        return "tracer.result"
    if site.call:
        raise refuse(node, f"{site} is a later call of its module, which nnsight counts in another way")
    if name := parameter(site.port):
        if isinstance(node, Write):
            raise refuse(node, "a parameter cannot be replaced for one run there; write to the module's output")
        return f"{_handle(site.path, node)}.{name}"
    if site.port in ATTENTION:
        raise refuse(node, f"{site.port} has no module of its own; {_ATTENTION[site.port]}")
    if operation(site.port):
        raise refuse(node, "operations inside a module go by other names there; read the module's input or output")
    assert site.port in PORTS
    return f"{_handle(site.path, node)}.{site.port}"


_PROJECTION = "take the input of the attention's output projection (c_proj, o_proj), heads side by side"
_ATTENTION = {
    **dict.fromkeys(("query", "key", "value"), "take the output of its projection (c_attn, q_proj …)"),
    **dict.fromkeys(("scores", "pattern"), "nnsight reaches it only by its names for a model's source code"),
    "heads": _PROJECTION,
}
