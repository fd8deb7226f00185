"""``lens_graph``: the logit lens as an intervention graph: reads, in-place changes, one growing write, its results.

What is looked at is stacked as rows of one batch at the input of the final norm, and the model's own tail (norm,
unembedding, soft cap, scaling) does the rest, in the same forward pass: so it is exact on every architecture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from torch import Tensor

from ..engine.tree import leaves
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from .edit import Edit
from .tail_nodes import TailNodes
from .taken import forms_at

if TYPE_CHECKING:
    from .tuned_lens import TunedLens

__all__ = ["PARTS", "lens_graph"]

PARTS = ("resid_post", "resid_mid", "attn_out", "mlp_out")
"""What a lens can be of. Only the first has a row for the embeddings, layer −1."""


def lens_graph(
    model: LanguageModel,
    prompt: Any,
    other: Any = None,
    edits: Sequence[Edit] = (),
    *,
    component: str = "resid_post",
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    lens: TunedLens | None = None,
) -> Graph:
    """The graph of a lens; ``logit_lens`` says more of what goes in.

    Args:
        model: any causal language model.
        prompt: text, or the token ids of one prompt.
        other: the prompt that edits copy from.
        edits: changes of the stream.
        component: one of ``PARTS``.
        layers: the rows, in ascending order; all by default. −1 is the embedding.
        positions: all by default.
        lens: translators of the rows.

    Returns:
        A graph with the result "probabilities" [row, position, vocab]; and "answer" [position, vocab], the model's
        own, where that is not the last row.

    Raises:
        ModelError: the model has no such part, or no tail; the message says why.
    """
    last = len(model.load().anatomy.blocks) - 1
    of_stream = component == "resid_post"
    wanted = range(-1 if of_stream else 0, last + 1) if layers is None else layers
    build = Builder()
    streams = _Values(model, build, "resid_post", range(-1, last + 1))
    parts = streams if of_stream else _Values(model, build, component, wanted)
    edits = sorted(edits, key=lambda edit: (edit.layer, edit.position))
    copied = {edit: streams.vector(edit, run=0) for edit in edits if edit.kind == "copy"}
    run, rows = 1 if copied else 0, []
    for layer in range(-1, last + 1):
        part = parts.read(layer, run) if layer in wanted else None
        for edit in edits:
            if edit.layer == layer:
                where = slice(None), edit.position
                build.call("Tensor.__setitem__", streams.read(layer, run), where, copied.get(edit, 0.0))
        if part:
            rows.append(lens.translated(build, part, layer) if lens else part)
    tail = TailNodes(model, build, run, len(model.tokens(prompt)))
    if of_stream and last in wanted:
        build.save("probabilities", tail.probabilities(rows, positions))
    else:
        whole = tail.probabilities([*rows, streams.read(last, run)], positions)
        build.save("answer", build.call("Tensor.__getitem__", whole, -1))
        build.save("probabilities", build.call("Tensor.__getitem__", whole, slice(None, -1)))
    prompts = [*[other] * bool(copied), prompt, *tail.prompts]
    return build.graph(*(Inputs((text,)) for text in prompts), model=model.expression)


class _Values:
    """Reads of what each layer has of a component, once per run, in the form [1, tokens, width]."""

    def __init__(self, model: LanguageModel, build: Builder, component: str, layers: Iterable[int]) -> None:
        self._build = build
        self._places = {layer: _place(model, component, layer) for layer in layers}
        self._copied = component != "resid_post"  # the model may go on in place (Falcon adds to what its MLP gave)
        sites = [site for site, _ in self._places.values()]
        self._forms = _forms(model, sites) if self._copied else _stream_forms(model, sites)
        self._known: dict[tuple[int, int], Ref] = {}

    def read(self, layer: int, run: int) -> Ref:
        if (layer, run) not in self._known:
            self._known[layer, run] = self._read(*self._places[layer], run)
        return self._known[layer, run]

    def vector(self, edit: Edit, run: int) -> Ref:
        return self._build.call("Tensor.__getitem__", self.read(edit.layer, run), (slice(None), edit.position))

    def _read(self, site: Site, scale: float, run: int) -> Ref:
        structured, flat = self._forms[site]
        value = self._build.read(site, run)
        if structured:
            value = self._build.call("getitem", value, 0)
        if flat:  # OPT has batch and tokens in one dimension
            value = self._build.call("Tensor.unsqueeze", value, 0)
        if scale != 1.0:
            return self._build.call("Tensor.mul", value, scale)
        return self._build.call("Tensor.clone", value) if self._copied else value


def _place(model: LanguageModel, component: str, layer: int) -> tuple[Site, float]:
    """Where a component of a layer passes, and with what factor the stream takes it up."""
    blocks = model.anatomy.blocks
    if component == "resid_post":
        return (Site(blocks[0], "input") if layer < 0 else Site(blocks[layer], "output")), 1.0
    place = model.probe.blocks[layer].place(component)
    return Site(place.path, place.port), place.scale


def _forms(model: LanguageModel, sites: Sequence[Site]) -> dict[Site, tuple[bool, bool]]:
    """Of each site whether its value is a tuple or list, and whether tensors there have no dimension for the batch."""
    found = forms_at(model, sites)
    firsts = {site: next(leaf for _, leaf in leaves(value)) for site, value in found.items()}
    return {site: (not isinstance(value, Tensor), firsts[site].dim() == 2) for site, value in found.items()}


def _stream_forms(model: LanguageModel, sites: Sequence[Site]) -> dict[Site, tuple[bool, bool]]:
    """The same of the stream, where all blocks give what the first one gives: no need to run them all."""
    first = Site(model.anatomy.blocks[0], "output")
    alike = _forms(model, [first])[first]
    return {site: alike if site.port == "output" else (False, False) for site in sites}
