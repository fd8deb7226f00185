"""Language models: prompts as inputs, padding, folders whose weights are loaded late."""

import pytest
import torch

import nnexplore
from nnexplore.errors import ModelError
from tests.tiny import KINDS, tiny

PROMPTS = ["The", "The Eiffel Tower is in the city of", "The Colosseum is"]


# --- prompts -------------------------------------------------------------------------------------------------


def test_tokens(gpt2):
    assert "".join(gpt2.tokens("The Eiffel Tower")) == "The Eiffel Tower"
    ids = gpt2.tokenizer("The Eiffel Tower")["input_ids"]
    assert gpt2.tokens(ids) == gpt2.tokens("The Eiffel Tower")
    assert nnexplore.LanguageModel(gpt2.module).tokens([5, 6]) == ["5", "6"]


def test_what_a_run_is_fed(gpt2):
    inputs = gpt2.trace(PROMPTS).inputs.kwargs
    width = max(len(gpt2.tokens(text)) for text in PROMPTS)
    assert inputs["input_ids"].shape == inputs["attention_mask"].shape == (3, width)
    for row, text in enumerate(PROMPTS):
        ids = gpt2.tokenizer(text)["input_ids"]
        assert inputs["input_ids"][row, width - len(ids) :].tolist() == ids
        assert inputs["attention_mask"][row].tolist() == [0] * (width - len(ids)) + [1] * len(ids)
        assert inputs["position_ids"][row, width - len(ids) :].tolist() == list(range(len(ids)))


def test_one_prompt_is_fed_as_the_tokenizer_gives_it(gpt2, prompt, ids):
    inputs = gpt2.trace(prompt).inputs
    assert inputs.args == ()
    assert inputs.kwargs.keys() == ids.keys()
    assert all(inputs.kwargs[key].equal(value) for key, value in ids.items())


@pytest.mark.parametrize("kind", KINDS)
def test_padding_changes_no_rows_values(kind):
    # Gemma 2's own softmax is float32 and makes float64's mask infinite: rows of padding become NaN.
    dtype, tolerance = (torch.float32, 1e-4) if kind == "gemma2" else (torch.float64, 1e-10)
    model = tiny(kind, dtype=dtype)
    with torch.no_grad():
        with model.trace(PROMPTS):
            hidden = model.layers[1].output
            logits = model.output.logits
        for row, text in enumerate(PROMPTS):
            count = len(model.tokens(text))
            with model.trace(text):
                alone = model.layers[1].output
                alone_logits = model.output.logits
            assert torch.allclose(hidden[row, -count:], alone[0], atol=tolerance)
            assert torch.allclose(logits[row, -count:], alone_logits[0], atol=tolerance)


def test_own_positions_are_left_alone(gpt2):
    positions = torch.zeros(3, 8, dtype=torch.long)
    assert gpt2.trace(PROMPTS, position_ids=positions).inputs.kwargs["position_ids"].equal(positions)


# --- folders -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(gpt2, tmp_path_factory):
    path = tmp_path_factory.mktemp("model")
    gpt2.module.save_pretrained(path)
    gpt2.tokenizer.save_pretrained(path)
    return path


def test_a_folder_is_opened_without_its_weights(folder, gpt2):
    model = nnexplore.LanguageModel(folder)
    assert not model.loaded
    assert all(parameter.is_meta for parameter in model.module.parameters())
    assert repr(model) == repr(gpt2)
    assert model.layers[0] == model.transformer.h[0]
    assert model.tokens("The Eiffel") == gpt2.tokens("The Eiffel")
    assert not model.loaded


def test_a_folder_is_loaded_by_the_first_trace(folder, gpt2, prompt, ids):
    model = nnexplore.LanguageModel(str(folder))
    early = model.transformer.h[1]
    with model.trace(prompt):
        hidden = early.output
        logits = model.output.logits
    assert model.loaded
    assert not model.module.training
    assert logits.equal(gpt2.module(**ids).logits)
    assert hidden.shape == (1, 8, 32)


def test_a_folder_is_loaded_by_hand(folder):
    model = nnexplore.LanguageModel(folder)
    assert model.load() is model
    module = model.module
    assert model.loaded
    assert model.load().module is module


def test_a_module_of_a_folder_applied_before_any_trace_is_loaded(folder, gpt2):
    model = nnexplore.LanguageModel(folder)
    x = torch.randn(2, 32)
    assert model.lm_head(x).equal(gpt2.module.lm_head(x))


def test_a_weight_of_a_folder_asked_for_before_any_trace_is_loaded(folder, gpt2):
    assert nnexplore.LanguageModel(folder).lm_head.weight.equal(gpt2.module.lm_head.weight)


def test_a_graph_runs_on_a_folder_that_is_not_loaded_yet(folder, gpt2, prompt):
    with gpt2.trace(prompt) as run:
        logits = gpt2.lm_head.output.save("logits")
    assert run.graph.run(nnexplore.LanguageModel(folder))["logits"].equal(logits)


def test_a_misspelt_module_before_the_weights_are_there(folder):
    with pytest.raises(AttributeError, match="Did you mean 'lm_head'"):
        _ = nnexplore.LanguageModel(folder).lm_haed


def test_the_code_of_a_folders_graph_opens_it_again(folder, prompt):
    model = nnexplore.LanguageModel(folder, dtype=torch.float64)
    with model.trace(prompt) as run:
        logits = model.lm_head.output.save("logits")
    names = {}
    exec(run.graph.code(), names)
    assert logits.dtype is torch.float64
    assert names["logits"].equal(logits)


def test_device_map_auto(folder, gpt2, prompt, ids):
    pytest.importorskip("accelerate")
    model = nnexplore.LanguageModel(folder, device_map="auto")
    with model.trace(prompt):
        gpt2_hidden = model.transformer.h[1].output.cpu()
        logits = model.output.logits.cpu()
    assert gpt2_hidden.shape == (1, 8, 32)
    assert torch.allclose(logits, gpt2.module(**ids).logits, atol=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_weights_on_disk(folder, gpt2, prompt, ids, tmp_path):
    pytest.importorskip("accelerate")
    places = {"transformer.wte": "cpu", "lm_head": "cpu", "transformer.wpe": "cpu", "transformer.ln_f": "cpu"}
    places |= {"transformer.drop": "cpu", **{f"transformer.h.{at}": "disk" if at == 1 else "cpu" for at in range(3)}}
    model = nnexplore.LanguageModel(folder, device_map=places, offload_folder=tmp_path)
    plain = gpt2.module(**ids).logits
    for _ in range(2):
        with model.trace(prompt):
            logits = model.output.logits
        assert torch.allclose(logits, plain, atol=1e-5)
    module = model.module
    assert model.loaded
    with model.trace(prompt):
        model.transformer.h[1].mlp.output = 0
        edited = model.output.logits
    assert model.module is module
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = 0
        expected = gpt2.output.logits
    assert torch.allclose(edited, expected, atol=1e-5)


def test_a_tokenizer_may_be_named(folder, gpt2, prompt):
    model = nnexplore.LanguageModel(gpt2.module, tokenizer=folder)
    assert model.tokens(prompt) == gpt2.tokens(prompt)


def test_the_demo_model_is_its_own_expression(demo):
    assert demo.expression == 'nnexplore.load("demo")'
    assert demo.loaded
    assert not demo.module.training


# --- models that are no decoders of text ---------------------------------------------------------------------


def test_a_language_model_may_be_any_module():
    model = nnexplore.LanguageModel(torch.nn.Sequential(torch.nn.Embedding(5, 3), torch.nn.Linear(3, 5)))
    x = torch.tensor([[1, 2]])
    with model.trace(input=x):
        out = model[0].output
    assert out.equal(model.module[0](x))
    assert "layers" not in dir(model)
    with pytest.raises(ModelError, match="`layers` has no meaning here"):
        _ = model.layers
