"""A heatmap of a tensor of the user's own: no model, no workspace, nothing to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import numpy as np
import torch
from torch import Tensor

from ._heatmap_surface import Surface
from ._messages import Message

TOKENS = ("position", "token", "query", "key")


class TensorHeatmap(Surface):
    """What `ActivationHeatmap.of` gives.

    Args:
        tensor: numbers of any shape, of torch, numpy, or what numpy takes.
        names: one name for each axis; their numbers by default.
        tokens: texts for the axes that are called "position", "token", "query" or "key"; or by the names of axes.
    """

    def __init__(
        self,
        tensor: Any,
        names: Sequence[str] | None = None,
        tokens: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
        **traits: Any,
    ) -> None:
        self._prepare()
        self._tensor: Tensor | None = tensor_of(tensor)
        self._names = _named(self._tensor, names)
        self._labels = _labels(self._tensor, self._names, tokens)
        anywidget.AnyWidget.__init__(self, **traits)  # not View's: it would ask for a workspace
        try:
            self._screen = self._draw()
        except BaseException:
            self.close()
            raise
        self.on_msg(self._receive)

    @property
    def tensor(self) -> Tensor:
        """What is drawn; another of the same number of axes can be set.

        Raises:
            RuntimeError: the view is closed.
        """
        if self._tensor is None:
            raise RuntimeError("this heatmap is closed and has let go of its tensor; make a new one")
        return self._tensor

    @tensor.setter
    def tensor(self, tensor: Any) -> None:
        found = tensor_of(tensor)
        if found.dim() != len(self._names):
            raise ValueError(f"the axes are {', '.join(self._names)}; got a tensor of shape {list(found.shape)}")
        self._tensor = found
        self._redraw()

    def close(self) -> None:
        """Close the view and let go of the tensor."""
        super().close()
        self._tensor = None

    @property
    def code(self) -> str:
        """Python that opens this view again as it is, of a `tensor` of yours."""
        more = "".join(f", {name}={value!r}" for name, value in self._state().items())
        return f"view = nnexplore.widgets.ActivationHeatmap.of(tensor, {self._names!r}{more})\nview\n"

    def __repr__(self) -> str:
        if self._tensor is None:
            return f"{type(self).__name__}(closed)"
        return f"{type(self).__name__}({', '.join(self._names)}: {list(self._tensor.shape)})"

    def _draw(self) -> dict[str, Any]:
        sheet = self._spread(self.tensor, self._names)
        return {
            "version": self._version,
            "title": "Tensor",
            "about": str(self.tensor.dtype).removeprefix("torch."),
            "labels": {axis: texts for axis, texts in self._labels.items() if axis in (sheet.rows, sheet.columns)},
            **sheet.sent(),
        }

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        nothing = dict.fromkeys(("undo", "redo", "clear"), _nothing)
        return nothing | super()._handlers()


def tensor_of(given: Any) -> Tensor:
    """A tensor of what was given: of torch, or what numpy makes an array of.

    Raises:
        ValueError: it is no numbers.
    """
    if isinstance(given, Tensor):
        return given.detach()
    array = np.asarray(given)
    if array.dtype.kind not in "biufc":
        kind = type(given).__name__
        raise ValueError(f"a heatmap draws numbers, a tensor or what numpy makes an array of; got {kind}")
    return torch.as_tensor(array if array.flags.writeable else array.copy())  # torch warns of read-only ones


def _nothing(_: Message) -> None:
    """There are no changes of a tensor."""


def _named(tensor: Tensor, names: Sequence[str] | None) -> tuple[str, ...]:
    found = tuple(map(str, range(tensor.dim()))) if names is None else tuple(names)
    if len(found) != tensor.dim() or len(set(found)) != len(found) or not all(isinstance(one, str) for one in found):
        raise ValueError(
            f"names are one text for each of the {tensor.dim()} axes of {list(tensor.shape)}, all different; "
            f"got {names!r:.80}"
        )
    return found


def _labels(tensor: Tensor, names: Sequence[str], tokens: Any) -> dict[str, list[str]]:
    sizes = dict(zip(names, tensor.shape, strict=True))
    if not isinstance(tokens, Mapping):
        known = list(tokens or [])
        return {axis: known for axis, size in sizes.items() if axis in TOKENS and size == len(known)}
    wrong = {axis: len(texts) for axis, texts in tokens.items() if sizes.get(axis) != len(texts)}
    if wrong:
        raise ValueError(f"tokens are one text for each place of an axis, of {sizes}; got {wrong}")
    return {axis: list(texts) for axis, texts in tokens.items()}
