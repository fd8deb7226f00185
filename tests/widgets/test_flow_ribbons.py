"""The ribbons' quantities are those of plain hooks, and the contributions of a block add up to the logit."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import Workspace
from nnexplore.analysis import forward_pass
from nnexplore.errors import AnalysisError
from nnexplore.widgets._flow_ribbons import heads_in, quantity
from tests.analysis.naive import naive_attribution
from tests.analysis.naive.forward import forward, values_of
from tests.tiny import tiny

IDS = torch.tensor([[5, 17, 99, 4, 250, 31, 8, 77]])
KINDS = ["demo", "llama", "gemma2", "gpt_neox"]
EIFFEL = "The Eiffel Tower is in the city of"


def model_of(kind):
    return nnexplore.load("demo") if kind == "demo" else tiny(kind)


def asked(kind, what, head=0, layer=1, token=None, change=None, **of):
    space = Workspace(model_of(kind), IDS)
    if change:
        change(space)
    found = forward_pass(space, layer=layer, **of)
    return quantity(space, found, what, head, of.get("run", "edited"), token)


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def whole(told):
    return sum(told["parts"].values()) + told["rest"] + sum(told["biases"].values())


def steps_of(told):
    """What each step adds at the last token; at all others nothing."""
    found = {name: floats(data) for name, data in told["steps"].items()}
    assert all(len(value) == len(IDS[0]) and not value[:-1].any() for value in found.values())
    return {name: float(value[-1]) for name, value in found.items()}


@pytest.mark.parametrize("kind", KINDS)
class TestNorms:
    def test_are_the_lengths_of_the_vectors_that_hooks_see(self, kind):
        told = asked(kind, "norm", head=3)
        module = model_of(kind).module
        for name in ("resid_pre", "attn_out", "mlp_out", "resid_post"):
            expected = values_of(module, IDS, name)[1][0].norm(dim=-1)
            torch.testing.assert_close(floats(told["steps"][name]), expected)

    def test_of_heads_are_the_head_s_and_of_its_value_head(self, kind):
        module = model_of(kind).module
        values = values_of(module, IDS, "head_v")[1][0]
        outs = values_of(module, IDS, "head_out")[1][0]
        for head in range(4):
            told = asked(kind, "norm", head=head)
            group = head // (4 // values.shape[1])
            torch.testing.assert_close(floats(told["steps"]["value"]), values[:, group].norm(dim=-1))
            torch.testing.assert_close(floats(told["steps"]["heads"]), outs[:, head].norm(dim=-1))

    def test_say_which_is_the_largest_and_leave_the_logits_out(self, kind):
        told = asked(kind, "norm")
        assert told["most"] == max(float(floats(data).max()) for data in told["steps"].values())
        assert all(len(floats(data)) == 8 for data in told["steps"].values())
        assert "logits" not in told["steps"]
        assert "changes nothing" in told["missing"]["logits"]
        assert not {"pattern", "masked", "scaled"} & {*told["steps"]}


@pytest.mark.parametrize("kind", KINDS)
def test_attention_is_the_pattern_times_the_length_of_the_value(kind):
    module = model_of(kind).module
    patterns = values_of(module, IDS, "head_pattern")[1][0]
    values = values_of(module, IDS, "head_v")[1][0]
    for head in range(4):
        told = asked(kind, "attention", head=head)
        group = head // (4 // values.shape[1])
        expected = patterns[head] * values[:, group].norm(dim=-1)[None]
        torch.testing.assert_close(floats(told["edges"]).view(8, 8), expected, atol=1e-5, rtol=1e-5)
        assert told["most"] == float(floats(told["edges"]).max()) > 0


def test_a_sink_of_its_own_is_no_token():
    told = asked("gpt_oss", "attention", head=2)
    edges = floats(told["edges"]).view(8, 8)
    assert (edges.triu(1) == 0).all()
    assert edges.any()


class TestContribution:
    @pytest.mark.parametrize("kind", [*KINDS, "opt", "granite", "bloom", "gpt_oss", "mamba"])
    @pytest.mark.parametrize("layer", [0, 1, 2])
    def test_adds_up_to_the_logit(self, kind, layer):
        told = asked(kind, "contribution", layer=layer, token=11)
        module = model_of(kind).module
        with torch.no_grad():
            logit = float(module(IDS).logits[0, -1, 11])
        assert abs(told["logit"] - logit) < 1e-5
        assert abs(whole(told) - told["total"]) < 2e-5
        cap = getattr(module.config, "final_logit_softcapping", None)
        assert told["capped"] == (cap is not None)
        capped = told["total"] if cap is None else cap * float(np.tanh(told["total"] / cap))
        assert abs(capped - logit) < 2e-5
        assert (told["token"]["id"], told["at"]) == (11, 7)

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("layer", [0, 1, 2])
    def test_is_that_of_bare_hooks(self, kind, layer):
        naive = naive_attribution(model_of(kind).module, IDS, answer=11, other=12)
        one, other = (asked(kind, "contribution", layer=layer, token=token) for token in (11, 12))
        first, second = steps_of(one), steps_of(other)
        steps = {name: first[name] - second[name] for name in first}
        after = naive.attn_out[:layer].sum() + naive.mlp_out[:layer].sum()
        assert abs(steps["resid_pre"] - float(naive.embed + after)) < 2e-5
        assert abs(steps["embedding"] - float(naive.embed)) < 2e-5
        assert abs(steps["attn_out"] - float(naive.attn_out[layer])) < 2e-5
        assert abs(steps["mlp_out"] - float(naive.mlp_out[layer])) < 2e-5
        rest = naive.attn_out[layer + 1 :].sum() + naive.mlp_out[layer + 1 :].sum()
        assert abs(one["rest"] - other["rest"] - float(rest)) < 4e-5
        bias = sum(one["biases"].values()) - sum(other["biases"].values())
        assert abs(bias - float(naive.bias)) < 1e-5
        heads = (floats(one["heads"]) - floats(other["heads"])).double()
        torch.testing.assert_close(heads, naive.head_out[layer], atol=2e-5, rtol=1e-4)

    @pytest.mark.parametrize("kind", [*KINDS, "granite", "olmo2"])
    def test_of_heads_and_of_embeddings_add_up(self, kind):
        told = asked(kind, "contribution", head=3, token=11)
        steps = steps_of(told)
        assert steps["heads"] == float(floats(told["heads"])[3])
        assert {name: steps[name] for name in told["parts"]} == pytest.approx(told["parts"], rel=1e-6)
        assert [*told["parts"]] == ["resid_pre", "attn_out", "mlp_out"]
        assert abs(float(floats(told["heads"]).sum()) + told["heads_bias"] - steps["attn_out"]) < 2e-5
        start = steps["token_embedding"] + steps.get("position_embedding", 0.0)
        assert abs(start - steps["embedding"]) < 2e-5
        assert told["most"] * (1 + 1e-6) >= max(map(abs, steps.values())) > 0
        assert not told["missing"]

    def test_of_one_token_by_hand(self):
        """GPT-2's own arithmetic, written down: ln_f with its deviation held, then the row of the unembedding."""
        model = nnexplore.load("demo")
        space = Workspace(model, EIFFEL)
        told = quantity(space, forward_pass(space, layer=2), "contribution")
        ids = model.tokenizer(EIFFEL, return_tensors="pt").input_ids
        seen = {}
        block, norm = model.module.transformer.h[2], model.module.transformer.ln_f
        hooks = [
            block.mlp.register_forward_hook(lambda _m, _a, out: seen.update(mlp=out)),
            norm.register_forward_hook(lambda _m, args, _out: seen.update(end=args[0])),
        ]
        with torch.no_grad():
            logits = model.module(ids).logits[0, -1]
        for hook in hooks:
            hook.remove()
        best = int(logits.argmax())
        assert told["token"] == {"id": best, "text": " Paris"}
        end, part = seen["end"][0, -1].double(), seen["mlp"][0, -1].double()
        spread = (end.var(unbiased=False) + norm.eps).sqrt()
        row = model.module.lm_head.weight[best].detach().double()
        expected = ((part - part.mean()) / spread * norm.weight.detach().double()) @ row
        assert abs(told["parts"]["mlp_out"] - float(expected)) < 1e-5
        assert told["biases"] == pytest.approx({"final norm bias": float(norm.bias.detach().double() @ row)})

    def test_of_a_changed_run_adds_up_to_the_changed_logit(self):
        def off(value):
            value = value.clone()
            value[:, :, 2] = 0
            return value

        told = asked("demo", "contribution", token=11, change=lambda space: space.zero("head_out", 1, head=2))
        logits, _ = forward(model_of("demo").module, IDS, {("head_out", 1): off})
        assert abs(told["logit"] - float(logits[0, -1, 11])) < 1e-5
        assert abs(whole(told) - told["logit"]) < 1e-5
        assert floats(told["heads"])[2] == 0
        clean = asked(
            "demo", "contribution", token=11, change=lambda space: space.zero("head_out", 1, head=2), run="clean"
        )
        assert abs(clean["logit"] - float(forward(model_of("demo").module, IDS)[0][0, -1, 11])) < 1e-5
        assert floats(clean["heads"])[2] != 0

    def test_a_changed_stream_counts_to_the_rest(self):
        plain = asked("demo", "contribution", token=11)
        told = asked("demo", "contribution", token=11, change=lambda space: space.scale("resid_post", 1, by=2.0))
        assert abs(whole(told) - told["logit"]) < 1e-5
        assert abs(told["rest"] - plain["rest"]) > 0.1

    def test_of_a_changed_attention_output_knows_no_heads(self):
        told = asked("demo", "contribution", change=lambda space: space.scale("attn_out", 1, by=2.0))
        assert told["heads"] == b""
        assert "no linear map of what the run gave it" in told["missing"]["heads"]
        assert abs(whole(told) - told["logit"]) < 1e-5

    def test_a_norm_behind_the_embeddings_is_told(self):
        told = asked("bloom", "contribution")
        assert "token_embedding" not in told["steps"]
        assert "no sum and no factor" in told["missing"]["token_embedding"]
        assert "embedding" in told["steps"]

    def test_of_a_model_without_attention(self):
        told = asked("mamba", "contribution")
        assert [*told["parts"]] == ["resid_pre"]
        assert (told["heads"], "heads" in told["steps"]) == (b"", False)
        assert told["missing"]["heads"]
        assert asked("mamba", "attention")["missing"]["edges"]
        assert heads_in(forward_pass(tiny("mamba"), IDS)) == 0


class TestWhatCannotBe:
    def test_another_kind(self):
        with pytest.raises(AnalysisError, match='"norm", "attention" or "contribution"; got \'width\''):
            asked("demo", "width")

    @pytest.mark.parametrize("head", [4, -1, True, "0"])
    def test_another_head(self, head):
        with pytest.raises(AnalysisError, match=r"layer 1 has no head .*: they are 0 to 3"):
            asked("demo", "norm", head=head)

    @pytest.mark.parametrize("token", [1534, -1, "Paris", False])
    def test_another_token(self, token):
        with pytest.raises(AnalysisError, match="their ids are 0 to 1533"):
            asked("demo", "contribution", token=token)
