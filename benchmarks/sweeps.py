"""What a sweep costs: activation patching by hooks, by hand-made batches, by TransformerLens, nnsight and nnexplore.

    python -m benchmarks.sweeps [--rounds 5] [--only residual] [--threads 2] [--out benchmarks/results/sweeps.md]
    python -m benchmarks.sweeps --memory          # peak memory, each variant in a process of its own
    python -m benchmarks.sweeps --scale           # nnexplore's time per cell for 100, 1,000 and 10,000 cells

Only ratios are to be read: every variant runs once per round in one process, and is divided by the first of the same
round; the clock is the wall's, for some variants use more threads than others. Before anything is timed, all variants
of a sweep must give the same matrix to 1e-4. Every variant includes its own clean run. TransformerLens and nnsight
are no dependencies; tests/analysis/test_transformer_lens.py tells how to have the one, `pip install nnsight==0.8.1`
the other.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from benchmarks import sweep_variants as variants
from benchmarks.measure import side_by_side, table
from benchmarks.memory import growth
from benchmarks.sweep_problem import gpt2_small

AGREE = 1e-4
SHORT, MIDDLE, LONG = 10, 40, 200
BOUNDS = ("50MiB", "100MiB", "200MiB", "400MiB")
SAMPLED = range(9, LONG, 20)
"""Positions that stand for all of the long prompt."""


@dataclass(frozen=True)
class Case:
    """Variants that give the same matrix. Where they compute a sample, ``scale`` times their time is all's.

    ``yardstick`` says that the first variant gives another, and is there for its time alone.
    """

    title: str
    variants: dict[str, Callable[[], torch.Tensor]]
    rounds: int
    scale: float = 1.0
    yardstick: bool = False


def cases(rounds: int, only: str) -> Iterator[Case]:
    """The cases whose title begins with ``only``; each is built when it is its turn."""
    made = {
        f"residual: 12 layers × {SHORT} positions": residual,
        "heads: 144 heads, all positions": heads,
        f"long: 12 layers × {LONG} positions": long_residual,
        "attribution: all components": attribution,
    }
    for title, make in made.items():
        if title.startswith(only):
            yield make(title, rounds)


def residual(title: str, rounds: int) -> Case:
    """120 cells of the residual stream."""
    problem = gpt2_small(SHORT)
    every = range(SHORT)
    found: dict[str, Callable[[], torch.Tensor]] = {
        "plain hooks, one run per cell": lambda: variants.hooks(problem, every),
        "batched by hand, ten cells at a time": lambda: variants.batched(problem, every, SHORT),
        "batched by hand, all 120 cells at once": lambda: variants.batched(problem, every, 12 * SHORT),
        **variants.transformer_lens(problem, "resid_pre"),
        **variants.nnsight(problem),
        **variants.nnexplore(problem, component="resid_pre"),
    }
    return Case(title, found, rounds)


def heads(title: str, rounds: int) -> Case:
    """144 heads, each at all positions."""
    problem = gpt2_small(SHORT)
    found: dict[str, Callable[[], torch.Tensor]] = {
        "plain hooks, one run per head": lambda: variants.head_hooks(problem, 1),
        "batched by hand, the twelve heads of a layer": lambda: variants.head_hooks(problem, 12),
        **variants.transformer_lens(problem, "attn_head_out_all_pos"),
        **variants.nnexplore(problem, component="head_out"),
    }
    return Case(title, found, rounds)


def long_residual(title: str, rounds: int) -> Case:
    """A sample of the 2,400 cells of a long prompt, its time scaled to all of them."""
    problem = gpt2_small(LONG)
    count = 12 * len(SAMPLED)
    options = {"component": "resid_pre", "positions": SAMPLED}
    found: dict[str, Callable[[], torch.Tensor]] = {
        "plain hooks, one run per cell": lambda: variants.hooks(problem, SAMPLED),
        "batched by hand, a layer at a time": lambda: variants.batched(problem, SAMPLED, len(SAMPLED)),
        "nnexplore, reuse=False": variants.nnexplore(problem, **options, reuse=False)["nnexplore"],
        **variants.nnexplore(problem, **options),
    }
    title = f"{title} ({count} cells sampled, every twentieth position of each layer; milliseconds scaled to all)"
    return Case(title, found, max(rounds // 3, 1), scale=LONG / len(SAMPLED))


def attribution(title: str, rounds: int) -> Case:
    """Attribution patching of all components beside forwards of the model."""
    problem = gpt2_small(SHORT)
    found = {"four forwards": lambda: variants.forwards(problem, 4), **variants.nnexplore_attribution(problem)}
    return Case(title, found, rounds, yardstick=True)


# -- time ---------------------------------------------------------------------------------------------------------


def agreed(case: Case) -> float:
    """The greatest difference of a variant from the first.

    Raises:
        AssertionError: one differs by more than ``AGREE``.
    """
    (_, first), *others = ((name, make()) for name, make in case.variants.items())
    apart = {name: float((matrix - first).abs().max()) for name, matrix in others}
    wrong = {name: value for name, value in apart.items() if not value <= AGREE}
    assert not wrong, f"{case.title}: not the same matrix as the first variant, by at most {wrong}"
    assert first.std() > 100 * AGREE, f"{case.title}: the matrix is flat, so agreement says nothing"
    return max(apart.values(), default=0.0)


def timed(case: Case) -> str:
    """One table."""
    apart = None if case.yardstick else agreed(case)
    ratios = side_by_side(case.variants, rounds=case.rounds, clock=time.perf_counter)
    ratios = [replace(ratio, milliseconds=ratio.milliseconds * case.scale) for ratio in ratios]
    text = f"{table(case.title, ratios)}\n"
    return text if apart is None else f"{text}\nGreatest difference between two matrices: {apart:.1e}.\n"


# -- memory -------------------------------------------------------------------------------------------------------


def memory(only: str) -> str:
    """Peak memory of each variant, above what its process held before, each in a process of its own."""
    rows = [
        f"| {case.title} | {name} | {growth('benchmarks.sweeps:one', case.title, name):.0f} |"
        for case in cases(1, only)
        for name in case.variants
    ]
    bounds = [f"| {bound} | {growth('benchmarks.sweeps:bounded', bound):.0f} |" for bound in BOUNDS]
    return "\n".join(
        [
            "",
            "| sweep | variant | peak growth, MB |",
            "|---|---|---|",
            *rows,
            "",
            f"nnexplore's sweep of 12 layers × {MIDDLE} positions with a bound on memory:",
            "",
            "| `memory=` | peak growth, MiB |",
            "|---|---|",
            *bounds,
        ]
    )


def bounded(bound: str) -> Callable[[], object]:
    """A sweep with a bound on memory, after a small one that loads what is loaded once; for a child process."""
    problem = gpt2_small(MIDDLE)
    (small,) = variants.nnexplore(problem, component="resid_pre", layers=[0], positions=[1], memory=bound).values()
    small()
    (found,) = variants.nnexplore(problem, component="resid_pre", memory=bound).values()
    return found


def one(title: str, name: str) -> Callable[[], object]:
    """One variant, for a child process."""
    (case,) = cases(1, title.split(":")[0])
    return case.variants[name]


# -- scale --------------------------------------------------------------------------------------------------------


def scale() -> str:
    """The time per cell of nnexplore's sweeps of 100, 1,000 and 10,000 cells on the demo model."""
    rows = []
    for count, sweep in variants.nnexplore_scale((100, 1_000, 10_000)).items():
        sweep()
        begin = time.perf_counter()
        cells = sweep().numel()
        spent = time.perf_counter() - begin
        rows.append(f"| {count:,} | {cells:,} | {spent:.2f} | {spent / cells * 1e6:.0f} |")
    rows = rows or ["| nnexplore.analysis.activation_patching does not exist yet | | | |"]
    return "\n".join(["", "| asked for | cells | s | µs per cell |", "|---|---|---|---|", *rows])


# -- the report ---------------------------------------------------------------------------------------------------


def report(options: argparse.Namespace) -> str:
    """What was asked for, under a heading."""
    if options.memory:
        text = memory(options.only)
    elif options.scale:
        text = scale()
    else:
        text = "\n".join(timed(case) for case in cases(options.rounds, options.only))
    setting = f"torch {torch.__version__}, GPT-2-small shape, random weights, {options.threads} threads, no_grad"
    return f"# What a sweep costs\n\n{setting}; wall time, ratios to the first variant of the same round.\n{text}\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="residual, heads, long or attribution")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with torch.no_grad():
        text = report(options)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text)


if __name__ == "__main__":
    main()
