"""``Live``: carries out a program in a trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import Tensor

import nnexplore
from nnexplore.engine.gradient import Pending
from nnexplore.errors import GradientError, NotReachedError, OrderError, ValueMismatchError
from nnexplore.graph import Graph

from .machine import Machine, is_attention_output, value_of
from .statements import RESULT, STEPS, Block, Do, Point, Program


class Live(Machine):
    """The run's graph is left in ``graph``."""

    def __init__(self, model: nnexplore.Model, program: Program) -> None:
        super().__init__()
        self.model, self.program = model, program
        self.run: Any = None
        self.loop: Iterator[int] | None = None

    def go(self) -> Graph:
        """Carry it all out."""
        blocks = self.program.blocks
        if len(blocks) == 1:
            with self.opened(self.program.prompt(blocks[0].prompt)) as run:
                self.block(run, blocks[0])
                self.final = self.snapshot()
        else:
            with self.opened() as run:
                for block in blocks:
                    with run.invoke(self.program.prompt(block.prompt)) as inner:
                        self.block(inner, block)
                self.final = self.snapshot()
        return run.graph

    def opened(self, *prompt: Any) -> Any:
        if self.program.generating:
            return self.model.generate(*prompt, max_new_tokens=STEPS)
        return self.model.trace(*prompt)

    def block(self, run: Any, block: Block) -> None:
        self.run, self.loop = run, None
        self.standing = 0
        for do in block.statements:
            self.carry_out(do)

    def snapshot(self) -> dict[int, Tensor]:
        """Copies of all values as they are now."""
        for id in [id for id, value in self.values.items() if type(value) is Pending]:
            del self.values[id]
            self.refused[id] = "no gradient"
        return {id: self.copied(value) for id, value in self.values.items()}

    def copied(self, value: Any) -> Tensor:
        return value.value.detach().clone()

    def usable(self, id: int) -> bool:
        return id in self.values and type(self.values[id]) is not Pending

    def reason(self, error: Exception) -> str:
        match error:
            case GradientError():
                return "no gradient"
            case OrderError():
                return "late"
            case NotReachedError():
                return "missing"
            case ValueMismatchError():
                return "misfit"
        return super().reason(error)

    # -- the model --------------------------------------------------------------------------------

    def handle(self, point: Point) -> Any:
        handle: Any = self.model
        for name in point.path.split(".") if point.path else []:
            handle = handle[name]
        return handle if point.step == self.standing else handle.at(step=point.step)

    def part(self, point: Point) -> tuple[Any, str]:
        """What has the port, and the port's name on it."""
        handle = self.handle(point)
        if not point.port.startswith("ops."):
            return handle, point.port
        _, name, side = point.port.split(".")
        return handle.ops[name], side

    def read(self, do: Do) -> Any:
        if do.at[1:] == RESULT:
            return self.model.generator.output
        value = getattr(*self.part(do.at))
        if do.at.path == "":
            return value.logits
        return value[0] if is_attention_output(do.at) else value

    def write(self, do: Do) -> None:
        value = value_of(self, do)
        if is_attention_output(do.at) and do.a is not None:
            value = (value, None)
        owner, port = self.part(do.at)
        setattr(owner, port, value)

    def skip(self, do: Do) -> None:
        value = self.values[do.a]
        self.handle(do.at).skip((value, None) if do.at.path.endswith(".attn") else value)

    def step(self, do: Do) -> None:
        if do.name == "next":
            self.standing = self.run.next()
            return
        if self.loop is None:
            self.loop = self.run.steps()
        step = next(self.loop, None)
        if step is None:
            raise NotReachedError("the generation has ended")
        self.standing = step

    def apply(self, do: Do) -> Any:
        handle: Any = self.model
        for name in do.name.split("."):
            handle = handle[name]
        return handle(self.values[do.a])

    def grad(self, do: Do) -> Any:
        return self.values[do.a].grad

    def save(self, do: Do) -> None:
        self.values[do.a].save(f"v{do.a}")
