"""``Meter``: counts what runs on the meta device: floating-point operations, and bytes that would be alive.

Below autograd, so that a composite operation is counted as what it is made of, and a backward pass as well. The
formulas of matrix products, convolutions and attention are those of ``torch.utils.flop_counter``.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from ..limits import Limits
from ..refusal import Refusal
from .flops import flops_of
from .formal import FORMAL, INDEXED, without_masks
from .memo import remembered

__all__ = ["Meter"]

_clock = time.perf_counter
_META = torch.device("meta")


class Meter(TorchDispatchMode):
    """What was counted so far; a ``Refusal`` as soon as it is too much.

    Attributes:
        flops: floating-point operations.
        live, peak: bytes alive now, and the most there were.
        acting: whether it is the request's own operation that runs, not the model.
        kept: the memory of the model's weights, which a request's operation must not change: ``storage_of`` each.

    >>> with Meter(Limits()) as meter:
    ...     torch.ones(8, 8, device="meta") @ torch.ones(8, 8, device="meta")
    >>> meter.flops
    1152.0
    """

    def __init__(self, limits: Limits, kept: frozenset[int] = frozenset(), seconds: float = 10.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.limits, self.kept = limits, kept
        self.flops, self.live, self.peak = 0.0, 0, 0
        self.acting = False
        self._seconds, self._until = seconds, _clock() + seconds
        self._alive: dict[int, weakref.ref[Any]] = {}

    def __torch_dispatch__(
        self, func: Any, types: Iterable[type], args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """One operation."""
        kwargs = kwargs or {}
        self.check_time()
        packet = func.overloadpacket
        if self.acting:
            kwargs = self._own(func, args, kwargs)
        if (make := FORMAL.get(packet)) is not None:
            out, flops = make(*args, **kwargs), None
        elif packet in INDEXED:
            out, flops = func(*without_masks(args), **kwargs), None
        else:
            out, flops = remembered(func, args, kwargs) or (func(*args, **kwargs), None)
        self._count(func, args, kwargs, out, flops)
        return out

    def check_time(self) -> None:
        """Refuse where counting itself takes too long.

        Raises:
            Refusal: "too_costly".
        """
        if _clock() > self._until:
            self.refuse("seconds", self._seconds, self._seconds, "seconds to be looked through")

    def _own(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """An operation of the request: on the meta device, and not into the weights."""
        schema = func._schema
        if schema.is_mutable:
            for argument, value in zip(schema.arguments, args, strict=False):
                if argument.is_write:
                    self._check_write(value)
            for argument in schema.arguments:
                if argument.is_write and argument.name in kwargs:
                    self._check_write(kwargs[argument.name])
        elsewhere = kwargs.get("device") is not None or not any(isinstance(arg, torch.Tensor | list) for arg in args)
        if elsewhere and any(argument.name == "device" for argument in schema.arguments):
            return {**{key: value for key, value in kwargs.items() if key != "pin_memory"}, "device": _META}
        return kwargs

    def _check_write(self, value: Any) -> None:
        for tensor in value if isinstance(value, list | tuple) else (value,):
            if isinstance(tensor, torch.Tensor) and tensor.untyped_storage()._cdata in self.kept:
                raise Refusal(
                    "forbidden_operation",
                    "this would change the model's weights in place, which are everybody's; change a clone()",
                )

    def _count(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any, flops: float | None) -> None:
        made = 0
        for tensor in out if isinstance(out, tuple | list) else (out,):
            if isinstance(tensor, torch.Tensor):
                made += self._hold(tensor)
        if made or func._schema.is_mutable:  # a view costs nothing
            self.spend(flops_of(func.overloadpacket, args, kwargs, out) if flops is None else flops)

    def spend(self, flops: float) -> None:
        """Count floating-point operations.

        Raises:
            Refusal: "too_costly".
        """
        self.flops += flops
        if self.flops > self.limits.flops:
            self.refuse("flops", self.limits.flops, self.flops, "floating-point operations")

    def _hold(self, tensor: torch.Tensor) -> int:
        """Count memory that is new; 1 where it is, or where it is written again."""
        storage = tensor.untyped_storage()
        key, size = storage._cdata, storage.nbytes()
        if key in self._alive or key in self.kept:
            return 0
        self._alive[key] = weakref.ref(storage, self._forget(key, size))
        self.live += size
        if self.live > self.peak:
            self.peak = self.live
            if self.live > self.limits.live_bytes:
                self.refuse("live_bytes", self.limits.live_bytes, self.live, "bytes of values alive at one time")
        return 1

    def _forget(self, key: int, size: int) -> Callable[[Any], None]:
        mine = weakref.ref(self)

        def gone(_: Any) -> None:
            meter = mine()
            if meter is not None and meter._alive.pop(key, None) is not None:
                meter.live -= size

        return gone

    def refuse(self, name: str, limit: float, given: float, what: str) -> NoReturn:
        """Say which limit was passed, and by how much.

        Raises:
            Refusal: "too_costly".
        """
        raise Refusal(
            "too_costly",
            f"the request takes {given:,.0f} {what}, if not more; this server allows {limit:,.0f}",
            name=name,
            limit=limit,
            given=given,
        )
