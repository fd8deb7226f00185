"""What the flow view's map of all heads is drawn from: a thumbnail and five numbers of each head."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..analysis.attention_statistics import head_statistics
from ..errors import EditError, ModelError
from ._attention_layers import attention_layers, bearable, listed, patterns_of
from ._attention_pack import THUMB, floats, thumbnails
from ._prompt import ids_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from ..workspace import Run, Workspace

BYTES = 52_000
"""Of all thumbnails together, unless they would be smaller than `LEAST`."""
LEAST = 8
"""The fewest cells a side that a thumbnail of a long prompt is pooled to."""


def heads(workspace: Workspace, run: Run = "edited") -> dict[str, Any]:
    """All heads of a run, in the form in which the attention view sends them.

    Example:
        >>> heads(Workspace(model, "The Eiffel Tower is in the city of"))["heads"]
        [4, 4, 4, 4]

    Args:
        workspace: a model with a prompt and changes.
        run: with the changes, without them, or of the other prompt.

    Returns:
        ``layers`` and how many ``heads`` each has; ``without``, the number of layers that have none; ``thumbs``
        (``side``, ``triangle``, and ``values``: uint8, 0 to 254 for weights of 0 to 1, 255 for NaN); ``scores`` by
        name, float32 [layers, heads]: "entropy" in nats, of "previous", "first", "duplicate" and "induction" the mean
        attention, 0 to 1; ``tokens``; the changes that are in the run as ``edits``; and ``missing``, why there are no
        heads, or "".
    """
    prompt = workspace.other if run == "other" else workspace.prompt
    ids = ids_of(workspace, prompt)
    drawn = {"tokens": workspace.model.token_strings(ids), "missing": ""}
    try:
        layers = attention_layers(workspace.model)
        bearable(workspace.model, layers, len(ids))
    except (ModelError, EditError) as error:
        return drawn | _nothing(len(workspace.model.probe.blocks), str(error))
    patterns = patterns_of(workspace, layers, run)
    return drawn | {
        "layers": layers,
        "without": len(workspace.model.probe.blocks) - len(layers),
        "heads": [len(pattern) for pattern in patterns],
        "thumbs": thumbnails(patterns, side_of(patterns)),
        "scores": {name: floats(values) for name, values in head_statistics(patterns, ids).items()},
        "edits": [listed(change) for change in workspace.changes] if run == "edited" else [],
    }


def side_of(patterns: Sequence[Tensor]) -> int:
    """The cells a side with which the lower triangles of all thumbnails are `BYTES` at the most.

    Example:
        >>> side_of([torch.zeros(12, 64, 64)] * 12)
        26
    """
    each = BYTES / sum(map(len, patterns))
    return max(LEAST, min(THUMB, int((math.sqrt(8 * each + 1) - 1) / 2)))


def _nothing(blocks: int, why: str) -> dict[str, Any]:
    empty = {"side": 0, "triangle": True, "values": b""}
    return {"layers": [], "without": blocks, "heads": [], "thumbs": empty, "scores": {}, "edits": [], "missing": why}
