import gc
import json
import weakref

import numpy as np
import pytest
import torch
from ipywidgets.widgets.widget import _remove_buffers

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.errors import EditError, GraphError
from nnexplore.widgets._module_tree_modules import modules
from nnexplore.widgets._module_tree_run import first_tensor, measure
from nnexplore.widgets._show import SHOWS
from nnexplore.workspace import Place
from tests.reference import hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
GATE = "The Brandenburg Gate is in the city of"
MLP = "transformer.h.1.mlp"
EXPERT = "transformer.h.1.mlp.expert"


@pytest.fixture
def tree(demo):
    made = widgets.ModuleTree(demo, PROMPT, "The Colosseum is in the city of")
    yield made
    made.close()


def paths(model):
    return [path for path, _ in model.module.named_modules()]


def column(data, name, kind=np.float32):
    return np.frombuffer(data[name], kind)


def wholes(data, name):
    """Whole numbers of one, two or four bytes each."""
    count = data["count"] if "count" in data else len(data["norm"]) // 4
    return column(data, name, {1: np.uint8, 2: np.uint16, 4: np.uint32}[len(data[name]) // count])


def totals(data):
    return [data["totals"][place] for place in wholes(data, "total")]


def ask(tree, **content):
    sent = []
    tree._send = lambda message, buffers=None: sent.append(message)
    tree._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


def alone(model, prompt=PROMPT, silent=None):
    """What every module gives, by hooks of PyTorch's own; with one that gives zeros."""
    return hooked(model, model.tokenizer(prompt, return_tensors="pt")["input_ids"], silent)


def hooked(model, ids, silent=None):
    found, handles = {}, []
    for path, module in model.module.named_modules():

        def keep(_module, _args, output, path=path):
            found[path] = first_tensor(output)
            if path == silent:
                output = found[path] = torch.zeros_like(output)
            return output

        handles.append(module.register_forward_hook(keep))
    with torch.no_grad():
        model.module(ids)
    for handle in handles:
        handle.remove()
    return found


class TestModules:
    def test_every_module_is_there_with_its_parameters(self, demo):
        data = modules(demo)
        names, kinds = wholes(data, "name"), wholes(data, "kind")
        for number, (path, module) in enumerate(demo.module.named_modules()):
            assert data["names"][names[number]] == path.rpartition(".")[2]
            assert data["kinds"][kinds[number]] == type(module).__name__
            assert totals(data)[number] == sum(p.numel() for p in module.parameters())

    def test_parents_are_before_their_children(self, demo):
        known = paths(demo)
        parents = wholes(modules(demo), "parent")
        assert [known[parent] for parent in parents[1:]] == [path.rpartition(".")[0] for path in known[1:]]

    def test_the_names_of_the_anatomy_are_tags(self, demo):
        data, known = modules(demo), paths(demo)
        tags = {(known[number], name) for number, name in data["tags"]}
        assert {("transformer.wte", "embed"), ("lm_head", "unembed"), (MLP, "mlp")} <= tags
        assert [known[number] for number in data["blocks"]] == list(demo.anatomy.blocks)

    def test_a_shared_weight_is_counted_once_and_says_so(self, demo):
        data, head = modules(demo), paths(demo).index("lm_head")
        facts = data["facts"][wholes(data, "fact")[head]]
        assert facts["parameters"][0][:2] == ["weight", [1534, 128]]
        assert facts["parameters"][0][4] in ("", "transformer.wte.weight")
        first = torch.nn.Linear(2, 3, bias=False)
        second = torch.nn.Linear(2, 3, bias=False)
        second.weight = first.weight
        tied = modules(nnexplore.Model(torch.nn.Sequential(first, second)))
        assert totals(tied) == [6, 6, 6]
        assert [fact["parameters"][0][4] for fact in tied["facts"][1:]] == ["", "0.weight"]

    def test_dtypes_and_devices_of_all_below(self):
        net = torch.nn.Sequential(torch.nn.Linear(2, 3).half(), torch.nn.Linear(3, 2, device="meta"), torch.nn.ReLU())
        data = modules(nnexplore.Model(net))
        lies = [data["lies"][number] for number in wholes(data, "lie")]
        assert lies == [["float16, float32", "cpu, meta"], ["float16", "cpu"], ["float32", "meta"], ["", ""]]

    def test_a_module_at_two_paths_is_known_by_its_first(self):
        one = torch.nn.Linear(2, 2)
        data = modules(nnexplore.Model(torch.nn.Sequential(one, torch.nn.ReLU(), one)))
        assert totals(data) == [6, 6, 0]

    def test_a_plain_module_has_no_tags(self):
        tree = widgets.ModuleTree(nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(3, 4))))
        assert (tree._tree["tags"], tree._screen) == ([], {})
        tree.select("0")
        assert tree.workspace.selection.place == Place("0")


class TestARun:
    def test_norms_means_and_shapes_are_the_models(self, tree, demo):
        expected = alone(demo)
        data = tree._screen
        for number, path in enumerate(paths(demo)):
            shape, dtype = data["outputs"][wholes(data, "output")[number]]
            if path not in expected:
                assert wholes(data, "calls")[number] == 0
                continue
            value = expected[path]
            assert (shape, dtype) == (list(value.shape), "float32")
            assert column(data, "norm")[number] == value.norm().item()
            assert column(data, "mean")[number] == value.mean().item()

    def test_a_part_takes_no_longer_than_the_whole(self, tree, demo):
        times, known = column(tree._screen, "time"), paths(demo)
        for path in known[1:]:
            assert times[known.index(path)] <= times[known.index(path.rpartition(".")[0])] or path.count(".") == 2
        assert times[0] > 0

    def test_a_change_is_in_the_numbers(self, tree, demo):
        tree.workspace.zero("mlp_out", 1)
        number = paths(demo).index(MLP)
        assert column(tree._screen, "norm")[number] == 0
        assert column(tree._screen, "changed", np.uint32).tolist() == [number]
        later = paths(demo).index("transformer.h.3")
        assert column(tree._screen, "norm")[later] == tree.workspace.value("transformer.h.3").norm().item()
        tree.workspace.undo()
        assert column(tree._screen, "norm")[number] > 0

    @pytest.mark.parametrize("show", list(SHOWS))
    def test_each_run_and_each_difference_is_that_of_hooks(self, demo, show):
        """The change sets what an MLP gives to zero: a hook of PyTorch's own does the same."""
        tree = widgets.ModuleTree(Workspace(demo, PROMPT, GATE), show=show)
        tree.workspace.zero("mlp_out", 1)
        runs = {"clean": alone(demo), "other": alone(demo, GATE), "edited": alone(demo, silent=MLP)}
        one, _, base = show.partition(" - ")
        for number, path in enumerate(paths(demo)):
            if path not in runs["clean"]:
                continue
            value = runs[one][path] - runs[base][path] if base else runs[one][path]
            torch.testing.assert_close(column(tree._screen, "norm")[number], np.float32(value.norm()))
            torch.testing.assert_close(
                column(tree._screen, "mean")[number], np.float32(value.mean()), atol=1e-6, rtol=1e-5
            )
            if base:
                assert column(tree._screen, "base")[number] == runs[base][path].norm().item()
        assert ("base" in tree._screen, "unequal" in tree._screen) == (bool(base), bool(base))
        assert (tree._screen["show"], tree._screen["missing"]) == (show, {})
        marked = column(tree._screen, "changed", np.uint32).tolist()
        assert marked == ([paths(demo).index(MLP)] if one == "edited" else [])
        tree.close()

    def test_what_cannot_be_shown_says_why(self, demo):
        tree = widgets.ModuleTree(demo, PROMPT)
        before = tree._screen
        assert before["missing"]["edited - clean"] == "no changes"
        assert before["missing"]["other"] == "no other prompt"
        tree.show = "clean - other"
        assert "there is no other prompt; set workspace.other" in tree._error["message"]
        assert tree._screen is before
        tree.workspace.other = "Rome"
        assert "the prompts have 8 and 3 tokens, so their values cannot be subtracted" in tree._error["message"]
        tree.show = "other"
        assert tree._error == {}
        assert column(tree._screen, "norm")[0] == alone(demo, "Rome")[""].norm().item()
        assert tree._screen["missing"]["clean - other"] == "prompts of unequal length"
        tree.workspace.other = GATE
        tree.show = "clean - other"
        assert tree._error == {}
        tree.close()

    def test_modules_whose_outputs_have_other_shapes_are_not_subtracted(self):
        """As an expert that gets only some of the tokens."""
        model = tiny("gpt2")
        mlp = model.load().module.transformer.h[1].mlp
        mlp.expert = torch.nn.Identity()
        hook = mlp.register_forward_pre_hook(lambda mlp, args: (mlp.expert(args[0][args[0][..., 0] > 0]), None)[1])
        prompts = next(  # two that are of one length, and of which the expert gets unlike numbers of tokens
            (one, two)
            for one, two in zip(range(0, 40, 4), range(4, 44, 4), strict=True)
            if len({len(hooked(model, torch.tensor([range(at, at + 4)]))[EXPERT]) for at in (one, two)}) == 2
        )
        workspace = Workspace(model, *(list(range(at, at + 4)) for at in prompts))
        tree = widgets.ModuleTree(workspace, show="clean - other")
        known = [path for path, _ in model.module.named_modules()]
        assert [known[at] for at in column(tree._screen, "unequal", np.uint32)] == [EXPERT]
        assert column(tree._screen, "norm")[known.index(EXPERT)] == 0
        assert column(tree._screen, "norm")[0] > 0
        tree.close()
        hook.remove()

    def test_a_state_is_run_once(self, tree, demo):
        runs = []
        handle = demo.module.register_forward_pre_hook(lambda *_: runs.append(1))
        tree.workspace.zero("mlp_out", 1)
        first = len(runs)
        screen = tree._screen
        tree.workspace.undo()
        tree.workspace.redo()
        tree.workspace.replace(0, name="the MLP")
        handle.remove()
        assert tree._screen == screen  # its times too
        assert (first > 0, len(runs)) == (True, first)
        tree.run()
        assert column(tree._screen, "norm").tolist() == column(screen, "norm").tolist()

    def test_nothing_is_run_while_it_is_not_shown(self, demo, monkeypatch):
        monkeypatch.setattr("nnexplore.widgets.module_tree.measure", lambda *_: 1 / 0)
        tree = widgets.ModuleTree(demo, PROMPT, measured=False)
        tree.workspace.zero("mlp_out", 1)
        assert (tree._screen, tree._error) == ({}, {})
        monkeypatch.undo()
        tree.measured = True
        assert column(tree._screen, "norm")[paths(demo).index(MLP)] == 0
        tree.measured = False
        assert tree._screen == {}
        tree.run()
        assert (tree.measured, bool(tree._screen)) == (True, True)
        tree.close()

    def test_the_first_tensor_of_what_a_module_gives(self):
        assert first_tensor({"a": (None, torch.ones(3))}).shape == (3,)
        assert first_tensor([None, "x"]) is None

    def test_no_hook_is_left_though_the_run_fails(self, demo, monkeypatch):
        workspace = Workspace(demo, PROMPT)
        monkeypatch.setattr(type(demo.module.lm_head), "forward", lambda *_: 1 / 0)
        with pytest.raises(GraphError, match="division by zero"):
            measure(workspace)
        assert hooks_on(demo.module) == []

    def test_a_failing_run_leaves_the_last_screen(self, tree, monkeypatch):
        before = tree._screen
        monkeypatch.setattr("nnexplore.widgets.module_tree.measure", lambda *_: 1 / 0)
        tree.run()
        assert "ZeroDivisionError" in tree._error["message"]
        assert tree._screen is before

    def test_a_prompt_that_comes_later(self, demo):
        tree = widgets.ModuleTree(demo)
        assert tree._screen == {}
        tree.workspace.prompt = PROMPT
        assert column(tree._screen, "norm")[0] == tree.workspace.logits().norm().item()


class TestSelection:
    def test_select_tells_the_workspace(self, tree):
        tree.select(MLP)
        assert (tree.workspace.selection.place, tree.workspace.selection.layer) == (Place(MLP), 1)
        tree.select("lm_head")
        assert (tree.workspace.selection.place, tree._path) == (Place("lm_head"), "lm_head")

    def test_a_place_selected_elsewhere_is_its_module(self, tree):
        tree.workspace.select(place=Place("mlp_out", 1))
        assert tree._path == MLP
        tree.workspace.select(place=Place("head_pattern", 2))
        assert tree._path == "transformer.h.2.attn"
        tree.workspace.select(place=None)
        assert tree._path is None

    def test_read_gives_the_value_and_says_it(self, tree):
        value = tree.read(MLP)
        assert torch.equal(value, tree.workspace.value(MLP_PLACE))
        said = [value.mean(), value.norm(), value.min(), value.max()]
        assert column(tree._value, "numbers").tolist() == [one.item() for one in said]
        assert (tree._value["shape"], tree._value["unusual"]) == ([1, 8, 128], 0)

    def test_what_is_no_number_is_counted(self, tree):
        tree.workspace.set("mlp_out", 1, to=float("nan"), position=2)
        tree.read(MLP)
        assert tree._value["unusual"] == 128

    def test_what_cannot_be_selected_is_refused(self, tree):
        with pytest.raises(EditError, match=r"transformer\.h is a ModuleList, which is never called"):
            tree.select("transformer.h")
        with pytest.raises(EditError, match="there is no nowhere"):
            tree.select("nowhere")
        assert tree.workspace.selection.place is None

    def test_the_browser_asks(self, tree):
        assert ask(tree, kind="select", id="1", path=MLP) == [{"kind": "done", "id": "1"}]
        assert tree.workspace.selection.place == MLP_PLACE
        assert ask(tree, kind="read", id="2", path=MLP) == [{"kind": "done", "id": "2"}]
        assert ask(tree, kind="run", id="3") == [{"kind": "done", "id": "3"}]
        (answer,) = ask(tree, kind="select", id="4", path="nowhere")
        assert answer["kind"] == "error"
        assert "there is no nowhere" in answer["message"]


MLP_PLACE = Place(MLP)


def test_bytes_and_not_lists(tree):
    assert all(isinstance(tree._screen[name], bytes) for name in ("norm", "mean", "time", "calls", "output", "changed"))
    assert sum(len(part) for part in tree._screen.values()) < 2_000


def test_five_thousand_modules_are_small():
    layers = [torch.nn.Sequential(*(torch.nn.Linear(2, 2) for _ in range(9))) for _ in range(500)]
    net = torch.nn.Sequential(*layers)
    tree = widgets.ModuleTree(nnexplore.Model(net))
    state, _, buffers = _remove_buffers({"_tree": tree._tree})
    count = tree._tree["count"]
    assert count == 5001
    run = count * (3 * 4 + 2 * 2)  # norm, mean and time; calls and output
    assert len(json.dumps(state)) + (sum(map(len, buffers)) + run) * 4 / 3 <= 200_000  # base64 in a notebook
    tree.close()


def test_closing_lets_go_of_the_model():
    class Net(torch.nn.Sequential):
        pass

    net = Net(torch.nn.Linear(2, 2))
    tree = widgets.ModuleTree(nnexplore.Model(net))
    gone = weakref.ref(net)
    tree.close()
    del tree, net
    gc.collect()
    assert gone() is None


def test_the_times_are_of_the_prompt_s_own_run(demo):
    """To copy a value the other prompt is run up to there; that is no time of the modules in this run."""
    tree = widgets.ModuleTree(demo, "The capital of France is", "The capital of Italy is")
    tree.workspace.copy("resid_post", 2, position=3)
    paths = [path for path, _ in demo.module.named_modules()]
    found = dict(zip(paths, np.frombuffer(tree._screen["time"], np.float32), strict=True))
    blocks = [found[f"transformer.h.{layer}"] for layer in range(4)]
    assert 0 < sum(blocks) < found["transformer"] < found[""]
    tree.close()
