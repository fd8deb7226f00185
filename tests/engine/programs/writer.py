"""``Writer``: writes random programs, and knows where the run stands, so that most of them are allowed."""

from __future__ import annotations

import random
from collections.abc import Iterable

from .statements import (
    BAKED,
    BINARY,
    INPLACE,
    LAYERS,
    MODULES,
    RESULT,
    SITES,
    SIZED,
    SKIPPABLE,
    START,
    STEPS,
    UNARY,
    WIDTH,
    WITH_TWO,
    Block,
    Do,
    Point,
    Program,
    shape_of,
)

Shape = tuple[int, ...]
USUAL = {
    "read": 5, "compute": 5, "inplace": 2, "assign": 2, "late": 1, "back": 1, "touch": 1, "drop": 1, "beyond": 0.3,
}  # fmt: skip
"""How often each kind of move is made."""


class Writer:
    """``sites`` are those that it uses, ``moves`` what it does how often.

    What gradients are only depends on the way they came by their last bits, so they are kept apart from other values.
    """

    def __init__(
        self,
        rng: random.Random,
        sites: Iterable[tuple[str, str]],
        moves: dict[str, float],
        *,
        generating: bool = False,
        batch: int = 1,
        grad: bool = False,
    ) -> None:
        self.rng, self.generating, self.batch, self.with_grad = rng, generating, batch, grad
        allowed = set(sites)
        self.sites = [site for site in SITES if site in allowed]
        self.moves = moves
        self.count = 0
        self.shapes: dict[int, Shape] = {}
        self.gradients: dict[int, Shape] = {}
        self.statements: list[Do] = []
        self.editing = False

    # -- whole programs ------------------------------------------------------------------------------

    def program(self, lengths: list[int], known: bool, edits: int = 0) -> Program:
        """One with as many runs as lengths are given; ``known``: on a model whose ways were learnt before."""
        rewritten = tuple(self.edit(self.rng.randrange(3, 9), skips=edits == 1) for _ in range(edits))
        self.shapes.clear()
        blocks = tuple(self.block(length, last=at == len(lengths) - 1) for at, length in enumerate(lengths))
        return Program(blocks, rewritten, self.generating, self.batch, self.with_grad, known)

    def block(self, length: int, last: bool) -> Block:
        """The statements of one run."""
        self.begin()
        self.points = [Point(step, *site) for step in range(STEPS if self.generating else 1) for site in self.sites]
        self.reach = max(2, 2 * len(self.points) // max(length, 1))
        for _ in range(length):
            self.move()
        end = Point(STEPS - 1, *RESULT) if self.generating else Point(0, "lm_head", "output")
        if self.rng.random() < 0.7:
            self.value(Do(0, "read", at=end), () if self.generating else self.shape(end))
        if last:
            self.save()
        return Block(self.rng.randrange(3), tuple(self.statements))

    def edit(self, length: int, skips: bool) -> Block:
        """What becomes part of the model: goes from site to site, in the order of the model.

        What it changes in place was not read elsewhere before: of that, how far the model has come would be seen.
        """
        self.begin()
        self.shapes.clear()
        self.editing = True
        self.points = [Point(0, *site) for site in self.sites if site[0] or site[1] != "output"]
        self.reach = max(2, 2 * len(self.points) // length)
        moves = {"read": 3.0, "compute": 3.0, "inplace": 2.0, "assign": 2.0}
        if skips:
            moves["skip"] = 0.3
        for _ in range(length):
            self.move(moves)
        if not any(do.kind in ("inplace", "write", "skip") for do in self.statements):
            self.at = min(self.at + 1, len(self.points) - 1)
            self.add(Do(0, "write", at=self.points[self.at], number=0.5))
        self.editing = False
        return Block(self.rng.randrange(3), tuple(self.statements))

    def begin(self) -> None:
        self.statements = []
        self.at = -1
        self.loop = self.standing = -1
        self.places: dict[int, int] = {}
        self.run_back = False

    def move(self, moves: dict[str, float] | None = None) -> None:
        moves = moves or self.moves
        getattr(self, self.rng.choices(list(moves), list(moves.values()))[0])()

    # -- statements ----------------------------------------------------------------------------------

    def add(self, do: Do) -> int:
        do = do._replace(id=self.count)
        self.count += 1
        self.statements.append(do)
        return do.id

    def value(self, do: Do, shape: Shape) -> int:
        id = self.add(do)
        self.shapes[id] = shape
        return id

    def shape(self, point: Point) -> Shape:
        if self.editing and self.generating:  # in another step it is another: only the same form is the same shape
            return (*shape_of(point.form, self.batch, 0, True), hash(point.form) % 1000)
        return shape_of(point.form, self.batch, point.step, self.generating)

    def pick(self, shape: Shape | None = None) -> int | None:
        fitting = [id for id, known in self.shapes.items() if (known == shape if shape else known)]
        if not fitting:
            return None
        return self.rng.choice(fitting[-4:] if self.rng.random() < 0.5 else fitting)

    def visit(self, at: int) -> int:
        point = self.points[at]
        id = self.value(Do(0, "read", at=point), self.shape(point))
        self.places[id] = at
        return id

    def ahead(self, least: int = 1) -> int | None:
        first = max(self.at + least, 0)
        if first >= len(self.points):
            return None
        return min(first + self.rng.randrange(self.reach), len(self.points) - 1)

    def read(self) -> bool:
        at = self.ahead()
        if at is None:
            return False
        self.at = at
        self.visit(at)
        return True

    def compute(self) -> None:
        a = self.pick()
        if a is None:
            return
        shape = self.shapes[a]
        kind = self.rng.choices(["unary", "binary", "last", "shifted", "into", "apply"], [6, 4, 0.5, 0.5, 0.5, 1])[0]
        if kind == "last" and (self.editing or shape[-2] == 1):
            kind = "unary"
        if kind == "into" and self.editing:
            kind = "shifted"
        if kind == "apply" and (shape[-1] != WIDTH or len(shape) != 3):
            kind = "unary"
        if kind == "unary":
            names = [name for name in UNARY if not (self.editing and name in BAKED | SIZED)]
            self.value(Do(0, kind, self.rng.choice(names), a), shape)
        elif kind == "binary":
            b = self.pick(shape)
            self.value(Do(0, kind, self.rng.choice(list(BINARY)), a, b), shape)
        elif kind == "last":
            self.value(Do(0, kind, "", a), (*shape[:-2], 1, shape[-1]))
        elif kind == "apply":
            name = self.rng.choice(MODULES)
            self.value(Do(0, kind, name, a), shape if name != "lm_head" else (*shape[:-1], 50))
        else:
            self.value(Do(0, kind, "", a), shape)
            if not self.editing and kind == "shifted" and self.rng.random() < 0.5:
                self.add(Do(0, "bump"))

    def inplace(self) -> None:
        """Change what the run stands at."""
        if self.at >= 0 and not (self.editing and self.points[self.at].port in ("input", "query")):
            self.change(self.visit(self.at))

    def touch(self) -> None:
        """Change anything."""
        a = self.pick()
        if a is not None:
            self.change(a)

    def change(self, a: int) -> None:
        name = self.rng.choice(list(INPLACE))
        b = self.pick(self.shapes[a]) if name in WITH_TWO else None
        self.add(Do(0, "inplace", name, a, b))

    def assign(self) -> None:
        at = self.ahead(least=0)
        if at is not None:
            self.at = at
            self.assign_at(self.points[at])

    def assign_at(self, point: Point) -> None:
        if point.path == "":
            return
        a = self.pick(self.shape(point))
        if a is None or self.rng.random() < 0.15:
            self.add(Do(0, "write", at=point, number=self.rng.choice([0, 0.5])))
        else:
            self.add(Do(0, "write", a=a, at=point))

    def late(self) -> None:
        """Read behind, and stay where the run is."""
        if self.at > 0:
            self.visit(self.rng.randrange(self.at))
            if self.rng.random() < 0.3:
                self.compute()

    def back(self) -> None:
        """Read behind, and change it: the run goes on from there, unless what comes after it was changed."""
        if self.at > 0:
            self.at = self.rng.randrange(max(0, self.at - 2 * self.reach), self.at)
            id = self.visit(self.at)
            if self.rng.random() < 0.5:
                self.assign_at(self.points[self.at])
            else:
                self.change(id)

    def beyond(self) -> None:
        """Change what the model has passed."""
        if self.at > 0:
            self.assign_at(self.points[self.rng.randrange(self.at)])

    def drop(self) -> None:
        if self.shapes:
            a = self.rng.choice(list(self.shapes))
            self.add(Do(0, "drop", a=a))
            del self.shapes[a]

    def skip(self) -> None:
        """Leave a module out, and go on behind it."""
        least = max(self.at + 1, 0)
        step = self.points[least].step if least < len(self.points) else STEPS
        doors = [
            Point(
                step,
                f"transformer.h.{at}.{name}" if not name.startswith(("h.", "ln_f", "drop")) else f"transformer.{name}",
                "input",
            )
            for name in SKIPPABLE
            for at in range(LAYERS)
        ]
        doors = [
            door._replace(path=door.path.replace(".c_fc", ".mlp.c_fc").replace(".act", ".mlp.act"))
            for door in doors
            if step < STEPS
        ]
        doors = [door for door in doors if self.at < 0 or door.rank > self.points[self.at].rank]
        if not doors:
            return
        door = self.rng.choice(sorted(doors)[:12])
        after = door._replace(port="output")
        a = self.pick(self.shape(after))
        if a is None or self.rng.random() < 0.3:
            if door.form != after.form:
                return
            a = self.value(Do(0, "read", at=door), self.shape(door))
        self.add(Do(0, "skip", a=a, at=door))
        self.at = next((at for at, point in enumerate(self.points) if point.rank >= after.rank), len(self.points)) - 1

    def step(self) -> None:
        """On to a step of the generation, by the loop or by ``run.next()``."""
        if not self.generating:
            return
        if self.rng.random() < 0.5:
            name, step = "next", max(self.standing, 0) + 1
        else:
            name, step = "loop", 0 if self.loop < 0 else max(self.loop, self.standing) + 1
            self.loop = step
        if step >= STEPS:
            return
        self.standing = step
        self.add(Do(0, "step", name, at=Point(step, *START)))
        first = next((at for at, point in enumerate(self.points) if point.step >= step), len(self.points))
        self.at = max(self.at, first - 1)

    # -- gradients -----------------------------------------------------------------------------------

    def flow(self) -> None:
        a = self.pick()
        if a is not None:
            fitting = [id for id, shape in self.gradients.items() if shape == self.shapes[a]]
            b = self.rng.choice(fitting) if fitting and self.rng.random() < 0.3 else self.pick(self.shapes[a])
            self.add(Do(0, "flow", a=a, b=b if self.rng.random() < 0.9 else None))

    def grad(self) -> None:
        """Ask for a gradient: before the first backward pass, or right after one."""
        fitting = [a for a in self.places if a in self.shapes and not self.run_back]
        if fitting:
            a = self.rng.choice(fitting)
            id = self.add(Do(0, "grad", a=a))
            if self.rng.random() < 0.4:
                self.gradients[self.add(Do(0, "unary", "scale", id))] = self.shapes[a]
            self.gradients[id] = self.shapes[a]

    def backward(self) -> None:
        a = self.pick()
        if a is not None:
            self.add(Do(0, "backward", a=self.value(Do(0, "total", a=a), ())))
            self.run_back = False
            for _ in range(self.rng.randrange(4)):
                self.grad()
            self.run_back = True

    def save(self) -> None:
        for id in [*self.shapes, *self.gradients]:
            if self.rng.random() < 0.7:
                self.add(Do(0, "save", a=id))
