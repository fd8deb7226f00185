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
as long as the config says, the rest follows from the classes around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from ..errors import ModelError

__all__ = ["Anatomy", "Part", "find_anatomy"]


@dataclass(frozen=True)
class Part:
    """Where a named part begins and ends: one module mostly, two where a block spells its MLP out (OPT)."""

    path: str
    entry: str


@dataclass(frozen=True)
class Anatomy:
    """Paths of the named parts of one model."""

    embed: str
    layers: str
    norm: str
    unembed: str
    blocks: tuple[str, ...] = field(repr=False, default=())

    def names(self, path: str) -> tuple[str, ...]:
        """The names that exist at a module."""
        if path == "":
            return ("embed", "layers", "norm", "unembed")
        return ("attn", "mlp") if path in self.blocks else ()

    def part(self, root: nn.Module, path: str, name: str) -> Part | None:
        """What a name stands for at a module, or ``None``."""
        if name not in self.names(path):
            return None
        if path == "":
            found = getattr(self, name)
            return Part(found, found)
        block = root.get_submodule(path)
        part = _attention(block) if name == "attn" else _feed_forward(block)
        return part and Part(f"{path}.{part.path}", f"{path}.{part.entry}")


def find_anatomy(root: nn.Module) -> Anatomy:
    """The anatomy of a Hugging Face causal language model.

    Raises:
        ModelError: a part cannot be found; the message says which.
    """
    layers = _layers(root)
    count = len(root.get_submodule(layers)._modules)
    return Anatomy(
        embed=_path_of(root, "get_input_embeddings", "embed"),
        layers=layers,
        norm=_final_norm(root, layers),
        unembed=_path_of(root, "get_output_embeddings", "unembed"),
        blocks=tuple(f"{layers}.{at}" for at in range(count)),
    )


def _layer_count(root: nn.Module) -> int | None:
    config: Any = getattr(root, "config", None)
    text = config.get_text_config() if hasattr(config, "get_text_config") else config
    return getattr(text, "num_hidden_layers", None)


def _layers(root: nn.Module) -> str:
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


def _final_norm(root: nn.Module, layers: str) -> str:
    """The last norm beside the list of blocks."""
    parent_path = layers.rpartition(".")[0]
    norms = [name for name, child in root.get_submodule(parent_path).named_children() if _is_norm(child)]
    norms = [name for name in norms if "emb" not in name] or norms
    if not norms:
        raise ModelError(f"{type(root).__name__} has no norm beside {layers}, so `norm` has no meaning here")
    return f"{parent_path}.{norms[-1]}" if parent_path else norms[-1]


def _candidates(block: nn.Module, words: tuple[str, ...]) -> Iterator[str]:
    for name, child in block.named_children():
        text = f"{name} {type(child).__name__}".lower()
        computes = next(child.parameters(), None) is not None and not _is_norm(child)  # no dropout, no norm
        if computes and "cross" not in text and any(word in text for word in words):
            yield name


def _attention(block: nn.Module) -> Part | None:
    name = next(_candidates(block, ("attention", "attn")), None)
    return Part(name, name) if name else None


def _feed_forward(block: nn.Module) -> Part | None:
    name = next(_candidates(block, ("mlp", "ffn", "feed_forward", "feedforward", "moe")), None)
    if name:
        return Part(name, name)
    linears = [name for name, child in block.named_children() if isinstance(child, nn.Linear)]
    return Part(linears[-1], linears[0]) if linears else None
