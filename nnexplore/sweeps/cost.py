"""``Cost``: what a language model's forward takes, as far as shapes tell."""

from __future__ import annotations

import os
import re
import sys
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from ..errors import NnexploreError
from .logits import Logits

__all__ = ["Cost", "bytes_of", "free_bytes", "spell_bytes", "spell_flops"]

_SLACK = 3.0
"""Of a row's bytes: as the batch grows, allocators keep blocks that have become too small. Measured."""

_FIXED = 12 * 2**20
"""What a forward of any size takes: scratch memory of multiplications. Measured."""

_WIDEST = 48 * 2**20
"""Bytes of one value in a batch on a CPU: larger ones are mapped anew by the system at each operation, and in no
cache, so that more rows at once take longer than in turn. Measured."""

_known: weakref.WeakKeyDictionary[nn.Module, tuple[torch.dtype, Cost]] = weakref.WeakKeyDictionary()
"""With the dtype that the weights had then."""

_UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}


@dataclass(frozen=True)
class Cost:
    """Estimates by the sizes of the weights: two operations for each of them and token, and attention's own.

    Attributes:
        blocks: multiplications and additions of each block per token.
        attention: the same per pair of tokens, of each block.
        unembed: the same of the output embedding, per token.
        row: bytes that a row takes at most at one time, per token; ``pair`` per pair of tokens.
        logit: bytes of the logits of one token.
        vocabulary: how many logits a token has.
        kept: bytes of a token's keys and values in all blocks.
        wide: bytes of a token's widest value in a block.
    """

    blocks: tuple[float, ...]
    attention: float
    unembed: float
    row: float
    pair: float
    logit: float
    vocabulary: int
    kept: float
    wide: float

    @classmethod
    def of(cls, model: Any) -> Cost:
        """What is known of a language model."""
        unembed = model.module.get_submodule(model.anatomy.unembed)
        weight: Any = getattr(unembed, "weight", torch.empty(1, 1))
        dtype, known = _known.get(model.module, (None, None))
        if known is None or dtype != weight.dtype:
            known = cls._counted(model, weight)
            _known[model.module] = weight.dtype, known
        return known

    @classmethod
    def _counted(cls, model: Any, weight: Any) -> Cost:
        module: nn.Module = model.module
        blocks = [module.get_submodule(path) for path in model.anatomy.blocks]
        width = int(weight.shape[-1])
        size = weight.element_size()
        wide = max((max(p.shape) for block in blocks[:1] for p in block.parameters() if p.dim() == 2), default=width)
        heads = model.probe.query_heads or 1
        return cls(
            blocks=tuple(2.0 * sum(p.numel() for p in block.parameters() if p.dim() == 2) for block in blocks),
            attention=4.0 * width,
            unembed=2.0 * weight.numel(),
            row=_SLACK * size * (10 * width + 3 * wide),
            pair=_SLACK * size * 3 * heads,
            logit=3.0 * weight.shape[0] * max(size, 4),
            vocabulary=int(weight.shape[0]),
            kept=2.0 * size * width * len(blocks),
            wide=float(size * wide),
        )

    def forward(self, rows: Sequence[int], tokens: int, keys: int, logits: float) -> float:
        """Operations of a forward with so many rows in each block, of that many tokens, which look at ``keys``."""
        pairs = self.attention * tokens * keys
        inside = sum(count * (tokens * each + pairs) for count, each in zip(rows, self.blocks, strict=True))
        return inside + logits * self.unembed

    def logits(self, keep: Logits | None, tokens: int) -> float:
        """Of how many tokens' worth of logits are computed; ``None`` for all of a prompt."""
        if keep is None:
            return float(tokens)
        share = 1.0 if keep.tokens is None else len(keep.tokens) / self.vocabulary
        return len(keep.positions) * share

    def most_tokens(self, device: torch.device) -> int:
        """Tokens of all rows together beyond which a batch gains nothing."""
        return int(_WIDEST // self.wide) if device.type == "cpu" else sys.maxsize

    def shared(self, tokens: int) -> float:
        """Bytes that a batch takes besides its rows: of the unchanged prompt, all of it and what is kept."""
        return _FIXED + tokens * (self.row + self.kept) + tokens * tokens * self.pair

    def memory(self, tokens: int, kept: float) -> float:
        """Bytes that one row takes."""
        return tokens * self.row + tokens * tokens * self.pair + kept * self.logit


def bytes_of(memory: int | str | None, device: torch.device) -> int:
    """A bound on memory in bytes; without one, a quarter of what is free.

    >>> bytes_of("2GiB", torch.device("cpu"))
    2147483648

    Raises:
        NnexploreError: no size.
    """
    if memory is None:
        return free_bytes(device) // 4
    if isinstance(memory, int) and memory > 0:
        return memory
    found = re.fullmatch(r"\s*([0-9.]+)\s*([KMG]?i?B?)\s*", memory, re.IGNORECASE) if isinstance(memory, str) else None
    unit = found.group(2).upper() if found else ""
    unit = unit if unit in _UNITS else f"{unit}B"
    if not found or unit not in _UNITS:
        raise NnexploreError(f'memory is a number of bytes, or a text such as "2GiB"; got {memory!r}')
    return int(float(found.group(1)) * _UNITS[unit])


def free_bytes(device: torch.device) -> int:
    """Memory that is free on a device."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 4 * 2**30


def spell_bytes(count: float) -> str:
    """``1.5 GiB``."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024 or unit == "GiB":
            return f"{count:.3g} {unit}"
        count /= 1024
    return ""


def spell_flops(count: float) -> str:
    """``3.2 GFLOP``."""
    for unit in ("FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP"):
        if count < 1000 or unit == "PFLOP":
            return f"{count:.3g} {unit}"
        count /= 1000
    return ""
