"""Graphs made in code among the edits of a workspace: the numbers, what is refused, and how they are kept."""

from __future__ import annotations

import json

import pytest
import torch

from nnexplore.errors import EditError, PromptError
from nnexplore.graph import Graph, Inputs
from nnexplore.workspace import Change, Place, Recorded, Workspace
from tests.analysis.naive.forward import forward
from tests.analysis.naive.places import has
from tests.tiny import KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
IDS = [5, 17, 99, 4, 250, 31]


@pytest.fixture
def workspace(demo):
    return Workspace(demo, PROMPT, OTHER)


def close(one, other, tolerance=1e-5):
    assert float((one - other).abs().max()) <= tolerance * (1 + float(other.abs().max()))


def louder(demo, prompt=PROMPT):
    with torch.no_grad(), demo.trace(prompt) as run:
        demo.layers[1].mlp.output[:, -1] *= 3
        demo.layers[1].mlp.output.save("loud")
    return run.graph


# -- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_as_by_bare_hooks_together_with_changes(kind):
    """In place, by assignment, at two sites, between changes by hand at the same and at other sites."""
    model = tiny(kind)
    with torch.no_grad(), model.trace(IDS) as run:
        hidden = model.layers[1].output
        whole = hidden[0] if isinstance(hidden, tuple) else hidden
        whole[..., 2, :] += 0.5
        mlp = model.layers[2].mlp.output
        model.layers[2].mlp.output = mlp * 2 + mlp.mean()
    workspace = Workspace(model, IDS)
    workspace.scale("resid_post", 1, by=2.0, position=2)
    workspace.zero("mlp_out", 2, position=4)
    workspace.open(run.graph)
    workspace.scale("resid_post", 1, by=-1.0, position=3)
    workspace.set("resid_post", 0, to=0.1, position=1)

    def at(position, new):
        def change(value):
            value = value.clone()
            value[:, position] = new(value[:, position])
            return value

        return change

    def first(value):
        return at(3, lambda old: -old)(at(2, lambda old: 2 * old + 0.5)(value))

    def second(value):
        value = at(4, lambda old: 0 * old)(value)
        return value * 2 + value.mean()

    edits = {("resid_post", 0): at(1, lambda old: 0 * old + 0.1), ("resid_post", 1): first, ("mlp_out", 2): second}
    if not has(kind, "mlp_out") or kind == "gemma2" or kind == "gemma3_text":
        pytest.skip("what the mlp gives is not what it adds")
    logits, values = forward(model.module, torch.tensor([IDS]), edits)
    close(workspace.logits(), logits[0])
    close(workspace.value("resid_post", 1), values["resid_post", 1])
    close(workspace.value("mlp_out", 2), values["mlp_out", 2].reshape(workspace.value("mlp_out", 2).shape))
    assert torch.equal(workspace.graph.run(model)["logits"][0], workspace.logits())


def test_all_operations_of_code(workspace, demo):
    """Late reads, constants, tokens by text, modules applied ad hoc, weights, and results: as the live run had them."""
    vector = torch.randn(128, generator=torch.Generator().manual_seed(0))
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.transformer.h[3].mlp.c_fc.weight = demo.transformer.h[3].mlp.c_fc.weight * 1.5
        demo.layers[2].output = demo.layers[2].output + vector
        demo.layers[1].attn.output[0].save("late")
        applied = demo.lm_head(demo.transformer.ln_f(demo.layers[2].output)).save("applied")
        demo.layers[3].mlp.output[run.at(" Tower")] = 0
        logits = demo.output.logits.save("logits")
    workspace.open(run.graph, "all")
    close(workspace.logits(), logits.value[0])
    with torch.no_grad():
        results = workspace.graph.run(demo)
    assert list(results) == ["late", "applied", "logits"]
    close(results["applied"], applied.value)
    close(results["late"], demo_value(demo, "transformer.h.1.attn"))
    names: dict = {}
    exec(workspace.code, names)
    close(names["logits"].detach()[0], logits.value[0])


def demo_value(demo, path):
    found = []
    hook = demo.module.get_submodule(path).register_forward_hook(lambda _, __, out: found.append(out[0]))
    try:
        with torch.no_grad():
            demo.module(**demo.tokenizer(PROMPT, return_tensors="pt"))
    finally:
        hook.remove()
    return found[0]


def test_its_reads_see_the_changes_before_it(workspace, demo):
    """What is read in code is read in the composed run, not remembered."""
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[3].mlp.output = demo.layers[1].mlp.output.clone()
    workspace.open(run.graph)
    workspace.zero("mlp_out", 1)  # after it in the list: what is read there was not yet zero
    assert torch.equal(workspace.value("mlp_out", 3), workspace.value("mlp_out", 1, "clean"))
    workspace.edits = workspace.edits[::-1]
    assert not workspace.value("mlp_out", 3).any()
    assert workspace.value("mlp_out", 3, "clean").any()


def test_results_of_the_same_name_get_a_number(workspace, demo):
    for factor in (2, 3):
        with torch.no_grad(), demo.trace(PROMPT) as run:
            demo.layers[1].mlp.output[:, -1] *= factor
            demo.layers[1].mlp.output.save("loud")
        workspace.open(run.graph)
    workspace.zero("mlp_out", 2)
    assert workspace.graph.saves == ("loud", "loud_2", "logits")
    with torch.no_grad():
        results = workspace.graph.run(demo)
    bare = demo_mlp(demo)
    close(results["loud"][0, -1], 6 * bare[0, -1])  # a value is the tensor itself, which the later graph changes


def demo_mlp(demo):
    found = []
    hook = demo.module.transformer.h[1].mlp.register_forward_hook(lambda _, __, out: found.append(out.clone()))
    try:
        with torch.no_grad():
            demo.module(**demo.tokenizer(PROMPT, return_tensors="pt"))
    finally:
        hook.remove()
    return found[0]


def test_the_lens_has_it_in_force(workspace, demo):
    workspace.open(louder(demo))
    lens = workspace.lens()
    close(lens.answer, workspace.logits().float().softmax(-1))
    assert not torch.equal(lens.answer, workspace.lens("clean").answer)


def test_the_lens_refuses_what_is_changed_behind_the_last_block(workspace, demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.transformer.ln_f.output[0, -1] = 0
    workspace.open(run.graph)
    with pytest.raises(EditError, match=r"changes transformer\.ln_f\.output, behind the last block"):
        workspace.lens()
    workspace.replace(0, on=False)
    assert torch.equal(workspace.lens().probabilities, workspace.lens("clean").probabilities)


# -- what a workspace writes it can open ---------------------------------------------------------------


def test_a_workspace_opens_its_own_graph(workspace, demo):
    workspace.copy("resid_post", -1, position=2)
    workspace.copy("head_out", 1, head=2, position=3, source={"position": 4})
    workspace.scale("mlp_out", 2, by=0.5)
    again = Workspace(demo)
    again.open(workspace.graph)
    assert (again.prompt, again.other) == (PROMPT, OTHER)
    assert torch.equal(again.logits(), workspace.logits())
    assert again.graph.saves == ("logits",)
    assert len(again.graph) == len(workspace.graph)
    third = Workspace(demo, PROMPT, OTHER)
    third.copy("resid_post", 2, position=1)
    third.open(again.graph)
    workspace.copy("resid_post", 2, position=1)
    assert torch.equal(third.logits(), workspace.logits())


def test_two_runs_of_code_are_opened(workspace, demo):
    with torch.no_grad(), demo.trace() as block:
        with block.invoke(OTHER):
            copied = demo.layers[0].input[:, 2]
        with block.invoke(PROMPT):
            demo.layers[0].input[:, 2] = copied
            logits = demo.output.logits
    found = Workspace(demo)
    found.open(block.graph)
    assert (found.prompt, found.other) == (PROMPT, OTHER)
    close(found.logits(), logits.value[0])
    found.other = PROMPT
    assert torch.equal(found.logits(), found.logits("clean"))


# -- the list ----------------------------------------------------------------------------------------


def test_it_is_listed_switched_renamed_undone_and_removed(workspace, demo):
    heard = []
    workspace.on("edits", lambda: heard.append(len(workspace.edits)))
    workspace.zero("mlp_out", 2)
    found = workspace.open(louder(demo))
    assert str(found) == "graph that changes transformer.h.1.mlp.output"
    assert workspace.edits[1] is found
    assert workspace.changes == (Change(Place("mlp_out", 2)),)
    changed = workspace.logits()
    workspace.replace(1, on=False)
    assert not torch.equal(workspace.logits(), changed)
    workspace.replace(1, on=True, name="louder")
    assert torch.equal(workspace.logits(), changed)
    assert "1: louder" in repr(workspace)
    workspace.open(stronger(demo), "louder")
    assert [str(edit) for edit in workspace.edits] == ["zero mlp_out 2", "louder"]
    assert not torch.equal(workspace.logits(), changed)
    workspace.undo()
    assert torch.equal(workspace.logits(), changed)
    workspace.remove(1)
    assert len(workspace.edits) == 1
    assert heard == [1, 2, 2, 2, 2, 2, 1]


def stronger(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].mlp.output[:, -1] *= 9
    return run.graph


def test_the_same_graph_is_opened_once(workspace, demo):
    graph = louder(demo)
    workspace.open(graph)
    workspace.open(graph)
    assert len(workspace.edits) == 1
    workspace.undo()
    assert workspace.edits == ()


def test_it_is_kept_as_text(workspace, demo):
    workspace.open(louder(demo), "louder")
    workspace.replace(0, on=False)
    again = Workspace.from_json(workspace.to_json(), demo)
    assert again.edits == workspace.edits
    again.replace(0, on=True)
    workspace.replace(0, on=True)
    assert torch.equal(again.logits(), workspace.logits())
    assert Recorded.of_data(workspace.edits[0].as_data()) == workspace.edits[0]


def test_its_tensors_are_its_own(workspace, demo):
    """A tensor of the user's that is changed afterwards changes nothing here."""
    vector = torch.ones(128)
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].output += vector
    workspace.open(run.graph)
    before = workspace.logits()
    vector.zero_()
    workspace.zero("mlp_out", 3)
    workspace.undo()
    workspace._values.clear()
    assert torch.equal(workspace.logits(), before)


def test_what_differs_in_a_number_is_another(workspace, demo):
    one, two = Recorded.of(louder(demo)), Recorded.of(stronger(demo))
    assert one != two
    assert repr(one) != repr(two)
    assert Recorded.of(louder(demo)).key == one.key


# -- prompts -----------------------------------------------------------------------------------------


def test_it_brings_its_prompt(demo):
    workspace = Workspace(demo, OTHER)
    workspace.open(louder(demo))
    assert workspace.prompt == PROMPT
    ids = demo.tokenizer(PROMPT)["input_ids"]
    told = []
    workspace.on("prompts", lambda: told.append(1))
    workspace.open(louder(demo, ids))
    assert workspace.prompt == PROMPT
    assert told == []
    assert len(workspace.edits) == 1


def test_undo_gives_back_the_prompt_that_was_there(demo):
    workspace = Workspace(demo, OTHER)
    first = workspace.zero("mlp_out", 2)
    kept = workspace.logits()
    found = workspace.open(louder(demo))
    assert (workspace.prompt, workspace.edits) == (PROMPT, (first, found))
    changed = workspace.logits()
    workspace.undo()
    assert (workspace.prompt, workspace.edits) == (OTHER, (first,))
    assert torch.equal(workspace.logits(), kept)
    workspace.redo()
    assert (workspace.prompt, workspace.edits) == (PROMPT, (first, found))
    assert torch.equal(workspace.logits(), changed)


def test_without_a_prompt_of_its_own_it_takes_the_workspaces(workspace, demo):
    graph = louder(demo)
    workspace.open(Graph(graph.nodes))
    assert workspace.prompt == PROMPT


def test_a_prompt_that_it_does_not_fit_is_refused(workspace, demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].mlp.output[:, 7] *= 2
    workspace.open(run.graph)
    with pytest.raises(EditError, match=r"does not fit the model or the prompts: .*out of bounds"):
        workspace.prompt = "The Louvre is in"
    assert workspace.prompt == PROMPT
    assert len(workspace.edits) == 1


# -- what is refused -----------------------------------------------------------------------------------


def generated(demo):
    with demo.generate(PROMPT, max_new_tokens=2) as run:
        for _ in run.steps():
            demo.layers[1].output[:] *= 2
    return run.graph


def graded(demo):
    with demo.trace(PROMPT) as run:
        demo.layers[1].output.save("x")
        demo.output.logits.sum().backward()
    return run.graph


def holed(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[run.hole("layer", range(2))].output[:] *= 2
    return run.graph


def three(demo):
    with torch.no_grad(), demo.trace() as block:
        for _ in range(3):
            with block.invoke(PROMPT):
                demo.layers[1].output[:] *= 2
    return block.graph


def other_changed(demo):
    with torch.no_grad(), demo.trace() as block:
        with block.invoke(OTHER):
            hidden = demo.layers[1].output
            hidden[:, -1] = 0
        with block.invoke(PROMPT):
            demo.layers[2].output[:, -1] = hidden[:, -1]
    return block.graph


def strange(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].output = torch.ops.aten.mul(demo.layers[1].output, 2)
    return run.graph


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (generated, "this graph generates text; what can be opened is the graph of model.trace"),
        (graded, "uses gradients"),
        (holed, r"has holes \(layer\): fill them first"),
        (three, "has 3 runs: at most two, first the other prompt"),
        (other_changed, "changes the run of the first prompt"),
        (strange, r"cannot be opened: node %1 .*not in nnexplore's table of operations"),
        (lambda demo: Graph(louder(demo).nodes, (Inputs((PROMPT, OTHER)),)), "was not fed one text"),
        (lambda demo: Graph(()), "nothing to open"),
        (lambda demo: "graph", r"got str: give `run\.graph`"),
        (lambda demo: Graph(louder(demo).nodes, (Inputs(([PROMPT, OTHER],)),)), "one prompt"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_all_stays(workspace, demo, make, message):
    workspace.zero("mlp_out", 1)
    before = workspace.edits, workspace.prompt, workspace.other, workspace.can
    with pytest.raises((EditError, PromptError), match=message):
        workspace.open(make(demo))
    assert (workspace.edits, workspace.prompt, workspace.other, workspace.can) == before


def test_a_graph_of_another_model_is_refused(workspace):
    model = tiny("llama")
    with torch.no_grad(), model.trace(IDS) as run:
        model.layers[1].output[:] *= 2
    with pytest.raises(EditError, match=r"does not fit the model: it has no module model\.layers\.1"):
        workspace.open(Graph(run.graph.nodes))


def test_another_text_is_no_graph(demo):
    text = json.dumps({"schema": 1, "prompts": [PROMPT, None], "edits": [{"graph": {}, "name": "", "on": True}]})
    with pytest.raises(EditError, match="no graph that a workspace wrote"):
        Workspace.from_json(text, demo)
