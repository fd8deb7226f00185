"""How one weight comes about: query · key term by term, its scaling, what is added, the softmax."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..analysis.component import attention_of
from ..graph import Site
from ..models import Handle
from ..workspace import Place
from ._attention_pack import floats

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel
    from ..workspace import Workspace


def steps(workspace: Workspace, layer: int, head: int, position: int, key: int) -> dict[str, Any]:
    """The steps of a weight after all changes, for one synced trait.

    Returns:
        float32 `terms`: the products of query and key, dimension by dimension; `row`: the scores of all keys, the
        softmax's input; `numbers`: the sum of the terms, the factor that makes a score of it, the score, and the
        weight. What lies between factor times sum and score are mask, bias or cap.
    """
    place = Place("head_pattern", layer)
    site = Site(attention_of(Handle(workspace.model, workspace.model.probe.blocks[layer].path)).path, "scores")
    with torch.no_grad():
        found = workspace.graph_of({"scores": site, "pattern": place}).run(workspace.model)
        queries, keys = workspace.values([Place("head_q", layer), Place("head_k", layer)])
    row, weight = found["scores"][0, head, position], found["pattern"][0, head, position, key]
    group = queries.shape[1] // keys.shape[1]  # several query heads may share one key head
    query, shared = queries[0, head, position].float(), keys[0, head // group].float()
    dots = shared @ query
    factor = _factor(workspace.model, layer, dots[: position + 1], row[: position + 1].float())
    return {
        "layer": layer,
        "head": head,
        "position": position,
        "key": key,
        "key_head": head // group,
        "terms": floats(query * shared[key]),
        "row": floats(row),
        "numbers": floats(torch.stack([dots[key].cpu(), torch.tensor(factor), row[key].cpu(), weight.cpu()])),
    }


def _factor(model: LanguageModel, layer: int, dots: Tensor, scores: Tensor) -> float:
    """The scaling that explains the scores best; a query that the model has scaled already needs none."""
    path = attention_of(Handle(model, model.probe.blocks[layer].path)).path
    module = dict(model.module.named_modules())[path]
    width = getattr(module, "head_dim", None)
    known = [getattr(module, "scaling", None), None if width is None else width**-0.5, 1.0]
    tried = [float(one) for one in known if isinstance(one, int | float)]
    return min(tried, key=lambda factor: float((scores - dots * factor).abs().median()))
