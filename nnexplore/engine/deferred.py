"""Deferred runs: the block sees shapes and dtypes, no numbers; the graph it makes is executed when it ends.

The model's twin on the ``meta`` device runs in its place. What was saved becomes real afterwards, in place,
wherever the user has put it.
"""

from __future__ import annotations

import copy
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from ..errors import DeferredError, NnexploreError
from ..graph import Inputs
from .fit import describe
from .traced import Traced, plain
from .tree import leaves, map_tensors

__all__ = ["execute", "formal", "make_real", "on_meta", "twin", "without_numbers"]

_LOOKED_INTO = ("attention_mask", "position_ids")


_NO_HOOK = object()


def twin(module: nn.Module) -> nn.Module:
    """The same module with all parameters and buffers on the meta device; nothing is copied."""
    tensors = [*module.parameters(), *module.buffers()]
    memo: dict[int, Any] = {id(tensor): _form(tensor) for tensor in tensors}
    memo.update({id(part._hf_hook): _NO_HOOK for part in module.modules() if hasattr(part, "_hf_hook")})
    formal = copy.deepcopy(module, memo)
    for part in formal.modules():
        if vars(part).get("_hf_hook") is _NO_HOOK:  # accelerate's, which loads weights from where they are offloaded
            for name in ("_hf_hook", "_old_forward", "forward"):
                vars(part).pop(name, None)
        if type(part).__name__.endswith("Experts"):
            part.forward = _experts
    config: Any = getattr(formal, "config", None)
    if hasattr(config, "pad_token_id"):
        config.pad_token_id = None  # transformers would look for it among the ids, to warn of a missing mask
    return formal


def _experts(hidden: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    """What a layer of experts gives has the form of what it is given; which of them compute it, numbers decide."""
    return hidden * 1


def _form(tensor: torch.Tensor) -> torch.Tensor:
    form = torch.empty_like(plain(tensor.detach()), device="meta")
    return nn.Parameter(form, tensor.requires_grad) if isinstance(tensor, nn.Parameter) else form


def on_meta(inputs: Inputs) -> Inputs:
    """Inputs without numbers. Mask and positions have no influence on shapes, and models look into them: left out."""
    kwargs = {key: without_numbers(value) for key, value in inputs.kwargs.items() if key not in _LOOKED_INTO}
    return Inputs(tuple(map(without_numbers, inputs.args)), kwargs, inputs.method)


def formal(module: nn.Module, call: Callable[[], Any]) -> Callable[[], Any]:
    """A call of a module without numbers, with an error that says so where it needs them."""

    def run() -> Any:
        try:
            with _Unpadded():
                return call()
        except NnexploreError:
            raise
        except (RuntimeError, NotImplementedError) as error:
            raise DeferredError(
                f"{type(module).__name__} cannot be run without numbers ({str(error).splitlines()[0]}), so its runs "
                "cannot be deferred; leave out defer=True"
            ) from error

    return run


class _Unpadded(TorchFunctionMode):
    """Within it, a mask without numbers that is asked whether all of it is true says that it is.

    A model that is given no mask makes one of ones, and some look whether they can go without it. A real mask does not
    come here, see ``on_meta``.
    """

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """One operation; ``mask.sum() == mask.numel()`` is followed to its ``bool``."""
        if func is torch.Tensor.__bool__ and getattr(args[0], _WHOLE, False):
            return True
        out = func(*args, **(kwargs or {}))
        if (
            func is torch.Tensor.sum
            and len(args) == 1
            and not kwargs
            and args[0].is_meta
            and args[0].dtype == torch.bool
        ):
            setattr(out, _MOST, args[0].numel())
        elif func is _EQUAL and type(args[1]) is int and getattr(args[0], _MOST, -1) == args[1]:
            setattr(out, _WHOLE, True)
        return out


_MOST, _WHOLE = "_nnexplore_most", "_nnexplore_whole"
_EQUAL: Any = torch.Tensor.__eq__


def without_numbers(value: Any) -> Any:
    """A structure with the form of each tensor; one that has no numbers stays what it is."""
    return map_tensors(lambda _, tensor: tensor if tensor.is_meta else plain(tensor).to("meta"), value)


def execute(func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """One operation on forms alone.

    Raises:
        DeferredError: it needs numbers.
    """
    name = getattr(func, "__name__", str(func))
    try:
        with torch._C.DisableTorchFunctionSubclass():
            return func(*_forms(args), **_forms(kwargs))
    except (RuntimeError, NotImplementedError, TypeError) as error:
        if "meta" not in str(error) and not isinstance(error, NotImplementedError):
            raise
        raise DeferredError(
            f"`{name}` needs numbers, but this run is deferred: its values have shapes and dtypes, and become real "
            "when the block ends. Do it after the block with a saved value, write it with operations of torch that "
            "stay in the graph (torch.where instead of if), or leave out defer=True."
        ) from error


def _forms(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value if value.is_meta else value.to("meta")
    if isinstance(value, dict):
        return {key: _forms(item) for key, item in value.items()}
    return type(value)(map(_forms, value)) if type(value) in (tuple, list) else value


def make_real(value: Any, result: Any) -> None:
    """Turn a saved value without numbers into its result, in place."""
    real = dict(leaves(result))
    for path, leaf in leaves(value):
        if not leaf.is_meta:
            continue
        if path not in real:
            raise DeferredError(f"the run gave {describe(result)} where the block saved {describe(value)}")
        _swap(leaf, real[path].detach().clone(), Traced if isinstance(leaf, Traced) else type(leaf))


def _swap(leaf: torch.Tensor, real: torch.Tensor, kind: type[torch.Tensor]) -> None:
    """Give a tensor without numbers other contents, as a tensor of that kind that is tied to nothing.

    PyTorch refuses that where its autograd holds the tensor, which matters for those who run backward through it:
    nobody does so through forms.
    """
    leaf.__class__ = torch.Tensor if kind is Traced else kind
    try:
        torch.utils.swap_tensors(leaf, real)
    except RuntimeError:
        if weakref.getweakrefs(leaf):
            raise
        leaf.__dict__.clear()
        torch._C._swap_tensor_impl(leaf, real)
    leaf.__class__ = kind
