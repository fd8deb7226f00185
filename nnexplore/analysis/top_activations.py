"""``top_activations``: where in a collection of texts neurons, or features, are most active."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..graph import Inputs
from ..models import LanguageModel
from .component import component_named
from .sparse_autoencoder import SparseAutoencoder
from .taken import light, taken

__all__ = ["Activation", "top_activations"]


@dataclass(frozen=True)
class Activation:
    """One token at which a neuron was active, with the text around it.

    Attributes:
        value: the activation.
        text: the number of the text, from 0.
        position: the token's position in it.
        token: the token; ``before`` and ``after`` are the tokens around it.
    """

    value: float
    text: int
    position: int
    token: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.value:.3g}  {self.before}[{self.token}]{self.after}".replace("\n", "⏎")


def top_activations(
    model: LanguageModel,
    texts: Iterable[Any],
    layer: int | SparseAutoencoder,
    neurons: Sequence[int],
    *,
    k: int = 10,
    context: int = 8,
    batch: int = 8,
) -> dict[int, list[Activation]]:
    """The tokens at which each of some neurons is most active, the highest first.

    Texts are taken from an iterator ``batch`` at a time; beside these only the best ``k`` tokens of each neuron and
    their surroundings are kept, however many texts there are.
    Source: Bills et al., "Language models can explain neurons in language models" (2023), for top activating tokens.

    Args:
        model: any causal language model whose MLP has neurons (``model.layers[i].neurons``).
        texts: prompts: texts, or lists of token ids.
        layer: of which layer; negative numbers count from the end. Or a sparse autoencoder: then it is of features.
        neurons: their numbers, or those of the features.
        k: how many tokens for each.
        context: how many tokens are shown on either side.
        batch: how many texts are run at once.

    Returns:
        For each neuron up to ``k`` activations.

    >>> for found in top_activations(model, texts, layer=3, neurons=[188], k=3)[188]:
    ...     print(found)
    >>> top_activations(model, texts, sae, [42])

    Raises:
        AnalysisError: no texts, or a layer, neuron or feature that is not there.
        ModelError: this layer has no neurons; the message says why.
    """
    blocks = len(model.load().anatomy.blocks)
    if isinstance(layer, int) and not -blocks <= layer < blocks:
        raise AnalysisError(f"there is no layer {layer}: they are 0 to {blocks - 1}")
    if min(k, batch, len(neurons)) < 1 or context < 0:
        raise AnalysisError(
            f"k, batch and the number of neurons are 1 at least; got {k}, {batch} and {len(neurons)}, context {context}"
        )
    best: dict[int, list[Activation]] = {neuron: [] for neuron in neurons}
    start = 0
    for rows in _batches(texts, batch):
        for number, ids, values in _activations(model, rows, layer, list(best)):
            for neuron, column in zip(best, values.T, strict=True):
                new = _highest(model, column, ids, start + number, k, context, best[neuron])
                best[neuron] = sorted([*best[neuron], *new], key=lambda found: -found.value)[:k]
        start += len(rows)
    if not start:
        raise AnalysisError("there are no texts to look through")
    return best


def _batches(texts: Iterable[Any], size: int) -> Iterator[list[Any]]:
    if isinstance(texts, str):
        raise AnalysisError(f"texts are several: pass a list, [{texts!r:.40}]")
    stream = iter(texts)
    while rows := list(itertools.islice(stream, size)):
        yield rows


def _activations(
    model: LanguageModel, texts: list[Any], layer: int | SparseAutoencoder, neurons: list[int]
) -> Iterator[tuple[int, list[int], Tensor]]:
    """Of each text its number in the batch, its token ids, and the activations [tokens, neurons]."""
    encoded = model.encode(Inputs((texts,))).kwargs
    ids, mask = encoded["input_ids"], encoded["attention_mask"].bool()
    with torch.no_grad(), model.trace(texts):
        if isinstance(layer, SparseAutoencoder):
            whole, what = layer.encode(light(layer.vectors(model))), ("feature", layer.place)
        else:
            whole = light(component_named("neurons").read(model.layers[layer], len(texts)))
            what = ("neuron", f"layer {layer}")
        if wrong := [one for one in neurons if not 0 <= one < whole.shape[-1]]:
            raise AnalysisError(f"there is no {what[0]} {wrong[0]} in {what[1]}: they are 0 to {whole.shape[-1] - 1}")
        values = taken(whole[..., neurons].float(), copy=False)
    for number in range(len(texts)):
        real = mask[number]
        yield number, ids[number][real].tolist(), values[number][real.to(values.device)].cpu()


def _highest(
    model: LanguageModel, column: Tensor, ids: list[int], text: int, k: int, context: int, known: list[Activation]
) -> list[Activation]:
    """The highest activations of one text [tokens], so far as they are above those that are known."""
    least = known[-1].value if len(known) == k else -torch.inf
    values, places = column.topk(min(k, len(column)))
    found = []
    for value, at in zip(values.tolist(), places.tolist(), strict=True):
        if value > least:
            strings = model.token_strings(ids[max(at - context, 0) : at + context + 1])
            own = min(at, context)
            before, after = "".join(strings[:own]), "".join(strings[own + 1 :])
            found.append(Activation(value, text, at, strings[own], before, after))
    return found
