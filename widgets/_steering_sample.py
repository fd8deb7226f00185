"""What the model writes with the changes in force: every new token from a plain run of all that is there so far.

A change without a position holds at every token, the new ones too. A change at a position of the prompt stays there.
A copy from the other prompt, which has no new tokens, holds at the prompt's own positions. A graph made in code is
carried out at each run as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import torch

from ..errors import EditError
from ..workspace import Change
from ._writer import Writer

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Edit, Workspace

__all__ = ["LONGEST", "spread", "written"]

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
        seed: what the drawing begins with.
    """
    fixed = [one for change in changes for one in spread(change, len(shared.tokens))]
    chance = torch.Generator().manual_seed(seed)
    writer = Writer(shared, fixed, follows=False)
    for token, said in writer.write(tokens, lambda row, _: _next(row.float(), temperature, chance)):
        yield token, float(said.float().softmax(-1)[token])


def _next(logits: Tensor, temperature: float, chance: torch.Generator) -> int:
    if temperature == 0:
        return int(logits.argmax())
    probabilities = (logits / temperature).softmax(-1)
    if not torch.isfinite(probabilities).all():
        raise EditError("the logits are not finite (NaN or infinite) with these changes, so no token can be drawn")
    return int(torch.multinomial(probabilities, 1, generator=chance))


def spread(change: Edit, length: int) -> list[Edit]:
    """A copy of all tokens as copies at each position of the prompt; every other change as it is.

    Raises:
        EditError: a copy of whole attention patterns, whose keys grow with every new token.
    """
    if not isinstance(change, Change) or change.kind != "copy":
        return [change]
    axes = change.place.axes
    axis = "position" if axes else "0"
    if "key" in axes and "key" not in change.at:
        raise EditError(
            f"{change}: a pattern has a key more with every new token, and the other prompt has none to copy; switch "
            "this change off, or copy head_out instead"
        )
    if axis in change.at:
        return [change]
    return [replace(change, at={**change.at, axis: position}) for position in range(length)]
