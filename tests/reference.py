"""Plain PyTorch with plain hooks: what the tests compare with. Uses nothing of nnexplore."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

Point = tuple[str, str]
"""A module path and a port: "input", "inputs" or "output"."""

HOOK_DICTS = (
    "_forward_hooks",
    "_forward_pre_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_pre_hooks_with_kwargs",
    "_forward_hooks_always_called",
    "_backward_hooks",
    "_backward_pre_hooks",
)


def hooked(
    module: nn.Module,
    inputs: dict[str, Any] | tuple[Any, ...],
    points: Iterable[Point] = (),
    edits: dict[Point, Callable[[Any], Any]] | None = None,
) -> tuple[Any, dict[Point, Any]]:
    """One forward: its output, and a copy of the value at each point as the rest of the model sees it.

    An edit is given the value; it changes it in place and returns ``None``, or returns another.
    """
    edits = edits or {}
    values: dict[Point, Any] = {}
    handles = [_hook(module, point, edits.get(point), values) for point in {*points, *edits}]
    try:
        output = module(**inputs) if isinstance(inputs, dict) else module(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return output, values


def _hook(module: nn.Module, point: Point, edit: Any, values: dict[Point, Any]) -> Any:
    path, port = point

    def see(value: Any) -> Any:
        new = edit(value) if edit else None
        value = value if new is None else new
        values[point] = copied(value)
        return value

    def before(_: nn.Module, args: Any, kwargs: Any) -> Any:
        if port == "inputs":
            return see((args, kwargs))
        if args:
            return (see(args[0]), *args[1:]), kwargs
        first = next(iter(kwargs))
        return args, {**kwargs, first: see(kwargs[first])}

    target = module.get_submodule(path)
    if port == "output":
        return target.register_forward_hook(lambda _module, _args, output: see(output))
    return target.register_forward_pre_hook(before, with_kwargs=True)


def copied(value: Any) -> Any:
    """The value with copies of its tensors, out of reach of later changes in place."""
    if isinstance(value, torch.Tensor):
        return value.clone()
    if type(value) in (tuple, list):
        return type(value)(map(copied, value))
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    return value


def hooks_on(module: nn.Module) -> list[str]:
    """Where hooks sit in a module tree; not those that transformers leaves there once it was asked for all outputs."""
    return [
        f"{name or 'root'}.{kind}"
        for name, part in module.named_modules()
        for kind in HOOK_DICTS
        for hook in (getattr(part, kind, None) or {}).values()
        if not getattr(hook, "__module__", "").startswith("transformers.")
    ]


def generated(
    module: nn.Module,
    inputs: dict[str, Any],
    points: Iterable[Point] = (),
    edits: dict[tuple[str, str, int | None], Callable[[Any], Any]] | None = None,
    **options: Any,
) -> tuple[Any, dict[tuple[str, str, int], Any]]:
    """One plain generation: what ``generate`` returns, and a copy of the value at each point in each step.

    An edit is about one step, or about every one where that is ``None``.
    """
    edits = edits or {}
    values: dict[tuple[str, str, int], Any] = {}
    step = -1

    def count(*_: Any) -> None:
        nonlocal step
        step += 1

    class Seen(dict[Point, Any]):
        def __setitem__(self, point: Point, value: Any) -> None:
            values[(*point, step)] = value

    def edit_at(point: Point) -> Callable[[Any], Any]:
        def edit(value: Any) -> Any:
            for key in ((*point, None), (*point, step)):
                if key in edits:
                    new = edits[key](value)
                    value = value if new is None else new
            return value

        return edit

    every = dict.fromkeys([*points, *(key[:2] for key in edits)])
    handles = [module.register_forward_pre_hook(count)]
    handles += [_hook(module, point, edit_at(point), Seen()) for point in every]
    try:
        return module.generate(**inputs, **options), values
    finally:
        for handle in handles:
            handle.remove()


Moment = tuple[str, str, int]
"""A module path, a port ("input" or "output"), and a call."""


def called(
    module: nn.Module, *inputs: Any, edits: dict[Moment, Callable[[Any], Any]] | None = None
) -> dict[Moment, Any]:
    """One plain forward: a copy of the value at each moment, as the rest of the model sees it."""
    values: dict[Moment, Any] = {}
    counts: dict[str, int] = {}

    def see(moment: Moment, value: Any) -> Any:
        new = edits[moment](value) if edits and moment in edits else None
        value = value if new is None else new
        values[moment] = copied(value)
        return value

    def watch(path: str, part: nn.Module) -> list[Any]:
        def before(_: nn.Module, args: Any) -> Any:
            counts[path] = counts.get(path, -1) + 1
            return (see((path, "input", counts[path]), args[0]), *args[1:]) if args else None

        def after(_: nn.Module, _args: Any, output: Any) -> Any:
            return see((path, "output", counts[path]), output)

        return [part.register_forward_pre_hook(before), part.register_forward_hook(after)]

    hooks = [hook for path, part in module.named_modules() for hook in watch(path, part)]
    try:
        module(*inputs)
    finally:
        for hook in hooks:
            hook.remove()
    return values
