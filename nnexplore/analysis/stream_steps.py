"""The steps of the residual stream: what begins it, what is added to it, norms beside it, and what ends it."""

from __future__ import annotations

from torch import Tensor

from ..graph import Site
from ..models.anatomy import Absent, Place
from ..models.module_calls import ModuleCall
from .attention_rule import Cap
from .draft import Draft
from .head_way import is_linear
from .rule import Linear, Lookup, Norm, Opaque, Rule, Scale, Sum
from .scene import LOGITS
from .score_form import ScoreForm

__all__ = ["add_embedding", "add_middle", "add_normed", "add_tail", "add_written"]


def add_embedding(draft: Draft) -> None:
    """From the token ids to the stream in front of the first block, and on to the block."""
    scene = draft.scene
    path, start = scene.model.anatomy.embed, Site(scene.model.anatomy.blocks[0], "input")
    tokens, stream = scene.made(path), scene.at(start)
    if tokens is None or stream is None:
        draft.miss(f"what {path} gives, or the first block is given, is no vector for each token", "embedding")
        return
    module = scene.here(path)
    draft.add("token_embedding", Lookup(module, tokens[0]), site=Site(path, "output"), path=path)
    draft.add("embedding", *_embedding(draft, tokens, stream), site=start)
    before = scene.layer
    made = Sum() if not before else Opaque(f"made by {before} block{'s' * (before > 1)}", "blocks")
    draft.add("resid_pre", made, ("embedding",), Site(scene.block.path, "input"))


def _embedding(draft: Draft, tokens: Tensor, stream: Tensor) -> tuple[Rule, tuple[str, ...]]:
    scene = draft.scene
    if scene.alike(tokens, stream):
        return Sum(), ("token_embedding",)
    form = ScoreForm.of(tokens, stream, scene.numbers, scene.allowed) if tokens.shape == stream.shape else None
    if form is not None and form.cap is None:
        return Scale(form.scale), ("token_embedding",)
    for call in scene.before:
        made = scene.made(call.path)
        if made is None or made.shape != stream.shape or call.path == scene.model.anatomy.embed:
            continue
        if scene.alike(scene.given(call.path), tokens) and scene.alike(made, stream):
            return Norm(scene.here(call.path)), ("token_embedding",)
        if scene.alike(tokens + made, stream):
            table = Lookup(scene.here(call.path), made[0])
            draft.add("position_embedding", table, site=Site(call.path, "output"), path=call.path)
            return Sum(), ("token_embedding", "position_embedding")
    return Opaque("the first block is given neither the token embeddings nor their sum with another table's"), ()


def add_normed(draft: Draft, name: str, given: Tensor | None, *streams: str) -> str | None:
    """The norm between one of some streams and a part of the block, whose input ``[prompts, tokens, width]`` is given.

    What comes back is the step that the part is given; ``None`` if it is unknown.
    """
    scene = draft.scene
    if found := draft.holder(given, *streams):
        draft.miss(f"there is no norm of its own: the part is given {found} as it is", name)
        return found
    for call in scene.within(scene.block.path):
        source = draft.holder(scene.given(call.path), *streams)
        if source and not is_linear(call) and scene.alike(scene.made(call.path), given):
            draft.add(name, Norm(scene.here(call.path)), (source,), Site(call.path, "output"), call.path)
            return name
    draft.miss(f"nothing in {scene.block.path} makes of {' or '.join(streams)} what the part is given", name)
    return None


def add_written(draft: Draft, last: ModuleCall | None, source: str | None, inner: str, outer: str) -> None:
    """What a part of the block adds to the stream: a linear layer, and a norm or a number after it where there is one.

    The part's ``last`` linear layer is given the step ``source``; ``outer`` is the name of what is added, a component
    of the block as well, and ``inner`` that of the layer's output where it is something else.
    """
    scene, place = draft.scene, getattr(draft.scene.block, outer)
    if not isinstance(place, Place):
        draft.miss(place.reason, outer)
        return
    site, made = Site(place.path, place.port), scene.at(Site(place.path, place.port))
    product = scene.made(last.path) if last else None
    if last is None or source is None or not _is_given(draft, last, source):
        why = draft.missing.get("activation", "its last linear layer is not given values that are known")
        draft.add(
            outer,
            Opaque(f"it is what {place.path} makes as a whole: {why}"),
            site=site,
            path=place.path,
            scale=place.scale,
        )
    elif scene.alike(made, product) and place.scale == 1:
        draft.add(outer, Linear(scene.here(last.path)), (source,), site, last.path)
    elif scene.alike(made, product):
        draft.add(inner, Linear(scene.here(last.path)), (source,), site, last.path)
        draft.add(outer, Scale(place.scale), (inner,), site, scale=place.scale)
    else:
        draft.add(inner, Linear(scene.here(last.path)), (source,), Site(last.path, "output"), last.path)
        after = scene.here(place.path)
        normed = place.scale == 1 and scene.alike(scene.given(place.path), product)
        rule: Rule = Norm(after) if normed else Opaque(f"{place.path} makes it of {inner} in a way that is not known")
        draft.add(outer, rule, (inner,) if normed else (), site, place.path, scale=place.scale)


def _is_given(draft: Draft, last: ModuleCall, source: str) -> bool:
    if source == "heads":
        heads = draft.scene.port("heads")
        return heads is not None and draft.scene.alike(heads.transpose(1, 2).flatten(2), draft.scene.given(last.path))
    return draft.holder(draft.scene.given(last.path), source) is not None


def add_middle(draft: Draft) -> None:
    """The stream after attention, where the MLP is given it."""
    middle = draft.scene.block.resid_mid
    if isinstance(middle, Absent):
        draft.miss(middle.reason, "resid_mid")
    elif draft.has("resid_pre", "attn_out"):
        draft.add("resid_mid", Sum(), ("resid_pre", "attn_out"), Site(middle.path, middle.port))


def add_tail(draft: Draft) -> None:
    """From the block's output to the logits."""
    scene, anatomy = draft.scene, draft.scene.model.anatomy
    after = len(anatomy.blocks) - 1 - scene.layer
    streams = ("resid_mid", "mlp_out") if draft.has("resid_mid") else ("resid_pre", "attn_out", "mlp_out")
    known = draft.has(*streams)
    made: Rule = Sum() if known else Opaque("not all that the block adds to the stream is known")
    draft.add("resid_post", made, streams if known else (), Site(scene.block.path, "output"))
    stream = "resid_post"
    if after:
        rest = Opaque(f"made by {after} more block{'s' * (after > 1)}", "blocks")
        draft.add("resid_final", rest, ("resid_post",), Site(anatomy.blocks[-1], "output"))
        stream = "resid_final"
    norm = scene.model.probe.norm
    if isinstance(norm, str) and draft.holder(scene.given(norm), stream):
        module = scene.here(norm)
        draft.add("final_norm", Norm(module), (stream,), Site(norm, "output"), norm)
        stream = "final_norm"
    else:
        why = norm.reason if isinstance(norm, Absent) else f"{norm} is not given the last block's output"
        draft.miss(why, "final_norm")
    _add_logits(draft, stream)


def _add_logits(draft: Draft, stream: str) -> None:
    scene, path = draft.scene, draft.scene.model.anatomy.unembed
    raw, logits = scene.made(path), scene.at(LOGITS)
    linear: Rule = Linear(scene.here(path))
    inputs: tuple[str, ...] = (stream,)
    if not draft.holder(scene.given(path), stream):
        linear, inputs = Opaque(f"{path} is not given {stream} as it is"), ()
    if scene.alike(raw, logits):
        draft.add("logits", linear, inputs, LOGITS, path)
        return
    draft.add("unembedded", linear, inputs, Site(path, "output"), path)
    form = None
    if raw is not None and logits is not None and raw.shape == logits.shape:
        form = ScoreForm.of(_sample(raw), _sample(logits), scene.numbers, scene.allowed)
    if form is None:
        why = f"what the model does to the output of {path} is neither a factor nor a cap"
        draft.add("logits", Opaque(why), ("unembedded",), LOGITS)
    elif form.cap is None:
        draft.add("logits", Scale(form.scale), ("unembedded",), LOGITS)
    elif form.scale == 1:
        draft.add("logits", Cap(form.cap), ("unembedded",), LOGITS)
    else:
        draft.add("unembedded_scaled", Scale(form.scale), ("unembedded",))
        draft.add("logits", Cap(form.cap), ("unembedded_scaled",), LOGITS)


def _sample(value: Tensor, most: int = 4096) -> Tensor:
    """Places of a value, spread over all of it."""
    return value.flatten()[:: max(1, value.numel() // most)]
