"""``Published``: what a server tells of a model, and all that a request may talk about."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import nn

from ...errors import ModelError
from ...models import LanguageModel, Model
from ..fingerprint import fingerprint

__all__ = ["TENSOR_ATTRIBUTES", "Published"]

_NAMES = "shape dtype ndim device T mT H mH real imag is_cuda is_sparse is_quantized is_meta is_leaf requires_grad"
TENSOR_ATTRIBUTES = frozenset(_NAMES.split())
"""The attributes of a tensor that a request may ask for: data, or views of the same tensor."""


@dataclass(frozen=True)
class Published:
    """What of a model a request may name.

    Attributes:
        modules: the path of each module, with the name of its class; ``""`` is the model itself.
        attention: paths of the modules that attend; none where the module tree does not tell.
        parameters: names of the parameters and buffers that may be read; none where weights are not published.
        attributes: fields of the dataclasses that the model's modules return.
        arguments: what the forward takes by name.
        generates: whether the model generates.
        language: whether inputs are prompts; otherwise they are the tensors of the forward.
        vocabulary: how many token ids the model has; 0 where its configuration does not tell.
        device: where the model is, such as "cpu"; only its kind counts.
        fingerprint: of the module tree, see ``fingerprint.fingerprint``.

    >>> published = Published.of(nnexplore.load("demo"))
    >>> published.modules["transformer.h.0.mlp"]
    'GPT2MLP'
    """

    modules: dict[str, str]
    attention: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    generates: bool = False
    language: bool = True
    vocabulary: int = 0
    device: str = "cpu"
    fingerprint: str = ""

    @classmethod
    def of(cls, model: Model, *, weights: bool = False) -> Published:
        """What a model publishes; nothing is loaded, and no forward is run.

        Args:
            model: the model.
            weights: whether its parameters and buffers may be read.
        """
        module = model.module
        named = [*module.named_parameters(remove_duplicate=False), *module.named_buffers(remove_duplicate=False)]
        first = next(module.parameters(), None)
        return cls(
            modules={path: type(part).__name__ for path, part in module.named_modules(remove_duplicate=False)},
            attention=_attention(model),
            parameters=tuple(sorted(name for name, _ in named)) if weights else (),
            attributes=tuple(sorted(set(_fields(module)))),
            arguments=tuple(inspect.signature(module.forward).parameters),
            generates=isinstance(model, LanguageModel) and hasattr(module, "generate"),
            language=isinstance(model, LanguageModel),
            vocabulary=_vocabulary(module),
            device="cpu" if first is None or first.is_meta else first.device.type,
            fingerprint=fingerprint(module),
        )

    @property
    def weights(self) -> bool:
        """Whether parameters may be read."""
        return bool(self.parameters)

    @cached_property
    def known_parameters(self) -> frozenset[str]:
        """The names of ``parameters``."""
        return frozenset(self.parameters)

    @cached_property
    def allowed_attributes(self) -> frozenset[str]:
        """The attributes that a request may ask for: those of tensors, and the model's own fields."""
        return TENSOR_ATTRIBUTES | frozenset(self.attributes)

    def attends(self, path: str) -> bool:
        """Whether a module attends, is part of one that does, or holds one; true where the tree does not tell."""
        return not self.attention or any(
            path == one or one.startswith(f"{path}.") or path.startswith(f"{one}.") for one in self.attention
        )

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Published:
        """The way back.

        Raises:
            TypeError: a field is missing, unknown, or of another type.
        """
        fields: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        made = cls(**fields)
        for field in dataclasses.fields(cls):
            if type(getattr(made, field.name)) is not _KINDS.get(field.name, tuple):
                raise TypeError(f"{field.name} of what a model publishes is {getattr(made, field.name)!r:.60}")
        return made


_KINDS = {"modules": dict, "generates": bool, "language": bool, "vocabulary": int, "device": str, "fingerprint": str}


def _vocabulary(module: nn.Module) -> int:
    found = getattr(getattr(module, "config", None), "vocab_size", None)
    return found if type(found) is int else 0


def _attention(model: Model) -> tuple[str, ...]:
    if not isinstance(model, LanguageModel):
        return ()
    try:
        anatomy = model.anatomy
    except ModelError:
        return ()
    parts = [anatomy.inside.get(block, {}).get("attn") for block in anatomy.blocks]
    return tuple(part.path for part in parts if part) if all(parts) else ()


def _fields(module: nn.Module) -> Iterator[str]:
    """The fields of the dataclasses that the forwards say they return, except those that mean more on other values."""
    for kind in {type(part) for part in module.modules()}:
        text = str(inspect.signature(kind.forward).return_annotation)
        for name, found in vars(sys.modules[kind.__module__]).items():
            if isinstance(found, type) and dataclasses.is_dataclass(found) and name in text:
                yield from (field.name for field in dataclasses.fields(found) if _is_plain(field.name))


def _is_plain(name: str) -> bool:
    return not name.startswith("_") and not any(hasattr(kind, name) for kind in (torch.Tensor, dict, tuple, str))
