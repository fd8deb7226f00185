"""What graphs on different prompts cost together: eight requests, each with one saved layer and one edit.

    python -m benchmarks.mixed [--rounds 15] [--out benchmarks/results/mixed.md]

Only ratios are to be read: every variant runs once per round in one process, on one thread, and is divided by the
first of the same round; the clock is the process's. All variants must give the same values to 1e-5 before anything is
timed. Every variant begins with texts and graphs as they are recorded, so that tokenizing and planning are included.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch

import nnexplore
from benchmarks.measure import side_by_side, table
from nnexplore.graph import Graph

PROMPTS = [
    "The Eiffel Tower is in the city of",
    "red cup moon",
    "Mary went to the store with John and",
    "one two three one two",
    "The Colosseum is in the city of",
    "The Kremlin is in",
    "When Mary and John went to the shops, John gave a bottle to",
    "The Big Ben is in the city of",
]
AGREE = 1e-5
EVEN = 10
"""Tokens of prompts of the same length."""


def request(model: Any, prompt: Any, layer: int) -> Graph:
    """One edit, one saved layer, and the next token's logits."""
    with torch.no_grad(), model.trace(prompt) as run:
        model.layers[layer].mlp.output[:, -1] *= 0.5
        model.layers[-1].output.save("hidden")
        model.output.logits[:, -1].save("logits")
    return run.graph


def hooks(model: Any, prompts: list[str]) -> list[dict[str, torch.Tensor]]:
    """The same by hand, a forward for each."""
    found = []
    for at, prompt in enumerate(prompts):
        ids = model.tokenizer(prompt, return_tensors="pt")["input_ids"]
        blocks, saved = model.module.transformer.h, {}

        def halve(_: Any, __: Any, output: torch.Tensor) -> torch.Tensor:
            output[:, -1] *= 0.5
            return output

        def keep(_: Any, __: Any, output: torch.Tensor, saved: dict[str, torch.Tensor] = saved) -> None:
            saved["hidden"] = output

        handles = [
            blocks[at % len(blocks)].mlp.register_forward_hook(halve),
            blocks[-1].register_forward_hook(keep),
        ]
        saved["logits"] = model.module(input_ids=ids).logits[:, -1]
        for handle in handles:
            handle.remove()
        found.append(saved)
    return found


def agreed(found: list[list[Any]]) -> float:
    """The greatest difference from the first, of the greatest number of a result.

    Raises:
        AssertionError: one is beyond ``AGREE``.
    """
    worst = 0.0
    for other in found[1:]:
        for mine, first in zip(other, found[0], strict=True):
            for name in ("hidden", "logits"):
                worst = max(worst, float((mine[name] - first[name]).abs().max() / first[name].abs().max()))
    assert worst <= AGREE, f"not the same values: {worst}"
    return worst


def report(rounds: int) -> str:
    """The tables."""
    model = nnexplore.load("demo")
    graphs = [request(model, prompt, at % 4) for at, prompt in enumerate(PROMPTS)]
    lengths = [len(model.tokens(prompt)) for prompt in PROMPTS]
    ids = torch.randint(4, 1500, (len(PROMPTS), EVEN), generator=torch.Generator().manual_seed(0)).tolist()
    alike = [request(model, row, at % 4) for at, row in enumerate(ids)]

    def many(what: list[Graph], **options: bool) -> list[Any]:
        return list(nnexplore.run_many(model, what, progress=False, **options))

    variants = {
        "graph.run, one by one": lambda: [graph.run(model) for graph in graphs],
        "plain hooks, one by one": lambda: hooks(model, PROMPTS),
        "run_many, one by one": lambda: [many([graph])[0] for graph in graphs],
        "run_many, mix=False": lambda: many(graphs, mix=False),
        "run_many": lambda: many(graphs),
        "plan_many alone": lambda: nnexplore.plan_many(model, graphs),
    }
    even = {
        "graph.run, one by one": lambda: [graph.run(model) for graph in alike],
        "run_many": lambda: many(alike),
    }
    with torch.no_grad():
        apart = agreed([variant() for name, variant in variants.items() if "plan" not in name])
        apart = max(apart, agreed([variant() for variant in even.values()]))
        tables = [
            table(f"8 prompts of {min(lengths)} to {max(lengths)} tokens", side_by_side(variants, rounds=rounds)),
            table(f"8 prompts of {EVEN} tokens", side_by_side(even, rounds=rounds)),
        ]
    head = (
        f"# What graphs on different prompts cost together\n\ntorch {torch.__version__}, demo model (4 layers, width "
        "128), one thread, no_grad; CPU time, ratios to the first variant of the same round."
    )
    return "\n".join(
        [head, *tables, "", f"Greatest difference between two variants, of the greatest number: {apart:.1e}."]
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    text = report(options.rounds)
    print(text)
    if options.out:
        options.out.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
