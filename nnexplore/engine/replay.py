"""``Replay``: execute a graph with no user code, one short method per kind of node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn

from ..errors import GraphError, NnexploreError
from ..graph import (
    Apply,
    Call,
    Constant,
    Graph,
    Node,
    Opaque,
    Read,
    Ref,
    Save,
    Write,
    changed,
    describe,
    find,
    refs,
    target_of,
)
from .fit import check_fit
from .forward import Forward
from .hooks import get_port, put_port
from .order import Order
from .tree import children, rebuild
from .walk import Walk

__all__ = ["Replay", "replay"]

Start = Callable[[int], Forward]


def replay(graph: Graph, module: nn.Module, start: Start, order: Order) -> dict[str, Any]:
    """The results of a graph by name. ``start(run)`` begins a forward of a run; the model is left as found."""
    interpreter = Replay(needed(graph.nodes), module, lambda run: Walk(module, lambda: start(run), order))
    try:
        return interpreter.run()
    finally:
        interpreter.close()


def needed(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that a result, a write or an in-place operation depends on."""
    wanted: set[int] = set()
    kept = []
    for node in reversed(nodes):
        if (
            node.id in wanted
            or isinstance(node, Save | Write)
            or (isinstance(node, Call) and changed(node) is not None)
        ):
            wanted.update(ref.id for ref in refs(node))
            kept.append(node)
    return _until_last_use(kept[::-1])


def _until_last_use(nodes: list[Node]) -> list[Node]:
    """Without the changes at the end that no result can see."""
    last = max((at for at, node in enumerate(nodes) if isinstance(node, Save)), default=len(nodes) - 1)
    return nodes[: last + 1]


class Replay:
    """An interpreter over nodes in order, with one walk per run and one ``env`` of values, freed at last use."""

    def __init__(self, nodes: Sequence[Node], module: nn.Module, walk: Callable[[int], Walk]) -> None:
        self.env: dict[int, Any] = {}
        self.results: dict[str, Any] = {}
        self._nodes, self._root, self._new_walk = nodes, module, walk
        self._walks: dict[int, Walk] = {}
        self._last_use = {ref.id: at for at, node in enumerate(nodes) for ref in refs(node)}

    def run(self) -> dict[str, Any]:
        """Execute every node; the results by name."""
        for node in self._nodes:
            _check_module(node, self._root)
        for at, node in enumerate(self._nodes):
            self._step(node)
            for ref in refs(node):
                if self._last_use[ref.id] == at:
                    self.env.pop(ref.id, None)
        return self.results

    def close(self) -> None:
        """Stop the forwards that are still waiting."""
        for walk in self._walks.values():
            walk.close()
        self.env.clear()

    def _walk(self, run: int) -> Walk:
        if run not in self._walks:
            self._walks[run] = self._new_walk(run)
        return self._walks[run]

    # -- one method per kind -------------------------------------------------------------------

    def _step(self, node: Node) -> None:
        try:
            self.env[node.id] = getattr(self, f"_{node.kind}")(node)
        except NnexploreError:
            raise
        except Exception as error:
            raise GraphError(f"node %{node.id} `{describe(node)}`{_line(node)} failed: {error}") from error

    def _read(self, node: Read) -> Any:
        visit = self._walk(node.run).to(node.site)
        visit.site, visit.place = visit.site or node.site, visit.place or node.place
        return get_port(node.site, visit.now)

    def _write(self, node: Write) -> None:
        walk = self._walk(node.run)
        visit = walk.to(node.site)
        walk.change(visit)
        visit.site, visit.place = visit.site or node.site, visit.place or node.place
        old = get_port(node.site, visit.now)
        new = _conform(self._resolve(node.value), old)
        check_fit(f"node %{node.id}{_line(node)}: {node.site}", new, old, node.grow)
        visit.assign(put_port(node.site, visit.now, new))

    def _call(self, node: Call) -> Any:
        op, args, kwargs = find(node.op), self._resolve(node.args), self._resolve(node.kwargs)
        target = target_of(args, kwargs, op.inplace)
        if isinstance(target, torch.Tensor):
            for walk in self._walks.values():
                walk.touch(target)
        return op.function(*args, **kwargs)

    def _module(self, node: Apply) -> Any:
        return self._root.get_submodule(node.path)(*self._resolve(node.args), **self._resolve(node.kwargs))

    def _constant(self, node: Constant) -> Any:
        if not isinstance(node.value, torch.Tensor):
            return node.value
        if node.version is not None and node.value._version != node.version:
            raise GraphError(
                f"node %{node.id}{_line(node)}: the tensor {list(node.value.shape)} was changed after its use, and "
                "is too large to have been copied. Pass .clone() to the trace, or do not change it before the replay."
            )
        return node.value.clone()

    def _save(self, node: Save) -> None:
        self.results[node.name] = self._resolve(node.value)

    # -- inside --------------------------------------------------------------------------------

    def _resolve(self, data: Any) -> Any:
        if isinstance(data, Ref):
            return self.env[data.id]
        if isinstance(data, tuple):
            return tuple(self._resolve(item) for item in data)
        if isinstance(data, list):
            return [self._resolve(item) for item in data]
        if isinstance(data, dict):
            return {key: self._resolve(item) for key, item in data.items()}
        if isinstance(data, slice):
            return slice(self._resolve(data.start), self._resolve(data.stop), self._resolve(data.step))
        return data


def _check_module(node: Node, root: nn.Module) -> None:
    path = node.site.path if isinstance(node, Read | Write) else node.path if isinstance(node, Apply) else ""
    try:
        root.get_submodule(path)
    except AttributeError:
        raise GraphError(
            f"node %{node.id} `{describe(node)}`{_line(node)} is about {path}, but {type(root).__name__} has no such "
            "module; the graph was made for another model"
        ) from None


def _conform(new: Any, old: Any) -> Any:
    """A replayed structure in the form of the one it replaces; what is no data is taken from the old one."""
    if isinstance(new, Opaque):
        return old
    if isinstance(new, int | float) and not isinstance(old, int | float):
        return new
    parts, others = children(old), dict(children(new))
    if not parts or isinstance(old, torch.Tensor) or [key for key, _ in parts] != list(others):
        return new
    return rebuild(old, [_conform(others[key], part) for key, part in parts])


def _line(node: Node) -> str:
    return f" ({node.place})" if node.place else ""
