"""What the tests of the service share: requests, and a backend in this process that can be held."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

import torch

from nnexplore.remote import Limits, Outcome, Request
from nnexplore.remote.refusal import Refusal
from nnexplore.remote.service.config import Config, Entry
from nnexplore.remote.service.service import Service
from nnexplore.remote.wire import CONTENT_TYPE, unpack
from nnexplore.remote.worker.executor import Executor
from nnexplore.remote.worker.item import Delivery, Item
from nnexplore.remote.worker.spec import ModelSpec

PROMPT = "The Eiffel Tower is in the city of"


def traced(model, prompt=PROMPT, layer=1, gradients=False, scale=1.0) -> bytes:
    """A request for the output of a layer, times a number."""
    with torch.set_grad_enabled(gradients), model.trace(prompt) as run:
        (model.layers[layer].output * scale).save("hidden")
    return Request("demo", (run.graph,), gradients=gradients).to_bytes()


def slow(model, times: int, size: int = 900) -> bytes:
    """A request that multiplies matrices for a while."""
    with torch.no_grad(), model.trace(PROMPT):
        pass
    with torch.no_grad(), model.trace(PROMPT, defer=True) as run:
        first = model.layers[0].output[0, 0, 0]
        matrix = first.expand(size, size) * 0.0
        for _ in range(times):
            matrix = matrix @ matrix
        matrix.sum().save("sum")
    return Request("demo", (run.graph,)).to_bytes()


def hidden(model, prompt=PROMPT, layer=1) -> torch.Tensor:
    """The same by a bare hook."""
    found = []
    handle = model.module.transformer.h[layer].register_forward_hook(lambda _, __, out: found.append(out))
    with torch.no_grad():
        model.module(**model.tokenizer(prompt, return_tensors="pt"))
    handle.remove()
    return found[0]


def outcome(blob: bytes) -> Outcome:
    """What a body of a result says."""
    return Outcome.of(*unpack(blob))


class Paced:
    """Carries requests out in this process, really, once ``gate`` is set; notes what went together."""

    def __init__(self, model, limits: Limits) -> None:
        self.state, self.description, self.restarts = "cold", None, 0
        self.gate, self.batches, self.cancelled = asyncio.Event(), [], set()
        self._executor = Executor(model, limits)
        self.gate.set()

    async def start(self) -> None:
        self.state = "ready"

    async def run(self, items: Sequence[Item], told=None) -> AsyncIterator[Delivery]:
        self.batches.append([item.id for item in items])
        for item in items:
            told(item.id, {"done": 0, "total": 0, "what": "begun"})
        while not self.gate.is_set() and not {item.id for item in items} <= self.cancelled:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.gate.wait(), 0.01)
        requests = [Request.of(*unpack(item.body)) for item in items]
        done = self._executor.run(requests)
        for item, made in zip(items, done, strict=True):
            if item.id in self.cancelled:
                yield Delivery(item.id, Refusal("cancelled", "the job was cancelled"))
            elif made.failed is not None:
                yield Delivery(item.id, made.failed)
            else:
                body = made.to_bytes()
                yield Delivery(item.id, None, body, None, len(body))

    async def cancel(self, id: str) -> None:
        self.cancelled.add(id)

    async def stop(self) -> None:
        self.state = "cold"


def paced(model, folder, *, limits: Limits | None = None, **given) -> tuple[Service, Paced]:
    """A service of the demo model with such a backend. Begin it inside a running loop."""
    limits = limits or Limits()
    config = Config((Entry(ModelSpec("demo", limits=limits)),), spool=folder, limits=limits, **given)
    backends = []

    def make(spec: ModelSpec) -> Paced:
        backends.append(Paced(model, spec.limits))
        return backends[-1]

    service = Service(config, make)
    return service, backends[0]


async def submitted(service: Service, body: bytes, owner: str = "ada", key: str = ""):
    """A job for a body, as the HTTP side asks for it."""
    from nnexplore.remote.service.tokens import Token

    with service.intake.share(owner) as share:
        share.take(len(body))
        return await service.submit(Token(owner, owner, ""), body, CONTENT_TYPE, key, share)


async def ended(*jobs, seconds: float = 30.0) -> None:
    """Wait for jobs."""
    await asyncio.wait_for(asyncio.gather(*(job.done.wait() for job in jobs)), seconds)
