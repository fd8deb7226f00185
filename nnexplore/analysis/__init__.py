"""Analyses: a function gives a result; nothing here draws."""

from .edit import Edit
from .logit_lens import LogitLens, lens_graph, logit_lens

__all__ = ["Edit", "LogitLens", "lens_graph", "logit_lens"]
