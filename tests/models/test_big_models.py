"""Models that are placed by ``device_map``, partly or wholly on disk, or loaded in another dtype: as in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import transformers
from torch import Tensor

import nnexplore
from nnexplore.errors import ModelError
from nnexplore.graph import ATTENTION, Graph
from tests.reference import hooked, hooks_on
from tests.tiny import tiny

pytest.importorskip("accelerate")
pytestmark = pytest.mark.filterwarnings("ignore")  # accelerate has much to say

PROMPT = "The Eiffel Tower is in the city of"
KINDS = ["gpt2", "llama"]
PLACES = ["auto", "little memory", "every second layer on disk", "all on disk", "bfloat16"]


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def folder(kind, tmp_path_factory):
    path = tmp_path_factory.mktemp(kind)
    tiny(kind).module.save_pretrained(path)
    tiny(kind).tokenizer.save_pretrained(path)
    return path


def options(place: str, model: Any, folder: Any) -> dict[str, Any]:
    """What ``from_pretrained`` is given."""
    if place == "bfloat16":
        return {"dtype": torch.bfloat16}
    if place == "auto":
        return {"device_map": "auto"}
    offload = {"offload_folder": folder / "offload"}
    if place == "little memory":
        return {"device_map": "auto", "max_memory": {"cpu": "300KB"}, **offload}
    if place == "all on disk":
        return {"device_map": {"": "disk"}, **offload}
    blocks = {path: ("disk" if at % 2 == 0 else "cpu") for at, path in enumerate(model.anatomy.blocks)}
    above = model.anatomy.layers.rpartition(".")[0]
    beside = {f"{above}.{name}": "cpu" for name, _ in model.module.get_submodule(above).named_children()}
    beside.pop(model.anatomy.layers)
    return {"device_map": {**beside, **blocks, "lm_head": "cpu"}, **offload}


@pytest.fixture(scope="module", params=PLACES)
def models(request, kind, folder):
    """The model as it is placed, and the same in memory."""
    placed = nnexplore.LanguageModel(folder, **options(request.param, tiny(kind), folder)).load()
    if request.param == "bfloat16":
        module = type(placed.module).from_pretrained(folder, dtype=torch.bfloat16).eval()
        return placed, nnexplore.LanguageModel(module, tokenizer=tiny(kind).tokenizer)
    return placed, tiny(kind)


Way = Callable[[Any], list[Tensor]]


def reading(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        given = model.embed.output
        blocks = [block.output for block in model.layers]
        return [given, *blocks, model.norm.output, model.output.logits]


def reading_backwards(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        return [block.mlp.output.clone() for block in model.layers[::-1]]


def editing(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        model.layers[0].mlp.output = 0
        model.layers[1].output[:, 1] *= 2
        model.layers[2].attn.output[0][:, -1] = 1
        return [model.output.logits]


def attention(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        ports = [getattr(block.attn, port).clone() for block in model.layers for port in ATTENTION]
        model.layers[2].attn.pattern[:, 0] = 0
        return [*ports, model.output.logits]


def skipping(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        model.layers[0].skip(model.layers[0].input)
        return [model.output.logits]


def operating(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        model.layers[2].mlp.ops["mul"].output *= 2
        return [model.output.logits]


def generating(model: Any) -> list[Tensor]:
    hidden = []
    with model.generate(PROMPT, max_new_tokens=3, min_new_tokens=3) as run:
        for _ in run.steps():
            model.layers[0].mlp.output *= 2
            hidden.append(model.layers[2].output)
    return [*hidden, torch.tensor(run.ids)]


def applying(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        hidden = model.layers[0].output
        return [model.unembed(model.norm(hidden)), model.layers[2].mlp(hidden)]


def backward(model: Any) -> list[Tensor]:
    with model.trace(PROMPT):
        hidden = model.layers[0].output
        model.output.logits.sum().backward()
    model.module.zero_grad()
    return [hidden.grad]


def replaying(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT) as run:
        model.layers[0].mlp.output = 0
        model.output.logits.save("logits")
    with torch.no_grad():
        return [Graph.from_json(run.graph.to_json()).run(model)["logits"]]


def keeping_an_edit(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.edit(PROMPT) as edited:
        edited.layers[0].mlp.output = 0
    with torch.no_grad(), edited.trace(PROMPT):
        return [edited.output.logits]


def caching(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT) as run:
        cache = run.cache(model.layers)
        run.finish()
    return list(cache.values())


def invoking(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace() as run:
        with run.invoke(PROMPT):
            hidden = model.layers[0].output[:, -1]
        with run.invoke("The Louvre"):
            model.layers[0].output[:, -1] = hidden
            return [model.output.logits]


def deferring(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT, defer=True):
        hidden, logits = model.layers[0].output.save(), model.output.logits.save()
    return [hidden, logits]


def parts(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(PROMPT):
        return [value.clone() for block in model.layers for value in (block.attn_out, block.mlp_out, block.neurons)]


def on_disk(model: Any) -> list[str]:
    """The parameters that are not in memory."""
    named = model.module.named_parameters(remove_duplicate=False)
    return [name for name, parameter in named if parameter.is_meta]


WAYS = [
    reading, reading_backwards, editing, attention, skipping, operating, generating, applying, backward, replaying,
    keeping_an_edit, caching, invoking, deferring, parts,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_placed_model_gives_what_it_gives_in_memory(models, way):
    placed, memory = models
    before = on_disk(placed)
    mine, theirs = way(placed), way(memory)
    assert [value.dtype for value in mine] == [value.dtype for value in theirs]
    assert all(torch.allclose(one, two, atol=1e-5) for one, two in zip(mine, theirs, strict=True))
    assert hooks_on(placed.module) == []
    assert on_disk(placed) == before


@pytest.mark.parametrize("place", ["little memory", "all on disk"])
def test_something_really_is_on_disk(kind, folder, place):
    model = nnexplore.LanguageModel(folder, **options(place, tiny(kind), folder)).load()
    assert on_disk(model)


def test_a_placed_model_beside_plain_hooks(models):
    placed, memory = models
    block = placed.anatomy.blocks[0]
    inputs = memory.trace(PROMPT).inputs.kwargs
    with torch.no_grad():
        expected, _ = hooked(memory.module, inputs, (), {(f"{block}.mlp", "output"): torch.zeros_like})
        with placed.trace(PROMPT):
            placed.layers[0].mlp.output = 0
            logits = placed.output.logits
    assert torch.allclose(logits, expected.logits, atol=1e-5)


# --- weights -------------------------------------------------------------------------------------------------


def first_linear(model: Any) -> Any:
    """The handle of the first linear layer of the first block's MLP."""
    mlp = model.layers[0].mlp
    return mlp.c_fc if "c_fc" in mlp.module._modules else mlp.up_proj


def test_weights_are_there_to_be_read(models):
    placed, memory = models
    assert first_linear(placed).weight.equal(first_linear(memory).weight)
    assert placed.embed.weight.equal(memory.embed.weight)
    with torch.no_grad(), placed.trace(PROMPT) as run:
        share = (placed.layers[0].mlp.output @ placed.unembed.weight.T).save("share")
    with torch.no_grad(), memory.trace(PROMPT):
        expected = memory.layers[0].mlp.output @ memory.unembed.weight.T
    assert torch.allclose(share, expected, atol=1e-5)
    with torch.no_grad():
        assert run.graph.run(placed)["share"].equal(share)


def test_an_offloaded_weight_cannot_be_another(kind, folder):
    model = nnexplore.LanguageModel(folder, **options("all on disk", tiny(kind), folder))
    linear = first_linear(model)
    zero = torch.zeros_like(linear.weight)
    offloaded = r"weight is offloaded \(device_map\) and loaded anew for each call.*Keep this module in memory"
    with model.trace(PROMPT), pytest.raises(ModelError, match=offloaded):
        linear.weight = zero
    with (
        pytest.raises(ModelError, match=offloaded),
        model.weights({f"{linear.path}.weight": zero}),
        model.trace(PROMPT),
    ):
        model.output.logits.sum()


def test_a_weight_that_nobody_has_says_so():
    with torch.device("meta"):
        model = nnexplore.Model(torch.nn.Linear(2, 2))
    with pytest.raises(ModelError, match=r"weight of this Linear is not in memory \(it is on the meta device\)\. Load"):
        _ = model.weight


# --- quantized models ----------------------------------------------------------------------------------------


def test_a_quantized_model_is_read_and_changed(folder):
    quantization = pytest.importorskip("torchao.quantization")
    config = transformers.TorchAoConfig(quantization.Int8WeightOnlyConfig())
    model = nnexplore.LanguageModel(folder, quantization_config=config)
    plain = transformers.AutoModelForCausalLM.from_pretrained(folder, quantization_config=config).eval()
    with torch.no_grad():
        expected = plain(**model.trace(PROMPT).inputs.kwargs).logits
        with model.trace(PROMPT):
            pattern = model.layers[1].attn.pattern
            logits = model.output.logits
    assert pattern.shape[-1] == pattern.shape[-2]
    assert torch.allclose(logits, expected, atol=1e-4)


# --- folders of other kinds ----------------------------------------------------------------------------------

SIZES = {"vocab_size": 50, "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 16}


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (transformers.T5Config(vocab_size=50, d_model=16, d_ff=16, num_layers=1, num_heads=2), "T5Config"),
        (transformers.BartConfig(**SIZES, decoder_ffn_dim=16), "BartConfig"),
        (transformers.ViTConfig(hidden_size=16), "ViTConfig"),
    ],
    ids=["t5", "bart", "vit"],
)
def test_a_folder_that_holds_another_kind_of_model_says_how_to_open_it(tmp_path, config, name):
    config.save_pretrained(tmp_path)
    with pytest.raises(
        ModelError,
        match=rf"cannot open.*the folder holds no causal language model.*{name}.*by its own class, and pass the "
        r"module: nnexplore\.Model\(module\), or LanguageModel\(module\) if it generates",
    ):
        nnexplore.LanguageModel(tmp_path)


def test_the_names_of_a_decoder_mean_nothing_beside_an_encoder():
    config = transformers.T5Config(vocab_size=50, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2)
    model = nnexplore.LanguageModel(transformers.T5ForConditionalGeneration(config))
    with pytest.raises(
        ModelError, match=r"T5ForConditionalGeneration is an encoder and a decoder, so `layers` and the like have no"
    ):
        _ = model.layers
    assert "layers" not in dir(model)
