"""``Logits``: which logits a graph reads, so that no others need to be computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import torch

from ..graph import Call, Node, Read, Ref, Write

__all__ = ["Logits", "Reading", "together"]

Numbers = Callable[[Any], tuple[int, ...] | None]
"""The plain numbers that an index stands for, or ``None`` where they are not known."""


@dataclass(frozen=True)
class Logits:
    """The logits at some positions, of some tokens.

    Attributes:
        positions: as they were asked for: from the end where negative.
        tokens: their ids; ``None`` for the whole vocabulary.
    """

    positions: frozenset[int] = frozenset()
    tokens: frozenset[int] | None = frozenset()

    def __or__(self, other: Logits) -> Logits:
        """What either reads."""
        tokens = None if self.tokens is None or other.tokens is None else self.tokens | other.tokens
        return Logits(self.positions | other.positions, tokens)


def together(found: Iterable[Logits | None]) -> Logits | None:
    """What any of several reads; ``None`` where one of them may read all."""
    every = list(found)
    known = [one for one in every if one is not None]
    return reduce(Logits.__or__, known, Logits()) if len(known) == len(every) else None


class Reading:
    """Follows the logits of one run through the nodes of a graph.

    Args:
        nodes: the nodes.
        refs: what each of them refers to.
        starts: the reads whose values are logits, and whether they are these themselves, not in a structure.
        numbers: what is known of an index.

    Attributes:
        logits: what is read; ``None`` where the logits are used in another way than by plain indices.
        picks: the operations that take a part, and in which place of the index are positions and tokens.
    """

    def __init__(
        self, nodes: Sequence[Node], refs: Mapping[int, Sequence[Ref]], starts: Mapping[int, bool], numbers: Numbers
    ) -> None:
        self._refs, self._numbers = refs, numbers
        self.picks: dict[int, Pick] = {}
        self.logits: Logits | None = Logits()
        self._at: dict[int, bool] = {}  # values [batch, …, vocab] at known positions, and whether it is but one
        self._whole: dict[int, bool] = {}
        begin = next((at for at, node in enumerate(nodes) if node.id in starts), len(nodes))
        for node in nodes[begin:]:
            if node.id in starts:
                self._whole[node.id] = starts[node.id]
            elif self.logits is not None:
                self._follow(node)

    def _follow(self, node: Node) -> None:
        used = [ref.id for ref in self._refs[node.id]]
        if any(one in self._whole for one in used):
            self.logits = self._taken(node, used) if not isinstance(node, Read | Write) else None
        elif any(one in self._at for one in used) and self.logits is not None:
            self.logits |= Logits(tokens=self._tokens(node, used))

    def _taken(self, node: Node, used: list[int]) -> Logits | None:
        """What a node takes out of all logits."""
        if not isinstance(node, Call) or node.op not in _ITEMS or used[0] not in self._whole or len(node.args) != 2:
            return None
        index = node.args[1]
        if index == "logits":
            self._whole[node.id] = True
            return self.logits
        if not self._whole[used[0]] or self.logits is None or any(one in self._whole for one in used[1:]):
            return None
        if not isinstance(index, tuple) or len(index) < 2 or any(item is None or item is Ellipsis for item in index):
            return None
        positions = None if isinstance(index[0], list) else self._numbers(index[1])
        if positions is None:
            return None
        self.picks[node.id] = Pick(position=1)
        if len(index) == 2:
            self._at[node.id] = isinstance(index[1], int)
            return self.logits | Logits(frozenset(positions))
        tokens = self._numbers(index[2]) if len(index) == 3 else None
        if tokens is not None:
            self.picks[node.id] = Pick(position=1, token=2)
        return self.logits | Logits(frozenset(positions), None if tokens is None else frozenset(tokens))

    def _tokens(self, node: Node, used: list[int]) -> frozenset[int] | None:
        """The tokens that a node takes out of the logits at some positions."""
        if not isinstance(node, Call) or used[0] not in self._at or any(one in self._at for one in used[1:]):
            return None
        one, args = self._at[used[0]], node.args
        if node.op in _SAME and len(args) == 1 and not node.kwargs:
            self._at[node.id] = one
            return frozenset()
        found = None
        if node.op in _ITEMS and one and isinstance(args[1], tuple) and len(args[1]) == 2 and args[1][0] == slice(None):
            found, self.picks[node.id] = self._numbers(args[1][1]), Pick(token=1)
        elif node.op == "Tensor.gather" and len(args) == 3 and args[1] == -1:
            found, self.picks[node.id] = self._numbers(args[2]), Pick(token=2, whole=True)
        return None if found is None else frozenset(found)


@dataclass(frozen=True)
class Pick:
    """Where positions and tokens stand in an operation that takes a part of the logits.

    Attributes:
        position, token: the place in the index, the operation's second argument.
        whole: the token's place is among the arguments themselves.
    """

    position: int | None = None
    token: int | None = None
    whole: bool = False

    def moved(self, args: tuple[Any, ...], positions: Mapping[int, int], tokens: Mapping[int, int]) -> tuple[Any, ...]:
        """The arguments for logits of which only some were computed; empty where all of them were."""
        index = list(args if self.whole else args[1])
        for place, known in ((self.position, positions), (self.token, tokens)):
            if place is not None and known:
                index[place] = _moved(index[place], known)
        return tuple(index) if self.whole else (args[0], tuple(index))


def _moved(index: Any, known: Mapping[int, int]) -> Any:
    if isinstance(index, list):
        return [known[at] for at in index]
    if not isinstance(index, torch.Tensor):
        return known[int(index)]
    return torch.tensor([known[int(at)] for at in index.reshape(-1)], device=index.device).reshape(index.shape)


_ITEMS = frozenset({"getitem", "getattr", "Tensor.__getitem__"})
_SAME = frozenset({"Tensor.float", "Tensor.double", "Tensor.clone", "Tensor.detach"})
