"""What a trace costs over a bare forward: nnexplore, plain hooks, and nnsight where it is installed.

    python -m benchmarks.trace [--rounds 40] [--only reading] [--device cuda] [--out benchmarks/results/trace.md]

Only ratios are to be read: every variant runs once per round in one process, on one thread, and is divided by the
bare forward of the same round. nnsight is no dependency; `pip install nnsight==0.8.1` to have its column. On a GPU
the models are of the shapes of GPT-2-XL and of one with 7 billion parameters, random and in bfloat16.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

import nnexplore
from benchmarks.measure import side_by_side, table

Variants = dict[str, Callable[[], object]]
Case = tuple[str, Variants, int, int]
TOKENS = 10
NEW_TOKENS = 20


# -- models -------------------------------------------------------------------------------------------------------


def gpt2(width: int, vocab: int, layers: int = 12, heads: int | None = None, **more: Any) -> nn.Module:
    """A random GPT-2."""
    torch.manual_seed(0)
    ends = {"bos_token_id": 0, "eos_token_id": None, "pad_token_id": 0}
    heads = heads or max(width // 64, 2)
    config = GPT2Config(n_embd=width, n_layer=layers, n_head=heads, vocab_size=vocab, **ends, **more)
    return GPT2LMHeadModel(config).eval()


def llama_7b() -> nn.Module:
    """A random model of the shape of Llama 2 7B."""
    torch.manual_seed(0)
    with torch.device("cuda"):
        return LlamaForCausalLM(LlamaConfig(dtype=torch.bfloat16, eos_token_id=None)).to(torch.bfloat16).eval()


def identities(count: int) -> Callable[[], nn.Module]:
    """A chain of modules that do nothing."""
    return lambda: nn.Sequential(*(nn.Identity() for _ in range(count)))


def handle_of(model: nnexplore.Model, path: str) -> Any:
    """The handle at a dotted path."""
    handle: Any = model
    for name in path.split("."):
        handle = handle[name]
    return handle


# -- reading ------------------------------------------------------------------------------------------------------


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


def reads(make: Callable[[], nn.Module], paths: list[str], *args: Any) -> Variants:
    """Bare forward, hooks, nnexplore, nnsight: each on its own copy of the same model, or on one if it is large."""
    bare, module, wrapped = make(), make(), make()
    model = nnexplore.Model(wrapped)
    handles = [handle_of(model, path) for path in paths]
    targets = [module.get_submodule(path) for path in paths]
    return {
        "bare forward": lambda: bare(*args),
        "plain hooks": lambda: hooked(module, targets, *args),
        "nnexplore": lambda: traced(model, handles, *args),
        "nnexplore, left after the last read": lambda: stopped(model, handles, *args),
        **nnsight_reads(make(), paths, *args),
    }


def nnsight_reads(module: nn.Module, paths: list[str], *args: Any) -> Variants:
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


# -- generation ---------------------------------------------------------------------------------------------------


def generations(make: Callable[[], nn.Module], ids: torch.Tensor, path: str) -> Variants:
    """A greedy generation, bare and with the last block's output of each step."""
    options = {"max_new_tokens": NEW_TOKENS, "do_sample": False, "pad_token_id": 0}
    bare, module = make(), make()
    model = nnexplore.LanguageModel(make())
    block = handle_of(model, path)
    mask = torch.ones_like(ids)

    def with_hooks() -> list[Any]:
        seen: list[Any] = []
        hook = module.get_submodule(path).register_forward_hook(lambda _m, _a, out: seen.append(out))
        try:
            module.generate(ids, attention_mask=mask, **options)  # type: ignore[operator]
        finally:
            hook.remove()
        return seen

    def live() -> list[Any]:
        with model.generate(ids, **options) as run:
            return [block.output for _ in run.steps()]

    return {
        "bare generate": lambda: bare.generate(ids, attention_mask=mask, **options),  # type: ignore[operator]
        "plain hooks": with_hooks,
        "nnexplore": live,
        **nnsight_generations(make(), ids, path, options),
    }


def nnsight_generations(module: nn.Module, ids: torch.Tensor, path: str, options: dict[str, Any]) -> Variants:
    """The same with nnsight, if it is there."""
    try:
        from nnsight import LanguageModel
    except ImportError:
        return {}
    model = LanguageModel(module, tokenizer=nnexplore.load("demo").tokenizer)
    block = model.get(path)

    def run() -> list[Any]:
        with model.generate(ids, **options) as tracer:
            seen = [].save()  # type: ignore[attr-defined]
            for _ in tracer.iter[:]:
                seen.append(block.output)
        return seen

    return {"nnsight": run}


# -- attention ----------------------------------------------------------------------------------------------------


def patterns(ids: torch.Tensor, make: Callable[[str], nn.Module]) -> Variants:
    """Every layer's attention pattern: PyTorch's own way, and the ports, under both implementations."""
    eager, watched, fused = make("eager"), nnexplore.LanguageModel(make("eager")), nnexplore.LanguageModel(make("sdpa"))

    def ports(model: nnexplore.LanguageModel) -> list[Any]:
        with model.trace(ids) as run:
            seen = [layer.attn.pattern for layer in model.layers]
            run.finish()
        return seen

    return {
        "output_attentions=True, eager": lambda: eager(ids, output_attentions=True).attentions,
        "nnexplore, eager": lambda: ports(watched),
        "nnexplore, sdpa": lambda: ports(fused),
        "bare forward, eager, no patterns": lambda: eager(ids),
        **nnsight_patterns(make("eager"), ids),
    }


def nnsight_patterns(module: nn.Module, ids: torch.Tensor) -> Variants:
    """With nnsight, which has them by asking the model for its attentions."""
    try:
        from nnsight import NNsight
    except ImportError:
        return {}
    model = NNsight(module)

    def run() -> list[Any]:
        seen: list[Any] = []
        with model.trace(ids, output_attentions=True):
            for block in model.transformer.h:
                seen.append(block.attn.output[1])  # noqa: PERF401  nnsight rewrites the block; keep it plain
        return seen

    return {"nnsight, output_attentions=True": run}


# -- the report ---------------------------------------------------------------------------------------------------


def on_cpu(rounds: int) -> Iterator[Case]:
    """All cases on the CPU."""
    ids = torch.arange(TOKENS).unsqueeze(0)
    small, thin = (lambda: gpt2(768, 50_257)), (lambda: gpt2(64, 64))
    layers = [f"transformer.h.{at}" for at in range(12)]
    x = torch.ones(1, 4)
    yield "reading: GPT-2-small shape, one read (the last block)", reads(small, layers[-1:], ids), rounds, 1
    yield "reading: GPT-2-small shape, twelve reads", reads(small, layers, ids), rounds, 1
    yield "reading: GPT-2-small shape, only layer 3 of 12", reads(small, layers[2:3], ids), rounds, 1
    yield "reading: thin model (12 layers, d 64), one read", reads(thin, layers[-1:], ids), rounds * 3, 5
    yield "reading: thin model, twelve reads", reads(thin, layers, ids), rounds * 3, 5
    yield "reading: 12 Identity modules, one read", reads(identities(12), ["11"], x), rounds * 3, 100
    yield "reading: 400 Identity modules, one read", reads(identities(400), ["399"], x), rounds * 3, 20
    title = f"generation: GPT-2-small shape, {NEW_TOKENS} tokens, a read at each"
    yield title, generations(small, ids, layers[-1]), max(rounds // 2, 3), 1
    yield "attention: GPT-2-small shape, all patterns", _small_patterns(ids), rounds, 1


def _small_patterns(ids: torch.Tensor) -> Variants:
    return patterns(ids, lambda kind: gpt2(768, 50_257, attn_implementation=kind))


def on_gpu(rounds: int) -> Iterator[Case]:
    """All cases on a GPU."""
    ids = torch.arange(TOKENS, device="cuda").unsqueeze(0)

    def xl(**more: Any) -> nn.Module:
        return gpt2(1600, 50_257, layers=48, heads=25, **more).to("cuda", torch.bfloat16)

    blocks = [f"transformer.h.{at}" for at in range(48)]
    yield "reading: GPT-2-XL shape, bfloat16, one read", reads(xl, blocks[-1:], ids), rounds, 3
    yield "reading: GPT-2-XL shape, bfloat16, 48 reads", reads(xl, blocks, ids), rounds, 3
    title = f"generation: GPT-2-XL shape, {NEW_TOKENS} tokens, a read at each"
    yield title, generations(xl, ids, blocks[-1]), max(rounds // 2, 3), 1
    kinds = patterns(ids, lambda kind: xl(attn_implementation=kind))
    yield "attention: GPT-2-XL shape, all patterns", kinds, rounds, 1
    del kinds
    large, layers = llama_7b(), [f"model.layers.{at}" for at in range(32)]
    yield "reading: 7B shape, bfloat16, one read", reads(lambda: large, layers[-1:], ids), rounds, 3
    yield "reading: 7B shape, bfloat16, 32 reads", reads(lambda: large, layers, ids), rounds, 3
    yield (
        f"generation: 7B shape, {NEW_TOKENS} tokens",
        generations(lambda: large, ids, layers[-1]),
        max(rounds // 2, 3),
        1,
    )


def report(device: str, rounds: int, only: str) -> str:
    """All tables whose title begins with ``only``."""
    cases = on_gpu(rounds) if device == "cuda" else on_cpu(rounds)
    return "\n".join(
        table(title, side_by_side(variants, rounds=count, repeat=repeat, device=device))
        for title, variants, count, repeat in cases
        if title.startswith(only)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="", help="reading, generation or attention")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with torch.no_grad():
        text = report(options.device, options.rounds, options.only)
    where = torch.cuda.get_device_name() if options.device == "cuda" else "one thread"
    versions = f"torch {torch.__version__}, nnexplore {nnexplore.__version__}, {TOKENS} tokens, {where}, no_grad"
    text = f"# What a trace costs\n\n{versions}; ratios to the first variant of the same round.\n{text}\n"
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text)


if __name__ == "__main__":
    main()
