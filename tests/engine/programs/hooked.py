"""``Hooked``: carries out a program with plain hooks and patched functions of PyTorch, and nothing of nnexplore.

The statements are executed inside the hooks of one forward, one after the other, as the model comes by. To read
behind, another forward is run within the hook, in which every change so far is put in its place; if the value there
is then changed, that forward carries on with the program and the outer one is abandoned. What holds for the model:

- Reading a site again gives the tensor that was read there before, if somebody holds it and nothing has changed it.
- Assigning puts a copy in the place of the value; changing it in place reaches the memory of the model itself.
- A value behind may be changed while it is the last one that was read, if nothing that comes after it was changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from unittest.mock import patch

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .machine import Machine, RefusedError, is_attention_output, value_of
from .statements import RESULT, SITES, SKIPPABLE, START, STEPS, Block, Do, Point, Program

KNOWN = frozenset(SITES)
END = (math.inf, 0)
PENDING = object()
"""A gradient that has not come yet."""


class FinishedError(Exception):
    """The program has come to its end."""


class LeftError(Exception):
    """A forward that looked behind is no longer needed."""


@dataclass
class Change:
    """What was done at a site: what its memory holds, what was assigned, what its module gives without being run."""

    memory: Tensor | None = None
    assigned: Tensor | None = None
    skipped: Tensor | None = None


@dataclass(eq=False)
class Pass:
    """One forward: how far it shall go, and whether it only looks behind."""

    target: tuple[float, int]
    late: bool = False
    arrived: bool = False
    step: int = 0

    def __post_init__(self) -> None:
        self.inside: list[str] = []
        self.skips: dict[str, Tensor] = {}
        self.edits: list[Edit] = []


@dataclass(eq=False)
class Stop:
    """A forward that waits: ``now`` is the value as the program has it, ``own`` the model's.

    ``read``: whether the program has seen it, so that it may hold it.
    """

    point: Point
    own: Tensor | None = None
    now: Any = None
    on: Pass | None = None
    change: Change | None = None
    dirty: bool = False
    read: bool = False

    @property
    def changed(self) -> bool:
        return self.dirty or self.change is not None


def storage(tensor: Any) -> int:
    return tensor.untyped_storage()._cdata if isinstance(tensor, Tensor) else 0


class Hooked(Machine):
    """``final`` are copies of all values at the end."""

    def __init__(self, module: nn.Module, program: Program) -> None:
        super().__init__()
        self.module, self.program = module, program
        self.active: Pass | None = None
        self.backwards: list[int] = []
        self.waiting: dict[int, Tensor] = {}
        self.mine: list[Tensor] = []
        self.origins: dict[int, Point] = {}

    def go(self) -> None:
        """Carry it all out."""
        with self.hooks():
            for block in self.program.blocks:
                self.block(block)
        self.final = {}
        for id, value in self.values.items():
            if value is PENDING:
                self.refused[id] = "no gradient"
            else:
                self.final[id] = self.copied(value)

    def block(self, block: Block) -> None:
        self.todo, self.pc = block.statements, 0
        self.ids = self.program.prompt(block.prompt)
        self.changes: dict[Point, Change] = {}
        self.known: dict[Point, tuple[Tensor, int]] = {}
        self.here: Stop | None = None
        self.back: Stop | None = None
        self.ended = False
        self.passed = -1
        self.result: Any = None
        self.reached: Stop | None = None
        with suppress(FinishedError):
            self.proceed()

    # -- the program --------------------------------------------------------------------------------

    def proceed(self) -> None:
        """Execute statements until one needs the model to go on; then ``active.target`` says how far."""
        running, self.active = self.active, None
        try:
            with torch.set_grad_enabled(self.program.grad):
                self._proceed(running)
        finally:
            self.active = running

    def _proceed(self, running: Pass | None) -> None:
        while self.pc < len(self.todo):
            do = self.todo[self.pc]
            if self.needs_nothing(do) or self.stands_at(do):
                self.pc += 1
                self.carry_out(do)
                continue
            if self.back and self.back.on:
                raise LeftError(self.back.on)
            self.leave_back()
            if do.kind == "step" and do.at.step <= self.at_step:
                self.pc += 1
                self.carry_out(do)
                continue
            target = END if do.at[1:] == RESULT else do.at.rank
            if self.ended and (target == END or do.kind in ("write", "skip")):
                self.pc += 1
                self.carry_out(do)
            elif self.here and target > self.here.point.rank:
                running.target = target
                return
            elif not self.here and (self.reached is None or target > self.reached.point.rank):
                self.run(Pass(target))
            elif not self.look_behind(do):
                self.give_up()
        raise FinishedError

    def needs_nothing(self, do: Do) -> bool:
        moves = do.kind in ("read", "write", "skip", "step")
        return not moves or any(use not in self.values or self.values[use] is PENDING for use in do.uses)

    def stands_at(self, do: Do) -> Stop | None:
        if do.kind == "step":
            return None
        return next((stop for stop in (self.here, self.back) if stop and stop.point == do.at), None)

    def standing_at(self, do: Do) -> Stop:
        """Where something is changed; refused where the whole run is over."""
        stop = self.stands_at(do)
        if stop is None:
            raise RefusedError("late")
        return stop

    @property
    def at_step(self) -> int:
        """The step at which the model is."""
        stop = self.here or self.reached
        return self.passed if self.ended and not self.here else stop.point.step if stop else -1

    def give_up(self) -> None:
        """The model never comes to where the statement needs it."""
        self.refused[self.todo[self.pc].id] = "missing"
        self.pc += 1

    def look_behind(self, do: Do) -> bool:
        """Stand behind, or refuse to change what lies there; whether the model comes there at all."""
        if self.recall(do.at) is not None:
            self.back = Stop(do.at, now=self.recall(do.at), read=True)
        late = do.kind in ("write", "skip")
        if late:
            found = self.back is not None or self.run(Pass(do.at.rank, late=True), refusing=True)
            self.leave_back()
            if found:
                self.refused[do.id] = "late"
                self.pc += 1
            return found
        return self.back is not None or self.run(Pass(do.at.rank, late=True))

    # -- a forward ------------------------------------------------------------------------------------

    def run(self, on: Pass, refusing: bool = False) -> bool:
        """A forward that goes on with the program at its target; whether it came there."""
        self.refusing = refusing
        on.step = -1 if self.program.generating else 0
        on.edits = [Edit(self, block) for block in self.program.edits]
        running, self.active = self.active, on
        try:
            with torch.set_grad_enabled(self.program.grad):
                result = self.call()
        except LeftError as left:
            if left.args[0] is not on:
                raise
            self.leave_back()
            return True
        finally:
            self.active = running
        if on.late:
            return on.arrived
        self.leave_back()
        self.here = None
        if on.target == END:
            self.ended, self.passed, self.result = True, on.step, result
            self.proceed()
        self.give_up()  # the run still stands where it did
        if self.reached:
            self.run(Pass(self.reached.point.rank))
        self.proceed()
        raise AssertionError("the program ends within the forward that it goes on with")

    def call(self) -> Any:
        if not self.program.generating:
            return self.module(self.ids.clone())
        mask = torch.ones_like(self.ids)
        return self.module.generate(self.ids.clone(), attention_mask=mask, max_new_tokens=STEPS, pad_token_id=0)

    def arrive(self, path: str, port: str, value: Tensor) -> Tensor:
        """The model comes to a site: what it goes on with."""
        on = self.active
        point = Point(max(on.step, 0), path, port)
        for edit in on.edits:
            value = edit.arrive(point, value)
        if point.rank == on.target:
            return self.stand(on, point, value)
        change = self.changes.get(point)
        if change is None or point.rank > on.target:
            return value
        return self.put(on, point, change, value)

    def put(self, on: Pass, point: Point, change: Change, value: Tensor) -> Tensor:
        """What was changed at a site earlier, in a forward that comes there again."""
        with torch.enable_grad():
            if change.memory is not None:
                value.copy_(change.memory)
        if change.skipped is not None:
            on.skips[point.path] = change.skipped.clone()  # each pass has a copy of its own
        return value if change.assigned is None else change.assigned.clone()

    def stand(self, on: Pass, point: Point, own: Tensor) -> Tensor:
        """The forward waits here, and the program goes on."""
        on.arrived = True
        if self.refusing and on.late:
            raise LeftError(on)
        change = self.changes.get(point)
        now = own if change is None else self.put(on, point, change, own)
        known = self.recall(point)
        if known is not None:
            now = known
        elif self.program.grad and isinstance(now, Tensor) and now.requires_grad:
            now = now.view_as(now)
        stop = Stop(point, own, now, on, replace(change) if change else None)
        stop.read = known is not None
        if on.late:
            self.back = stop
        else:
            self.here = self.reached = stop
        self.proceed()
        return self.leave(stop)

    def leave(self, stop: Stop) -> Tensor:
        """The forward goes on: what was changed here is final."""
        if stop.dirty:
            stop.change = stop.change or Change()
            if stop.change.assigned is None:
                stop.change.memory = stop.now.detach().clone()
                if storage(stop.own) != storage(stop.now):
                    with torch.enable_grad():
                        stop.own.copy_(stop.now)
            else:
                stop.change.assigned = stop.now.detach().clone()
        if stop.change:
            self.changes[stop.point] = stop.change
            if stop.change.skipped is not None:
                stop.on.skips[stop.point.path] = stop.change.skipped
        self.remember(stop)
        now = stop.now
        return now.view_as(now) if isinstance(now, Tensor) and now.requires_grad and self.program.grad else now

    def leave_back(self) -> None:
        if self.back:
            self.remember(self.back)
        self.back = None

    def remember(self, stop: Stop) -> None:
        if isinstance(stop.now, Tensor) and stop.read:
            self.known[stop.point] = stop.now, stop.now._version

    def recall(self, point: Point) -> Tensor | None:
        """The tensor that was read there, if somebody holds it and it is as it was."""
        tensor, version = self.known.get(point, (None, -1))
        held = tensor is not None and any(value is tensor for value in self.values.values())
        return tensor if held and tensor._version == version else None

    def turn_back(self, stop: Stop) -> None:
        """The value behind changes: the forward that waits there, or a new one, carries on with the program."""
        if stop is not self.back:
            self.ended = False
            return
        rank = stop.point.rank
        later = [*self.changes, *([self.here.point] if self.here and self.here.changed else [])]
        if any(point.rank > rank for point in later):
            raise RefusedError("late")
        self.ended = False
        self.known = {point: known for point, known in self.known.items() if point.rank <= rank}
        if stop.on is None:
            self.remember(stop)
            self.back = None
            self.pc -= 1
            self.run(Pass(rank))
            raise AssertionError("a forward that carries on ends the program")
        stop.on.late = False
        self.here, self.reached, self.back = stop, stop, None

    # -- statements -----------------------------------------------------------------------------------

    def carry_out(self, do: Do) -> None:
        super().carry_out(do)
        if do.kind == "read":
            self.origins[do.id] = do.at
        elif (
            do.a in self.origins
            and do.id in self.values
            and storage(self.values.get(do.a)) == storage(self.values[do.id])
        ):
            self.origins[do.id] = self.origins[do.a]

    def usable(self, id: int) -> bool:
        return id in self.values and self.values[id] is not PENDING

    def reason(self, error: Exception) -> str:
        return error.args[0] if isinstance(error, RefusedError) else super().reason(error)

    def read(self, do: Do) -> Any:
        if do.at[1:] == RESULT:
            return self.result
        stop = self.stands_at(do)
        if stop.now.requires_grad and not stop.now.is_leaf and torch.is_grad_enabled():
            stop.now.retain_grad()
        self.mine.append(stop.now)
        stop.read = True
        return stop.now

    def write(self, do: Do) -> None:
        value, stop = value_of(self, do), self.standing_at(do)
        if isinstance(value, Tensor) and value.shape != stop.now.shape:
            raise RefusedError("misfit")
        self.turn_back(stop)
        if not isinstance(value, Tensor):
            value = torch.full_like(stop.now, value)
        if storage(value) == storage(stop.now):
            stop.now = value
            stop.change = stop.change or Change()
            return
        change = stop.change or Change()
        if stop.dirty and change.assigned is None:
            change.memory = stop.now.detach().clone()
            if storage(stop.own) != storage(stop.now):
                with torch.enable_grad():
                    stop.own.copy_(stop.now)
        with torch.enable_grad():
            stop.now = value.clone()
        stop.read = False
        stop.change, stop.dirty = replace(change, assigned=stop.now.detach().clone()), False

    def inplace(self, do: Do) -> None:
        a = self.values[do.a]
        touched = storage(a)
        stops = [stop for stop in (self.here, self.back) if stop and storage(stop.now) == touched]
        stop = next((stop for stop in stops if stop.point == self.origins.get(do.a)), stops[0] if stops else None)
        if stop is not None:
            self.turn_back(stop)
            stop.dirty = True
        elif any(storage(tensor) == touched for tensor in self.mine):
            raise RefusedError("late")
        super().inplace(do)

    def skip(self, do: Do) -> None:
        stop = self.standing_at(do)
        self.turn_back(stop)
        stop.change = replace(stop.change or Change(), skipped=self.values[do.a].clone())

    def step(self, do: Do) -> None:
        pass

    def apply(self, do: Do) -> Any:
        return self.module.get_submodule(do.name)(self.values[do.a])

    def save(self, do: Do) -> None:
        pass

    def grad(self, do: Do) -> Any:
        value = self.values[do.a]
        if not value.requires_grad or not (value.is_leaf or value.retains_grad):
            raise RefusedError("no gradient")
        if value.grad is not None:
            return value.grad.clone()
        if any(id > do.a for id in self.backwards):
            raise RefusedError("no gradient")
        self.values[do.id], self.waiting[do.id] = PENDING, value
        return None

    def flow(self, do: Do) -> None:
        value, gradient = self.values[do.a], self.values.get(do.b)
        if not value.requires_grad:
            raise RefusedError("no gradient")
        if gradient is None:
            value.grad = None
        else:
            _ = value.grad_fn  # PyTorch crashes on a view that was changed in place, unless its function is known
            value.register_hook(lambda _: gradient)

    def backward(self, do: Do) -> None:
        value = self.values[do.a]
        if not value.requires_grad:
            raise RefusedError("no gradient")
        super().backward(do)
        self.backwards.append(do.id)
        for id, waiting in list(self.waiting.items()):
            if waiting.grad is not None:
                del self.waiting[id]
                if id in self.values:
                    self.values[id] = waiting.grad.clone()

    # -- hooks ----------------------------------------------------------------------------------------

    @contextmanager
    def hooks(self) -> Iterator[None]:
        """Every module and function that has a site tells of it, while a forward is active."""
        with ExitStack() as stack:
            for path, part in self.module.named_modules():
                for add, hook in (
                    (part.register_forward_pre_hook, self.before(path)),
                    (part.register_forward_hook, self.after(path)),
                ):
                    keywords = {"with_kwargs": True} if add == part.register_forward_pre_hook else {}
                    stack.callback(add(hook, **keywords).remove)
                if path.endswith(SKIPPABLE):
                    part.forward = self.around(path, part.forward)
                    stack.callback(part.__dict__.pop, "forward")
            for owner, name in ((torch, "tanh"), (torch, "pow"), (torch, "addmm"), (F, "layer_norm")):
                stack.enter_context(patch.object(owner, name, self.operation(name, getattr(owner, name))))
            attention = F.scaled_dot_product_attention
            stack.enter_context(patch.object(F, attention.__name__, self.attention(attention)))
            yield

    def before(self, path: str) -> Callable[..., Any]:
        def hook(_: nn.Module, args: Any, kwargs: Any) -> Any:
            on = self.active
            if on is None:
                return None
            on.inside.append(path)
            if path == "":
                on.step += self.program.generating
                self.arrive(*START, None)
                return None
            if (path, "input") not in KNOWN:
                return None
            if args:
                return (self.arrive(path, "input", args[0]), *args[1:]), kwargs
            first = next(iter(kwargs))
            return args, {**kwargs, first: self.arrive(path, "input", kwargs[first])}

        return hook

    def after(self, path: str) -> Callable[..., Any]:
        def hook(_: nn.Module, _args: Any, output: Any) -> Any:
            if self.active is None:
                return None
            self.active.inside.pop()
            if (path, "output") not in KNOWN:
                return None
            if path == "":
                output.logits = self.arrive(path, "output", output.logits)
                return output
            if is_attention_output(Point(0, path)):
                return (self.arrive(path, "output", output[0]), *output[1:])
            return self.arrive(path, "output", output)

        return hook

    def around(self, path: str, own: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(own)
        def forward(*args: Any, **kwargs: Any) -> Any:
            if self.active is not None and path in self.active.skips:
                value = self.active.skips.pop(path)
                value = value.clone() if not value.requires_grad else value
                return (value, None) if path.endswith(".attn") else value
            return own(*args, **kwargs)

        return forward

    def operation(self, name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        """The innermost module that lists the operation offers its input first and its output last."""

        def function(*args: Any, **kwargs: Any) -> Any:
            on = self.active
            if on is None or not on.inside:
                return own(*args, **kwargs)
            inner = on.inside[-1]
            paths = [path for path in (inner, inner.rpartition(".")[0]) if (path, f"ops.{name}[0].output") in KNOWN]
            number = int(name == "addmm" and inner.endswith("attn.c_proj"))
            for path in paths:
                if (path, f"ops.{name}[{number}].input") in KNOWN:
                    args = (self.arrive(path, f"ops.{name}[{number}].input", args[0]), *args[1:])
            out = own(*args, **kwargs)
            for path in reversed(paths):
                if (path, f"ops.{name}[{number}].output") in KNOWN:
                    out = self.arrive(path, f"ops.{name}[{number}].output", out)
            return out

        return function

    def attention(self, own: Callable[..., Any]) -> Callable[..., Any]:
        """Attention spelled out where its scores or its pattern are others than the model's."""

        def function(
            query: Tensor, key: Tensor, value: Tensor, attn_mask: Any = None, is_causal: bool = False, **kwargs: Any
        ) -> Tensor:
            on = self.active
            if on is None:
                return own(query, key, value, attn_mask=attn_mask, is_causal=is_causal, **kwargs)
            path, at = on.inside[-1], (max(on.step, 0), on.inside[-1])
            query = self.arrive(path, "query", query.clone() if query.requires_grad else query)
            key, value = self.arrive(path, "key", key.clone()), self.arrive(path, "value", value.clone())
            scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
            if is_causal:
                visible = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
                scores = scores.masked_fill(~visible, torch.finfo(torch.float32).min)
            elif attn_mask is not None and attn_mask.dtype == torch.bool:
                scores = scores.masked_fill(~attn_mask, torch.finfo(torch.float32).min)
            elif attn_mask is not None:
                scores = scores + attn_mask
            scores, others = self.replaced(path, "scores", scores)
            pattern, another = self.replaced(path, "pattern", torch.softmax(scores, dim=-1))
            if others or another:
                heads = pattern @ value
            else:
                heads = own(query, key, value, attn_mask=attn_mask, is_causal=is_causal, **kwargs)
                if self.program.grad and self.looked_at(*at):
                    slow = pattern @ value
                    heads = heads.detach() + (slow - slow.detach())
            return self.arrive(path, "heads", heads.clone() if heads.requires_grad else heads)

        return function

    def replaced(self, path: str, port: str, value: Tensor) -> tuple[Tensor, bool]:
        """What comes of a value, and whether that is another one."""
        value = value.clone() if value.requires_grad else value  # what autograd has saved stays as it is
        version = value._version
        new = self.arrive(path, port, value)
        return new, value._version != version or not (new is value or torch.equal(new, value))

    def looked_at(self, step: int, path: str) -> bool:
        """Whether scores or pattern are read there: then gradients flow through them."""
        return any(Point(step, path, port) in self.known for port in ("scores", "pattern"))


class Edit:
    """A program that is carried out in every step of a forward."""

    def __init__(self, machine: Hooked, block: Block) -> None:
        self.hooked, self.todo = machine, block.statements
        self.step = -1

    def arrive(self, point: Point, value: Any) -> Any:
        if point.step != self.step:
            self.step, self.pc = point.step, 0
            self.machine = _Edit(self.hooked.module)
        self.machine.now = value
        running, self.hooked.active = self.hooked.active, None
        while self.pc < len(self.todo):
            do = self.todo[self.pc]
            if do.at is not None and do.at[1:] != point[1:]:
                break
            self.machine.on = running
            self.machine.carry_out(do)
            self.pc += 1
        self.hooked.active = running
        return self.machine.now


class _Edit(Machine):
    """Values as they are where the model is."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module
        self.now: Any = None
        self.on: Pass | None = None

    def read(self, do: Do) -> Any:
        return self.now

    def write(self, do: Do) -> None:
        value = value_of(self, do)
        if isinstance(value, Tensor):
            self.now = value if storage(value) == storage(self.now) else value.clone()
        else:
            self.now = torch.full_like(self.now, value)

    def skip(self, do: Do) -> None:
        self.on.skips[do.at.path] = self.values[do.a].clone()

    def apply(self, do: Do) -> Any:
        return self.module.get_submodule(do.name)(self.values[do.a])

    def save(self, do: Do) -> None:
        pass
