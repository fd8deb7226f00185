"""``Replay``: a graph executed from beginning to end, with no user code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from ..errors import GradientError, GraphError, NotReachedError
from ..graph import (
    RESULT,
    Apply,
    Backward,
    Call,
    Flow,
    Grad,
    Graph,
    Node,
    Read,
    Ref,
    Save,
    Tokens,
    Weight,
    Write,
    find,
    parameter,
    refs,
    target_of,
)
from .ambient import Ambient
from .fixed import Fixed
from .gradient import on_gradient
from .interpreter import Interpreter, check_module, fitted, line_of, needed
from .job import Job
from .override import Overrides, weighed, whole
from .point import get_port, put_port
from .tree import Path, leaves, map_tensors
from .visit import Visit, storage_of
from .walk import Walk

__all__ = ["Replay", "replay", "replaying"]


def replay(graph: Graph, module: nn.Module, job: Callable[[int], Job], *, partial: bool = False) -> dict[str, Any]:
    """The results of a graph by name. ``job(run)`` is what a run executes; the model is left as found.

    With ``partial`` the steps that a generation does not reach are left out, and what depends on them.

    Raises:
        GraphError: a node that cannot be executed, or a gradient where gradients are off.
    """
    with replaying(graph, module, job, partial=partial) as interpreter:
        return interpreter.run()


@contextmanager
def replaying(
    graph: Graph,
    module: nn.Module,
    job: Callable[[int], Job],
    fixed: Fixed | None = None,
    partial: bool = False,
) -> Iterator[Replay]:
    """The same where what there is so far is wanted, if it fails on its way; the block calls ``run``.

    Args:
        graph: the graph.
        module: the model.
        job: what a run executes.
        fixed: memory that no operation may change.
        partial: whether steps that a generation does not reach are left out.

    >>> with replaying(graph, module, job) as interpreter:
    ...     interpreter.run()
    >>> interpreter.results

    Raises:
        GraphError: a gradient where gradients are off.
    """
    nodes = _until_last_use(needed(graph.nodes))
    if not torch.is_grad_enabled() and any(isinstance(node, Backward) for node in nodes):
        raise GradientError("the graph runs a backward pass, but gradients are off here (torch.no_grad)")
    interpreter = Replay(nodes, module, job, fixed, partial)
    try:
        yield interpreter
    finally:
        interpreter.close()


def _until_last_use(nodes: list[Node]) -> list[Node]:
    """Without the changes at the end that no result can see."""
    last = max((at for at, node in enumerate(nodes) if isinstance(node, Save)), default=len(nodes) - 1)
    return nodes[: last + 1]


class Replay(Interpreter):
    """The nodes in order, with one walk per run; values are freed at last use."""

    def __init__(
        self,
        nodes: Sequence[Node],
        module: nn.Module,
        job: Callable[[int], Job],
        fixed: Fixed | None = None,
        partial: bool = False,
    ) -> None:
        super().__init__(module)
        self.results: dict[str, Any] = {}
        self._left_out: set[int] | None = set() if partial else None
        self._nodes, self._job, self._fixed = nodes, job, fixed
        self._ambient = Ambient.now()
        self._walks: dict[int, Walk] = {}
        self._overrides: dict[int, Overrides] = {}
        self._read_at: dict[int, Visit] = {}
        self._versions: dict[int, int] = {}
        self._parts: dict[int, torch.Tensor] = {}
        self._last_use = {ref.id: at for at, node in enumerate(nodes) for ref in refs(node)}
        self._traced = {ref.id for node in nodes if isinstance(node, Grad) for ref in refs(node)}

    def run(self) -> dict[str, Any]:
        """Execute every node; the results by name."""
        for node in self._nodes:
            check_module(node, self._root)
        for at, node in enumerate(self._nodes):
            if not self._reach(node):
                continue
            if node.id in self._traced:
                self._retain(node)
            for ref in refs(node):
                if self._last_use[ref.id] == at:
                    self.env.pop(ref.id, None)
        return self.results

    def _reach(self, node: Node) -> bool:
        """Execute a node; false where that is left out, since a generation has ended before."""
        if self._left_out is None:
            self.step(node)
            return True
        if not any(ref.id in self._left_out for ref in refs(node)):
            try:
                self.step(node)
                return True
            except NotReachedError:
                if not (isinstance(node, Read | Write) and node.site.step):
                    raise
        self._left_out.add(node.id)
        return False

    def progress(self, run: int) -> Any:
        """What the model has left behind in a run, see ``Forward.progress``; to be asked before ``close``."""
        walk = self._walks.get(run)
        return None if walk is None else walk.progress

    def close(self) -> None:
        """Stop the forwards that are still waiting."""
        for walk in self._walks.values():
            walk.close()
        self._read_at.clear()
        self._walks.clear()  # each knows how to begin a forward, and so this object
        self.env.clear()

    def _walk(self, run: int) -> Walk:
        if run not in self._walks:
            job, overrides = self._job(run), Overrides(self._root)
            for path, tensor in job.weights.items():
                overrides[path] = tensor
            self._overrides[run] = overrides
            self._walks[run] = Walk(job, lambda: job.start(self._ambient, overrides))
        return self._walks[run]

    def _retain(self, node: Node) -> None:
        value = self.env[node.id]
        if isinstance(value, torch.Tensor) and value.requires_grad and not value.is_leaf:
            value.retain_grad()
            self._versions[node.id] = value._version

    # -- the nodes that need a run -------------------------------------------------------------

    def _read(self, node: Read) -> Any:
        walk = self._walk(node.run)
        if name := parameter(node.site.port):
            path = f"{node.site.path}.{name}".lstrip(".")
            overrides = self._overrides[node.run]
            return overrides[path] if path in overrides else self._parameter(node, self._root.get_parameter(path))
        if node.site.port == RESULT:
            return walk.finish()
        visit = walk.to(node.site, held=node.again is not None, late=node.late)
        visit.site, visit.place = visit.site or node.site, visit.place or node.place
        if node.again is None and (visit.renewed or not visit.read) and torch.is_grad_enabled():
            visit.now = map_tensors(_branch, visit.now)  # as the live run's: gradients come to what was read there
        visit.read, visit.renewed = True, False
        self._read_at[node.id] = visit
        return get_port(node.site, visit.now)

    def _write(self, node: Write) -> None:
        walk = self._walk(node.run)
        if name := parameter(node.site.port):
            self._overrides[node.run][f"{node.site.path}.{name}".lstrip(".")] = self.resolve(node.value)
            return
        value = self.resolve(node.value)
        if node.skip:
            walk.to(node.site._replace(port="inputs"))
            walk.skip(node.site, value, node.place)
            return
        visit = walk.to(node.site)
        walk.change(visit)
        visit.site, visit.place = visit.site or node.site, visit.place or node.place
        new = fitted(node, value, get_port(node.site, visit.now))
        visit.assign(put_port(node.site, visit.now, new))

    def _call(self, node: Call) -> Any:
        op, args, kwargs = find(node.op), self.resolve(node.args), self.resolve(node.kwargs)
        if self._fixed is not None:
            args, kwargs = self._fixed.arguments(node, op, args, kwargs)
        target = target_of(args, kwargs, op.inplace)
        if isinstance(target, torch.Tensor):
            read = self._visit_of(target_of(node.args, node.kwargs, op.inplace))
            for walk in self._walks.values():
                walk.touch(target, read)
        result = op.function(*args, **kwargs)
        if node.args and (read := self._visit_of(node.args[0])) is not None and _share(result, args[0]):
            self._read_at[node.id] = read
        return result

    def _module(self, node: Apply) -> Any:
        """With the parameters of the run in whose block it was applied."""
        walk = self._walks.get(node.run)
        with weighed(walk.given if walk is not None else None, self._overrides.get(node.run)):
            if self._fixed is None:
                return super()._module(node)
            args, kwargs = self._fixed.apart((self.resolve(node.args), self.resolve(node.kwargs)))
            return self._root.get_submodule(node.path)(*args, **kwargs)

    def _visit_of(self, ref: Any) -> Visit | None:
        """Where a value, or what it is a view of, was read."""
        return self._read_at.get(ref.id) if isinstance(ref, Ref) else None

    def _tokens(self, node: Tokens) -> Any:
        table = self._job(node.run).tokens
        if table is None:
            raise GraphError(f"node %{node.id}{line_of(node)} asks for a token, but this run has no text")
        return table.index(node.token, node.which)

    # -- gradients -----------------------------------------------------------------------------

    def _parameter(self, node: Weight | Read, found: torch.Tensor) -> torch.Tensor:
        value = whole(found)
        if value is not found:  # the gradient comes to the part that this process has
            self._parts[node.id] = found
        return value

    def _backward(self, node: Backward) -> None:
        """Only what is asked for gets a gradient: the model's parameters keep theirs."""
        kwargs = self.resolve(node.kwargs)
        if kwargs.get("inputs") is not None or len(node.args) > _INPUTS:
            self.resolve(node.value).backward(*self.resolve(node.args), **kwargs)
            return
        held = {key: value for key in self._traced if isinstance(value := self.env.get(key), torch.Tensor)}
        inputs = [self._parts.get(key, value) for key, value in held.items() if value.requires_grad]
        if any(value._version != self._versions.get(key, value._version) for key, value in held.items()):
            with _without_gradients(self._root):  # what a value had before it was changed in place is no input
                self.resolve(node.value).backward(*self.resolve(node.args), **kwargs)
        elif inputs:
            self.resolve(node.value).backward(*self.resolve(node.args), **kwargs, inputs=inputs)

    def _grad(self, node: Grad) -> Any:
        part = self._parts.get(node.value.id) if isinstance(node.value, Ref) else None
        gradient = (self.resolve(node.value) if part is None else part).grad
        if gradient is None:
            known = any(isinstance(other, Backward) for other in self._nodes[: self._nodes.index(node)])
            raise GradientError(
                f"node %{node.id}{line_of(node)}: no gradient has come to {node.value}{'' if known else _UNKNOWN_PASS}"
            )
        return gradient if part is None else whole(gradient)

    def _flow(self, node: Flow) -> None:
        value, gradient = self.resolve(node.value), self.resolve(node.gradient)
        if gradient is None:
            value.grad = None
        else:
            new = gradient if isinstance(gradient, torch.Tensor) else torch.full_like(value.detach(), gradient)
            on_gradient(value, lambda _: new)

    def _save(self, node: Save) -> None:
        self.results[node.name] = self.resolve(node.value)


_UNKNOWN_PASS = (
    ", as the graph has no backward pass before it. The block ran one that it does not know: torch.autograd.backward, "
    "or .backward() of a plain tensor. Use `loss.backward()`, on a loss computed from what was read in the block"
)
_INPUTS = 3  # the place of `inputs` among the arguments of Tensor.backward


@contextmanager
def _without_gradients(module: nn.Module) -> Iterator[None]:
    """The parameters' gradients are afterwards what they were before."""
    kept = [(parameter, parameter.grad) for parameter in module.parameters()]
    try:
        for parameter, _ in kept:
            parameter.grad = None
        yield
    finally:
        for parameter, gradient in kept:
            parameter.grad = gradient


def _branch(_: Path, tensor: torch.Tensor) -> torch.Tensor:
    """The tensor as another object in autograd's graph: its gradient is that of what is computed from it alone."""
    return tensor.as_subclass(torch.Tensor) if tensor.requires_grad else tensor


def _share(result: Any, owner: Any) -> bool:
    """Whether a result is on the memory of what it was made from, or is a part of it."""
    held = {storage_of(leaf) for _, leaf in leaves(owner)}
    return any(storage_of(leaf) in held for _, leaf in leaves(result))
