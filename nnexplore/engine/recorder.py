"""``Recorder``: turns what the user's block does with traced tensors into graph nodes, as it happens."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from ..errors import DeferredError, ModelError, ValueMismatchError
from ..graph import (
    Apply,
    Call,
    Constant,
    Hole,
    Inputs,
    Node,
    Op,
    Opaque,
    Read,
    Ref,
    Save,
    Weight,
    op_of,
    target_of,
)
from . import deferred
from .deferral import Deferral
from .gradient import SPECIAL
from .hole import as_plain, check_use, chosen, derived
from .inplace import SILENT, looks_inplace, refuse_new_form
from .place import user_place
from .traced import Tie, Traced, plain
from .tree import Field, Path, children, leaves, map_tensors

if TYPE_CHECKING:
    from .visit import Visit

__all__ = ["Recorder"]

COPY_LIMIT = 1 << 20
"""Constants up to this many bytes are copied; larger ones are held, and refused at replay if they have changed."""

_PLAIN = (bool, int, float, complex, str, type(None), type(Ellipsis))
_DATA = (*_PLAIN, torch.dtype, torch.device, torch.layout, torch.memory_format)
N = TypeVar("N", bound=Node)
_storage = torch.Tensor.untyped_storage
_depths = itertools.count(1)


class Recorder:
    """The growing list of nodes of one trace, of one or more runs.

    Attributes:
        nodes: what was done so far.
        asked: what each run was fed.
        guards: for each run, what is asked before an in-place operation on one of its values, and raises where the
            change would be lost.
        deferral: in a deferred run, what is to be done at its end.
        arrived: during a backward pass, what is to be done at its end for each gradient that was asked for before it.
        awaited: the same for those of whose coming nobody may hear.
        trained: the constants that require a gradient.
        holes: the holes by name.
    """

    def __init__(self, weights: Callable[[torch.Tensor], str | None] = lambda _: None) -> None:
        self.nodes: list[Node] = []
        self.asked: list[Inputs] = []
        self.guards: dict[int, Callable[[Traced], None]] = {}
        self.deferral: Deferral | None = None
        self.arrived: list[Callable[[], None]] | None = None
        self.awaited: list[Callable[[], None]] = []
        self.trained: set[int] = set()
        self.holes: dict[str, Hole] = {}
        self.tie = Tie(self)
        self.depth = next(_depths)
        self._weights = weights
        self._ids = itertools.count()
        self._constants: dict[int, tuple[weakref.ref[torch.Tensor], int, int]] = {}
        self._parts: dict[tuple[int, Path], int] = {}

    def defer(self, owner: Any) -> Deferral:
        """From here on there are no numbers; the model ``owner`` executes the graph when the block ends."""
        if self.deferral is None:
            self.deferral = Deferral(owner)
            self.tie.fetch = self.deferral.fetch
        return self.deferral

    def close(self) -> None:
        """Cut the ties: from here on the traced tensors of this trace are ordinary ones."""
        self.tie.recorder = None
        self.guards.clear()
        self.awaited.clear()
        self._constants.clear()
        self._parts.clear()

    # -- nodes ---------------------------------------------------------------------------------

    def add(self, make: Callable[..., N], *fields: Any, at: int | None = None, **more: Any) -> N:
        """Append a node, or insert it before the node at position ``at``."""
        node = make(next(self._ids), *fields, place=more.pop("place", None) or user_place(), **more)
        if at is None:
            self.nodes.append(node)
        else:
            self.nodes.insert(at, node)
        return node

    def save(self, name: str | None, value: Any, whole: Any = None) -> None:
        """Mark a value as a result."""
        packed = value if isinstance(value, Ref) else self.pack(value)
        free = self._free_name(name or self._default_name(value))
        self.add(Save, free, packed)
        if self.deferral is not None:
            self.deferral.saved.append((free, value if whole is None else whole))

    def drop(self, node: int) -> None:
        """Take a node that was only saved out again, and its result."""
        self.nodes[:] = [
            known
            for known in self.nodes
            if known.id != node and not (isinstance(known, Save) and known.value == Ref(node))
        ]

    def _free_name(self, name: str) -> str:
        taken = {node.name for node in self.nodes if isinstance(node, Save)}
        return name if name not in taken else next(n for i in itertools.count(2) if (n := f"{name}_{i}") not in taken)

    def _default_name(self, value: Any) -> str:
        node_id = self.node_of(value) if isinstance(value, Traced) else None
        for node in self.nodes:
            if node.id == node_id and isinstance(node, Read):
                return str(node.site)
            if node.id == node_id and isinstance(node, Call) and node.op in ("getitem", "getattr"):
                return str(node.args[1]) if isinstance(node.args[1], str) else "value"
            if node.id == node_id and isinstance(node, Call):
                return node.op.rpartition(".")[2].strip("_")
        return "value"

    def node_of(self, traced: Traced) -> int:
        """The number of a traced tensor's node; for a part of a structure, made when first asked for."""
        if isinstance(traced._node, int):
            return traced._node
        parent, path = traced._node
        for end in range(1, len(path) + 1):
            parent = self._part(parent, path[end - 1])
        traced._node = parent
        return int(parent)

    def _part(self, parent: int, key: Any) -> int:
        known = self._parts.get((parent, (key,)))
        if known is None:
            at = 1 + next(at for at, node in enumerate(self.nodes) if node.id == parent)
            known = self.add(Call, "getattr" if isinstance(key, Field) else "getitem", (Ref(parent), key), at=at).id
            self._parts[parent, (key,)] = known
        return known

    # -- values --------------------------------------------------------------------------------

    def wrap(self, tensor: torch.Tensor, node: Any, visit: Visit | None = None, alias: bool = True) -> Traced:
        """The tensor as a traced one: a new object with the same storage, or without ``alias`` the tensor itself."""
        if alias or type(tensor) is not torch.Tensor:
            traced = _alias(tensor)
        else:
            tensor.__class__ = Traced
            traced = tensor  # type: ignore[assignment]
        traced._tie, traced._node, traced._visit = self.tie, node, visit
        if self.tie.fetch is not None:
            self.tie.fetch.watch(traced)
        return traced

    def pack(self, data: Any) -> Any:
        """A value as node arguments: references, plain data, and constants for tensors from outside."""
        if isinstance(data, Traced) and data._tie is self.tie:
            return Ref(self.node_of(data))
        if isinstance(data, torch.Tensor):
            return Ref(self.constant(data))
        if isinstance(data, _DATA):
            return data
        if isinstance(data, slice):
            return slice(self.pack(data.start), self.pack(data.stop), self.pack(data.step))
        if isinstance(data, tuple):
            return tuple(self.pack(item) for item in data)
        if isinstance(data, list):
            return [self.pack(item) for item in data]
        if isinstance(data, dict):
            return {key: self.pack(item) for key, item in data.items()}
        if hasattr(data, "__array__"):
            return (
                self.pack(data.item()) if not getattr(data, "shape", ()) else Ref(self.constant(torch.as_tensor(data)))
            )
        if parts := children(data):
            return {str(key): self.pack(part) for key, part in parts}
        return Opaque(f"{type(data).__name__} {data!r:.60}")

    def constant(self, tensor: torch.Tensor, copy: bool = False) -> int:
        """The constant that stands for a tensor from outside as it is now; one node for one state of one tensor."""
        if isinstance(tensor, Traced) and tensor._fetched() is not None:
            tensor = tensor._numbers()
        if tensor.is_meta and self.deferral is not None and not isinstance(tensor, torch.nn.Parameter):
            raise DeferredError(
                f"a tensor {list(tensor.shape)} on the meta device has no numbers; "
                "in a deferred run make your own on the CPU"
            )
        with torch._C.DisableTorchFunctionSubclass():
            version = 0 if tensor.is_inference() else tensor._version
            known = self._constants.get(id(tensor))
            if (
                known is None
                and isinstance(tensor, torch.nn.Parameter)
                and not copy
                and (path := self._weights(tensor))
            ):
                node_id = self.add(Weight, path).id
                self._constants[id(tensor)] = (weakref.ref(tensor), version, node_id)
                return node_id
            if known and known[0]() is tensor and known[1] == version and not copy:
                return known[2]
            held = tensor.detach().as_subclass(torch.Tensor)
            copied = copy or held.nbytes <= COPY_LIMIT
            value = held.clone() if copied else held
        node_id = self.add(Constant, value, version=None if copied else version).id
        self._constants[id(tensor)] = (weakref.ref(tensor), version, node_id)
        if tensor.requires_grad:
            self.trained.add(node_id)
        return node_id

    # -- operations ----------------------------------------------------------------------------

    def call(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Execute one operation of PyTorch on traced tensors and record it."""
        if func in SPECIAL and isinstance(args[0], Traced):
            return SPECIAL[func](self, args, kwargs)
        if self.holes:
            check_use(func, args)
        op = op_of(func)
        name = getattr(func, "__name__", "")
        target = target_of(args, kwargs, op.inplace if op else looks_inplace(func))
        if target is not None:
            owner = target._tie.recorder if isinstance(target, Traced) and target._tie is not None else None
            return (owner or self)._call_inplace(func, op, args, kwargs, target)
        out = self._execute(func, args, kwargs)
        if op is None and (name in SILENT or name.startswith("__")):
            return out
        if isinstance(out, Traced | torch.Size) or not isinstance(out, torch.Tensor | tuple | list):
            return out
        return self._result(func, op, args, kwargs, out)

    def _execute(self, func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        if self.holes:
            free = self.deferral is not None and chosen((args, kwargs))
            formal = self.deferral is not None and not free
            args, kwargs = as_plain(args, formal), as_plain(kwargs, formal)
            if free:
                return func(*args, **kwargs)
        if self.deferral is None:
            with torch._C.DisableTorchFunctionSubclass():
                return func(*args, **kwargs)
        try:
            return deferred.execute(func, args, kwargs)
        except DeferredError:
            if self.tie.fetch is None:
                raise
        args, kwargs = self._with_numbers((args, kwargs))
        with torch._C.DisableTorchFunctionSubclass():
            return deferred.without_numbers(func(*args, **kwargs))

    def _with_numbers(self, given: Any) -> Any:
        """Arguments with the numbers that are not here, which are asked for."""
        fetch = self.tie.fetch
        assert fetch is not None
        missing = [leaf for _, leaf in leaves(given) if isinstance(leaf, Traced) and leaf._fetched() is not None]
        found = {id(leaf): real for leaf, real in zip(missing, self.ask(missing), strict=True)}
        return map_tensors(lambda _, leaf: found.get(id(leaf), plain(leaf)), given)

    def ask(self, values: Sequence[Traced]) -> list[torch.Tensor]:
        """The numbers of values of a run that is carried out elsewhere, as they are now."""
        assert self.tie.fetch is not None
        return self.tie.fetch.numbers(values, self.nodes, self.asked)

    def _result(self, func: Any, op: Op | None, args: Any, kwargs: dict[str, Any], out: Any) -> Any:
        """The outcome as traced tensors of one new node; plain data stays as it is."""
        visit = args[0]._visit if args and isinstance(args[0], Traced) else None
        fixed = args[0]._fixed if args and isinstance(args[0], Traced) else ""
        given = {id(arg) for arg in (*args, *kwargs.values())}
        free = bool(self.holes) and chosen((args, kwargs))
        made: list[int] = []

        def node() -> int:
            if not made:
                made.append(self._node_for(func, op, args, kwargs, out))
            return made[0]

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            if isinstance(tensor, Traced):
                return tensor
            if free and not tensor.dim() and not tensor.requires_grad:
                return derived(tensor, self.tie, (node(), path) if path else node())
            shared = bool(visit or fixed) and _share_storage(tensor, args[0])
            traced = self.wrap(
                tensor, (node(), path) if path else node(), visit if shared else None, id(tensor) in given
            )
            if shared and fixed:
                traced._fixed = fixed
            return traced

        return map_tensors(leaf, out)

    def _node_for(self, func: Any, op: Op | None, args: Any, kwargs: dict[str, Any], out: Any) -> int:
        if op and op.random and kwargs.get("training", True) and isinstance(out, torch.Tensor):
            if self.tie.fetch is not None:
                args, kwargs = self._with_numbers((args, kwargs))
                out = func(*args, **kwargs)
            elif self.deferral is not None:
                raise DeferredError(
                    f"`{op.name}` draws numbers, which a deferred run has not; draw outside: torch.randn(h.shape)"
                )
            return self.constant(out, copy=True)
        return self.add(Call, op.name if op else _full_name(func), self.pack(args), self.pack_kwargs(kwargs)).id

    def pack_kwargs(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Keyword arguments of an operation, packed."""
        return {key: self.pack(value) for key, value in kwargs.items() if key != "_stacklevel"}

    def _call_inplace(
        self, func: Any, op: Op | None, args: tuple[Any, ...], kwargs: dict[str, Any], target: Any
    ) -> Any:
        mine = isinstance(target, Traced) and target._tie is self.tie
        if mine:
            refuse_new_form(func, target)
            if target._fixed:
                raise ValueMismatchError(target._fixed)
            if target._visit is not None and (guard := self.guards.get(target._visit.run)) is not None:
                guard(target)
        elif isinstance(target, torch.Tensor):
            self.constant(target, copy=True)
        packed = self.pack(args), self.pack_kwargs(kwargs)
        if self.deferral is not None and (not mine or (op and op.random)):
            raise DeferredError(
                f"`{getattr(func, '__name__', func)}` would change a tensor of yours, or draw numbers, in a deferred "
                "run; make a new tensor in the block"
            )
        out = self._execute(func, args, kwargs)
        if op and op.random:
            packed = (self.pack(target), Ref(self.constant(plain(target), copy=True))), {}
            self.add(Call, "Tensor.copy_", *packed)
        else:
            self.add(Call, op.name if op else _full_name(func), *packed)
        if not mine and type(target) is torch.Tensor:
            self.wrap(target, self._constants[id(target)][2], alias=False)
        return out

    def apply(self, path: str, module: Callable[..., Any], args: Any, kwargs: Any, run: int = 0) -> Any:
        """Apply a module ad hoc and record it."""
        packed = self.pack(args), self.pack_kwargs(kwargs)
        out = module(*untraced(args), **untraced(kwargs))
        node = self.add(Apply, path, *packed, run).id
        return map_tensors(lambda at, tensor: self.wrap(tensor, (node, at) if at else node), out)


def _alias(tensor: torch.Tensor) -> Traced:
    """The tensor as a traced one, in its place in the autograd graph even where the user has switched gradients off."""
    if tensor.layout is not torch.strided and tensor.layout is not torch.jagged:
        raise ModelError(
            f"the value here is a tensor of the layout {tensor.layout}, which cannot share memory with the model's; "
            "read it where it is dense, or change the dense value that it is made from"
        )
    with torch._C.DisableTorchFunctionSubclass():
        if tensor.requires_grad and not torch.is_grad_enabled():
            with torch.enable_grad():
                return tensor.as_subclass(Traced)
        return tensor.as_subclass(Traced)


def untraced(value: Any) -> Any:
    """A structure with every traced tensor as a plain one."""
    return map_tensors(lambda _, tensor: plain(tensor), value)


def _share_storage(a: torch.Tensor, b: torch.Tensor) -> bool:
    try:
        with torch._C.DisableTorchFunctionSubclass():
            return bool(_storage(a)._cdata == _storage(b)._cdata)
    except (NotImplementedError, RuntimeError):
        return False


def _full_name(func: Any) -> str:
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", repr(func))
    return f"{getattr(func, '__module__', None) or 'torch.Tensor'}.{name}".replace("_VariableFunctionsClass.", "")
