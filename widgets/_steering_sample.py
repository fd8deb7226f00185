"""What the model writes with the changes in force: every new token from a plain run of all that is there so far.

A change without a position holds at every token, the new ones too. A change at a position of the prompt stays there.
A copy without a position takes for a new token what the other prompt has after the same new tokens: these are the
rules of the view `Generation`. A graph made in code is carried out at each run as it stands. Tokens are drawn as in the
views `Generation` and `Sampling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ._generation_sampling import Sampling
from ._writer import Writer

if TYPE_CHECKING:
    from ..workspace import Edit, Workspace

__all__ = ["LONGEST", "written"]

LONGEST = 200
"""The most tokens that are written in one go."""

Step = tuple[int, float]


def written(
    shared: Workspace, changes: Sequence[Edit], *, tokens: int, temperature: float, seed: int
) -> Iterator[Step]:
    """The new tokens one by one, each with its probability as the model gives it, without the temperature.

    Args:
        shared: the prompt, and what copies come from.
        changes: those in force.
        tokens: how many at most; the end of the text is earlier.
        temperature: 0 takes the likeliest each time; above 0 they are drawn.
        seed: of the random numbers, one for each token.

    Raises:
        EditError: the logits are not finite, so there is no next token.
    """
    sampling = Sampling(greedy=temperature == 0, temperature=temperature or 1.0, seed=seed)
    writer = Writer(shared, changes)
    for token, said in writer.write(tokens, sampling.choose):
        yield token, float(said.float().softmax(-1)[token])
