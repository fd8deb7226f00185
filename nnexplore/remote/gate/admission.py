"""The gate of a server: what came is read, and refused where it asks for what no request may have.

Sizes first, on bytes and plain data, before anything is built; then names, places and kinds, by closed lists. What a
request costs is another question: see ``dry``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from ...engine import check_edit
from ...errors import GraphError
from ...graph import (
    RESULT,
    Apply,
    Backward,
    Call,
    Constant,
    Graph,
    HolePath,
    Inputs,
    Node,
    Read,
    Ref,
    Save,
    Tokens,
    Weight,
    Write,
    find,
    operation,
    parameter,
    refs,
    target_of,
)
from ..limits import Limits
from ..refusal import Refusal
from ..request import Request, tensors_inside
from ..strict import parse
from ..wire import CONTENT_TYPE, JSON_TYPE, document_bytes, tensors_of, unpack
from .arguments import SAME_MEMORY, check_call, check_data, values_in
from .feeds import check_feed
from .published import Published

__all__ = ["check", "read"]

MOST_NAME = 512
"""Characters of a name, a path or a port."""
MOST_VALUES = 1024
"""Values of a hole."""
_MOST_SOUGHT = 200
"""Characters of a text to be found among a prompt's tokens."""
_MOST_MESSAGE = 1000


def read(body: bytes, content_type: str, limits: Limits) -> Request:
    """The request of a body; a request of plain JSON has its tensors as base64 text under "tensors".

    Args:
        body: what came.
        content_type: of the body, as its header says.
        limits: ``body_bytes``, ``upload_bytes``, ``graphs``, ``nodes`` and ``text_bytes`` count here.

    >>> read(Request("demo", (run.graph,)).to_bytes(), CONTENT_TYPE, Limits())

    Raises:
        Refusal: "malformed", "version", "too_large", "wrong_content" or "unknown_operation".
    """
    try:
        document, tensors, size = _opened(body, content_type, limits)
        _check_counts(document, limits)
        _check_texts(document, size, limits)
        return Request.of(document, tensors)
    except Refusal as refusal:
        if len(refusal.message) <= _MOST_MESSAGE:
            raise
        raise Refusal(refusal.code, f"{refusal.message[:_MOST_MESSAGE]}…", **refusal.detail) from None


def _opened(body: bytes, content_type: str, limits: Limits) -> tuple[dict[str, Any], dict[str, torch.Tensor], int]:
    """Document, tensors, and the bytes of the document."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == JSON_TYPE:
        return _opened_json(body, limits)
    if kind != CONTENT_TYPE:
        raise Refusal(
            "wrong_content", f"the body is {content_type!r:.80}; send {CONTENT_TYPE}, or {JSON_TYPE} for plain JSON"
        )
    _bound("body_bytes", limits.body_bytes + limits.upload_bytes, len(body), "bytes in all")
    size = document_bytes(body)
    _bound("body_bytes", limits.body_bytes, size, "bytes without its tensors")
    _bound("upload_bytes", limits.upload_bytes, len(body) - size, "bytes of tensors")
    document, tensors = unpack(body)
    return document, tensors, size


def _opened_json(body: bytes, limits: Limits) -> tuple[dict[str, Any], dict[str, torch.Tensor], int]:
    _bound("body_bytes", limits.body_bytes + limits.upload_bytes * 4 // 3 + 4, len(body), "bytes in all")
    document = parse(body)
    if not isinstance(document, dict):
        raise Refusal("malformed", f"the request is {type(document).__name__}; expected an object")
    text = document.get("tensors")
    size = len(body) - (len(text) if isinstance(text, str) else 0)
    _bound("body_bytes", limits.body_bytes, size, "bytes without its tensors")
    blob = tensors_inside(document)
    _bound("upload_bytes", limits.upload_bytes, len(blob), "bytes of tensors")
    document.pop("tensors", None)
    return document, tensors_of(blob) if blob else {}, size


def _bound(name: str, limit: int, given: int, what: str) -> None:
    if given > limit:
        message = f"the request has {given:,} {what}; this server takes {limit:,}"
        raise Refusal("too_large", message, name=name, limit=limit, given=given)


def _check_counts(document: dict[str, Any], limits: Limits) -> None:
    graphs, edits = document.get("graphs"), document.get("edits", [])
    if not isinstance(graphs, list) or not isinstance(edits, list):
        return  # said better where the request is built
    _bound("graphs", limits.graphs, len(graphs) + len(edits), "graphs")
    lists = [graph.get("nodes") for graph in (*graphs, *edits) if isinstance(graph, dict)]
    _bound("nodes", limits.nodes, sum(len(nodes) for nodes in lists if isinstance(nodes, list)), "nodes")
    for nodes in lists:
        for node in nodes if isinstance(nodes, list) else ():
            if isinstance(node, dict):
                _check_node(node)


def _check_node(node: dict[str, Any]) -> None:
    """Names and values that are compared with others before anything else is known of them."""
    for field in ("kind", "op", "path", "name", "site"):
        value = node.get(field)
        if type(value) is str and len(value) > MOST_NAME:
            code = "unknown_operation" if field == "op" else "malformed"
            raise Refusal(code, f"the {field} of a node has {len(value):,} characters; at most {MOST_NAME} are taken")
        if type(value) is list or type(value) is dict:
            _check_site(value)
    values = node.get("values")
    listed = values.get("$tuple") if isinstance(values, dict) else None
    if isinstance(listed, list) and len(listed) > MOST_VALUES:
        raise Refusal("too_large", f"a hole has {len(listed):,} values; at most {MOST_VALUES:,} are taken")


def _check_site(value: list[Any] | dict[str, Any]) -> None:
    """A site, or a path with holes: a few texts, one or two levels down."""
    level = value if isinstance(value, list) else list(value.values())
    for part in level:
        texts = part if isinstance(part, list) else part.values() if isinstance(part, dict) else (part,)
        for text in texts:
            inner = text.get("$path") if isinstance(text, dict) else text
            if isinstance(inner, str) and len(inner) > MOST_NAME:
                raise Refusal("malformed", f"a path has {len(inner):,} characters; at most {MOST_NAME} are taken")


def _check_texts(document: dict[str, Any], size: int, limits: Limits) -> None:
    """The length of each text, and of each list but the nodes, whose number is bounded by its own limit."""
    if size <= limits.text_bytes:
        return
    longest = max(limits.outputs, limits.tokens)
    level = list(_parts(document))
    while level:
        below: list[Any] = []
        for value in level:
            if type(value) is str:
                _bound("text_bytes", limits.text_bytes, _length(value, limits.text_bytes), "bytes in one text")
            elif type(value) is list:
                _bound("outputs", longest, len(value), "values in one list")
                below += value
            elif type(value) is dict:
                below += value
                below += value.values()
        level = below


def _parts(document: dict[str, Any]) -> Iterator[Any]:
    """What the document is made of, its nodes one by one."""
    for name, value in document.items():
        for graph in value if name in ("graphs", "edits") and isinstance(value, list) else (value,):
            for field, part in graph.items() if isinstance(graph, dict) else (("", graph),):
                yield from part if field == "nodes" and isinstance(part, list) else (part,)


def _length(text: str, limit: int) -> int:
    """The bytes of a text; counted only where it may be too long."""
    return len(text.encode()) if len(text) * 4 > limit else len(text)


# -- what it asks for ----------------------------------------------------------------------------


def check(request: Request, published: Published, limits: Limits) -> None:
    """Refuse a request that asks for anything but published places, known operations and plain arguments.

    Raises:
        Refusal: with the number of the graph, of the node, and the user's line.
    """
    if request.fingerprint and published.fingerprint and request.fingerprint != published.fingerprint:
        raise Refusal(
            "other_model",
            f"the client's model has the fingerprint {request.fingerprint!r:.40}, this server's "
            f"{published.fingerprint}: other modules or shapes. Open the model that the server has",
        )
    graphs = [("graph", at, graph) for at, graph in enumerate(request.graphs)]
    for kind, at, graph in (*graphs, *_edits(request)):
        try:
            _Gatekeeper(request, graph, published, limits, kind == "edit").check()
        except Refusal as refusal:  # noqa: PERF203  it is the end
            refusal.detail.setdefault(kind, at)
            raise


def _edits(request: Request) -> Iterator[tuple[str, int, Graph]]:
    """The edits, each as the graph of one forward: what that may not have, an edit may not."""
    for at, graph in enumerate(request.edits):
        try:
            check_edit(graph)
        except GraphError as error:
            raise Refusal("not_possible", f"edit {at}: {error}", edit=at) from None
        yield "edit", at, Graph(graph.nodes, (Inputs(([0],)),), graph.model)


class _Gatekeeper:
    """Goes through the nodes of one graph."""

    def __init__(self, request: Request, graph: Graph, published: Published, limits: Limits, edit: bool) -> None:
        self._request, self._graph, self._published, self._limits = request, graph, published, limits
        self._edit = edit
        self._weights: set[int] = set()
        self._depths: dict[int, int] = {}

    def check(self) -> None:
        """All of it.

        Raises:
            Refusal: the first thing that cannot be allowed.
        """
        graph, limits = self._graph, self._limits
        if graph.runs != len(graph.inputs):
            raise Refusal(
                "not_possible", f"the graph talks of {graph.runs} runs and has inputs for {len(graph.inputs)}"
            )
        if len(graph.inputs) > limits.graphs:
            raise Refusal(
                "too_costly", f"the graph has {len(graph.inputs):,} runs; this server allows {limits.graphs:,}",
                name="graphs", limit=limits.graphs, given=len(graph.inputs),
            )  # fmt: skip
        for run, inputs in enumerate(graph.inputs):
            check_feed(inputs, self._published, limits, run)
        for node in graph.nodes:
            self._node(node)

    def _node(self, node: Node) -> None:
        try:
            self._check_depth(node)
            method = _METHODS.get(type(node))
            if method is not None:
                method(self, node)
        except Refusal as refusal:
            refusal.detail.setdefault("node", node.id)
            if node.place is not None:
                refusal.detail.setdefault("line", node.place.line)
            raise

    def _check_depth(self, node: Node) -> None:
        depth = 1 + max((self._depths[ref.id] for ref in refs(node)), default=0)
        if depth > self._limits.depth:
            raise Refusal(
                "too_large", f"node %{node.id} is the end of a chain of {depth:,} nodes; this server takes "
                f"{self._limits.depth:,}", name="depth", limit=self._limits.depth, given=depth,
            )  # fmt: skip
        self._depths[node.id] = depth

    # -- places --------------------------------------------------------------------------------

    def _site(self, node: Read | Write) -> None:
        site, where = node.site, f"node %{node.id} ({node.kind})"
        self._check_path(site.path, where)
        steps = self._steps(node.run)
        if site.step >= steps or site.call > self._limits.new_tokens:
            raise Refusal("unknown_site", f"{where} is about {str(site)!r:.80}; its run has steps 0 to {steps - 1}")
        if name := parameter(site.port):
            self._check_weight(f"{site.path}.{name}".lstrip("."), where)
            self._weights.add(node.id)
        elif site.port == RESULT and self._edit:
            raise Refusal("unknown_site", f"{where} asks for the result of a run, which comes when all edits are made")
        elif site.port in _ATTENTION and not self._published.attends(site.path):
            raise Refusal(
                "unknown_site", f"{where} asks for the {site.port} of {site.path!r:.80}, which does not attend"
            )
        elif (inside := operation(site.port)) and inside.name.startswith("_"):
            raise Refusal("unknown_site", f"{where} asks for the operation {inside.name!r:.60}; there is none")

    def _steps(self, run: int) -> int:
        inputs: Inputs = self._graph.inputs[run]
        return int(inputs.kwargs.get("max_new_tokens") or 1) if inputs.method == "generate" else 1

    def _check_path(self, path: str, where: str) -> None:
        """The path as it would be carried out: the first value of each hole."""
        if (str(path) if isinstance(path, HolePath) else path) not in self._published.modules:
            raise Refusal("unknown_site", f"{where} is about {str(path)!r:.80}; the model publishes no such module")

    def _check_weight(self, name: str, where: str) -> None:
        if not self._published.weights:
            raise Refusal(
                "forbidden_operation",
                f"{where} is about the weight {name!r:.80}; this server does not give weights. Ask whoever runs it to "
                "set weights = true for this model, or read what the module computes with it",
            )
        if name not in self._published.known_parameters:
            raise Refusal("unknown_site", f"{where} is about the weight {name!r:.80}; the model publishes no such one")

    def _weight(self, node: Weight) -> None:
        self._check_weight(node.path, f"node %{node.id} (weight)")
        self._weights.add(node.id)

    def _apply(self, node: Apply) -> None:
        where = f"node %{node.id} (module)"
        self._check_path(node.path, where)
        if node.run >= len(self._graph.inputs):
            raise Refusal("not_possible", f"{where} belongs to run {node.run}, which the graph does not have")
        for name in node.kwargs:
            if name.startswith("_") or len(name) > MOST_NAME:
                raise Refusal("bad_argument", f"{where} has the argument {name!r:.60}, which no module takes")
        check_data((*node.args, *node.kwargs.values()), self._limits, where, nested=True, words=False)

    def _tokens(self, node: Tokens) -> None:
        if isinstance(node.token, str) and len(node.token) > _MOST_SOUGHT:
            raise Refusal(
                "bad_argument", f"node %{node.id} looks for {len(node.token):,} characters; at most {_MOST_SOUGHT}"
            )

    # -- values --------------------------------------------------------------------------------

    def _write(self, node: Write) -> None:
        self._site(node)
        check_data(node.value, self._limits, f"node %{node.id} (write)", nested=True, words=False)

    def _call(self, node: Call) -> None:
        where = f"node %{node.id} ({node.op})"
        op = find(node.op)
        if not op.remote:
            raise Refusal("forbidden_operation", f"{where}: no server runs this operation for a request")
        check_call(node, self._limits, self._published.allowed_attributes, self._published.device, where)
        first = node.args[0] if node.args else node.kwargs.get("input")
        target = target_of(node.args, node.kwargs, op.inplace or node.op == "Tensor.requires_grad_")
        if self._of_weights(target):
            raise Refusal(
                "forbidden_operation", f"{where} would change the model's weights, which are everybody's; use a clone()"
            )
        if self._of_weights(first) and node.op.rpartition(".")[2] in SAME_MEMORY:
            self._weights.add(node.id)

    def _of_weights(self, value: Any) -> bool:
        return any(isinstance(item, Ref) and item.id in self._weights for item in values_in(value))

    def _constant(self, node: Constant) -> None:
        if not isinstance(node.value, torch.Tensor | bool | int | float | complex):
            raise Refusal("bad_argument", f"node %{node.id} is the constant {node.value!r:.60}; expected a tensor")

    def _backward(self, node: Backward) -> None:
        where = f"node %{node.id} (backward)"
        if not self._request.gradients:
            raise Refusal("not_possible", f"{where}: the request says that gradients are off")
        given = {**dict(zip(_BACKWARD, node.args, strict=False)), **node.kwargs}
        if len(node.args) > len(_BACKWARD) or not given.keys() <= set(_BACKWARD):
            raise Refusal("bad_argument", f"{where} takes {', '.join(_BACKWARD)}")
        check_data((*given.values(),), self._limits, where, words=False)
        if given.get("create_graph"):
            raise Refusal(
                "bad_argument",
                f"{where} has create_graph=True, which keeps its memory for good; use torch.autograd.grad(…, "
                "create_graph=True)",
            )
        if self._of_weights(given.get("inputs")):
            raise Refusal("forbidden_operation", f"{where} would leave gradients at the model's weights")

    def _save(self, node: Save) -> None:
        if not node.name or len(node.name) > MOST_NAME or "\0" in node.name:
            raise Refusal("malformed", f"node %{node.id} saves under {node.name!r:.40}, which is no name")
        check_data(node.value, self._limits, f"node %{node.id} (save)", nested=True)


_METHODS: dict[type[Node], Any] = {
    Read: _Gatekeeper._site,
    Write: _Gatekeeper._write,
    Call: _Gatekeeper._call,
    Apply: _Gatekeeper._apply,
    Constant: _Gatekeeper._constant,
    Weight: _Gatekeeper._weight,
    Tokens: _Gatekeeper._tokens,
    Backward: _Gatekeeper._backward,
    Save: _Gatekeeper._save,
}
_BACKWARD = ("gradient", "retain_graph", "create_graph", "inputs")
_ATTENTION = frozenset(("query", "key", "value", "scores", "pattern", "heads"))
