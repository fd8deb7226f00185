"""``Limits``: how much one request may ask for. All are configurable; each refusal names its limit."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

__all__ = ["Limits"]

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a shared server grants to one request, and to one token.

    Attributes:
        body_bytes: a request without its tensors.
        upload_bytes: the tensors of a request.
        nodes: nodes of all graphs of a request together.
        graphs: graphs of a request.
        depth: values inside values, and the longest chain of nodes that each need the one before.
        text_bytes: one string, prompts too.
        tokens: tokens of one prompt, padding included.
        rows: rows of a batch.
        new_tokens: tokens that a generation writes, per row.
        outputs: tensors that one operation may give.
        saved_bytes: results, counted before they are made: elements × element size.
        live_bytes: intermediate values alive at one time, the model's own included, its weights not.
        flops: floating-point operations of the request.
        seconds: wall time of a job, from its start.
        result_seconds: how long a result is kept.
        queued: jobs that wait for one model.
        queued_per_token: jobs of one token that wait.
        requests_per_minute: requests of one token; 0 is no limit.
    """

    body_bytes: int = 8 * MIB
    upload_bytes: int = 64 * MIB
    nodes: int = 20_000
    graphs: int = 1024
    depth: int = 2_000
    text_bytes: int = 64 * 1024
    tokens: int = 4_096
    rows: int = 32
    new_tokens: int = 256
    outputs: int = 4_096
    saved_bytes: int = 256 * MIB
    live_bytes: int = 2048 * MIB
    flops: float = 1e14
    seconds: float = 60.0
    result_seconds: float = 3600.0
    queued: int = 64
    queued_per_token: int = 16
    requests_per_minute: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
                raise ValueError(f"the limit {field.name} is {value!r:.40}; expected a number that is not negative")

    @classmethod
    def of(cls, given: dict[str, Any]) -> Limits:
        """Limits with some of them given, as a config file does.

        Raises:
            ValueError: there is no limit of that name, or its value is no number.
        """
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(given) - known):
            raise ValueError(f"there is no limit {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        return cls(**given)
