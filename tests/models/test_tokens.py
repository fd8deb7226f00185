"""Real tokens in padded batches: ``run.at``, ``run.positions``, ``run.tokens``; never a pad slot."""

import pytest
import torch

from nnexplore.engine import TokenTable
from nnexplore.errors import NotTracingError, PromptError
from nnexplore.graph import Graph
from tests.again import check_again, results
from tests.reference import hooked
from tests.tiny import tiny

SHORT = "The city of Paris is"
LONG = "The Eiffel Tower is in the city of Paris, and the city of Rome is in"
TEXTS = [LONG, SHORT, "Rome is"]
BLOCK = "transformer.h.1"


def alone(gpt2, text, path=BLOCK):
    """Values of one prompt by itself, unpadded."""
    ids = dict(gpt2.tokenizer(text, return_tensors="pt"))
    return hooked(gpt2.module, ids, [(path, "output")])[1][path, "output"][0].detach()


def close(mine, theirs):
    torch.testing.assert_close(mine, theirs, atol=1e-4, rtol=1e-4)


def padding(model, texts, side):
    """A batch that a tokenizer padded, on either side."""
    rows = [model.tokenizer(text)["input_ids"] for text in texts]
    width = max(map(len, rows))
    ids, mask = [], []
    for row in rows:
        pad, real = [0] * (width - len(row)), [1] * len(row)
        ids.append(pad + row if side == "left" else row + pad)
        mask.append(pad + real if side == "left" else real + pad)
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


# --- one token of each row -----------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [0, 1, -1, -2])
def test_a_token_by_number(gpt2, token):
    with torch.no_grad(), gpt2.trace(TEXTS) as run:
        values = gpt2.transformer.h[1].output[run.at(token)].save("values")
    assert values.shape == (3, 32)
    for row, text in enumerate(TEXTS):
        close(values[row], alone(gpt2, text)[token])
    with torch.no_grad():
        check_again(run, gpt2, values=values)


@pytest.mark.parametrize(
    ("text", "which", "last"),
    [(" city", 0, [6, 1]), ("city of", 0, [7, 2]), (" Paris", 0, [8, 3]), ("Paris", 0, [8, 3]), ("The", 0, [0, 0])],
)
def test_a_token_by_text_is_the_last_one_of_the_text(gpt2, text, which, last):
    texts = TEXTS[:2]
    with torch.no_grad(), gpt2.trace(texts) as run:
        values = gpt2.transformer.h[1].output[run.at(text, which)].save("values")
    for row, prompt in enumerate(texts):
        tokens = gpt2.tokens(prompt)
        assert text.strip().endswith(tokens[last[row]].strip())
        close(values[row], alone(gpt2, prompt)[last[row]])
    with torch.no_grad():
        check_again(run, gpt2, values=values)


def test_one_of_several_places(gpt2):
    tokens = gpt2.tokens(LONG)
    places = [at for at, token in enumerate(tokens) if token == " city"]
    assert len(places) == 2
    with torch.no_grad(), gpt2.trace([LONG, "A city and a city"]) as run:
        hidden = gpt2.transformer.h[1].output
        first, second, last = hidden[run.at(" city")], hidden[run.at(" city", 1)], hidden[run.at(" city", which=-1)]
    close(first[0], alone(gpt2, LONG)[places[0]])
    close(second[0], alone(gpt2, LONG)[places[1]])
    assert last.equal(second)


def test_a_change_at_a_token_reaches_no_other_slot(gpt2):
    """One row at a time equals the padded batch; pads are left alone."""
    with torch.no_grad(), gpt2.trace(TEXTS) as run:
        hidden = gpt2.transformer.h[0].output
        before = hidden.clone()
        hidden[run.at(0)] = 0
        changed = (hidden != before).any(-1)
        logits = gpt2.lm_head.output[run.at(-1)].save("logits")
    width = before.shape[1]
    starts = [width - len(gpt2.tokens(text)) for text in TEXTS]
    assert changed.nonzero().tolist() == [[row, start] for row, start in enumerate(starts)]

    def first(value):
        value[:, 0] = 0

    with torch.no_grad():
        for row, text in enumerate(TEXTS):
            ids = dict(gpt2.tokenizer(text, return_tensors="pt"))
            plain = hooked(gpt2.module, ids, (), {("transformer.h.0", "output"): first})[0].logits[0, -1]
            close(logits[row], plain)
        check_again(run, gpt2, logits=logits)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("token", [0, 2, -1, " is"])
def test_a_batch_that_a_tokenizer_padded_on_either_side(gpt2, side, token):
    texts = TEXTS[:2]
    inputs = padding(gpt2, texts, side)
    for prompt in ({"args": (inputs,)}, {"kwargs": inputs}):
        with torch.no_grad(), gpt2.trace(*prompt.get("args", ()), **prompt.get("kwargs", {})) as run:
            tokens = gpt2.transformer.wte.input[run.at(token)].save("tokens")
            positions = run.positions(" is")
        rows = [gpt2.tokenizer(text)["input_ids"] for text in texts]
        places = [gpt2.tokens(text).index(token) if isinstance(token, str) else token for text in texts]
        assert tokens.tolist() == [row[place] for row, place in zip(rows, places, strict=True)]
        for row, found in enumerate(positions):
            assert {inputs["input_ids"][row, at].item() for at in found} == {gpt2.tokenizer(" is")["input_ids"][0]}
            assert all(inputs["attention_mask"][row, at] for at in found)
        assert run.ids == rows
        check_again(run, gpt2, tokens=tokens)


def test_one_prompt_is_a_batch_of_one(gpt2):
    with torch.no_grad(), gpt2.trace(SHORT) as run:
        value = gpt2.transformer.h[1].output[run.at(" Paris")]
    assert value.shape == (1, 32)
    assert value[0].equal(alone(gpt2, SHORT)[3])


def test_other_prompts_have_their_own_places(gpt2):
    with torch.no_grad(), gpt2.trace(TEXTS) as run:
        gpt2.transformer.h[1].output[run.at(" is")].save("values")
        graph = Graph.from_json(run.graph.to_json())
    others = [SHORT, LONG]
    values = graph.run(gpt2, others)["values"]
    for row, text in enumerate(others):
        close(values[row], alone(gpt2, text)[gpt2.tokens(text).index(" is")])
    with pytest.raises(PromptError, match=r"' is' does not occur in prompt 0"):
        graph.run(gpt2, ["Paris and Rome", SHORT])


def test_in_a_generation(gpt2):
    with gpt2.generate(TEXTS, max_new_tokens=3) as run:
        values = []
        for step in run.steps():
            hidden = gpt2.transformer.h[1].output
            values.append(hidden[run.at(-1)].save(f"last{step}"))
            if step == 0:
                first = hidden[run.at(0)]
    for row, text in enumerate(TEXTS):
        close(first[row], alone(gpt2, text)[0])
        close(values[0][row], alone(gpt2, text)[-1])
    assert all(value.shape == (3, 32) for value in values)
    check_again(run, gpt2, **{f"last{step}": value for step, value in enumerate(values)})


def test_in_several_runs(gpt2):
    with torch.no_grad(), gpt2.trace() as run:
        with run.invoke([SHORT, LONG]) as first:
            source = gpt2.transformer.h[1].output[first.at(" Paris")]
        with run.invoke([LONG, SHORT]) as second:
            gpt2.transformer.h[1].output[second.at(" Paris")] = source
            values = gpt2.transformer.h[1].output[second.at(" Paris")].save("values")
    close(values[0], alone(gpt2, SHORT)[3])
    with torch.no_grad():
        check_again(run, gpt2, values=values)


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox"])
def test_on_other_architectures(kind):
    model = tiny(kind)
    with torch.no_grad(), model.trace([LONG, SHORT]) as run:
        values = model.layers[1].output[run.at(" Paris")]
    with torch.no_grad(), model.trace(SHORT):
        plain = model.layers[1].output[0, model.tokens(SHORT).index(" Paris")]
    torch.testing.assert_close(values[1], plain, atol=1e-3, rtol=1e-3)


# --- positions and tokens ------------------------------------------------------------------------------------


def test_positions_of_a_text(gpt2):
    with gpt2.trace([LONG, SHORT]) as run:
        positions = run.positions("city of")
        tokens = run.tokens
        ids = gpt2.transformer.wte.input
    offset = len(tokens[0]) - len(tokens[1])
    assert positions == [
        [at for at, token in enumerate(tokens[0]) if token in (" city", " of")],
        [offset + at for at, token in enumerate(tokens[1]) if token in (" city", " of")],
    ]
    for row, found in enumerate(positions):
        assert [gpt2.tokenizer.decode([ids[row, at]]) for at in found] == [" city", " of"] * (len(found) // 2)


def test_positions_of_one_prompt_are_a_flat_list(gpt2):
    with gpt2.trace(SHORT) as run:
        assert run.positions("city of") == [1, 2]
    with gpt2.trace([SHORT]) as run:
        assert run.positions("city of") == [[1, 2]]


def test_tokens_are_the_real_ones(gpt2):
    with gpt2.trace(TEXTS) as run:
        pass
    assert run.tokens == [gpt2.tokens(text) for text in TEXTS]
    assert run.ids == [gpt2.tokenizer(text)["input_ids"] for text in TEXTS]
    assert run.text == TEXTS
    with gpt2.trace(SHORT) as run:
        pass
    assert run.tokens == gpt2.tokens(SHORT)
    assert run.text == SHORT


def test_the_graph_and_the_code_show_them(gpt2):
    with torch.no_grad(), gpt2.trace(TEXTS) as run:
        gpt2.transformer.h[1].output[run.at(" is")].save("values")
        gpt2.transformer.h[1].output[run.at(-1, 0)].save("last")
    assert "tokens ' is'" in repr(run.graph)
    code = run.graph.code("load()")
    assert "as run:" in code
    assert "= run.at(' is')" in code
    assert "= run.at(-1)" in code


# --- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "which", "message"),
    [
        (99, 0, r"prompt 0 has \d+ tokens, 0 to \d+ or -\d+ to -1; got 99\. They are \['The', ' Eiffel'"),
        (-99, 0, r"got -99"),
        (9, 0, r"prompt [12] has \d tokens.*got 9"),
        (" London", 0, r"' London' does not occur in prompt 0; its tokens are \['The', ' Eiffel'"),
        (" Tower", 0, r"' Tower' does not occur in prompt 1"),
        (" is", 7, r"' is' occurs 2 times in prompt 0; got which=7"),
        ("", 0, r"'' does not occur"),
    ],
)
def test_a_token_that_is_not_there(gpt2, token, which, message):
    with gpt2.trace(TEXTS) as run:
        nodes = len(run.graph)
        with pytest.raises(PromptError, match=message):
            run.at(token, which)
        assert len(run.graph) == nodes
        with pytest.raises(PromptError):
            run.positions("London")


def test_a_run_without_tokens(gpt2):
    with gpt2.trace(inputs_embeds=torch.zeros(1, 3, 32)) as run:
        for use in (lambda: run.at(0), lambda: run.positions("a"), lambda: run.tokens, lambda: run.ids):
            with pytest.raises(NotTracingError, match="no text or token ids"):
                use()


def test_a_table_by_itself():
    table = TokenTable(((5, 6, 7), (8,)), (("a", " b", "b"), (" b",)), ((0, 1, 2), (2,)), 3)
    rows, places = table.index(0)
    assert (rows.tolist(), places.tolist()) == ([0, 1], [0, 2])
    assert table.index(-1)[1].tolist() == [-1, -1]
    assert table.index("b")[1].tolist() == [1, 2]
    assert table.positions("b", 0) == [[1], [2]]
    assert table.positions("bb", 0) == [[1, 2]]


def test_results_of_a_padded_batch_replay_row_by_row(gpt2):
    with torch.no_grad(), gpt2.trace(TEXTS) as run:
        gpt2.transformer.h[1].output[run.at(-1)] *= 2
        gpt2.lm_head.output[run.at(-1)].save("logits")
        together = results(run, gpt2)["logits"]
        for row, text in enumerate(TEXTS):
            close(together[row], results(run, gpt2, text)["logits"][0])
