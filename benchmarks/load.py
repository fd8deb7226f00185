"""A server under load, beside a bare FastAPI application that does the same forward: ``python -m benchmarks.load``.

Needs locust (``pip install locust``), which makes the load: each of its users sends the next request as soon as the
last one is answered. CPU time is that of all processes of a server, so that it does not matter who else is busy.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import torch

import nnexplore
from nnexplore.remote import Request
from nnexplore.remote.wire import CONTENT_TYPE

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


def main() -> None:
    """Run the loads and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--users", type=int, default=8)
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = list(_rows(folder, given.users, given.seconds))
    table = _table(rows)
    print(table)
    if given.out:
        given.out.write_text(
            f"# A server under load\n\n`python -m benchmarks.load`, {given.users} users, {given.seconds} s each, "
            f"loopback, CPU only.\n\n{table}\n"
        )


def _rows(folder: Path, users: int, seconds: int) -> Iterator[dict[str, Any]]:
    tiny = _tiny(folder / "tiny")
    for name, source, model in (
        ("tiny", str(tiny), nnexplore.LanguageModel(str(tiny))),
        ("demo", "demo", nnexplore.load("demo")),
    ):
        good, bad = _bodies(folder / name, name, model)
        with _bare(source) as server:
            yield _loaded(
                f"{name}: bare FastAPI and a forward", server, folder, [folder / name / "prompts"], users, seconds // 2
            )
        for batch, what in ((16, "nnexplore serve"), (1, "nnexplore serve, one at a time")):
            with _ours(folder / f"{name}{batch}", name, source, batch) as server:
                yield _loaded(f"{name}: {what}", server, folder, [good], users, seconds // 2)
        if name == "demo":
            with _ours(folder / "mixed", name, source, 16) as server:
                yield _loaded(f"{name}: good and bad requests", server, folder, [good, bad], users, seconds)


def _tiny(folder: Path) -> Path:
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    demo = nnexplore.load("demo").tokenizer
    config = GPT2Config(vocab_size=len(demo), n_positions=64, n_embd=64, n_layer=2, n_head=4)
    GPT2LMHeadModel(config).save_pretrained(folder)
    demo.save_pretrained(folder)
    return folder


def _bodies(folder: Path, name: str, model: Any) -> tuple[Path, Path]:
    """Requests that are let in, and such that are not, as files."""
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
    return good, bad


@contextlib.contextmanager
def _ours(folder: Path, name: str, source: str, batch: int) -> Iterator[tuple[str, int]]:
    folder.mkdir()
    config = folder / "server.toml"
    config.write_text(
        f'[server]\nspool = "spool"\nbatch = {batch}\n[limits]\nqueued_per_token = 64\n'
        f'[[models]]\nname = "{name}"\nsource = "{source}"\n'
    )
    with nnexplore.remote.start(config=config) as started:
        yield f"{started.url}/v1/traces?wait=20", started._process.pid


@contextlib.contextmanager
def _bare(source: str) -> Iterator[tuple[str, int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bare_server", source], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    try:
        yield f"{url}/forward", process.pid
    finally:
        process.terminate()
        process.wait()


def _loaded(
    what: str, server: tuple[str, int], folder: Path, bodies: list[Path], users: int, seconds: int
) -> dict[str, Any]:
    url, pid = server
    _drive(url, folder, bodies, users, 8)  # warm
    before, memory = _cpu(pid), _memory(pid)
    counted = _drive(url, folder, bodies, users, seconds)
    cpu, grown = _cpu(pid) - before, _memory(pid) / memory - 1
    return {"what": what, "grown": grown, "cpu": cpu / max(counted["requests"], 1) * 1e3, **counted}


def _drive(url: str, folder: Path, bodies: list[Path], users: int, seconds: int) -> dict[str, Any]:
    """What locust saw."""
    out = folder / f"locust{time.monotonic_ns()}"
    environment = {**os.environ, "LOAD_URL": url, "LOAD_BODIES": os.pathsep.join(map(str, bodies))}
    command = [
        sys.executable,
        "-m",
        "locust",
        "-f",
        str(Path(__file__).with_name("load_users.py")),
        "--headless",
        "--only-summary",
    ]
    command += [
        "-u",
        str(users),
        "-r",
        str(users),
        "-t",
        f"{seconds}s",
        "--csv",
        str(out),
        "--host",
        url,
        "--loglevel",
        "WARNING",
    ]
    subprocess.run(command, env=environment, check=False, capture_output=True)
    sys.stderr.write(Path(f"{out}_failures.csv").read_text() if users else "")
    with Path(f"{out}_stats.csv").open() as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    total = rows["Aggregated"]
    return {
        "requests": int(total["Request Count"]),
        "failed": int(total["Failure Count"]),
        "rate": float(total["Requests/s"]),
        "p50": float(total["50%"] or 0),
        "p95": float(total["95%"] or 0),
    }


def _family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def _cpu(pid: int) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in _family(pid))


def _memory(pid: int) -> int:
    return sum(int(one.memory_info().rss) for one in _family(pid))


def _table(rows: list[dict[str, Any]]) -> str:
    bare: dict[str, dict[str, Any]] = {}
    lines = [
        "| | requests/s | to bare | CPU ms a request | to bare | p50 / p95 ms | 5xx or wrong | memory |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        base = bare.setdefault(row["what"].partition(":")[0], row)
        lines.append(
            f"| {row['what']} | {row['rate']:.0f} | {row['rate'] / base['rate']:.2f} | {row['cpu']:.2f} "
            f"| {row['cpu'] / base['cpu']:.2f} | {row['p50']:.0f} / {row['p95']:.0f} | {row['failed']} "
            f"| {row['grown']:+.1%} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
