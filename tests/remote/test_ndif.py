"""Graphs through an installed nnsight, in a process of its own, against ``graph.run`` and against plain hooks.

nnsight may live in another environment: NNEXPLORE_NNSIGHT_PYTHON is the path of its Python.
"""

import importlib.util
import os
import random
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError, RemoteError, UnchangedWarning
from nnexplore.graph import Builder, Call, Graph, Inputs, Read, Ref, Save, Site, Tokens
from nnexplore.graph.nnsight import compose
from nnexplore.remote.nnsight import _child, ndif
from nnexplore.remote.nnsight.ndif import Ndif
from tests.engine.programs.check import different
from tests.engine.programs.live import Live
from tests.engine.programs.statements import ALIASED, PLAIN, tiny
from tests.engine.programs.writer import USUAL, Writer
from tests.reference import generated, hooked

PYTHON = os.environ.get("NNEXPLORE_NNSIGHT_PYTHON") or (sys.executable if importlib.util.find_spec("nnsight") else "")
with_nnsight = pytest.mark.skipif(not PYTHON, reason='nnsight is not installed: pip install "nnsight>=0.8,<0.9"')
PROMPT, OTHER = "The Eiffel Tower is in the city of", "The capital of Italy is"
H = "transformer.h"


@pytest.fixture(scope="module")
def folder(demo, tmp_path_factory):
    """The demo model as a folder, as a hub has it."""
    path = tmp_path_factory.mktemp("demo")
    demo.module.save_pretrained(path)
    demo.tokenizer.save_pretrained(path)
    return str(path)


# -- one graph of each kind, and what plain hooks give -----------------------------------------------


def ids(model, text=PROMPT):
    return dict(model.tokenizer(text, return_tensors="pt"))


def reads(model):
    with model.trace(PROMPT) as run:
        model.layers[1].output.save("hidden")
        model.layers[2].mlp.input.save("input")
        model.output.logits.save("logits")
    points = [(f"{H}.1", "output"), (f"{H}.2.mlp", "input")]
    output, values = hooked(model.module, ids(model), points)
    return run.graph, {"hidden": values[points[0]], "input": values[points[1]], "logits": output.logits}


def reads_out_of_order(model):
    with model.trace(PROMPT) as run:
        last = model.layers[2].output
        first = model.layers[0].mlp.output
        (last[..., :2] - first[..., :2]).save("difference")
        model.layers[1].attn.output[0].save("attention")
        model.lm_head.output.save("logits")
    points = [(f"{H}.2", "output"), (f"{H}.0.mlp", "output"), (f"{H}.1.attn", "output")]
    output, values = hooked(model.module, ids(model), points)
    difference = values[points[0]][..., :2] - values[points[1]][..., :2]
    return run.graph, {"difference": difference, "attention": values[points[2]][0], "logits": output.logits}


def writes(model):
    with model.trace(PROMPT) as run:
        model.layers[1].mlp.output = model.layers[1].mlp.output.softmax(-1)
        model.layers[2].attn.c_proj.input = model.layers[2].attn.c_proj.input * 2
        model.output.logits.save("logits")
    edits = {
        (f"{H}.1.mlp", "output"): lambda value: value.softmax(-1),
        (f"{H}.2.attn.c_proj", "input"): lambda value: value * 2,
    }
    return run.graph, {"logits": hooked(model.module, ids(model), edits=edits)[0].logits}


def writes_in_place(model):
    with model.trace(PROMPT) as run:
        hidden = model.layers[1].output
        hidden[:, -1] *= 0.5
        hidden[:, 0] = 0
        hidden.save("hidden")
        model.output.logits.save("logits")

    def edit(value):
        value[:, -1] *= 0.5
        value[:, 0] = 0

    output, values = hooked(model.module, ids(model), edits={(f"{H}.1", "output"): edit})
    return run.graph, {"hidden": values[f"{H}.1", "output"], "logits": output.logits}


def writes_of_a_number(model):
    """At a tensor, and at the tuple that an attention module gives."""
    with model.trace(PROMPT) as run:
        model.layers[1].attn.output = 0
        model.layers[2].mlp.output = 0.25
        model.output.logits.save("logits")
    edits = {
        (f"{H}.1.attn", "output"): lambda value: (torch.zeros_like(value[0]), *value[1:]),
        (f"{H}.2.mlp", "output"): lambda value: torch.full_like(value, 0.25),
    }
    return run.graph, {"logits": hooked(model.module, ids(model), edits=edits)[0].logits}


def two_runs(model):
    with model.trace() as run:
        with run.invoke(PROMPT) as source:
            last = model.layers[0].output[source.at("Tower")]
        with run.invoke(OTHER) as target:
            model.layers[0].output[target.at(-1)] = last
            model.output.logits.save("logits")
    _, values = hooked(model.module, ids(model), [(f"{H}.0", "output")])
    at = model.tokens(PROMPT).index(" Tower")

    def edit(value):
        value[:, -1] = values[f"{H}.0", "output"][:, at]

    return run.graph, {"logits": hooked(model.module, ids(model, OTHER), edits={(f"{H}.0", "output"): edit})[0].logits}


GENERATION = {"max_new_tokens": 3, "pad_token_id": 0}


def generation(model):
    with model.generate(PROMPT, **GENERATION) as run:
        for step in run.steps():
            if step:
                model.layers[1].mlp.output *= -3
            model.layers[2].output.save(f"step{step}")
        model.generator.output.save("ids")
    edits = {(f"{H}.1.mlp", "output", step): lambda value: value * -3 for step in (1, 2)}
    tokens, values = generated(model.module, ids(model), [(f"{H}.2", "output")], edits, **GENERATION)
    steps = {f"step{step}": values[f"{H}.2", "output", step] for step in range(3)}
    return run.graph, {"ids": tokens, **steps}


def sampling(model):
    with model.generate(PROMPT, do_sample=True, temperature=3.0, seed=7, **GENERATION) as run:
        model.generator.output.save("ids")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        tokens = model.module.generate(**ids(model), do_sample=True, temperature=3.0, **GENERATION)
    return run.graph, {"ids": tokens}


def gradients(model):
    with model.trace(PROMPT) as run:
        first, second = model.layers[0].output, model.layers[2].mlp.output
        model.output.logits[0, -1].square().sum().backward()
        second.grad.save("second")
        (first.grad * 2).save("first")
    model.module.zero_grad()
    kept = {}

    def keep(path):
        def hook(_module, _args, output):
            kept[path] = output
            output.retain_grad()

        return model.module.get_submodule(path).register_forward_hook(hook)

    handles = [keep(f"{H}.0"), keep(f"{H}.2.mlp")]
    model.module(**ids(model)).logits[0, -1].square().sum().backward()
    for handle in handles:
        handle.remove()
    model.module.zero_grad()
    return run.graph, {"first": kept[f"{H}.0"].grad * 2, "second": kept[f"{H}.2.mlp"].grad}


def constants_and_parameters(model):
    torch.manual_seed(0)
    noise, small = torch.randn(8, 128), torch.tensor([0.5])
    with model.trace(PROMPT) as run:
        model.layers[1].output = model.layers[1].output + noise
        (model.layers[2].output @ model.lm_head.weight.T + small).save("early")
        model.output.logits.save("logits")
    output, values = hooked(
        model.module, ids(model), [(f"{H}.2", "output")], {(f"{H}.1", "output"): lambda value: value + noise}
    )
    early = values[f"{H}.2", "output"] @ model.module.lm_head.weight.T + small
    return run.graph, {"early": early, "logits": output.logits}


def modules_applied(model):
    with model.trace(PROMPT) as run:
        model.lm_head(model.transformer.ln_f(model.layers[1].output)).save("lens")
    _, values = hooked(model.module, ids(model), [(f"{H}.1", "output")])
    return run.graph, {"lens": model.module.lm_head(model.module.transformer.ln_f(values[f"{H}.1", "output"]))}


def batch(model):
    with model.trace([PROMPT, OTHER]) as run:
        model.layers[1].output[run.at(0)].save("first")
        model.output.logits[:, -1].save("logits")
    alone = [hooked(model.module, ids(model, text), [(f"{H}.1", "output")]) for text in (PROMPT, OTHER)]
    first = torch.cat([values[f"{H}.1", "output"][:, 0] for _, values in alone])
    return run.graph, {"first": first, "logits": torch.cat([output.logits[:, -1] for output, _ in alone])}


def structures(model):
    with model.trace(PROMPT) as run:
        model.output.save("output")
        model.layers[1].attn.output.save("tuple")
    output, values = hooked(model.module, ids(model), [(f"{H}.1.attn", "output")])
    return run.graph, {"output": {"logits": output.logits}, "tuple": tuple(values[f"{H}.1.attn", "output"])}


KINDS = [
    reads, reads_out_of_order, writes, writes_in_place, writes_of_a_number, two_runs, generation, sampling, gradients,
    constants_and_parameters, modules_applied, batch, structures,
]  # fmt: skip


def shapes_that_do_not_fit():
    build = Builder()
    hidden = build.read(Site(f"{H}.0"))
    build.save("x", build.call("torch.cat", [hidden, build.constant(torch.zeros(1, 3, 5))]))
    return build.graph(Inputs((PROMPT,)))


def a_step_that_never_comes():
    build = Builder()
    build.save("early", build.read(Site(f"{H}.0", step=1)))
    build.save("late", build.read(Site(f"{H}.0", step=5)))
    return build.graph(Inputs((PROMPT,), {"max_new_tokens": 2}, "generate"))


@pytest.fixture(scope="module")
def carried_out(demo, folder):
    """Every kind: the graph, what nnsight gives, and what plain hooks give; by name what fails. One process for all."""
    made = [kind(demo) for kind in KINDS]
    bad = [shapes_that_do_not_fit, a_step_that_never_comes]
    graphs = [graph for graph, _ in made] + [make() for make in bad]
    outcomes = Ndif(PYTHON).outcomes(folder, graphs, model=demo, local=True)
    good = {kind: (graph, there, plain) for kind, (graph, plain), there in zip(KINDS, made, outcomes, strict=False)}
    return {**good, **dict(zip(bad, outcomes[len(made) :], strict=True))}


def near(one, other, tolerance):
    """The same structure, with tensors that are equal, or near; a cache is left out there."""
    if isinstance(other, torch.Tensor):
        return one.dtype == other.dtype and one.shape == other.shape and torch.allclose(one, other, 0, tolerance)
    if isinstance(other, tuple | list):
        return type(one) is type(other) and all(near(*pair, tolerance) for pair in zip(one, other, strict=True))
    if isinstance(other, dict):
        return isinstance(one, dict) and all(near(item, other[name], tolerance) for name, item in one.items())
    return one == other


@with_nnsight
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_values_are_those_of_plain_hooks_and_of_a_run_here(demo, carried_out, kind):
    graph, there, plain = carried_out[kind]
    here = graph.run(demo)
    demo.module.zero_grad()
    assert set(there) == set(here) == set(plain)
    for name, value in there.items():
        assert near(value, here[name], 0), name
        assert near(value, plain[name], 1e-5 if kind in (gradients, batch) else 0), name


@with_nnsight
@pytest.mark.slow
def test_the_road_to_the_service_without_the_service(demo, folder):
    """As far as the address: the model is opened without weights, and nobody listens there."""
    with demo.trace(PROMPT) as run:
        demo.lm_head.output.save("x")
    (outcome,) = Ndif(PYTHON).outcomes(folder, [run.graph], host="http://127.0.0.1:9", api_key="k")
    assert isinstance(outcome, RemoteError)
    assert "graph 0 could not be run by nnsight (" in str(outcome)
    assert "tokenizer" not in str(outcome)


@with_nnsight
@pytest.mark.slow
def test_random_programs(tmp_path, demo):
    """Those of tests/engine that nnsight has words for; on the way, most of them."""
    module = tiny()
    module.save_pretrained(tmp_path)
    demo.tokenizer.save_pretrained(tmp_path)
    model = nnexplore.LanguageModel(module)
    with torch.no_grad(), model.trace([0, 1, 2]) as run:
        run.finish()  # so that the model's order is known
    graphs, expected, refused = [], [], []
    for number in range(24):
        rng, generating = random.Random(f"nnsight {number}"), number % 3 == 2
        writer = Writer(rng, ALIASED if number % 3 else PLAIN, {**USUAL, "step": 1.0} if generating else USUAL)
        writer.generating, runs = generating, 1 + number % 2
        program = writer.program([rng.randrange(3, 14) for _ in range(runs)], known=True)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore", UnchangedWarning)
            graph = Live(model, program).go()
            try:
                graph.to_nnsight(model)
            except GraphError as error:
                refused.append(str(error))
                continue
            graphs.append(graph)
            expected.append(graph.run(model))
    assert len(refused) < 10
    assert all("no run goes back" in message for message in refused)
    results = Ndif(PYTHON).run(str(tmp_path), graphs, model=model, local=True)
    assert sum(len(result) for result in results) > 40
    for graph, there, here in zip(graphs, results, expected, strict=True):
        problem = different("nnsight and here", there, here)
        assert not problem, f"{problem}\n{graph}\n{graph.to_nnsight(model)}"


# -- what goes wrong there -----------------------------------------------------------------------------


@with_nnsight
@pytest.mark.slow
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (shapes_that_do_not_fit, rf"node %2 of graph {len(KINDS)} failed in nnsight \(RuntimeError: Sizes of tensors"),
        (a_step_that_never_comes, rf"graph {len(KINDS) + 1} .*late"),
    ],
)
def test_an_error_there_is_the_graphs_own(carried_out, bad, message):
    with pytest.raises((GraphError, RemoteError), match=message):
        raise carried_out[bad]


@pytest.mark.parametrize("remote", [False, True], ids=["traceback", "a server's text"])
def test_an_error_there_comes_with_the_users_line(demo, remote):
    with demo.trace(PROMPT) as run:
        demo.layers[0].output[:, 2].save("x")
    block = compose(run.graph)
    line = 1 + len(block.imports) + next(at for at, text in enumerate(block.body) if "[:, 2]" in text)
    error = {"kind": "IndexError", "text": "too far", "whole": f'File "<graph 0>", line {line}, in <module>\ntoo far'}
    told = ndif._failed(error if remote else {**error, "line": line, "whole": "too far"}, 0, block)
    assert isinstance(told, GraphError)
    assert "node %1 (line" in str(told)
    assert '[:, 2].save("x")`) of graph 0 failed in nnsight (IndexError: too far)' in str(told)


@with_nnsight
def test_it_ends_in_time_and_leaves_no_process(demo, folder, monkeypatch):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(ndif.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    with demo.trace(PROMPT) as run:
        demo.lm_head.output.save("x")
    with pytest.raises(RemoteError, match=r"no result within 0\.2 s, and was stopped") as raised:
        Ndif(PYTHON).run(folder, [run.graph], local=True, timeout=0.2)
    assert raised.value.code == "not_finished"
    assert started[-1].poll() is not None


@with_nnsight
def test_ctrl_c_ends_the_process(demo, folder, monkeypatch):
    started = []

    class Interrupted(subprocess.Popen):
        def wait(self, timeout=None):
            if self.args[1] == str(ndif._CHILD) and self not in started:
                started.append(self)
                time.sleep(0.1)
                raise KeyboardInterrupt
            return super().wait(timeout)

    monkeypatch.setattr(ndif.subprocess, "Popen", Interrupted)
    with demo.trace(PROMPT) as run:
        demo.lm_head.output.save("x")
    with pytest.raises(KeyboardInterrupt):
        Ndif(PYTHON).run(folder, [run.graph], local=True)
    assert [process.returncode for process in started] == [-9]


GUARD = """
import importlib, io, os, sys
sys.path.insert(0, {folder!r})
child = importlib.import_module("_child")
sys.path.pop(0)
from pathlib import Path
child.configure(Path({here!r}))
import torch, zstandard
from nnsight.intervention.backends.remote import RemoteBackend
child.guard(RemoteBackend)
backend = RemoteBackend.__new__(RemoteBackend)

def sent(value, compress):
    data = io.BytesIO()
    torch.save(value, data)
    backend.compress = compress
    return zstandard.compress(data.getvalue()) if compress else data.getvalue()

class Evil:
    def __reduce__(self):
        return os.mkdir, ({evil!r},)

for compress in (True, False):
    good = backend.finalize(sent({{"x": torch.arange(3), "y": (1, None)}}, compress))
    assert good["x"].tolist() == [0, 1, 2] and good["y"] == (1, None)
    for call in (lambda: backend.finalize(sent(Evil(), compress)), lambda: backend.parse(sent(Evil(), False))):
        try:
            call()
        except Exception as error:
            assert "weights_only" in str(error).lower() or "Weights only" in str(error), error
        else:
            raise AssertionError("it was loaded")
child.LARGEST = 1000
try:
    child.unpacked(zstandard.compress(bytes(1001)))
except ValueError as error:
    print(error)
print(hasattr(object, "save"), open({settings!r}).read())
"""


@with_nnsight
@pytest.mark.slow
def test_results_of_a_server_are_data(tmp_path):
    """A pickle that would do something is refused, a bomb as well; nnsight's mount on every object is off."""
    settings = tmp_path / "mine.yaml"
    settings.write_text("API:\n  APIKEY: abc\n", "utf-8")
    names = {
        "folder": str(Path(ndif.__file__).parent),
        "here": str(tmp_path),
        "evil": str(tmp_path / "evil"),
        "settings": str(tmp_path / "nnsight.yaml"),
    }
    done = subprocess.run(
        [PYTHON, "-c", GUARD.format(**names)],
        capture_output=True,
        text=True,
        env={**os.environ, "NNSIGHT_CONFIG": str(settings)},
    )
    assert done.returncode == 0, done.stderr
    assert "more than" in done.stdout
    assert "False" in done.stdout
    assert "APIKEY: abc" in done.stdout
    assert not (tmp_path / "evil").exists()


def test_writing_the_source_loads_no_weights(folder):
    model = nnexplore.LanguageModel(folder)
    nodes = (Read(0, Site(f"{H}.0")), Tokens(1, "Tower"), Call(2, "Tensor.__getitem__", (Ref(0), Ref(1))))
    graph = Graph((*nodes, Save(3, "x", Ref(2))), (Inputs(([PROMPT, "A Tower"],)),), model.expression)
    text = graph.to_nnsight(model)
    assert not model.loaded
    assert f"TransformersModel({folder!r}, " in text
    assert "torch.tensor([0, 1], dtype=torch.int64), torch.tensor([" in text


# -- without nnsight -------------------------------------------------------------------------------------


def stub(tmp_path, text):
    """A Python that says it has that version of nnsight."""
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ("true", r"needs nnsight, which .* does not have: pip install \"nnsight>=0\.8,<0\.9\""),
        ("echo 0.7.0", r"is made for nnsight 0\.8; .* has 0\.7\.0: pip install"),
    ],
)
def test_no_nnsight_is_said(tmp_path, says, message):
    with pytest.raises(RemoteError, match=message) as raised:
        Ndif(stub(tmp_path, says)).run("m", [])
    assert raised.value.code == "not_configured"


def test_no_python_is_said(tmp_path):
    with pytest.raises(RemoteError, match=r"cannot start .*nowhere.*pass the path of a Python"):
        Ndif(tmp_path / "nowhere").run("m", [])


def test_a_process_that_dies_is_said(demo, tmp_path):
    with demo.trace(PROMPT) as run:
        demo.lm_head.output.save("x")
    dying = stub(tmp_path, '[ "$1" = -c ] && echo 0.8.1 && exit 0\necho the last words >&2\nexit 3')
    with pytest.raises(RemoteError, match=r"ended with status 3: the last words"):
        Ndif(dying).run("m", [run.graph])


def test_nothing_to_do_starts_nothing(tmp_path):
    assert Ndif(stub(tmp_path, '[ "$1" = -c ] && echo 0.8.1')).run("m", []) == []


def test_a_result_whose_name_reads_like_a_part_of_another_is_its_own():
    tensors = {}
    found = {"a": {"b": torch.zeros(2)}, "a.b": torch.ones(2), "c": [torch.ones(1), (3, None)]}
    packed = {name: _child._packed(value, tensors) for name, value in found.items()}
    again = {name: ndif._unpacked(value, tensors) for name, value in packed.items()}
    assert again["a"]["b"].tolist() == [0, 0]
    assert again["a.b"].tolist() == [1, 1]
    assert again["c"][1] == (3, None)
