"""``Cell``: one graph on its way through forwards that it shares with others."""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Callable, Sequence
from typing import Any

import torch
from greenlet import greenlet

from ..engine import TokenTable
from ..engine.interpreter import Interpreter, fitted, line_of
from ..engine.point import AFTER, Point, get_port, put_port
from ..engine.tree import Path, leaves, map_tensors
from ..engine.visit import storage_of
from ..errors import GraphError
from ..graph import Apply, Call, Constant, Node, Read, Save, Tokens, Weight, Write, find, target_of
from .memory import Memory
from .script import Script

__all__ = ["Cell", "StuckError"]

log = logging.getLogger("nnexplore")
Standing = tuple[int, Point]


class StuckError(Exception):
    """The graph cannot be carried out beside others; it needs a run of its own."""


class _ApartError(StuckError):
    """The same, and the others may go on together."""


class Cell(Interpreter):
    """Goes through the nodes of a graph as far as the model has come, on rows of its own.

    Attributes:
        number: its place among the graphs.
        results: what was saved so far, by name.
        waits: the run and the point it waits for; ``None`` when it is done.
        rows: its rows in the forward that goes on, or ``None`` while it only looks at those of the unchanged prompt.
        touched: at the last stop, the tensors that were changed in place, by where they are in the value.
        moved: how an index of token positions is to be read where only some logits are computed; ``tokens`` the same of
            the vocabulary.
    """

    def __init__(self, number: int, script: Script, module: Any, table: Callable[[int], TokenTable | None]) -> None:
        super().__init__(module)
        self.number, self.script = number, script
        self.results: dict[str, Any] = {}
        self.rows: slice | None = None
        self.touched: dict[Path, torch.Tensor] = {}
        self.moved: dict[int, int] = {}
        self.tokens: dict[int, int] = {}
        self._table = table
        self._nodes: Sequence[Node] = script.nodes
        self._at = 0
        self._here: Standing | None = None
        self._value: Any = None
        self._changed = False
        self._shown: set[Any] = set()  # the memory of what others see too
        self._copies: dict[Any, set[Any]] = {}  # of the model's memory, by that
        self._saved: set[Any] = set()
        self._memory = Memory()
        changing = {node.id for node in self._nodes if isinstance(node, Call) and node.id in script.outline.changes}
        self._last_change = max((at for at, node in enumerate(self._nodes) if node.id in changing), default=-1)
        self.waits: Standing | None = None
        self._go()

    def meet(self, standing: Standing, value: Any) -> Any:
        """The model is where the cell waits: do all that can be done there.

        Returns:
            What the model goes on with in these rows, or ``None`` where it is unchanged.

        Raises:
            StuckError: a change that no rows were set aside for.
        """
        self._here, self._value, self._changed = standing, value, False
        self.touched = {}
        self._memory.leave()
        try:
            self._go()
            return self._value if self._changed and self.waits != _NEVER else None
        finally:
            self._here = self._value = None

    def holds(self, tensor: torch.Tensor) -> bool:
        """Whether it still has a copy of what is on a tensor's memory, in a value or a result."""
        copies = self._copies.get(storage_of(tensor), set())
        held = {storage_of(leaf) for value in self.env.values() for _, leaf in leaves(value)} if copies else set()
        return bool(copies & (held | self._saved))

    @property
    def changes_later(self) -> bool:
        """Whether values that were read are still to be changed in place."""
        return any(node.id in self.script.outline.changes for node in self._nodes[self._at :])

    def _go(self) -> None:
        try:
            self._go_on()
        except _ApartError as reason:
            log.debug("graph %d needs a run of its own: %s", self.number, reason)
            self.waits = _NEVER

    def _go_on(self) -> None:
        while self._at < len(self._nodes):
            node = self._nodes[self._at]
            if isinstance(node, Read | Write) and (wanted := (node.run, self.script.point(node))) != self._here:
                self.waits = wanted
                return
            self.step(node)
            if self._at == self._last_change:
                self._memory.clear()
            self._at += 1
            for value in self.script.outline.frees[node.id]:
                self.env.pop(value, None)
        self.waits = None

    def step(self, node: Node) -> None:
        """Execute one node.

        Raises:
            StuckError: it cannot be executed here.
            GraphError: it cannot be executed at all.
        """
        try:
            super().step(node)
        except GraphError as error:
            if isinstance(error.__cause__, StuckError):
                raise error.__cause__ from None
            raise

    @property
    def _watches(self) -> bool:
        """Whether something is still to be changed in place."""
        return self._at <= self._last_change

    # -- the nodes that differ -----------------------------------------------------------------

    def _read(self, node: Read) -> Any:
        if node.again is not None and node.again.id in self.env:
            return self.env[node.again.id]
        edits = node.id in self.script.outline.edited
        part = get_port(node.site, self._value)
        if self.rows is None:
            if edits:
                raise StuckError(f"node %{node.id} changes {node.site} where no rows were set aside for it")
            self._shown |= {storage_of(leaf) for _, leaf in leaves(part)}
        elif edits or not _is_last(self.script.point(node)):
            part = map_tensors(lambda _, tensor: self._copy(tensor), part)  # the model may change its own in place
        if edits:
            self._value, self._changed = put_port(node.site, self._value, part), True
            mine = {id(leaf) for _, leaf in leaves(part)}
            self.touched |= {path: leaf for path, leaf in leaves(self._value) if id(leaf) in mine}
        if self._watches:
            self._memory.read(node.run, part, may_change=edits)
        return part

    def _copy(self, tensor: torch.Tensor) -> torch.Tensor:
        copy = tensor.clone()
        self._copies.setdefault(storage_of(tensor), set()).add(storage_of(copy))
        return copy

    def _write(self, node: Write) -> None:
        if self.rows is None:
            raise StuckError(f"node %{node.id} changes {node.site} where no rows were set aside for it")
        value = self.resolve(node.value)
        self._memory.leave()
        if node.skip:
            self._value = value
        else:
            old = get_port(node.site, self._value)
            new = map_tensors(lambda _, tensor: tensor.clone(), fitted(node, value, old))
            self._value = put_port(node.site, self._value, new)
        self._changed = True

    def _call(self, node: Call) -> Any:
        args, kwargs = self.resolve(node.args), self.resolve(node.kwargs)
        if (pick := self.script.picks.get(node.id)) is not None:
            args = pick.moved(args, self.moved, self.tokens)
        op = find(node.op)
        target = target_of(args, kwargs, op.inplace)
        if isinstance(target, torch.Tensor) and (why := self._memory.why_not(target, self._held())):
            raise _ApartError(f"node %{node.id}{line_of(node)} changes a value in place {why}")
        return op.function(*args, **kwargs)

    def _held(self) -> set[int | None]:
        """The memory of the values and results that it has."""
        return {storage_of(leaf) for value in self.env.values() for _, leaf in leaves(value)} | self._saved

    def _constant(self, node: Constant) -> Any:
        held = node.version is None or node.value._version == node.version
        if not held or node.id in self.script.outline.touched:
            return super()._constant(node)
        if self._watches:
            self._memory.fix(node.value)
        return node.value

    def _weight(self, node: Weight) -> Any:
        weight = super()._weight(node)
        if self._watches:
            self._memory.fix(weight)
        return weight

    def _module(self, node: Apply) -> Any:
        """In a greenlet of its own: it is no pass of the model through that module."""
        if any(getattr(part, "inplace", False) for part in self._root.get_submodule(node.path).modules()):
            raise _ApartError(f"node %{node.id}{line_of(node)} applies a module that changes its input in place")
        aside = greenlet(super()._module)
        aside.gr_context = contextvars.copy_context()
        return aside.switch(node)

    def _tokens(self, node: Tokens) -> Any:
        table = self._table(node.run)
        if table is None:
            raise GraphError(f"node %{node.id}{line_of(node)} asks for a token, but this run has no text")
        return table.index(node.token, node.which)

    def _save(self, node: Save) -> None:
        value = self.resolve(node.value)
        self._saved |= {storage_of(leaf) for _, leaf in leaves(value)}
        self.results[node.name] = map_tensors(lambda _, tensor: self._own(tensor), value)

    def _own(self, tensor: torch.Tensor) -> torch.Tensor:
        """A result on memory of its own, not on that of a batch of which it is a part, nor on another's."""
        whole = tensor.untyped_storage().nbytes() > 2 * tensor.nbytes
        if not whole and storage_of(tensor) not in self._shown:
            return tensor.detach()
        if self._watches:
            self._memory.fix(tensor)
        return tensor.detach().clone()


_NEVER: Standing = (-1, Point("", "never"))
"""What a cell waits for that needs a run of its own."""


def _is_last(point: Point) -> bool:
    """Whether nothing of the model comes after."""
    return point.where == AFTER and not point.path
