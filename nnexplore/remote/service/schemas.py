"""The shapes of answers, for ``/openapi.json``. Answers are not built from these: that would cost time for each."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ..refusal import CODES
from ..wire import CONTENT_TYPE, JSON_TYPE

__all__ = [
    "BODY",
    "EVENTS",
    "REFUSALS",
    "RESULT",
    "SUBMISSION",
    "Jobs",
    "Model",
    "Models",
    "Operations",
    "Status",
    "Tokenizer",
    "Validated",
]


class Error(BaseModel):
    """Why a request was refused, or a job failed."""

    code: str = Field(description=f"one of {', '.join(CODES)}; there may be more one day")
    message: str
    again: bool = Field(description="whether the same request may succeed later")


class Refused(BaseModel):
    """The body of every answer that is no success."""

    error: Error


class Step(BaseModel):
    """How far a job is."""

    done: float
    total: float = Field(description="0 where nobody knows")
    what: str


class Status(BaseModel):
    """A job."""

    id: str
    state: str = Field(description="queued, loading, running, completed, failed, cancelled or expired; ignore others")
    model: str
    position: int = Field(description="1 is next; 0 does not wait")
    created: float = Field(description="seconds since 1970")
    started: float | None
    finished: float | None
    progress: Step
    error: Error | None
    bytes: int | None = Field(description="of the result")
    names: list[str] = Field(description="what it saves")


class Jobs(BaseModel):
    """The jobs of a token."""

    jobs: list[Status]


class Validated(BaseModel):
    """What a request would cost."""

    ok: bool
    cost: dict[str, Any]


class Brief(BaseModel):
    """A model in a list."""

    name: str
    source: str
    revision: str
    state: str = Field(description="cold, loading, ready or dead")
    waiting: int
    parameters: int | None
    dtype: str | None
    fingerprint: str | None
    layers: int | None
    limits: dict[str, float]


class Models(BaseModel):
    """All models."""

    models: list[Brief]


class Model(Brief):
    """All of a model that a client needs to write graphs for it."""

    config: dict[str, Any] | None
    tokenizer: bool
    published: dict[str, Any] | None
    anatomy: dict[str, Any] | None
    probe: dict[str, Any] | None


class Tokenizer(BaseModel):
    """The files of a tokenizer."""

    files: dict[str, str]


class Operations(BaseModel):
    """What graphs may call."""

    operations: int
    graph_schema: int = Field(alias="schema")
    names: list[str]


_BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "a request: its document in the metadata of a safetensors file that holds its tensors; or the "
        'document as JSON, with that file as base64 under "tensors"',
        "content": {CONTENT_TYPE: _BINARY, JSON_TYPE: {"schema": {"type": "object"}}},
    }
}
SUBMISSION: dict[str, Any] = {
    **BODY,
    "parameters": [
        {
            "name": "wait",
            "in": "query",
            "description": "seconds to wait for the result",
            "schema": {"type": "number", "minimum": 0, "default": 0},
        },
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "the same request sent again with the same key is the same job",
            "schema": {"type": "string", "maxLength": 200},
        },
    ],
}
RESULT: dict[str, Any] = {"description": "the result", "content": {CONTENT_TYPE: _BINARY}}
EVENTS: dict[str, Any] = {"description": "events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
REFUSALS: dict[int | str, dict[str, Any]] = {"default": {"model": Refused, "description": "a refusal or a failure"}}
