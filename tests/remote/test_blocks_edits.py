"""A model with edits on a real server, over a socket: its graphs, sweeps, analyses; what cannot travel says so."""

from __future__ import annotations

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import ModelError, RemoteError
from nnexplore.graph import Graph, Save
from nnexplore.remote.nnsight.venue import NdifVenue
from tests.reference import generated, hooked

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
BLOCK = "transformer.h.1"
MLP = "transformer.h.0.mlp"
pytestmark = pytest.mark.usefixtures("no_grad")


@pytest.fixture(scope="module")
def edited(demo):
    """Half of what an MLP gives, and the first position of a block scaled."""
    with torch.no_grad(), demo.edit() as edited:
        edited.transformer.h[0].mlp.output *= 0.5
        edited.transformer.h[1].output[:, 0] *= 3
    return edited


def halves(value):
    return value * 0.5


def triples(value):
    return torch.cat([value[:, :1] * 3, value[:, 1:]], 1)


EDITS = {(MLP, "output"): halves, (BLOCK, "output"): triples}


def logits(demo, prompt=PROMPT, edits=EDITS):
    """By plain hooks."""
    return hooked(demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), (), edits)[0].logits


def said(demo) -> Graph:
    with demo.trace(PROMPT, defer=True) as run:
        demo.output.logits.save("said")
    return run.graph


def test_a_graph_is_carried_out_on_the_edited_model(demo, edited, server):
    there = edited.on(server)
    torch.testing.assert_close(said(demo).run(there)["said"], logits(demo))
    torch.testing.assert_close(said(demo).run(there, OTHER)["said"], logits(demo, OTHER))
    torch.testing.assert_close(said(demo).run(demo.on(server))["said"], logits(demo, edits={}))


def test_many_graphs_and_sweeps(demo, edited, server):
    with demo.trace(PROMPT) as run:
        layer = run.hole("layer", range(4))
        demo.transformer.h[layer].output[:, -1] *= 0.5
        demo.output.logits[:, -1].save("said")
    found = nnexplore.sweep(edited.on(server), run.graph)
    for number, result in enumerate(found.results):
        last = {(f"transformer.h.{number}", "output"): lambda value: torch.cat([value[:, :-1], value[:, -1:] * 0.5], 1)}
        if number == 1:
            last = {(BLOCK, "output"): lambda value: last_of(triples(value))}
        wanted = logits(demo, edits={**EDITS, **last})[:, -1]
        torch.testing.assert_close(result["said"], wanted, rtol=1e-4, atol=1e-4)


def last_of(value):
    return torch.cat([value[:, :-1], value[:, -1:] * 0.5], 1)


def test_a_generation(demo, edited, server):
    with demo.generate(PROMPT, max_new_tokens=4, min_new_tokens=4, defer=True) as run:
        for step in run.steps():
            demo.transformer.h[2].output.save(f"h{step}")
    found = run.graph.run(edited.on(server))
    ids = dict(demo.tokenizer(PROMPT, return_tensors="pt"))
    always = {(*point, None): edit for point, edit in EDITS.items()}
    options = {"max_new_tokens": 4, "min_new_tokens": 4, "do_sample": False, "pad_token_id": 0}
    _, values = generated(demo.module, ids, [("transformer.h.2", "output")], always, **options)
    for step in range(4):
        torch.testing.assert_close(found[f"h{step}"], values["transformer.h.2", "output", step])


def test_a_sparse_autoencoder_of_ones_own_travels_by_its_operations(demo, server):
    torch.manual_seed(0)
    sae = nn.Sequential(nn.Linear(128, 512), nn.ReLU(), nn.Linear(512, 128))
    with demo.edit() as spliced:
        hidden = spliced.transformer.h[1].output
        spliced.transformer.h[1].output = hidden + 0.1 * sae(hidden)
    wanted = logits(demo, edits={(BLOCK, "output"): lambda value: value + 0.1 * sae(value)})
    torch.testing.assert_close(said(demo).run(spliced.on(server))["said"], wanted, rtol=1e-4, atol=1e-4)


def test_of_an_edit_only_what_its_changes_depend_on_travels(demo, server):
    with demo.edit() as spliced:
        torch.special.airy_ai(spliced.transformer.h[0].output)
        spliced.transformer.h[0].mlp.output *= 0.5
        spliced.transformer.h[2].output.save("kept")
    assert any(isinstance(node, Save) for node in spliced.edits[0])
    wanted = logits(demo, edits={(MLP, "output"): halves})
    torch.testing.assert_close(said(demo).run(spliced.on(server))["said"], wanted)


def test_edits_that_were_taken_off_do_not_travel(demo, edited, server):
    there = edited.on(server)
    there.edits.clear()
    assert len(edited.edits) == 1
    torch.testing.assert_close(said(demo).run(there)["said"], logits(demo, edits={}))


def test_a_refusal_has_the_line_of_the_edit(demo, server):
    with demo.edit() as bad:
        weight = bad.transformer.wte.weight
        bad.transformer.h[1].output = bad.transformer.h[1].output + weight[0]
    with pytest.raises(RemoteError, match=r"line \d+: `weight = bad.*does not give weights") as refused:
        said(demo).run(bad.on(server))
    assert (refused.value.code, refused.value.detail["edit"]) == ("forbidden_operation", 0)


def test_an_edit_that_is_too_large_names_its_limit(demo, server):
    with demo.edit() as wide:
        hidden = wide.transformer.h[1].output
        wide.transformer.h[1].output = hidden + torch.cat([hidden.flatten(0, 1), torch.ones(140_000, 128)])[-1]
    with pytest.raises(RemoteError, match="bytes of tensors; this server takes 67,108,864") as refused:
        said(demo).run(wide.on(server))
    assert refused.value.code == "too_large"


def test_no_edit_goes_to_ndif(demo, edited):
    with pytest.raises(ModelError, match="1 edits, which do not travel to <nnsight here>"):
        said(demo).run(edited.on(NdifVenue(local=True)))
