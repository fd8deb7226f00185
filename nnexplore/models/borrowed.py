"""Parameters that are not in this machine's memory: borrowed from the machine that carries the model's runs out.

``nnexplore.remote.open`` gives a model whose modules are on the meta device. What shows a weight here, as the terms of
one number do, fetches that weight once; up to ``MOST`` bytes of each model are kept. What needs no more than what
a module makes of a value has the module applied there: see ``analysis.applied``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from ..errors import ModelError, NnexploreError
from ..graph import Graph, Inputs, Ref, Save, Weight
from .language import LanguageModel
from .model import Model
from .module_calls import ModuleCall, record_calls

__all__ = ["MOST", "calls_of", "gives_weights", "is_away", "module_here"]

MOST = 1 << 30
"""So many bytes of borrowed parameters are kept for each model; those that were not used for longest go first."""

_kept: WeakKeyDictionary[nn.Module, WeakKeyDictionary[Any, dict[str, Tensor]]] = WeakKeyDictionary()


def module_here(model: Model, path: str) -> Any:
    """A module that can be applied to numbers here: itself, or a copy of it with borrowed parameters.

    >>> module_here(model, model.anatomy.norm)(torch.ones(1, 128))

    Raises:
        RemoteError: the other machine does not let its weights be read.
    """
    module = model.module.get_submodule(path)
    away = _away(model, [path])
    if not away or not model.elsewhere:
        return module
    found = _borrowed(model, away)
    memo: dict[int, Any] = {}
    for name, own in _tensors(module, path):
        if own.is_meta:
            memo[id(own)] = nn.Parameter(found[name], False) if isinstance(own, nn.Parameter) else found[name]
    return copy.deepcopy(module, memo)


def is_away(model: Model, path: str) -> bool:
    """Whether a module computes with numbers that only the machine has that carries the model's runs out."""
    return model.elsewhere and bool(_away(model, [path]))


def gives_weights(model: Model) -> bool:
    """Whether that machine lets parameters be read."""
    return model.venue is None or bool(model.venue.gives_weights(model))


def calls_of(model: LanguageModel) -> list[ModuleCall]:
    """The calls of all modules in one forward, in order.

    Where the model runs elsewhere they are those of a run without numbers, and have no values: what can be read in its
    blocks. (Some experts of a mixture go another way without numbers.)

    Raises:
        ModelError: the weights are nowhere, or the forward of this model depends on numbers.
    """
    model.load()
    if not model.elsewhere:
        return record_calls(model.module, model.anatomy)[0]
    try:
        return record_calls(model._without_numbers()[0], model.anatomy, forms=True)[0]
    except NnexploreError:
        raise
    except (RuntimeError, NotImplementedError) as error:
        raise ModelError(
            f"what {type(model.module).__name__} calls in which order depends on numbers "
            f"({str(error).splitlines()[0]}), so its blocks cannot be looked into from here; use a model that runs here"
        ) from error


def _away(model: Model, paths: Iterable[str]) -> list[str]:
    """The names of all parameters and buffers of some modules that are not here."""
    named = (pair for path in paths for pair in _tensors(model.module.get_submodule(path), path))
    return list(dict.fromkeys(name for name, own in named if own.is_meta))


def _tensors(module: nn.Module, path: str) -> list[tuple[str, Tensor]]:
    named = [*module.named_parameters(remove_duplicate=False), *module.named_buffers(remove_duplicate=False)]
    return [(f"{path}.{name}" if path else name, own) for name, own in named]


def _borrowed(model: Model, names: Iterable[str]) -> dict[str, Tensor]:
    """Parameters by name, from what is kept or in one request."""
    kept = _kept.setdefault(model.module, WeakKeyDictionary()).setdefault(model.venue, {})
    first = {id(own): name for name, own in reversed(_tensors(model.module, ""))}  # tied ones travel once
    wanted = {name: first[id(_own(model, name))] for name in names}
    if missing := [name for name in dict.fromkeys(wanted.values()) if name not in kept]:
        kept.update(_fetched(model, missing))
    found = {}
    for name, known in wanted.items():
        found[name] = kept[known] = kept.pop(known)  # the last in use is the last to go
    while len(kept) > 1 and sum(one.nbytes for one in kept.values()) > MOST:
        del kept[next(iter(kept))]
    return found


def _own(model: Model, name: str) -> Any:
    owner, _, last = name.rpartition(".")
    return getattr(model.module.get_submodule(owner), last)


def _fetched(model: Model, names: list[str]) -> dict[str, Tensor]:
    pairs = ((Weight(2 * at, name), Save(2 * at + 1, name, Ref(2 * at))) for at, name in enumerate(names))
    graph = Graph(tuple(node for pair in pairs for node in pair), (Inputs(([0],)),), model.expression)
    with torch.no_grad():
        found = model.carry_out(graph)
    return {name: found[name].detach() for name in names}
