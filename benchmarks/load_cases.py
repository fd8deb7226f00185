"""What ``load.py`` puts under load: servers, the bodies that are sent to them, and what a server took meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import torch

import nnexplore
from nnexplore.remote import Request
from nnexplore.remote.wire import CONTENT_TYPE

__all__ = ["BATCH", "Case", "bare", "bodies", "heavy", "ours", "tiny_model"]

PROMPTS = [
    "The Eiffel Tower is in the city of",
    "The Colosseum is in the city of",
    "The capital of Italy is",
    "Madison Square Garden is located in the city of New",
    "The Brandenburg Gate is in the city of",
    "When Mary and John went to the store, John gave a drink to",
    "The capital of France is",
    "Paris is",
]
LAYER = 1
BATCH = 16


@dataclass
class Case:
    """A server that runs.

    Attributes:
        name: in the table.
        url: where requests go.
        pid: its process.
        content: of its requests, and the folder of their bodies.
    """

    name: str
    url: str
    pid: int
    content: str
    folder: Path

    @property
    def cpu(self) -> float:
        """Seconds of processor that its processes have taken."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())

    @property
    def memory(self) -> int:
        """Bytes that they hold."""
        return sum(int(one.memory_info().rss) for one in self._family())

    @property
    def batches(self) -> tuple[float, float]:
        """Requests that went to its worker, and batches of them."""
        with urllib.request.urlopen(f"{self.root}/metrics") as answer:
            text = answer.read().decode()
        found = [
            re.search(rf"^nnexplore_batch_size_{what}{{.*}} (\S+)$", text, re.MULTILINE) for what in ("sum", "count")
        ]
        return tuple(float(one[1]) if one else 0.0 for one in found)  # type: ignore[return-value]

    @property
    def root(self) -> str:
        """The server's address."""
        return "/".join(self.url.split("/")[:3])

    def _family(self) -> list[psutil.Process]:
        first = psutil.Process(self.pid)
        return [first, *first.children(recursive=True)]


def tiny_model(folder: Path) -> Path:
    """Two layers of 64 with the demo model's tokenizer, as a folder."""
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    demo = nnexplore.load("demo").tokenizer
    config = GPT2Config(vocab_size=len(demo), n_positions=64, n_embd=64, n_layer=2, n_head=4)
    GPT2LMHeadModel(config).save_pretrained(folder)
    demo.save_pretrained(folder)
    return folder


def bodies(folder: Path, name: str, model: Any) -> None:
    """Requests that are let in, such that are not, and prompts, as files in ``good``, ``bad`` and ``prompts``."""
    from tests.remote.attacks import ATTACKS

    good, bad, prompts = folder / "good", folder / "bad", folder / "prompts"
    for one in (good, bad, prompts):
        one.mkdir(parents=True)
    for number, prompt in enumerate(PROMPTS):
        with torch.no_grad(), model.trace(prompt, defer=True) as run:
            model.transformer.h[0].mlp.output[:, -1] *= 0.5
            model.transformer.h[LAYER].output.save("hidden")
            graph = run.graph
        (good / f"{number}").write_bytes(Request(name, (graph,)).to_bytes())
        (prompts / f"{number}").write_text(json.dumps({"prompt": prompt}))
    for number, attack in enumerate(list(ATTACKS)[::12]):
        body = attack.make()
        if len(body) < 100_000 and attack.content_type == CONTENT_TYPE:
            (bad / f"{number}").write_bytes(body)


def heavy() -> bytes:
    """Half a megabyte of JSON that has to be read to be refused."""
    nodes = [[number] * 50 for number in range(3000)]
    return json.dumps({"nnexplore": "request", "graphs": [{"nodes": nodes}]}).encode()


@contextlib.contextmanager
def ours(folder: Path, name: str, source: str, batch: int, content: Path) -> Iterator[Case]:
    """``nnexplore serve``, with batches of so many requests at most."""
    folder.mkdir()
    config = folder / "server.toml"
    config.write_text(
        f'[server]\nspool = "spool"\nbatch = {batch}\n[limits]\nqueued_per_token = 64\n'
        f'[[models]]\nname = "{name}"\nsource = "{source}"\n'
    )
    what = f"{name}: nnexplore serve" + (", one at a time" if batch == 1 else "")
    with _running("nnexplore", "serve", "--port", "0", "--config", str(config)) as (url, pid):
        yield Case(what, f"{url}/v1/traces?wait=20", pid, CONTENT_TYPE, content / "good")


@contextlib.contextmanager
def bare(name: str, source: str, content: Path) -> Iterator[Case]:
    """An application that does the same forward, and nothing else."""
    what = f"{name}: bare FastAPI and a forward"
    with _running("benchmarks.bare_server", source) as (url, pid):
        yield Case(what, f"{url}/forward", pid, "application/json", content / "prompts")


@contextlib.contextmanager
def _running(*words: str) -> Iterator[tuple[str, int]]:
    """The address that a server prints, and its process."""
    command = [sys.executable, "-m", *words]
    alike = {**os.environ, "GOMP_SPINCOUNT": "1000"}  # as a worker has it; else the bare one takes twice the CPU
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=alike)
    assert process.stdout is not None
    try:
        url = next(line.split()[0] for line in process.stdout if line.startswith("http"))
        yield url, process.pid
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
