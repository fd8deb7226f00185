"""``Cache``: the values at many sites, kept as the model comes by, without stopping it."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import torch

from ..graph import Place, Read, Ref, Site
from .order import Order
from .point import Point, Spot, get_port, spot_of
from .recorder import Recorder
from .traced import plain
from .tree import leaves, map_tensors

__all__ = ["Cache", "Watch", "watching"]


class Cache(Mapping[str, Any]):
    """A mapping from a site's name to its value: filled while the run goes on, and complete when it has ended.

    Values are copies on ``device`` and in ``dtype`` where those are given, else the model's own tensors, without their
    autograd graph unless ``detach`` is off. In a generation a value is kept for each step: ``"….output@3"``.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     cache = run.cache(model.layers, device="cpu")
    ...     run.finish()
    >>> cache["transformer.h.2.output"].shape
    torch.Size([1, 8, 128])
    """

    def __init__(
        self,
        recorder: Recorder,
        run: int,
        place: Place | None,
        *,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
        detach: bool = True,
    ) -> None:
        self._recorder, self._run, self._place = recorder, run, place
        self._device, self._dtype, self._detach = device, dtype, detach
        self._values: dict[str, Any] = {}
        self._reads: dict[str, int] = {}

    def __getitem__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        if f"{name}.output" in self._values:
            return self._values[f"{name}.output"]
        close = [known for known in self._values if known.startswith(name)][:3]
        held = ", ".join(close or list(self._values)[:3]) or "nothing yet"
        raise KeyError(f"the cache holds no {name!r}; it holds {held} …")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Cache: {len(self)} values, {_size(self.nbytes)}>"

    @property
    def nbytes(self) -> int:
        """Bytes that the values take; memory shared between them counts once."""
        storages = {}
        for value in self._values.values():
            for _, leaf in leaves(value):
                storage = plain(leaf).untyped_storage()
                storages[storage._cdata] = storage.nbytes()
        return sum(storages.values())

    def matching(self, pattern: str) -> dict[str, Any]:
        """The values whose names match a pattern such as ``"*.mlp.output"``."""
        return {name: value for name, value in self._values.items() if fnmatch.fnmatchcase(name, pattern)}

    def make_real(self, results: Mapping[str, Any]) -> None:
        """After a deferred run: the values, by the names under which they were saved."""
        self._values = {name: results.get(name, value) for name, value in self._values.items()}

    def take(self, site: Site, value: Any) -> None:
        """The model comes by a site."""
        node = self._recorder.add(Read, site, self._run, place=self._place).id

        def keep(_: tuple[Any, ...], tensor: torch.Tensor) -> torch.Tensor:
            own = plain(tensor)
            dtype = self._dtype if own.is_floating_point() else None
            kept = (own.detach() if self._detach else own).to(device=self._device, dtype=dtype)
            return kept.clone() if kept.data_ptr() == own.data_ptr() and self._detach else kept

        self._recorder.save(str(site), Ref(node))
        self._reads[str(site)] = node
        self._values[str(site)] = map_tensors(keep, get_port(site, value))

    def keep(self, count: int) -> None:
        """The run has gone back: of what was kept, only the first values still hold."""
        for name in list(self._values)[count:]:
            del self._values[name]
            self._recorder.drop(self._reads.pop(name))


class Watch:
    """What one forward shows to a cache: kept as long as the run follows that forward, else only counted."""

    def __init__(self, cache: Cache, site: Callable[[Point], Site | None]) -> None:
        self._cache, self._site = cache, site
        self._passed, self._followed = 0, False

    def __call__(self, point: Point, value: Any) -> None:
        """The forward comes by a point."""
        site = self._site(point)
        if site is None:
            return
        self._passed += 1
        if self._followed:
            self._cache.take(site, value)

    def follow(self) -> None:
        """From here on this forward is the run."""
        self._cache.keep(self._passed)
        self._followed = True


def watching(cache: Cache, sites: Iterable[Site], order: Order) -> tuple[list[Spot], Callable[[], Watch]]:
    """Where a cache of these sites looks, and what makes a watch for one forward."""
    by_spot = {spot_of(site.path, site.port): site for site in sites}

    def own(point: Point) -> Site | None:
        call = order.own_call(point)
        return None if call is None else by_spot[point.spot]._replace(step=point.step, call=call)

    return list(by_spot), lambda: Watch(cache, own)


def _size(count: float) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if count < 1024:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} GiB"
