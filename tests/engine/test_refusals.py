"""Bad input is refused on the user's line, with a message that names the value, the expectation and the way out."""

import contextvars
import threading

import numpy as np
import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import (
    GraphError,
    ModelError,
    NnexploreError,
    NoSuchModuleError,
    NotReachedError,
    NotTracingError,
    PromptError,
    TraceError,
    ValueMismatchError,
)

# --- names ---------------------------------------------------------------------------------------------------


def test_a_misspelt_module(gpt2):
    with pytest.raises(NoSuchModuleError, match=r"transformer\.h\.0.*no module or port 'mpl'.*Did you mean 'mlp'"):
        _ = gpt2.transformer.h[0].mpl


def test_a_misspelt_module_is_an_attribute_error(gpt2):
    with pytest.raises(AttributeError, match=r"the model .*'transfromer'.*'transformer'"):
        _ = gpt2.transfromer
    assert not hasattr(gpt2, "transfromer")


def test_a_misspelt_module_by_key(gpt2):
    with pytest.raises(NoSuchModuleError, match="'mpl'"):
        _ = gpt2.transformer.h[0]["mpl"]


def test_a_misspelt_port_when_read(gpt2, prompt):
    with gpt2.trace(prompt), pytest.raises(NoSuchModuleError, match=r"'ouput'.*Did you mean 'output'"):
        _ = gpt2.transformer.h[0].mlp.ouput


def test_a_misspelt_port_when_assigned(gpt2, prompt):
    with gpt2.trace(prompt), pytest.raises(NoSuchModuleError, match=r"'ouput'.*Did you mean 'output'"):
        gpt2.transformer.h[0].mlp.ouput = 0


def test_a_value_assigned_to_a_module_instead_of_its_port(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(NoSuchModuleError, match=r"transformer\.h\.0\.mlp is a module.*h\[0\]\.mlp\.output = "),
    ):
        gpt2.transformer.h[0].mlp = torch.zeros(1, 8, 32)


def test_a_value_assigned_to_a_numbered_module_instead_of_its_port(gpt2, prompt):
    with gpt2.trace(prompt), pytest.raises(NoSuchModuleError, match=r"h\.0 is a module.*h\[0\]\.output = "):
        gpt2.transformer.h[0] = torch.zeros(1, 8, 32)


def test_a_value_assigned_to_a_weight(gpt2):
    with pytest.raises(NoSuchModuleError, match=r"transformer.ln_f.weight is a parameter.*\.module\.weight"):
        gpt2.transformer.ln_f.weight = torch.ones(32)


def test_a_number_too_large(gpt2):
    with pytest.raises(IndexError, match=r"transformer\.h\[3\]: it has 3 modules, 0 to 2"):
        _ = gpt2.transformer.h[3]


def test_a_number_of_a_module_without_parts(gpt2):
    with pytest.raises(IndexError, match=r"lm_head\[0\]: it has no modules inside"):
        _ = gpt2.lm_head[0]


def test_a_number_that_is_none(gpt2):
    with pytest.raises(TypeError, match=r"expected a number, a slice or a name, not float"):
        _ = gpt2.transformer.h[1.0]


# --- values --------------------------------------------------------------------------------------------------


def test_a_wrong_shape(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(
            ValueMismatchError,
            match=r"transformer\.h\.1\.output is float32\[1, 8, 32\], but float32\[1, 8, 31\] was assigned.*same shape",
        ),
    ):
        gpt2.transformer.h[1].output = torch.zeros(1, 8, 31)


def test_a_wrong_dtype(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(ValueMismatchError, match=r"float64\[1, 8, 32\] was assigned.*\.to\(torch\.float32\)"),
    ):
        gpt2.transformer.h[1].output = torch.zeros(1, 8, 32, dtype=torch.float64)


def test_a_wrong_device(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(ValueMismatchError, match=r"float32\[1, 8, 32\] on meta was assigned.*\.to\('cpu'\)"),
    ):
        gpt2.transformer.h[1].output = torch.zeros(1, 8, 32, device="meta")


def test_a_tuple_for_a_tensor(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(ValueMismatchError, match=r"\(float32\[1, 8, 32\], None\) was assigned.*value\[0\]"),
    ):
        gpt2.transformer.h[1].output = (torch.zeros(1, 8, 32), None)


def test_a_tensor_for_a_tuple(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(ValueMismatchError, match=r"attn\.output is \(float32\[1, 8, 32\], .*output\[0\]\[:\] = value"),
    ):
        gpt2.transformer.h[1].attn.output = torch.zeros(1, 8, 32)


def test_a_tuple_with_other_parts(gpt2, prompt):
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match="tuple with the same parts"):
        gpt2.transformer.h[1].attn.output = (torch.zeros(1, 8, 32),)


def test_a_wrong_shape_inside_a_tuple(gpt2, prompt):
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match="same shape"):
        gpt2.transformer.h[1].attn.output = (torch.zeros(1, 7, 32), None)


@pytest.mark.parametrize("value", ["text", None, {"a": 1}])
def test_what_is_no_tensor(gpt2, prompt, value):
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match="assign a tensor or a number"):
        gpt2.transformer.h[1].output = value


@pytest.mark.parametrize("number", [0.5, float("nan"), float("inf")])
def test_a_fraction_for_integers(gpt2, prompt, number):
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match=r"int64\[1, 8\], but .*integers cannot hold that"):
        gpt2.transformer.wte.input = number


def test_an_array(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(ValueMismatchError, match=r"ndarray was assigned.*torch\.as_tensor\(value\)"),
    ):
        gpt2.transformer.h[1].output = np.zeros((1, 8, 32))


def test_after_a_refused_value_the_run_goes_on(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        with pytest.raises(ValueMismatchError, match="The model is unchanged"):
            gpt2.transformer.h[1].output = torch.zeros(1)
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)
    assert run.graph.writes == ()


# --- modules that never run ----------------------------------------------------------------------------------


def test_a_module_list(gpt2, prompt):
    with (
        gpt2.trace(prompt),
        pytest.raises(NotReachedError, match=r"never calls transformer\.h,.*ModuleList.*model\.transformer\.h\[0\]"),
    ):
        _ = gpt2.transformer.h.output


class HalfUsed(nn.Module):
    def __init__(self):
        super().__init__()
        self.used, self.unused = nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, x):
        return self.used(x)


@pytest.mark.parametrize("first", [False, True])
def test_a_module_the_forward_never_calls(first):
    net = nnexplore.Model(HalfUsed())
    x = torch.ones(1, 3)
    with net.trace(x):
        if first:
            net.used.output.sum()
        with pytest.raises(NotReachedError, match=r"the forward of HalfUsed never calls unused.*print\(model\)"):
            _ = net.unused.output
        out = net.output
    assert out.equal(net.module(x))


def test_writing_to_a_module_the_forward_never_calls():
    net = nnexplore.Model(HalfUsed())
    with net.trace(torch.ones(1, 3)), pytest.raises(NotReachedError, match="never calls unused"):
        net.unused.output = 0


def test_the_input_of_a_module_called_without_arguments():
    class Inner(nn.Module):
        def forward(self):
            return torch.ones(1)

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def forward(self, x):
            return x + self.inner()

    net = nnexplore.Model(Outer())
    with net.trace(torch.ones(1)), pytest.raises(NotReachedError, match=r"inner was called without arguments"):
        _ = net.inner.input


# --- traces --------------------------------------------------------------------------------------------------


def test_a_read_outside_a_trace(gpt2):
    with pytest.raises(
        NotTracingError,
        match=r"transformer\.h\.0\.output has a value only while.*with model\.trace\(…\).*h\[0\]\.output",
    ):
        _ = gpt2.transformer.h[0].output


def test_a_write_outside_a_trace(gpt2):
    with pytest.raises(NotTracingError, match="inside a trace"):
        gpt2.transformer.h[0].output = 0


def test_a_read_in_another_models_trace(gpt2, demo, prompt):
    with demo.trace(prompt), pytest.raises(NotTracingError, match="only while the model runs"):
        _ = gpt2.transformer.h[0].output


def test_a_read_in_another_thread(gpt2, prompt):
    caught = []

    def read():
        with pytest.raises(NotTracingError, match="only while the model runs") as error:
            _ = gpt2.transformer.h[0].output
        caught.append(error)

    with gpt2.trace(prompt):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert len(caught) == 1


def test_a_trace_that_was_closed_elsewhere_does_not_hide_the_one_around_it(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        inner = gpt2.trace(prompt)
        inner.__enter__()
        contextvars.copy_context().run(inner.__exit__, None, None, None)
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)


def test_a_closed_trace_entered_again(gpt2, prompt):
    run = gpt2.trace(prompt)
    with run:
        pass
    with pytest.raises(NotTracingError, match=r"already been used; begin a new one with model\.trace"), run:
        pass


def test_an_open_trace_entered_again(gpt2, prompt):
    run = gpt2.trace(prompt)
    with run, pytest.raises(NotTracingError, match="already been used"):
        run.__enter__()


@pytest.mark.parametrize("use", [lambda run: run.finish(), lambda run: run.read(nnexplore.graph.Site("lm_head"))])
def test_a_closed_trace_used_through_its_run(gpt2, prompt, use):
    with gpt2.trace(prompt) as run:
        pass
    with pytest.raises(NotTracingError, match="is closed: its block has ended"):
        use(run)


def test_a_trace_used_before_its_block(gpt2, prompt):
    with pytest.raises(NotTracingError, match="has not begun"):
        gpt2.trace(prompt).finish()


# --- prompts -------------------------------------------------------------------------------------------------


def test_no_prompt(gpt2):
    with pytest.raises(PromptError, match=r"nothing to run on: this trace was given no prompt"), gpt2.trace():
        gpt2.transformer.h[0].output.sum()
    with gpt2.trace() as run, pytest.raises(PromptError, match=r'nothing to run on: pass a prompt, model\.trace\("'):
        run.invoke()


def test_no_input_for_a_plain_module():
    with pytest.raises(PromptError, match=r"nothing to run on: pass the inputs of the forward"):
        nnexplore.Model(nn.Linear(1, 1)).start()


@pytest.mark.parametrize("empty", ["", ["The", ""]])
def test_an_empty_prompt(gpt2, empty):
    with pytest.raises(PromptError, match="the prompt '' is empty: it has no tokens; pass at least one word"):
        gpt2.trace(empty)


@pytest.mark.parametrize("empty", [[], [[]], [[1, 2], []]])
def test_an_empty_list(gpt2, empty):
    with pytest.raises(PromptError, match="the list of prompts is empty; pass at least one text"):
        gpt2.trace(empty)


@pytest.mark.parametrize("shape", [(0,), (1, 0), (0, 3)])
def test_an_empty_tensor(gpt2, shape):
    with pytest.raises(PromptError, match=r"at least one token; got a tensor of shape \[.*0.*\]"):
        gpt2.trace(torch.zeros(shape, dtype=torch.long))


def test_a_prompt_longer_than_the_context(gpt2):
    with pytest.raises(PromptError, match=r"the prompt has 70 tokens; this model's context is 64\. Shorten it by 6"):
        gpt2.trace([1] * 70)


def test_a_list_with_a_prompt_longer_than_the_context(gpt2):
    with pytest.raises(PromptError, match="prompt 1 has 70 tokens"):
        gpt2.trace([[1], [1] * 70])


@pytest.mark.parametrize("token", [-1, 10_000])
def test_a_token_id_out_of_range(gpt2, token):
    count = gpt2.module.config.vocab_size
    with pytest.raises(PromptError, match=rf"token id {token}; this model has {count} tokens, 0 to {count - 1}"):
        gpt2.trace(torch.tensor([[1, token]]))


def test_token_ids_that_are_no_integers(gpt2):
    with pytest.raises(PromptError, match=r"token ids are integers; got a tensor of torch\.float32.*inputs_embeds"):
        gpt2.trace(torch.zeros(1, 3))


@pytest.mark.parametrize("wrong", [3, 2.5, b"bytes", {1, 2}, None])
def test_a_prompt_of_the_wrong_kind(gpt2, wrong):
    with pytest.raises(PromptError, match=rf"text, a list of texts, or token ids; got {type(wrong).__name__}"):
        gpt2.trace(wrong)


def test_several_prompts_that_are_no_list(gpt2):
    with pytest.raises(PromptError, match=r"one prompt, or a list of prompts; got 2 arguments"):
        gpt2.trace("one", "two")


def test_text_for_a_model_without_tokenizer(gpt2):
    with pytest.raises(PromptError, match="no tokenizer"):
        nnexplore.LanguageModel(gpt2.module).trace("text")


# --- models --------------------------------------------------------------------------------------------------


def test_an_unknown_demo():
    with pytest.raises(ModelError, match=r"one model, \"demo\", not 'gpt2'; .*nnexplore\.LanguageModel\('gpt2'\)"):
        nnexplore.load("gpt2")


def test_a_model_that_is_no_module():
    with pytest.raises(ModelError, match=r"Model wraps a torch\.nn\.Module, not str; .*LanguageModel"):
        nnexplore.Model("gpt2")


def test_a_language_model_of_the_wrong_type():
    with pytest.raises(ModelError, match=r"hub name, a folder or a torch\.nn\.Module; got int"):
        nnexplore.LanguageModel(3)


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(ModelError, match=r"cannot open the model '.*/nowhere'.*no such folder.*load\(\"demo\"\)"):
        nnexplore.LanguageModel(tmp_path / "nowhere")


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(ModelError, match=r"cannot open the model.*the folder holds no"):
        nnexplore.LanguageModel(tmp_path)


def test_a_folder_with_another_kind_of_model(tmp_path):
    from transformers import ViTConfig

    ViTConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8).save_pretrained(tmp_path)
    with pytest.raises(
        ModelError, match=r"cannot open the model.*the folder holds no causal language model.*ViTConfig"
    ):
        nnexplore.LanguageModel(tmp_path)


def test_a_folder_without_weights(tmp_path, gpt2):
    gpt2.module.config.save_pretrained(tmp_path)
    gpt2.tokenizer.save_pretrained(tmp_path)
    model = nnexplore.LanguageModel(tmp_path)
    with pytest.raises(ModelError, match=r"cannot load the weights of"):
        model.trace("The")


def test_a_folder_without_a_tokenizer(tmp_path, gpt2):
    gpt2.module.config.save_pretrained(tmp_path)
    with pytest.raises(ModelError, match=r"cannot load a tokenizer from.*pass tokenizer=…"):
        nnexplore.LanguageModel(tmp_path)


def test_options_for_a_model_object(gpt2):
    with pytest.raises(ModelError, match="device_map: options are for loading"):
        nnexplore.LanguageModel(gpt2.module, device_map="auto")


# --- graphs --------------------------------------------------------------------------------------------------


def test_too_few_prompts_for_a_graph(gpt2, prompt):
    build = nnexplore.graph.Builder()
    build.save("a", build.read(nnexplore.graph.Site("lm_head"), run=1))
    with pytest.raises(GraphError, match="takes 2 prompts; got 1"):
        build.graph().run(gpt2, prompt)
    with pytest.raises(GraphError, match="2 runs and carries inputs for 0; pass one prompt per run"):
        build.graph().run(gpt2)


def test_a_graph_of_another_model(gpt2, prompt):
    build = nnexplore.graph.Builder()
    build.save("a", build.read(nnexplore.graph.Site("model.layers.0")))
    with pytest.raises(NnexploreError, match=r"node %0.*model\.layers\.0.*GPT2LMHeadModel has no such module"):
        build.graph().run(gpt2, prompt)


def test_a_replayed_write_of_the_wrong_shape(gpt2, prompt):
    build = nnexplore.graph.Builder()
    build.write(nnexplore.graph.Site("lm_head"), build.read(nnexplore.graph.Site("transformer.ln_f")))
    build.save("a", build.read(nnexplore.graph.Site("")))
    with pytest.raises(ValueMismatchError, match=r"node %1: lm_head\.output is float32\[1, 8, \d+\].*same shape"):
        build.graph().run(gpt2, prompt)


def test_a_replayed_operation_that_fails_names_its_node_and_line(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        (gpt2.transformer.h[0].output[:, 7] * 2).save("a")
    with pytest.raises(GraphError, match=r"node %1 `%0\[:, 7\]` \(line \d+: `\(gpt2\..*failed.*out of bounds"):
        run.graph.run(gpt2, "The")


def test_a_large_constant_that_was_changed_since(gpt2, prompt):
    large = torch.zeros(1, 8, 40_000)
    with gpt2.trace(prompt) as run:
        (gpt2.transformer.h[0].output[..., :1] + large).save("a")
    large += 1
    with pytest.raises(GraphError, match=r"the tensor \[1, 8, 40000\] was changed after its use.*\.clone\(\)"):
        run.graph.run(gpt2)


def test_every_refusal_in_a_block_is_one_of_ours(gpt2, prompt):
    with pytest.raises(TraceError), gpt2.trace(prompt):
        gpt2.transformer.h[0].output = "text"
