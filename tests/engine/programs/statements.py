"""What random programs are made of: the sites of a tiny GPT-2 in the model's order, and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import GPT2Config, GPT2LMHeadModel

LAYERS, WIDTH, HEADS, VOCABULARY = 3, 16, 2, 50
TOKENS, STEPS = 5, 4
PORTS = ("query", "key", "value", "scores", "pattern", "heads")

UNARY: dict[str, Callable[[Any], Any]] = {
    "clone": lambda a: a.clone(),
    "scale": lambda a: a * 0.5,
    "reflected": lambda a: 1 - a,
    "negated": lambda a: -a,
    "softmax": lambda a: torch.softmax(a, dim=-1),
    "gelu": lambda a: F.gelu(a),
    "centred": lambda a: a - a.mean(dim=-1, keepdim=True),
    "normed": lambda a: F.layer_norm(a, (a.shape[-1],)),
    "rolled": lambda a: torch.cat([a[..., 1:, :], a[..., :1, :]], dim=-2),
    "halves": lambda a: torch.cat(a.chunk(2, dim=-1)[::-1], dim=-1),
    "topped": lambda a: a.masked_fill(a < a.topk(2, dim=-1).values[..., -1:], 0.0),
    "branch": lambda a: a + 1 if a.sum() > 0 else a - 1,
    "item": lambda a: a * float(a.abs().max().clamp(0.1, 2).nan_to_num().item()),
    "projected": lambda a: a @ torch.eye(a.shape[-1]) + torch.ones(a.shape[-1]),
    "indexed": lambda a: a[..., torch.arange(a.shape[-2] - 1, -1, -1), :],
    "transposed": lambda a: a.transpose(-1, -2).flip(-1).mT,
    "viewed": lambda a: a[:, :],
    "detached": lambda a: a.detach(),
}
BAKED = {"branch", "item"}
"""What depends on numbers that the graph does not hold: not for another prompt."""
SIZED = {"indexed", "projected"}
"""What brings tensors of a fixed size along: not for another step."""
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda a, b: a + b,
    "product": lambda a, b: a * b,
    "attend": lambda a, b: torch.softmax(a @ b.mT, dim=-1) @ b,
    "where": lambda a, b: torch.where(a > b, a, b),
    "lerp": lambda a, b: torch.lerp(a, b, 0.25),
    "stacked": lambda a, b: torch.stack([a, b]).sum(0),
}
INPLACE: dict[str, Callable[[Any, Any], Any]] = {
    "zero last": lambda a, _: a.__setitem__((..., -1, slice(None)), 0),
    "swap": lambda a, _: a.__setitem__((..., 0, slice(None)), a[..., -1, :].clone()),
    "imul": lambda a, _: a.__imul__(1.5),
    "add_": lambda a, _: a.add_(torch.ones(a.shape[-1])),
    "view": lambda a, _: a[..., :3].zero_(),
    "relu": lambda a, _: F.relu(a, inplace=True),
    "clamp": lambda a, _: a.transpose(0, 1).clamp_(-1, 1),
    "masked": lambda a, _: a.__setitem__(a < 0, 0.25),
    "copy_": lambda a, b: a.copy_(b),
    "iadd": lambda a, b: a.__iadd__(b),
    "row": lambda a, b: a.__setitem__((..., -1, slice(None)), b[..., 0, :]),
}
WITH_TWO = ("copy_", "iadd", "row")
MODULES = ("transformer.ln_f", "transformer.h.1.mlp", "lm_head")
"""What is applied ad hoc."""


def tiny(**options: Any) -> GPT2LMHeadModel:
    torch.manual_seed(0)
    config = GPT2Config(
        vocab_size=VOCABULARY, n_positions=16, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS,
        bos_token_id=0, eos_token_id=None, pad_token_id=0, initializer_range=0.3, **options,
    )  # fmt: skip
    return GPT2LMHeadModel(config).eval()


# -- sites ---------------------------------------------------------------------------------------


class Point(NamedTuple):
    """A site at a step; compare with ``rank``."""

    step: int
    path: str
    port: str = "output"

    def __str__(self) -> str:
        return f"{self.path}.{self.port}@{self.step}"

    @property
    def rank(self) -> tuple[int, int]:
        return self.step, _ranks()[self.path, self.port]

    @property
    def form(self) -> str:
        return _forms()[self.path, self.port]


START, RESULT = ("", "input"), ("", "result")
_LAYER = [
    ("", "input", "d"), ("ln_1", "input", "d"), ("ln_1", "ops.layer_norm[0].output", "d"), ("ln_1", "output", "d"),
    ("attn", "input", "d"), ("attn.c_attn", "input", "d"), ("attn", "ops.addmm[0].output", "flat 3d"),
    ("attn.c_attn", "ops.addmm[0].output", "flat 3d"), ("attn.c_attn", "output", "3d"),
    ("attn", "query", "q"), ("attn", "key", "k"), ("attn", "value", "k"), ("attn", "scores", "s"),
    ("attn", "pattern", "s"), ("attn", "heads", "q"),
    ("attn", "ops.addmm[1].output", "flat d"), ("attn.c_proj", "output", "d"), ("attn.resid_dropout", "output", "d"),
    ("attn", "output", "d"), ("ln_2", "input", "d"), ("ln_2", "output", "d"), ("mlp", "input", "d"),
    ("mlp.c_fc", "input", "d"), ("mlp.c_fc", "output", "4d"), ("mlp.act", "input", "4d"),
    ("mlp.act", "ops.pow[0].output", "4d"), ("mlp.act", "ops.tanh[0].input", "4d"), ("mlp", "ops.tanh[0].input", "4d"),
    ("mlp", "ops.tanh[0].output", "4d"), ("mlp.act", "ops.tanh[0].output", "4d"), ("mlp.act", "output", "4d"),
    ("mlp.c_proj", "input", "4d"), ("mlp.c_proj", "output", "d"), ("mlp.dropout", "output", "d"),
    ("mlp", "output", "d"), ("", "output", "d"),
]  # fmt: skip


@cache
def _forms() -> dict[tuple[str, str], str]:
    """Every site of a step, in the order in which the model comes to them, and the form of its value."""
    layers = {
        (f"transformer.h.{at}.{path}".rstrip("."), port): form for at in range(LAYERS) for path, port, form in _LAYER
    }
    return {
        START: "ids", ("transformer.wte", "output"): "d", ("transformer.drop", "input"): "d",
        ("transformer.drop", "output"): "d", **layers, ("transformer.ln_f", "input"): "d",
        ("transformer.ln_f", "output"): "d", ("lm_head", "input"): "kept d", ("lm_head", "output"): "logits",
        ("", "output"): "logits", RESULT: "text",
    }  # fmt: skip


@cache
def _ranks() -> dict[tuple[str, str], int]:
    return {site: at for at, site in enumerate(_forms())}


SITES = list(_forms())
_OUTPUTS = ("wte", "ln_1", "c_attn", "ln_2", "c_fc", "mlp", "ln_f", "lm_head")
PLAIN = [
    (path, port) for path, port in SITES
    if (port == "output" and path.rpartition(".")[2] in _OUTPUTS)
    or (path.rpartition(".")[2].isdigit() and port == "output")
]  # fmt: skip
"""Outputs that share no memory with one another."""
ALIASED = [(path, port) for path, port in SITES if port in ("input", "output") and (path, port) != START]
"""Inputs and outputs of modules, many of which are one tensor."""
ATTENTION = [(path, port) for path, port in SITES if port in PORTS]
OPERATIONS = [(path, port) for path, port in SITES if port.startswith("ops.")]
SKIPPABLE = ("h.0", "h.1", "h.2", "attn", "mlp", "ln_1", "ln_2", "c_fc", "act", "drop", "ln_f")


def shape_of(form: str, batch: int, step: int, generating: bool) -> tuple[int, ...]:
    """The shape of a form's values in a step."""
    tokens = 1 if step else TOKENS
    keys, kept = TOKENS + step, 1 if generating else tokens
    width = {"d": WIDTH, "3d": 3 * WIDTH, "4d": 4 * WIDTH}.get(form.split()[-1], 0)
    return {
        "q": (batch, HEADS, tokens, WIDTH // HEADS), "k": (batch, HEADS, keys, WIDTH // HEADS),
        "s": (batch, HEADS, tokens, keys), "logits": (batch, kept, VOCABULARY), "kept d": (batch, kept, WIDTH),
        "flat d": (batch * tokens, width), "flat 3d": (batch * tokens, width),
    }.get(form, (batch, tokens, width))  # fmt: skip


# -- programs ------------------------------------------------------------------------------------


class Do(NamedTuple):
    """One statement. ``a`` and ``b`` are the numbers of the statements whose values it uses."""

    id: int
    kind: str
    name: str = ""
    a: int | None = None
    b: int | None = None
    at: Point | None = None
    number: float | None = None

    @property
    def uses(self) -> tuple[int, ...]:
        return tuple(use for use in (self.a, self.b) if use is not None)

    def __str__(self) -> str:
        words = [self.kind, self.name and repr(self.name), *(f"v{use}" for use in self.uses)]
        words += [str(self.at) if self.at else "", "" if self.number is None else str(self.number)]
        return f"v{self.id}: " + " ".join(word for word in words if word)


@dataclass(frozen=True)
class Block:
    """The statements of one run, on one prompt."""

    prompt: int
    statements: tuple[Do, ...]


@dataclass(frozen=True)
class Program:
    """``edits`` are carried out by the model itself before ``blocks`` see it."""

    blocks: tuple[Block, ...]
    edits: tuple[Block, ...] = ()
    generating: bool = False
    batch: int = 1
    grad: bool = False
    known: bool = True
    parts: tuple[str, ...] = field(default=("blocks", "edits"), repr=False)

    def __str__(self) -> str:
        kind = "generation" if self.generating else "trace"
        lines = [f"{kind} of {self.batch} rows, gradients {'on' if self.grad else 'off'}"]
        for part in self.parts:
            for block in getattr(self, part):
                lines.append(f"  {part[:-1]} on prompt {block.prompt}")
                lines += [f"    {statement}" for statement in block.statements]
        return "\n".join(lines)

    @property
    def statements(self) -> Iterator[Do]:
        for part in self.parts:
            for block in getattr(self, part):
                yield from block.statements

    def prompt(self, number: int) -> Tensor:
        """Token ids; every prompt has as many tokens."""
        rows = torch.arange(self.batch).unsqueeze(1) * 11 + torch.arange(TOKENS) + 3 + 7 * number
        return rows % VOCABULARY

    def without(self, gone: set[int]) -> Program:
        """The program less some statements, and less what uses their values."""
        gone = set(gone)
        for statement in self.statements:
            if any(use in gone for use in statement.uses):
                gone.add(statement.id)
        parts = {
            part: tuple(
                Block(block.prompt, tuple(do for do in block.statements if do.id not in gone))
                for block in getattr(self, part)
            )
            for part in self.parts
        }
        return Program(**{**{key: value for key, value in vars(self).items() if key not in parts}, **parts})
