"""The same block on a real server, over a socket: values, numbers in the block and after it, generations, sessions."""

from __future__ import annotations

import copy
import logging
import pickle
import warnings

import pytest
import torch

import nnexplore
from nnexplore.errors import NotReachedError, RemoteError, ValueMismatchError
from nnexplore.remote.client.venue import Elsewhere
from tests.reference import hooks_on

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
BLOCK = "transformer.h.1"
pytestmark = pytest.mark.usefixtures("no_grad")


@pytest.fixture
def requests(server):
    """How many jobs the server has been given since."""
    before = {job.id for job in server.jobs()}
    return lambda: len({job.id for job in server.jobs()} - before)


def test_what_was_saved_is_real_wherever_it_was_put(demo, server, plain, requests):
    kept, named = [], {}
    with demo.trace(PROMPT, remote=server):
        hidden = demo.transformer.h[1].output.save()
        assert hidden.shape == (1, 8, 128)
        kept.append(demo.transformer.h[2].mlp.output.save())
        named["norm"] = (hidden * 2).norm(dim=-1).save("norm")
    _, values = plain((BLOCK, "output"), ("transformer.h.2.mlp", "output"))
    torch.testing.assert_close(hidden, values[BLOCK, "output"])
    torch.testing.assert_close(kept[0], values["transformer.h.2.mlp", "output"])
    torch.testing.assert_close(named["norm"], (values[BLOCK, "output"] * 2).norm(dim=-1))
    with demo.trace(PROMPT):
        assert type(kept[0]) is type(hidden) is type(demo.transformer.h[2].mlp.output)
    assert type(hidden * 1) is type(hidden.value) is torch.Tensor
    assert requests() == 1
    assert hooks_on(demo.module) == []


def test_a_change_is_made_there_and_not_here(demo, server, plain):
    output, _ = plain(edits={(BLOCK, "output"): lambda value: value.__setitem__((slice(None), -1), 0)})
    before = copy.deepcopy(demo.module.state_dict())
    with demo.trace(PROMPT, remote=server):
        demo.transformer.h[1].output[:, -1] = 0
        logits = demo.output.logits.save()
    torch.testing.assert_close(logits, output.logits)
    assert all(before[name].equal(one) for name, one in demo.module.state_dict().items())


@pytest.mark.parametrize(
    "ask",
    [
        lambda h: h.norm().item(),
        lambda h: bool(h.norm() > 5),
        lambda h: h[0, -1, :3].tolist(),
        lambda h: float(h.sum()),
        lambda h: f"{h.sum():.3f}",
        lambda h: str(h[0, 0, :2]),
        lambda h: h.numpy().sum().item(),
        lambda h: h.nonzero().shape,
        lambda h: h[h > 2].shape,
        lambda h: [round(one.sum().item(), 2) for one in h[0, :2]],
        lambda h: pickle.loads(pickle.dumps(h)).sum().item(),
        lambda h: copy.deepcopy(h).sum().item(),
    ],
)
def test_numbers_can_be_asked_for_in_the_block(demo, server, plain, ask):
    expected = ask(plain((BLOCK, "output"))[1][BLOCK, "output"])
    with demo.trace(PROMPT, remote=server):
        found = ask(demo.transformer.h[1].output)
    assert found == pytest.approx(expected, rel=1e-4) if isinstance(found, float) else found == expected


def test_a_number_is_that_of_its_moment_and_is_asked_for_once(demo, server, requests):
    with demo.trace(PROMPT, remote=server):
        hidden = demo.transformer.h[1].output
        first, again = hidden.norm().item(), hidden.norm().item()
        whole = float(hidden.sum()), float(hidden.sum())
        hidden[:, -1] = 0
        later = hidden.norm().item()
    assert first == again > later
    assert whole[0] == whole[1]
    assert requests() == 5  # norm() twice and sum() twice are four values, and one after the change


def test_a_condition_takes_the_way_that_the_numbers_say(demo, server, plain):
    def block(**where):
        with demo.trace(PROMPT, **where):
            for layer in demo.layers:
                if layer.output[0, -1].norm() > 20:
                    layer.output[:, -1] *= 0.5
            return demo.output.logits.save()

    torch.testing.assert_close(block(remote=server), block())


def test_what_was_not_saved_is_fetched_when_it_is_used_all_at_once(demo, server, plain, requests):
    with demo.trace(PROMPT, remote=server):
        outputs = [layer.output for layer in demo.layers]
        attention = demo.layers[0].attn.output
    assert requests() == 0
    assert repr(outputs[0]) == "deferred float32[1, 8, 128]"
    assert outputs[0].shape == (1, 8, 128)
    total = torch.stack(outputs).sum()
    _, values = plain(*[(f"transformer.h.{layer}", "output") for layer in range(4)], ("transformer.h.0.attn", "output"))
    torch.testing.assert_close(total, sum(values[f"transformer.h.{layer}", "output"].sum() for layer in range(4)))
    torch.testing.assert_close(attention[0], values["transformer.h.0.attn", "output"][0])
    assert requests() == 1
    assert not outputs[0].is_meta


def test_gradients_in_the_block_and_after_it(demo, server, requests):
    with torch.enable_grad():
        with demo.trace(PROMPT, remote=server):
            hidden = demo.transformer.h[1].output
            demo.output.logits[0, -1].max().backward()
            saved = hidden.grad.save()
        with demo.trace(PROMPT):
            expected = demo.transformer.h[1].output
            demo.output.logits[0, -1].max().backward()
            flowed = expected.grad.clone()
    demo.module.zero_grad()
    torch.testing.assert_close(saved, flowed)
    torch.testing.assert_close(hidden.grad, flowed)
    before = requests()
    torch.testing.assert_close(hidden, expected)
    torch.testing.assert_close(hidden.grad, flowed)
    assert requests() == before + 1


def test_random_numbers_are_drawn_here_and_travel(demo, server):
    with demo.trace(PROMPT, remote=server) as run:
        noise = torch.randn_like(demo.transformer.h[1].output)
        demo.transformer.h[1].output += noise
        logits = demo.output.logits.save("logits")
    torch.testing.assert_close(run.graph.run(demo)["logits"], logits)


def test_a_generation(demo, server):
    with demo.generate(PROMPT, max_new_tokens=8) as run:
        expected = [demo.layers[-1].output for _ in run.steps()]
    with demo.generate(PROMPT, max_new_tokens=8, remote=server) as there:
        found = [demo.layers[-1].output.save() for _ in there.steps()]
    count = len(expected)
    assert there.text == run.text
    assert there.tokens == run.tokens
    for one, other in zip(found, expected, strict=False):
        torch.testing.assert_close(one, other)
    assert [one.is_meta for one in found] == [False] * count + [True] * (8 - count)
    with pytest.raises(NotReachedError, match="ended before"):
        found[-1].sum()


def test_of_a_generation_what_was_reached_can_be_had_unsaved_and_the_rest_cannot(demo, server):
    with demo.generate(PROMPT, max_new_tokens=8) as run:
        expected = [demo.layers[-1].output for _ in run.steps()]
    with demo.generate(PROMPT, max_new_tokens=8, remote=server) as there:
        found = [demo.layers[-1].output for _ in there.steps()]
    for one, other in zip(found[: len(expected)], expected, strict=True):
        torch.testing.assert_close(one.clone(), other)
    with pytest.raises(NotReachedError, match="ended before"):
        found[-1].sum()


def test_a_session_is_one_request(demo, server, requests):
    def block(**where):
        with demo.session(**where) as session:
            with demo.trace(OTHER):
                berlin = demo.layers[1].output[:, -1]
            with demo.trace(PROMPT):
                demo.layers[1].output[:, -1] = berlin
                logits = demo.output.logits.save()
            with demo.generate(PROMPT, max_new_tokens=3) as run:
                run.finish()
        assert session.graph.runs == 3
        return logits, run.text

    there, here = block(remote=server), block()
    torch.testing.assert_close(there[0], here[0])
    assert there[1] == here[1]
    assert requests() == 1
    assert demo.tokenizer.decode(there[0][0, -1].argmax()) == " Berlin"


def test_several_prompts_in_one_block(demo, server, requests):
    def block(**where):
        with demo.trace(**where) as run:
            with run.invoke(OTHER):
                berlin = demo.layers[1].output[:, -1].save()
            with run.invoke(PROMPT):
                demo.layers[1].output[:, -1] = berlin
                logits = demo.output.logits.save()
        return logits

    torch.testing.assert_close(block(remote=server), block())
    assert requests() == 1


def test_a_block_that_nobody_waits_for(demo, server):
    with demo.trace(PROMPT, remote=server, blocking=False) as run:
        hidden = demo.layers[1].output.save("hidden")
    again = server.job(run.remote.job.id)
    torch.testing.assert_close(again.result().results[0]["hidden"], hidden.value)
    with demo.trace(PROMPT) as here:
        expected = demo.layers[1].output
    torch.testing.assert_close(hidden, expected)
    assert here.remote is None


def test_a_model_without_weights_here(server, demo, plain):
    far = nnexplore.remote.open(server)
    assert all(one.is_meta for one in far.module.parameters())
    assert far.tokenizer.decode(far.tokenizer.encode(PROMPT)) == PROMPT
    with far.trace(PROMPT):
        pattern = far.layers[2].attn.pattern.save()
        logits = far.output.logits.save()
    torch.testing.assert_close(logits, plain()[0].logits)
    with demo.trace(PROMPT):
        torch.testing.assert_close(pattern, demo.layers[2].attn.pattern)
    assert repr(far.probe) == repr(demo.probe)
    far.generate(PROMPT, max_new_tokens=1)


def test_half_the_bytes(demo, server, plain):
    half = Elsewhere(server, "demo", dtype="float16")
    with demo.trace(PROMPT, remote=half):
        logits = demo.output.logits.save()
    assert logits.dtype == torch.float16
    torch.testing.assert_close(logits.float(), plain()[0].logits, atol=2e-2, rtol=2e-3)


def test_mistakes_are_found_before_anything_is_sent(demo, server, requests):
    with demo.trace(PROMPT, remote=server):
        with pytest.raises(ValueMismatchError, match=r"float32\[1, 8, 128\], but float32\[3\] was assigned"):
            demo.layers[1].output = torch.zeros(3)
        demo.layers[2].output.sum()
    assert requests() == 0


def test_nothing_is_sent_after_an_exception(demo, server, requests):
    with pytest.raises(ZeroDivisionError), demo.trace(PROMPT, remote=server):
        demo.layers[1].output.save()
        raise ZeroDivisionError
    assert requests() == 0
    assert hooks_on(demo.module) == []


def test_a_refusal_has_the_line_of_the_block(demo, server):
    message = r"line \d+: `x\[:, None, None\].*this server allows"
    with pytest.raises(RemoteError, match=message) as refused, demo.trace(PROMPT, remote=server):
        x = demo.layers[1].output.flatten()
        x[:, None, None].expand(-1, 1024, 1024).contiguous().save()
    assert refused.value.code == "too_costly"
    assert refused.value.detail["limit"] < refused.value.detail["given"]
    assert f"takes {refused.value.detail['given']:,} " in str(refused.value)


@pytest.fixture(scope="module")
def giving(tmp_path_factory):
    """The address of a server that gives weights, and is perhaps still loading the model."""
    config = tmp_path_factory.mktemp("giving") / "server.toml"
    config.write_text('[server]\nspool = "spool"\n[[models]]\nname = "demo"\nweights = true\n')
    with nnexplore.remote.start(config=config) as started:
        yield started.url


def test_a_model_is_opened_while_its_server_loads_it(giving):
    assert nnexplore.remote.open(giving).elsewhere


def test_code_opens_the_model_where_it_is(giving, plain):
    far = nnexplore.remote.open(giving)
    with far.trace(PROMPT) as run:
        far.output.logits.save("logits")
    names = {}
    exec(run.graph.code(), names)
    assert names["model"].elsewhere
    torch.testing.assert_close(names["logits"], plain()[0].logits)


def test_weights_are_the_servers_own_unless_it_says_otherwise(demo, server, giving):
    def block(**where):
        zero = torch.zeros_like(demo.transformer.h[1].mlp.c_proj.weight)
        with demo.weights({"transformer.h.1.mlp.c_proj.weight": zero}), demo.trace(PROMPT, **where):
            return (demo.transformer.h[1].output @ demo.transformer.wte.weight.T).save()

    with pytest.raises(RemoteError, match=r"does not give weights.*weights = true") as refused:
        block(remote=server)
    assert refused.value.code == "forbidden_operation"
    torch.testing.assert_close(block(remote=giving), block())


def test_other_weights_for_one_run(demo, giving):
    plain = copy.deepcopy(demo.module)
    with torch.no_grad():
        plain.transformer.h[1].mlp.c_proj.weight *= 1.5
        plain.transformer.h[1].mlp.c_proj.bias.zero_()
        expected = plain(**demo.tokenizer(PROMPT, return_tensors="pt")).logits
    far = nnexplore.remote.open(giving)
    for model, where in ((demo, {}), (demo, {"remote": giving}), (far, {})):
        with model.trace(PROMPT, **where):
            module = model.transformer.h[1].mlp.c_proj
            module.weight = module.weight * 1.5
            module.bias = 0
            total = module.weight.sum().save()
            logits = model.output.logits.save()
        torch.testing.assert_close(total, plain.transformer.h[1].mlp.c_proj.weight.sum())
        torch.testing.assert_close(logits, expected)
    with pytest.raises(ValueMismatchError, match="same shape"), far.trace(PROMPT):
        far.transformer.h[1].mlp.c_proj.weight = torch.zeros(5, 128)


def test_many_graphs_are_one_request(demo, server, requests):
    with demo.trace(PROMPT) as run:
        layer = run.hole("layer", range(4))
        demo.layers[layer].output[:, -1] *= run.hole("scale", [0.0, 0.5, 1.5])
        demo.output.logits[:, -1].save("said")
    there = demo.on(server)
    here, found = nnexplore.sweep(demo, run.graph), nnexplore.sweep(there, run.graph)
    assert len(found.results) == 12
    for one, other in zip(found.results, here.results, strict=True):
        torch.testing.assert_close(one["said"], other["said"], atol=1e-4, rtol=1e-4)
    assert requests() == 1
    assert "carried out by <" in repr(found.results.plan)


def test_of_many_graphs_some_are_told_early_and_one_that_fails_stands_alone(demo, server):
    graphs = []
    for number in range(12):
        with demo.trace(PROMPT if number % 2 else OTHER, defer=True) as run:
            demo.layers[number % 4].output.sum().save("sum")
        graphs.append(run.graph)
    graphs[5] = nnexplore.graph.Graph.from_json(graphs[5].to_json().replace("transformer.h.1", "transformer.h.7"))
    told = []
    found = nnexplore.run_many(
        demo.on(server), graphs, each=lambda numbers, _: told.append(list(numbers)), errors="return"
    )
    assert [number for numbers in told for number in numbers] == list(range(12))
    assert len(told) > 1
    assert list(found.errors) == [5]
    for number in (0, 3, 4, 6, 11):
        torch.testing.assert_close(found[number]["sum"], graphs[number].run(demo)["sum"], atol=1e-2, rtol=1e-4)


def test_a_server_that_is_not_there():
    model = nnexplore.load("demo").on("http://127.0.0.1:9")
    with pytest.raises(RemoteError, match="cannot be reached") as refused, model.trace(PROMPT):
        model.layers[1].output.save()
    assert refused.value.code == "unreachable"


def test_another_model_than_the_servers(gpt2, server):
    message = "no models with the modules of this GPT2LMHeadModel; it has demo"
    with pytest.raises(RemoteError, match=message), gpt2.trace(PROMPT, remote=server):
        gpt2.layers[1].output.save()


def test_a_request_for_a_number_is_told(demo, server, caplog):
    caplog.set_level(logging.INFO, "nnexplore")
    with demo.trace(PROMPT, remote=server):
        demo.layers[1].output.sum().item()
    assert "asking for 1 value(s)" in caplog.text


def test_nothing_warns(demo, server):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with demo.trace(PROMPT, remote=server):
            demo.layers[1].output *= 2
            demo.output.logits.save()
