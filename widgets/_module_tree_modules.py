"""The modules of a model as columns: names, classes, parameters and where they lie, packed for the browser."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import ModelError

if TYPE_CHECKING:
    from torch import nn

    from ..models import Model

LONGEST = 200


class _Table:
    """Things by number, each once."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._known: dict[Hashable, int] = {}

    def number(self, item: Any, key: Hashable | None = None) -> int:
        key = item if key is None else key
        if key not in self._known:
            self._known[key] = len(self.items)
            self.items.append(item)
        return self._known[key]


def modules(model: Model) -> dict[str, Any]:
    """The module tree in the order of ``named_modules``, a parent before what is in it.

    No forward is run and no weight is read, so a model on the meta device will do.

    Returns:
        Per module, as whole numbers no wider than they need be, see `wholes`: `parent` (its own number for the root),
        and places in the tables `names`, `kinds`, `facts` (what the module says of itself), `lies` (dtype and device
        of all below) and `totals` (how many numbers are below, what is shared counted once). `tags` are the anatomy's
        names by module.

    Example:
        >>> modules(nnexplore.load("demo"))["names"][:3]
        ['', 'transformer', 'wte']
    """
    root = model.module
    paths = {path: number for number, (path, _) in enumerate(root.named_modules())}
    names, kinds, facts = _Table(), _Table(), _Table()
    owned, meta = _owned(root), "server" if model.elsewhere else "meta"
    rows = []
    for path, module in root.named_modules():
        fact = _facts(module, path, owned, meta)
        parent, _, name = path.rpartition(".")
        rows.append(
            (paths[parent], names.number(name), kinds.number(type(module).__name__), facts.number(fact, repr(fact)))
        )
    columns = list(zip(*rows, strict=True))
    totals, lies, table = _below(root, paths, meta)
    sums = _Table()
    places = [sums.number(total) for total in totals]
    return {
        "names": names.items,
        "kinds": kinds.items,
        "facts": facts.items,
        "lies": table,
        "totals": sums.items,
        "count": len(rows),
        "parent": wholes(columns[0]),
        "name": wholes(columns[1]),
        "kind": wholes(columns[2]),
        "fact": wholes(columns[3]),
        "lie": wholes(lies),
        "total": wholes(places),
        **_anatomy(model, paths),
    }


def wholes(numbers: Sequence[int]) -> bytes:
    r"""Whole numbers as one, two or four bytes each, the least that holds the largest.

    >>> wholes([1, 256])
    b'\x01\x00\x00\x01'
    """
    most = max(numbers, default=0)
    kind = np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32
    return np.array(numbers, kind).tobytes()


def has_value(module: nn.Module) -> bool:
    """Whether a module can be called; a list of modules cannot."""
    return getattr(type(module).forward, "__name__", "") != "_forward_unimplemented"


def layer_of(model: Model, path: str) -> int | None:
    """The number of the decoder block that a module is in, or ``None``."""
    return next((n for n, block in enumerate(_blocks(model)) if f"{path}.".startswith(f"{block}.")), None)


def _owned(root: nn.Module) -> dict[int, str]:
    """The first name of each parameter, by its identity."""
    return {id(parameter): name for name, parameter in root.named_parameters()}


def _facts(module: nn.Module, path: str, owned: dict[int, str], meta: str) -> dict[str, Any]:
    parameters = []
    for name, parameter in module.named_parameters(recurse=False, remove_duplicate=False):
        first = owned[id(parameter)]
        shared = "" if first == (f"{path}.{name}" if path else name) else first
        parameters.append([name, list(parameter.shape), _dtype(parameter), _device(parameter, meta), shared])
    said = module.extra_repr()
    return {
        "extra": said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…",
        "parameters": parameters,
        "runs": has_value(module),
    }


def _below(root: nn.Module, paths: dict[str, int], meta: str) -> tuple[list[int], list[int], list[list[str]]]:
    """Per module the numbers below it, and their dtypes and devices, as places in a table."""
    totals = [0] * len(paths)
    counted: set[tuple[int, int]] = set()
    found: list[tuple[dict[str, None], dict[str, None]]] = [({}, {}) for _ in paths]
    for name, parameter in root.named_parameters(remove_duplicate=False):
        for number in _around(name.rpartition(".")[0], paths):
            found[number][0][_dtype(parameter)] = found[number][1][_device(parameter, meta)] = None
            if (number, id(parameter)) not in counted:
                counted.add((number, id(parameter)))
                totals[number] += parameter.numel()
    table = _Table()
    lies = [table.number([", ".join(dtypes), ", ".join(devices)], (*dtypes, "", *devices)) for dtypes, devices in found]
    return totals, lies, table.items


def _around(path: str, paths: dict[str, int]) -> list[int]:
    """The numbers of a module and of all that it is in; a module with a second path is known by its first alone."""
    found = [0] if not path else [0, *(paths.get(path[:at], 0) for at in _ends(path))]
    return list(dict.fromkeys(found))


def _ends(path: str) -> list[int]:
    return [at for at, letter in enumerate(path) if letter == "."] + [len(path)]


def _device(tensor: Any, meta: str) -> str:
    """Where a tensor is; ``meta`` says where those are that have no numbers here."""
    return meta if tensor.is_meta else str(tensor.device)


def _dtype(tensor: Any) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _blocks(model: Model) -> tuple[str, ...]:
    try:
        return tuple(getattr(model, "anatomy", None).blocks)  # type: ignore[union-attr]
    except (AttributeError, ModelError):  # no language model, or one without a list of blocks
        return ()


def _anatomy(model: Model, paths: dict[str, int]) -> dict[str, Any]:
    """The anatomy's names by module, and the modules that are the blocks."""
    blocks = _blocks(model)
    if not blocks:
        return {"tags": [], "blocks": []}
    anatomy = model.anatomy
    named = [(name, getattr(anatomy, name)) for name in ("embed", "layers", "norm", "unembed")]
    named += [(name, str(part.path)) for inside in anatomy.inside.values() for name, part in inside.items()]
    return {
        "tags": [[paths[path], name] for name, path in named if isinstance(path, str) and path in paths],
        "blocks": [paths[block] for block in blocks],
    }
