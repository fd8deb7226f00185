"""A run without numbers, on the model's twin on the meta device: what a request costs, with nothing allocated."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Sequence
from functools import partial

import torch
from torch import nn

from ...engine import Job
from ...engine.interpreter import needed
from ...engine.visit import storage_of
from ...errors import DeferredError
from ...graph import Graph
from ...models import Model
from ..limits import Limits
from ..refusal import Refusal
from ..request import DTYPES, Request
from .assumed import AssumedReplay
from .cost import Cost
from .edited import EditedJob
from .formal_replay import Bill, FormalReplay, FormalScript
from .fused import Fused

__all__ = ["dry_run"]

_turn = threading.RLock()
"""One at a time in this process: filters of warnings, known forms and a model's twin are common to all threads."""


def dry_run(request: Request, model: Model, limits: Limits, *, weights: bool = False) -> Cost:
    """What a request would take; one that was let in by ``admission.check``.

    Each graph is carried out on the model's twin without weights, forwards, generations and backward passes included;
    the request's edits in each step of each forward.
    Sizes that depend on numbers are taken as large as they can become. A model that cannot be run without numbers, as
    some with experts, is not run: what is read in it is then assumed, see ``assumed``, and the cost says so.

    Args:
        request: from ``admission.read``.
        model: the server's; its weights need not be loaded.
        limits: ``tokens``, ``rows``, ``outputs``, ``saved_bytes``, ``live_bytes``, ``flops`` and ``seconds`` count.
        weights: whether parameters may be read.

    >>> dry_run(Request("demo", (run.graph,)), nnexplore.load("demo"), Limits()).flops

    Raises:
        Refusal: "too_costly" with ``name``, ``limit``, ``given``; "not_possible", "bad_argument" or
            "forbidden_operation"; each with the number of the graph, of the node, and the user's line.
    """
    with _turn, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what there is to warn of is said in the run
        return _priced(request, model, limits, weights)


def _priced(request: Request, model: Model, limits: Limits, weights: bool) -> Cost:
    module, order = model._without_numbers()
    kept = frozenset(storage for one in (*module.parameters(), *module.buffers()) if (storage := storage_of(one)))
    bill = Bill(limits, kept, weights, DTYPES.get(request.dtype))
    for at, graph in enumerate(request.graphs):
        try:
            made = [bill.job(model, inputs).without_numbers(module, order) for inputs in graph.inputs]
            jobs = [EditedJob.of(job, request.edits, partial(FormalScript, bill)) for job in made]
            with torch.set_grad_enabled(request.gradients), Fused(bill.meter), bill.meter:
                _carry_out(graph, bill, module, jobs)
        except Refusal as refusal:  # noqa: PERF203  it is the end
            refusal.detail.setdefault("graph", at)
            raise
    return bill.cost(sum(map(len, (*request.graphs, *request.edits))))


def _carry_out(graph: Graph, bill: Bill, module: nn.Module, jobs: Sequence[Job]) -> None:
    nodes = needed(graph.nodes)
    replay = FormalReplay(nodes, module, lambda run: jobs[run], bill)
    before = bill.meter.flops, bill.saved
    try:
        replay.run()
    except DeferredError as error:
        bill.meter.flops, bill.saved = before
        bill.assumed.append(str(error).partition(", so its runs")[0])
        AssumedReplay(nodes, module, jobs, bill).run()
    finally:
        replay.close()
        replay.results.clear()
