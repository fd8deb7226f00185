"""``EditedJob``: a job with the edits of a request, carried out as a server carries out what strangers write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from torch import nn

from ...engine import Ambient, Job, TokenTable
from ...engine.forward import Forward
from ...engine.override import Overrides
from ...graph import ATTENTION, Graph

__all__ = ["EditedJob", "Making"]

Making = Callable[[int, Graph, nn.Module, TokenTable | None, Forward], object]
"""Makes the script that carries an edit out: of its number, the edit, the model, its tokens, and the forward."""


@dataclass(frozen=True)
class EditedJob(Job):
    """A job whose edits are made by scripts of another kind; see ``engine.edits.EditScript``.

    Attributes:
        making: makes them.
    """

    making: Making | None = None

    @classmethod
    def of(cls, job: Job, edits: Sequence[Graph], making: Making) -> Job:
        """The job with edits; itself where there are none.

        >>> EditedJob.of(job, request.edits, lambda number, *given: EditScript(*given))
        """
        if not edits:
            return job
        given: dict[str, Any] = {field.name: getattr(job, field.name) for field in fields(job)}
        return cls(**{**given, "edits": (*job.edits, *edits)}, making=making)

    def start(self, ambient: Ambient, overrides: Overrides | None = None) -> Forward:
        """A forward from the beginning, with the edits."""
        assert self.making is not None
        for site in (site for graph in self.edits for site in (*graph.reads, *graph.writes)):
            if site.port in ATTENTION:
                self.order.learn_plan(site.path, self.probe)
        forward = Job.start(replace(self, edits=()), ambient, overrides)
        for number, graph in enumerate(self.edits):
            self.making(number, graph, self.module, self.tokens, forward)
        return forward
