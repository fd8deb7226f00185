"""What a view must bear: no tokens, too many, very many, a model without attention, numbers that are none."""

import copy

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from nnexplore import LanguageModel, Workspace, widgets
from nnexplore.errors import ModelError, PromptError
from tests.tiny import tiny

from .views import PROMPTS, VIEWS, made

NODES = """() => {
  const count = (root) => [...root.querySelectorAll("*")].reduce(
    (sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document.body);
}"""
LONG = 2000
SIZES = {"vocab_size": 4096, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 3}


@pytest.mark.parametrize("name", VIEWS)
def test_a_prompt_without_tokens_is_refused(name, demo):
    with pytest.raises(PromptError, match="one token"):
        getattr(widgets, name)(demo, "")


@pytest.mark.parametrize("name", VIEWS)
def test_a_prompt_that_is_too_long_is_refused(name, demo):
    with pytest.raises(PromptError, match="Shorten it by"):
        getattr(widgets, name)(demo, "word " * LONG)


@pytest.fixture(scope="module")
def roomy(demo):
    """A model with a context of 4,096 tokens."""
    torch.manual_seed(0)
    config = LlamaConfig(**SIZES, num_attention_heads=4, max_position_embeddings=4096)
    return LanguageModel(LlamaForCausalLM(config).eval(), tokenizer=demo.tokenizer)


@pytest.mark.browser
@pytest.mark.parametrize("name", VIEWS)
def test_two_thousand_tokens_leave_the_page_alive(name, stage, roomy):
    """The state is some megabytes at the most, the page some thousand nodes, and it answers at once."""
    ids = torch.randint(4096, (LONG,), generator=torch.Generator().manual_seed(0)).tolist()
    view = getattr(widgets, name)(Workspace(roomy, ids, ids[::-1]))
    size = sum(len(memoryview(one)) for one in _buffers(view)) + len(repr(view._screen))
    assert size < 6e6
    page = stage(view).page
    page.set_default_timeout(10_000)
    assert page.evaluate(NODES) < 6000
    view.close()


def _buffers(view):
    from ipywidgets.widgets.widget import _remove_buffers

    return _remove_buffers(view.get_state())[2]


@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name in VIEWS if name != "AttentionView"])
def test_a_model_without_attention_is_shown(name, stage):
    view = getattr(widgets, name)(Workspace(tiny("mamba"), [5, 6, 7, 8], [5, 9, 7, 8]))
    stage(view)


def test_attention_of_a_model_without_it_is_refused():
    with pytest.raises(ModelError, match="no layer of this model has attention"):
        widgets.AttentionView(tiny("mamba"), [5, 6, 7])


@pytest.mark.browser
@pytest.mark.parametrize("name", VIEWS)
def test_a_broken_model_is_shown_as_it_is(name, stage, demo):
    """NaN in the weights of layer 2: the view is drawn all the same, and the page has no error."""
    broken = copy.deepcopy(demo.module)
    with torch.no_grad():
        broken.get_submodule(demo.anatomy.blocks[2]).mlp.c_fc.weight[0, 0] = torch.nan
    model = LanguageModel(broken, tokenizer=demo.tokenizer)
    stage(made(name, model))


def test_the_prompts_of_all_views_fit(demo):
    assert len(Workspace(demo, *PROMPTS).tokens) == len(Workspace(demo, *reversed(PROMPTS)).tokens)
