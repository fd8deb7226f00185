"""One run of a model, looked at from outside: what every module gave, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from ..workspace import Place, Workspace
from ._module_tree_elsewhere import Given, given_elsewhere
from ._module_tree_modules import wholes

if TYPE_CHECKING:
    from torch import nn


def measure(workspace: Workspace) -> dict[str, Any]:
    """Run the prompt with the workspace's changes, and pack what each module gave.

    Returns:
        Per module, in the order of ``named_modules``: `norm` and `mean` of all numbers of the output, in float32;
        `time` in milliseconds, float32; `calls` and `output` as whole numbers no wider than they need be, the latter a
        place in the table `outputs` of shapes and dtypes. Where there was no call, or no tensor, the numbers are 0.
        `changed` are the modules whose output a change writes to, as uint32.

    Example:
        >>> measure(nnexplore.Workspace(model, "The capital of France is"))["outputs"]
        [[[], ''], [[1, 5, 1534], 'float32'], [[1, 5, 128], 'float32'], …]
    """
    root = workspace.model.load().module
    names = {path: number for number, (path, _) in enumerate(root.named_modules())}
    graph = workspace.graph
    written = sorted({site.path for site in graph.writes if site.port == "output" and site.path in names})
    if workspace.model.elsewhere:
        told = _packed(given_elsewhere(workspace))
        return told | {"changed": np.array([names[path] for path in written], np.uint32).tobytes()}
    graph = workspace.graph_of({"logits": Place(""), **{path: Place(path) for path in written if path}})
    with _watching(root) as watch, torch.no_grad():
        results = graph.run(workspace.model)
    for path in filter(None, written):  # what is written comes after a hook has looked
        watch[names[path]].saw(results[path])
    return _packed(watch) | {"changed": np.array([names[path] for path in written], np.uint32).tobytes()}


def unchanged(workspace: Workspace) -> bytes:
    """The norms that the modules give without the changes, in float32, as `measure` has them."""
    norms: bytes = measure(Workspace(workspace.model, workspace.prompt, workspace.other))["norm"]
    return norms


class _Seen(Given):
    """What one module gave: numbers stay on its device until the run is over."""

    def saw(self, output: Any) -> None:
        value = first_tensor(output)
        if value is not None and value.numel():
            numbers = value.detach().float()
            self.shape, self.dtype = tuple(value.shape), str(value.dtype).removeprefix("torch.")
            self.norm, self.mean = numbers.norm(), numbers.mean()


class _Clock:
    """Time that passes in the modules, and not in the looking at them."""

    def __init__(self) -> None:
        self._lost = 0.0
        self._since: dict[int, list[float]] = {}

    def begin(self, watch: list[_Seen]) -> None:
        """The model is called anew: what was before, as the run of the other prompt up to a copied value, is over."""
        self._since.clear()
        for seen in watch:
            seen.calls, seen.time = 0, 0.0

    def enter(self, number: int, device: torch.device | None) -> None:
        at = self._now(device)
        self._since.setdefault(number, []).append(at - self._lost)
        self._lost += perf_counter() - at

    def leave(self, number: int, seen: _Seen, output: Any, device: torch.device | None) -> None:
        at = self._now(device)
        seen.time += at - self._lost - self._since[number].pop()
        seen.calls += 1
        seen.saw(output)
        self._lost += perf_counter() - at

    def _now(self, device: torch.device | None) -> float:
        if device is not None:
            torch.cuda.synchronize(device)
        return perf_counter()


@contextmanager
def _watching(root: nn.Module) -> Iterator[list[_Seen]]:
    """Hooks on every module, and none after the block."""
    clock, watch, handles = _Clock(), list[_Seen](), []
    handles.append(root.register_forward_pre_hook(lambda *_: clock.begin(watch)))
    for number, (_, module) in enumerate(root.named_modules()):
        seen, device = _Seen(), _device(module)
        enter, leave = partial(clock.enter, number, device), partial(clock.leave, number, seen, device=device)
        handles.append(module.register_forward_pre_hook(lambda _module, _args, enter=enter: enter()))
        handles.append(
            module.register_forward_hook(lambda _module, _args, output, leave=leave: leave(output), prepend=True)
        )
        watch.append(seen)
    try:
        yield watch
    finally:
        for handle in handles:
            handle.remove()


def _device(module: nn.Module) -> torch.device | None:
    """The GPU that is to be waited for, if there is one."""
    if not torch.cuda.is_available():
        return None
    found = next(module.parameters(), None)
    return found.device if found is not None and found.is_cuda else torch.device("cuda")


def first_tensor(value: Any) -> Tensor | None:
    """The first tensor of a module's output: itself, or in a tuple or a mapping.

    Example:
        >>> first_tensor((torch.ones(2), None))
        tensor([1., 1.])
    """
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next((found for found in map(first_tensor, value) if found is not None), None)
    return None


def _packed(watch: Sequence[Given]) -> dict[str, Any]:
    outputs: dict[tuple[tuple[int, ...], str], int] = {((), ""): 0}
    for seen in watch:
        outputs.setdefault((seen.shape, seen.dtype), len(outputs))

    def floats(numbers: list[Any]) -> bytes:
        return np.array([0.0 if one is None else float(one) for one in numbers], np.float32).tobytes()

    return {
        "outputs": [[list(shape), dtype] for shape, dtype in outputs],
        "norm": floats([seen.norm for seen in watch]),
        "mean": floats([seen.mean for seen in watch]),
        "time": floats([1000 * seen.time for seen in watch]),
        "calls": wholes([seen.calls for seen in watch]),
        "output": wholes([outputs[seen.shape, seen.dtype] for seen in watch]),
    }
