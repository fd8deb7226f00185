"""``probe_anatomy``: what one forward of four tokens proves about the blocks of a language model.

``anatomy`` goes by names; here the model is run, and every claim is checked with the numbers that went through it:

| name      | what                                                           | how it is known                        |
|-----------|----------------------------------------------------------------|----------------------------------------|
| attn      | the innermost module with weights around a softmax over tokens | seen while it runs                     |
| mlp       | what else has weights in the block, apart from norms           | seen while it runs                     |
| attn_out  | what attention adds to the residual stream                     | times their scales, the two sum to     |
| mlp_out   | what the MLP adds to it                                        | what the block adds                    |
| resid_mid | the stream between the two                                     | equals the stream before plus attn_out |
| neurons   | what the MLP's last linear layer is given                      | that layer's output is the MLP's       |
| norm      | what comes between the last block and the unembedding          | it is given the last block's output    |

What cannot be shown is ``Absent`` and says why. The model is left as found: hooks are taken off, training flags put
back. Of each value that is as large as the residual stream, a copy is held while the probe lasts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from .anatomy import Absent, Anatomy, Block, Part, Place, find_anatomy, text_config
from .module_calls import ModuleCall, record_calls

__all__ = ["Probe", "probe_anatomy"]


@dataclass(frozen=True)
class Probe:
    """What one forward showed: every block's parts, the final norm, the number of heads (``None`` where unknown).

    ``tail`` is the first module that is given the last block's output: the norm, where there is one.
    """

    blocks: tuple[Block, ...]
    norm: str | Absent
    query_heads: int | None
    key_value_heads: int | None
    tail: str | Absent

    def __repr__(self) -> str:
        lines = [f"norm: {self.norm}; query heads: {self.query_heads}, key/value heads: {self.key_value_heads}"]
        for parts, alike in itertools.groupby(self.blocks, Block.describe):
            paths = [block.path for block in alike]
            lines += [" … ".join(dict.fromkeys((paths[0], paths[-1]))), parts]
        return "\n".join(lines)


def probe_anatomy(root: nn.Module, anatomy: Anatomy | None = None) -> Probe:
    """Run a causal language model on four tokens and say what is where.

    >>> probe_anatomy(model.module).blocks[0].attn_out
    Place(path='model.layers.0.post_attention_layernorm', port='output', scale=1.0)

    Raises:
        ModelError: the weights are not in memory, or ``find_anatomy`` finds no anatomy.
    """
    anatomy = anatomy or find_anatomy(root)
    calls, output = record_calls(root, anatomy)
    config = text_config(root)
    numbers = [1.0, *(value for value in getattr(config, "to_dict", dict)().values() if type(value) is float)]
    tail = _tail(calls, anatomy)
    return Probe(
        blocks=tuple(_block(path, calls, numbers) for path in anatomy.blocks),
        norm=tail if not tail or not _has_weights(root.get_submodule(tail)) else _no_norm(tail, anatomy),
        query_heads=_common(call.heads for call in calls if call.heads),
        key_value_heads=_key_value_heads(config, output),
        tail=tail,
    )


# -- numbers ------------------------------------------------------------------------------------------------------

_Terms = Sequence[tuple[float, Tensor]]


def _is_sum(value: Tensor | None, terms: _Terms) -> bool:
    """Whether a value is a sum of scaled terms, up to rounding in the coarsest of their dtypes."""
    if value is None:
        return False
    coarsest = max(torch.finfo(tensor.dtype).eps for tensor in (value, *(term for _, term in terms)))
    scaled = torch.stack([scale * term.double().flatten() for scale, term in terms])
    flat = value.double().flatten()
    allowed = coarsest * (flat.abs() + scaled.abs().sum(0))
    return bool(((flat - scaled.sum(0)).abs() <= allowed).all())  # not so for NaN


def _fits(block: ModuleCall, parts: Sequence[ModuleCall], numbers: list[float]) -> Iterator[list[float]]:
    """Scales with which the parts' outputs may sum to what the block adds: the config's numbers before others."""
    assert block.given is not None
    assert block.made is not None
    added = (block.made.double() - block.given.double().reshape(block.made.shape)).flatten()
    outputs = torch.stack([part.made.double().flatten() for part in parts if part.made is not None], dim=1)
    if not (added.isfinite().all() and outputs.isfinite().all()):
        return
    found: list[float] = torch.linalg.lstsq(outputs, added[:, None]).solution.flatten().tolist()
    if all(abs(scale) > 1e-4 for scale in found):
        yield [min(numbers, key=lambda number: abs(number - scale)) for scale in found]
        yield found


def _explain(block: ModuleCall, sides: Sequence[list[ModuleCall]], numbers: list[float]) -> list[Place] | None:
    """One of the calls of each side, such that their outputs, scaled if need be, sum to what the block adds."""
    if block.given is None or block.made is None or not sides:
        return None
    choices = list(itertools.product(*sides))
    plain = ((parts, [1.0] * len(parts)) for parts in choices)
    scaled = ((parts, scales) for parts in choices for scales in _fits(block, parts, numbers))
    for parts, scales in itertools.chain(plain, scaled):
        outputs = [(scale, part.made) for scale, part in zip(scales, parts, strict=True) if part.made is not None]
        if _is_sum(block.made, [(1.0, block.given), *outputs]):
            return [Place(part.path, "output", scale) for scale, part in zip(scales, parts, strict=True)]
    return None


def _common(numbers: Iterable[int]) -> int | None:
    found = set(numbers)
    return found.pop() if len(found) == 1 else None


def _key_value_heads(config: Any, output: Any) -> int | None:
    """As the config says, else as many as are cached (Falcon); DeepSeek caches something else."""
    if isinstance(said := getattr(config, "num_key_value_heads", None), int):
        return said
    layers = getattr(getattr(output, "past_key_values", None), "layers", ())
    keys = (getattr(layer, "keys", None) for layer in layers)
    return _common(key.shape[1] for key in keys if isinstance(key, Tensor) and key.ndim == 4)


# -- what they show -----------------------------------------------------------------------------------------------


class _Scene:
    """What happens inside one block: ``calls`` are all below it, ``steps`` those that it makes itself."""

    def __init__(self, block: ModuleCall, calls: list[ModuleCall]) -> None:
        self.block = block
        self.calls = [call for call in calls if block.around(call) and call is not block]
        self.steps = [call for call in self.calls if call.parent is block]
        self.parts = [step for step in self.steps if _has_weights(step.module)]

    def step(self, call: ModuleCall) -> ModuleCall:
        """The step during which a call is made."""
        return next(step for step in self.steps if step.around(call))

    def outlets(self, part: ModuleCall) -> list[ModuleCall]:
        """Whose output may be what a part adds: its own, that of what it lies in, has inside, or is followed by."""
        step = self.step(part)
        until = min((other.start for other in self.parts if other.start > step.end), default=self.block.end)
        within = sorted((call for call in self.calls if step.around(call)), key=lambda call: -call.end)
        behind = [other for other in self.steps if step.end < other.start and other.end < until]
        return [call for call in dict.fromkeys((part, *within, *behind)) if call.made is not None]


def _has_weights(module: nn.Module, least: int = 2) -> bool:
    """Whether a module multiplies by matrices; norms have vectors only. Quantized ones may be buffers."""
    return any(tensor.ndim >= least for tensor in itertools.chain(module.parameters(), module.buffers()))


def _is_linear(module: nn.Module) -> bool:
    return not module._modules and _has_weights(module) and not _has_weights(module, least=3)


def _block(path: str, calls: list[ModuleCall], numbers: list[float]) -> Block:
    times = [call for call in calls if call.path == path]
    if len(times) != 1:
        absent = Absent(f"the block is called {len(times)} times in one forward")
        return Block(path, absent, absent, absent, absent, absent, absent)
    scene = _Scene(times[0], calls)
    attention = _attention(scene)
    mlp = _feed_forward(scene, attention)
    attn_out, mlp_out = _contributions(scene, attention, mlp, numbers)
    return Block(
        path,
        attn=attention if isinstance(attention, Absent) else Part(attention.path, attention.path),
        mlp=mlp if isinstance(mlp, Absent) else Part(mlp[-1].path, mlp[0].path),
        attn_out=attn_out,
        mlp_out=mlp_out,
        resid_mid=_middle(scene, attention, attn_out),
        neurons=_neurons(scene, mlp, mlp_out),
    )


def _attention(scene: _Scene) -> ModuleCall | Absent:
    found = [call for call in (scene.block, *scene.calls) if call.heads]
    if not found:
        return Absent("neither a softmax over earlier tokens nor scaled_dot_product_attention runs in it")
    if len(found) > 1:
        return Absent(f"attention runs more than once in it: {', '.join(call.path for call in found)}")
    call = found[0]
    while not _has_weights(call.module) and call.parent is not None:
        call = call.parent
    return Absent("attention runs in the block itself, in no module of its own") if call is scene.block else call


def _feed_forward(scene: _Scene, attention: ModuleCall | Absent) -> list[ModuleCall] | Absent:
    """The steps that make up the MLP: what has weights after attention, or else before it."""
    if attention:
        branch = scene.step(attention)
        parts = [part for part in scene.parts if part.start > branch.end] or [p for p in scene.parts if p is not branch]
    else:
        parts = scene.parts[1:]  # something else comes first that mixes tokens
    if not parts:
        return Absent("nothing in the block has weights apart from what mixes its tokens, and norms")
    if len(parts) > 1 and any(part.module._modules for part in parts):
        return Absent(f"several parts may be it: {', '.join(part.path for part in parts)}")
    return parts


def _contributions(
    scene: _Scene, attention: ModuleCall | Absent, mlp: list[ModuleCall] | Absent, numbers: list[float]
) -> tuple[Place | Absent, Place | Absent]:
    mixers = [attention] if attention else [part for part in scene.parts if mlp and part.end < mlp[0].start]
    sides = [[outlet for mixer in mixers for outlet in scene.outlets(mixer)]] if mixers else []
    sides += [scene.outlets(mlp[-1])] if mlp else []
    places = _explain(scene.block, sides, numbers)
    unknown = Absent("what the block adds to the stream is no sum of outputs of attention and MLP, scaled or not")
    return (
        attention if isinstance(attention, Absent) else places[0] if places else unknown,
        mlp if isinstance(mlp, Absent) else places[-1] if places else unknown,
    )


def _middle(scene: _Scene, attention: ModuleCall | Absent, attn_out: Place | Absent) -> Place | Absent:
    if isinstance(attn_out, Absent):
        return attention if isinstance(attention, Absent) else Absent("what attention adds to the stream is not known")
    values = (scene.block.given, *(call.made for call in scene.calls if call.path == attn_out.path))
    terms = [(scale, value) for scale, value in zip((1.0, attn_out.scale), values, strict=True) if value is not None]
    behind = (call for call in scene.calls if attention and call.start > scene.step(attention).end)
    for call in behind:
        if _is_sum(call.given, terms) and not _is_sum(call.given, terms[:1]):
            return Place(call.path, "input")
    return Absent("no module is given the stream after attention, as where attention and MLP are parallel")


def _neurons(scene: _Scene, mlp: list[ModuleCall] | Absent, mlp_out: Place | Absent) -> Place | Absent:
    if isinstance(mlp, Absent):
        return mlp
    within = [call for call in scene.calls if mlp[0].start <= call.start and call.end <= mlp[-1].end]
    linears = [call for call in within if _is_linear(call.module)]
    results = [call.made for call in within if call is mlp[-1] or (mlp_out and call.path == mlp_out.path)]
    last = max(linears, key=lambda call: call.end, default=None)
    if last is not None and last.made is not None and any(_is_sum(result, [(1.0, last.made)]) for result in results):
        return Place(last.path, "input")
    if any(_has_weights(part.module, least=3) for part in mlp):
        return Absent("the weights of its experts are fused: no linear layer is given their neurons")
    if last is None:
        return Absent("its MLP has no linear layer")
    return Absent(f"the output of its MLP's last linear layer, {last.path}, is not what the MLP gives")


def _tail(calls: list[ModuleCall], anatomy: Anatomy) -> str | Absent:
    """The first module after the last block that is given its output."""
    last = next((call for call in reversed(calls) if call.path == anatomy.blocks[-1]), None)
    if last is not None and last.made is not None:
        for call in calls:
            if last.end < call.start and _is_sum(call.given, [(1.0, last.made)]):
                return call.path
    return _NO_NORM


def _no_norm(tail: str, anatomy: Anatomy) -> Absent:
    return _NO_NORM if tail == anatomy.unembed else Absent(f"the last block's output is given to {tail}, which is none")


_NO_NORM = Absent("no module between the last block and the unembedding is given the last block's output")
