"""Random programs of several runs in one block, of which later ones use the values of earlier ones."""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import SITES
from .programs.writer import USUAL, Writer


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("generating", [False, True], ids=["traces", "generations"])
def test_live_equals_replay_equals_plain_hooks(generating, batch):
    def write(rng, number):
        moves = {**USUAL, "step": 1.0} if generating else USUAL
        writer = Writer(rng, SITES[1:-1], moves, generating=generating, grad=number % 2 == 0)
        return writer.program([rng.randrange(2, 9) for _ in range(2 + number % 2)], number % 4 > 0)

    check(f"invokes {generating}", 0.04 if generating else 0.06, batch, write)
