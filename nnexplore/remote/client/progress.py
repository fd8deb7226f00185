"""The bar that shows how far a job on a server is, in notebooks and terminals."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from .standing import Standing

__all__ = ["Bar", "Progress", "teller"]

SHOWN = 0.5
"""Seconds after which there is something to see."""

Progress = bool | Callable[[Standing], object]
"""Whether to show a bar, or what is told instead."""


class Bar:
    """One bar; nothing is shown of what is over in a moment.

    >>> with Bar() as tell:
    ...     tell(standing)
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, standing: Standing) -> None:
        """Show where the job stands."""
        if standing.final or (self._bar is None and time.monotonic() - self._began < SHOWN):
            return
        if self._bar is None:
            self._bar = _new_bar()
        bar = self._bar
        bar.total, bar.n = standing.total or None, min(standing.done, standing.total)
        bar.bar_format = "{desc} |{bar}| {elapsed}" if standing.total else "{desc} {elapsed}"
        bar.set_description_str(standing.text, refresh=False)
        bar.refresh()


class _Silent(Bar):
    """Tells somebody else."""

    def __init__(self, tell: Callable[[Standing], object]) -> None:
        super().__init__()
        self._tell = tell

    def __call__(self, standing: Standing) -> None:
        self._tell(standing)


def teller(progress: Progress) -> Bar:
    """What is told of the progress: a bar, somebody else, or nobody."""
    if progress is True:
        return Bar()
    return _Silent(progress if callable(progress) else lambda _: None)


def _new_bar() -> Any:
    from tqdm.auto import tqdm

    return tqdm(total=None, leave=False, bar_format="{desc} {elapsed}")
