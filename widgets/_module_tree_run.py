"""One run of a model, looked at from outside: what every module gave, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from ..errors import EditError
from ..workspace import Place, Workspace
from ._module_tree_elsewhere import Given, given_elsewhere
from ._module_tree_modules import wholes
from ._show import SHOWS, unequal

if TYPE_CHECKING:
    from torch import nn

    from ..workspace import Run

ELSEWHERE = "the model runs elsewhere"
"""Why no difference of two runs is shown: of each run only two numbers of a module travel."""


def measure(workspace: Workspace, show: str = "edited") -> dict[str, Any]:
    """Run the prompt, and pack what each module gave: in one run, or in one less in another.

    Args:
        workspace: the prompts and the changes.
        show: one of `SHOWS`. For a difference the outputs of the run that is taken off are held until the end.

    Returns:
        Per module, in the order of ``named_modules``: `norm` and `mean` of all numbers of the output, in float32;
        `time` in milliseconds, float32; `calls` and `output` as whole numbers no wider than they need be, the latter a
        place in the table `outputs` of shapes and dtypes. Where there was no call, or no tensor, the numbers are 0.
        `changed` are the modules whose output a change writes to, as uint32. Of a difference also `base`, the norms of
        what is taken off, and `unequal`, the modules whose outputs have different shapes in the two runs, as uint32.

    Raises:
        EditError: there is no prompt, or no other one, or they are not of the same length.

    Example:
        >>> measure(nnexplore.Workspace(model, "The capital of France is"))["outputs"]
        [[[], ''], [[1, 5, 1534], 'float32'], [[1, 5, 128], 'float32'], …]
    """
    run, base = SHOWS[show]
    shown = _only(workspace, run)
    if base is None:
        return _told(shown) if workspace.model.elsewhere else _packed(*_observed(shown))
    if workspace.model.elsewhere:
        raise EditError(f"{show}: {ELSEWHERE}; look at each run alone")
    if "other" in (run, base) and len(workspace.tokens) != len(workspace.other_tokens or workspace.tokens):
        raise unequal(workspace, show)
    before, _ = _observed(_only(workspace, base), keep=True)
    watch, changed = _observed(shown, [seen.value for seen in before])
    return _packed(watch, changed) | {
        "base": _floats([seen.norm for seen in before]),
        "unequal": np.array([at for at, seen in enumerate(watch) if seen.unequal], np.uint32).tobytes(),
    }


def _only(workspace: Workspace, run: Run) -> Workspace:
    """A workspace whose run with all changes is this run.

    Raises:
        EditError: there is no other prompt.
    """
    if run == "edited":
        return workspace
    if run == "other" and workspace.other is None:
        raise EditError("there is no other prompt; set workspace.other")
    return Workspace(workspace.model, workspace.prompt if run == "clean" else workspace.other)


def _written(workspace: Workspace, paths: Mapping[str, int]) -> list[str]:
    """The modules whose output a change writes to."""
    return sorted({site.path for site in workspace.graph.writes if site.port == "output" and site.path in paths})


def _told(workspace: Workspace) -> dict[str, Any]:
    """What another machine tells of a run."""
    names = {path: number for number, (path, _) in enumerate(workspace.model.module.named_modules())}
    return _packed(given_elsewhere(workspace), [names[path] for path in _written(workspace, names)])


def _observed(
    workspace: Workspace, less: Sequence[Tensor | None] | None = None, *, keep: bool = False
) -> tuple[list[_Seen], list[int]]:
    """What each module gave in a run with all changes, and the modules that a change writes to.

    Args:
        workspace: the prompt and the changes.
        less: what is taken off each output.
        keep: hold the outputs.
    """
    root = workspace.model.load().module
    names = {path: number for number, (path, _) in enumerate(root.named_modules())}
    written = _written(workspace, names)
    graph = workspace.graph_of({"logits": Place(""), **{path: Place(path) for path in written if path}})
    seen = [_Seen(keep=keep, compared=less is not None, less=one) for one in less or [None] * len(names)]
    with _watching(root, seen) as watch, torch.no_grad():
        results = graph.run(workspace.model)
    for path in filter(None, written):  # what is written comes after a hook has looked
        watch[names[path]].saw(results[path])
    return watch, [names[path] for path in written]


@dataclass
class _Seen(Given):
    """What one module gave: numbers stay on its device until the run is over."""

    keep: bool = False
    value: Tensor | None = None
    compared: bool = False
    less: Tensor | None = None
    unequal: bool = False

    def saw(self, output: Any) -> None:
        value = first_tensor(output)
        if value is None or not value.numel():
            return
        self.shape, self.dtype = tuple(value.shape), str(value.dtype).removeprefix("torch.")
        if self.keep:
            self.value = value.detach().clone()  # the model may write into it later
        numbers = value.detach().float()
        self.unequal = self.compared and (self.less is None or self.less.shape != value.shape)
        if self.unequal:
            self.norm = self.mean = None
            return
        if self.less is not None:
            numbers = numbers - self.less.float()
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
def _watching(root: nn.Module, watch: list[_Seen]) -> Iterator[list[_Seen]]:
    """Hooks on every module, and none after the block."""
    clock, handles = _Clock(), []
    handles.append(root.register_forward_pre_hook(lambda *_: clock.begin(watch)))
    for number, (seen, module) in enumerate(zip(watch, root.modules(), strict=True)):
        device = _device(module)
        enter, leave = partial(clock.enter, number, device), partial(clock.leave, number, seen, device=device)
        handles.append(module.register_forward_pre_hook(lambda _module, _args, enter=enter: enter()))
        handles.append(
            module.register_forward_hook(lambda _module, _args, output, leave=leave: leave(output), prepend=True)
        )
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


def _packed(watch: Sequence[Given], changed: Sequence[int]) -> dict[str, Any]:
    outputs: dict[tuple[tuple[int, ...], str], int] = {((), ""): 0}
    for seen in watch:
        outputs.setdefault((seen.shape, seen.dtype), len(outputs))
    return {
        "outputs": [[list(shape), dtype] for shape, dtype in outputs],
        "norm": _floats([seen.norm for seen in watch]),
        "mean": _floats([seen.mean for seen in watch]),
        "time": _floats([1000 * seen.time for seen in watch]),
        "calls": wholes([seen.calls for seen in watch]),
        "output": wholes([outputs[seen.shape, seen.dtype] for seen in watch]),
        "changed": np.array(changed, np.uint32).tobytes(),
    }


def _floats(numbers: Sequence[Any]) -> bytes:
    return np.array([0.0 if one is None else float(one) for one in numbers], np.float32).tobytes()
