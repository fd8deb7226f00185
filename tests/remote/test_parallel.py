"""A model split over two processes gives what it gives in one; and they end together, whatever becomes of one."""

from __future__ import annotations

import re
import time

import psutil
import pytest
import torch

import nnexplore
from nnexplore.errors import ModelError, RemoteError
from nnexplore.graph import Builder, Grad, Graph, Inputs, Ref, Save, Site
from nnexplore.remote import Refusal, Request
from nnexplore.remote.fingerprint import fingerprint
from nnexplore.remote.service.config import Config
from nnexplore.remote.worker.anatomy_json import probe_of
from nnexplore.remote.worker.loading import load_model
from nnexplore.remote.worker.parallel import check_split
from nnexplore.remote.worker.spec import ModelSpec
from tests.reference import hooked
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
LAYER = "model.layers.1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model of 4 heads on 2 for key and value, with an uneven vocabulary, as files."""
    model, folder = tiny("llama", vocab_size=2047), tmp_path_factory.mktemp("llama")
    model.module.save_pretrained(folder)
    model.tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def whole(folder):
    """The same files in this process, not split."""
    return nnexplore.LanguageModel(folder).load()


@pytest.fixture(scope="module")
def started(folder, tmp_path_factory):
    """``nnexplore serve`` with that model in two processes."""
    config = tmp_path_factory.mktemp("server") / "server.toml"
    table = f'name = "llama"\nsource = "{folder}"\ntensor_parallel = 2\nweights = true\nlimits = {{ seconds = 30 }}\n'
    config.write_text(f'[server]\nspool = "spool"\n[[models]]\n{table}')
    with nnexplore.remote.start(config=config) as started:
        until = time.monotonic() + 300
        while started.server.model("llama")["state"] != "ready":
            assert time.monotonic() < until
            time.sleep(0.2)
        yield started


@pytest.fixture(scope="module")
def split(started, whole):
    """The model there."""
    return whole.on(started.server)


def assert_same(found, wanted):
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        value = value.detach()
        scale = 1 + float(value[value.abs() < 1e9].abs().max()) if value.numel() else 1  # masked scores are far below
        torch.testing.assert_close(found[name].detach(), value, rtol=0, atol=1e-5 * scale, msg=name)


def processes(started):
    """The worker, and the other process of its model."""
    (worker,) = psutil.Process(started._process.pid).children()
    return [worker, *worker.children()]


# -- equal ----------------------------------------------------------------------------------------------------------


def test_each_module_gives_what_plain_hooks_give(split, whole):
    paths = [path for path, _ in whole.module.named_modules() if re.search(r"layers\.\d+\.|norm|embed|lm_head", path)]
    points = [(path, port) for path in paths for port in ("input", "output")]
    ids = dict(whole.tokenizer(PROMPT, return_tensors="pt"))
    with torch.no_grad():
        _, values = hooked(whole.module, ids, points)
        with whole.trace(PROMPT, defer=True) as run:
            for path, port in values:  # in the order in which they came
                handle = whole
                for part in path.split("."):
                    handle = handle[int(part)] if part.isdigit() else getattr(handle, part)
                value = getattr(handle, port)
                (value[0] if isinstance(value, tuple) else value).save(f"{path} {port}")
    found = split.carry_out(run.graph)
    first = {key: value[0] if isinstance(value, tuple) else value for key, value in values.items()}
    assert len(points) > 60
    assert_same(found, {f"{path} {port}": value for (path, port), value in first.items()})


def edit_inputs_and_outputs(model):
    layer = model.layers[1]
    layer.self_attn.q_proj.output[:, -1] = 0.5
    layer.self_attn.v_proj.output *= 2
    layer.self_attn.o_proj.input = layer.self_attn.o_proj.input.flip(-1)
    layer.mlp.gate_proj.output = layer.mlp.gate_proj.output.roll(1, -1)
    layer.mlp.act_fn.output[..., ::3] = 1.0
    layer.mlp.down_proj.input += 0.25
    model.lm_head.output[..., :5] -= 3.0


def edit_attention(model):
    attention = model.layers[1].self_attn
    attention.query[:, 3] = 0
    attention.key[:, 1] *= 2
    attention.value[:, 0, 2] = 1.0
    attention.pattern[:, 2] = attention.pattern[:, 1]
    attention.heads[:, 0] = 0


def read_attention(model):
    for port in ("query", "key", "value", "scores", "pattern", "heads"):
        getattr(model.layers[2].self_attn, port).save(port)


def look_inside(model):
    for path in ("self_attn", "mlp"):
        for operation in model.operations(f"model.layers.1.{path}"):
            found = getattr(model.layers[1], path).ops
            found[operation].output.save(f"{path}.{operation}")


def leave_out(model):
    layer = model.layers[1]
    layer.self_attn.v_proj.skip(layer.self_attn.k_proj.output)
    layer.mlp.up_proj.skip(layer.mlp.gate_proj.output)


def apply_modules(model):
    hidden = model.layers[0].output
    model.lm_head(model.norm(hidden)).save("lens")
    model.layers[2].self_attn.q_proj(hidden).save("query of another layer")


def use_weights(model):
    weight = model.layers[2].mlp.up_proj.weight
    (weight @ model.layers[0].output[0, -1]).save("by hand")
    model.layers[0].self_attn.q_proj.weight.save("weight")


def other_weights(model):
    model.layers[1].mlp.up_proj.weight = torch.ones(48, 32) / 9
    model.embed.weight = model.embed.weight * 2


READS = [read_attention, look_inside, apply_modules, use_weights]
EDITS = [edit_inputs_and_outputs, edit_attention, leave_out, other_weights]


@pytest.mark.parametrize("block", [*READS, *EDITS], ids=lambda block: block.__name__)
def test_a_block_gives_what_it_gives_on_the_whole_model(split, whole, block):
    with torch.no_grad(), whole.trace(PROMPT) as run:
        block(whole)
        logits = whole.output.logits.save("logits")
    found = split.carry_out(run.graph)
    assert_same(found, whole.replay(run.graph))
    torch.testing.assert_close(found["logits"], logits.value, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("options", [{}, {"do_sample": True, "seed": 7}], ids=["greedy", "sampled"])
def test_a_generation(split, whole, options):
    with torch.no_grad(), whole.generate(PROMPT, max_new_tokens=4, **options) as run:
        for _ in run.steps():
            whole.layers[1].mlp.output[:, -1] *= 1.5
            whole.layers[1].self_attn.heads.save("heads")
        tokens = whole.generator.output.save("tokens")
    found = split.carry_out(run.graph)
    assert found["tokens"].equal(tokens.value)
    assert_same(found, whole.replay(run.graph))


def with_gradient(graph, value):
    """The graph that also has the gradient of a parameter, which a block gets from PyTorch."""
    last = max(node.id for node in graph.nodes)
    more = Grad(last + 1, Ref(value._node)), Save(last + 2, "weight", Ref(last + 1))
    return Graph((*graph.nodes, *more), graph.inputs, graph.model)


def test_gradients(split, whole):
    """Of values on both sides of what is split, and of a split weight."""
    with whole.trace(PROMPT) as run:
        weight = whole.layers[2].mlp.up_proj.weight
        hidden, query = whole.layers[0].output, whole.layers[1].self_attn.q_proj.output
        heads = whole.layers[1].self_attn.heads
        whole.layers[2].mlp.down_proj.input = whole.layers[2].mlp.down_proj.input * 2
        loss = whole.output.logits[0, -1].log_softmax(-1)[5] + (weight * weight).sum()
        loss.backward()
        for name, value in {"hidden": hidden, "query": query, "heads": heads}.items():
            value.grad.save(name)
    graph = with_gradient(run.graph, weight)
    whole.module.zero_grad()  # of what the block has left there
    wanted = {name: value.detach() for name, value in whole.replay(graph).items()}
    whole.module.zero_grad()
    found = split.carry_out(graph)
    assert min(value.abs().max() for value in wanted.values()) > 1e-3
    assert_same(found, wanted)
    parameter = whole.module.model.layers[2].mlp.up_proj.weight  # and by PyTorch alone
    logits = hooked(
        whole.module,
        dict(whole.tokenizer(PROMPT, return_tensors="pt")),
        edits={("model.layers.2.mlp.down_proj", "input"): lambda value: value * 2},
    )[0].logits
    (plain,) = torch.autograd.grad(logits[0, -1].log_softmax(-1)[5] + (parameter * parameter).sum(), [parameter])
    torch.testing.assert_close(found["weight"], plain, rtol=1e-4, atol=1e-5)


def test_many_graphs_together(split, whole):
    """More than go together at first, on several prompts, with one that fails."""
    with torch.no_grad():
        graphs = []
        for at in range(20):
            with whole.trace(PROMPT if at % 4 else "Madison Square Garden is in") as run:
                whole.layers[at % 3].mlp.act_fn.output[:, -1, at] = 4.0
                logits = whole.output.logits
                (logits[:, -1, at] if at % 2 else logits[:, -1]).save("logits")
            graphs.append(run.graph)
        wanted = [whole.replay(graph) for graph in graphs]
        found = nnexplore.run_many(split, graphs, progress=False)
    for at, one in enumerate(wanted):
        assert_same(found[at], one)


# -- described, stopped, killed, refused ----------------------------------------------------------------------------


def test_it_is_described_as_the_whole_model(started, whole):
    described = started.server.model("llama")
    assert described["parameters"] == sum(one.numel() for one in whole.module.parameters())
    assert described["published"]["fingerprint"] == fingerprint(whole.module)
    assert probe_of(described["probe"]) == whole.probe
    assert whole.probe.query_heads == 4


def slow(products):
    """A hundredth of a second for each product, at least."""
    build = Builder()
    hidden = build.read(Site(LAYER))
    square = build.constant(torch.eye(600))
    for _ in range(products):
        square = build.call("Tensor.matmul", square, square)
    build.save("corner", build.call("Tensor.__getitem__", square, (0, 0)))
    build.save("hidden", hidden)
    return Request("llama", (build.graph(Inputs((PROMPT,))),))


def hidden_of(model, split):
    """A value of the model, and how it is there."""
    with torch.no_grad(), model.trace(PROMPT) as run:
        hidden = model.layers[1].output.save("hidden")
    return hidden.value, split.carry_out(run.graph)["hidden"]


def running(job):
    while job.poll().state == "queued":
        time.sleep(0.02)
    return job


def test_what_is_cancelled_stops_in_every_process(started, whole, split):
    """And the same processes go on with the next request."""
    before = processes(started)
    job = running(started.server.submit(slow(1500)))
    time.sleep(0.3)
    with pytest.raises(RemoteError) as refused:
        job.cancel().result()
    assert refused.value.code == "cancelled"
    torch.testing.assert_close(*hidden_of(whole, split))
    assert processes(started) == before


def test_the_model_comes_back_when_one_of_its_processes_is_killed(started, whole, split):
    """While it computes; what it was at is tried again."""
    before = processes(started)
    job = running(started.server.submit(slow(150)))
    time.sleep(0.3)
    before[1].kill()
    assert job.result().results[0]["hidden"].shape == (1, 8, 32)
    torch.testing.assert_close(*hidden_of(whole, split))
    after = processes(started)
    assert len(after) == len(before) == 2
    assert not {one.pid for one in before} & {one.pid for one in after}


def test_what_cannot_be_split_is_refused_as_it_is_loaded(tmp_path):
    model = tiny("gpt2", vocab_size=64)
    model.module.save_pretrained(tmp_path)
    model.tokenizer.save_pretrained(tmp_path)
    words = r"the model 'a' does not load: tensor_parallel is 2, .* only \d+% .* in Conv1D, .*device_map"
    with pytest.raises(Refusal, match=words) as refused:
        load_model(ModelSpec("a", str(tmp_path), tensor_parallel=2))
    assert refused.value.code == "unavailable"
    with pytest.raises(ModelError, match=r"only \d+% .* in Qwen3MoeExperts"):
        check_split(tiny("qwen3_moe", vocab_size=64, moe_intermediate_size=64).module, 2)


def test_what_a_split_model_may_not_be_given():
    with pytest.raises(Refusal, match="the demo model is not split"):
        load_model(ModelSpec("demo", tensor_parallel=2))
    with pytest.raises(ValueError, match="has tensor_parallel and device_map, two ways"):
        ModelSpec("a", tensor_parallel=2, device_map="auto")
    with pytest.raises(ValueError, match="tensor_parallel is 65; expected a whole number from 1 to 64"):
        ModelSpec("a", tensor_parallel=65)
    with pytest.raises(ValueError, match="tp_plan cannot be given: it is the field tensor_parallel"):
        ModelSpec("a", options={"tp_plan": "auto"})


def test_a_replica_of_ray_has_a_gpu_for_each_process():
    table = {"name": "a", "tensor_parallel": 4, "ray": {"ray_actor_options": {"num_gpus": 4}}}
    assert ModelSpec.of(Config.of({"models": [table]}).models[0].spec.to_json()).tensor_parallel == 4
    table["ray"]["ray_actor_options"]["num_gpus"] = 2
    with pytest.raises(ValueError, match=r"tensor_parallel is 4, but num_gpus .* is 2; a replica needs num_gpus = 4"):
        Config.of({"models": [table]})


def test_no_process_is_left_when_the_server_is_killed(started):
    """The last test: there is no server afterwards."""
    worker_and_other = processes(started)
    started._process.kill()
    gone, _ = psutil.wait_procs(worker_and_other, timeout=10)
    assert len(gone) == 2
