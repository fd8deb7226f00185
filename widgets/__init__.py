"""Views of a model for notebooks; imported as `nnexplore.widgets`."""

from .logit_lens import LogitLens

__all__ = ["LogitLens"]
