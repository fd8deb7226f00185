"""Models that are seen to be left as they were, and real workers, in processes of their own."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace

import pytest
import torch

import nnexplore
from nnexplore.remote import Limits, Outcome
from nnexplore.remote.wire import unpack
from nnexplore.remote.worker.backend import Item, ProcessBackend
from nnexplore.remote.worker.executor import Executor
from nnexplore.remote.worker.spec import ModelSpec
from tests.reference import hooked
from tests.remote.asking import copies, same_weights, state

NOISE = """
import os, sys

class Noise:
    def find_spec(self, name, path=None, target=None):
        if name == "nnexplore.remote.worker.loading":
            print("a line that nobody asked for", flush=True)
            os.write(1, b"bytes past Python")
            os.system("echo and a child")

sys.meta_path.insert(0, Noise())
"""
"""Prints in the middle of a worker's life, in three ways."""


class Works:
    """A worker and a loop to talk to it in; each item that is asked for is delivered once."""

    def __init__(self, backend):
        self.backend = backend
        self.loop = asyncio.new_event_loop()
        self.heard = []

    def do(self, awaitable, seconds=120):
        return self.loop.run_until_complete(asyncio.wait_for(awaitable, seconds))

    def run(self, *requests, told=None):
        """The deliveries for requests, which are numbered "0", "1", …; ``told`` may look on."""
        items = [Item(str(at), request.to_bytes()) for at, request in enumerate(requests)]
        found = {}

        def hear(id, how):
            self.heard.append((id, how["done"], how["what"]))
            if told is not None:
                told(id, how)

        async def all_of_it():
            async for delivery in self.backend.run(items, hear):
                assert delivery.id not in found
                found[delivery.id] = delivery

        self.heard.clear()
        self.do(all_of_it())
        assert sorted(found) == sorted(item.id for item in items)
        return [found[item.id] for item in items]

    def limit(self, **limits):
        """Other limits, from the next start on."""
        self.backend.spec = replace(self.backend.spec, limits=Limits(**limits))

    def close(self):
        self.do(self.backend.stop())
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()


def outcome_of(delivery):
    """What a delivery holds."""
    return Outcome.of(*unpack(delivery.read()))


@pytest.fixture(scope="session")
def server():
    """A server of the demo model, in a process of its own, for all who only ask it."""
    with nnexplore.remote.start("demo") as started:
        yield started.server


@pytest.fixture
def no_grad():
    """For whole files: ``pytestmark = pytest.mark.usefixtures("no_grad")``."""
    with torch.no_grad():
        yield


@pytest.fixture
def plain(demo):
    """Values of the demo model on one prompt by bare hooks, with edits perhaps."""
    ids = dict(demo.tokenizer("The Eiffel Tower is in the city of", return_tensors="pt"))
    return lambda *sites, edits=None: hooked(demo.module, ids, list(sites), edits=edits or {})


@pytest.fixture
def executor(demo):
    """On the demo model, which is afterwards what it was."""
    demo.module.zero_grad()
    before, weights = state(demo.module), copies(demo.module)
    yield Executor(demo)
    assert state(demo.module) == before
    assert same_weights(demo.module, weights)


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    """A worker with the demo model, that prints now and then; results above 64 KiB go through files."""
    folder, noise = tmp_path_factory.mktemp("spool"), tmp_path_factory.mktemp("noise")
    (noise / "sitecustomize.py").write_text(NOISE)
    log = noise / "log"
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(noise)
    try:
        spec = ModelSpec("demo", weights=True, limits=Limits())
        works = Works(ProcessBackend(spec, spool=folder, grace=0.5, large=1 << 16, threads=1, log=log))
        works.do(works.backend.start())
        yield works
        works.close()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
