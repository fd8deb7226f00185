"""What a vector of the forward pass says in tokens: what the stream would say now, what a neuron speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..analysis.promoted import promoted_tokens
from ..analysis.rule import fitted
from ..errors import AnalysisError, ModelError
from ..models.borrowed import borrow, module_here, numbers_of
from ._flow_scene import neurons_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..analysis.forward_pass import ForwardPass
    from ..models import LanguageModel

COUNT = 6
STREAM = ("embedding", "resid_pre", "resid_mid", "resid_post", "resid_final")


@torch.no_grad()
def words(model: LanguageModel, found: ForwardPass, place: dict[str, Any]) -> list[dict[str, Any]]:
    """Lists of tokens for the number that is open, each with a `title` and `tokens`; none where nothing is said.

    Of the stream: the tokens with the largest logits if the model ended here (the logit lens: nostalgebraist,
    "interpreting GPT: the logit lens", 2020). Of a neuron: the tokens whose logits its output weights raise and lower
    most, see `promoted_tokens`. Of a token's embedding: the tokens whose embeddings have the largest cosine with it.
    """
    name, position = place["step"], place["position"]
    try:
        if name in STREAM:
            logits = _read(model, found[name].value[position])
            return [_list(model, "if the model ended here, it would say", logits)]
        if name == neurons_of(found):
            return _promoted(model, _written(model, found, place["dimension"]), place["dimension"])
        if name == "token_embedding":
            table = numbers_of(model, found[name].weight_path).float().cpu()
            row = found[name].value[position]
            return [_list(model, "nearest by cosine", torch.cosine_similarity(table, row[None], dim=-1), skip=1)]
    except (AnalysisError, ModelError):  # the architecture has no norm or output embedding of its own to read with
        return []
    return []


def _promoted(model: LanguageModel, vector: Tensor, neuron: int) -> list[dict[str, Any]]:
    result = promoted_tokens(model, vector, COUNT)
    tokens, scores = list(result.axes[0].labels), result.values.tolist()
    return [
        {"title": f"neuron {neuron} speaks for", "tokens": tokens[:COUNT], "scores": scores[:COUNT]},
        {"title": "and against", "tokens": tokens[: -COUNT - 1 : -1], "scores": scores[: -COUNT - 1 : -1]},
    ]


def _written(model: LanguageModel, found: ForwardPass, neuron: int) -> Tensor:
    """What the MLP's last layer adds for one neuron at 1."""
    name = "contraction" if "contraction" in found else "mlp_out"
    module = module_here(model, found[name].path)
    like = next(module.parameters())
    given = torch.zeros(2, found[found[name].inputs[0]].shape[-1], dtype=like.dtype, device=like.device)
    given[1, neuron] = 1
    silent, alone = module(given)
    return alone - silent  # type: ignore[no-any-return]


def _read(model: LanguageModel, vector: Tensor) -> Tensor:
    norm = model.probe.norm
    if not isinstance(norm, str):
        raise ModelError(norm.reason)
    borrow(model, [norm, model.anatomy.unembed])
    module = module_here(model, norm)
    return _unembedded(model, module(fitted(module, vector)[None, None])[0, 0])


def _unembedded(model: LanguageModel, vector: Tensor) -> Tensor:
    module = module_here(model, model.anatomy.unembed)
    found: Tensor = module(fitted(module, vector)[None, None])[0, 0].float().cpu()
    return found


def _list(model: LanguageModel, title: str, scores: Tensor, skip: int = 0) -> dict[str, Any]:
    best = scores.topk(min(COUNT + skip, len(scores)))
    return {
        "title": title,
        "tokens": model.token_strings(best.indices[skip:].tolist()),
        "scores": best.values[skip:].tolist(),
    }
