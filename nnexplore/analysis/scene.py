"""``Scene``: what the modules of one block were given and made in one forward, to find its steps in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from ..engine.tree import leaves
from ..errors import ModelError
from ..graph import ATTENTION, Site
from ..models import Handle, LanguageModel
from ..models.anatomy import text_config
from ..models.borrowed import calls_of
from ..models.module_calls import ModuleCall
from .applied import part_of
from .attention_rule import hidden
from .attention_statistics import repeated_tokens
from .component import attention_of
from .head_way import is_linear
from .score_form import Numbers
from .taken import light, taken

__all__ = ["LOGITS", "Scene", "read_sites", "rows_of"]

LOGITS = Site("", "output")
_PROMPTS, _TOKENS = 4, 11  # more than one prompt tells columns apart; an odd number of tokens is no number of heads


class Scene:
    """One forward of four random prompts of eleven tokens, seen from one block.

    Attributes:
        block: its verified parts.
        calls: of modules without modules of their own, each called once, in order.
        sites: what was read, in the order in which the model comes to it.
        ids: token ids ``[prompts][tokens]``.
        tokens: how many a prompt has.
        score_numbers, numbers: what the configuration has, for attention's scores and for other values.
        allowed: how far a number may be off, relative to its size.
    """

    def __init__(self, model: LanguageModel, layer: int) -> None:
        self.model, self.layer = model.load(), layer
        self.block = model.probe.blocks[layer]
        every = calls_of(model)
        times = Counter(call.path for call in every)
        self._every = {call.path: call for call in every if times[call.path] == 1}
        self.calls = [call for call in self._every.values() if not call.module._modules]
        self.sites = self._in_order()
        config = text_config(model.module)
        self.score_numbers, self.numbers = Numbers.of(config, scores=True), Numbers.of(config, scores=False)
        self.allowed = max(1e-5, 2 * torch.finfo(_dtype(model)).eps)
        self.tokens = _TOKENS
        self.ids = [row[-_TOKENS:] for row in repeated_tokens(model, _TOKENS, _PROMPTS)]
        training = [module for module in model.module.modules() if module.training]
        try:
            for module in training:
                module.training = False  # dropout would hide what is made of what
            self._values = read_sites(model, self.ids, self.sites)
        finally:
            for module in training:
                module.training = True

    # -- calls ---------------------------------------------------------------------------------

    def within(self, path: str) -> list[ModuleCall]:
        """The calls during that of a module, itself too."""
        whole = self._every.get(path) if path else None
        return [call for call in self.calls if whole is not None and whole.around(call)]

    @property
    def before(self) -> list[ModuleCall]:
        """The calls before the first block."""
        first = self._every.get(self.model.anatomy.blocks[0])
        return [call for call in self.calls if first is not None and call.end < first.start]

    def linears(self, path: str) -> list[ModuleCall]:
        """The linear layers in a module."""
        return [call for call in self.within(path) if is_linear(call)]

    def here(self, path: str) -> Any:
        """A module to apply to numbers: itself, or ``Far`` where another machine has its weights."""
        return part_of(self.model, path)

    # -- values --------------------------------------------------------------------------------

    def given(self, path: str) -> Tensor | None:
        """The input of a module: ``[prompts, tokens, width]``."""
        return self.at(Site(path, "input"))

    def made(self, path: str) -> Tensor | None:
        """The output of a module: ``[prompts, tokens, width]``."""
        return self.at(Site(path, "output"))

    def port(self, name: str) -> Tensor | None:
        """An attention port: ``[prompts, heads, tokens, …]``."""
        return self._values.get(Site(self.attention, name)) if self.attention else None

    def at(self, site: Site) -> Tensor | None:
        """The value at a site: ``[prompts, tokens, width]``; ``None`` if it was not read, or is no such tensor."""
        value = self._values.get(site)
        if value is not None and self.swapped(site):
            value = value.transpose(1, 2)
        return None if value is None else rows_of(value, _PROMPTS, _TOKENS)

    def alike(self, one: Tensor | None, other: Tensor | None) -> bool:
        """Whether two values are the same up to one rounding in the model's dtype."""
        if one is None or other is None or one.shape != other.shape:
            return False
        return torch.equal(one, other) or torch.allclose(one, other, rtol=self.allowed, atol=1e-6)

    def swapped(self, site: Site | None) -> bool:
        """Whether a value of each head has these in front of the tokens, as what Gemma 3 normalises."""
        value = None if site is None or site.port in ATTENTION else self._values.get(site)
        return value is not None and value.dim() == 4 and value.shape[2] == _TOKENS != value.shape[1]

    def one(self, row: int) -> dict[Site, Tensor]:
        """All values of one of the prompts."""
        found = {}
        for site, value in self._values.items():
            as_it_is = site.port in ATTENTION or value.dim() == 4
            whole = value if as_it_is else rows_of(value, _PROMPTS, _TOKENS)
            if whole is not None:
                found[site] = whole[row : row + 1]
        return found

    # -- reading -------------------------------------------------------------------------------

    @property
    def attention(self) -> str:
        """The path of the module with the heads; empty if there is none."""
        try:
            return str(attention_of(Handle(self.model, self.block.path)).path)
        except ModelError:
            return ""

    def _in_order(self) -> list[Site]:
        anatomy = self.model.anatomy
        block = self.block
        places = [one.path for one in (block.attn_out, block.mlp_out, block.resid_mid, block.mlp) if one]
        places += [block.mlp.entry] if block.mlp else []
        paths = [call.path for call in (*self.before, *self.within(self.block.path))]
        tail = [path for path in (self.model.probe.norm, anatomy.unembed) if isinstance(path, str)]
        paths += [self.block.path, anatomy.blocks[0], anatomy.blocks[-1], *places, *tail]
        timed = {}
        for call in (self._every[path] for path in paths if path in self._every):
            timed[Site(call.path, "input")] = float(call.start)
            timed[Site(call.path, "output")] = float(call.end)
        heads = self.linears(self.attention)
        for number, name in enumerate(("query", "key", "value", "scores", "pattern", "heads") if heads else ()):
            timed[Site(self.attention, name)] = max(call.start for call in heads) - 0.9 + number / 10
        return [*sorted(timed, key=lambda site: timed[site]), LOGITS]


def _dtype(model: LanguageModel) -> torch.dtype:
    floats = (one.dtype for one in model.module.parameters() if one.is_floating_point())
    return next(floats, torch.float32)


@torch.no_grad()
def read_sites(model: LanguageModel, prompt: Any, sites: Iterable[Site]) -> dict[Site, Tensor]:
    """The first tensor at each site, float32 on the CPU with the batch in front; none where it has other numbers."""
    found: dict[Site, Tensor] = {}
    with model.trace(prompt):
        for site in sites:
            value = model.output.logits if site == LOGITS else getattr(Handle(model, site.path), site.port)
            first = next((light(leaf) for _, leaf in leaves(value)), None)
            if isinstance(first, Tensor) and first.is_floating_point():
                found[site] = taken(first) if first.is_meta else settled(site, first)
    return {site: settled(site, value) for site, value in found.items()} if model.elsewhere else found


def settled(site: Site, value: Tensor) -> Tensor:
    """A copy, float32 on the CPU; scores that the model hides are −inf."""
    value = hidden(value) if site.port == "scores" else value
    return value.detach().float().to("cpu", copy=True)


def rows_of(value: Tensor, prompts: int, tokens: int) -> Tensor | None:
    """A value as ``[prompts, tokens, width]``, also where the model has no batch in it, or batch and tokens in one."""
    if value.dim() > 2 and value.shape[:2] == (prompts, tokens):
        return value.flatten(2)
    if value.dim() == 3 and value.shape[:2] == (1, tokens):
        return value.expand(prompts, -1, -1)
    if value.dim() == 2 and len(value) == prompts * tokens:
        return value.reshape(prompts, tokens, -1)
    return value.expand(prompts, -1, -1) if value.dim() == 2 and len(value) == tokens else None
