"""The user's line: the innermost frame that is neither ours nor PyTorch's."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from types import FrameType

import torch

from ..graph import Place

__all__ = ["user_place"]

_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_WIDGETS = os.path.join(os.path.dirname(os.path.dirname(_OURS)), "widgets") + os.sep
_INNER = (
    _OURS,
    _WIDGETS,
    os.path.dirname(os.path.abspath(torch.__file__)) + os.sep,
    os.path.abspath(contextlib.__file__),
)


@cache
def _is_inner(file: str) -> bool:
    return file.startswith(_INNER)


def user_place() -> Place | None:
    """Where in the user's code we are called from."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if not _is_inner(frame.f_code.co_filename):
            return Place(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return None
