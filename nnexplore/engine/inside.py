"""``Inside``: watches the operations of PyTorch within one module's forward, by name and count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

import torch
from greenlet import getcurrent
from torch.overrides import TorchFunctionMode

from ..errors import NotReachedError
from .hooks import after, before
from .point import AFTER, BEFORE
from .tree import leaves

if TYPE_CHECKING:
    from .job import Job

__all__ = ["Inside", "Listing", "Watcher", "operations"]


class Watcher(Protocol):
    """Who is told about operations: ``wants`` is asked anew each time, ``offer`` returns the value to go on with."""

    def wants(self, where: str) -> bool:
        """Whether the value there is wanted."""
        ...

    def offer(self, where: str, value: Any) -> Any:
        """The value there, and what takes its place."""
        ...


def name_of(function: Callable[..., Any]) -> str | None:
    """The name under which an operation counts; none for what only looks at a tensor."""
    name = getattr(function, "__name__", "")
    if name in ("__get__", "__set__", "__bool__", "__len__", "__format__", "__repr__", "__hash__", ""):
        return None
    return name.strip("_") or None


class Inside(TorchFunctionMode):
    """Pushed when a module's forward begins, taken off when it ends."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self._watcher = watcher
        self._counts: Counter[str] = Counter()

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """One operation of the model."""
        kwargs = kwargs or {}
        name = name_of(func)
        if name is None:
            return func(*args, **kwargs)
        at = f"{name}[{self._counts[name]}]"
        self._counts[name] += 1
        if self._watcher.wants(f"{at}.{BEFORE}"):
            args, kwargs = self._watcher.offer(f"{at}.{BEFORE}", (args, kwargs))
        out = func(*args, **kwargs)
        return self._watcher.offer(f"{at}.{AFTER}", out) if self._watcher.wants(f"{at}.{AFTER}") else out


class Listing(TorchFunctionMode):
    """Lists the operations that give tensors, in order: ``["linear[0]", "gelu[0]", "linear[1]"]``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.called = False
        self._counts: Counter[str] = Counter()

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """One operation of the model."""
        out = func(*args, **(kwargs or {}))
        name = name_of(func)
        if name is not None:
            if isinstance(out, torch.Tensor) or any(True for _ in leaves(out)):
                self.found.append(f"{name}[{self._counts[name]}]")
            self._counts[name] += 1
        return out


def operations(job: Job, path: str) -> list[str]:
    """The operations inside a module, by one forward of the job.

    Raises:
        NotReachedError: the forward never calls the module.
    """
    listing = Listing()
    module = job.module.get_submodule(path)
    modes: list[Listing] = []
    mine = getcurrent()  # a forward in another thread goes through the same hooks

    def enter(_: Any) -> None:
        if not listing.called and getcurrent() is mine:
            listing.called = True
            modes.append(listing.__enter__())  # type: ignore[no-untyped-call]

    def leave(_: Any) -> None:
        if modes and getcurrent() is mine:
            modes.pop().__exit__(None, None, None)  # type: ignore[no-untyped-call]

    hooks = [before(module, enter), after(module, leave)]
    try:
        job.probe()
    finally:
        leave(None)
        for hook in hooks:
            hook.remove()
    if not listing.called:
        raise NotReachedError(f"the forward never calls {path}, so nothing is computed inside it")
    return listing.found
