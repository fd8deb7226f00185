"""``Anatomy``: the names that mean the same on every decoder-only language model, found from the module tree.

| name            | what                                   |
|-----------------|----------------------------------------|
| embed           | token embedding                        |
| layers          | the list of decoder blocks             |
| layers[i].attn  | the block's self-attention             |
| layers[i].mlp   | the block's feed-forward part          |
| norm            | the norm between last block and logits |
| unembed         | the output embedding                   |

Nothing here is a table of architectures: embeddings come from the model's own getters, the blocks are the list
as long as the config says, the rest follows from the names and classes around them. No forward is run, so weights on
the ``meta`` device will do; what only a forward can prove is in ``probe``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from torch import nn

from ..errors import ModelError

__all__ = ["Absent", "Anatomy", "Block", "Part", "Place", "find_anatomy", "text_config"]


@dataclass(frozen=True)
class Part:
    """Where a named part begins and ends: one module mostly, two where a block spells its MLP out (OPT)."""

    path: str
    entry: str

    def __str__(self) -> str:
        return self.path if self.entry == self.path else f"{self.entry} … {self.path}"


@dataclass(frozen=True)
class Absent:
    """A part that a model does not have, or that could not be verified, and why; false in a condition."""

    reason: str

    def __bool__(self) -> Literal[False]:
        return False

    def __str__(self) -> str:
        return f"absent: {self.reason}"


@dataclass(frozen=True)
class Place:
    """Where a value passes, and the factor with which the residual stream takes it up.

    A module may give a tuple there: the value is its first tensor. OPT's MLP has batch and tokens in one dimension.
    """

    path: str
    port: Literal["input", "output"]
    scale: float = 1.0

    def __str__(self) -> str:
        return f"{self.path}.{self.port}" + (f" × {self.scale:.6g}" if self.scale != 1 else "")


@dataclass(frozen=True)
class Block:
    """The verified parts of one decoder block.

    ``resid_post - resid_pre == attn_out.scale * attn_out + mlp_out.scale * mlp_out`` up to rounding. ``resid_mid`` is
    where the MLP's branch is given the stream after attention; what is written there changes that branch only.
    """

    path: str
    attn: Part | Absent
    mlp: Part | Absent
    attn_out: Place | Absent
    mlp_out: Place | Absent
    resid_mid: Place | Absent
    neurons: Place | Absent

    def place(self, name: str) -> Place:
        """The place of ``attn_out``, ``mlp_out``, ``resid_mid`` or ``neurons``.

        Raises:
            ModelError: the block has none; the message says why.
        """
        found = getattr(self, name)
        if isinstance(found, Place):
            return found
        raise ModelError(f"{self.path} has no `{name}`: {found.reason}")

    def describe(self) -> str:
        """A line per part, with paths from the block on."""
        parts = ((part.name, getattr(self, part.name)) for part in fields(self) if part.name != "path")
        return "\n".join(f"    {name:<10}{found}".replace(f"{self.path}.", "") for name, found in parts)

    def __repr__(self) -> str:
        return f"{self.path}\n{self.describe()}"


@dataclass(frozen=True)
class Anatomy:
    """Paths of the named parts of one model. Some models have no norm after the last block."""

    embed: str
    layers: str
    norm: str | Absent
    unembed: str
    blocks: tuple[str, ...] = field(repr=False, default=())
    inside: Mapping[str, Mapping[str, Part]] = field(repr=False, hash=False, default_factory=dict)

    def names(self, path: str) -> tuple[str, ...]:
        """The names that exist at a module."""
        return tuple(self.inside.get(path, ())) if path else tuple(name for name in _OF_ROOT if getattr(self, name))

    def part(self, root: nn.Module, path: str, name: str) -> Part | None:
        """What a name stands for at a module, or ``None``.

        Raises:
            ModelError: this model has no such part; the message says why.
        """
        if path:
            return self.inside.get(path, {}).get(name)
        found = getattr(self, name) if name in _OF_ROOT else None
        if isinstance(found, Absent):
            raise ModelError(f"{type(root).__name__} has no `{name}`: {found.reason}")
        return Part(found, found) if found else None


_OF_ROOT = ("embed", "layers", "norm", "unembed")


def find_anatomy(root: nn.Module) -> Anatomy:
    """The anatomy of a Hugging Face causal language model.

    Raises:
        ModelError: a part cannot be found; the message says which.
    """
    layers = _layers(root)
    blocks = tuple(f"{layers}.{name}" for name in root.get_submodule(layers)._modules)
    return Anatomy(
        embed=_path_of(root, "get_input_embeddings", "embed"),
        layers=layers,
        norm=_final_norm(root, layers),
        unembed=_path_of(root, "get_output_embeddings", "unembed"),
        blocks=blocks,
        inside={path: dict(_inside(path, root.get_submodule(path))) for path in blocks},
    )


def text_config(root: nn.Module) -> Any:
    """A model's config, of its text part where it has several."""
    config: Any = getattr(root, "config", None)
    return config.get_text_config() if hasattr(config, "get_text_config") else config


def _layer_count(root: nn.Module) -> int | None:
    return getattr(text_config(root), "num_hidden_layers", None)


def _layers(root: nn.Module) -> str:
    if getattr(getattr(root, "config", None), "is_encoder_decoder", False):
        raise ModelError(
            f"{type(root).__name__} is an encoder and a decoder, so `layers` and the like have no meaning here; "
            "use the module names of print(model)"
        )
    count = _layer_count(root)
    lists = [(path, module) for path, module in root.named_modules() if isinstance(module, nn.ModuleList)]
    fitting: list[str] = [path for path, module in lists if count is not None and len(module) == count]
    if not fitting:
        sought = "config that tells the number of its decoder blocks" if count is None else f"list of {count} blocks"
        raise ModelError(
            f"{type(root).__name__} has no {sought}, so `layers` has no meaning here; "
            "use the module names of print(model)"
        )
    return min(fitting, key=lambda path: path.count("."))


def _path_of(root: nn.Module, getter: str, name: str) -> str:
    module = getattr(root, getter)() if hasattr(root, getter) else None
    for path, candidate in root.named_modules():
        if candidate is module:
            return str(path)
    raise ModelError(
        f"{type(root).__name__} has no {getter}(), so `{name}` has no meaning here; use the names of print(model)"
    )


def _is_norm(module: nn.Module) -> bool:
    return "norm" in type(module).__name__.lower()


def _final_norm(root: nn.Module, layers: str) -> str | Absent:
    """The last norm beside the list of blocks; none where each block ends with its own, as in GPT-1."""
    parent_path = layers.rpartition(".")[0]
    norms = [name for name, child in root.get_submodule(parent_path).named_children() if _is_norm(child)]
    norms = [name for name in norms if "emb" not in name] or norms
    if not norms:
        return Absent(f"there is no norm beside {layers}; what the logits are made from is `model.unembed.input`")
    return f"{parent_path}.{norms[-1]}" if parent_path else norms[-1]


def _own_words(block: nn.Module, name: str) -> str:
    """A child's name and class, without the model's own name: every class of Qwen3-MoE has "moe" in it."""
    kind, owner = type(block._modules[name]).__name__, type(block).__name__
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(kind, owner, strict=False)))
    return f"{name} {kind[shared:]}".lower()


def _candidates(block: nn.Module, words: tuple[str, ...]) -> Iterator[str]:
    for name, child in block.named_children():
        text = _own_words(block, name)
        computes = next(child.parameters(), None) is not None and not _is_norm(child)  # no dropout, no norm
        if computes and "cross" not in text and any(word in text for word in words):
            yield name


def _inside(path: str, block: nn.Module) -> Iterator[tuple[str, Part]]:
    for name, part in (("attn", _attention(block)), ("mlp", _feed_forward(block))):
        if part:
            yield name, Part(f"{path}.{part.path}", f"{path}.{part.entry}")


def _attention(block: nn.Module) -> Part | None:
    name = next(_candidates(block, ("attention", "attn")), None)
    return Part(name, name) if name else None


def _feed_forward(block: nn.Module) -> Part | None:
    name = next(_candidates(block, ("mlp", "ffn", "feed_forward", "feedforward", "moe")), None)
    if name:
        return Part(name, name)
    linears = [name for name, child in block.named_children() if isinstance(child, nn.Linear)]
    return Part(linears[-1], linears[0]) if linears else None
