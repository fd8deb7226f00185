"""What a trace costs over a bare forward: nnexplore, plain hooks, and nnsight where it is installed.

    python -m benchmarks.trace [--rounds 40] [--out benchmarks/results/trace.md]

Only ratios are to be read: every variant runs once per round in one process, on one thread, and is divided by the
bare forward of the same round. nnsight is no dependency; `pip install nnsight==0.8.1` to have its column.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel

import nnexplore
from benchmarks.measure import side_by_side, table

Variants = dict[str, Callable[[], object]]
TOKENS = 10


def gpt2(width: int, vocab: int) -> nn.Module:
    """A random GPT-2 of twelve layers."""
    torch.manual_seed(0)
    config = GPT2Config(n_embd=width, n_layer=12, n_head=max(width // 64, 2), vocab_size=vocab)
    return GPT2LMHeadModel(config).eval()


def hooked(module: nn.Module, targets: list[nn.Module], *args: Any) -> list[Any]:
    """The outputs of some modules, by plain hooks."""
    seen: list[Any] = []
    hooks = [target.register_forward_hook(lambda _m, _a, out: seen.append(out)) for target in targets]
    try:
        module(*args)
    finally:
        for hook in hooks:
            hook.remove()
    return seen


def traced(model: nnexplore.Model, handles: list[Any], *args: Any) -> list[Any]:
    """The same in a trace of nnexplore that runs to the end, as a forward does."""
    with model.trace(*args) as run:
        seen = [handle.output for handle in handles]
        run.finish()
    return seen


def stopped(model: nnexplore.Model, handles: list[Any], *args: Any) -> list[Any]:
    """The same in a trace that is left after the last read."""
    with model.trace(*args):
        return [handle.output for handle in handles]


def with_nnsight(module: nn.Module, paths: list[str], *args: Any) -> Variants:
    """The same with nnsight, if it is there."""
    try:
        from nnsight import NNsight
    except ImportError:
        return {}
    model = NNsight(module)
    envoys = [model.get(path) for path in paths]

    def run() -> list[Any]:
        seen: list[Any] = []
        with model.trace(*args):
            for envoy in envoys:
                seen.append(envoy.output)  # noqa: PERF401  nnsight rewrites the block; keep it plain
        return seen

    return {"nnsight": run}


def reads(make: Callable[[], nn.Module], paths: list[str], *args: Any) -> Variants:
    """Bare forward, hooks, nnexplore, nnsight: each on its own copy of the same model."""
    bare, module, wrapped = make(), make(), make()
    model = nnexplore.Model(wrapped)
    handles = [handle_of(model, path) for path in paths]
    targets = [module.get_submodule(path) for path in paths]
    return {
        "bare forward": lambda: bare(*args),
        "plain hooks": lambda: hooked(module, targets, *args),
        "nnexplore": lambda: traced(model, handles, *args),
        "nnexplore, left after the last read": lambda: stopped(model, handles, *args),
        **with_nnsight(make(), paths, *args),
    }


def handle_of(model: nnexplore.Model, path: str) -> Any:
    """The handle at a dotted path."""
    handle: Any = model
    for name in path.split("."):
        handle = handle[name]
    return handle


def identities(count: int) -> Callable[[], nn.Module]:
    """A chain of modules that do nothing."""
    return lambda: nn.Sequential(*(nn.Identity() for _ in range(count)))


def report(rounds: int) -> str:
    """All tables."""
    ids = torch.arange(TOKENS).unsqueeze(0)
    small, thin = (lambda: gpt2(768, 50_257)), (lambda: gpt2(64, 64))
    layers = [f"transformer.h.{at}" for at in range(12)]
    x = torch.ones(1, 4)
    cases = [
        ("GPT-2-small shape, one read (the last block)", reads(small, layers[-1:], ids), rounds, 1),
        ("GPT-2-small shape, twelve reads", reads(small, layers, ids), rounds, 1),
        ("GPT-2-small shape, only layer 3 of 12", reads(small, layers[2:3], ids), rounds, 1),
        ("Thin model (12 layers, d 64), one read", reads(thin, layers[-1:], ids), rounds * 3, 5),
        ("Thin model, twelve reads", reads(thin, layers, ids), rounds * 3, 5),
        ("12 Identity modules, one read", reads(identities(12), ["11"], x), rounds * 3, 100),
        ("400 Identity modules, one read", reads(identities(400), ["399"], x), rounds * 3, 20),
    ]
    return "\n".join(table(title, side_by_side(v, rounds=n, repeat=r)) for title, v, n, r in cases)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with torch.no_grad():
        text = report(options.rounds)
    versions = f"torch {torch.__version__}, nnexplore {nnexplore.__version__}, {TOKENS} tokens, one thread, no_grad"
    text = f"# What a trace costs\n\n{versions}; ratios to the bare forward of the same round.\n{text}\n"
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text)


if __name__ == "__main__":
    main()
