"""``SparseAutoencoder``: a sparse autoencoder at a place of the model, read and written as features in a trace.

Stops at the trace: what features count for is in ``sparse_features``, ``feature_attribution``, ``feature_ablation``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from ..engine import open_run
from ..engine.tree import leaves, map_tensors
from ..errors import AnalysisError, NnexploreError
from ..models import LanguageModel
from .component import Component, component_named
from .taken import taken

__all__ = ["SparseAutoencoder"]

_COMPONENTS = ("resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "neurons", "head_out")


class SparseAutoencoder:
    """A sparse autoencoder and where it sits: a component of one layer, whose vectors it takes apart into features.

    Attributes:
        module: what was given.
        layer: of which layer; a negative number counts from the end.
        component: "resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "neurons", or "head_out": the values
            of all heads beside each other, head 0 first.

    Args:
        module: anything with ``encode``, vectors [batch, tokens, width] to features [batch, tokens, features], and
            ``decode``, the way back: an SAE of SAELens, a module of your own. Its weights stay as they are. It is
            given values in the dtype of its own parameters, on their device.

    >>> sae = nnexplore.analysis.SparseAutoencoder(module, layer=2, component="resid_post")
    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     features = sae.read(model)
    ...     features[:, -1, 42] = 0
    ...     sae.write(model, features)
    ...     logits = model.output.logits

    Raises:
        AnalysisError: a module without ``encode`` and ``decode``, or a component that is not one of these.
    """

    def __init__(self, module: Any, *, layer: int, component: str = "resid_post") -> None:
        if missing := [name for name in ("encode", "decode") if not callable(getattr(module, name, None))]:
            raise AnalysisError(
                f"a sparse autoencoder has encode(vectors) and decode(features); {type(module).__name__} has no "
                f"{' and no '.join(missing)}. Give it such a method, or wrap two functions: "
                "types.SimpleNamespace(encode=…, decode=…)"
            )
        if component not in _COMPONENTS:
            raise AnalysisError(f"a sparse autoencoder sits at {', '.join(map(repr, _COMPONENTS))}; got {component!r}")
        self.module, self.layer, self.component = module, operator.index(layer), component

    def __repr__(self) -> str:
        return f"<SparseAutoencoder {type(self.module).__name__} at {self.place}>"

    @property
    def place(self) -> str:
        """Where it sits, in words."""
        return f"{self.component} of layer {self.layer}"

    # -- in a trace ----------------------------------------------------------------------------

    def read(self, model: LanguageModel) -> Any:
        """The features of the value at this place, in a trace: [batch, tokens, features], a copy of your own.

        Changing them changes nothing in the model before they are written. With autograd on they have a gradient
        once they were written and ``backward()`` was called.

        >>> with model.trace(prompt):
        ...     features = sae.read(model)

        Raises:
            AnalysisError: no such layer, or a module that does not fit the value there; the message says both widths.
            ModelError: the architecture has no such component; the message says why.
        """
        features = self.encode(self.vectors(model)).clone()  # a ReLU needs its own output for the way back
        if features.requires_grad:
            features.retain_grad()
        return features

    def write(self, model: LanguageModel, features: Tensor, *, error: bool = True) -> None:
        """Put features in the place of those that are there, in a trace.

        The new value is what they decode to and the error of the autoencoder, ``x - decode(encode(x))`` of the value
        before. So unchanged features change nothing, the gradient at the features is that of the metric along their
        decoder directions, and that of everything before is as it is without the autoencoder. Where the model has
        passed this place, it goes on from here a second time.
        Source: Marks et al., "Sparse Feature Circuits" (2024), section 2, for the error term.

        Args:
            model: the model of the trace.
            features: [batch, tokens, features], as ``read`` gives them.
            error: whether the error is added; without it the model goes on with the bare reconstruction.

        Raises:
            AnalysisError: features of another shape, or as ``read``.
        """
        value = self.vectors(model)
        if not error:
            self.put(model, _like(self.decode(features, value), value))
            return
        before = self.encode(value)
        change = self.decode(features, value) - self.decode(before, value)
        self.put(model, value + _like(change, value))  # so written, no change is none to the last bit

    def vectors(self, model: LanguageModel) -> Any:
        """The vectors at this place, in a trace: [batch, tokens, width], a copy.

        Raises:
            AnalysisError: no such layer.
            ModelError: the architecture has no such component; the message says why.
        """
        block, part = self._block(model), self._part
        found = part.read(block, _rows(model))
        return (found.transpose(1, 2).flatten(2) if part.of_attention else found).clone()

    def put(self, model: LanguageModel, vectors: Tensor) -> None:
        """Put vectors [batch, tokens, width] in this place, in a trace.

        Raises:
            AnalysisError: no such layer.
        """
        block, part = self._block(model), self._part
        owner = block.attn if part.of_attention else block
        whole = getattr(owner, part.port)  # replaced, not changed in place: what autograd needs of it stays
        first, old = next(iter(leaves(whole)))
        new = vectors  # no sizes of this prompt: the graph is for other prompts too
        if part.of_attention:
            new = vectors.unflatten(2, (old.shape[1], -1)).transpose(1, 2)
        elif old.dim() == 2:
            new = vectors.flatten(0, 1)
        setattr(owner, part.port, map_tensors(lambda path, leaf: new if path == first else leaf, whole))

    # -- anywhere ------------------------------------------------------------------------------

    def encode(self, value: Tensor) -> Any:
        """The features of vectors, in the dtype of the module.

        Raises:
            AnalysisError: vectors that do not fit the module, or features that do not fit the vectors.
        """
        advice = f"Take an autoencoder that was trained on {self.place}: it has vectors {value.shape[-1]} wide"
        features = self._apply("encode", self.module.encode, self._as_own(value), advice)
        if features.dim() != value.dim() or features.shape[:-1] != value.shape[:-1]:
            raise AnalysisError(
                f"encode of {type(self.module).__name__} gave {list(features.shape)} for vectors {list(value.shape)}: "
                "expected one row of features for each vector, [batch, tokens, features]"
            )
        return features

    def decode(self, features: Tensor, value: Tensor | None = None) -> Any:
        """The vectors that features stand for, in the dtype of the module; with ``value``, seen to have its shape.

        Raises:
            AnalysisError: features that do not fit the module, or vectors that do not fit the place.
        """
        if not isinstance(features, Tensor):
            raise AnalysisError(
                f"features are a tensor [batch, tokens, features], as read gives it; got {type(features).__name__}"
            )
        try:
            decoded = self._decoded(features)
        except AttributeError:  # SAELens with normalize_activations takes up what encode left, once
            if value is None:
                raise
            self.encode(value)
            decoded = self._decoded(features)
        if value is not None and decoded.shape != value.shape:
            raise AnalysisError(
                f"decode of {type(self.module).__name__} gave {list(decoded.shape)} for features "
                f"{list(features.shape)}; {self.place} is {list(value.shape)} here"
            )
        return decoded

    def direction(self, model: LanguageModel, feature: int) -> Tensor:
        """What one unit of a feature adds to the value, alone: its decoder direction, float32 [width].

        Where an autoencoder normalises what it is given, it is in the scale of the prompt that is token 0.

        >>> nnexplore.analysis.promoted_tokens(model, sae.direction(model, 42))

        Raises:
            AnalysisError: no such feature, or a module that does not fit.
        """
        with torch.no_grad():
            with model.trace([0]):
                value = taken(self.vectors(model), copy=False)
            none = torch.zeros_like(self.encode(value))
            if not -none.shape[-1] <= feature < none.shape[-1]:
                raise AnalysisError(f"there is no feature {feature}: they are 0 to {none.shape[-1] - 1}")
            one = none.clone()
            one[..., feature] = 1
            both = self.decode(one, value) - self.decode(none, value)
        return torch.as_tensor(both).reshape(-1).to(value.device).float()

    # -- below ---------------------------------------------------------------------------------

    @property
    def _part(self) -> Component:
        return component_named(self.component)

    def _block(self, model: LanguageModel) -> Any:
        count = len(model.anatomy.blocks)
        if not -count <= self.layer < count:
            raise AnalysisError(f"there is no layer {self.layer}: they are 0 to {count - 1}")
        return model.layers[self.layer]

    def _decoded(self, features: Tensor) -> Any:
        return self._apply(
            "decode", self.module.decode, self._as_own(features), "Pass all features, as read gives them"
        )

    def _apply(self, name: str, function: Callable[..., Any], given: Tensor, advice: str) -> Any:
        """The method on a tensor; a tensor that it does not take is an error of ours."""
        who = f"{name} of {type(self.module).__name__}"
        try:
            found = function(given)
        except NnexploreError:
            raise
        except (RuntimeError, ValueError) as error:
            raise AnalysisError(
                f"{who} does not take {list(given.shape)} for {self.place}: {error}. {advice}"
            ) from error
        if not isinstance(found, Tensor) or not found.dim():
            shown = f"{type(found).__name__} {found!r:.60}"
            raise AnalysisError(f"{who} gives a tensor, the last dimension the features or the width; got {shown}")
        return found

    def _as_own(self, value: Tensor) -> Tensor:
        """A value in the dtype of the module's parameters, on their device."""
        known = self.module.parameters() if isinstance(self.module, nn.Module) else ()
        like = next((one for one in known if one.is_floating_point()), None)
        return value if like is None else _like(value, like)


def _like(value: Tensor, other: Tensor) -> Tensor:
    """A tensor in the dtype and on the device of another; itself where it is. A deferred value is on no device."""
    there = value.device == other.device or value.is_meta or other.is_meta
    value = value if value.dtype == other.dtype else value.to(other.dtype)
    return value if there else value.to(other.device)


def _rows(model: LanguageModel) -> int:
    """How many prompts the open run of a model has; some models have batch and tokens in one dimension."""
    run: Any = open_run(model)
    return 1 if run is None else int(next(leaf for _, leaf in leaves(run.inputs)).shape[0])
