"""``Graph``: what was asked of one or more runs of a model, as inert data that can be kept, printed and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import GraphError
from .fill import Filling, holes_of
from .hole import HolePath, Values, check_name, check_values
from .lasting import once
from .node import (
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Hole,
    Node,
    Read,
    Ref,
    Save,
    Site,
    Tokens,
    Weight,
    Write,
    refs,
)
from .ops import table
from .port import RESULT, is_port

if TYPE_CHECKING:
    from pathlib import Path

    from .diff import Diff
    from .draw import Drawing

__all__ = ["METHODS", "Graph", "Inputs", "changed", "target_of"]

METHODS = ("trace", "generate")


@dataclass(frozen=True)
class Inputs:
    """What one run is fed: the arguments of ``model.trace``, or with ``method`` "generate" of ``model.generate``."""

    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    method: str = "trace"

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise GraphError(f"a run is made by {' or '.join(METHODS)}; got {self.method!r:.40}")


@dataclass(frozen=True, eq=False)
class Graph:
    """The reads, operations, writes and results of one or more runs, in order.

    ``inputs`` holds what each run was fed, ``model`` the expression that loads the model.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     logits = model.lm_head.output.save("logits")
    >>> run.graph.run(model)["logits"].equal(logits)
    True

    Raises:
        GraphError: an unknown operation, a wrong number of arguments, a dangling or forward reference.
    """

    nodes: tuple[Node, ...]
    inputs: tuple[Inputs, ...] = ()
    model: str = ""

    def __post_init__(self) -> None:
        once(self.nodes, check)

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __getitem__(self, id: int) -> Node:
        """The node with that number."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise KeyError(f"the graph has no node %{id}; it has {', '.join(f'%{node.id}' for node in self.nodes)}")

    @property
    def runs(self) -> int:
        """How many runs of the model the graph talks about."""
        used = (node.run for node in self.nodes if isinstance(node, Read | Write | Tokens))
        return max(len(self.inputs), 1 + max(used, default=0))

    @property
    def reads(self) -> tuple[Site, ...]:
        """The sites that are read, once each, in order."""
        return tuple(dict.fromkeys(node.site for node in self.nodes if isinstance(node, Read)))

    @property
    def writes(self) -> tuple[Site, ...]:
        """The sites that are replaced, or changed in place, once each, in order."""
        return tuple(dict.fromkeys(_written(self)))

    @property
    def saves(self) -> tuple[str, ...]:
        """The names of the results, in order."""
        return tuple(node.name for node in self.nodes if isinstance(node, Save))

    @property
    def holes(self) -> dict[str, Values]:
        """What each hole may be filled with, by name, in order. Until they are filled they have their first values."""
        return holes_of(self.nodes)

    def fill(self, /, **values: Any) -> Graph:
        """The graph with numbers in its holes, in some or in all.

        >>> with model.trace("The Eiffel Tower is in the city of") as run:
        ...     layer = run.hole("layer", range(len(model.layers)))
        ...     hidden = model.layers[layer].output.save("hidden")
        >>> run.graph.fill(layer=2).run(model)

        Raises:
            GraphError: no such hole, or a number that is none of its values.
        """
        filled = object.__new__(Graph)  # what is filled was checked; sweeps do this thousands of times
        vars(filled).update(nodes=self._filling.fill(values), inputs=self.inputs, model=self.model)
        return filled

    @cached_property
    def _filling(self) -> Filling:
        return Filling(self.nodes)

    def run(self, model: Any, *prompts: Any, **kwargs: Any) -> dict[str, Any]:
        """Execute the graph without user code and return its results by name, in order.

        Args:
            model: the ``nnexplore`` model to run it on.
            prompts: with one run, the arguments of ``model.trace``; with several, one prompt per run.
                Without any, the prompts that the graph was recorded with.
            kwargs: keyword inputs of ``model.trace``.

        Raises:
            GraphError: the graph does not fit the model or the prompts.
        """
        results: dict[str, Any] = model.replay(self, *prompts, **kwargs)
        return results

    def code(self, model: str | None = None) -> str:
        """Python source that, run in a fresh kernel, makes the same values; ``model`` is what loads the model."""
        from .code import code

        return code(self, model or self.model)

    def to_nnsight(self, model: Any = None, name: str = "", *, remote: bool | str = False) -> str:
        """Python source of a block that makes the same values under nnsight 0.8; ``name`` is the model's on the hub.

        ``model``, the nnexplore model, is needed where only it knows: tokens by their text, batches, a late read.
        ``remote`` is nnsight's: ``True`` for NDIF, "local" for a rehearsal.

        >>> print(run.graph.to_nnsight(name="openai-community/gpt2", remote=True))

        Raises:
            GraphError: something that nnsight has no words for; the message names the node and the user's line.
        """
        from .nnsight import compose

        return compose(self, model, name, remote=remote).source

    def to_json(self) -> str:
        """The graph as one JSON text, its tensors inside it as base64 safetensors."""
        from .codec import to_json

        return to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Graph:
        """The graph of a text that ``to_json`` made.

        Raises:
            GraphError: the text is malformed; the message names the node.
        """
        from .codec import from_json

        return from_json(text)

    def save(self, path: str | Path) -> None:
        """Write ``path`` (JSON) and, beside it, the tensors as ``.safetensors``."""
        from .codec import save

        save(self, path)

    @classmethod
    def load(cls, path: str | Path) -> Graph:
        """Read what ``save`` wrote."""
        from .codec import load

        return load(path)

    def draw(self, model: Any = None) -> Drawing:
        """The graph as a picture beside the model's modules; with the model, untouched modules are shown too, folded.

        >>> with model.trace("The Eiffel Tower is in the city of") as run:
        ...     model.layers[1].output[:, -1] *= 2
        ...     logits = model.lm_head.output.save("logits")
        >>> run.graph.draw(model).save("graph.svg")

        Raises:
            GraphError: the graph touches modules that the model does not have.
        """
        from .draw import draw

        return draw(self, model)

    def diff(self, other: Graph) -> Diff:
        """What differs between this graph and another, whatever their nodes are numbered; false where nothing does."""
        from .diff import diff

        return diff(self, other)

    def __repr__(self) -> str:
        from .printer import render

        return render(self)


MAX_RUNS = 1 << 20

_FIELDS: dict[str, type] = {
    "id": int,
    "site": Site,
    "run": int,
    "grow": bool,
    "skip": bool,
    "late": bool,
    "which": int,
    "op": str,
    "path": str,
    "args": tuple,
    "kwargs": dict,
    "name": str,
    "values": tuple,
}


def check(nodes: tuple[Node, ...]) -> None:
    """Refuse a list of nodes that could not be executed in order."""
    seen: set[int] = set()
    ids = {node.id for node in nodes}
    names: set[str] = set()
    holes: dict[str, Values] = {}
    for node in nodes:
        _check_types(node)
        _check_holes(node, holes)
        if node.id in seen:
            raise GraphError(f"two nodes are numbered %{node.id}; every node needs a number of its own")
        for ref in refs(node):
            _check_ref(node, ref, seen, ids)
        _check_fields(node, names)
        seen.add(node.id)


def _check_types(node: Node) -> None:
    for name, kind in _FIELDS.items():
        value = getattr(node, name, None) if name in vars(node) else kind
        if value is not kind and type(value) is not kind and type(value) is not HolePath:
            raise GraphError(f"node %{node.id} ({node.kind}): its {name} is {value!r:.40}; expected {kind.__name__}")
    if isinstance(node, Read | Write):
        _check_site(node)
    if isinstance(node, Read | Write | Tokens | Apply) and not 0 <= node.run < MAX_RUNS:
        raise GraphError(f"node %{node.id} ({node.kind}): its run is {node.run}; expected 0 to {MAX_RUNS - 1}")
    if isinstance(node, Read) and not isinstance(node.again, Ref | None):
        raise GraphError(f"node %{node.id} (read): its again is {node.again!r:.40}; expected another node, or none")
    names: Any = node.kwargs if isinstance(node, Call | Apply | Backward) else ()
    for name in names:
        if not isinstance(name, str) or not name.isidentifier():
            raise GraphError(f"node %{node.id} ({node.kind}): its kwargs hold {name!r:.40}, which is no name")


def _check_holes(node: Node, holes: dict[str, Values]) -> None:
    """A hole has a name of its own, and stands before the paths that have it."""
    path = node.site.path if isinstance(node, Read | Write) else getattr(node, "path", "")
    try:
        if isinstance(path, HolePath):
            HolePath(path.template, holes)
        if isinstance(node, Hole):
            check_name(node.name)
            check_values(node.name, node.values)
    except GraphError as error:
        raise GraphError(f"node %{node.id} ({node.kind}): {error}") from None
    if isinstance(node, Hole):
        if node.name in holes:
            raise GraphError(f"node %{node.id} is a second hole {node.name!r}; use the first one, or another name")
        holes[node.name] = node.values


def _check_site(node: Read | Write) -> None:
    site, who = node.site, f"node %{node.id} ({node.kind})"
    if not is_port(site.port) or (site.port == RESULT and site.path):
        raise GraphError(f"{who} is about the port {site.port!r:.60} of {site.path!r:.60}; there is no such port")
    for name, number in (("step", site.step), ("call", site.call)):
        if not 0 <= number < MAX_RUNS:
            raise GraphError(f"{who}: the {name} of its site is {number}; expected 0 to {MAX_RUNS - 1}")


def _check_ref(node: Node, ref: Ref, seen: set[int], ids: set[int]) -> None:
    if ref.id not in ids:
        raise GraphError(f"node %{node.id} ({node.kind}) refers to {ref}, which the graph does not have")
    if ref.id not in seen:
        raise GraphError(f"node %{node.id} ({node.kind}) refers to {ref}, which comes later: a cycle or a wrong order")


def _check_fields(node: Node, names: set[str]) -> None:
    match node:
        case Call() if (op := table().get(node.op)) and len(node.args) + len(node.kwargs) < op.arity:
            given = len(node.args) + len(node.kwargs)
            raise GraphError(f"node %{node.id} calls {node.op} with {given} arguments; it takes at least {op.arity}")
        case Call(op="getattr") if not _is_public(node.args[-1]):
            raise GraphError(f"node %{node.id} asks for the attribute {node.args[-1]!r:.40}, which is no public name")
        case Save() if node.name in names:
            raise GraphError(f"node %{node.id} saves {node.name!r} a second time; every result needs its own name")
        case Save():
            names.add(node.name)
        case Tokens() if type(node.token) not in (int, str):
            raise GraphError(f"node %{node.id} is about the token {node.token!r:.40}; expected a number or a text")
        case Read() | Write() | Call() | Apply() | Constant() | Weight() | Tokens() | Hole() | Backward():
            pass
        case Grad() | Flow():
            pass
        case _:
            raise GraphError(f"node %{node.id} is of no known kind: {type(node).__name__}")


def _is_public(name: Any) -> bool:
    return isinstance(name, str) and name.isidentifier() and not name.startswith("_")


def changed(node: Call) -> Any:
    """The argument that a call changes in place, or ``None``."""
    op = table().get(node.op)
    return target_of(node.args, node.kwargs, bool(op and op.inplace))


def target_of(args: tuple[Any, ...], kwargs: dict[str, Any], inplace: bool) -> Any:
    """The argument that an operation called with these changes in place, or ``None``."""
    if "out" in kwargs:
        return kwargs["out"]
    if inplace or kwargs.get("inplace"):
        return args[0] if args else kwargs.get("input", kwargs.get("self"))
    return None


def _written(graph: Graph) -> Iterator[Site]:
    """Sites of the writes, and of the reads whose value (or a view of it) an in-place operation changes."""
    origin: dict[int, Site] = {}
    for node in graph.nodes:
        match node:
            case Read():
                origin[node.id] = node.site
            case Write():
                yield node.site
                if isinstance(node.value, Ref):
                    origin[node.value.id] = node.site
            case Call():
                target, owner = changed(node), node.args[0] if node.args else None
                if isinstance(target, Ref) and target.id in origin:
                    yield origin[target.id]
                    origin[node.id] = origin[target.id]
                elif isinstance(owner, Ref) and owner.id in origin and node.op in _VIEWS:
                    origin[node.id] = origin[owner.id]


_VIEW_NAMES = """
T mT H mH data real imag __getitem__ as_strided chunk detach diagonal dsplit expand expand_as flatten hsplit movedim
moveaxis narrow permute ravel reshape reshape_as select split split_with_sizes squeeze swapaxes swapdims t
tensor_split transpose unbind unflatten unfold unsqueeze view view_as vsplit
"""
_VIEWS = frozenset({"getitem", "getattr", *(f"Tensor.{name}" for name in _VIEW_NAMES.split())})
