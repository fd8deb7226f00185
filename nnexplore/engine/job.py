"""``Job``: what one run executes, and how a forward of it is begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import torch
from greenlet import getcurrent
from torch import nn

from ..graph import ATTENTION, Graph, Inputs
from .ambient import Ambient
from .deferred import formal, on_meta
from .eager import uncompiled
from .edits import EditScript
from .formal_generation import formal_generation
from .forward import Forward
from .fresh import fresh
from .order import Order
from .override import Overrides
from .tokens import TokenTable

__all__ = ["Job"]


@dataclass(frozen=True)
class Job:
    """A module and what it is fed.

    Attributes:
        module: the model.
        inputs: what its forward, or ``generate``, is given.
        asked: what the user passed.
        order: what is known of the model's ways.
        seed: what random numbers begin with, or ``None`` for PyTorch's own.
        edits: graphs whose changes are part of the model.
        tokens: where the real tokens of the prompts stand, where that is known.
        expression: source that loads the model.
        numbers: whether there are any; not in a deferred run.
        weights: other parameters, by name, that the run begins with.
    """

    module: nn.Module
    inputs: Inputs
    asked: Inputs
    order: Order
    seed: int | None = None
    edits: tuple[Graph, ...] = ()
    tokens: TokenTable | None = None
    expression: str = ""
    numbers: bool = True
    weights: Mapping[str, torch.Tensor] = field(default_factory=dict)

    @property
    def stepped(self) -> bool:
        """Whether the module's forward runs several times."""
        return self.inputs.method == "generate"

    def start(self, ambient: Ambient, overrides: Overrides | None = None) -> Forward:
        """A forward from the beginning, on copies of the inputs."""
        for site in (site for graph in self.edits for site in (*graph.reads, *graph.writes)):
            if site.port in ATTENTION:
                self.order.learn_plan(site.path, self.probe)
        own = fresh(self.inputs)
        method: Any = self.module.generate if self.stepped else self.module
        call: Callable[[], Any] = partial(method, *own.args, **own.kwargs)
        if not self.numbers:
            call = formal(self.module, partial(formal_generation, self.module, own) if self.stepped else call)
        if self.stepped:
            call = _noting(call)
        forward = Forward(
            self.module, call, ambient, self.order, stepped=self.stepped, overrides=overrides, seed=self.seed
        )
        for graph in self.edits:
            EditScript(graph, self.module, self.tokens, forward)
        return forward

    def without_numbers(self, module: nn.Module, order: Order) -> Job:
        """The same on the module's twin, which has no numbers."""
        inputs = on_meta(self.inputs)
        return replace(self, module=module, inputs=inputs, order=order, edits=(), seed=None, numbers=False)

    def probe(self) -> None:
        """One plain forward on the inputs, without gradients: to see how the model goes."""
        own = fresh(self.inputs)
        forward_arguments = {key: value for key, value in own.kwargs.items() if not self.stepped or key in _FORWARD}
        if self.stepped and getattr(getattr(self.module, "config", None), "is_encoder_decoder", False):
            forward_arguments.setdefault("decoder_input_ids", _first_tokens(self.module, forward_arguments))
        with torch.no_grad(), uncompiled(self.module):
            self.module(*own.args, **forward_arguments)


def _noting(generation: Callable[[], Any]) -> Callable[[], Any]:
    """The generation, which leaves its tokens behind: which of its beams they are is only known at the end."""

    def call() -> Any:
        result = generation()
        getcurrent().nnexplore_progress = getattr(result, "sequences", result)
        return result

    return call


def _first_tokens(module: Any, arguments: dict[str, Any]) -> torch.Tensor:
    """Two tokens for the decoder of a model that has an encoder as well."""
    given = next(value for value in arguments.values() if isinstance(value, torch.Tensor))
    start = getattr(module.generation_config, "decoder_start_token_id", None) or 0
    return torch.full((given.shape[0], 2), start if isinstance(start, int) else start[0], device=given.device)


_FORWARD = frozenset(
    {"decoder_input_ids", "input_ids", "attention_mask", "inputs_embeds", "pixel_values", "input_features"}
)
