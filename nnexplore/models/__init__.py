"""Models opened for tracing, and the handles of their modules."""

from . import venue
from .anatomy import Anatomy, find_anatomy
from .demo import load
from .handle import Handle
from .language import LanguageModel
from .model import Model

__all__ = ["Anatomy", "Handle", "LanguageModel", "Model", "find_anatomy", "load", "venue"]
