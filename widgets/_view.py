"""What every view has: a workspace that it shares, what is on screen, and answers to the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, overload

import anywidget
import traitlets

from ..workspace import Workspace
from ..workspace.events import Event
from ._messages import Message, answer, failure
from ._page import page, save_html
from ._page_words import summary
from ._work import CancelledError, Job, current, watched, worker

if TYPE_CHECKING:
    import os
    from pathlib import Path

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
    paused = traitlets.Bool(False, help="Whether it rests: what happens meanwhile is drawn when it no longer does.")

    def __init__(
        self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None, **traits: Any
    ) -> None:
        self._prepare()
        self._workspace: Workspace | None = workspace_of(workspace, prompt, other_prompt)
        super().__init__(**traits, _selected=self._selection())
        try:
            self._screen = self._draw()
        except BaseException:  # what is wrong from the start is an error in the cell
            self.close()
            raise
        self.on_msg(self._receive)
        self._hear("edits", self._redraw)
        self._hear("prompts", self._redraw)
        self._hear("selection", self._follow)
        self.observe(self._select, names=["_selected"])
        self.observe(self._wake, names=["paused"])

    @property
    def workspace(self) -> Workspace:
        """What the view shows, and what its clicks change.

        Raises:
            RuntimeError: the view is closed.
        """
        if self._workspace is None:
            raise RuntimeError(f"this {type(self).__name__} is closed and has let go of its tensors; make a new one")
        return self._workspace

    @property
    def has_workspace(self) -> bool:
        """Whether there is one: not once it is closed, and not for a tensor of the user's own."""
        return self._workspace is not None

    def close(self) -> None:
        """Close the view and let go of the workspace."""
        for job in self._jobs:
            job.cancelled = True
        for stop in self._stops:
            stop()
        self._stops.clear()  # they hold the workspace
        self._missed.clear()
        super().close()
        self._workspace, self.closed = None, True

    def __repr__(self) -> str:
        if self._workspace is None:
            return f"{type(self).__name__}(closed)"
        return f"{type(self).__name__}({self._workspace!r})"

    # ------------------------------------------------------------------ outside a notebook

    @overload
    def to_html(self, path: None = None, *, title: str | None = None) -> str: ...

    @overload
    def to_html(self, path: str | os.PathLike[str], *, title: str | None = None) -> Path: ...

    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str | Path:
        """What is seen, as a page that works without a kernel and without a network.

        Args:
            path: the file to write; without it the HTML is returned.
            title: of the page; unless given, the view and its prompt.

        Example:
            >>> lens.to_html("paris.html")
            PosixPath('paris.html')
        """
        return page(self, title=title) if path is None else save_html(path, self, title=title)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget, and for whoever draws none a few words on what it shows."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None and self._workspace is not None:
            bundle[0]["text/html"] = summary(type(self).__name__, self._workspace)
        return bundle

    def _send_page(self, asked: Message) -> None:
        name = f"{self._module_name()}.html"
        self.send({"kind": "page", "ticket": asked.get("ticket"), "name": name}, [page(self).encode()])

    def _module_name(self) -> str:
        return type(self).__module__.rpartition(".")[2].strip("_")

    def page_state(self) -> dict[str, Any]:
        """What the browser has, and whatever else a page without a kernel needs."""
        state: dict[str, Any] = self.get_state()
        return state

    # ------------------------------------------------------------------ for subclasses

    def _prepare(self) -> None:
        """What `close` needs, should the view not come about."""
        self._stops: list[Callable[[], None]] = []
        self._workspace = None
        self._jobs: list[Job] = []
        self._missed: dict[Callable[[], object], None] = {}
        self.closed = False

    def _hear(self, event: Event, callback: Callable[[], object]) -> None:
        """Call a function after each event of the workspace; while the view rests, once, when it no longer does."""

        def heard() -> None:
            if self.paused:
                self._missed[callback] = None
            else:
                callback()

        self._stops.append(self.workspace.on(event, heard))

    def _draw(self) -> dict[str, Any]:
        """What the browser draws; arrays as bytes."""
        raise NotImplementedError

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        """What the browser may ask for, by the kind of the message."""
        return {}

    # ------------------------------------------------------------------ how it is done

    def _wake(self, _change: object) -> None:
        if not self.paused:
            missed, self._missed = self._missed, {}
            for callback in missed:
                callback()

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
        self._jobs = [*(one for one in self._jobs if not one.over.is_set()), job]
        worker.do(job)

    def _cancel(self) -> None:
        """Cancel what has been under way for the longest; clicks that came in its midst are short."""
        going = next((job for job in self._jobs if not job.over.is_set()), None)
        if going is not None:
            going.cancelled = True

    def _carry_out(self, message: Message) -> None:
        common: dict[str, Callable[[Message], None]] = {
            "undo": lambda _: self.workspace.undo(),
            "redo": lambda _: self.workspace.redo(),
            "clear": lambda _: self.workspace.clear(),
            "page": self._send_page,
        }
        known = self._workspace
        if known is None:
            self.send(answer(message, common | self._handlers()))
            return
        stops = [known.on(event, _mark) for event in ("prompts", "edits")]
        try:
            with watched(known.model):
                reply = answer(message, common | self._handlers())
            self._take_back(known)
        finally:
            for stop in stops:
                stop()
        self.send(reply)

    def _take_back(self, known: Workspace) -> None:
        """A change whose drawing was cancelled is taken back."""
        job = current()
        if job is None or not job.cancelled:
            return
        job.cancelled = False
        if job.changed:
            known.undo()
        self._error = failure(CancelledError("cancelled: what you see is as it was before"))


def _mark() -> None:
    if (job := current()) is not None:
        job.changed = True


def workspace_of(given: Workspace | LanguageModel, prompt: Any, other_prompt: Any) -> Workspace:
    """The workspace that was given, or one of its own for a model."""
    return given if isinstance(given, Workspace) else Workspace(given, prompt, other_prompt)
