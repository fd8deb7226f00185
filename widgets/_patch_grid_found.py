"""What a sweep of a patch grid has found so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from ..analysis import Patching
from ._bytes import bytes_of

if TYPE_CHECKING:
    from ..sweeps import Plan
    from ._patch_grid_sweep import Sweep


class Found:
    """The metric of each cell, as far as it is there.

    Attributes:
        sweep: what it is of.
        values: float32, a number for each cell; `done` says which are there, since a metric may itself be NaN.
        here, there: the metric of the prompt that is patched and of the other, both unchanged.
        state: "running", "cancelled", "failed" or "done".
    """

    def __init__(self, sweep: Sweep, here: float, there: float) -> None:
        count = int(np.prod(sweep.shape))
        self.sweep = sweep
        self.values = torch.full((count,), torch.nan)
        self.done = torch.zeros(count, dtype=torch.bool)
        self.here, self.there = here, there
        self.state = "cancelled"
        self.plan: Plan | None = None

    @property
    def missing(self) -> list[int]:
        """The layers of which a cell is missing."""
        layers = self.sweep.places.axes["layer"]
        whole = self.done.reshape(len(layers), -1).all(1).tolist()
        return [layer for layer, there in zip(layers, whole, strict=True) if not there]

    def fill(self, layers: Sequence[int], numbers: Sequence[int], so_far: Patching) -> None:
        """Take over what a sweep of some layers has found; what was there stays as it is."""
        known, width = self.sweep.places.axes["layer"], so_far.values[0].numel()
        new = torch.tensor([known.index(layers[one // width]) * width + one % width for one in numbers])
        values = so_far.values.flatten()[list(numbers)]
        self.values[new] = torch.where(self.done[new], self.values[new], values)
        self.done[new] = True

    def ends(self, result: Patching) -> None:
        """Take over the metric of the unchanged runs, of which the other prompt's is called the clean one."""
        here, there = result.baselines["corrupted"], result.baselines["clean"]
        if here == here and there == there:  # they may come later than the cells
            self.here, self.there = here, there

    def patching(self, direction: str) -> Patching:
        """As the analysis gives it: NaN where it is not there."""
        here, there = torch.tensor([self.here]), torch.tensor([self.there])
        clean, corrupted = (there, here) if direction == "denoising" else (here, there)
        sweep = self.sweep
        return Patching.of(
            self.values.reshape([*sweep.shape, 1]),
            sweep.places.named(),
            f"activation patching of {sweep.component}, {direction}",
            sweep.metric,
            (clean, corrupted),
            self.plan,
        )

    def drawn(self, identity: str) -> dict[str, Any]:
        """What the browser draws of one sweep: its numbers, how many cells are there, its state."""
        return {"of": identity, **self.numbers(), "finished": int(self.done.sum()), "state": self.state}

    def numbers(self) -> dict[str, bytes]:
        """The metric of each cell, a bit for each that is there, both ends; float32."""
        return {
            "values": bytes_of(self.values),
            "done": np.packbits(self.done.numpy(), bitorder="little").tobytes(),
            "ends": bytes_of(torch.tensor([self.here, self.there])),
        }


STATES = ("running", "failed", "cancelled", "done")
"""The state of two sweeps is the first of these that one of them is in."""


def drawn(founds: Sequence[Found], identity: str) -> dict[str, Any]:
    """What the browser draws of one sweep, or of one less the other: then `less` has the numbers of the other.

    Example:
        >>> drawn([found, back], "1")["less"].keys()
        dict_keys(['values', 'done', 'ends'])
    """
    first = founds[0].drawn(identity)
    if len(founds) == 1:
        return first
    states = {found.state for found in founds}
    return first | {
        "finished": sum(int(found.done.sum()) for found in founds),
        "state": next(state for state in STATES if state in states),
        "less": founds[1].numbers(),
    }
