"""What the parts of one block add to a token's logit, of a forward pass that is there already.

The final norm is held at the scale that it had in the run. What would happen without a part is another question: later
blocks would write something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ..analysis.applied import Along, backwards, fitted, norm_forms
from ..analysis.frozen import FrozenNorm, exact
from ..errors import AnalysisError
from ._attention_pack import floats

if TYPE_CHECKING:
    from ..analysis import ForwardPass
    from ..models import LanguageModel

STREAM = ("embedding", "resid_pre", "attn_out", "resid_mid", "mlp_out", "resid_post", "resid_final")
PARTS = ("resid_pre", "attn_out", "mlp_out")


@dataclass(frozen=True)
class Pull:
    """Along which direction what is in the stream counts for a logit.

    Attributes:
        direction: float64 [1, width].
        biases: what the norm and the unembedding add themselves, by name, in logits.
        total: the logit that all adds up to, before a soft cap.
        capped: whether the model caps it then.
    """

    direction: Tensor
    biases: dict[str, float]
    total: float
    capped: bool

    @classmethod
    def of(cls, model: LanguageModel, found: ForwardPass, token: int) -> Pull:
        """That of a token at the last position.

        Raises:
            AnalysisError: what the model does between the stream and the logits is not known, or is no such map.
        """
        factor, capped, raw = _last_steps(found)
        wanted = torch.zeros(1, found[raw].value.shape[-1], dtype=torch.float64)
        wanted[0, token] = factor
        source = found[raw].inputs[0]
        direction, bias = _backwards(model, found, (raw, source), wanted, "the unembedding")
        biases = {"unembedding bias": float(bias)}
        if source == "final_norm":
            norm = _frozen(model, found, ("final_norm", found["final_norm"].inputs[0]), "the final norm")
            biases["final norm bias"] = float((norm.form.bias * direction).sum())
            direction = norm.pull(direction)
        total = float(exact(found[raw].value[-1, token]) * factor)
        return cls(direction, {name: value for name, value in biases.items() if value}, total, capped)

    def along(self, vector: Tensor) -> float:
        """What a vector [width] counts for."""
        return float(exact(vector) @ self.direction[0])


def contribution(model: LanguageModel, found: ForwardPass, head: int = 0, token: int | None = None) -> dict[str, Any]:
    """What each part adds to the logit of a token at the last position, directly.

    Source: Elhage et al., "A Mathematical Framework for Transformer Circuits" (2021), "The residual stream"; as
    ``direct_logit_attribution``, but of the changed run, and with the stream itself at each step.

    Args:
        model: what the forward pass is of.
        found: the forward pass.
        head: the head on screen.
        token: its id; the likeliest by default.

    Returns:
        ``token`` with ``id`` and ``text``, ``at``, the position, and ``logit``, the model's own. ``steps``: by name
        float32 [tokens], in logits, which are 0 but at this position: a vector elsewhere adds nothing directly; of
        "heads" it is the given head. ``parts``: by name what the block is given and adds, ``rest``: what other blocks,
        and changes, add behind it, ``biases``: by name those of the final norm and of the unembedding. All these
        numbers add up to ``total``, the logit before a soft cap (``capped``). ``heads``: float32 [heads], which with
        ``heads_bias`` add up to "attn_out".

    Raises:
        AnalysisError: there is no such token.
    """
    logits = found["logits"].value[-1]
    number = _token(logits, token)
    text = model.token_strings([number])[0]
    drawn: dict[str, Any] = {
        "label": "what each part adds to the logit",
        "unit": "logits",
        "token": {"id": number, "text": text},
        "at": len(found.tokens) - 1,
        "logit": float(logits[number]),
        "most": 0.0,
        "steps": {},
        "missing": {},
    }
    try:
        pull = Pull.of(model, found, number)
    except AnalysisError as error:
        return drawn | {"missing": {"steps": str(error)}}
    return drawn | _added(model, found, pull, head)


def _token(logits: Tensor, token: Any) -> int:
    if token is None:
        return int(logits.argmax())
    if isinstance(token, bool) or not isinstance(token, int) or not 0 <= token < len(logits):
        raise AnalysisError(f"there is no token {token!r:.40}: their ids are 0 to {len(logits) - 1}")
    return token


def _added(model: LanguageModel, found: ForwardPass, pull: Pull, head: int) -> dict[str, Any]:
    before, missing = _embeddings(found, pull)
    steps = before | {name: pull.along(found[name].value[-1]) for name in STREAM if name in found}
    end = steps["resid_final" if "resid_final" in steps else "resid_post"]
    parts = {name: steps[name] for name in PARTS if name in steps}
    each, bias = torch.empty(0), 0.0
    try:
        each, bias = _heads(model, found, pull)
        steps["heads"] = float(each[head])
    except AnalysisError as error:
        missing["heads"] = str(error)
    return {
        "steps": {name: _at_the_end(value, len(found.tokens)) for name, value in steps.items()},
        "parts": parts,
        "rest": end - sum(parts.values()),
        "biases": pull.biases,
        "total": pull.total,
        "capped": pull.capped,
        "heads": floats(each),
        "heads_bias": bias,
        "most": max(map(abs, [*steps.values(), *each.tolist()])),
        "missing": missing,
    }


def _at_the_end(value: float, tokens: int) -> bytes:
    """The last token's number, float32 [tokens]."""
    return floats(torch.tensor([*[0.0] * (tokens - 1), value]))


def _embeddings(found: ForwardPass, pull: Pull) -> tuple[dict[str, float], dict[str, str]]:
    """What the embeddings add, where their sum, times a number at most, is what the first block is given."""
    names = [name for name in ("token_embedding", "position_embedding") if name in found]
    if "embedding" not in found or found["embedding"].kind not in ("sum", "scale"):
        why = "what the model does between its embeddings and the first block is no sum and no factor"
        return {}, dict.fromkeys(names, why)
    factor = _factor(found, "embedding") if found["embedding"].kind == "scale" else 1.0
    return {name: factor * pull.along(found[name].value[-1]) for name in names}, {}


def _heads(model: LanguageModel, found: ForwardPass, pull: Pull) -> tuple[Tensor, float]:
    """What each head adds, [heads], and the biases behind them.

    Raises:
        AnalysisError: it is not known what leads from the heads to the stream.
    """
    if "heads" not in found or "attn_out" not in found:
        raise AnalysisError(found.missing.get("heads") or found.missing.get("attn_out") or "the block has no heads")
    name, direction, bias = "attn_out", pull.direction, 0.0
    if "projection" in found and found["attn_out"].inputs == ("projection",):
        name = "projection"
        if found["attn_out"].kind == "scale":
            direction = direction * _factor(found, "attn_out")
        else:
            norm = _frozen(model, found, ("attn_out", name), "the norm behind attention")
            bias, direction = float((norm.form.bias * direction).sum()), norm.pull(direction)
    if found[name].inputs != ("heads",):
        raise AnalysisError(f"{found[name].path} is not given the heads side by side")
    pulled, own = _backwards(model, found, (name, "heads"), direction, "the output projection")
    heads = exact(found["heads"].value[:, -1])
    return (heads * pulled.view_as(heads)).sum(-1).float(), bias + float(own)


def _last_steps(found: ForwardPass) -> tuple[float, bool, str]:
    """With what the unembedding's output is multiplied, whether it is capped, and the name of that step."""
    name, factor, capped = "logits", 1.0, False
    while name != "unembedded" and found[name].kind in ("scale", "cap"):
        if found[name].kind == "cap":
            capped = True
        else:
            factor *= _factor(found, name)
        name = found[name].inputs[0]
    if found[name].kind != "linear":
        raise AnalysisError(f"the {name} are not a linear layer's of the stream: {found[name].explain(-1, 0).note}")
    return factor, capped, name


def _factor(found: ForwardPass, name: str) -> float:
    return found[name].explain(-1, 0).numbers["factor"]


def _backwards(
    model: LanguageModel, found: ForwardPass, around: tuple[str, str], direction: Tensor, what: str
) -> tuple[Tensor, Tensor]:
    """A linear step backwards at the last token: what its input counts for, and its bias; by the names of both."""
    given, made = _around(model, found, *around)
    ((pulled, bias),) = backwards(model, [Along(found[around[0]].path, given, made, direction, what)])
    return pulled, bias


def _frozen(model: LanguageModel, found: ForwardPass, around: tuple[str, str], what: str) -> FrozenNorm:
    """A norm with the scale that it had at the last token; by the names of what it made and was given."""
    path = found[around[0]].path
    given, made = _around(model, found, *around)
    return FrozenNorm.of(model.module.get_submodule(path), given, made, what, norm_forms(model, [(path, given)])[path])


def _around(model: LanguageModel, found: ForwardPass, made: str, given: str) -> tuple[Tensor, Tensor]:
    """The last token's rows before and after the module that makes a step, as it takes them itself."""
    module = model.module.get_submodule(found[made].path)
    before, after = (found[name].value[..., -1, :].reshape(1, -1) for name in (given, made))
    return fitted(module, before), fitted(module, after)
