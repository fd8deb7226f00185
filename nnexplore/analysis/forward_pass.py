"""``forward_pass``: what happens in one forward pass, step by step, with the model's own numbers.

Source of the picture, a stream that attention and MLP read from and add to: Elhage et al., "A Mathematical Framework
for Transformer Circuits" (2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from ..errors import AnalysisError, PromptError
from ..graph import Graph, Inputs, Site
from ..models import LanguageModel
from .blueprint import Blueprint, Played
from .rule import Lookup, Opaque
from .scene import read_sites, settled
from .step import Step

__all__ = ["Explored", "ForwardPass", "forward_pass"]


class Explored(Protocol):
    """A model with a prompt and changes: a ``Workspace``."""

    model: LanguageModel

    @property
    def prompt(self) -> Any:
        """The prompt."""

    @property
    def other(self) -> Any:
        """The other prompt."""

    @property
    def edits(self) -> tuple[Any, ...]:
        """The changes, each with ``on``."""

    def graph_of(self, wanted: Mapping[str, Any]) -> Graph:
        """The changes and reads of sites as a graph."""


@dataclass(frozen=True, eq=False, repr=False)
class ForwardPass:
    """The steps of a forward pass through one block, with what is before the first block and after the last.

    Attributes:
        steps: in the order in which the model comes to them.
        missing: why a step that other models have is not here, or is here without its arithmetic, by name.
        tokens: the prompt's tokens as text.
        layer: the block.

    >>> found["attn_out"].shape
    (8, 128)
    """

    steps: tuple[Step, ...]
    missing: Mapping[str, str]
    tokens: list[str]
    layer: int

    def __getitem__(self, name: str) -> Step:
        """A step by its name.

        Raises:
            AnalysisError: there is none; the message says why, or which there are.
        """
        for step in self.steps:
            if step.name == name:
                return step
        if name in self.missing:
            raise AnalysisError(f"layer {self.layer} has no step {name!r}: {self.missing[name]}")
        raise AnalysisError(f"there is no step {name!r}; there are {', '.join(step.name for step in self.steps)}")

    def __contains__(self, name: object) -> bool:
        return any(step.name == name for step in self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        lines = [f"forward pass of {len(self.tokens)} tokens, layer {self.layer}"]
        lines += [f"  {step!r}".rstrip() for step in self.steps]
        return "\n".join(lines + [f"  missing {name}: {why}" for name, why in self.missing.items()])


@torch.no_grad()
def forward_pass(
    model: LanguageModel | Explored,
    prompt: Any = None,
    *,
    layer: int = 0,
    run: Literal["edited", "clean", "other"] = "edited",
) -> ForwardPass:
    """Every step of a forward pass through one block, from the embeddings to the logits.

    The first pass through a block of a model takes two more forwards of a few random tokens, which show what its
    steps are; a workspace with changes takes one without them and one with them.

    >>> found = forward_pass(model, "The Eiffel Tower is in the city of", layer=2)
    >>> found["pattern"].explain(position=-1, dimension=2, head=1)

    Args:
        model: any causal language model, or a workspace, whose prompts and changes are used.
        prompt: text, or the token ids of one prompt; not with a workspace.
        layer: the block whose steps are wanted, from 0 on, or from −1 backwards.
        run: of a workspace, with its changes, without them, or of its other prompt.

    Raises:
        AnalysisError: no such layer or run, no prompt, or two.
        PromptError: a prompt that cannot be run.
        ModelError: the model's blocks cannot be found.
    """
    space = None if isinstance(model, LanguageModel) else model
    found = model if isinstance(model, LanguageModel) else model.model
    text = _prompt(space, prompt, run)
    number = _layer(found, layer)
    ids = _ids(found, text)
    blueprint = Blueprint.of(found, number)
    played, blueprint = blueprint.played(_clean(found, text, ids, blueprint.sites))
    if space is not None and run == "edited" and any(edit.on for edit in space.edits):
        played = blueprint.again(played, _edited(space, blueprint.own))
    steps = tuple(_step(found, one, ids, blueprint.allowed) for one in played)
    missing = dict(blueprint.missing)
    missing |= {step.name: f"its numbers are not taken apart: {step.withheld}" for step in steps if step.withheld}
    return ForwardPass(steps, missing, found.token_strings(ids), number)


def _prompt(space: Explored | None, prompt: Any, run: str) -> Any:
    if run not in ("edited", "clean", "other"):
        raise AnalysisError(f'run is "edited", "clean" or "other"; got {run!r:.40}')
    if space is None:
        if prompt is None or run != "edited":
            raise AnalysisError("a model alone takes a prompt and no run: pass the prompt, or a workspace")
        return prompt
    if prompt is not None:
        raise AnalysisError("a workspace has its own prompt: set workspace.prompt, or pass the model instead")
    found = space.other if run == "other" else space.prompt
    if found is None:
        raise AnalysisError(f"the workspace has no {'other ' * (run == 'other')}prompt; set it first")
    return found


def _layer(model: LanguageModel, layer: Any) -> int:
    blocks = len(model.load().anatomy.blocks)
    if isinstance(layer, bool) or not isinstance(layer, int) or not -blocks <= layer < blocks:
        raise AnalysisError(f"there is no layer {layer!r:.40}: they are 0 to {blocks - 1}")
    return layer % blocks


def _ids(model: LanguageModel, prompt: Any) -> list[int]:
    rows = model.encode(Inputs((prompt,))).kwargs["input_ids"]
    if len(rows) != 1 or not len(rows[0]):
        raise PromptError(f"a forward pass is of one prompt with one token at least; got {len(rows)} prompts")
    ids: list[int] = rows[0].tolist()
    return ids


_LAST: WeakKeyDictionary[LanguageModel, tuple[Any, dict[Site, Tensor]]] = WeakKeyDictionary()
"""Of models that run elsewhere the last run without changes, which a view asks for again with each change."""


def _clean(model: LanguageModel, prompt: Any, ids: list[int], sites: list[Site]) -> dict[Site, Tensor]:
    """The values of a run without changes."""
    if not model.elsewhere:
        return read_sites(model, prompt, sites)
    known = _LAST.get(model)
    if known is None or known[0] != (ids, sites):
        known = _LAST[model] = (ids, sites), read_sites(model, prompt, sites)
    return known[1]


def _edited(space: Explored, sites: list[Site]) -> dict[Site, Tensor]:
    graph = space.graph_of({f"step {number}": site for number, site in enumerate(sites)})
    found = graph.run(space.model)
    return {site: settled(site, found[f"step {number}"]) for number, site in enumerate(sites)}


def _step(model: LanguageModel, one: Played, ids: list[int], allowed: float) -> Step:
    sketch, rule = one.sketch, one.rule
    if isinstance(rule, Lookup) and sketch.name == "token_embedding":
        rule = replace(rule, rows=tuple(ids))
    weight = ""
    if sketch.path and not isinstance(rule, Opaque):
        module = model.module.get_submodule(sketch.path)
        weight = f"{sketch.path}.weight" if isinstance(getattr(module, "weight", None), Tensor) else ""
    return Step(sketch.name, rule.kind, sketch.path, sketch.inputs, one.value, weight, rule, one.given, allowed)
