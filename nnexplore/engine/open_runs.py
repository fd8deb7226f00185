"""The runs that are open here: which of them does a handle mean?"""

from __future__ import annotations

import weakref
from contextvars import ContextVar
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .live import Run

__all__ = ["OVERLAP", "enter_block", "leave_block", "open_relative", "open_run", "remember"]

_blocks: ContextVar[tuple[Run, ...]] = ContextVar("nnexplore_open_runs", default=())
_started: weakref.WeakKeyDictionary[Any, list[weakref.ref[Run]]] = weakref.WeakKeyDictionary()


def open_run(owner: Any) -> Run | None:
    """The innermost run of that model which is open here, or else the last that was started and not finished."""
    for run in reversed(_blocks.get()):
        if not run.closed and (run.owner is owner or run.alias is owner):
            run.meant = True
            return run
    for ref in reversed(_started.get(owner, ())):
        kept = ref()
        if kept is not None and not kept.closed and kept.thread == get_ident():
            return kept
    return None


def open_relative(owner: Any) -> Any:
    """Another model that shares the module with that one, as edited ones do, and has a run open here; or ``None``."""
    runs = (run for run in reversed(_blocks.get()) if not run.closed)
    return next((run.owner for run in runs if run.owner.module is owner.module), None)


def enter_block(run: Run) -> None:
    """A block of that run begins here."""
    _blocks.set((*_blocks.get(), run))


def leave_block(run: Run) -> bool:
    """The block has ended; whether one of the same model that began inside it is open still, and was asked for."""
    around = _blocks.get()
    _blocks.set(tuple(other for other in around if other is not run))
    later = around[around.index(run) + 1 :] if run in around else ()
    return any(other.meant and other.owner is run.owner for other in later)


def remember(run: Run) -> None:
    """A run without a block is open from here on, while somebody holds it."""
    kept = [ref for ref in _started.get(run.owner, ()) if ref() is not None]
    _started[run.owner] = [*kept, weakref.ref(run)]


OVERLAP = (
    "this trace ends while another of the same model, opened after it, is still open (as when generators take turns): "
    "what the block asked for meanwhile came from that other run. Name the run, `run.until(model.layers[0])`, or let "
    "traces nest."
)
"""What is said where ``leave_block`` finds one open."""
