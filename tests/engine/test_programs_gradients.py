"""Random programs with backward passes: gradients asked for before and after them, and assigned before them.

Their reads go forward: a value that is read late is of another pass, and gradients only flow within one.
"""

import pytest

from .programs.check import BATCHES, check
from .programs.statements import PLAIN, SITES
from .programs.writer import Writer

MOVES = {
    "read": 5, "compute": 5, "inplace": 1.5, "assign": 1.5, "drop": 0.3, "flow": 0.7, "grad": 0.7, "backward": 1.2,
}  # fmt: skip


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", ["separate", "all"])
def test_live_equals_replay_equals_plain_autograd(kind, batch):
    def write(rng, number):
        writer = Writer(rng, PLAIN if kind == "separate" else SITES[1:-1], MOVES, grad=True)
        return writer.program([rng.randrange(5, 20)], number % 4 > 0)

    check(f"gradients {kind}", 0.08, batch, write)
