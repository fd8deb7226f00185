"""``Model``: any ``nn.Module``, opened for tracing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import nn

from ..engine import Ambient, Forward, Order, Run, fresh, replay
from ..errors import GraphError, ModelError, PromptError
from ..graph import Graph, Inputs
from .handle import Handle

__all__ = ["Model"]


class Model(Handle):
    """Any ``nn.Module`` with handles for its modules; the module itself stays as it is.

    >>> net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()))
    >>> with net.trace(torch.ones(1, 3)):
    ...     hidden = net[0].output

    Raises:
        ModelError: not an ``nn.Module``.
    """

    def __init__(self, module: nn.Module) -> None:
        if not isinstance(module, nn.Module):
            raise ModelError(
                f"Model wraps a torch.nn.Module, not {type(module).__name__}; for a name or a folder use LanguageModel"
            )
        self._module = module
        self._order = Order(module)
        self._expression = ""
        super().__init__(self, "")

    @property
    def module(self) -> nn.Module:
        """The wrapped ``nn.Module``."""
        return self._module

    @property
    def expression(self) -> str:
        """Source that loads this model in a fresh kernel, where there is any."""
        return self._expression

    def load(self) -> Model:
        """Load what is not in memory yet; a plain module is."""
        return self

    def trace(self, *args: Any, **kwargs: Any) -> Run:
        """A run of the model, to be used as ``with model.trace(…) as run:``. The arguments are the forward's.

        Raises:
            PromptError: nothing to run on.
        """
        asked = Inputs(tuple(map(_kept, args)), {key: _kept(value) for key, value in kwargs.items()})
        inputs = self.encode(Inputs(args, kwargs))
        return Run(self, self.module, inputs, order=self._order, asked=asked, expression=self._expression)

    def replay(self, graph: Graph, *prompts: Any, **kwargs: Any) -> dict[str, Any]:
        """The results of a graph on this model: see ``Graph.run``."""
        encoded = [self.encode(inputs) for inputs in _inputs(graph, prompts, kwargs)]
        ambient = Ambient.now()

        def start(run: int) -> Forward:
            inputs = fresh(encoded[run])
            return Forward(self.module, inputs.args, inputs.kwargs, ambient)

        return replay(graph, self.module, start, self._order)

    def encode(self, inputs: Inputs) -> Inputs:
        """What the forward is given for what the user passed to ``trace``."""
        if not inputs.args and not inputs.kwargs:
            raise PromptError("nothing to run on: pass the inputs of the forward, model.trace(x)")
        return inputs

    def anatomy_of(self, handle: Handle, name: str) -> Handle | None:  # noqa: ARG002  for subclasses
        """The handle that a model-independent name stands for; none for a plain module."""
        return None

    def anatomy_names(self, handle: Handle) -> tuple[str, ...]:  # noqa: ARG002  for subclasses
        """The model-independent names that exist at a handle."""
        return ()


def _kept(value: Any) -> Any:
    return value.detach().clone().as_subclass(torch.Tensor) if isinstance(value, torch.Tensor) else value


def _inputs(graph: Graph, prompts: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[Inputs]:
    """One ``Inputs`` per run."""
    if not prompts and not kwargs:
        if len(graph.inputs) < graph.runs:
            raise GraphError(
                f"the graph has {graph.runs} runs and carries inputs for {len(graph.inputs)}; pass one prompt per run"
            )
        yield from graph.inputs
    elif graph.runs == 1:
        yield Inputs(prompts, kwargs)
    elif len(prompts) != graph.runs:
        raise GraphError(f"the graph has {graph.runs} runs, so it takes {graph.runs} prompts; got {len(prompts)}")
    else:
        yield from (Inputs((prompt,), kwargs) for prompt in prompts)
