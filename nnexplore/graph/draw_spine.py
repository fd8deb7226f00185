"""The spine of a drawn graph: the sites that it touches, in the order in which the model passes them.

Stops at names: nothing here knows of coordinates. A module counts as touched when a site of it, or of a module
inside it, is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, NamedTuple

from ..errors import GraphError
from .graph import Graph
from .node import Read, Site, Write
from .port import ATTENTION, RESULT, parameter

__all__ = ["Station", "root_of", "stations"]


@dataclass(frozen=True)
class Station:
    """One stop: a touched site, modules or steps that are left out, or the head of a generation's step."""

    kind: Literal["site", "fold", "step"]
    label: str
    full: str = ""
    site: Site | None = None


class _Left(NamedTuple):
    """A module that the graph does not touch."""

    parent: str
    name: str
    noun: str


def root_of(model: Any) -> Any:
    """The module tree behind a model handle, or ``None`` without one."""
    return None if model is None else getattr(model, "module", model)


def stations(graph: Graph, runs: Iterable[int], root: Any = None) -> Iterator[Station]:
    """The stops of these runs, one below the other.

    Raises:
        GraphError: the graph touches a module that ``root`` does not have.
    """
    first = _touched(graph, frozenset(runs))
    stepped = any(site.step for site in first) or any(inputs.method == "generate" for inputs in graph.inputs)
    before = -1
    for step in sorted({site.step for site in first if site.port != RESULT}):
        if stepped:
            yield from _head(before, step)
        yield from _forward({site: at for site, at in first.items() if _is_in(site, step)}, root)
        before = step
    yield from (Station("site", "the whole run", str(site), site) for site in first if site.port == RESULT)


def _is_in(site: Site, step: int) -> bool:
    return site.step == step and site.port != RESULT


def _touched(graph: Graph, runs: frozenset[int]) -> dict[Site, int]:
    """The sites of these runs, each with when the graph first goes there."""
    first: dict[Site, int] = {}
    for at, node in enumerate(graph.nodes):
        if isinstance(node, Read | Write) and node.run in runs:
            first.setdefault(node.site, at)
    return first


def _head(before: int, step: int) -> Iterator[Station]:
    if missing := step - before - 1:
        yield Station("fold", f"… {_count(missing, 'step')} …", f"{_count(missing, 'step')} without a read or write")
    yield Station("step", f"step {step}")


def _forward(first: dict[Site, int], root: Any) -> Iterator[Station]:
    """One forward. Where modules are called again and again only the graph itself tells their order."""
    again = any(site.call for site in first)
    passed = sorted(first, key=first.__getitem__) if again else _walk("", first, root)
    for left, group in groupby(passed, key=lambda stop: isinstance(stop, _Left)):
        stops: list[Any] = list(group)
        yield from [_fold(stops)] if left else (_station(site) for site in stops)


def _station(site: Site) -> Station:
    return Station("site", site.path or "the model", str(site), site)


def _walk(path: str, first: dict[Site, int], module: Any) -> Iterator[Site | _Left]:
    """What a module is given, what is inside it, and what it returns, in that order."""
    own = sorted((site for site in first if site.path == path), key=first.__getitem__)
    inner: dict[str, dict[Site, int]] = {}
    for site, at in first.items():
        if site.path != path:
            inner.setdefault(_child(path, site.path), {})[site] = at
    children = {name: _module(module, name, sites) for name, sites in inner.items()}
    yield from (site for site in own if _is_before(site.port))
    for item in _ordered(path, inner, [site for site in own if _is_inside(site.port)], first, module):
        if isinstance(item, Site):
            yield item
        elif item in inner:
            yield from _walk(f"{path}.{item}" if path else item, inner[item], children[item])
        else:
            yield _Left(path, item, "block" if type(module).__name__ == "ModuleList" else "module")
    yield from (site for site in own if site.port == "output")


def _ordered(
    path: str, inner: dict[str, dict[Site, int]], own: list[Site], first: dict[Site, int], module: Any
) -> list[str | Site]:
    """The parts of a module in the order in which they run.

    A list runs by number, and the large parts of a model as they are registered. Inside a block the registered order
    is often another (Llama's norms come last), so that there, and without a model, the order is the graph's own.
    """
    if module is not None and inner and not _in_block(path):
        return [*(name for name, child in module._modules.items() if child is not None), *own]
    when: dict[Any, float] = {name: min(sites.values()) for name, sites in inner.items()}
    if inner and all(name.isdigit() for name in inner):
        return [*sorted(inner, key=int), *own]
    attended = [site for site in own if site.port in ATTENTION]
    start = min((first[site] for site in attended), default=0)
    when.update(first)
    when.update({site: start + ATTENTION.index(site.port) / len(ATTENTION) for site in attended})
    return sorted([*inner, *own], key=when.__getitem__)


def _in_block(path: str) -> bool:
    return any(part.isdigit() for part in path.split("."))


def _child(path: str, below: str) -> str:
    return below.removeprefix(f"{path}." if path else "").partition(".")[0]


def _module(module: Any, name: str, sites: Iterable[Site]) -> Any:
    if module is None:
        return None
    if name not in module._modules:
        known = ", ".join(module._modules) or "none"
        raise GraphError(
            f"the graph touches {next(iter(sites)).path!r}, which this model does not have: "
            f"{type(module).__name__} has the modules {known:.200}. Draw it with the model that it was made for"
        )
    return module._modules[name]


def _is_before(port: str) -> bool:
    return port in ("input", "inputs") or parameter(port) is not None


def _is_inside(port: str) -> bool:
    return not _is_before(port) and port != "output"


def _fold(left: list[_Left]) -> Station:
    """Untouched modules in one line: those of a list counted, others by name."""
    parts: list[str] = []
    for (_, listed, noun), group in groupby(left, key=lambda item: (item.parent, item.name.isdigit(), item.noun)):
        names = [item.name for item in group]
        parts += [_count(len(names), noun)] if listed else names
    paths = ", ".join(f"{item.parent}.{item.name}".lstrip(".") for item in left)
    return Station("fold", f"… {', '.join(parts)} …", f"not touched: {paths}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
