"""``Visit``: one stop of the model at a point, and what the user did with the value there."""

from __future__ import annotations

import weakref
from typing import Any

import torch

from ..errors import ValueMismatchError
from ..graph import Place, Site
from .point import Point
from .receipt import Receipt, differs
from .traced import plain
from .tree import Path, children, leaves, map_tensors, rebuild

__all__ = ["Visit", "copied", "storage_of"]


def storage_of(tensor: torch.Tensor | None) -> int | None:
    """What tells whether two tensors share memory."""
    if tensor is None:
        return None
    own = plain(tensor)
    return own.untyped_storage()._cdata if own.layout is torch.strided else id(tensor)


def copied(value: Any, own: Any = None) -> Any:
    """The value on memory of its own, so that what becomes of it changes nothing else; what ``own`` holds stays."""
    held = {storage_of(leaf) for _, leaf in leaves(own)}
    with torch.enable_grad():
        return map_tensors(lambda _, leaf: leaf if storage_of(leaf) in held else plain(leaf).clone(), value)


class Visit:
    """The value at a point: whole while the model waits there; afterwards only what somebody still holds of it.

    Attributes:
        now: the value as the user has it, with traced tensors where it was read; ``None`` once left.
        changed: whether it was replaced or changed in place. Then it is kept, for a second pass.
        renewed: whether the model has left and come back, so that the next read is a node of its own.
        nodes: for each port, the node of the last read of its whole value.
        read: whether the user has seen the value, so that somebody may hold it.
        site, place: what was asked for here first, and on which line.
        run: the number of the run that stops here.
        before, receipt: copies of what is being changed in place, and who is told what became of it.
        touched: whether it was changed in place, which reaches the model's own memory.
        skipped: before a module that is not computed, what is its output instead.
    """

    __slots__ = (
        "_arrived", "_assigned", "_final", "_held", "_memory", "_own", "_parts", "_replaced",
        "before", "changed", "nodes", "now", "place", "point", "read", "receipt", "renewed", "run", "site",
        "skipped", "touched",
    )  # fmt: skip

    def __init__(self, point: Point, value: Any, run: int = 0) -> None:
        self.point = point
        self.run = run
        self.skipped: tuple[Any, ...] = ()
        self.before: dict[Path, torch.Tensor] | None = None
        self.receipt: Receipt | None = None
        self.now = self._own = value
        self.changed = self.touched = self.read = False
        self.renewed = False
        self.site: Site | None = None
        self.place: Place | None = None
        self.nodes: dict[str, int] = {}
        self._arrived = value
        self._replaced = False
        self._assigned: set[Path] = set()
        self._memory: dict[Path, torch.Tensor] = {}
        self._parts = _storages(value)
        self._final: Any = None
        self._held: dict[Path, tuple[weakref.ref[torch.Tensor], int]] = {}

    def assign(self, value: Any) -> None:
        """The user's value takes the place of the model's: a copy, so that what becomes of it later changes nothing."""
        own = {storage_of(leaf): path for path, leaf in leaves(self.now)}
        new = {path for path, leaf in leaves(value) if own.get(storage_of(leaf), path) in self._assigned}
        new |= {path for path, leaf in leaves(value) if storage_of(leaf) not in own}
        if self.touched and new - self._assigned:
            self._sink()
            self._memory |= {
                path: plain(leaf).detach().clone() for path, leaf in leaves(self.now) if path in new - self._assigned
            }
        self.now, self._replaced, self._assigned = copied(value, self.now), True, new
        self._parts = _storages(self.now)
        self.read = self.read and not new
        self.nodes.clear()

    def arrive(self, value: Any) -> None:
        """A second pass stands here, and brought this value of its own."""
        self._arrived = value

    def check_parts(self) -> None:
        """Refuse a tensor that was put into a structure which was read: the graph would not know of it.

        Raises:
            ValueMismatchError: the structure holds another tensor than it was read with.
        """
        if self._parts is None or (held := _storages(self.now)) == self._parts:
            return
        known = self._parts
        keys = [path for path in {**known, **(held or {})} if known.get(path) != (held or {}).get(path)]
        part = "".join(f"[{key!r}]" for key in keys[0])
        raise ValueMismatchError(
            f"{self.site}{part} was replaced inside the value that {self.place or 'your block'} read, where the model "
            f"cannot see it. Change the tensor in place, `….{self.site}{part}[:] = value`, or assign the whole value, "
            f"`….{self.site} = …`."
        )

    def outgoing(self) -> Any:
        """What the model goes on with: the user's tensors where they were replaced or carry gradient, else its own."""
        if self._untouched():
            return self._own
        own = {} if self._replaced else dict(leaves(self._own))

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            mine = None if tensor.requires_grad else own.get(path)
            return plain(tensor) if mine is None else mine

        with torch.enable_grad(), torch._C.DisableTorchFunctionSubclass():
            return map_tensors(leaf, self.now)

    def _untouched(self) -> bool:
        """Whether the model can go on with its own tensor: the quick answer for the commonest case."""
        if self._replaced:
            return False
        if isinstance(self.now, torch.Tensor):
            return not self.now.requires_grad
        return not any(leaf.requires_grad for _, leaf in leaves(self.now))

    def leave(self) -> Any:
        """The value for the model to go on with; from here on only weak references are kept, unless it was changed."""
        now, own = self.now, self._own
        if self.before is not None:
            self.settle()
        with torch._C.DisableTorchFunctionSubclass():
            if isinstance(now, torch.Tensor) and not (self.changed or self._replaced or now.requires_grad):
                value = own  # the commonest case, kept short
                self._held = {(): (weakref.ref(now), _version(now))}
            else:
                if self.touched:
                    self._sink()
                value = self.outgoing()
                self._held = {path: (weakref.ref(leaf), _version(leaf)) for path, leaf in leaves(now)}
        self._final = _copies(value) if self.changed else None  # the model may go on to change what it is given
        self.now = self._own = self._arrived = None
        return value

    def settle(self) -> None:
        """What was changed in place is complete, as far as this stop goes: tell the receipt."""
        if self.before is not None and self.receipt is not None and self.now is not None:
            mine = dict(leaves(self.now))
            self.receipt.settle(differs(self.before, {path: mine[path] for path in self.before if path in mine}))
        self.before = self.receipt = None

    def _sink(self) -> None:
        """A change in place reaches the model's own memory, which other parts of the model may hold as well."""
        mine = dict(leaves(self.now))
        with torch.enable_grad():
            for path, leaf in leaves(self._arrived):
                if path in mine and path not in self._assigned and storage_of(mine[path]) != storage_of(leaf):
                    leaf.copy_(plain(mine[path]))

    def pass_by(self, value: Any) -> Any:
        """A second pass comes by with ``value``: what it goes on with. Nothing of its memory is the user's."""
        own, mine = dict(leaves(value)), self._final if self.now is None else self.now

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            its = own.get(path)
            if its is None or path in self._assigned:
                return plain(tensor).clone()
            held = self._alive(path) if its.requires_grad and not self.touched else None
            return its if held is None else plain(held).clone()  # what is computed from it depends on the user's

        with torch.enable_grad(), torch._C.DisableTorchFunctionSubclass():
            if self.touched:
                known = {**dict(leaves(mine)), **self._memory}
                for path, tensor in own.items():
                    if path in self._memory or (path in known and path not in self._assigned):
                        tensor.copy_(plain(known[path]))
            return map_tensors(leaf, _renewed(mine, value) if self.changed else value)

    def again(self, value: Any, held: bool = True) -> None:
        """Stand here once more, in a second pass that brought ``value``; what is still held takes its place."""
        self.arrive(value)
        known = self.pass_by(value)
        self.now = self._own = map_tensors(self._or_held, known) if held else known
        self._replaced = self.renewed = True
        self._parts = _storages(self.now)

    def recall(self) -> bool:
        """Stand here once more without a second pass, if the value was one tensor and still is as it was."""
        self.now = self._own = self._alive(())
        self._replaced = self.renewed = self.now is not None
        return self.now is not None

    def overwritten(self) -> bool:
        """Whether what somebody holds has changed since the model went on from here: the model itself did it."""
        if self.now is not None:
            return False  # the run stands here again: what has changed since, the user changed
        held = [(ref(), version) for ref, version in self._held.values()]
        return any(tensor is not None and 0 <= version != _version(tensor) for tensor, version in held)

    def protect(self, storage: int) -> None:
        """A tensor with that storage is about to change: what went through here earlier must not change with it."""
        self._held = {path: held for path, held in self._held.items() if storage_of(held[0]()) != storage}
        if self._final is not None:
            self._final = map_tensors(
                lambda _, leaf: leaf.clone() if storage_of(leaf) == storage else leaf, self._final
            )

    def forget(self) -> None:
        """Let go of everything."""
        self.now = self._own = self._final = self._arrived = None
        self.skipped = ()
        self._held.clear()

    def _or_held(self, path: Path, tensor: torch.Tensor) -> torch.Tensor:
        held = self._alive(path)
        return tensor if held is None else held

    def _alive(self, path: Path) -> torch.Tensor | None:
        """The tensor that went through at that place of the value, if somebody holds it and nobody has changed it."""
        ref, version = self._held.get(path, (None, -1))
        held = ref() if ref is not None and self.read else None
        return held if held is not None and version >= 0 and _version(held) == version else None


def _copies(value: Any) -> Any:
    with torch.enable_grad(), torch._C.DisableTorchFunctionSubclass():
        return map_tensors(lambda _, leaf: plain(leaf).clone(), value)


def _renewed(known: Any, fresh: Any) -> Any:
    """A changed value in a second pass: what is neither tensor nor plain data, such as a cache, is that pass's own."""
    parts, others = children(known), dict(children(fresh))
    if isinstance(known, torch.Tensor) or not parts:
        own = isinstance(known, torch.Tensor | bool | int | float | str | None) or type(known) is not type(fresh)
        return known if own else fresh
    return rebuild(known, [_renewed(part, others.get(key)) for key, part in parts])


def _storages(value: Any) -> dict[Path, int | None] | None:
    """The memory of each tensor of a structure; ``None`` for a value that is none."""
    return None if isinstance(value, torch.Tensor) else {path: storage_of(leaf) for path, leaf in leaves(value)}


def _version(tensor: torch.Tensor) -> int:
    return -1 if tensor.is_inference() else tensor._version
