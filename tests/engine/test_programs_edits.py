"""Random programs on a model that random programs have edited for good."""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import ATTENTION, PLAIN
from .programs.writer import USUAL, Writer

SITES = [*PLAIN, *[(path, port) for path, port in ATTENTION if port != "query"]]


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("generating", [False, True], ids=["traces", "generations"])
def test_live_equals_replay_equals_plain_hooks(generating, batch):
    def write(rng, number):
        moves = {**USUAL, "step": 1.0} if generating else USUAL
        writer = Writer(rng, PLAIN if generating else SITES, moves, generating=generating, grad=number % 2 == 0)
        return writer.program([rng.randrange(3, 18)], number % 4 > 0, edits=1 + number % 2)

    check(f"edits {generating}", 0.05, batch, write)
