"""Code for nnsight 0.3.7 runs here: its README with only the import line changed, and ``block_outputs="tuple"``.

The hub's GPT-2 is the model that ships with nnexplore, and the filler of the cross-prompt snippets has as many tokens
for its tokenizer as theirs had for GPT-2's.
"""

import warnings

import pytest
import torch
from torch import nn

import nnexplore
from tests.reference import generated, hooked

PROMPT = "The Eiffel Tower is in the city of"
NEW_YORK = "Madison Square Garden is located in the city of New"
FILLER = "__________"


@pytest.fixture(scope="module")
def model(demo):
    return nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer, block_outputs="tuple")


@pytest.fixture
def last(model):
    """The path of the last block."""
    return f"transformer.h.{len(model.transformer.h) - 1}"


@pytest.fixture
def inputs(model):
    """What the plain module is called with for the prompt of most snippets."""
    return dict(model.tokenizer(PROMPT, return_tensors="pt"))


def test_hidden_states_and_output(model, inputs, last):
    with model.trace("The Eiffel Tower is in the city of") as tracer:
        hidden_states = model.transformer.h[-1].output[0].save()

        output = model.output.save()

    theirs, values = hooked(model.module, inputs, [(last, "output")])
    assert tracer.graph.saves == ("transformer.h.3.output", "output")
    assert hidden_states.equal(values[last, "output"])
    assert hidden_states.value.equal(values[last, "output"])
    assert output.logits.equal(theirs.logits)
    assert str(hidden_states.detach()) == str(values[last, "output"].detach())
    assert "logits=tensor(" in str(output)


def test_a_folder_opened_with_device_map_auto(model, inputs, last, tmp_path):
    model.module.save_pretrained(tmp_path)
    model.tokenizer.save_pretrained(tmp_path)

    model = nnexplore.LanguageModel(str(tmp_path), device_map="auto", block_outputs="tuple")

    with model.trace("The Eiffel Tower is in the city of") as tracer:
        hidden_states = model.transformer.h[-1].output[0].save()

        output = model.output.save()

    theirs, values = hooked(model.module, inputs, [(last, "output")])
    assert len(tracer.graph.saves) == 2
    assert hidden_states.equal(values[last, "output"])
    assert output.logits.equal(theirs.logits)


def test_print_of_the_model_is_its_module_tree(model, capsys):
    print(model)
    shown = capsys.readouterr().out
    assert shown == f"{model.module}\n"
    assert "(0-3): 4 x GPT2Block(" in shown
    assert "(lm_head): Linear(" in shown


def test_sum_and_add_of_hidden_states(model, inputs, last):
    with model.trace("The Eiffel Tower is in the city of"):
        hidden_states_pre = model.transformer.h[-1].output[0].save()

        hs_sum = torch.sum(hidden_states_pre).save()

        hs_edited = hidden_states_pre + hs_sum

        hs_edited = hs_edited.save()

    _, values = hooked(model.module, inputs, [(last, "output")])
    plain = values[last, "output"]
    assert hidden_states_pre.value.equal(plain)
    assert hs_sum.value.equal(plain.sum())
    assert hs_edited.value.equal(plain + plain.sum())
    assert type(hs_sum.value) is torch.Tensor


def test_noise_into_the_mlp(model, inputs, last):
    torch.manual_seed(1)
    with model.trace("The Eiffel Tower is in the city of") as tracer:
        hidden_states_pre = model.transformer.h[-1].mlp.output.clone().save()

        noise = (0.001**0.5) * torch.randn(hidden_states_pre.shape)

        model.transformer.h[-1].mlp.output = hidden_states_pre + noise

        hidden_states_post = model.transformer.h[-1].mlp.output.save()
        logits = model.output.logits.save()

    torch.manual_seed(1)
    clean, before = hooked(model.module, inputs, [(f"{last}.mlp", "output")])
    plain = before[f"{last}.mlp", "output"]
    noisy, _ = hooked(
        model.module,
        inputs,
        edits={(f"{last}.mlp", "output"): lambda value: value + (0.001**0.5) * torch.randn(value.shape)},
    )
    assert hidden_states_pre.value.equal(plain)
    assert hidden_states_post.value.equal(plain + noise)
    assert logits.equal(noisy.logits)
    assert not logits.equal(clean.logits)
    assert [receipt.changed for receipt in tracer.receipts] == [True]


@pytest.fixture
def three(model, inputs, last):
    """The hidden states of the last block in each of three steps of a plain generation, and its token ids."""
    ids, values = generated(model.module, inputs, [(last, "output")], max_new_tokens=3, pad_token_id=0)
    return [values[last, "output", step] for step in range(3)], ids


def test_three_tokens_with_next_of_a_module(model, three):
    with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3):
        hidden_states1 = model.transformer.h[-1].output[0].save()

        hidden_states2 = model.transformer.h[-1].next().output[0].save()

        hidden_states3 = model.transformer.h[-1].next().output[0].save()

    for mine, theirs in zip((hidden_states1, hidden_states2, hidden_states3), three[0], strict=True):
        assert mine.value.equal(theirs)
    assert [hidden_states1.shape[1], hidden_states2.shape[1], hidden_states3.shape[1]] == [8, 1, 1]


def test_three_tokens_with_next_of_the_tracer(model, three):
    with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3) as tracer:
        hidden_states1 = model.transformer.h[-1].output[0].save()

        tracer.next()

        hidden_states2 = model.transformer.h[-1].output[0].save()

        tracer.next()

        hidden_states3 = model.transformer.h[-1].output[0].save()

        output = model.generator.output.save()

    for mine, theirs in zip((hidden_states1, hidden_states2, hidden_states3), three[0], strict=True):
        assert mine.value.equal(theirs)
    assert output.value.equal(three[1])


@pytest.fixture
def transplanted(model):
    """The filler continued by the plain model from the embeddings of the other prompt, and that prompt continued."""
    first, second = (dict(model.tokenizer(text, return_tensors="pt")) for text in (NEW_YORK, FILLER))
    wte = ("transformer.wte", "output")
    options = {"max_new_tokens": 3, "pad_token_id": 0}
    ids, values = generated(model.module, first, [wte], **options)
    edits = {(*wte, 0): lambda _: values[(*wte, 0)]}
    return ids, generated(model.module, second, edits=edits, **options)[0]


def test_embeddings_of_one_prompt_in_another_within_one_trace(model, transplanted):
    with model.generate(max_new_tokens=3) as tracer:
        with tracer.invoke("Madison Square Garden is located in the city of New"):
            embeddings = model.transformer.wte.output

            output1 = model.generator.output.save()

        with tracer.invoke("__________"):
            model.transformer.wte.output = embeddings

            output2 = model.generator.output.save()

    assert output1.value.equal(transplanted[0])
    assert output2.value.equal(transplanted[1])
    assert model.tokenizer.decode(output1[0]).startswith(f"{NEW_YORK} York")
    assert model.tokenizer.decode(output2[0]).startswith(f"{FILLER} York")


def test_embeddings_saved_before_in_another_trace(model, transplanted):
    with model.generate(max_new_tokens=3) as tracer:  # noqa: SIM117  as it was written
        with tracer.invoke("Madison Square Garden is located in the city of New") as invoker:
            embeddings = model.transformer.wte.output.save()

    with model.generate(max_new_tokens=3) as tracer:  # noqa: SIM117  as it was written
        with tracer.invoke("__________") as invoker:
            model.transformer.wte.output = embeddings.value

            output = model.generator.output.save()

    assert output.value.equal(transplanted[1])
    assert invoker.receipts[0].changed


def test_modules_applied_ad_hoc_and_what_they_decode_to(model, inputs):
    # The old default was one new token. Ours is that of transformers, which says so in a warning of its own.
    with (  # noqa: PT031
        pytest.warns(UserWarning, match="max_new_tokens"),
        model.generate("The Eiffel Tower is in the city of"),
    ):
        hidden_states = model.transformer.h[-1].output[0]
        hidden_states = model.lm_head(model.transformer.ln_f(hidden_states)).save()
        tokens = torch.softmax(hidden_states, dim=2).argmax(dim=2).save()

    logits = model.module(**inputs).logits
    assert hidden_states.equal(logits)
    assert tokens.value.equal(logits.argmax(-1))
    assert model.tokenizer.decode(tokens[0]) == model.tokenizer.decode(logits.argmax(-1)[0])
    assert model.tokenizer.decode(tokens[0]).endswith(" Paris")


# --- beyond that README: its tests, and its walkthrough ------------------------------------------------------


def gradient(model, inputs, last):
    kept = []

    def keep(_module, _args, output):
        output.retain_grad()
        kept.append(output)

    handle = model.module.get_submodule(last).register_forward_hook(keep)
    try:
        model.module(**inputs).logits.sum().backward()
    finally:
        handle.remove()
    model.module.zero_grad()
    return kept[0].grad


def test_a_gradient_asked_for_before_backward(model, inputs, last):
    with model.trace("The Eiffel Tower is in the city of"):
        hidden_states = model.transformer.h[-1].output[0].save()
        hidden_states_grad = hidden_states.grad.save()

        logits = model.lm_head.output

        logits.sum().backward()

    assert hidden_states_grad.value.equal(gradient(model, inputs, last))
    assert hidden_states.shape == hidden_states_grad.shape


def test_a_gradient_of_a_saved_value_that_retains_it(model, inputs, last):
    with model.trace("The Eiffel Tower is in the city of"):
        hidden_states = model.transformer.h[-1].output[0].save()
        hidden_states.retain_grad()

        logits = model.lm_head.output

        logits.sum().backward()

    assert hidden_states.value.grad.equal(gradient(model, inputs, last))


def test_what_flows_back_is_replaced(model, inputs):
    with model.trace("The Eiffel Tower is in the city of"):
        embeddings_grad = model.transformer.wte.output.grad.save()
        hidden_states = model.transformer.h[1].output[0]
        hidden_states.grad = torch.zeros(hidden_states.shape)

        model.lm_head.output.sum().backward()

    model.module.zero_grad()
    assert (embeddings_grad.value == 0).all()
    assert gradient(model, inputs, "transformer.wte").any()


def test_an_edit_in_place_of_the_first_item(model, inputs, last):
    with torch.no_grad(), model.trace(PROMPT):
        pre = model.transformer.h[-1].output[0].clone().save()

        model.transformer.h[-1].output[0][:] = 0

        post = model.transformer.h[-1].output[0].save()
        logits = model.output.logits.save()

    with torch.no_grad():
        theirs, _ = hooked(model.module, inputs, edits={(last, "output"): torch.zeros_like})
    assert pre.value.any()
    assert not post.value.any()
    assert logits.equal(theirs.logits)


def test_a_whole_tuple_is_saved_and_assigned(model, inputs):
    with model.trace(PROMPT) as tracer:
        before = model.transformer.h[1].output.save()
        attended = model.transformer.h[2].attn.output.save("attended")
        model.transformer.h[3].output = before
        logits = model.output.logits.save("logits")

    _, values = hooked(model.module, inputs, [("transformer.h.1", "output"), ("transformer.h.2.attn", "output")])
    theirs, _ = hooked(
        model.module, inputs, edits={("transformer.h.3", "output"): lambda _: values["transformer.h.1", "output"]}
    )
    assert len(before) == 1
    assert before.value[0].equal(values["transformer.h.1", "output"])
    assert attended.value[0].equal(values["transformer.h.2.attn", "output"][0])
    assert [type(item) for item in (before.value, before.value[0])] == [tuple, torch.Tensor]
    assert tracer.graph.saves == ("transformer.h.1.output", "attended", "logits")
    assert logits.equal(theirs.logits)


def test_the_graph_of_old_code_has_no_tuples_and_replays_anywhere(model, demo, inputs):
    with model.trace(PROMPT) as tracer:
        model.transformer.h[1].output[0][:, -1] = 0
        logits = model.output.logits.save("logits")
    assert [str(site) for site in tracer.graph.writes] == ["transformer.h.1.output"]
    for other in (model, demo):
        assert tracer.graph.run(other)["logits"].equal(logits)


def test_only_blocks_are_tuples(model, inputs):
    with model.trace(PROMPT):
        kinds = [
            type(model.transformer.wte.output),
            type(model.transformer.h[0].mlp.output),
            type(model.transformer.ln_f.output),
            type(model.lm_head.output),
        ]
    assert kinds == [nnexplore.Traced] * 4


# --- without the option --------------------------------------------------------------------------------------


def test_without_the_option_index_0_warns_once_that_it_takes_the_batch_axis(demo, inputs, last):
    model = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer)
    said = r'takes row 0 of the batch: .* returns a tensor \[1, 8, 128\], not a tuple.* block_outputs="tuple"'
    with model.trace(PROMPT), pytest.warns(UserWarning, match=said) as caught:
        row = model.transformer.h[-1].output[0]
    assert caught[0].filename == __file__
    _, values = hooked(model.module, inputs, [(last, "output")])
    assert row.equal(values[last, "output"][0])

    with warnings.catch_warnings(), model.trace(PROMPT):
        warnings.simplefilter("error")
        again = model.transformer.h[0].output[0]
    assert again.shape == row.shape == (8, 128)


def test_the_warning_is_each_models_own(demo):
    for _ in range(2):
        model = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer)
        with model.trace(PROMPT), pytest.warns(UserWarning, match="row 0 of the batch"):
            model.layers[0].output[0].sum()


@pytest.mark.parametrize("key", [(0, -1), slice(None), (slice(None), -1), -1, None, ...], ids=str)
def test_other_indices_do_not_warn(demo, key):
    model = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer)
    with model.trace(PROMPT):
        hidden = model.layers[0].output
        assert hidden[key].equal(hidden.value[key])


def test_a_module_that_is_no_block_does_not_warn(demo):
    model = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer)
    with model.trace(PROMPT):
        assert model.layers[0].mlp.output[0].shape == (8, 128)


def test_after_the_block_index_0_is_plain_and_silent(demo):
    model = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer)
    with model.trace(PROMPT):
        hidden = model.layers[0].output
    assert type(hidden[0]) is torch.Tensor


def test_another_word_for_the_option_is_refused(demo):
    with pytest.raises(nnexplore.errors.ModelError, match='"tensor" or "tuple"; got \'tuples\''):
        nnexplore.LanguageModel(demo.module, block_outputs="tuples")


def test_a_model_without_blocks_ignores_the_option():
    net = nnexplore.LanguageModel(nn.Sequential(nn.Linear(3, 4), nn.ReLU()), block_outputs="tuple")
    x = torch.randn(2, 3)
    with net.trace(input=x):
        first = net[0].output
    assert first.equal(net.module[0](x))
