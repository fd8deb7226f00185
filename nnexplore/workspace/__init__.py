"""What the views of a model have in common: prompts, edits, selection, history."""

from .change import Change, Kind
from .history import History
from .place import Place
from .recorded import Recorded
from .selection import Selection
from .state import Edit
from .values import Run
from .vector import Vector
from .workspace import Workspace

__all__ = ["Change", "Edit", "History", "Kind", "Place", "Recorded", "Run", "Selection", "Vector", "Workspace"]
