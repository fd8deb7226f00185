"""All views of one workspace, laid out to work in: what `nnexplore.explore` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import HBox, Layout, VBox

from ._view import workspace_of
from .attention_view import AttentionView
from .edit_list import EditList
from .logit_lens import LogitLens
from .module_tree import ModuleTree
from .token_bar import TokenBar

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Workspace


class Explorer(VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The tokens on top, the modules at the side, lens and attention in the middle, the changes below.

    Attributes:
        workspace: what all of them show and change.
        tokens, tree, lens, attention, edits: the views.

    Example:
        >>> explorer = Explorer(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> explorer.workspace.zero("head_out", 1, head=2)
        >>> explorer.lens.result
    """

    def __init__(self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None) -> None:
        made = self.workspace = workspace_of(workspace, prompt, other_prompt)
        self.tokens, self.tree, self.lens = TokenBar(made), ModuleTree(made), LogitLens(made)
        self.attention, self.edits = AttentionView(made), EditList(made)
        for view in self._views:
            view.layout = Layout(width="100%")
        side = VBox([self.tree], layout=Layout(flex="1 1 320px", min_width="280px"))
        middle = VBox([self.lens, self.attention], layout=Layout(flex="3 1 640px", min_width="0"))
        body = HBox([side, middle], layout=Layout(flex_flow="row wrap", width="100%"))
        self._boxes = side, middle, body
        super().__init__([self.tokens, self.edits, body], layout=Layout(width="100%"))

    @property
    def _views(self) -> tuple[Any, ...]:
        return self.tokens, self.tree, self.lens, self.attention, self.edits

    def close(self) -> None:
        """Close all views, and let go of the workspace."""
        for part in (*self._views, *self._boxes):
            part.close()
        super().close()

    def __repr__(self) -> str:
        return f"Explorer({self.workspace!r})"


def explore(model: LanguageModel, prompt: Any, other_prompt: Any = None) -> Explorer:
    """Open all views of a model on one or two prompts; they share one workspace, `.workspace`.

    Example:
        >>> nnexplore.explore(model, "The capital of France is", "The capital of Italy is")
    """
    return Explorer(model, prompt, other_prompt)
