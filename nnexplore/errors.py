"""Every exception that nnexplore raises on purpose.

    NnexploreError
    ├── TraceError            the block and the model disagree
    │   ├── NotTracingError       a value asked for outside a trace, or in a closed one
    │   ├── OrderError            a write (or in-place edit) where the model has already passed
    │   ├── DeferredError         a number asked for in a deferred run
    │   ├── GradientError         a gradient that does not exist, or not yet
    │   ├── NotReachedError       the forward never calls the module (also a LookupError)
    │   └── ValueMismatchError    a value that does not fit its site (also a ValueError)
    ├── NoSuchModuleError     a misspelt module or port (also an AttributeError)
    ├── PromptError           a prompt that cannot be run (also a ValueError)
    ├── ModelError            a model that cannot be wrapped, loaded or understood (also a ValueError)
    ├── EditError             an edit that does not fit the model or the prompts (also a ValueError)
    ├── LessonError           a lesson that is not there, or whose file says what cannot be (also a ValueError)
    ├── AnalysisError         what an analysis was asked for does not fit the model or prompts (also a ValueError)
    ├── MetricError           a metric that does not fit the model, the prompts or the logits (also a ValueError)
    ├── ResultError           a cell, an axis or a file of a result that is not there (also a ValueError)
    ├── RemoteError           a server that cannot be reached, refuses, or answers nonsense (also a RuntimeError)
    └── GraphError            a graph that is malformed or cannot be executed (also a ValueError)
        └── UnknownOperationError   an operation outside the table

A message says what came, what was expected, and what to do next.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AnalysisError",
    "DeferredError",
    "EditError",
    "GradientError",
    "GraphError",
    "LessonError",
    "MetricError",
    "ModelError",
    "NnexploreError",
    "NoSuchModuleError",
    "NotReachedError",
    "NotTracingError",
    "OrderError",
    "PromptError",
    "RemoteError",
    "ResultError",
    "TraceError",
    "UnchangedWarning",
    "UnknownOperationError",
    "ValueMismatchError",
]


class UnchangedWarning(UserWarning):
    """A write that changed nothing."""


class NnexploreError(Exception):
    """Root of all exceptions raised by nnexplore."""


class TraceError(NnexploreError):
    """The traced block and the model disagree."""


class NotTracingError(TraceError, RuntimeError):
    """A value was asked for while no trace of that model is open."""


class OrderError(TraceError, RuntimeError):
    """A value was changed where the model has already passed."""


class NotReachedError(TraceError, LookupError):
    """The forward pass never calls the module that was asked for."""


class DeferredError(TraceError, RuntimeError):
    """A number was asked for in a run that has none yet."""


class GradientError(TraceError, RuntimeError):
    """A gradient was asked for that does not exist, or not yet."""


class ValueMismatchError(TraceError, ValueError):
    """A value does not fit the site it was assigned to."""


class NoSuchModuleError(NnexploreError, AttributeError):
    """The model has no module or port of that name."""


class PromptError(NnexploreError, ValueError):
    """The prompt cannot be run by this model."""


class ModelError(NnexploreError, ValueError):
    """The model cannot be wrapped, loaded or understood."""


class EditError(NnexploreError, ValueError):
    """An edit does not fit the model or the prompts."""


class LessonError(NnexploreError, ValueError):
    """A lesson that is not there, or a line of its file that says what cannot be; the message has the line."""


class AnalysisError(NnexploreError, ValueError):
    """What an analysis was asked for does not fit the model or the prompts."""


class MetricError(NnexploreError, ValueError):
    """The metric does not fit the model, the prompts or the logits."""


class ResultError(NnexploreError, ValueError):
    """The result has no such cell, axis or file."""


class RemoteError(NnexploreError, RuntimeError):
    """A server could not be reached, refused or failed, or answered what cannot be.

    Attributes:
        code: a word for programs, which stays the same: one of ``nnexplore.remote.CODES``, which the server gave, or
            what this side says: "unreachable", "bad_answer", "not_finished" (in the time that was given),
            "not_configured".
        status: the HTTP status, 0 where there was none.
        detail: what the server told besides, e.g. ``limit``, ``given``, ``node``, ``graph``.
    """

    def __init__(self, message: str, code: str = "internal", status: int = 0, detail: dict[str, Any] | None = None):
        super().__init__(message)
        self.code, self.status, self.detail = code, status, dict(detail or {})


class GraphError(NnexploreError, ValueError):
    """The graph is malformed or cannot be executed."""


class UnknownOperationError(GraphError):
    """The graph holds an operation that is not in the table of operations."""
