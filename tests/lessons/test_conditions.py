"""Each quantity against plain PyTorch and bare hooks; each condition in both ways; each action."""

import math

import pytest
import torch

import nnexplore
from nnexplore.lessons import Action, Condition, LessonError, Quantity, said
from nnexplore.workspace import Change, Place

PROMPT, OTHER = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
REPEATED = " red cup moon tree green lamp red cup moon"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


def outputs(demo, text):
    """The plain model's logits [tokens, vocab], streams and attention weights, nnexplore left out."""
    module = demo.module
    ids = demo.tokenizer(text, return_tensors="pt")["input_ids"]
    before = module.config._attn_implementation
    module.set_attn_implementation("eager")
    try:
        with torch.no_grad():
            out = module(ids, output_attentions=True, output_hidden_states=True)
    finally:
        module.set_attn_implementation(before)
    return out


def token(demo, text):
    [one] = demo.tokenizer(text)["input_ids"]
    return one


def value(text, workspace):
    return Quantity(text).of(workspace)


def test_what_is_asked_of_the_logits(demo, workspace):
    logits = outputs(demo, PROMPT).logits[0]
    paris, garden = token(demo, " Paris"), token(demo, " Garden")
    assert value('probability of " Paris"', workspace) == pytest.approx(logits[-1].softmax(-1)[paris].item(), abs=1e-5)
    hot = (logits[3] / 2.5).softmax(-1)
    asked = 'probability of " Garden" after token 3 at temperature 2.5'
    assert value(asked, workspace) == pytest.approx(hot[garden].item(), rel=1e-4)
    order = logits[-1].argsort(descending=True).tolist()
    assert value('rank of " Garden"', workspace) == order.index(garden) + 1
    assert value('logit of " Garden"', workspace) == pytest.approx(logits[-1, garden].item(), abs=1e-4)
    chances = (logits[-1] / 2).softmax(-1)
    entropy = -sum(one * math.log2(one) for one in chances.tolist() if one)
    assert value("entropy at temperature 2", workspace) == pytest.approx(entropy, abs=1e-3)
    total, count = 0.0, 0
    for one in sorted(chances.tolist(), reverse=True):
        if total >= 0.7:
            break
        total, count = total + one, count + 1
    assert value("tokens that make 0.7 at temperature 2", workspace) == count
    assert value("top token after token 4", workspace) == demo.tokenizer.decode(logits[4].argmax())


def test_other_runs(demo, workspace):
    workspace.zero("head_out", 0, head=2)
    clean = outputs(demo, PROMPT).logits[0, -1].softmax(-1)[token(demo, " Paris")].item()
    assert value('probability of " Paris" without changes', workspace) == pytest.approx(clean, abs=1e-5)
    assert value('probability of " Paris"', workspace) < 0.5
    assert value("top token of the other prompt", workspace) == " Berlin"


def test_the_lens(demo, workspace):
    streams = outputs(demo, PROMPT).hidden_states
    module, paris = demo.module, token(demo, " Paris")
    with torch.no_grad():
        rows = [module.lm_head(module.transformer.ln_f(stream[0])).softmax(-1) for stream in streams[:4]]
    for layer in (-1, 0, 1, 2):
        asked = f'lens probability of " Paris" at layer {layer}'
        assert value(asked, workspace) == pytest.approx(rows[layer + 1][-1, paris].item(), abs=1e-5)
    assert value("lens token at layer 0 after token 5", workspace) == demo.tokenizer.decode(rows[1][5].argmax())


def test_attention(demo):
    workspace = nnexplore.Workspace(demo, REPEATED)
    weights = outputs(demo, REPEATED).attentions
    assert value("weight of head 1.1 from 8 to 3", workspace) == pytest.approx(weights[1][0, 1, 8, 3].item(), abs=1e-5)
    head = weights[0][0, 2]
    mean = {
        "the previous token": sum(head[at, at - 1].item() for at in range(1, 9)) / 8,
        "the first token": sum(head[at, 0].item() for at in range(1, 9)) / 8,
        "itself": sum(head[at, at].item() for at in range(9)) / 9,
    }
    for on, expected in mean.items():
        assert value(f"weight of head 0.2 on {on}", workspace) == pytest.approx(expected, abs=1e-5)
    after = sum(weights[1][0, 1, at, at - 5].item() for at in (6, 7, 8)) / 3
    asked = "weight of {} on the token after the same token"
    assert value(asked.format("head 1.1"), workspace) == pytest.approx(after, abs=1e-5)
    with pytest.raises(LessonError, match="no head is selected yet"):
        value(asked.format("the selected head"), workspace)
    workspace.select(layer=1, head=1)
    assert value(asked.format("the selected head"), workspace) == pytest.approx(after, abs=1e-5)
    with pytest.raises(LessonError, match="in this prompt no token has the token after the same token"):
        value(asked.format("head 1.1"), nnexplore.Workspace(demo, PROMPT))


def naive_block(demo, text):
    """Of block 0, with bare hooks: embeddings, query · key and scores per head, what goes into the MLP's activation."""
    module, kept = demo.module, {}
    block = module.transformer.h[0]
    hooks = {"token": module.transformer.wte, "position": module.transformer.wpe, "qkv": block.attn.c_attn}
    hooks |= {"expansion": block.mlp.c_fc, "activation": block.mlp.act}
    made = [
        one.register_forward_hook(lambda _module, _args, out, name=name: kept.__setitem__(name, out[0].detach()))
        for name, one in hooks.items()
    ]
    outputs(demo, text)
    for one in made:
        one.remove()
    query, key, _ = (part.unflatten(-1, (4, 32)).transpose(0, 1) for part in kept["qkv"].chunk(3, -1))
    return kept | {"products": query @ key.transpose(-1, -2)}


def test_the_numbers_of_the_flow_view(demo, workspace):
    naive = naive_block(demo, PROMPT)
    wanted = {
        "dot_products 0.2 at 7 1": naive["products"][2, 7, 1],
        "scaled 0.2 at 7 2": naive["products"][2, 7, 2] / math.sqrt(32),
        "pattern 0.2 at 7 1": outputs(demo, PROMPT).attentions[0][0, 2, 7, 1],
        "embedding 0 at 1 3": naive["token"][1, 3] + naive["position"][1, 3],
        "expansion 0 at 4 428": naive["expansion"][4, 428],
        "activation 0 at 4 428": naive["activation"][4, 428],
    }
    for said_of, expected in wanted.items():
        assert value(f"value of {said_of}", workspace) == pytest.approx(expected.item(), rel=1e-4), said_of
    assert value("value of masked 0.2 at 1 2", workspace) == -math.inf
    other = naive_block(demo, OTHER)["activation"][4, 428].item()
    assert value("value of activation 0 at 4 428 of the other prompt", workspace) == pytest.approx(other, rel=1e-4)
    workspace.zero("attn_out", 0)
    assert value("value of attn_out 0 at 7 3", workspace) == 0
    assert value("value of attn_out 0 at 7 3 without changes", workspace) != 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("nothing 0 at 0 0", "there is no step 'nothing'; there are token_embedding"),
        ("query 0.9 at 0 0", "the step query has no head 9: there are 0 to 3"),
        ("query 0 at 0 0", "so pass head= as well"),
        ("norm_1 0 at 8 0", "the step norm_1 has no position 8: there are 0 to 7"),
        ("norm_1 4 at 0 0", "there is no layer 4: they are 0 to 3"),
    ],
)
def test_a_number_that_is_not_there(workspace, asked, message):
    with pytest.raises(LessonError, match=message):
        value(f"value of {asked}", workspace)


def test_of_the_workspace(demo, workspace):
    stream = outputs(demo, PROMPT).hidden_states[2][0]
    assert value("norm of resid_post 1 at token 7", workspace) == pytest.approx(stream[7].norm().item(), rel=1e-4)
    assert value("norm of resid_post 1", workspace) == pytest.approx(stream.norm().item(), rel=1e-4)
    counted = {
        "tokens": 8,
        "changes": 0,
        "layers": 4,
        "heads": 4,
        "numbers in a vector": 128,
        "words that it knows": 1534,
    }
    assert {name: value(f"number of {name}", workspace) for name in counted} == counted
    assert value("token 1", workspace) == " Eiffel"
    workspace.select(position=2, layer=1)
    assert (value("selected token", workspace), value("selected layer", workspace)) == (" Tower", 1)
    with pytest.raises(LessonError, match="no head is selected"):
        value("selected head", workspace)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("the weather", "there is nothing called 'the weather'; there are: probability of"),
        ("probability of Paris", "there is nothing called"),
        ("__import__('os')", "there is nothing called"),
    ],
)
def test_what_is_no_quantity(text, message):
    with pytest.raises(LessonError, match=message):
        Quantity(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('probability of " Brandenburger"', "tokens of this model"),
        ("top token after token 8", "there is no token 8: they are 0 to 7"),
        ("lens token at layer 4", "there is no layer 4: they are -1 to 3"),
        ("weight of head 0.7 from 1 to 0", "there is no head 7"),
        ("entropy at temperature 0", "a temperature is above 0"),
    ],
)
def test_what_cannot_be_said(text, message, workspace):
    with pytest.raises(LessonError, match=message):
        value(text, workspace)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('top token is " Paris"', 'top token is " Paris"'),
        ('top token is not " Rome"', 'top token is " Paris"'),
        ('probability of " Paris" > 0.9', 'probability of " Paris" is 0.9956'),
        ("number of tokens >= 8", "number of tokens is 8"),
        ("number of tokens <= 8", "number of tokens is 8"),
        ("number of tokens is number of tokens of the other prompt", "number of tokens is 8"),
        ("entropy < entropy at temperature 2", "entropy is 0.0630"),
    ],
)
def test_what_is_so(text, why, workspace):
    verdict = Condition(text).holds(workspace)
    assert verdict
    assert verdict.why == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('top token is " Rome"', 'top token is " Paris"; it should be " Rome"'),
        ('top token is not " Paris"', 'top token is " Paris"; it should be something other than " Paris"'),
        ('probability of " Paris" < 0.5', 'probability of " Paris" is 0.9956; it should be less than 0.5000'),
        ("number of tokens > 8", "number of tokens is 8; it should be more than 8"),
        (
            "entropy at temperature 2 < entropy",
            "entropy at temperature 2 is 5.7439; it should be less than 0.0630 (entropy)",
        ),
        ("selected head is 2", "no head is selected yet: click one"),
        ("top token is 3", 'top token is " Paris", which cannot be compared with 3'),
        ("an edit zeroes head_out", "there is no change yet; wanted is a change that zeroes head_out"),
    ],
)
def test_what_is_not_so(text, why, workspace):
    verdict = Condition(text).holds(workspace)
    assert not verdict
    assert verdict.why == why


def test_what_edits_do(workspace):
    workspace.zero("head_out", 1, head=2)
    assert Condition("an edit zeroes head_out").holds(workspace)
    assert Condition("every edit zeroes head_out in layer 1").holds(workspace)
    assert not Condition("an edit zeroes head_out in layer 2").holds(workspace)
    workspace.copy("resid_post", -1, position=1)
    assert Condition("an edit copies resid_post in layer -1").holds(workspace)
    verdict = Condition("every edit zeroes head_out").holds(workspace)
    assert verdict.why == (
        "there is “copy embeddings, position 1 from the other prompt”; wanted is only a change that zeroes head_out"
    )
    workspace.replace(1, on=False)
    assert Condition("every edit zeroes head_out").holds(workspace)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Paris", "a check is `<quantity>"),
        ('top token > " Paris"', "a token can be `is` or `is not`"),
        ("an edit zeroes nothing", "there is no component 'nothing'; there are resid_pre"),
        ("entropy < low", "there is nothing called 'low'"),
    ],
)
def test_what_is_no_condition(text, message):
    with pytest.raises(LessonError, match=message):
        Condition(text)


@pytest.mark.parametrize(
    "change",
    [
        Change(Place("head_out", 1), {"head": 2}, "zero"),
        Change(Place("mlp_out", 3), {}, "scale", 0.5),
        Change(Place("head_pattern", 0), {"head": 1, "position": 4, "key": 2}, "set", -1.5),
        Change(Place("resid_post", 1), {"position": 3}, "copy", source={"position": 2}),
        Change(Place("resid_post", -1), {"position": 3}, "copy"),
    ],
)
def test_a_change_in_words(change):
    name = f"{change.place.name} {change.place.layer}"
    words = str(change).replace("from the other prompt, ", "from ").replace(" from the other prompt", "")
    assert Action(words.replace("embeddings", name)).change == change


def test_actions(workspace):
    for text in ("select layer 2, head 1, position 3", "zero mlp_out 0", 'prompt "The capital of France is"'):
        Action(text).make(workspace)
    looked = workspace.selection
    assert (looked.layer, looked.head, looked.position) == (2, 1, 3)
    assert (workspace.prompt, str(workspace.edits[0])) == ("The capital of France is", "zero mlp_out 0")
    Action('other "The capital of Italy is"').make(workspace)
    Action("clear").make(workspace)
    assert (workspace.other, workspace.edits) == ("The capital of Italy is", ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import os", "nothing that can be done; there are: select layer L"),
        ("zero mlp_out", "nothing that can be done"),
        ("select neuron 3", "after the verb come layer N, head N, position N"),
        ("scale mlp_out 3 to 2", "`scale` ends in `by …`"),
        ("zero mlp_out 3 by 2", "`zero` has no number at its end"),
        ("prompt Paris", "between double quotes"),
    ],
)
def test_what_is_no_action(text, message):
    with pytest.raises(LessonError, match=message):
        Action(text)


def test_values_in_words():
    assert [said(one) for one in (0.99559, 12.34567, 3, 0.00001234, " a\n")] == [
        "0.9956",
        "12.35",
        "3",
        "1.234e-05",
        '" a\\n"',
    ]
