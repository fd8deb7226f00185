"""Tables of what a server has: its models, and our jobs."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, overload

from .standing import Standing, bad, clean, number

__all__ = ["Models", "Overview"]

SHOWN = 10
"""Jobs that a table shows."""
_TEXTS = ("source", "state", "dtype", "fingerprint")
_NUMBERS = ("parameters", "layers", "waiting")


class Models(Sequence[dict[str, Any]]):
    """The models of a server: a sequence of dicts that is shown as a table.

    >>> server.models()
    name  state  waiting  parameters  layers  dtype    source
    demo  ready        0      1.006M       4  float32  demo
    """

    def __init__(self, models: Sequence[dict[str, Any]]) -> None:
        self._models = tuple(models)

    @classmethod
    def of(cls, told: list[Any]) -> Models:
        """What a server tells of them.

        Raises:
            RemoteError: "bad_answer".
        """
        for one in told:
            if not isinstance(one, dict) or not isinstance(one.get("name"), str) or not one["name"]:
                raise bad("tells of a model without a name")
            for name in _NUMBERS:
                number(one, name)
            if any(not isinstance(one.get(name, ""), str | None) for name in _TEXTS):
                raise bad(f"tells of the model {clean(one['name'], 60)!r} what is no text")
            limits = one.get("limits")
            if isinstance(limits, dict):
                for limit in limits:
                    number(limits, limit)
        return cls(told)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[dict[str, Any]]: ...

    def __getitem__(self, at: int | slice) -> Any:
        return self._models[at]

    def __len__(self) -> int:
        return len(self._models)

    @property
    def _table(self) -> list[list[str]]:
        rows = [["name", "state", "waiting", "parameters", "layers", "dtype", "source"]]
        for model in self._models:
            texts = {name: clean(str(model.get(name) or ""), 60) for name in ("name", *_TEXTS)}
            waiting, layers = (_plain(model.get(name)) for name in ("waiting", "layers"))
            rows.append(
                [
                    texts["name"],
                    texts["state"],
                    waiting,
                    _short(model.get("parameters")),
                    layers,
                    texts["dtype"].removeprefix("torch."),
                    texts["source"],
                ]
            )
        return rows

    def __repr__(self) -> str:
        return _text(self._table, right=(2, 3, 4))

    def _repr_html_(self) -> str:
        return _html(self._table)


@dataclass(frozen=True)
class Overview:
    """What a server is doing: its models and our jobs.

    Attributes:
        server: its name and URL.
        versions: of the operations and of the schema.
        models: the models.
        jobs: ours, as the server tells them: the newest first.
    """

    server: str
    versions: dict[str, Any]
    models: Models
    jobs: tuple[Standing, ...]

    @property
    def _title(self) -> str:
        waiting = sum(job.state == "queued" for job in self.jobs)
        running = sum(job.state in ("running", "loading") for job in self.jobs)
        return (
            f"{self.server}: operations {self.versions['operations']}, schema {self.versions['schema']}; "
            f"of our {len(self.jobs)} jobs {running} run and {waiting} wait"
        )

    @property
    def _more(self) -> str:
        left = len(self.jobs) - SHOWN
        return f"and {left} more; `.jobs` has them" if left > 0 else ""

    @property
    def _jobs(self) -> list[list[str]]:
        rows = [["job", "model", "state", "age", "result"]]
        for job in self.jobs[:SHOWN]:
            age = "" if job.created is None else _ago(time.time() - job.created)
            rows.append([job.id, job.model, job.text, age, "" if job.bytes is None else f"{_short(job.bytes)}B"])
        return rows

    def __repr__(self) -> str:
        parts = [self._title, repr(self.models)]
        jobs = f"{_text(self._jobs, right=(3, 4))}\n{self._more}".rstrip() if self.jobs else ""
        return "\n\n".join(part for part in (*parts, jobs) if part)

    def _repr_html_(self) -> str:
        jobs = (_html(self._jobs) + escape(self._more)) if self.jobs else ""
        return f"<p>{escape(self._title)}</p>{self.models._repr_html_()}{jobs}"


def _text(rows: list[list[str]], right: tuple[int, ...]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.rjust(width) if at in right else cell.ljust(width) for at, (cell, width) in enumerate(cells))
        for cells in ([*zip(row, widths, strict=True)] for row in rows)
    )
    return "\n".join(line.rstrip() for line in lines)


def _html(rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(count: Any) -> str:
    return "" if count is None else f"{count:g}"


def _short(count: Any) -> str:
    """A number with a letter: 987.1K."""
    if not isinstance(count, int | float) or not count:
        return "" if count is None else "0"
    power = min(4, int(math.log10(max(count, 1)) / 3))
    return f"{count / 1000**power:.4g}{('', 'K', 'M', 'G', 'T')[power]}"


def _ago(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
