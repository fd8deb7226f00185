"""``nnexplore.Model`` on modules of every kind, beside plain PyTorch hooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import transformers
from torch import Tensor, nn

import nnexplore
from nnexplore.errors import ModelError, NoSuchModuleError, NotReachedError
from nnexplore.graph import ATTENTION, Graph
from tests.reference import hooked

X = torch.linspace(-1, 1, 8).reshape(2, 4)


def handle(model: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        model = model[name]
    return model


# --- modules of every kind -----------------------------------------------------------------------------------


def cnn() -> tuple[nn.Module, dict[str, Any]]:
    layers = [nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(36, 5)).eval(), {"input": torch.randn(2, 3, 8, 8)}


def vit() -> tuple[nn.Module, dict[str, Any]]:
    config = transformers.ViTConfig(**_SMALL, image_size=8, patch_size=4)
    return transformers.ViTModel(config).eval(), {"pixel_values": torch.randn(2, 3, 8, 8)}


def bert() -> tuple[nn.Module, dict[str, Any]]:
    config = transformers.BertConfig(**_SMALL, vocab_size=50)
    return transformers.BertModel(config).eval(), {"input_ids": IDS}


def t5() -> tuple[nn.Module, dict[str, Any]]:
    config = transformers.T5Config(
        vocab_size=50, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2, decoder_start_token_id=0, pad_token_id=0,
        eos_token_id=1,
    )  # fmt: skip
    module = transformers.T5ForConditionalGeneration(config).eval()
    return module, {"input_ids": IDS, "decoder_input_ids": IDS[:, :3]}


def whisper() -> tuple[nn.Module, dict[str, Any]]:
    config = transformers.WhisperConfig(
        vocab_size=60, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, num_mel_bins=8, max_source_positions=10,
        max_target_positions=20, decoder_start_token_id=1, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    module = transformers.WhisperForConditionalGeneration(config).eval()
    return module, {"input_features": torch.randn(1, 8, 20), "decoder_input_ids": IDS[:, :2]}


def mamba() -> tuple[nn.Module, dict[str, Any]]:
    config = transformers.MambaConfig(
        vocab_size=50,
        hidden_size=16,
        num_hidden_layers=2,
        state_size=4,
        time_step_rank=2,
        bos_token_id=0,
        eos_token_id=0,
    )
    return transformers.MambaModel(config).eval(), {"input_ids": IDS}


class Recurrent(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.gru, self.rnn = nn.LSTM(4, 5, num_layers=2), nn.GRU(5, 5), nn.RNN(5, 5)
        self.head = nn.Linear(5, 2)

    def forward(self, x: Tensor) -> Tensor:
        y, (hidden, cell) = self.lstm(x)
        y, _ = self.rnn(self.gru(y)[0])
        return self.head(y) + hidden[-1].sum() + cell.mean()


def encoder() -> tuple[nn.Module, dict[str, Any]]:
    layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False).eval(), {"src": X[None]}


_SMALL = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
IDS = torch.tensor([[3, 4, 5, 6, 7]])
KINDS: dict[str, tuple[Callable[[], Any], list[str]]] = {
    "cnn": (cnn, ["0", "1", "3", "5"]),
    "vit": (vit, ["embeddings", "layers.0", "layers.0.mlp.fc1", "layers.1.attention.o_proj", "layernorm"]),
    "bert": (bert, ["embeddings", "encoder.layer.0.attention.self", "encoder.layer.1.output.dense", "pooler"]),
    "t5": (t5, ["encoder.block.1", "decoder.block.0.layer.1", "decoder.block.1.layer.2.DenseReluDense", "lm_head"]),
    "whisper": (whisper, ["model.encoder.conv1", "model.encoder.layers.0", "model.decoder.layers.0.fc2", "proj_out"]),
    "mamba": (mamba, ["embeddings", "layers.0.mixer", "layers.1.mixer.in_proj", "norm_f"]),
    "recurrent": (lambda: (Recurrent(), {"x": X}), ["lstm", "gru", "rnn", "head"]),
    "encoder": (encoder, ["layers.0.self_attn", "layers.0", "layers.1.linear1", "layers.1"]),
}


def first(value: Any) -> Tensor:
    """The first tensor of a value of any form."""
    while not isinstance(value, Tensor):
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return value


@pytest.fixture(params=KINDS)
def kind(request):
    torch.manual_seed(0)
    make, paths = KINDS[request.param]
    return (*make(), paths)


def test_reads_are_what_plain_hooks_see(kind, opened):
    module, inputs, paths = kind
    with torch.no_grad():
        output, values = hooked(module, inputs, [(path, port) for path in paths for port in ("input", "output")])
        for order in (paths, paths[::-1]):
            model, read = opened(module), {}
            with model.trace(**inputs):
                for path in order:
                    for port in ("output", "input"):
                        read[path, port] = first(getattr(handle(model, path), port)).clone()
                out = first(model.output)
            assert out.equal(first(output))
            assert all(value.equal(first(values[point])) for point, value in read.items())


@pytest.mark.parametrize("way", ["assigned", "in place"])
def test_edits_are_what_plain_hooks_make_of_it(kind, opened, way):
    module, inputs, paths = kind

    def edit(value: Any) -> None:
        first(value).mul_(-1.5)

    for path in paths:
        with torch.no_grad():
            expected, _ = hooked(module, inputs, (), {(path, "output"): edit})
            model = opened(module)
            with model.trace(**inputs) as run:
                here = handle(model, path)
                if way == "in place":
                    first(here.output).mul_(-1.5)
                else:
                    value, old = here.output, first(here.output)
                    new = old * -1.5
                    here.output = new if value is old else _with_first(value, old, new)
                out = first(model.output).save("out")
            assert out.equal(first(expected))
            assert run.graph.run(model)["out"].equal(out)
            assert Graph.from_json(run.graph.to_json()).run(model)["out"].equal(out)


def _with_first(value: Any, old: Tensor, new: Tensor) -> Any:
    if isinstance(value, Tensor):
        return new if value is old else value
    if isinstance(value, dict):
        return type(value)(**{key: _with_first(item, old, new) for key, item in value.items()})
    return tuple(_with_first(item, old, new) for item in value) if isinstance(value, tuple) else value


def test_gradients_are_those_of_a_plain_backward(opened):
    torch.manual_seed(0)
    module = Recurrent()
    module(X).sum().backward()
    expected = [parameter.grad.clone() for parameter in module.parameters()]
    module.zero_grad()
    model = opened(module)
    with model.trace(X):
        hidden = model.gru.output[0]
        model.output.sum().backward()
    assert hidden.grad is not None
    assert all(mine.grad.allclose(theirs) for mine, theirs in zip(module.parameters(), expected, strict=True))


def test_a_packed_sequence_is_a_structure_like_any_other(opened):
    class Packs(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(4, 5, batch_first=True)

        def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
            packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
            return nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)[0]

    model, x, lengths = opened(Packs()), torch.randn(2, 6, 4), torch.tensor([6, 3])
    with model.trace(x, lengths) as run:
        output = model.lstm.output[0]
        output.data[:, 0] = 0
        out = model.output.save("out")
    assert type(output) is nn.utils.rnn.PackedSequence
    expected = model.module(x, lengths)
    expected[..., 0] = 0
    assert out.equal(expected)
    assert run.graph.run(model)["out"].equal(out)


# --- attention -----------------------------------------------------------------------------------------------

VIT = ("layers.1.attention", ("layers.1.attention.q_proj", "layers.1.attention.k_proj", "layers.1.attention.v_proj"))
SELF = "encoder.layer.1.attention.self"
BERT = ("encoder.layer.1.attention", (f"{SELF}.query", f"{SELF}.key", f"{SELF}.value"))
CROSS = "decoder.block.1.layer.1.EncDecAttention"
T5 = (CROSS, (f"{CROSS}.q", f"{CROSS}.k", f"{CROSS}.v"))
AUDIO = "model.decoder.layers.0.encoder_attn"
WHISPER = (AUDIO, (f"{AUDIO}.q_proj", f"{AUDIO}.k_proj", f"{AUDIO}.v_proj"))
ATTENTIONS = {"vit": (vit, *VIT), "bert": (bert, *BERT), "t5": (t5, *T5), "whisper": (whisper, *WHISPER)}


@pytest.fixture(params=ATTENTIONS)
def attention(request):
    torch.manual_seed(0)
    make, path, projections = ATTENTIONS[request.param]
    return (*make(), path, projections)


def test_attention_ports_are_the_projections_split_into_heads(attention, opened):
    module, inputs, path, projections = attention
    with torch.no_grad():
        _, values = hooked(module, inputs, [(projection, "output") for projection in projections])
        model = opened(module)
        with model.trace(**inputs):
            query, key, value, scores, pattern, heads = (
                getattr(handle(model, path), port).clone() for port in ATTENTION
            )
    split = [values[projection, "output"].unflatten(-1, (2, -1)).transpose(1, 2) for projection in projections]
    ratio = (query / split[0]).nan_to_num(1).flatten()  # Whisper and the like scale it here
    assert torch.allclose(query, split[0] * ratio.median(), atol=1e-6)
    assert key.equal(split[1])
    assert value.equal(split[2])
    assert torch.allclose(pattern, scores.softmax(-1), atol=1e-6)
    assert torch.allclose(heads, pattern @ value, atol=1e-6)


@pytest.mark.parametrize("port", ["query", "key", "value"])
def test_a_changed_attention_port_is_a_changed_projection(attention, opened, port):
    module, inputs, path, projections = attention

    def edit(value: Tensor) -> None:
        value.unflatten(-1, (2, -1))[:, :, 1] = 0

    with torch.no_grad():
        expected, _ = hooked(module, inputs, (), {(projections[ATTENTION.index(port)], "output"): edit})
        model = opened(module)
        with model.trace(**inputs) as run:
            getattr(handle(model, path), port)[:, 1] = 0
            out = first(model.output).save("out")
        assert torch.allclose(out, first(expected), atol=1e-6)
        assert not out.equal(first(module(**inputs)))
        assert run.graph.run(model)["out"].equal(out)


@pytest.mark.parametrize("port", ["pattern", "heads"])
def test_without_a_heads_pattern_there_is_nothing_of_the_head(attention, opened, port):
    module, inputs, path, projections = attention

    def edit(value: Tensor) -> None:
        value.unflatten(-1, (2, -1))[:, :, 0] = 0

    with torch.no_grad():
        expected, _ = hooked(module, inputs, (), {(projections[2], "output"): edit})
        model = opened(module)
        with model.trace(**inputs):
            now = getattr(handle(model, path), port)
            setattr(handle(model, path), port, torch.stack([torch.zeros_like(now[:, 0]), now[:, 1]], 1))
            out = first(model.output)
        assert now[:, 0].any()
        assert torch.allclose(out, first(expected), atol=1e-6)


def test_a_child_named_like_an_attention_port_is_the_child_and_the_port_is_one_module_up(opened):
    module, inputs = bert()
    model = opened(module)
    attends = model.encoder.layer[0].attention
    assert attends.self.query.path == "encoder.layer.0.attention.self.query"
    with torch.no_grad(), model.trace(**inputs):
        assert attends.query.shape == (1, 2, 5, 8)
        assert attends.self.query.output.shape == (1, 5, 16)
        assert attends.self.pattern.equal(attends.pattern)
        port = r"the attention port of that name is `model\.encoder\.layer\[0\]\.attention\.query`"
        with pytest.raises(NoSuchModuleError, match=rf"query is a module and cannot be assigned to; .*; {port}"):
            attends.self.query = 0
        with pytest.raises(NoSuchModuleError, match=rf"query \(Linear\) has no module or port 'mean'.*; {port}"):
            attends.self.query.mean()


def test_a_model_without_attention_says_so(opened):
    module, inputs = mamba()
    model = opened(module)
    with torch.no_grad(), model.trace(**inputs):
        inner = model.layers[0].mixer.ops["silu"].output
        with pytest.raises(
            NoSuchModuleError, match=r"MambaMixer\) has no module or port 'pattern'.*modules with \"att\" in their path"
        ):
            model.layers[0].mixer.pattern.sum()
    assert inner.shape == (1, 32, 5)


def test_the_attention_of_pytorch_itself_cannot_be_looked_into(opened):
    module, inputs = encoder()
    model = opened(module)
    with (
        model.trace(**inputs),
        pytest.raises(ModelError, match=r"PyTorch computes the whole of a MultiheadAttention in"),
    ):
        model.layers[0].self_attn.pattern.sum()


def test_attentions_are_not_told_apart_in_a_module_that_holds_several(opened):
    class Attends(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.decoder = t5()[0]

        def forward(self, input_ids: Tensor) -> Any:
            return self.decoder(input_ids=input_ids, decoder_input_ids=input_ids)

    model = opened(nn.Sequential(Attends()))
    with (
        model.trace(IDS),
        pytest.raises(ModelError, match="Attends computes 6 attentions in one forward"),
    ):
        model[0].pattern.sum()


# --- encoder and decoder -------------------------------------------------------------------------------------


def test_an_encoder_is_read_and_changed_in_step_0_and_the_decoder_in_each(opened):
    torch.manual_seed(0)
    module, inputs = t5()
    options = {"max_new_tokens": 3, "min_new_tokens": 3, "do_sample": False}
    seen: list[Tensor] = []
    hooks = [
        module.encoder.block[0].register_forward_hook(lambda m, a, out: (out[0] * 2, *out[1:])),
        module.decoder.block[1].register_forward_hook(lambda m, a, out: seen.append(first(out).clone())),
    ]
    expected = module.generate(inputs["input_ids"], **options)
    for hook in hooks:
        hook.remove()
    opened(module)
    model = nnexplore.LanguageModel(module)
    texts: list[str] = []
    with model.generate(IDS, on_token=texts.append, **options) as run:
        first(model.encoder.block[0].output).mul_(2)
        hidden, crossed = [], []
        for _ in run.steps():
            crossed.append(model.decoder.block[1].layer[1].EncDecAttention.pattern)
            hidden.append(first(model.decoder.block[1].output))
        out = model.generator.output.save("out")
    assert out.equal(expected)
    assert all(mine.equal(theirs) for mine, theirs in zip(hidden, seen, strict=True))
    assert [pattern.shape for pattern in crossed] == [(1, 2, 1, 5)] * 3
    assert run.ids == [expected[0, 1:].tolist()]
    assert texts == [str(token) for token in run.ids[0]]
    assert run.graph.run(model)["out"].equal(out)


def test_an_encoder_is_not_called_in_later_steps():
    model = nnexplore.LanguageModel(t5()[0])
    with (
        model.generate(IDS, max_new_tokens=2, min_new_tokens=2),
        pytest.raises(
            NotReachedError,
            match=r"encoder\.block\.0 is not called in step 1; an encoder, for one, is called in step 0 alone",
        ),
    ):
        first(model.encoder.block[0].at(step=1).output).sum()
