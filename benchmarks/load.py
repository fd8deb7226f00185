"""A server under load, beside a bare FastAPI application that does the same forward: ``python -m benchmarks.load``.

The rows of the first table are measured in turn, round by round, by a load that costs little (``light.py``): each of
its users sends the next request as soon as the last one is answered. CPU time is that of all processes of a server, so
that it does not matter who else is busy. Good and bad requests are mixed by locust (``pip install locust``).
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nnexplore

from .light import Load, drive, get, post
from .load_cases import BATCH, Case, bare, bodies, heavy, ours, tiny_model

ROUNDS = 3
WARM, ENOUGH = 15.0, 800
"""Seconds at most, and answers, until a server is warm."""


def main() -> None:
    """Run the loads and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60, help="of the mixed load; a tenth of it is one round")
    options.add_argument("--users", type=int, default=8)
    options.add_argument("--out", type=Path, default=Path(__file__).with_name("results") / "load.md")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        text = _report(Path(name), given.users, given.seconds)
    print(text)
    given.out.write_text(text)


def _report(folder: Path, users: int, seconds: int) -> str:
    tiny = tiny_model(folder / "tiny-model")
    small = nnexplore.LanguageModel(str(tiny))
    rows = []
    for name, source, model in (("tiny", str(tiny), small), ("demo", "demo", nnexplore.load("demo"))):
        bodies(folder / name, name, model)
        rows += _side_by_side(folder / name, name, source, users, seconds / 10)
    mixed, asked = _mixed(folder / "demo", users, seconds)
    return TEXT.format(
        users=users, rounds=ROUNDS, length=seconds / 10, rows=_table(rows), together=_together(rows), batch=BATCH,
        seconds=seconds, mixed=mixed, asked=asked,
    )  # fmt: skip


TEXT = """# A server under load

`python -m benchmarks.load`, {users} users, loopback, CPU only. A user sends the next request as soon as the last one is
answered. {rounds} rounds of {length:g} s each, in which the servers of a model take turns.

{rows}

CPU is that of all processes of a server. "To bare" is the median over the rounds of the ratio to the bare application:
one route, one forward, one hook, one request at a time. On two cores the load takes a share of them, so that the
numbers of requests say less about what a server could answer than its CPU for one does.

Going together (batches of up to {batch}) next to one at a time, requests/s, median over the rounds: {together}.

## Good and bad requests, and who asks whether the server is there

`locust`, {users} users, {seconds} s: as many requests that must be refused as good ones. 5xx and wrong are answers that
are neither the result nor the refusal that was due.

{mixed}

`/healthz`, asked twenty times a second meanwhile; in the second row one more client sends half a megabyte of JSON at a
time, which is read in a thread and refused.

{asked}
"""


@dataclass
class Row:
    """What became of one server, round by round."""

    case: Case
    loads: list[Load] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: int = 0
    grown: float = 0.0
    batches: tuple[float, float] = (0.0, 0.0)

    def round(self, requests: Sequence[bytes], users: int, seconds: float) -> None:
        """One more."""
        spent = self.case.cpu
        load = drive(self.case.url, requests, users, seconds)
        self.cpu.append((self.case.cpu - spent) / max(len(load.times), 1) * 1e3)
        self.loads.append(load)

    @property
    def rates(self) -> list[float]:
        """Requests a second, of each round."""
        return [load.rate for load in self.loads]


def _side_by_side(folder: Path, name: str, source: str, users: int, seconds: float) -> list[Row]:
    """The bare application and two servers; all of them run, and one at a time is asked."""
    with contextlib.ExitStack() as running:
        cases = [running.enter_context(bare(name, source, folder))]
        cases += [running.enter_context(ours(folder / f"{batch}", name, source, batch, folder)) for batch in (BATCH, 1)]
        rows = [Row(case) for case in cases]
        for row in rows:
            _warm(row.case, users)
            row.memory = row.case.memory
        for _ in range(ROUNDS):
            for row in rows:
                row.round(_requests(row.case), users, seconds)
        for row in rows:
            row.grown = row.case.memory / row.memory - 1
        for row in rows[1:]:
            row.batches = row.case.batches
    return rows


def _warm(case: Case, users: int) -> None:
    """Until it has answered a while, however busy the machine is: its memory grows at first."""
    answered, end = 0, time.monotonic() + WARM
    while answered < ENOUGH and time.monotonic() < end:
        answered += len(drive(case.url, _requests(case), users, 1).times)


def _requests(case: Case) -> list[bytes]:
    return [post(case.url, path.read_bytes(), case.content) for path in sorted(case.folder.iterdir())]


def _table(rows: Sequence[Row]) -> str:
    lines = [
        "| | requests/s | to bare | CPU ms a request | to bare | p50 / p95 ms | batch | wrong | memory |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    base = rows[0]
    for row in rows:
        base = row if "bare" in row.case.name else base
        times = sorted(time for load in row.loads for time in load.times)
        size, count = row.batches
        lines.append(
            f"| {row.case.name} | {statistics.median(row.rates):.0f} | {_ratio(row.rates, base.rates):.2f} "
            f"| {statistics.median(row.cpu):.2f} | {_ratio(row.cpu, base.cpu):.2f} "
            f"| {_at(times, 0.5):.1f} / {_at(times, 0.95):.1f} | {f'{size / count:.1f}' if count else ''} "
            f"| {sum(load.wrong for load in row.loads)} | {row.grown:+.1%} |"
        )
    return "\n".join(lines)


def _together(rows: Sequence[Row]) -> str:
    pairs = [(rows[at], rows[at + 1]) for at in range(1, len(rows), 3)]
    return ", ".join(f"{one.case.name.partition(':')[0]} {_ratio(one.rates, two.rates):.2f}" for one, two in pairs)


def _ratio(mine: Sequence[float], base: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(mine, base, strict=True))


def _at(ordered: Sequence[float], part: float) -> float:
    """A quantile in milliseconds."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1e3 if ordered else float("nan")


# -- good and bad, and the health of the server ----------------------------------------------------------------------


def _mixed(folder: Path, users: int, seconds: int) -> tuple[str, str]:
    with ours(folder / "mixed", "demo", "demo", BATCH, folder) as case:
        _locust(case, folder, users, 8)  # warm
        cpu, memory = case.cpu, case.memory
        seen = _locust(case, folder, users, seconds)
        spent = (case.cpu - cpu) / max(int(seen["Request Count"]), 1) * 1e3
        mixed = [
            "| requests/s | CPU ms a request | p50 / p95 ms | 5xx or wrong | memory |",
            "|---|---|---|---|---|",
            f"| {float(seen['Requests/s']):.0f} | {spent:.2f} | {seen['50%']} / {seen['95%']} "
            f"| {seen['Failure Count']} | {case.memory / memory - 1:+.1%} |",
        ]
        asked = ["| under | asked | p50 / p95 / largest ms |", "|---|---|---|"]
        for what, extra in ((f"{users} users", None), (f"{users} users and large bodies", heavy())):
            asked.append(f"| {what} | {_health(case, users, seconds / 6, extra)} |")
    return "\n".join(mixed), "\n".join(asked)


def _health(case: Case, users: int, seconds: float, extra: bytes | None) -> str:
    with contextlib.ExitStack() as stack:
        if extra is not None:
            url = f"{case.root}/v1/validate"
            command = [sys.executable, "-m", "benchmarks.load_heavy", url, f"{seconds}"]
            process = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE))
            assert process.stdin is not None
            process.stdin.write(extra)
            process.stdin.close()
        load = drive(case.url, _requests(case), users, seconds, beside=get(f"{case.root}/healthz"))
    times = sorted(load.beside)
    return f"{len(times)} | {_at(times, 0.5):.1f} / {_at(times, 0.95):.1f} / {_at(times, 1):.1f}"


def _locust(case: Case, folder: Path, users: int, seconds: int) -> dict[str, str]:
    """What locust's users saw: its row "Aggregated"."""
    out = folder / f"locust{time.monotonic_ns()}"
    kinds = os.pathsep.join(str(folder / kind) for kind in ("good", "bad"))
    script = str(Path(__file__).with_name("load_users.py"))
    options = {"-f": script, "-u": users, "-r": users, "-t": f"{seconds}s", "--csv": out, "--host": case.url}
    words = [str(word) for pair in options.items() for word in pair]
    command = [sys.executable, "-m", "locust", "--headless", "--only-summary", "--loglevel", "WARNING", *words]
    environment = {**os.environ, "LOAD_URL": case.url, "LOAD_BODIES": kinds}
    subprocess.run(command, env=environment, check=False, capture_output=True)
    sys.stderr.write(Path(f"{out}_failures.csv").read_text())
    with Path(f"{out}_stats.csv").open() as file:
        return next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")


if __name__ == "__main__":
    main()
