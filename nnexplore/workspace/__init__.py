"""What the views of a model have in common: prompts, changes, selection, history."""

from .change import Change
from .history import History
from .place import Place
from .selection import Selection
from .values import Run
from .workspace import Workspace

__all__ = ["Change", "History", "Place", "Run", "Selection", "Workspace"]
