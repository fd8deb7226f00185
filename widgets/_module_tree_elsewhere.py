"""What every module gave in a run that another machine carries out: two numbers of each travel, not the values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ..analysis.taken import drawn
from ..graph import Call, Graph, Node, Ref, Save
from ..models import Handle
from ..models.borrowed import calls_of
from ..workspace import Place

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Workspace

__all__ = ["Given", "given_elsewhere"]


@dataclass
class Given:
    """What one module gave; how long it took is not known."""

    calls: int = 0
    time: float = 0.0
    shape: tuple[int, ...] = ()
    dtype: str = ""
    norm: Tensor | None = None
    mean: Tensor | None = None


def given_elsewhere(workspace: Workspace) -> list[Given]:
    """The calls, the shape, the norm and the mean of each module's output, with the changes, in one request.

    In the order of ``named_modules``. Of a module that is called several times in a forward only the calls are told.

    Raises:
        EditError: the workspace has no prompt.
        RemoteError: the other machine does not carry it out.
    """
    model = workspace.model
    found = {path: Given() for path, _ in model.module.named_modules()}
    calls = sorted(calls_of(model), key=lambda call: call.end)
    for path, times in Counter(call.path for call in calls).items():
        found[path].calls = times
    forms = _forms(model, workspace.prompt, [call.path for call in calls if found[call.path].calls == 1])
    graph = _reduced(workspace.graph_of({path: Place(path) for path in forms}), forms)
    with torch.no_grad():
        results = graph.run(model)
    for path, form in forms.items():
        one = found[path]
        one.shape, one.dtype = tuple(form.shape), str(form.dtype).removeprefix("torch.")
        one.norm, one.mean = results[f"norm {path}"], results[f"mean {path}"]
    return list(found.values())


def _forms(model: LanguageModel, prompt: Any, paths: list[str]) -> dict[str, Tensor]:
    """The form of the numbers that each of some modules gives; nothing is carried out."""
    found: dict[str, Tensor] = {}
    model = drawn(model)
    with torch.no_grad(), model.trace(prompt):
        for path in paths:
            value = (Handle(model, path) if path else model).output
            first = value if isinstance(value, Tensor) else _first(value)
            if isinstance(first, Tensor) and first.is_floating_point() and first.numel():
                found[path] = first
    return found


def _first(value: Any) -> Any:
    try:
        return value[0]
    except (TypeError, LookupError):
        return None


def _reduced(graph: Graph, forms: dict[str, Tensor]) -> Graph:
    """The graph with norm and mean of each result in its place."""
    free, nodes = count(1 + max(node.id for node in graph)), list[Node]()
    for node in graph:
        if not isinstance(node, Save):
            nodes.append(node)
        elif node.name in forms:
            exact = Call(next(free), "Tensor.float", (node.value,))
            nodes.append(exact)
            for name in ("norm", "mean"):
                number = Call(next(free), f"Tensor.{name}", (Ref(exact.id),))
                nodes += [number, Save(next(free), f"{name} {node.name}", Ref(number.id))]
    return Graph(tuple(nodes), graph.inputs, graph.model)
