"""``Plan``: how many graphs are carried out together, worked out before anything runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..engine import Job
from ..graph import Graph, Inputs
from .blocks import START, Blocks, Door
from .cost import Cost, bytes_of, spell_bytes, spell_flops
from .fed import fed, given_each, key_of, shape_of, without_cache
from .group import MOST, Group, Options, alone
from .logits import Logits, together
from .mixing import mixed_groups
from .paths import Paths, flops_of, forwards_of
from .script import Script
from .trial import WAYS, best_way, picks_tokens

__all__ = ["Group", "Options", "Plan", "make_plan"]


class Plan:
    """How graphs are carried out; ``print`` it to see what it saves, ``run_many`` executes it.

    >>> print(nnexplore.plan_many(model, graphs))
    """

    def __init__(
        self,
        model: Any,
        graphs: Sequence[Graph],
        scripts: Sequence[Script],
        groups: Sequence[Group],
        blocks: Blocks | None,
    ) -> None:
        self.model, self.graphs, self.scripts, self.groups, self.blocks = model, graphs, scripts, groups, blocks

    def __len__(self) -> int:
        return len(self.scripts)

    @property
    def forwards(self) -> int:
        """How many forwards of the model it stands for: one for each run of each graph."""
        return sum(group.runs for group in self.groups)

    @property
    def planned(self) -> int:
        """How many it runs."""
        return sum(group.planned for group in self.groups)

    @property
    def flops(self) -> float:
        """Operations that it takes, estimated from the sizes of the weights."""
        return sum(group.flops for group in self.groups)

    @property
    def plain_flops(self) -> float:
        """The same for one run after the other."""
        return sum(group.plain_flops for group in self.groups)

    @property
    def least_flops(self) -> float:
        """The least possible: of each graph only the blocks and positions that can differ."""
        return sum(group.least_flops for group in self.groups)

    def __repr__(self) -> str:
        lines = [f"{len(self)} graphs: {self.forwards} forwards, carried out in {self.planned}"]
        if self.flops == self.flops:
            lines[0] += f"; {spell_flops(self.flops)} in place of {spell_flops(self.plain_flops)}"
            lines[0] += f" ({self.flops / self.least_flops:.2f} of the least possible)"
        for group in self.groups[:_SHOWN]:
            lines += [f"  {line}" for line in _describe(group)]
        if len(self.groups) > _SHOWN:
            lines.append(f"  … and {len(self.groups) - _SHOWN} groups more")
        return "\n".join(lines)


_SHOWN = 8


def _describe(group: Group) -> Iterator[str]:
    count = len(group.members)
    if group.way == "alone":
        yield f"{count} one by one: {group.why}"
        return
    how = {
        "reuse": "in batches that grow, from the first position that differs",
        "grow": "in a batch that grows",
        "resume": "from the block where they differ",
        "batch": "in a batch",
        "mix": f"on {_count(len({id(job) for job in group.jobs}), 'prompt')} in a batch",
    }
    together = f", {group.size} at a time" if group.size < count else ""
    yield f"{count} {how[group.way]}{together}: {spell_flops(group.flops)}, about {spell_bytes(group.bytes)} at once"
    if group.doors and group.way != "batch":
        begin = ", ".join(f"{_door(door)}: {number}" for door, number in group.doors[:24])
        yield f"  they begin at {begin}" + (", …" if len(group.doors) > 24 else "")
    kept = group.keep[-1] if group.keep and group.way != "mix" else None
    if kept:
        tokens = "" if kept.tokens is None else f"{_count(len(kept.tokens), 'token')} at "
        yield f"  logits of {tokens}{_count(len(kept.positions), 'position')} alone"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _door(door: Door) -> str:
    if door == START:
        return "the start"
    return f"{'after ' if door[1] else ''}block {door[0]}"


# -- making one ----------------------------------------------------------------------------------------------------


def make_plan(
    model: Any,
    graphs: Sequence[Graph],
    prompts: Any,
    options: Options,
    failed: dict[int, Exception] | None = None,
) -> Plan:
    """Sort the graphs into groups that can share forwards.

    Args:
        model: the model.
        graphs: the graphs.
        prompts: what they are run on; see ``run_many``.
        options: what the plan may do.
        failed: takes the errors of graphs that cannot be carried out, by number; without it they are raised.
    """
    blocks = _blocks(model)
    known = _Known(model, graphs, prompts, _why_all(model, blocks, options), failed)
    groups: dict[Any, list[int]] = {}
    for number, why in known.why.items():
        groups.setdefault((why, known.keys[number]), []).append(number)
    made: list[Group] = []
    if blocks is not None and options.mix:
        free = [tuple(members) for (why, _), members in groups.items() if not why]
        made += mixed_groups(model, blocks, known.scripts, {one: known.jobs[one[0]] for one in free}, options)
    taken = {number for group in made for number in group.members}
    made += [
        _group(model, tuple(members), known.jobs[members[0]], why, known.scripts, blocks, options)
        for (why, _), members in groups.items()
        if members[0] not in taken
    ]
    return Plan(model, graphs, known.scripts, made, blocks)


class _Known:
    """What is found out of each graph by itself.

    Attributes:
        scripts: what it asks of a forward.
        jobs: what its runs execute; ``keys`` what tells that from others'.
        why: why it cannot share a forward; empty where it can. Graphs that cannot be carried out are missing.
    """

    def __init__(
        self, model: Any, graphs: Sequence[Graph], prompts: Any, why_all: str, failed: dict[int, Exception] | None
    ) -> None:
        self.scripts: list[Script] = []
        self.jobs: dict[int, tuple[Job, ...]] = {}
        self.keys: dict[int, Any] = {}
        self.why: dict[int, str] = {}
        self._model, self._own = model, prompts is None
        self._made: dict[Any, Job] = {}
        self._of: dict[int, Any] = {}
        for number, (graph, prompt) in enumerate(zip(graphs, given_each(graphs, prompts), strict=True)):
            if (error := self._add(number, graph, prompt, why_all, failed is None)) is not None and failed is not None:
                failed[number] = error

    def _add(self, number: int, graph: Graph, prompt: Any, why_all: str, raises: bool) -> Exception | None:
        """Find it out of one graph; the error of one that cannot be carried out."""
        try:
            self._find(number, graph, prompt, why_all)
        except Exception as error:
            if raises:
                raise
            self.scripts[number:] = [Script(())]
            return error
        return None

    def _find(self, number: int, graph: Graph, prompt: Any, why_all: str) -> None:
        script = Script.of(graph, self.scripts[-1] if self.scripts else None)
        self.scripts.append(script)
        inputs = fed(number, graph, script.outline.runs, prompt, self._own)
        self.keys[number] = tuple(map(self._key, inputs))
        self.jobs[number] = tuple(map(self._job, inputs, self.keys[number]))
        self.why[number] = why_all or script.outline.alone or _why(script, inputs)

    def _key(self, inputs: Inputs) -> Any:
        if id(inputs) not in self._of:
            self._of[id(inputs)] = inputs, key_of(inputs)
        return self._of[id(inputs)][1]

    def _job(self, inputs: Inputs, key: Any) -> Job:
        if key not in self._made:
            self._made[key] = self._model._job(inputs)
        return self._made[key]


def _why_all(model: Any, blocks: Blocks | None, options: Options) -> str:
    """Why no graph of this model can share a forward."""
    if not options.share:
        return "share=False"
    if blocks is None:
        return "only of a language model's batch it is known that rows do not see each other"
    if model.edits:
        return "the model has edits of its own"
    if model._order.shares:
        return "the model has modules that go by several names"
    if model.module.training:
        return "the model is in training mode"
    return ""


def _why(script: Script, inputs: Sequence[Inputs]) -> str:
    if len(inputs) < script.outline.runs:
        return "it has runs without a prompt"
    if any(one.method != "trace" for one in inputs):
        return "it is about a generation"
    if any(set(one.kwargs) - {"use_cache", "attention_mask"} for one in inputs):
        return "its prompts have options of their own"
    return ""


def _blocks(model: Any) -> Blocks | None:
    from ..models import LanguageModel

    if not isinstance(model, LanguageModel):
        return None
    return Blocks.of(model.load())


def _group(
    model: Any,
    members: tuple[int, ...],
    jobs: tuple[Job, ...],
    why: str,
    scripts: Sequence[Script],
    blocks: Blocks | None,
    options: Options,
) -> Group:
    if why or blocks is None:
        return alone(members, jobs, why)
    way = _way(best_way(model, blocks), options)
    if way == "alone":
        return alone(members, jobs, "rows of a batch were seen to differ from runs of their own")
    members = _sorted(members, scripts, jobs, blocks)
    mine = [scripts[number] for number in members]
    keep = tuple(_keep(mine, run, job, model, blocks, options) for run, job in enumerate(jobs))
    jobs = tuple(job if kept is None else without_cache(job) for job, kept in zip(jobs, keep, strict=True))
    cost = Cost.of(model)
    each = max(_bytes(cost, job, kept) for job, kept in zip(jobs, keep, strict=True))
    shared = max(rows * cost.shared(tokens) for rows, tokens in map(shape_of, jobs))
    bound = bytes_of(options.memory, model.module.device)
    size = int(max(1, min(MOST, len(members), (bound - shared) // each)))
    if way != "reuse":  # else the batch is split by positions anyway
        most = cost.most_tokens(model.module.device)
        size = max(1, min([size, *(most // (rows * tokens) for rows, tokens in map(shape_of, jobs))]))
    paths = [_paths(mine, run, blocks, job, kept) for run, (job, kept) in enumerate(zip(jobs, keep, strict=True))]
    flops = sum(flops_of(cost, path, way, size) for path in paths)
    plain = sum(path.plain(cost) * len(members) for path in paths)
    least = sum(path.least(cost) for path in paths)
    seen = Counter(door for path in paths for door in path.doors if door is not None)
    begins = tuple(sorted(seen.items()))
    planned = sum(forwards_of(path, way, size) for path in paths)
    return Group(members, jobs, way, "", keep, size, flops, plain, least, shared + each * size, begins, planned)


def _sorted(
    members: tuple[int, ...], scripts: Sequence[Script], jobs: Sequence[Job], blocks: Blocks
) -> tuple[int, ...]:
    """Graphs that differ from the same position on stand together, so that they can go together."""

    def key(number: int) -> Any:
        script = scripts[number]
        return [
            (script.first(run, shape_of(job)[1]), script.door(run, blocks) or START) for run, job in enumerate(jobs)
        ]

    return tuple(sorted(members, key=key))


def _way(best: str, options: Options) -> str:
    """The best way that is allowed."""
    ways = [way for way in WAYS if way in ("batch", "alone") or getattr(options, way)]
    return next((way for way in ways if WAYS.index(way) >= WAYS.index(best)), "alone")


def _bytes(cost: Cost, job: Job, keep: Logits | None) -> float:
    """What one graph's rows take."""
    rows, tokens = shape_of(job)
    return rows * cost.memory(tokens, cost.logits(keep, tokens))


def _keep(scripts: Sequence[Script], run: int, job: Job, model: Any, blocks: Blocks, options: Options) -> Logits | None:
    """The logits that any of the graphs reads; ``None`` for all."""
    keep = together(script.logits(run, blocks.logits) for script in scripts) if options.narrow else None
    tokens = shape_of(job)[1]
    if keep is None or not all(-tokens <= at < tokens for at in keep.positions):
        return None
    return keep if keep.tokens is None or picks_tokens(model, blocks, keep.tokens) else replace(keep, tokens=None)


def _paths(scripts: Sequence[Script], run: int, blocks: Blocks, job: Job, keep: Logits | None) -> Paths:
    """Where each graph begins to differ in a run."""
    rows, tokens = shape_of(job)
    doors = [script.door(run, blocks) for script in scripts]
    return Paths(doors, [script.first(run, tokens) for script in scripts], rows, tokens, keep)
