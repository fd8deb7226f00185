"""The steps of a block's attention: query, key, value, rotation, scores, pattern, heads, and what they write."""

from __future__ import annotations

import torch
from torch import Tensor

from ..graph import Site
from ..models.anatomy import Absent
from ..models.module_calls import ModuleCall
from .attention_rule import Cap, Mask, Mix, Rotation, Scores, Softmax, grouped
from .columns import matching_columns
from .draft import Draft
from .head_way import is_linear
from .rule import Linear, Norm, Opaque, Rule, Scale
from .score_form import ScoreForm
from .stream_steps import add_normed, add_written

__all__ = ["add_attention"]

_STEPS = ("norm_1", "query", "key", "value", "dot_products", "scaled", "masked", "pattern", "heads", "attn_out")


def add_attention(draft: Draft) -> None:
    """All steps of a block's attention."""
    scene = draft.scene
    path, found = scene.attention, scene.block.attn
    if isinstance(found, Absent) or not path:
        draft.miss(found.reason if isinstance(found, Absent) else "the block has no module with heads", *_STEPS)
        return
    linears = scene.linears(path)
    ports = {name: scene.port(name) for name in ("query", "key", "value", "scores", "pattern", "heads")}
    if len(linears) < 2 or any(value is None for value in ports.values()):
        draft.miss(f"{path} has no linear layers around its heads, or its heads cannot be read", *_STEPS)
        return
    last = max(linears, key=lambda call: call.end)
    first = next(call for call in linears if call is not last)
    given = add_normed(draft, "norm_1", scene.given(first.path), "resid_pre")
    ends = {name: _side(draft, name, last, given) for name in ("query", "key", "value")}
    _scores(draft, path, ends["query"], ends["key"])
    whole = _columns(ports["pattern"]) == scene.tokens
    draft.add("pattern", Softmax(), ("masked",), Site(path, "pattern"), path)
    draft.add("heads", *_mixed(ends["value"], whole), Site(path, "heads"), path)
    add_written(draft, last, "heads", "projection", "attn_out")


def _columns(pattern: Tensor | None) -> int:
    return 0 if pattern is None else pattern.shape[-1]


def _mixed(value: str | None, whole: bool) -> tuple[Rule, tuple[str, ...]]:
    if value and whole:
        return Mix(), ("pattern", value)
    return Opaque("the pattern has another number of columns than there are keys, as where a head has a sink"), ()


def _side(draft: Draft, name: str, last: ModuleCall, given: str | None) -> str | None:
    """Query, key or value, from the linear layer on; the name of the step that enters attention, if it is known."""
    scene, site = draft.scene, Site(draft.scene.attention, name)
    target = scene.port(name)
    assert target is not None
    found = _source(draft, target, last)
    if found is None:
        return _scaled(draft, name, target, last, given)
    call, columns = found
    made = scene.made(call.path)
    assert made is not None
    straight = scene.alike(_picked(made, columns), target)
    at, taken = (site, None) if straight else (Site(call.path, "output"), columns)
    if is_linear(call):
        rule, inputs = _linear(draft, call, columns, given)
        draft.add(name, rule, inputs, at, call.path, columns=taken)
        before = name
    else:
        before = _normed(draft, name, call, columns, at, given)
    if straight:
        return before
    pairs = _pairs(_picked(made, columns), target, scene.allowed)
    reason = f"the {name} is changed between {call.path} and the product in a way that is no rotation of pairs"
    draft.add(f"{name}_rotated", Rotation(*pairs) if pairs else Opaque(reason), (before,), site)
    return f"{name}_rotated"


def _scaled(draft: Draft, name: str, target: Tensor, last: ModuleCall, given: str | None) -> str:
    """A query that is scaled before it is multiplied with the keys, and not the scores after that (OPT)."""
    scene, site = draft.scene, Site(draft.scene.attention, name)
    factor = target.shape[-1] ** -0.5
    call, columns = _source(draft, target, last, factor) or (None, None)
    made = scene.made(call.path) if call else None
    if call and columns is not None and made is not None and scene.alike(_picked(made, columns) * factor, target):
        rule, inputs = _linear(draft, call, columns, given)
        draft.add(name, rule, inputs, Site(call.path, "output"), call.path, columns=columns)
        draft.add(f"{name}_scaled", Scale(factor), (name,), site)
        return f"{name}_scaled"
    reason = f"nothing in {site.path} makes the {name} as it enters attention, up to a rotation or a factor"
    draft.add(name, Opaque(reason), site=site, path=site.path)
    return name


def _source(draft: Draft, target: Tensor, last: ModuleCall, factor: float = 1.0) -> tuple[ModuleCall, Tensor] | None:
    """The last module whose output has the numbers of the first token, which no rotation changes; and its columns."""
    scene = draft.scene
    wanted = target[:, :, 0]
    for call in reversed([call for call in scene.within(scene.attention) if call.end < last.start]):
        made = scene.made(call.path)
        if made is None or made.shape[-1] < wanted[0].numel():
            continue
        columns = matching_columns(made[:, 0] * factor, wanted)
        if columns is not None:
            return call, columns
    return None


def _picked(made: Tensor, columns: Tensor) -> Tensor:
    """Columns of a layer's output ``[prompts, tokens, columns]`` as ``[prompts, heads, tokens, width]``."""
    return made[..., columns.flatten()].reshape(*made.shape[:2], *columns.shape).transpose(1, 2)


def _linear(draft: Draft, call: ModuleCall, columns: Tensor, given: str | None) -> tuple[Rule, tuple[str, ...]]:
    if given and draft.holder(draft.scene.given(call.path), given):
        return Linear(draft.scene.here(call.path), columns), (given,)
    return Opaque(f"{call.path} is not given the stream or its norm"), ()


def _normed(draft: Draft, name: str, call: ModuleCall, columns: Tensor, at: Site, given: str | None) -> str:
    """A query or key that is normalised before it is rotated, head by head (Qwen3)."""
    scene = draft.scene
    entered = scene.given(call.path)
    linears = [one for one in scene.linears(scene.attention) if one.end < call.start]
    for linear in reversed(linears if entered is not None else []):
        made = scene.made(linear.path)
        assert entered is not None
        found = matching_columns(made[:, 0], entered[:, 0]) if made is not None else None
        if found is not None and _norms(call, columns):
            inner = found[columns.flatten()].reshape(columns.shape)
            rule, inputs = _linear(draft, linear, inner, given)
            draft.add(name, rule, inputs, Site(linear.path, "output"), linear.path, columns=inner)
            taken = None if at.port == name else columns
            draft.add(f"{name}_normed", Norm(scene.here(call.path)), (name,), at, call.path, columns=taken)
            return f"{name}_normed"
    reason = f"{call.path}, which makes it, is no linear layer and no norm of each head"
    draft.add(name, Opaque(reason), site=at, path=call.path, columns=None if at.port == name else columns)
    return name


def _norms(call: ModuleCall, columns: Tensor) -> bool:
    """Whether a module has a weight for each dimension of a head, so that it works on heads one by one."""
    return [tuple(one.shape) for one in call.module.parameters()] == [tuple(columns.shape[1:])]


def _pairs(before: Tensor, after: Tensor, allowed: float) -> tuple[Tensor, Tensor] | None:
    """The dimensions ``[pairs]`` that are turned together, by one angle for all heads and prompts.

    Both values are ``[prompts, heads, tokens, width]``; where only a part is rotated, it is the first dimensions.
    """
    width = before.shape[-1]
    for size in range(width - width % 2, 0, -2):
        half = torch.arange(size // 2)
        for first, second in ((half, half + size // 2), (half * 2, half * 2 + 1)):
            x, y = before.flatten(0, 1), after.flatten(0, 1)
            turned = Rotation(first, second).fit((x,), y).value(x)
            if torch.allclose(turned, y, rtol=10 * allowed, atol=allowed * (1 + float(y.abs().max()))):
                moved = (x != y).flatten(0, 1).any(0)
                kept = moved[first] | moved[second]
                return first[kept], second[kept]
    return None


def _scores(draft: Draft, path: str, query: str | None, key: str | None) -> None:
    """From query and key to the scores that the softmax is given."""
    scene, site = draft.scene, Site(path, "scores")
    queries, keys, scores = scene.port("query"), scene.port("key"), scene.port("scores")
    assert queries is not None
    assert keys is not None
    assert scores is not None
    products = torch.stack([one @ grouped(two, len(one)).mT for one, two in zip(queries, keys, strict=True)])
    seen = ~scores.isneginf()
    form = (
        ScoreForm.of(products[seen], scores[seen], scene.score_numbers, scene.allowed)
        if products.shape == scores.shape
        else None
    )
    if form is None or not query or not key:
        reason = "the scores are no products of query and key times one number, with or without a soft cap"
        draft.miss(reason, "dot_products", "scaled")
        draft.add("masked", Opaque(reason), site=site, path=path)
        return
    draft.add("dot_products", Scores(), (query, key))
    draft.add("scaled", Scale(form.scale), ("dot_products",))
    if form.cap is not None:
        draft.add("capped", Cap(form.cap), ("scaled",))
    draft.add("masked", Mask(), ("scaled" if form.cap is None else "capped",), site, path)
