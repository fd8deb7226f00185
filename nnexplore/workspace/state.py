"""``State``: what one step of a workspace's history holds."""

from __future__ import annotations

from dataclasses import dataclass

from .change import Change
from .recorded import Recorded
from .values import Prompts

__all__ = ["Edit", "State"]

Edit = Change | Recorded


@dataclass(frozen=True)
class State:
    """The prompts, and the edits that fit them: going back to it needs no check.

    >>> State(Prompts(model, "The city")).edits
    ()
    """

    prompts: Prompts
    edits: tuple[Edit, ...] = ()
