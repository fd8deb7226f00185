"""Random programs: live == replay after a JSON round trip == plain hooks, bit for bit.

A program is a list of statements. ``programs/live.py`` carries it out in a trace; ``programs/hooked.py`` with plain
hooks and nothing of nnexplore. What one of them refuses, the other has to refuse as well. Here: reads, operations,
assignments and changes in place at modules, ports of attention and operations inside modules, in any order; the other
``test_programs_*`` add what their names say.
"""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import ALIASED, ATTENTION, OPERATIONS, PLAIN, SITES
from .programs.writer import USUAL, Writer

KINDS = {
    "separate": PLAIN,
    "aliased": ALIASED,
    "attention": [*ATTENTION, *PLAIN],
    "operations": [*OPERATIONS, *ALIASED],
    "all": SITES[1:-1],
}


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", KINDS)
def test_live_equals_replay_equals_plain_hooks(kind, batch):
    def write(rng, number):
        return Writer(rng, KINDS[kind], USUAL, grad=number % 2 == 0).program([rng.randrange(3, 18)], number % 4 > 0)

    check(kind, 0.1, batch, write)
