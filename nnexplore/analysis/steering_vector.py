"""``steering_vector``: the direction that sets some prompts apart from others: a difference of means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..models import LanguageModel
from .component import Component, component_named
from .places import Places
from .replacement import rows_of
from .taken import taken

__all__ = ["steering_vector"]

_AT_ONCE = 16
"""Prompts that run in one batch."""


def steering_vector(
    model: LanguageModel,
    positive: Any,
    negative: Any,
    *,
    layer: int,
    component: str = "resid_post",
    position: int = -1,
) -> Tensor:
    """The difference of means: a component's mean over some prompts, less its mean over others.

    Source: Rimsky et al., "Steering Llama 2 via Contrastive Activation Addition" (2023), section 3; with one prompt on
    each side, Turner et al., "Activation Addition: Steering Language Models Without Optimization" (2023), section 3.

    Args:
        model: any causal language model.
        positive: the prompts with the property: a list of texts or of token ids, of any lengths.
        negative: the prompts without it; they need not be as many.
        layer: whose component; a negative number counts from the end.
        component: "resid_post", or another of ``activation_patching`` that is not of heads.
        position: of which token; a negative number counts from the last one of each prompt, another from its first.

    Returns:
        Float32 ``[width]``, on the device and in the units of the component.

    >>> love, hate = ["I love this", "I adore you"], ["I hate this", "I detest you"]
    >>> nnexplore.analysis.steering_vector(model, love, hate, layer=2).shape
    torch.Size([128])

    Raises:
        AnalysisError: no prompts, a position that one of them has not, no such layer, or a component of heads.
        ModelError: the architecture has no such component; the message says why.
    """
    part = component_named(component)
    if part.of_attention:
        raise AnalysisError(
            f"a steering vector has one number for each dimension of a token, and {component} is of heads; take "
            "'resid_post', 'attn_out' or another that is not"
        )
    (at,) = Places.of(part, ("layer",), {"layer": [layer]}, {"layer": len(model.anatomy.blocks)}, ()).axes["layer"]
    sides = {"positive": positive, "negative": negative}
    rows = {name: _rows(model, prompts, name, position) for name, prompts in sides.items()}
    one, two = (_mean(model, some, part, at, position) for some in rows.values())
    return one - two


def _rows(model: LanguageModel, prompts: Any, name: str, position: int) -> list[list[int]]:
    """The token ids of each prompt, each with a token at that position."""
    if not len(prompts):
        raise AnalysisError(f"the list of {name} prompts is empty: pass one prompt or more")
    rows = rows_of(model, prompts)
    for number, row in enumerate(rows):
        if not -len(row) <= position < len(row):
            raise AnalysisError(
                f"there is no position {position} in {name} prompt {number}, which has {len(row)} tokens; -1 is the "
                "last token of each"
            )
    return rows


def _mean(model: LanguageModel, rows: Sequence[list[int]], part: Component, layer: int, position: int) -> Tensor:
    """The component's mean over the prompts ``[width]``, at one real token of each."""
    found = []
    for start in range(0, len(rows), _AT_ONCE):
        some = list(rows[start : start + _AT_ONCE])
        with torch.no_grad(), model.trace(some):
            value = taken(part.read(model.layers[layer], len(some)))
        longest = max(map(len, some))  # padding is on the left
        columns = [longest + position if position < 0 else longest - len(row) + position for row in some]
        found.append(value[range(len(some)), columns].float())
    return torch.cat(found).mean(0)
