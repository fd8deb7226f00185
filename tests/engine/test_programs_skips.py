"""Random programs in which modules are left out."""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import SITES
from .programs.writer import USUAL, Writer


@pytest.mark.parametrize("batch", range(BATCHES))
def test_live_equals_replay_equals_plain_hooks(batch):
    def write(rng, number):
        writer = Writer(rng, SITES[1:-1], {**USUAL, "skip": 2}, grad=number % 2 == 0)
        return writer.program([rng.randrange(3, 18)], number % 4 > 0)

    check("skips", 0.1, batch, write)
