"""``importing``: while libraries are imported nothing becomes garbage, and looking for some takes long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["importing"]


@contextmanager
def importing() -> Iterator[None]:
    """Python's garbage collector rests meanwhile; it also decorates a function.

    >>> with importing():
    ...     import transformers
    """
    if not gc.isenabled():  # by somebody who may want it so afterwards too
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
