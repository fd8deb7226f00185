"""What every view has: a workspace that it shares, what is on screen, and answers to the browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from ..workspace import Workspace
from ._messages import Message, answer, failure
from ._work import CancelledError, Job, current, watched, worker

if TYPE_CHECKING:
    from ..models import LanguageModel

SELECTED = ("layer", "position", "head")


class View(anywidget.AnyWidget):
    """A view of a workspace. A subclass says what is drawn, `_draw`, and what the browser may ask, `_handlers`.

    It is drawn anew when the changes or the prompts of the workspace are others, whoever has changed them; a drawing
    that fails leaves the last one where it is, with the message in `_error`.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to copy from and to compare with.
    """

    _screen = traitlets.Dict().tag(sync=True)
    _error = traitlets.Dict().tag(sync=True)
    _selected = traitlets.Dict().tag(sync=True)
    _progress = traitlets.Dict().tag(sync=True)
    busy = traitlets.Bool(False, help="Whether the model is running for this view.").tag(sync=True)

    def __init__(
        self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None, **traits: Any
    ) -> None:
        self._stops: list[Callable[[], None]] = []
        self._workspace: Workspace | None = None
        self._job: Job | None = None
        made = self._workspace = workspace_of(workspace, prompt, other_prompt)
        super().__init__(**traits, _selected=self._selection())
        try:
            self._screen = self._draw()
        except BaseException:  # what is wrong from the start is an error in the cell
            self.close()
            raise
        self.on_msg(self._receive)
        self._stops = [
            made.on("edits", self._redraw),
            made.on("prompts", self._redraw),
            made.on("selection", self._follow),
        ]
        self.observe(self._select, names=["_selected"])

    @property
    def workspace(self) -> Workspace:
        """What the view shows, and what its clicks change.

        Raises:
            RuntimeError: the view is closed.
        """
        if self._workspace is None:
            raise RuntimeError(f"this {type(self).__name__} is closed and has let go of its tensors; make a new one")
        return self._workspace

    def close(self) -> None:
        """Close the view and let go of the workspace."""
        for stop in self._stops:
            stop()
        self._stops.clear()  # they hold the workspace
        super().close()
        self._workspace = None

    def __repr__(self) -> str:
        if self._workspace is None:
            return f"{type(self).__name__}(closed)"
        return f"{type(self).__name__}({self._workspace!r})"

    # ------------------------------------------------------------------ for subclasses

    def _draw(self) -> dict[str, Any]:
        """What the browser draws; arrays as bytes."""
        raise NotImplementedError

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        """What the browser may ask for, by the kind of the message."""
        return {}

    # ------------------------------------------------------------------ how it is done

    def _redraw(self) -> None:
        self.busy = True
        try:
            drawn, error = self._draw(), {}
        except Exception as wrong:  # noqa: BLE001  drawn where the user looks; the last good picture stays
            drawn, error = self._screen, failure(wrong)
        with self.hold_sync():
            self._screen, self._error, self.busy = drawn, error, False

    def _selection(self) -> dict[str, Any]:
        known = asdict(self.workspace.selection)
        return {name: known[name] for name in SELECTED}

    def _follow(self) -> None:
        self._selected = self._selection()

    def _select(self, change: dict[str, Any]) -> None:
        wanted = {name: change["new"].get(name) for name in SELECTED}
        if wanted != self._selection():
            self.workspace.select(**wanted)

    def _receive(self, _widget: object, message: Message, _buffers: list[memoryview]) -> None:
        """Answer the browser; what takes longer than a moment is carried out in the background."""
        if message.get("kind") == "cancel":
            self.send(answer(message, {"cancel": lambda _: self._cancel()}))
            return
        job = Job(lambda: self._carry_out(message), lambda progress: self.set_trait("_progress", progress))
        self._job = job
        worker.do(job)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancelled = True

    def _carry_out(self, message: Message) -> None:
        common: dict[str, Callable[[Message], None]] = {
            "undo": lambda _: self.workspace.undo(),
            "redo": lambda _: self.workspace.redo(),
            "clear": lambda _: self.workspace.clear(),
        }
        before = self._workspace.edits if self._workspace is not None else ()
        with watched(self.workspace.model) if self._workspace is not None else nullcontext():
            reply = answer(message, common | self._handlers())
        self._take_back(before)
        self.send(reply)

    def _take_back(self, before: tuple[Any, ...]) -> None:
        """A change whose drawing was cancelled is taken back."""
        job = current()
        if job is None or not job.cancelled or self._workspace is None:
            return
        job.cancelled = False
        if self._workspace.edits != before:
            self._workspace.undo()
        self._error = failure(CancelledError("cancelled: what you see is as it was before"))


def workspace_of(given: Workspace | LanguageModel, prompt: Any, other_prompt: Any) -> Workspace:
    """The workspace that was given, or one of its own for a model."""
    return given if isinstance(given, Workspace) else Workspace(given, prompt, other_prompt)
