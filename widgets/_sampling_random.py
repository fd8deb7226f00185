"""Random numbers that are the same in Python and in the browser: each is a hash of the seed and of its number.

The hash is the finaliser of MurmurHash3 (Appleby, public domain), on steps of the golden ratio as in SplitMix (Steele,
Lea and Flood 2014). `js/sampling/random.ts` is the same in TypeScript.
"""

from __future__ import annotations

GOLDEN = 0x9E3779B9
MASK = 0xFFFFFFFF


def uniform(seed: int, number: int) -> float:
    """The `number`-th random number of a seed: 53 bits, at least 0 and less than 1.

    Args:
        seed: 0 to 2³² − 1.
        number: counts from 0; any can be asked for without those before it.

    Example:
        >>> uniform(0, 0)
        0.8274325838674363
    """
    start = _mixed(seed + GOLDEN)
    high, low = (_mixed(start + word * GOLDEN) for word in (2 * number + 1, 2 * number + 2))
    return ((high >> 5) * 2**26 + (low >> 6)) / 2**53


def _mixed(word: int) -> int:
    """32 bits, well mixed."""
    word &= MASK
    word = (word ^ (word >> 16)) * 0x85EBCA6B & MASK
    word = (word ^ (word >> 13)) * 0xC2B2AE35 & MASK
    return word ^ (word >> 16)
