"""What is kept out of the training text, for all abilities; nothing else decides it."""

from hashlib import sha256

SHARE = 0.12
"""The share of all combinations that is kept out."""


def held_out(*parts: str) -> bool:
    """Whether this combination may occur only in the evaluation.

    A hash rather than a random draw, so that the answer needs no state and is the same on every machine.
    """
    digest = sha256("|".join(parts).encode()).digest()
    return int.from_bytes(digest[:4], "big") < SHARE * 2**32


def held_out_pair(first: str, second: str) -> bool:
    """Whether this pair is kept out, in either order."""
    return held_out(*sorted((first, second)))
