"""Sites by handles, lists of handles and patterns of paths."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from typing import Any

from torch import nn

from ..errors import ModelError
from ..graph import Site
from .handle import Handle

__all__ = ["sites_of"]


def sites_of(what: Iterable[Any], paths: list[str]) -> Iterator[Site]:
    """The sites that are meant, among modules of these paths.

    Raises:
        ModelError: something that is no site.
    """
    for item in what:
        if isinstance(item, str):
            yield from (Site(path) for path in _matching(item, paths))
        elif isinstance(item, Handle) and not isinstance(item.module, nn.ModuleList):
            yield Site(item.path)
        elif isinstance(item, Iterable):
            yield from sites_of(item, paths)
        else:
            raise ModelError(f'a cache takes handles, lists of handles, and patterns such as "*.mlp"; got {item!r:.40}')


def _matching(pattern: str, paths: list[str]) -> list[str]:
    found = [path for path in paths if fnmatch.fnmatchcase(path, pattern)]
    if not found:
        raise ModelError(f"no module's path matches {pattern!r}; paths look like {paths[-1]!r}")
    return found
