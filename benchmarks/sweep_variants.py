"""Ways to carry out one sweep: each gives [layer, position] or [layer, head]."""

from __future__ import annotations

import contextlib
import copy
import io
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch

from benchmarks.sweep_problem import Problem

__all__ = [
    "batched",
    "forwards",
    "head_hooks",
    "hooks",
    "nnexplore",
    "nnexplore_attribution",
    "nnexplore_scale",
    "nnsight",
    "transformer_lens",
]

Named = dict[str, Callable[[], torch.Tensor]]
"""One variant by its name, or none where the library is missing."""


# -- plain hooks --------------------------------------------------------------------------------------------------


def _inputs_of(problem: Problem, parts: Sequence[torch.nn.Module]) -> list[torch.Tensor]:
    """The first input of each module in the clean run."""
    seen: list[torch.Tensor] = []
    handles = [part.register_forward_pre_hook(lambda _, args: seen.append(args[0])) for part in parts]
    problem.module(problem.clean, use_cache=False)
    for handle in handles:
        handle.remove()
    return seen


def _run(problem: Problem, rows: int, edits: dict[torch.nn.Module, Callable[[torch.Tensor], None]]) -> torch.Tensor:
    """The metric of each of several rows of the corrupted prompt; an edit changes a copy of a module's input."""

    def hook_of(edit: Callable[[torch.Tensor], None]) -> Callable[..., Any]:
        def hook(_: torch.nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
            value = args[0].clone()
            edit(value)
            return (value, *args[1:])

        return hook

    handles = [part.register_forward_pre_hook(hook_of(edit)) for part, edit in edits.items()]
    try:
        return problem.metric(problem.module(problem.corrupted.expand(rows, -1), use_cache=False).logits)
    finally:
        for handle in handles:
            handle.remove()


def hooks(problem: Problem, positions: Iterable[int]) -> torch.Tensor:
    """The residual stream before each block, one run per cell."""
    return batched(problem, positions, 1)


def batched(problem: Problem, positions: Iterable[int], size: int) -> torch.Tensor:
    """The same, ``size`` cells at a time as rows of one batch."""
    blocks = list(problem.module.transformer.h)
    clean, positions = _inputs_of(problem, blocks), list(positions)
    cells = list(itertools.product(range(len(blocks)), positions))
    found = []
    for start in range(0, len(cells), size):
        chunk = cells[start : start + size]
        edits = {blocks[layer]: _rows_edit(clean[layer], chunk, layer) for layer in dict(chunk)}
        found.append(_run(problem, len(chunk), edits))
    return torch.cat(found).view(len(blocks), len(positions))


def _rows_edit(clean: torch.Tensor, chunk: list[tuple[int, int]], layer: int) -> Callable[[torch.Tensor], None]:
    def edit(value: torch.Tensor) -> None:
        for row, (at, position) in enumerate(chunk):
            if at == layer:
                value[row, position] = clean[0, position]

    return edit


def head_hooks(problem: Problem, size: int) -> torch.Tensor:
    """The heads' z at all positions, ``size`` heads of one layer at a time."""
    parts = [block.attn.c_proj for block in problem.module.transformer.h]
    count = problem.module.config.n_head
    found = []
    for part, clean in zip(parts, _inputs_of(problem, parts), strict=True):
        for start in range(0, count, size):
            chunk = range(start, start + size)
            found.append(_run(problem, size, {part: _heads_edit(clean, chunk, count)}))
    return torch.cat(found).view(len(parts), count)


def _heads_edit(clean: torch.Tensor, chunk: range, count: int) -> Callable[[torch.Tensor], None]:
    def edit(value: torch.Tensor) -> None:
        width = value.shape[-1] // count
        for row, head in enumerate(chunk):
            mine = slice(head * width, (head + 1) * width)
            value[row, :, mine] = clean[0, :, mine]

    return edit


# -- other libraries ----------------------------------------------------------------------------------------------


def transformer_lens(problem: Problem, what: str) -> Named:
    """TransformerLens' own function, ``get_act_patch_…``, on its bridge to a copy of the model."""
    try:
        from transformer_lens import patching
        from transformer_lens.model_bridge.sources._bridge_builder import build_bridge_from_module
    except ImportError:
        return {}
    module = copy.deepcopy(problem.module)
    bridge = build_bridge_from_module(module, "GPT2LMHeadModel", hf_config=copy.deepcopy(module.config))
    function = getattr(patching, f"get_act_patch_{what}")
    names = "hook_resid_pre" if what == "resid_pre" else "hook_z"

    def run() -> torch.Tensor:
        with contextlib.redirect_stderr(io.StringIO()):  # its progress bar
            _, cache = bridge.run_with_cache(problem.clean, names_filter=lambda name: name.endswith(names))
            return function(bridge, problem.corrupted, cache, lambda logits: problem.metric(logits)[0])

    return {f"TransformerLens, get_act_patch_{what}": run}


def nnsight(problem: Problem) -> Named:
    """One trace of nnsight with an invoke per cell, which it makes one batch of."""
    try:
        from nnsight import LanguageModel
    except ImportError:
        return {}
    model = LanguageModel(copy.deepcopy(problem.module), tokenizer=_tokenizer(problem.module.config.vocab_size))
    blocks, count = model.transformer.h, problem.module.config.n_layer

    def run() -> torch.Tensor:
        clean = _inputs_of(problem, list(problem.module.transformer.h))
        with model.trace() as tracer:
            found = [].save()  # type: ignore[attr-defined]
            for layer in range(count):
                for position in range(problem.corrupted.shape[1]):
                    with tracer.invoke(problem.corrupted):
                        blocks[layer].input[:, position] = clean[layer][:, position]
                        found.append(problem.metric(model.lm_head.output))
        return torch.cat(found).view(count, -1)

    return {"nnsight, one trace with an invoke per cell": run}


def _tokenizer(size: int) -> Any:
    """A tokenizer that nnsight asks for and, given ids, only pads with."""
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    words = {f"t{at}": at for at in range(size)}
    return PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel(words, unk_token="t0")), pad_token="t0", unk_token="t0"
    )


# -- nnexplore ----------------------------------------------------------------------------------------------------


def nnexplore(problem: Problem, **options: Any) -> Named:
    """The sweep by nnexplore of a component; ``positions`` restricts it to some."""
    import nnexplore as library
    from nnexplore.analysis import activation_patching, metrics

    model = library.LanguageModel(copy.deepcopy(problem.module), tokenizer=_tokenizer(problem.module.config.vocab_size))
    metric = metrics.logit_diff(problem.answer, problem.other)

    def run() -> torch.Tensor:
        return activation_patching(
            model, problem.clean, problem.corrupted, metric=metric, progress=False, **options
        ).values

    return {"nnexplore": run}


def nnexplore_attribution(problem: Problem) -> Named:
    """Attribution patching of every component there is, in one call."""
    import nnexplore as library
    from nnexplore.analysis import attribution_patching, metrics
    from nnexplore.analysis.component import COMPONENTS

    model = library.LanguageModel(copy.deepcopy(problem.module), tokenizer=_tokenizer(problem.module.config.vocab_size))
    metric = metrics.logit_diff(problem.answer, problem.other)

    def run() -> torch.Tensor:
        found = attribution_patching(
            model, problem.clean, problem.corrupted, metric=metric, component=list(COMPONENTS), progress=False
        )
        return found["resid_pre"].values

    return {f"nnexplore, attribution patching of {len(COMPONENTS)} components": run}


def forwards(problem: Problem, count: int) -> torch.Tensor:
    """So many forwards of the prompt."""
    for _ in range(count):
        found = problem.metric(problem.module(problem.corrupted).logits)
    return found


def nnexplore_scale(counts: Sequence[int]) -> dict[int, Callable[[], torch.Tensor]]:
    """Sweeps of about so many cells on the demo model: layers × 8 positions × some neurons."""
    import nnexplore as library
    from nnexplore.analysis import activation_patching, metrics

    model = library.load("demo")
    torch.manual_seed(0)
    clean, corrupted = torch.randint(1, model.module.config.vocab_size, (2, 1, 8))

    def sweep(count: int) -> Callable[[], torch.Tensor]:
        neurons = range(max(count // (8 * len(model.layers)), 1))
        by = ("layer", "position", "neuron")
        return lambda: (
            activation_patching(
                model,
                clean,
                corrupted,
                metric=metrics.logit_diff(3, 8),
                component="neurons",
                by=by,
                neurons=neurons,
                progress=False,
            ).values
        )

    return {count: sweep(count) for count in counts}
