"""What the width of the flow view's ribbons says: one number for each token and step, or for each pair of tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import torch

from ..errors import AnalysisError
from ._attention_pack import floats
from ._flow_contribution import contribution

if TYPE_CHECKING:
    from torch import Tensor

    from ..analysis import ForwardPass
    from ..analysis.step import Step
    from ..workspace import Run, Workspace

NO_LENGTH = "the same number added to all logits changes nothing, so the length of their vector says nothing"


def quantity(
    workspace: Workspace, found: ForwardPass, kind: str, head: int = 0, run: Run = "edited", token: int | None = None
) -> dict[str, Any]:
    """A quantity for the ribbons of one block.

    Example:
        >>> found = forward_pass(workspace, layer=2)
        >>> list(quantity(workspace, found, "contribution", head=1)["parts"])
        ['resid_pre', 'attn_out', 'mlp_out']

    Args:
        workspace: what the forward pass is of.
        found: the forward pass of one block, in `run`.
        kind: "norm", "attention" or "contribution".
        head: the head on screen; of steps with fewer heads (grouped keys and values) it is the one that it uses.
        run: of which run `found` is; it comes back with the answer.
        token: of "contribution" the token id; the likeliest by default.

    Returns:
        ``kind``, ``label``, ``unit``, ``run``, ``layer``, ``head``; ``most``, the largest magnitude; and ``missing``,
        why something is not there, by name. With that

        * "norm": ``steps``, by name float32 [tokens], the L2 norm of each token's vector;
        * "attention": ``edges``, float32 [tokens, tokens]: the attention that a token (row) pays to another (column)
          times the L2 norm of that one's value. Source: Kobayashi et al., "Attention is Not Only a Weight: Analyzing
          Transformers with Vector Norms" (2020), there with the output projection in the norm;
        * "contribution": see ``contribution``.

    Raises:
        AnalysisError: no such kind, head or token.
    """
    if kind not in ("norm", "attention", "contribution"):
        raise AnalysisError(f'a quantity is "norm", "attention" or "contribution"; got {kind!r:.40}')
    known = {"kind": kind, "run": run, "layer": found.layer, "head": _checked(found, head)}
    if kind == "contribution":
        return known | contribution(workspace.model, found, head, token)
    return known | (_norms(found, head) if kind == "norm" else _weighed(found, head))


def heads_in(found: ForwardPass) -> int:
    """How many heads the block has; 0 where they are not known.

    Example:
        >>> heads_in(forward_pass(nnexplore.load("demo"), "The city"))
        4
    """
    return max((len(step.value) for step in found if step.value.dim() == 3), default=0)


def _checked(found: ForwardPass, head: Any) -> int:
    count = heads_in(found)
    if isinstance(head, bool) or not isinstance(head, int) or not 0 <= head < max(1, count):
        raise AnalysisError(f"layer {found.layer} has no head {head!r:.40}: they are 0 to {max(0, count - 1)}")
    return head


def _norms(found: ForwardPass, head: int) -> dict[str, Any]:
    """The length of each token's vector, of all steps that have one."""
    steps = {step.name: _of_head(step, found, head).norm(dim=-1) for step in found if _is_vector(step)}
    missing = {step.name: NO_LENGTH for step in found if _is_logits(step)}
    return {
        "label": "length of each vector (L2 norm)",
        "unit": "",
        "most": largest(steps.values()),
        "steps": {name: floats(value) for name, value in steps.items()},
        "missing": missing,
    }


def _is_vector(step: Step) -> bool:
    return step.axes[-1] == "dimension" and not _is_logits(step)


def _is_logits(step: Step) -> bool:
    return step.name in ("unembedded", "unembedded_scaled", "logits")


def _of_head(step: Step, found: ForwardPass, head: int) -> Tensor:
    """The vectors ``[tokens, width]`` of a head, or of the key/value head that it uses; or of a step without heads."""
    value = step.value
    return value[head * len(value) // heads_in(found)] if value.dim() == 3 else value


def _weighed(found: ForwardPass, head: int) -> dict[str, Any]:
    """Attention times the length of the value that it takes."""
    drawn = {"label": "attention × length of the value", "unit": "", "most": 0.0, "missing": {}}
    names = found["heads"].inputs if "heads" in found and found["heads"].inputs else ("pattern", "value")
    if why := [_why(found, name) for name in names if not _has_heads(found, name)]:
        return drawn | {"missing": {"edges": why[0]}}
    pattern, value = (_of_head(found[name], found, head) for name in names)
    edges = pattern[:, : len(value)] * value.norm(dim=-1)
    return drawn | {"most": largest([edges]), "edges": floats(edges)}


def _has_heads(found: ForwardPass, name: str) -> bool:
    return name in found and found[name].value.dim() == 3


def _why(found: ForwardPass, name: str) -> str:
    known = f"the model gives no {name} of each head here"
    return found.missing.get(name, known)


def largest(values: Iterable[Tensor]) -> float:
    """The largest magnitude that is a number; 0 of nothing.

    Example:
        >>> largest([torch.tensor([1.0, -3.0, torch.inf])])
        3.0
    """
    flat = torch.cat([value.flatten().abs() for value in values] or [torch.zeros(1)])
    return float(flat[flat.isfinite()].amax()) if flat.isfinite().any() else 0.0
