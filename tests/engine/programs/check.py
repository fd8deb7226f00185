"""Live == replay after JSON == a real server == plain hooks; where not, the smallest program that shows it."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

import nnexplore
from nnexplore.errors import UnchangedWarning
from nnexplore.graph import Graph

from .hooked import Hooked
from .live import Live
from .statements import Do, Program, tiny

SEED = int(os.environ.get("NNEXPLORE_PROGRAM_SEED", "20261121"))
PROGRAMS = int(os.environ.get("NNEXPLORE_PROGRAMS", 300))
"""How many in all; each test has its share of them."""
BATCHES = 5


class Bench:
    """The tiny model, plain and opened; what was learnt of its ways is kept from program to program, or not."""

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.model = nnexplore.LanguageModel(module)

    def opened(self, program: Program) -> nnexplore.LanguageModel:
        return self.model if program.known else nnexplore.LanguageModel(self.module)


def compare(bench: Bench, program: Program) -> str:
    """What differs, in words; nothing if nothing does."""
    with warnings.catch_warnings(), torch.set_grad_enabled(program.grad):
        warnings.simplefilter("ignore", UnchangedWarning)
        model, program = edited(bench.opened(program), program)
        live = Live(model, program)
        graph = live.go()
        live_gradients = gradients(bench.module)
        replayed = Graph.from_json(graph.to_json()).run(model)
    reference = Hooked(bench.module, program)
    reference.go()
    expected_gradients = gradients(bench.module)
    by_gradients = frozenset(do.id for do in program.statements if do.kind == "grad")
    by_gradients |= {do.id for do in program.statements if by_gradients & set(do.uses)}
    saved = {do.a for do in program.statements if do.kind == "save"} & live.final.keys()
    hooks = [path for path, part in bench.module.named_modules() if part._forward_hooks or part._forward_pre_hooks]
    return "; ".join(
        problem
        for problem in (
            different("refused live, refused by plain hooks", live.refused, reference.refused),
            different("values when they came, live and by plain hooks", live.log, reference.log, by_gradients),
            different("values at the end, live and by plain hooks", live.final, reference.final, by_gradients),
            different("parameters' gradients, live and by plain hooks", live_gradients, expected_gradients, True),
            different("live and replayed", {f"v{id}": live.final[id] for id in saved}, replayed),
            different("replayed here and by a server", replayed, served(graph, model.edits, program), True),
            f"hooks are left on {hooks}" if hooks else "",
        )
        if problem
    )


def served(graph: Graph, edits: list[Graph], program: Program) -> dict[str, Any]:
    """The results of a graph by way of a real server, over a socket; the edits of its model travel with it."""
    model = elsewhere()
    for edit in edits:
        model = model.edit(edit)
    with torch.set_grad_enabled(program.grad):
        return model.carry_out(graph)


@cache
def elsewhere() -> nnexplore.Model:
    """The tiny model, carried out by a server that has it from a folder."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    tiny().save_pretrained(folder / "tiny")
    nnexplore.load("demo").tokenizer.save_pretrained(folder / "tiny")
    config = folder / "server.toml"
    model = f'[[models]]\nname = "tiny"\nsource = "{folder / "tiny"}"\nweights = true\n'
    config.write_text(f'[server]\nspool = "{folder / "spool"}"\n{model}')
    return nnexplore.LanguageModel(tiny()).on(nnexplore.remote.start(config=config).server)


def edited(model: Any, program: Program) -> tuple[Any, Program]:
    """The model with the program's edits, each given as a graph, or recorded in a block; the program with what counts.

    Of an edit, only what its changes depend on is carried out.
    """
    edits = []
    for number, edit in enumerate(program.edits):
        recorder = Live(model, program)
        prompt = program.prompt(edit.prompt)
        if number % 2:
            with model.edit(prompt) as new:
                recorder.block(None, edit)
            model = new
        else:
            with model.trace(prompt) as run:
                recorder.block(run, edit)
            model = model.edit(Graph.from_json(run.graph.to_json()))
        edits.append(replace(edit, statements=tuple(counting(edit.statements, recorder.refused))))
    return model, replace(program, edits=tuple(edits))


def counting(statements: tuple[Do, ...], refused: dict[int, str]) -> list[Do]:
    """The statements on which a change depends, and which were not refused."""
    wanted: set[int] = set()
    kept = []
    for do in reversed(statements):
        if do.id not in refused and (do.kind in ("write", "inplace", "skip") or do.id in wanted):
            wanted.update(do.uses)
            kept.append(do)
    return kept[::-1]


def gradients(module: nn.Module) -> dict[str, Tensor]:
    """The parameters' gradients, which are taken off them."""
    found = {name: part.grad for name, part in module.named_parameters() if part.grad is not None}
    module.zero_grad(set_to_none=True)
    return found


def different(what: str, one: dict[Any, Any], other: dict[Any, Any], near: bool | frozenset[Any] = False) -> str:
    """Which values differ by a bit, or where they need only be near by more than that."""
    close = frozenset({*one, *other}) if near is True else near or frozenset()
    bad = [
        key
        for key in {**one, **other}
        if not (key in one and key in other and same(one[key], other[key], 1e-5 if key in close else 0))
    ]
    if not bad:
        return ""
    key = bad[0]
    return f"{what} differ in {bad}, first {key}: {short(one.get(key))} and {short(other.get(key))}"


def same(one: Any, other: Any, tolerance: float) -> bool:
    if not isinstance(one, Tensor):
        return bool(one == other)
    if not isinstance(other, Tensor) or one.shape != other.shape or one.dtype != other.dtype:
        return False
    one, other = one.detach(), other.detach()
    if torch.equal(one, other):
        return True
    size = tolerance * float(one.abs().nan_to_num().max()) if tolerance else 0
    return one.is_floating_point() and torch.allclose(one, other, rtol=tolerance, atol=size, equal_nan=True)


def short(value: Any) -> str:
    if not isinstance(value, Tensor):
        return repr(value)
    return f"{list(value.shape)} {value.detach().flatten()[:4].tolist()}"


def check(name: str, share: float, batch: int, write: Callable[[random.Random, int], Program]) -> None:
    """One batch of a test's share of the programs; fails with the smallest program that shows a difference."""
    print(f"NNEXPLORE_PROGRAM_SEED={SEED} NNEXPLORE_PROGRAMS={PROGRAMS}")
    bench = Bench(tiny())
    for number in range(batch, max(BATCHES, round(share * PROGRAMS)), BATCHES):
        program = write(random.Random(f"{SEED} {name} {number}"), number)
        if found := outcome(bench, program):
            small = smallest(program, lambda other, found=found: kind(outcome(bench, other)) == kind(found))
            raise AssertionError(f"{name} {number} of seed {SEED}: {outcome(bench, small) or found}\n{small}")


def kind(outcome: str) -> str:
    """What went wrong, without the numbers of the statements."""
    return outcome.partition(" in ")[0].partition(":")[0]


def outcome(bench: Bench, program: Program) -> str:
    try:
        return compare(bench, program)
    except Exception as error:  # noqa: BLE001  any error is an outcome
        return f"{type(error).__name__}: {error}"
    finally:
        gradients(bench.module)


def smallest(program: Program, fails: Callable[[Program], bool]) -> Program:
    """Leaves out statements as long as it still fails."""
    size = len(list(program.statements)) // 2
    while size:
        ids = [do.id for do in program.statements]
        for at in range(0, len(ids), size):
            other = program.without(set(ids[at : at + size]))
            if len(list(other.statements)) < len(list(program.statements)) and fails(other):
                program = other
                break
        else:
            size = size // 2
    return program
