"""All views of one workspace, laid out to work in: what `nnexplore.explore` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ipywidgets import HTML, HBox, Layout, Tab, VBox

from ..errors import EditError
from ._page import page, save_html
from ._view import View, workspace_of
from .activation_heatmap import ActivationHeatmap
from .attention_view import AttentionView
from .edit_list import EditList
from .flow import FlowView
from .generation import Generation
from .graph_view import GraphView
from .logit_lens import LogitLens
from .module_tree import ModuleTree
from .patch_board import PatchBoard
from .patch_grid import PatchGrid
from .sampling import Sampling
from .steering import Steering
from .token_bar import TokenBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..models import LanguageModel
    from ..workspace import Workspace

TABS: dict[str, type[View]] = {
    "lens": LogitLens,
    "flow": FlowView,
    "attention": AttentionView,
    "values": ActivationHeatmap,
    "board": PatchBoard,
    "grid": PatchGrid,
    "graph": GraphView,
    "steering": Steering,
    "sampling": Sampling,
    "generation": Generation,
}
"""The views beside the modules, by the names of their tabs."""
_OF_TWO = ("board", "grid")
_TABS_STYLE = """<style>
.jupyter-widgets.jupyter-widget-tab.nnexplore-tabs > .lm-TabBar .lm-TabBar-tab { flex: 0 1 auto; padding: 0 9px; }
</style>"""
"""As wide as its word, so that all of them fit beside the modules on a small screen."""
_NEEDS_OTHER = (
    "This view compares two prompts, and there is one. Give the other: "
    "<code>explorer.workspace.other = &quot;…&quot;</code>, or type it above."
)


class Explorer(VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The tokens and the changes on top, below them the modules, and beside these a tab for each other view.

    A view in a tab is made when the tab is opened first, and rests while another one is open; the lens comes first.

    Attributes:
        workspace: what all of them show and change.
        tokens, edits, tree: the views that are always there.
        views: those in tabs that have been opened, by name.

    Example:
        >>> explorer = Explorer(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> explorer.workspace.zero("head_out", 1, head=2)
        >>> explorer.show("steering").add_head(1, 2)
    """

    _stop: Callable[[], None] | None = None

    def __init__(self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None) -> None:
        made = self.workspace = workspace_of(workspace, prompt, other_prompt)
        self.tokens, self.edits = TokenBar(made), EditList(made)
        self.tree = ModuleTree(made)
        self.views: dict[str, View] = {}
        self._pages = [VBox(layout=_wide()) for _ in TABS]
        self._tabs = Tab(self._pages, titles=[name.capitalize() for name in TABS], layout=_wide(), selected_index=0)
        self._tabs.add_class("nnexplore-tabs")
        style = HTML(_TABS_STYLE, layout=Layout(display="none"))
        side = VBox([self.tree], layout=Layout(flex="1 1 280px", min_width="260px"))
        middle = VBox([self._tabs], layout=Layout(flex="4 1 680px", min_width="0"))
        body = HBox([side, middle], layout=Layout(flex_flow="row wrap", width="100%"))
        for view in self._views:
            view.layout = _wide()
        self._boxes = (*self._pages, self._tabs, style, side, middle, body)
        super().__init__([self.tokens, self.edits, body, style], layout=_wide())
        self._turn()
        self._tabs.observe(self._turn, names=["selected_index"])
        self._stop = made.on("prompts", self._turn)

    @property
    def lens(self) -> LogitLens:
        """The logit lens."""
        return cast(LogitLens, self._made("lens"))

    @property
    def attention(self) -> AttentionView:
        """The view of attention."""
        return cast(AttentionView, self._made("attention"))

    def show(self, name: str) -> View:
        """Open a tab, and give its view.

        Args:
            name: "lens", "flow", "attention", "values", "board", "grid", "graph", "steering", "sampling" or
                "generation".

        Raises:
            EditError: there is no such tab, or its view compares two prompts and there is one.
        """
        if name not in TABS:
            raise EditError(f"there is no tab {name!r:.40}; there are {', '.join(TABS)}")
        if name in _OF_TWO and self.workspace.other is None:
            raise EditError(f"the tab {name!r} compares two prompts, and there is one; set explorer.workspace.other")
        view = self._made(name)
        self._tabs.selected_index = list(TABS).index(name)
        return view

    def to_html(self, path: Any = None, *, title: str | None = None) -> Any:
        """All views that are there as one page without a kernel and without a network; see `View.to_html`."""
        return page(self, title=title) if path is None else save_html(path, self, title=title)

    def close(self) -> None:
        """Close all views, and let go of the workspace."""
        if self._stop is None:
            return
        self._stop()
        for part in (*self._views, *self._boxes):
            part.close()
        self.views.clear()
        self._stop = None
        super().close()

    def __repr__(self) -> str:
        return f"Explorer({self.workspace!r})"

    # ------------------------------------------------------------------ how it is done

    @property
    def _views(self) -> tuple[View, ...]:
        """All that are there."""
        return (self.tokens, self.edits, self.tree, *self.views.values())

    def _turn(self, _change: Any = None) -> None:
        """Make the view of the open tab, if there is none yet; those of the others rest."""
        number = self._tabs.selected_index
        if number is None:
            return
        name = list(TABS)[number]
        if name in _OF_TWO and self.workspace.other is None and name not in self.views:
            self._pages[number].children = (HTML(f"<p style='padding: 12px'>{_NEEDS_OTHER}</p>"),)
        else:
            self._made(name)
        for other in self.views:
            self._rest(other)

    def _rest(self, name: str) -> None:
        """A view that cannot be seen rests; the lens does not, whose result is read from Python."""
        self.views[name].paused = name not in ("lens", list(TABS)[self._tabs.selected_index or 0])

    def _made(self, name: str) -> View:
        if name not in self.views:
            view = self.views[name] = TABS[name](self.workspace)
            view.layout = _wide()
            self._pages[list(TABS).index(name)].children = (view,)
            self._rest(name)
        return self.views[name]


def _wide() -> Layout:
    return Layout(width="100%")


def explore(model: LanguageModel, prompt: Any, other_prompt: Any = None, *, remote: Any = None) -> Explorer:
    """Open all views of a model on one or two prompts; they share one workspace, `.workspace`.

    Args:
        model: any causal language model.
        prompt: text, or token ids.
        other_prompt: what it is compared with.
        remote: the server that carries the runs out: its address, a name of the config file, or `True`; see
            `model.on`.

    Example:
        >>> nnexplore.explore(model, "The capital of France is", "The capital of Italy is")
        >>> nnexplore.explore(model, "The capital of France is", remote="http://localhost:8000")

    Raises:
        RemoteError: there is no such server, or it has no such model.
    """
    return Explorer(model if remote is None else cast("LanguageModel", model.on(remote)), prompt, other_prompt)
