"""Random programs over the steps of a generation: by ``at(step=…)``, in the loop over ``run.steps()``, by ``next``."""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import PLAIN, SITES
from .programs.writer import USUAL, Writer


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", ["modules", "all", "skips"])
def test_live_equals_replay_equals_plain_hooks(kind, batch):
    def write(rng, number):
        moves = {**USUAL, "step": 1.0, **({"skip": 1.0} if kind == "skips" else {})}
        sites = PLAIN if kind == "modules" else SITES[1:-1]
        writer = Writer(rng, sites, moves, generating=True, batch=1 + number % 3 // 2, grad=number % 2 == 0)
        return writer.program([rng.randrange(3, 18)], number % 4 > 0)

    check(f"generation {kind}", 0.05, batch, write)
