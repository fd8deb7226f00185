"""The workspace: changes as data, one graph of them, one history, and everybody hears of all."""

from __future__ import annotations

import gc
import weakref

import pytest
import torch

import nnexplore
from nnexplore.analysis import Edit, logit_lens
from nnexplore.errors import EditError, ModelError, PromptError
from nnexplore.graph import Graph
from nnexplore.workspace import Change, Place, Selection, Workspace
from tests.analysis.naive.forward import forward
from tests.analysis.naive.places import HEADS, has
from tests.tiny import KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
SHORTER = "The Colosseum is in the city of"
IDS = [5, 17, 99, 4, 250, 31]
OTHERS = [6, 45, 98, 1000, 12, 30]


@pytest.fixture
def workspace(demo):
    return Workspace(demo, PROMPT, OTHER)


def close(one, other, tolerance=1e-5):
    assert float((one - other).abs().max()) <= tolerance * (1 + float(other.abs().max()))


def stream(model, component, layer):
    """A component's value by bare hooks, heads in front."""
    _, values = forward(model.module, torch.tensor([IDS]), reads=[(component, layer)])
    value = values[component, layer]
    return value.transpose(1, 2) if component in HEADS else value


# -- numbers ---------------------------------------------------------------------------------------


COMPONENTS = ["resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "neurons", "head_out", "head_pattern"]


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_change_is_as_by_bare_hooks(kind, component):
    model = tiny(kind)
    if not has(kind, component):
        with pytest.raises(ModelError, match="resid_mid"):
            Workspace(model, IDS).zero(component, 1)
        return
    at = {"head": 1, "position": 2} if component.startswith("head") else {"position": 2}
    index = {"head_out": (0, 2, 1), "head_pattern": (0, 1, 2)}.get(component, (0, 2))
    _, values = forward(model.module, torch.tensor([OTHERS]), reads=[(component, 1)])
    copied = values[component, 1][index]

    def edit(new):
        def change(value):
            value = value.clone()
            value[index] = new(value[index])
            return value

        return {(component, 1): change}

    for make, new in (
        (lambda one: one.zero(component, 1, **at), lambda old: 0 * old),
        (lambda one: one.set(component, 1, to=0.3, **at), lambda old: 0 * old + 0.3),
        (lambda one: one.scale(component, 1, by=-1.5, **at), lambda old: -1.5 * old),
        (lambda one: one.copy(component, 1, **at), lambda old: copied),
    ):
        workspace = Workspace(model, IDS, OTHERS)
        make(workspace)
        logits, _ = forward(model.module, torch.tensor([IDS]), edit(new))
        # the hooks reach resid_mid by what attention adds, which rounds twice
        close(workspace.logits(), logits[0], 2e-4 if component == "resid_mid" else 1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_those_of_the_model(kind):
    model = tiny(kind)
    workspace = Workspace(model, IDS)
    for component in COMPONENTS:
        if has(kind, component):
            expected = stream(model, component, 2)
            close(workspace.value(component, 2).reshape(expected.shape), expected)


def test_granite_takes_up_what_was_set():
    """What its attention adds is multiplied on the way to the stream; a number is what the stream is given."""
    model = tiny("granite")
    workspace = Workspace(model, IDS)
    workspace.set("attn_out", 1, to=0.7, position=3)
    before, after = workspace.values([Place("resid_pre", 1), Place("resid_mid", 1)])
    close((after - before)[0, 3], torch.full_like(before[0, 3], 0.7))
    close(workspace.value("attn_out", 1), after - before)
    close(workspace.value("attn_out", 1, "clean")[0, :3], (after - before)[0, :3])


def test_many_changes_are_made_in_the_order_of_the_model(workspace, demo):
    """Whatever the order in which they were clicked."""
    workspace.zero("mlp_out", 3, position=7)
    workspace.scale("head_out", 0, by=2.0, head=1)
    workspace.set("head_pattern", 2, to=0.5, head=0, position=4, key=1)
    workspace.copy("resid_post", -1, position=2)
    workspace.scale("transformer.h.1.mlp.c_fc", by=0.5)
    with torch.no_grad(), demo.trace() as block:
        with block.invoke(OTHER):
            copied = demo.layers[0].input[:, 2]
        with block.invoke(PROMPT):
            demo.layers[0].input[:, 2] = copied
            demo.layers[0].attn.heads[:, 1] *= 2
            demo.transformer.h[1].mlp.c_fc.output *= 0.5
            demo.layers[2].attn.pattern[:, 0, 4, 1] = 0.5
            demo.layers[3].mlp_out[:, 7] = 0
            logits = demo.output.logits
    close(workspace.logits(), logits.value[0])
    assert torch.equal(workspace.graph.run(demo)["logits"][0], workspace.logits())


def test_the_three_runs(workspace, demo):
    workspace.copy("resid_post", -1, position=1)
    workspace.copy("resid_post", -1, position=2)
    assert [workspace.top(1, run)[0][0] for run in ("clean", "other", "edited")] == [" Paris", " Berlin", " Berlin"]
    with torch.no_grad():
        close(workspace.logits("clean"), demo.module(**demo.tokenizer(PROMPT, return_tensors="pt")).logits[0])
    assert sum(value for _, value in workspace.top(1534)) == pytest.approx(1, abs=1e-4)


def test_a_copy_from_another_position(demo):
    workspace = Workspace(demo, "The capital of France is", "Everybody knows that the capital of Italy is")
    workspace.copy("resid_post", -1, position=3, source={"position": -2})
    assert workspace.edits[0].source == {"position": len(workspace.other_tokens) - 2}
    assert workspace.tokens[3] == " France"
    assert workspace.other_tokens[-2] == " Italy"
    assert workspace.top(1)[0][0] == " Rome"


def test_what_is_known_is_not_computed_again(workspace, demo):
    runs = []
    handle = demo.module.register_forward_pre_hook(lambda *_: runs.append(1))
    try:
        workspace.values([Place("head_pattern", layer) for layer in range(4)])
        assert len(runs) == 1
        runs.clear()
        workspace.value("head_pattern", 2)
        assert not runs
        workspace.zero("head_out", 2, head=1)
        workspace.undo()
        runs.clear()
        workspace.value("head_pattern", 2)
        assert not runs
    finally:
        handle.remove()


@pytest.mark.parametrize("kind", [*KINDS, "gpt_bigcode", "granite", "cohere2"])
def test_the_lens_has_all_changes_in_force(kind):
    model = tiny(kind)
    workspace = Workspace(model, IDS, OTHERS)
    assert torch.equal(workspace.lens("clean").probabilities, logit_lens(model, IDS).probabilities)
    workspace.copy("resid_post", 0, position=2)
    workspace.zero("resid_post", -1, position=4)
    edits = [Edit(0, 2, "copy"), Edit(-1, 4, "zero")]
    assert torch.equal(workspace.lens().probabilities, logit_lens(model, IDS, other=OTHERS, edits=edits).probabilities)
    workspace.scale("head_out", 1, by=-2.0, head=1)
    lens = workspace.lens()
    close(lens.answer, workspace.logits().float().softmax(-1))
    close(lens.probabilities[-1], lens.answer)
    assert torch.equal(lens.graph.run(model)["probabilities"], lens.probabilities)
    parts = workspace.lens(component="attn_out")
    assert torch.allclose(parts.answer, lens.answer, atol=1e-6)
    close(
        parts.probabilities[0], logit_lens(model, IDS, other=OTHERS, edits=edits, component="attn_out").probabilities[0]
    )


def test_the_lens_of_what_is_changed_behind_the_last_block(workspace):
    workspace.scale("transformer.ln_f", by=0.5)
    workspace.set("lm_head", to=99.0, **{"0": 7, "1": 42})
    lens = workspace.lens()
    assert lens.top(1)[0][:, 7].flatten().tolist() == [42] * 5
    close(lens.answer, workspace.logits().softmax(-1))


# -- the graph and the code ------------------------------------------------------------------------


def test_the_code_gives_the_same(workspace):
    workspace.copy("resid_post", 1, position=3)
    workspace.zero("mlp_out", 2)
    names: dict = {}
    exec(workspace.code, names)
    assert torch.equal(names["logits"].detach()[0], workspace.logits())
    assert f"block.invoke({PROMPT!r})" in workspace.code


def test_the_graph_is_data(workspace, demo):
    workspace.scale("head_out", 1, by=0.5, head=2)
    again = Graph.from_json(workspace.graph_of({"pattern": Place("head_pattern", 3)}).to_json())
    assert torch.equal(again.run(demo)["pattern"], workspace.value("head_pattern", 3))


def test_a_workspace_is_kept_as_text(workspace, demo):
    workspace.copy("resid_post", 1, position=3, source={"position": 2})
    workspace.set("head_pattern", 0, to=0.25, head=1, position=5, key=2)
    workspace.replace(0, name="the subject")
    workspace.replace(1, on=False)
    again = Workspace.from_json(workspace.to_json(), demo)
    assert again.edits == workspace.edits
    assert (again.prompt, again.other) == (PROMPT, OTHER)
    assert torch.equal(again.logits(), workspace.logits())
    again.undo()
    assert again.edits == workspace.edits


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 9}', '{"schema": 1, "prompts": ["a"], "edits": [{}]}'])
def test_another_text_is_refused(demo, text):
    with pytest.raises(EditError, match=r"no workspace|schema|no change"):
        Workspace.from_json(text, demo)


# -- the list of changes ---------------------------------------------------------------------------


def test_a_part_has_one_change(workspace):
    workspace.zero("mlp_out", 2, position=-1)
    workspace.scale("mlp_out", -2, by=3.0, position=7)
    assert [str(change) for change in workspace.edits] == ["scale mlp_out 2, position 7 by 3"]


def test_undo_redo_clear_and_remove(workspace):
    first, second = workspace.zero("mlp_out", 0), workspace.zero("mlp_out", 1)
    workspace.remove(0)
    assert workspace.edits == (second,)
    workspace.undo()
    assert workspace.edits == (first, second)
    workspace.clear()
    workspace.undo()
    workspace.undo()
    assert workspace.edits == (first,)
    workspace.redo()
    assert workspace.edits == (first, second)
    for _ in range(5):
        workspace.undo()
    assert workspace.edits == ()


def test_switched_off_a_change_stays_in_the_list(workspace):
    workspace.zero("resid_post", 2)
    changed = workspace.logits()
    workspace.replace(0, on=False)
    assert len(workspace.edits) == 1
    assert torch.equal(workspace.logits(), workspace.logits("clean"))
    workspace.replace(0, on=True)
    assert torch.equal(workspace.logits(), changed)


def test_what_changes_nothing_is_no_step(workspace):
    heard = []
    workspace.on("edits", lambda: heard.append(workspace.edits))
    workspace.zero("mlp_out", 2)
    workspace.zero("mlp_out", 2)
    workspace.undo()
    workspace.undo()
    assert heard == [(Change(Place("mlp_out", 2)),), ()]


def test_everybody_hears_until_they_stop(workspace):
    heard = []
    stops = [
        workspace.on(event, lambda event=event: heard.append(event)) for event in ("edits", "selection", "prompts")
    ]
    workspace.zero("mlp_out", 2)
    workspace.select(layer=2, head=1)
    workspace.select(layer=2)
    workspace.prompt = "The Colosseum is in the city of"
    assert heard == ["edits", "selection", "prompts"]
    assert workspace.selection == Selection(layer=2, head=1)
    for stop in stops:
        stop()
        stop()
    workspace.clear()
    assert len(heard) == 3
    with pytest.raises(ValueError, match="'edits', 'selection', 'prompts'; got 'colour'"):
        workspace.on("colour", print)


# -- what does not fit -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda one: one.zero("mlp_out", 9), "there is no layer 9 of mlp_out: they are 0 to 3"),
        (lambda one: one.zero("resid_post", 4), r"0 to 3 \(-1 is the embeddings\)"),
        (lambda one: one.zero("mlps", 1), "there is no component 'mlps'; there are resid_pre, "),
        (lambda one: one.zero("mlp_out", 1, head=2), "mlp_out 1 has no axis 'head'; it has position, dimension"),
        (lambda one: one.zero("mlp_out", 1, position=8), "no position 8 of mlp_out 1 in the prompt: they are 0 to 7"),
        (lambda one: one.zero("head_out", 1, head=4), "no head 4 of head_out 1 in the prompt: they are 0 to 3"),
        (lambda one: one.zero("transformer.h.9"), "there is no transformer.h.9.output: a place is a component"),
        (
            lambda one: one.copy("mlp_out", 1, position=7),
            "no position 7 of mlp_out 1 in the other prompt: they are 0 to 6",
        ),
        (lambda one: one.copy("mlp_out", 1), r"\[8, 128\] here and \[7, 128\] in the other prompt"),
        (lambda one: one.add(Change(Place("mlp_out", 1), source={"position": 2})), "only a copy has a source"),
        (
            lambda one: one.add(Change(Place("mlp_out", 1), kind="melt")),
            "'zero', 'set', 'scale', 'copy', 'add'; got 'melt'",
        ),
        (lambda one: one.zero("mlp_out", 1, position="last"), "one number for each axis"),
        (lambda one: one.remove(3), "there is no change 3: there are 1"),
        (lambda one: one.replace(0, colour="red"), "place, at, kind, value, source, name, on, vector; got colour"),
        (lambda one: setattr(one, "prompt", "The"), "no position 5 of mlp_out 0 in the prompt: they are 0 to 0"),
        (lambda one: setattr(one, "prompt", ""), "no tokens|one token"),
        (lambda one: setattr(one, "prompt", [PROMPT, OTHER]), "one prompt with one token at least"),
    ],
)
def test_what_does_not_fit_is_refused_and_all_stays(demo, ask, message):
    workspace = Workspace(demo, PROMPT, SHORTER)
    workspace.zero("mlp_out", 0, position=5)
    before = workspace.edits, workspace.logits(), workspace.prompt
    with pytest.raises((EditError, PromptError), match=message):
        ask(workspace)
    assert (workspace.edits, workspace.prompt) == (before[0], before[2])
    assert torch.equal(workspace.logits(), before[1])


def test_a_prompt_that_is_too_long_is_refused_and_all_stays(demo):
    workspace = Workspace(demo, PROMPT)
    with pytest.raises(PromptError, match="128"):
        workspace.prompt = list(range(200))
    assert workspace.prompt == PROMPT
    assert workspace.top(1)[0][0] == " Paris"


def test_undo_gives_back_prompts_with_the_changes_that_fit_them(demo):
    workspace = Workspace(demo, PROMPT)
    change = workspace.zero("mlp_out", 1, position=7)
    changed = workspace.logits()
    workspace.clear()
    workspace.select(layer=1, position=7)
    workspace.prompt = "The Louvre is in"
    assert workspace.selection == Selection(layer=1)
    told = []
    for event in ("edits", "prompts"):
        workspace.on(event, lambda event=event: told.append((event, workspace.prompt, len(workspace.edits))))
    workspace.undo()
    assert torch.equal(workspace.logits(), Workspace(demo, PROMPT).logits())
    workspace.undo()
    assert (workspace.prompt, workspace.edits) == (PROMPT, (change,))
    assert torch.equal(workspace.logits(), changed)
    workspace.redo()
    workspace.redo()
    assert told == [
        ("prompts", PROMPT, 0),
        ("edits", PROMPT, 1),
        ("edits", PROMPT, 0),
        ("prompts", "The Louvre is in", 0),
    ]
    with torch.no_grad(), demo.trace("The Louvre is in"):
        plain = demo.output.logits[0].clone()
    torch.testing.assert_close(workspace.logits(), plain.as_subclass(torch.Tensor))


def test_prompts_and_changes_together_are_one_step(demo):
    workspace = Workspace(demo, PROMPT, OTHER)
    before = workspace.copy("mlp_out", 1)
    with pytest.raises(EditError, match="no position 7"):
        workspace.put("The Louvre is in", edits=[Change(Place("mlp_out", 1), {"position": 7})])
    assert (workspace.prompt, workspace.other, workspace.edits) == (PROMPT, OTHER, (before,))
    workspace.put("The Louvre is in", edits=[Change(Place("mlp_out", 1), {"position": -1})])
    assert (workspace.prompt, workspace.other) == ("The Louvre is in", None)
    assert dict(workspace.edits[0].at) == {"position": len(workspace.tokens) - 1}
    workspace.undo()
    assert (workspace.prompt, workspace.other, workspace.edits) == (PROMPT, OTHER, (before,))
    workspace.undo()
    assert (workspace.prompt, workspace.edits) == (PROMPT, ())
    assert not workspace.can["undo"]


def test_the_same_prompts_are_no_step(demo):
    workspace = Workspace(demo, PROMPT)
    told = []
    workspace.on("prompts", lambda: told.append(workspace.prompt))
    workspace.prompt = str(PROMPT)
    assert (told, workspace.can["undo"]) == ([], False)
    workspace.prompt = demo.tokenizer(PROMPT)["input_ids"]  # given in another way, and so it is kept
    assert len(told) == 1
    workspace.undo()
    assert workspace.prompt == PROMPT


def test_a_copy_needs_another_prompt(demo):
    workspace = Workspace(demo, PROMPT)
    with pytest.raises(EditError, match=r"there is no other prompt to copy from; set workspace\.other"):
        workspace.copy("mlp_out", 1, position=2)
    with pytest.raises(EditError, match="there is no other prompt"):
        workspace.top(run="other")
    workspace.other = OTHER
    workspace.copy("mlp_out", 1, position=2)


def test_without_a_prompt_there_are_no_values(demo):
    workspace = Workspace(demo)
    assert workspace.tokens == []
    with pytest.raises(EditError, match=r"there is no prompt; set workspace\.prompt"):
        workspace.zero("mlp_out", 1)
    workspace.prompt = PROMPT
    workspace.zero("mlp_out", 1)


def test_a_model_without_heads_says_why():
    with pytest.raises(ModelError, match="no heads"):
        Workspace(tiny("mamba"), IDS).zero("head_out", 1, head=0)


def test_a_module_that_gives_no_numbers_is_refused(demo):
    with pytest.raises(EditError, match="no tensor of numbers"):
        Workspace(demo, PROMPT).value(Place("transformer.wte", port="input"))


def test_nothing_is_kept_of_a_workspace_that_is_gone(demo):
    workspace = Workspace(demo, PROMPT)
    value = weakref.ref(workspace.value("mlp_out", 1))
    del workspace
    gc.collect()
    assert value() is None


def test_its_repr_lists_the_changes(workspace):
    workspace.copy("resid_post", -1, position=2)
    workspace.zero("head_out", 1, head=3)
    workspace.replace(0, on=False)
    assert repr(workspace) == (
        "<Workspace of 'The Eiffel Tower is in the city of' and 'The Brandenburg Gate is in the city of', 2 changes>\n"
        "  0: copy embeddings, position 2 from the other prompt (off)\n"
        "  1: zero head_out 1, head 3"
    )
    assert nnexplore.Workspace is Workspace


def test_a_plain_module_is_refused_with_the_way_out(demo):
    with pytest.raises(ModelError, match=r"not of GPT2LMHeadModel; wrap it: nnexplore\.LanguageModel\(module, token"):
        Workspace(demo.module, "Rome")
