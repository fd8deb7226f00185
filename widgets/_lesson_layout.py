"""A lesson at the left, the views of its page at the right: what `nnexplore.lessons.open` shows."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipywidgets import HBox, Layout, VBox

from .. import load as load_model
from ..errors import NnexploreError
from ..lessons import Lesson, Verdict
from ..lessons import load as load_lesson
from ..workspace import Workspace
from ._explorer import TABS
from ._page import page, save_html
from ._view import View
from .edit_list import EditList
from .flow import FlowView
from .lesson import Answer, LessonPanel
from .module_tree import ModuleTree
from .token_bar import TokenBar

if TYPE_CHECKING:
    from ..models import LanguageModel

BESIDE: dict[str, type[View]] = {"tokens": TokenBar, "edits": EditList, "tree": ModuleTree} | TABS
"""The views that a page can show, by name."""


ROOM = {False: ("1 1 380px", "4 1 620px"), True: ("1 1 300px", "2 1 760px")}
"""How text and views share a line; on a page with the flow view, which is wide, the text is narrower, or above it."""
HEIGHT = "max(480px, calc(100vh - 150px))"
"""Of the views at most, so that they scroll beside the text and the text stays in sight."""


class LessonView(HBox):  # type: ignore[misc]  # ipywidgets has no types
    """A lesson beside the views that its pages name, all of one workspace.

    A view is made when a page shows it first, and rests while another page is open.

    Args:
        lesson: its name, a file, or a `Lesson`.
        workspace: a workspace, or a model; unless given, one of the demo model.
        state: what `state` had, to go on there.

    Attributes:
        lesson: what is shown.
        workspace: what it is about.
        panel: the text and the questions.
        views: those that have been shown, by name.

    Raises:
        LessonError: there is no such lesson, or a line of it says what cannot be; or `state` is of another.
        EditError: the first page does not fit the model.

    Example:
        >>> view = nnexplore.lessons.open("heads")
        >>> view.check(1)
        >>> view.next()
    """

    closed = True  # until it is made: what fails on the way has nothing to close

    def __init__(
        self,
        lesson: str | Path | Lesson,
        workspace: Workspace | LanguageModel | None = None,
        state: str | None = None,
    ) -> None:
        self.lesson = lesson if isinstance(lesson, Lesson) else load_lesson(lesson)
        model = load_model("demo") if workspace is None else workspace
        self.workspace = model if isinstance(model, Workspace) else Workspace(model)
        self.panel = LessonPanel(self.workspace, self.lesson)
        self.panel.layout = Layout(width="100%")
        self.views: dict[str, View] = {}
        self._opened = 0
        self._side = VBox([self.panel], layout=Layout(min_width="0", max_width="640px"))
        self._shown = VBox(layout=Layout(min_width="0", max_height=HEIGHT, overflow="auto"))
        row = Layout(flex_flow="row wrap", grid_gap="12px 18px", width="100%")
        super().__init__([self._side, self._shown], layout=row)
        self.closed = False
        self.panel.observe(self._turn, names=["turning"])
        try:
            self._turn()
            if state is not None:
                self.resume(state)
        except BaseException:  # what is wrong from the start is an error in the cell
            self.close()
            raise

    def go(self, page: int) -> None:
        """Open a page, counted from 0; see `LessonPanel.go`."""
        self.panel.go(page)

    def next(self) -> None:
        """Open the next page."""
        self.panel.next()

    def previous(self) -> None:
        """Open the page before."""
        self.panel.previous()

    def check(self, answer: Answer = None) -> Verdict:
        """Whether what the page asks is done, and why; see `LessonPanel.check`."""
        return self.panel.check(answer)

    def solve(self) -> Verdict:
        """Do what the page asks, as the lesson's file says it."""
        return self.panel.solve()

    @property
    def page(self) -> int:
        """The number of the page that is open."""
        return int(self.panel.page)

    @property
    def done(self) -> tuple[int, ...]:
        """The pages that are done."""
        return self.panel.done

    @property
    def state(self) -> str:
        """How far one is, as text, for `resume`."""
        return str(self.panel.state)

    def resume(self, state: str) -> None:
        """Go on where `state` was written; see `LessonPanel.resume`."""
        self.panel.resume(state)

    def to_html(self, path: Any = None, *, title: str | None = None) -> Any:
        """The page and its views as HTML, without a kernel and without a network; see `View.to_html`."""
        return page(self, title=title) if path is None else save_html(path, self, title=title)

    def close(self) -> None:
        """Close the lesson and its views, and let go of the workspace."""
        if self.closed:
            return
        self.closed = True
        for part in (self.panel, *self.views.values(), self._side, self._shown):
            part.close()
        self.views.clear()
        super().close()

    def __repr__(self) -> str:
        if self.closed:
            return "LessonView(closed)"
        return f"LessonView({self.lesson.title!r}, page {self.page + 1} of {len(self.lesson)}, {len(self.done)} done)"

    # ------------------------------------------------------------------ how it is done

    @property
    def _views(self) -> tuple[View, ...]:
        """What is on screen."""
        return (self.panel, *(self.views[name] for name in self._names))

    @property
    def _names(self) -> tuple[str, ...]:
        return self.lesson.page(self.page).show

    def _turn(self, _change: Any = None) -> None:
        """While a page is being opened all views rest; then those that it names are there."""
        if self.panel.turning:
            for view in self.views.values():
                view.paused = True
            return
        for name in self._names:
            if name not in self.views:
                self.views[name] = BESIDE[name](self.workspace)
                self.views[name].layout = Layout(width="100%")
            self.views[name].paused = False
        if self._opened != self.panel.opened:
            self._opened = self.panel.opened
            self._open_flow()
        self._side.layout.flex, self._shown.layout.flex = ROOM["flow" in self._names]
        self._shown.children = tuple(self.views[name] for name in self._names)

    def _open_flow(self) -> None:
        """Open in the flow view what the page says, though the reader has opened something else there before."""
        view, wanted, looked = self.views.get("flow"), self.lesson.page(self.page).flow, self.workspace.selection
        if "flow" not in self._names or not isinstance(view, FlowView):
            return
        with view.hold_sync():
            view.show, view.level, view.ribbon, view.place = "edited", wanted.level, wanted.ribbon, {}
            if wanted.number is not None:
                with suppress(NnexploreError):  # gone on with later, the prompt may be another
                    view.explain(*wanted.number)
        self.workspace.selection = looked
