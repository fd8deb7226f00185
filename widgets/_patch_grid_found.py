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
        here, there: the metric of the prompt and of the other, both unchanged.
        state: "running", "cancelled", "failed" or "done".
    """

    def __init__(self, sweep: Sweep, here: float, there: float) -> None:
        count = int(np.prod(sweep.shape))
        self.sweep = sweep
        self.values = torch.full((count,), torch.nan)
        self.done = torch.zeros(count, dtype=torch.bool)
        self.here, self.there = here, there
        self.state = "running"
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
        """What the browser draws: the metric of each cell, a bit for each that is there, both ends, float32."""
        ends = torch.tensor([self.here, self.there])
        return {
            "of": identity,
            "values": bytes_of(self.values),
            "done": np.packbits(self.done.numpy(), bitorder="little").tobytes(),
            "ends": bytes_of(ends),
            "finished": int(self.done.sum()),
            "state": self.state,
        }
