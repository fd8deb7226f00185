"""``Fetch``: numbers for a run that is carried out elsewhere, where the block, or what comes after it, asks for them.

The run's graph so far is executed once more, with what was asked for as its results. A graph is pure, so the
numbers are those that the block would have seen.
"""

from __future__ import annotations

import itertools
import logging
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from ..errors import NotReachedError
from ..graph import Backward, Call, Flow, Grad, Graph, Inputs, Node, Ref, Save, Write, changed
from .deferred import make_real
from .inplace import on_own
from .traced import Traced, plain
from .tree import Field, Path, leaves

__all__ = ["Fetch"]

_Place = tuple[int, Path]
"""The number of a node, and the way into its value."""
_What = tuple[_Place, bool]
"""A value at a place, or its gradient."""
log = logging.getLogger("nnexplore")
_GRADIENT = -1
"""In the place of the number of changes before a value."""
TOGETHER = 64 << 20
"""So many bytes of values that are still in use come along when one of them is asked for after the block."""


class Fetch:
    """What a trace asks the other machine for.

    Args:
        replay: executes a graph there and gives its results by name.
        expression: source that loads the model.
    """

    def __init__(self, replay: Callable[[Graph], Mapping[str, Any]], expression: str) -> None:
        self._replay, self._expression = replay, expression
        self._alive: list[weakref.ref[Traced]] = []
        self._swept = 64
        self._known: dict[Any, torch.Tensor] = {}
        self._rest: Callable[[], tuple[tuple[Node, ...], tuple[Inputs, ...]]] | None = None
        self._gradients = True
        self._first: Callable[[], object] | None = None

    def watch(self, traced: Traced) -> None:
        """One more value that may be asked for after the block."""
        self._alive.append(weakref.ref(traced))
        if len(self._alive) > self._swept:
            self._alive = [ref for ref in self._alive if ref() is not None]
            self._swept = 2 * len(self._alive) + 64

    # -- in the block --------------------------------------------------------------------------

    on_own = staticmethod(on_own)

    def numbers(self, values: Sequence[Traced], nodes: Sequence[Node], asked: Sequence[Inputs]) -> list[torch.Tensor]:
        """The values as they are now, as plain tensors on the CPU; one request for those that are not known yet."""
        places = [_place_of(value) for value in values]
        state = sum(1 for node in nodes if _changes(node))
        missing = [place for place in dict.fromkeys(places) if (place, state) not in self._known]
        if missing:
            found = self._ask([(place, False) for place in missing], nodes, asked)
            self._known.update({(place, state): _reached(value) for place, value in zip(missing, found, strict=True)})
        return [self._known[place, state] for place in places]

    def _ask(self, what: Sequence[_What], nodes: Sequence[Node], asked: Sequence[Inputs]) -> list[torch.Tensor | None]:
        """What is there; ``None`` for what a generation did not reach."""
        log.info("asking for %d value(s) of a run that is carried out elsewhere", len(what))
        names = [f"asked {number}" for number in range(len(what))]
        graph = Graph(_saving(nodes, what, names), tuple(asked), self._expression)
        results = self._replay(graph)
        return [plain(results[name]) if name in results else None for name in names]

    # -- after it ------------------------------------------------------------------------------

    def settle(
        self, nodes: tuple[Node, ...], asked: tuple[Inputs, ...], first: Callable[[], object] | None = None
    ) -> None:
        """The block has ended: this is the whole of it. ``first`` is what has to be waited for."""
        self._first = first
        self._known.clear()
        self._gradients = torch.is_grad_enabled()
        self._rest = lambda: (nodes, asked)

    @property
    def settled(self) -> bool:
        """Whether the block has ended, and all went well."""
        return self._rest is not None

    def wait(self) -> None:
        """Wait for what was handed over, if anything was: what was saved is real then."""
        first, self._first = self._first, None
        if first is not None:
            first()

    def make_real(self, touched: Iterable[Traced]) -> None:
        """Values that nobody saved get their numbers, in place; those still in use that are small come along."""
        assert self._rest is not None
        self.wait()
        touched = [value for value in touched if _open(value)]
        if not touched:
            return
        with self.unwatched() as alive:
            wanted = {id(value): value for value in touched}
            if sum(map(_size, alive)) <= TOGETHER:
                wanted.update({id(value): value for value in alive})
            with torch.set_grad_enabled(self._gradients):
                found = self._ask([(_place_of(value), False) for value in wanted.values()], *self._rest())
            for value, real in zip(wanted.values(), found, strict=True):
                if real is not None:
                    self.put(value, real)
        if any(map(_open, touched)):
            _reached(None)

    def put(self, value: Any, real: Any) -> None:
        """Turn a value without numbers into a result; where gradients came to it, they can still be asked for."""
        ties = [(leaf, leaf._tie, leaf._node) for _, leaf in leaves(value) if isinstance(leaf, Traced)]
        make_real(value, real)
        for leaf, tie, node in ties if self._flows() else ():
            leaf._tie, leaf._node = tie, node

    @contextmanager
    def unwatched(self) -> Iterator[list[Traced]]:
        """A block in which values may be swapped, which PyTorch does not allow while anybody refers to them weakly."""
        alive = [value for ref in self._alive if (value := ref()) is not None and _open(value)]
        self._alive = []
        try:
            yield alive
        finally:
            self._alive = [weakref.ref(value) for value in alive if _open(value)]

    def gradient(self, value: Traced) -> torch.Tensor | None:
        """The gradient that came to a value in the block; ``None`` where no backward pass was run."""
        assert self._rest is not None
        if (own := _own_gradient(value)) is not None or not self._flows():
            return own
        place = _place_of(value)
        if (place, _GRADIENT) not in self._known:
            with torch.set_grad_enabled(self._gradients):
                found = self._ask([(place, True)], *self._rest())
            self._known[place, _GRADIENT] = _reached(found[0])
        return self._known[place, _GRADIENT]

    def _flows(self) -> bool:
        """Whether a backward pass was run in the block."""
        return self._rest is not None and any(isinstance(node, Backward) for node in self._rest()[0])


def _reached(value: torch.Tensor | None) -> torch.Tensor:
    """The value.

    Raises:
        NotReachedError: there is none.
    """
    if value is None:
        raise NotReachedError(
            "this value was not reached: the generation ended before the step at which it was read. run.text says "
            "what was written; min_new_tokens=… makes a generation go on"
        )
    return value


def _open(value: Any) -> bool:
    """Whether it is traced still, and has no numbers."""
    with torch._C.DisableTorchFunctionSubclass():
        return isinstance(value, Traced) and bool(value.is_meta)


def _own_gradient(value: Traced) -> torch.Tensor | None:
    """The gradient of a pass that was run here, after the block."""
    with torch._C.DisableTorchFunctionSubclass():
        return value.grad if value.is_leaf or value.retains_grad else None


def _size(value: Traced) -> int:
    with torch._C.DisableTorchFunctionSubclass():
        return value.numel() * value.element_size()


def _place_of(value: Traced) -> _Place:
    """Where a value stands in the graph."""
    node = value._node
    return node if isinstance(node, tuple) else (node, ())


def _saving(nodes: Sequence[Node], what: Sequence[_What], names: Sequence[str]) -> tuple[Node, ...]:
    """The nodes with other results: the values at some places, or their gradients."""
    free = itertools.count(1 + max((node.id for node in nodes), default=-1))
    inside: dict[int, list[Node]] = {}  # parts of structures stand right behind those, before what changes them
    saves: list[Node] = []
    for ((at, path), gradient), name in zip(what, names, strict=True):
        end = at
        for key in path:
            part = Call(next(free), "getattr" if isinstance(key, Field) else "getitem", (Ref(end), key))
            inside.setdefault(at, []).append(part)
            end = part.id
        if gradient:
            saves.append(Grad(next(free), Ref(end)))
            end = saves[-1].id
        saves.append(Save(next(free), name, Ref(end)))
    kept = (node for node in nodes if not isinstance(node, Save))
    return (*(one for node in kept for one in (node, *inside.get(node.id, ()))), *saves)


def _changes(node: Node) -> bool:
    """Whether a value may be another one after it."""
    return isinstance(node, Write | Backward | Flow) or (isinstance(node, Call) and changed(node) is not None)
