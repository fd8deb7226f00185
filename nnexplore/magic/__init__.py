"""``%%trace``: a notebook cell whose body runs inside a trace."""

from .extension import load_ipython_extension, unload_ipython_extension

__all__ = ["load_ipython_extension", "unload_ipython_extension"]
