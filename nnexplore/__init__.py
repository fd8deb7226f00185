"""nnexplore: open a language model, read and change any value in it while it runs, and keep what was asked as a graph.

>>> import nnexplore
>>> model = nnexplore.load("demo")
>>> with model.trace("The Eiffel Tower is in the city of"):
...     hidden = model.layers[2].output
...     logits = model.output.logits
"""

from __future__ import annotations

from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any

from ._importing import importing as _importing

with _importing():
    from . import errors, graph
    from .engine import Run, Traced
    from .models import LanguageModel, Model, load, venue
    from .sweeps import plan_many, run_many, sweep

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .workspace import Workspace

__version__ = "0.1.0"
__all__ = [
    "LanguageModel",
    "Model",
    "Run",
    "Traced",
    "Workspace",
    "errors",
    "graph",
    "load",
    "load_ipython_extension",
    "plan_many",
    "run_many",
    "sweep",
    "unload_ipython_extension",
]

# In a source checkout widgets/ and notebooks/ lie beside this package; in a wheel, inside it.
_root = _Path(__file__).resolve().parent.parent
if (_root / "pyproject.toml").is_file() and (_root / "widgets" / "__init__.py").is_file():
    __path__.append(str(_root))

_LAZY = ("widgets", "analysis", "workspace", "lessons", "remote")
_FROM = {"Workspace": "workspace", "explore": "widgets"}


def __getattr__(name: str) -> Any:
    import importlib

    if name in _LAZY:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _FROM:
        return getattr(importlib.import_module(f"{__name__}.{_FROM[name]}"), name)
    raise AttributeError(f"module 'nnexplore' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, *_FROM})


def _find_venue(where: Any, *, blocking: bool) -> venue.Venue:
    """The server that ``remote=`` names; the package for it is imported when it is first asked for."""
    from .remote.client.venue import find

    return find(where, blocking=blocking)


venue.register(_find_venue)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What ``%load_ext nnexplore`` calls: adds ``%%trace``."""
    from .magic import load_ipython_extension as load_magic

    load_magic(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """What ``%unload_ext nnexplore`` calls."""
    from .magic import unload_ipython_extension as unload_magic

    unload_magic(shell)
