"""Random programs: live == replay after a JSON round trip == plain hooks, bit for bit.

A program is a list of statements; a machine carries them out. ``Live`` does so in a trace, ``Hooked`` with plain
PyTorch hooks and nothing of nnexplore: every read is a fresh forward in which a hook puts each change so far into
its place.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import GPT2Config, GPT2LMHeadModel

import nnexplore
from nnexplore.graph import Graph

SEED = int(os.environ.get("NNEXPLORE_PROGRAM_SEED", random.SystemRandom().randrange(10**6)))
PROGRAMS = int(os.environ.get("NNEXPLORE_PROGRAMS", 520))
BATCHES = 10
WIDTH, TOKENS = 16, 5

UNARY: dict[str, Callable[[Any], Any]] = {
    "clone": lambda a: a.clone(),
    "scale": lambda a: a * 0.5,
    "reflected": lambda a: 1 - a,
    "negated": lambda a: -a,
    "softmax": lambda a: torch.softmax(a, dim=-1),
    "gelu": lambda a: F.gelu(a),
    "centred": lambda a: a - a.mean(dim=-1, keepdim=True),
    "normed": lambda a: F.layer_norm(a, (a.shape[-1],)),
    "rolled": lambda a: torch.cat([a[:, 1:], a[:, :1]], dim=1),
    "halves": lambda a: torch.cat(a.chunk(2, dim=-1)[::-1], dim=-1),
    "topped": lambda a: a.masked_fill(a < a.topk(2, dim=-1).values[..., -1:], 0.0),
    "branch": lambda a: a + 1 if a.sum() > 0 else a - 1,
    "item": lambda a: a * float(a.abs().max().clamp(min=0.1).item()),
    "projected": lambda a: a @ torch.eye(a.shape[-1]) + torch.ones(a.shape[-1]),
    "indexed": lambda a: a[:, torch.tensor([0, 2, 1, 4, 3])],
    "transposed": lambda a: a.transpose(1, 2).flip(-1).mT,
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda a, b: a + b,
    "product": lambda a, b: a * b,
    "einsum": lambda a, b: torch.einsum("btd,bsd->bts", a, b) @ b,
    "where": lambda a, b: torch.where(a > b, a, b),
    "lerp": lambda a, b: torch.lerp(a, b, 0.25),
    "stacked": lambda a, b: torch.stack([a, b]).sum(0),
}
INPLACE: dict[str, Callable[[Any], Any]] = {
    "zero last": lambda a: a.__setitem__((slice(None), -1), 0),
    "swap": lambda a: a.__setitem__((slice(None), 0), a[:, 1].clone()),
    "imul": lambda a: a.__imul__(1.5),
    "add_": lambda a: a.add_(torch.ones(a.shape[-1])),
    "view": lambda a: a[..., :3].zero_(),
    "relu": lambda a: F.relu(a, inplace=True),
    "clamp": lambda a: a.transpose(0, 1).clamp_(-1, 1),
}


def tiny() -> GPT2LMHeadModel:
    torch.manual_seed(0)
    config = GPT2Config(vocab_size=50, n_positions=8, n_embd=WIDTH, n_layer=3, n_head=2, bos_token_id=0, eos_token_id=0)
    return GPT2LMHeadModel(config).eval()


def sites() -> list[tuple[str, int]]:
    """Output sites in the order in which the model reaches them, none sharing memory with another, and their widths."""
    inside = [("ln_1", 1), ("attn.c_attn", 3), ("ln_2", 1), ("mlp.c_fc", 4), ("mlp", 1), ("", 1)]
    blocks = [(f"transformer.h.{i}.{name}".rstrip("."), n * WIDTH) for i in range(3) for name, n in inside]
    return [("transformer.wte", WIDTH), *blocks, ("transformer.ln_f", WIDTH), ("lm_head", 50)]


Statement = tuple[Any, ...]


class Writer:
    """Writes a random program: knows where the run stands and which sites were changed."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.sites = sites()
        self.widths: list[int] = []
        self.program: list[Statement] = []
        self.at = -1
        self.changed: set[int] = set()

    def write(self, length: int) -> list[Statement]:
        for _ in range(length):
            self.rng.choice([self.read, self.read, self.op, self.op, self.inplace, self.assign, self.late, self.back])()
        return self.program

    def value(self, width: int, *statement: Any) -> int:
        self.program.append(statement)
        self.widths.append(width)
        return len(self.widths) - 1

    def pick(self, width: int) -> int | None:
        fitting = [at for at, known in enumerate(self.widths) if known == width]
        return self.rng.choice(fitting) if fitting else None

    def visit(self, at: int) -> int:
        name, width = self.sites[at]
        self.at = at
        return self.value(width, "read", name)

    def read(self) -> None:
        if self.at + 1 < len(self.sites):
            self.visit(self.rng.randrange(self.at + 1, min(len(self.sites), self.at + 6)))

    def op(self) -> None:
        if not self.widths:
            return
        a = self.rng.randrange(len(self.widths))
        if self.rng.random() < 0.4 and (b := self.pick(self.widths[a])) is not None:
            self.value(self.widths[a], "binary", self.rng.choice(list(BINARY)), a, b)
        else:
            self.value(self.widths[a], "unary", self.rng.choice(list(UNARY)), a)

    def inplace(self) -> None:
        if self.at >= 0:
            value = self.visit(self.at)
            self.program.append(("inplace", self.rng.choice(list(INPLACE)), value, self.sites[self.at][0]))
            self.changed.add(self.at)

    def assign(self) -> None:
        if self.at + 1 >= len(self.sites):
            return
        self.at = self.rng.randrange(max(self.at, 0), min(len(self.sites), self.at + 4))
        name, width = self.sites[self.at]
        value = self.pick(width)
        what: Any = self.rng.choice([0, 0.5]) if value is None or self.rng.random() < 0.2 else ("value", value)
        self.program.append(("write", name, what))
        self.changed.add(self.at)

    def late(self) -> None:
        """Read behind, and stay where the run is."""
        if self.at > 0:
            at = self.rng.randrange(self.at)
            self.value(self.sites[at][1], "read", self.sites[at][0])

    def back(self) -> None:
        """Read behind, and change it: the run goes on from there."""
        free = [at for at in range(max(self.at, 0)) if all(changed <= at for changed in self.changed)]
        if free and self.rng.random() < 0.5:
            self.visit(self.rng.choice(free))
            self.rng.choice([self.inplace, self.assign_here])()

    def assign_here(self) -> None:
        name, width = self.sites[self.at]
        value = self.pick(width)
        if value is not None:
            self.program.append(("write", name, ("value", value)))
            self.changed.add(self.at)


class Machine:
    """Carries out a program; ``read`` and ``assign`` are what differs."""

    def run(self, program: list[Statement]) -> list[Any]:
        self.values: list[Any] = []
        for statement in program:
            match statement:
                case ("read", site):
                    self.values.append(self.read(site))
                case ("unary", name, a):
                    self.values.append(UNARY[name](self.values[a]))
                case ("binary", name, a, b):
                    self.values.append(BINARY[name](self.values[a], self.values[b]))
                case ("inplace", name, a, site):
                    self.before_inplace(site, self.values[a])
                    INPLACE[name](self.values[a])
                case ("write", site, ("value", a)):
                    self.assign(site, self.values[a])
                case ("write", site, number):
                    self.assign(site, number)
        return self.values

    def read(self, site: str) -> Any: ...
    def assign(self, site: str, value: Any) -> None: ...
    def before_inplace(self, site: str, value: Any) -> None: ...


class Live(Machine):
    def __init__(self, model: nnexplore.Model) -> None:
        self.model = model

    def handle(self, site: str) -> Any:
        handle: Any = self.model
        for name in site.split("."):
            handle = handle[name]
        return handle

    def read(self, site: str) -> Any:
        return self.handle(site).output

    def assign(self, site: str, value: Any) -> None:
        self.handle(site).output = value


class Hooked(Machine):
    """Plain hooks: one fresh forward per value, with the changes so far in their places.

    Reading a site again gives the tensor that was read there before, as long as nothing has changed it since.
    """

    def __init__(self, module: nn.Module, ids: Tensor) -> None:
        self.module, self.ids = module, ids
        self.order = [name for name, _ in sites()]
        self.changes: dict[str, Tensor] = {}
        self.known: dict[str, tuple[Tensor, int]] = {}
        self.standing = ""

    def go(self, site: str) -> None:
        """Arriving anywhere else, what was changed before is final, whatever becomes of the tensor."""
        if site != self.standing:
            self.changes = {name: value.clone() for name, value in self.changes.items()}
            if self.standing in self.known:
                value, _ = self.known[self.standing]
                self.known[self.standing] = value, value._version
            self.standing = site

    def forward(self, site: str) -> Tensor:
        seen: list[Tensor] = []
        with ExitStack() as stack:
            for name, value in self.changes.items():
                hook = self.module.get_submodule(name).register_forward_hook(lambda m, a, o, value=value: value)
                stack.callback(hook.remove)
            last = self.module.get_submodule(site).register_forward_hook(lambda m, a, o: seen.append(o))
            stack.callback(last.remove)
            self.module(self.ids)
        return seen[0]

    def read(self, site: str) -> Any:
        here = site == self.standing
        self.go(site)
        value, version = self.known.get(site, (None, -1))
        if value is None or not (here or value._version == version):
            value = self.changes[site] if site in self.changes else self.forward(site)
        self.known[site] = value, value._version
        return value

    def assign(self, site: str, value: Any) -> None:
        current = self.read(site)
        new = value if isinstance(value, Tensor) else torch.full_like(current, value)
        self.change(site, new if new is current else new.clone())

    def before_inplace(self, site: str, value: Any) -> None:
        self.change(site, value)

    def change(self, site: str, value: Tensor) -> None:
        self.changes[site] = value
        self.known[site] = value, value._version
        later = self.order[self.order.index(site) + 1 :]
        self.known = {name: known for name, known in self.known.items() if name not in later}


def different(one: list[Any], other: list[Any]) -> list[int]:
    return [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if not torch.equal(a, b)]


def mismatch(program: list[Statement], bad: list[int]) -> str:
    listing = "\n".join(f"  {statement}" for statement in program)
    return f"values {bad} differ in the program\n{listing}"


@pytest.mark.filterwarnings("ignore::nnexplore.errors.UnchangedWarning")
@pytest.mark.parametrize("batch", range(BATCHES))
def test_live_equals_replay_equals_plain_hooks(batch: int) -> None:
    print(f"NNEXPLORE_PROGRAM_SEED={SEED}")
    module = tiny()
    model = nnexplore.Model(module)
    ids = torch.arange(TOKENS).unsqueeze(0) + 3
    for number in range(batch * PROGRAMS // BATCHES, (batch + 1) * PROGRAMS // BATCHES):
        rng = random.Random(SEED * 100_003 + number)
        program = Writer(rng).write(rng.randrange(3, 18))
        with torch.set_grad_enabled(number % 2 == 0):
            with model.trace(ids) as run:
                live = Live(model).run(program)
                for at, value in enumerate(live):
                    value.save(f"v{at}")
                logits = model.lm_head.output.save("logits")
                snapshots = [*[value.detach().clone() for value in live], logits.detach().clone()]
            graph = Graph.from_json(run.graph.to_json())
            replayed = list(graph.run(model, ids).values())
            machine = Hooked(module, ids)
            hooked = [*machine.run(program), machine.read("lm_head")]
        assert not (bad := different(snapshots, hooked)), mismatch(program, bad)
        assert not (bad := different(snapshots, replayed)), mismatch(program, bad)
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in module.modules())
