"""``Places``: which layers, positions, heads and neurons of a component an analysis goes through."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from .axis import Axis
from .component import Component

__all__ = ["Places", "part_sizes"]


@dataclass(frozen=True)
class Places:
    """The cells of a result: a number of each axis, in the order in which the axes were asked for.

    Attributes:
        axes: the numbers on each axis.
        tokens: the label of each position.

    >>> Places({"layer": (0, 1), "head": (0, 3)}).cells[1]
    {'layer': 0, 'head': 3}
    """

    axes: dict[str, tuple[int, ...]]
    tokens: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        part: Component,
        by: Sequence[str] | None,
        chosen: Mapping[str, Sequence[int] | None],
        sizes: Mapping[str, int],
        tokens: Sequence[str],
        positions: Sequence[int] | None = None,
    ) -> Places:
        """What was asked for, seen to be there.

        Args:
            part: the component.
            by: the axes; by default the component's own.
            chosen: the places on each axis; all where it is ``None``. Negative ones count from the end.
            sizes: how many places each axis of the component has.
            tokens: the label of each position.
            positions: those that there are; by default all.

        Raises:
            AnalysisError: an axis or a place that is not there, or none at all.
        """
        names = part.by if by is None else (by,) if isinstance(by, str) else tuple(by)
        _check_axes(part, names, chosen)
        axes = {name: _numbers(name, sizes[name], chosen.get(name)) for name in names}
        if positions is not None and "position" in axes:
            axes["position"] = _shared(axes["position"], positions, chosen.get("position") is not None)
        if empty := [name for name, numbers in axes.items() if not numbers]:
            raise AnalysisError(f"there is nothing to go through: no {empty[0]}s")
        return cls(axes, tuple(tokens))

    @property
    def shape(self) -> list[int]:
        """How many places each axis has."""
        return [len(numbers) for numbers in self.axes.values()]

    @property
    def cells(self) -> list[dict[str, int]]:
        """Every cell, the last axis fastest."""
        return [dict(zip(self.axes, cell, strict=True)) for cell in itertools.product(*self.axes.values())]

    def sums(self, part: Component, layers: Sequence[Tensor]) -> Tensor:
        """Of numbers in the shape of the component's value, those of each cell, summed over what is no axis.

        Args:
            part: the component.
            layers: for each layer of the model ``[batch, …]``.

        Returns:
            A dimension for each axis, then ``[batch]``; on the CPU.
        """
        inner = [name for name in self.axes if name != "layer"]
        found = torch.stack([self._in_layer(part, inner, layers[layer]) for layer in self.axes["layer"]])
        order = ["layer", *inner]
        return found.permute(*(order.index(name) for name in self.axes), len(order))

    def _in_layer(self, part: Component, inner: list[str], value: Tensor) -> Tensor:
        """A dimension for each axis within a layer, then ``[batch]``."""
        for name in inner:
            value = value.index_select(part.dims[name], torch.tensor(self.axes[name], device=value.device))
        keep = [*(part.dims[name] for name in inner), 0]
        rest = [at for at in range(value.dim()) if at not in keep]
        return value.permute(*keep, *rest).unsqueeze(-1).flatten(len(keep)).sum(-1).cpu()

    def named(self) -> tuple[Axis, ...]:
        """The axes of the result."""
        return tuple(
            Axis(name, [self.tokens[at] for at in numbers] if name == "position" else None, numbers)
            for name, numbers in self.axes.items()
        )


def part_sizes(part: Component, layers: Sequence[Tensor]) -> dict[str, int]:
    """How many places each axis has, from a component's value in each layer."""
    return {"layer": len(layers), **{name: int(layers[0].shape[at]) for name, at in part.dims.items()}}


def _check_axes(part: Component, names: tuple[str, ...], chosen: Mapping[str, Any]) -> None:
    """Refuse axes that the component has not, and places on axes that are not gone through.

    Raises:
        AnalysisError: one of these.
    """
    known = ("layer", *part.dims)
    for name in names:
        if name not in known:
            raise AnalysisError(f"{part.name} has no axis {name!r}; it has {', '.join(known)}")
    if "layer" not in names or len(set(names)) != len(names):
        raise AnalysisError(f'the axes are layers at least, and each once: by=("layer", …); got {names!r}')
    for name, numbers in chosen.items():
        if numbers is not None and name not in names:
            raise AnalysisError(f"{name}s were chosen, but this goes by {', '.join(names)}: add {name!r} to by")


def _numbers(name: str, count: int, chosen: Sequence[int] | None) -> tuple[int, ...]:
    if chosen is None:
        return tuple(range(count))
    for at in chosen:
        if not -count <= at < count:
            raise AnalysisError(f"there is no {name} {at}: they are 0 to {count - 1}")
    return tuple(dict.fromkeys(at % count for at in chosen))


def _shared(numbers: tuple[int, ...], known: Sequence[int], chosen: bool) -> tuple[int, ...]:
    lost = [at for at in numbers if at not in known]
    if lost and chosen:
        raise AnalysisError(f"position {lost[0]} has no counterpart in the other prompt, which is shorter")
    return tuple(at for at in numbers if at in known)
