"""The same block on another machine: the graph travels, never code."""

from .limits import Limits
from .outcome import Outcome
from .refusal import Refusal
from .request import Request

__all__ = ["Limits", "Outcome", "Refusal", "Request"]
