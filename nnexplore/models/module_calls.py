"""``record_calls``: every call of a module in one forward of four tokens, with what went in and what came out.

Says what happened; ``probe`` says what it shows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from ..engine.eager import uncompiled
from ..errors import ModelError
from .anatomy import Anatomy

__all__ = ["ModuleCall", "record_calls"]

_TOKENS = 4


@dataclass(eq=False)
class ModuleCall:
    """One call of a module, with copies of what it was given and what it made if they are as large as the stream.

    ``heads``: query heads of the attention that runs in the module itself, not in one inside it.
    """

    path: str
    module: nn.Module
    parent: ModuleCall | None
    start: int
    end: int = -1
    given: Tensor | None = None
    made: Tensor | None = None
    heads: int = 0

    def around(self, other: ModuleCall) -> bool:
        """Whether the other one was made during this."""
        return self.start <= other.start and other.end <= self.end


def record_calls(root: nn.Module, anatomy: Anatomy, *, forms: bool = False) -> tuple[list[ModuleCall], Any]:
    """All calls of one forward in order, and the model's output; hooks and training flags are put back.

    With ``forms`` the module is on the meta device: what is called in which order is known then, no values, no heads.

    Raises:
        ModelError: the weights are not in memory.
    """
    ids = torch.empty((1, _TOKENS), dtype=torch.long, device="meta") if forms else _token_ids(root, anatomy)
    recorder = _Recorder(anatomy.blocks)
    training = [module for module in root.modules() if module.training]
    hooks: list[Any] = []
    try:
        for path, module in root.named_modules():
            hooks.extend(recorder.watch(path, module))
        for module in training:
            module.training = False
        with torch.no_grad(), uncompiled(root), recorder:
            output = root(input_ids=ids, use_cache=True)
    finally:
        for hook in hooks:
            hook.remove()
        for module in training:
            module.training = True
    return _told_apart(recorder.calls), output


class _Recorder(TorchFunctionMode):
    """Takes down each call of a module, and in which of them attention runs."""

    def __init__(self, blocks: Iterable[str]) -> None:
        super().__init__()
        self.calls: list[ModuleCall] = []
        self._blocks = set(blocks)
        self._open: list[ModuleCall] = []
        self._size = -1
        self._clock = itertools.count()

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        if self._open and (heads := _heads(func, args, kwargs, result)):
            self._open[-1].heads = heads
        return result

    def watch(self, path: str, module: nn.Module) -> Iterator[Any]:
        """Hooks on one module, for the caller to remove."""

        def before(module: nn.Module, args: Any, kwargs: Any) -> None:
            given = next(iter((*args, *kwargs.values())), None)
            if path in self._blocks and isinstance(given, Tensor):
                self._size = given.numel()
            parent = self._open[-1] if self._open else None
            self._open.append(ModuleCall(path, module, parent, next(self._clock), given=self._copy(given)))
            self.calls.append(self._open[-1])

        def after(_module: nn.Module, _args: Any, output: Any) -> None:
            call = self._open.pop()
            call.end, call.made = next(self._clock), self._copy(_first_tensor(output))

        yield module.register_forward_pre_hook(before, with_kwargs=True)
        yield module.register_forward_hook(after)

    def _copy(self, value: Any) -> Tensor | None:
        """A copy, as Falcon adds attention's output into the MLP's in place."""
        fits = isinstance(value, Tensor) and value.is_floating_point() and value.numel() == self._size
        return value.detach().to("cpu", copy=True) if fits and not value.is_meta else None


def _first_tensor(value: Any) -> Any:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else (value,)
    return next((item for item in values if isinstance(item, Tensor)), None)


def _heads(func: Any, args: Any, kwargs: Any, result: Any) -> int:
    """How many heads attend in a call of a torch function: none in a softmax over experts or the vocabulary."""
    if func is F.scaled_dot_product_attention:
        query = args[0] if args else kwargs["query"]
        return int(query.shape[:-2].numel())
    if func in (F.softmax, torch.softmax, Tensor.softmax) and _looks_back(result):
        return int(result.shape[:-2].numel())
    return 0


def _looks_back(pattern: Tensor) -> bool:
    """Whether there is a row per token with nothing on later ones; GPT-OSS has one more column, a sink."""
    square = pattern.ndim > 2 and pattern.shape[-2] == _TOKENS <= pattern.shape[-1]
    return square and not pattern.is_meta and not pattern[..., :_TOKENS].triu(1).any().item()


def _token_ids(root: nn.Module, anatomy: Anatomy) -> Tensor:
    """Four different tokens, none of the special ones that sit at either end of a vocabulary."""
    (weight,) = itertools.islice(root.get_submodule(anatomy.embed).parameters(), 1)
    offloaded = hasattr(root, "_hf_hook")  # accelerate fetches the weights of each module when it is called
    if not offloaded and any(parameter.is_meta for parameter in root.parameters()):
        raise ModelError(
            f"the weights of {type(root).__name__} are on the meta device, but the probe has to run the model; "
            "load them first, or use find_anatomy, which needs none"
        )
    ids = torch.arange(1, _TOKENS + 1) * weight.shape[0] // (_TOKENS + 1)
    return ids[None].to("cpu" if weight.is_meta else weight.device)


def _told_apart(calls: list[ModuleCall]) -> list[ModuleCall]:
    """The calls, without the values of modules that are called again: a path would not say which is meant."""
    seen: dict[str, ModuleCall] = {}
    for call in calls:
        if (earlier := seen.setdefault(call.path, call)) is not call:
            earlier.given = earlier.made = call.given = call.made = None
    return calls
