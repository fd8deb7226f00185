"""What differs between two graphs, whatever their nodes are numbered.

Nodes are aligned first by all that their values depend on, then by what they say themselves, then by kind; so a
changed constant is one difference, not one for every node below it. Numbers are compared bit for bit. Where a node was
made (the user's line) is no part of what it says.
"""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, zip_longest
from typing import Any

import torch

from ..errors import GraphError
from .graph import Graph, Inputs
from .node import Constant, Node, Ref, Site
from .printer import _has_value, describe

__all__ = ["Diff", "content", "diff"]

_CONTEXT = 2
_LONGEST = 400


@dataclass(frozen=True)
class Diff:
    """The difference; false where there is none.

    >>> with model.trace("The Eiffel Tower is in") as one:
    ...     model.layers[1].output[:, -1] *= 2
    >>> with model.trace("The Eiffel Tower is in") as two:
    ...     model.layers[1].output[:, -1] *= 3
    >>> one.graph.diff(two.graph)
    Graph diff (1 removed, 1 added)
      …
      %0 = transformer.h.1.output
      %1 = %0[:, -1]
    - %1 *= 2
    + %1 *= 3
      %0[:, -1] = %1

    Attributes:
        removed: nodes of the first graph that the second does not have so.
        added: nodes of the second graph that the first does not have so.
        lines: all of both graphs, each behind a blank, ``-`` or ``+``, in the numbers of the first one.
    """

    removed: tuple[Node, ...]
    added: tuple[Node, ...]
    lines: tuple[str, ...] = field(repr=False)

    def __bool__(self) -> bool:
        return any(not line.startswith(" ") for line in self.lines)

    def __repr__(self) -> str:
        if not self:
            return "Graph diff (no difference)"
        near = {at for at, line in enumerate(self.lines) if line[0] != " "}
        shown = {at for one in near for at in range(one - _CONTEXT, one + _CONTEXT + 1)}
        body: list[str] = []
        for at, line in enumerate(self.lines):
            if at in shown:
                body.append(line)
            elif body[-1:] != ["  …"]:
                body.append("  …")
        changed = sum(line[0] != " " for line in self.lines)
        other = ", other inputs or model" * (changed > len(self.removed) + len(self.added))
        return "\n".join([f"Graph diff ({len(self.removed)} removed, {len(self.added)} added{other})", *body])


def diff(one: Graph, two: Graph) -> Diff:
    """What would have to be done to the first graph to make it the second.

    Raises:
        GraphError: the other thing is no graph.
    """
    if not isinstance(two, Graph):
        raise GraphError(f"a graph is compared with another one; got {type(two).__name__}: give `run.graph`")
    rows = [*_head_rows(one, two), *_node_rows(one, two)]
    return Diff(
        tuple(node for sign, _, node in rows if sign == "-" and node is not None),
        tuple(node for sign, _, node in rows if sign == "+" and node is not None),
        tuple(f"{sign} {text}" for sign, text, _ in rows),
    )


_Row = tuple[str, str, Node | None]
_Pair = tuple[Node | None, Node | None]


def _head_rows(one: Graph, two: Graph) -> Iterator[_Row]:
    """The model, and what each run is fed."""
    for old, new in zip_longest(_heads(one), _heads(two)):
        if old == new:
            yield (" ", old[0], None)
            continue
        yield from (("-", old[0], None),) if old else ()
        yield from (("+", new[0], None),) if new else ()


def _heads(graph: Graph) -> list[tuple[str, str]]:
    """Lines as they are shown, and what they are compared by."""
    model = f"model = {graph.model or '…'}"
    return [(model, model), *(_fed(run, inputs) for run, inputs in enumerate(graph.inputs))]


def _fed(run: int, inputs: Inputs) -> tuple[str, str]:
    words = [*map(_shown, inputs.args), *(f"{key}={_shown(value)}" for key, value in inputs.kwargs.items())]
    return _line(f"run {run}: {inputs.method}({', '.join(words)})"), content(
        (inputs.method, inputs.args, inputs.kwargs)
    )


def _node_rows(one: Graph, two: Graph) -> Iterator[_Row]:
    """The nodes of both graphs, in the numbers of the first one."""
    pairs = list(_matched(_keyed(one.nodes), _keyed(two.nodes)))
    fresh = count(max((node.id for node in one.nodes), default=-1) + 1)
    number = {new.id: next(fresh) if old is None else old.id for old, new in pairs if new is not None}
    for old, new in pairs:
        told = None if new is None else _renumbered(new, number)
        if old is not None and told is not None and _says(old) == _says(told):
            yield " ", _text(old), None
            continue
        if old is not None:
            yield "-", _text(old), old
        if told is not None:
            yield "+", _text(told), new


# -- which node is which ---------------------------------------------------------------------------

_Keyed = list[tuple[Node, tuple[Any, ...]]]


def _keyed(nodes: tuple[Node, ...]) -> _Keyed:
    """Each node with what it is recognised by: all it depends on, what it says itself, what it does, its kind."""
    whole: dict[int, str] = {}
    seen: Counter[str] = Counter()
    keyed: _Keyed = []
    for node in nodes:
        says = _says(node, lambda ref: whole[ref.id])
        whole[node.id] = _digest(f"{says} {seen[says]}".encode())
        seen[says] += 1
        does = getattr(node, "op", getattr(node, "path", getattr(node, "site", None)))
        keyed.append((node, (whole[node.id], _says(node, lambda _: "%"), (node.kind, does), node.kind)))
    return keyed


def _matched(one: _Keyed, two: _Keyed, level: int = 0) -> Iterator[_Pair]:
    """Pairs in order, found by the first key; what is left between them is paired by the next one."""
    old, new = ([keys[level] for _, keys in side] for side in (one, two))
    for same, i, upto, j, until in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = one[i:upto], two[j:until]
        if same == "equal":
            yield from zip((node for node, _ in left), (node for node, _ in right), strict=True)
        elif left and right and level + 1 < len(left[0][1]):
            yield from _matched(left, right, level + 1)
        else:
            yield from ((node, None) for node, _ in left)
            yield from ((None, node) for node, _ in right)


# -- what a node says ------------------------------------------------------------------------------


def _says(node: Node, name: Callable[[Ref], str] = repr) -> str:
    """Everything that a node is but its number, its place and the counter of a tensor held by reference."""
    fields = {key: value for key, value in vars(node).items() if key not in ("id", "place", "version")}
    return f"{node.kind} {content(fields, name)}"


def content(data: Any, name: Callable[[Ref], str] = repr) -> str:
    """Data as text that is the same for the same data only: numbers bit for bit, dicts in any order.

    >>> content([1, True, -0.0])
    '[int 1, bool True, float -0.0]'
    """
    match data:
        case Ref():
            return name(data)
        case torch.Tensor():
            return f"{_form(data)} {_bits(data)}"
        case slice():
            return f"slice({content((data.start, data.stop, data.step), name)})"
        case tuple() | list():
            inside = ", ".join(content(item, name) for item in data)
            return f"({inside})" if isinstance(data, tuple) else f"[{inside}]"
        case dict():
            return "{" + ", ".join(sorted(f"{content(k)}: {content(v, name)}" for k, v in data.items())) + "}"
    return f"{type(data).__name__} {data!r}"


def _form(tensor: torch.Tensor) -> str:
    return f"{str(tensor.dtype).removeprefix('torch.')}{list(tensor.shape)}"


def _bits(tensor: torch.Tensor) -> str:
    """A digest of the numbers; a tensor on the meta device has none."""
    if tensor.is_meta:
        return "meta"
    plain = tensor.detach().cpu().to_dense().as_subclass(torch.Tensor).resolve_conj().resolve_neg()
    return _digest(plain.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# -- how it is shown -------------------------------------------------------------------------------


def _text(node: Node) -> str:
    """The line of the printed graph; of a constant tensor also a digest, which tells two of one shape apart."""
    digest = f" #{_bits(node.value)[:8]}" if isinstance(node, Constant) and isinstance(node.value, torch.Tensor) else ""
    return _line((f"%{node.id} = " if _has_value(node) else "") + describe(node) + digest)


def _shown(data: Any) -> str:
    return f"{_form(data)} #{_bits(data)[:8]}" if isinstance(data, torch.Tensor) else repr(data)


def _line(text: str) -> str:
    text = " ".join(text.split("\n"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _renumbered(node: Node, number: dict[int, int]) -> Node:
    """The node with other numbers for itself and what it refers to."""
    fields = {key: _mapped(value, number) for key, value in vars(node).items() if key not in ("id", "place")}
    return type(node)(id=number[node.id], place=node.place, **fields)


def _mapped(data: Any, number: dict[int, int]) -> Any:
    match data:
        case Ref(id):
            return Ref(number[id])
        case Site():
            return data
        case slice():
            return slice(*(_mapped(part, number) for part in (data.start, data.stop, data.step)))
        case tuple():
            return tuple(_mapped(item, number) for item in data)
        case list():
            return [_mapped(item, number) for item in data]
        case dict():
            return {key: _mapped(value, number) for key, value in data.items()}
    return data
