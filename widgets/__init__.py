"""Views of a model for notebooks; imported as `nnexplore.widgets`."""

from ._explorer import Explorer, explore
from ._lesson_layout import LessonView
from ._page import save_html
from ._page_still import Still
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

__all__ = [
    "ActivationHeatmap",
    "AttentionView",
    "EditList",
    "Explorer",
    "FlowView",
    "Generation",
    "GraphView",
    "LessonView",
    "LogitLens",
    "ModuleTree",
    "PatchBoard",
    "PatchGrid",
    "Sampling",
    "Steering",
    "Still",
    "TokenBar",
    "explore",
    "save_html",
]
