"""The value of one node of a graph: the graph is run as far as that node, and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..engine.traced import plain
from ..engine.tree import leaves
from ..graph import Call, Graph, Node, Read, Ref, Save, Write, changed
from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel

ROWS, COLUMNS = 12, 8
"""How much of a tensor is shown."""


def value_of(graph: Graph, number: int, model: LanguageModel) -> dict[str, Any]:
    """What a node gives, or what is there after it: shape, statistics, and its first numbers as bytes.

    Example:
        >>> value_of(graph, 3, model)["shape"]
        [1, 8, 128]

    Raises:
        GraphError: the graph does not run as far as that.
    """
    at = next(place for place, node in enumerate(graph) if node.id == number)
    node = graph.nodes[at]
    after = isinstance(node, Write) or (isinstance(node, Call) and changed(node) is not None)
    value = _run(graph, at + 1, node, model)
    told = _told(value)
    if after and told.get("shape") is not None:
        before = next((one for _, one in leaves(_run(graph, at, node, model))), None)
        now = next(one for _, one in leaves(value))
        if before is not None and before.shape == now.shape:
            told["moved"] = float((plain(now).double() - plain(before).double()).norm())
    return {"after": after, **told}


def value_shown(value: Tensor) -> dict[str, Any]:
    """What is told of a value of the model that is no node's: shape, statistics, and its first numbers as bytes."""
    return {"after": False, **_told(value)}


def _run(graph: Graph, upto: int, node: Node, model: LanguageModel) -> Any:
    """What a node is about, once the first nodes are done."""
    nodes = [one for one in graph.nodes[:upto] if not isinstance(one, Save)]
    fresh = max(one.id for one in graph) + 1
    wanted: Any = Ref(node.id)
    if isinstance(node, Write):
        nodes.append(Read(fresh, node.site, node.run))
        wanted = Ref(fresh)
    elif isinstance(node, Save):
        wanted = node.value
    elif isinstance(node, Call) and isinstance(target := changed(node), Ref):
        wanted = target
    with torch.no_grad():
        return Graph((*nodes, Save(fresh + 1, "value", wanted)), graph.inputs, graph.model).run(model)["value"]


def _told(value: Any) -> dict[str, Any]:
    found = list(leaves(value))
    if not found:
        return {"type": type(value).__name__, "shape": None, "text": f"{value!r:.200}"}
    tensor = plain(found[0][1]).detach()
    kind = "" if isinstance(value, torch.Tensor) else f"{type(value).__name__}, the first of {len(found)} tensors"
    numbers = tensor.to(torch.float32) if not tensor.is_complex() else tensor.abs().to(torch.float32)
    return {
        "type": kind,
        "shape": list(tensor.shape),
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "device": str(tensor.device),
        "stats": bytes_of(_stats(tensor)),
        "holes": int((~torch.isfinite(numbers)).sum()),
        **_preview(numbers),
    }


def _stats(tensor: Tensor) -> Tensor:
    """Least, largest, mean, standard deviation, norm: of the finite numbers, in float64."""
    numbers = (tensor.abs() if tensor.is_complex() else tensor).double().flatten()
    numbers = numbers[torch.isfinite(numbers)]
    if not len(numbers):
        return torch.full((5,), float("nan"))
    parts = [numbers.min(), numbers.max(), numbers.mean(), numbers.std(correction=0), numbers.norm()]
    return torch.stack(parts).float()


def _preview(numbers: Tensor) -> dict[str, Any]:
    """The first rows and columns of the last two dimensions, of the first of all others."""
    matrix = numbers.reshape(1, -1) if numbers.dim() < 2 else numbers
    index = [0] * (matrix.dim() - 2)
    while matrix.dim() > 2:
        matrix = matrix[0] if len(matrix) else matrix.new_zeros(matrix.shape[1:])
    shown = matrix[:ROWS, :COLUMNS]
    return {"index": index, "rows": shown.shape[0], "columns": shown.shape[1], "preview": bytes_of(shown.contiguous())}
