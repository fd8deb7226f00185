"""What nobody may do to a server: bodies of requests, with the code that each is to be refused with.

Data alone, so that the very same bodies go through the functions of the gate and over a socket. They are made for the
demo model with its weights not published.
"""

from __future__ import annotations

from tests.remote.attacks_cost import memory, numbers, times, uploads
from tests.remote.attacks_edits import edits
from tests.remote.attacks_form import attributes, names, paths, shapes, texts
from tests.remote.bodies import Attack, good, good_document

__all__ = ["ATTACKS", "Attack", "good", "good_document"]

ATTACKS: tuple[Attack, ...] = (
    *names(), *attributes(), *paths(), *shapes(), *texts(), *memory(), *times(), *numbers(), *uploads(), *edits(),
)  # fmt: skip
"""Of the ten groups of a server's attacks the nine that are bodies, and the edits of a request.

Who asks, and how slowly, is asked elsewhere.
"""
