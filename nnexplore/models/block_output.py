"""``BlockOutput``: a decoder block's tensor, which warns once where it is indexed as if it were a tuple."""

from __future__ import annotations

import warnings
import weakref
from typing import TYPE_CHECKING, Any

from ..engine import Traced

if TYPE_CHECKING:
    from .language import LanguageModel

__all__ = ["BlockOutput"]


class BlockOutput(Traced):
    """The output of a decoder block. ``[0]`` on it takes batch row 0, where older code meant a tuple's first item."""

    _model: weakref.ref[LanguageModel] | None = None

    def __getitem__(self, key: Any) -> Any:
        inside = self._tie is not None and self._tie.recorder is not None
        model = self._model() if type(key) is int and key == 0 and inside and self._model is not None else None
        if model is not None and not model._warned:
            model._warned = True
            warnings.warn(
                "output[0] of a decoder block takes row 0 of the batch: since transformers 5 a block returns a tensor "
                f'{list(self.shape)}, not a tuple. Drop the [0], or open the model with block_outputs="tuple"',
                stacklevel=2,
            )
        return super().__getitem__(key)
