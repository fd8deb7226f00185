"""Views of a model for notebooks; imported as `nnexplore.widgets`."""

from ._explorer import Explorer, explore
from .attention_view import AttentionView
from .edit_list import EditList
from .logit_lens import LogitLens
from .module_tree import ModuleTree
from .token_bar import TokenBar

__all__ = ["AttentionView", "EditList", "Explorer", "LogitLens", "ModuleTree", "TokenBar", "explore"]
