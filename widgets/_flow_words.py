"""What a vector of the forward pass says in tokens: what the stream would say now, what a neuron speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..analysis.applied import Sheet, applied, fitted
from ..analysis.promoted import promoted_tokens
from ..errors import AnalysisError, ModelError, RemoteError
from ._flow_scene import neurons_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..analysis.forward_pass import ForwardPass
    from ..models import LanguageModel

COUNT = 6
AT_ONCE = 4096
"""Tokens that are embedded together."""
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
            return [_list(model, "nearest by cosine", _cosines(model, found[name].value[position]), skip=1)]
    except (AnalysisError, ModelError):  # the architecture has no norm or output embedding of its own to read with
        return []
    except RemoteError as error:  # the number itself needs no other machine
        return [{"title": f"tokens: {error}", "tokens": [], "scores": []}]
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
    path = found[name].path
    given = torch.zeros(2, found[found[name].inputs[0]].shape[-1])
    given[1, neuron] = 1
    made = applied(model, [path], fitted(model.module.get_submodule(path), given))
    return made[1] - made[0]


def _read(model: LanguageModel, vector: Tensor) -> Tensor:
    norm = model.probe.norm
    if not isinstance(norm, str):
        raise ModelError(norm.reason)
    given = fitted(model.module.get_submodule(norm), vector)[None, None]
    return applied(model, [norm, model.anatomy.unembed], given)[0, 0].float()


def _cosines(model: LanguageModel, vector: Tensor) -> Tensor:
    """The cosine between a vector and the embedding of each token."""
    path, size = model.anatomy.embed, model.embed.module.weight.shape[0]
    sheet = Sheet(model)
    row, call = sheet.taken(vector[None]), sheet.build.call
    for number, ids in enumerate(torch.arange(size).split(AT_ONCE)):
        table = call("Tensor.float", call("getitem", sheet.build.apply(path, sheet.taken(ids[None])), 0))
        sheet.build.save(str(number), call("torch.cosine_similarity", table, row, dim=-1))
    return torch.cat(list(sheet.run().values())).cpu()


def _list(model: LanguageModel, title: str, scores: Tensor, skip: int = 0) -> dict[str, Any]:
    best = scores.topk(min(COUNT + skip, len(scores)))
    return {
        "title": title,
        "tokens": model.token_strings(best.indices[skip:].tolist()),
        "scores": best.values[skip:].tolist(),
    }
