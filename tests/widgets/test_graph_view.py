import gc
import time
import weakref

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import widgets
from nnexplore.errors import EditError
from nnexplore.workspace import Place

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


def recorded(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].mlp.output[:, -1] *= 2
        demo.layers[2].output = demo.layers[2].output + torch.ones(128)
        demo.layers[3].attn.pattern.save("pattern")
    return run.graph


@pytest.fixture
def workspace(demo):
    made = nnexplore.Workspace(demo, PROMPT, OTHER)
    made.copy("resid_post", 0, position=1)
    made.scale("head_out", 2, by=0.5, head=1)
    made.open(recorded(demo), "mine")
    return made


@pytest.fixture
def view(workspace):
    made = widgets.GraphView(workspace)
    yield made
    made.close()


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append(message)
    message = {"id": "1"} | content
    view._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:  # what takes longer than a moment is answered from the background
        for one in tuple(sent):
            if one["method"] == "custom":
                return one["content"]
        time.sleep(0.01)
    raise AssertionError("no answer")


def nodes(view, kind=None):
    return [node for node in view._screen["nodes"] if kind in (None, node["kind"])]


def node_of(view, says):
    return next(node["id"] for node in view._screen["nodes"] if says in node["says"])


def hooked(demo, path, prompt=PROMPT):
    """What a module gives, by a bare hook."""
    found = []

    def keep(_, __, out):
        found.append((out[0] if isinstance(out, tuple) else out).clone())

    hook = demo.module.get_submodule(path).register_forward_hook(keep)
    try:
        with torch.no_grad():
            demo.module(**demo.tokenizer(prompt, return_tensors="pt"))
    finally:
        hook.remove()
    return found[0]


class TestNodes:
    def test_only_what_the_edits_do_is_drawn(self, view, workspace):
        kinds = [node["kind"] for node in nodes(view)]
        assert kinds.count("result") == 1
        assert kinds.count("read") == 6
        assert not any("logits" in node["says"] for node in nodes(view))
        assert [edit["text"] for edit in view._screen["edits"]] == [str(edit) for edit in workspace.edits]
        assert view._screen["svg"].count("data-node=") == len(nodes(view))

    def test_each_node_knows_its_edit_and_its_lines(self, view):
        first = nodes(view)[0]
        assert (first["edit"], first["code"]) == (0, "v0 = model.transformer.h[0].output")
        write = next(node for node in nodes(view) if node["kind"] == "write")
        assert write["edit"] == 2
        assert write["code"].startswith("model.transformer.h[2].output = v")
        assert "demo.layers[2].output = demo.layers[2].output + torch.ones(128)" in write["line"]
        assert all(node["code"].rstrip("…") in view._screen["code"] for node in nodes(view) if node["kind"] != "result")

    def test_what_is_off_is_not_drawn(self, view, workspace):
        workspace.replace(0, on=False)
        assert {node["edit"] for node in nodes(view)} == {1, 2}
        assert [edit["on"] for edit in view._screen["edits"]] == [False, True, True]

    def test_the_same_numbers_as_in_the_graph(self, view, workspace):
        known = {node.id: type(node) for node in workspace.graph}
        for node in workspace.operations[0]:
            assert known[node.id] is type(node)

    def test_without_a_prompt(self, demo):
        view = widgets.GraphView(demo)
        assert (view._screen["svg"], view._screen["nodes"], view._screen["code"]) == ("", [], "")
        view.workspace.prompt = PROMPT
        view.workspace.zero("mlp_out", 1)
        assert len(nodes(view)) == 2
        view.close()

    def test_it_stays_small(self, view, workspace, demo):
        assert len(str(view._screen)) < 40_000
        with torch.no_grad(), demo.trace(PROMPT) as run:
            for layer in range(4):
                demo.layers[layer].output = demo.layers[layer].output + torch.randn(1, 8, 128)
        workspace.open(run.graph)
        assert len(workspace.code) > 20_000
        assert len(str(view._screen)) < 60_000


class TestValue:
    def test_of_a_read_is_the_model_s(self, view, demo):
        view.node = node_of(view, "transformer.h.0.output")
        bare = hooked(demo, "transformer.h.0", OTHER)  # the first run is that of the other prompt
        assert view._value["shape"] == list(bare.shape)
        assert view._value["dtype"] == "float32"
        shown = np.frombuffer(view._value["preview"], np.float32).reshape(view._value["rows"], view._value["columns"])
        assert np.allclose(shown, bare[0, :12, :8].numpy(), atol=1e-5)
        stats = np.frombuffer(view._value["stats"], np.float32)
        wanted = [bare.min(), bare.max(), bare.mean(), bare.std(correction=0), bare.norm()]
        assert np.allclose(stats, [float(one) for one in wanted], rtol=1e-4, atol=1e-6)
        assert (view._value["after"], view._value["holes"]) == (False, 0)

    def test_of_a_change_in_place_is_what_is_there_after_it(self, demo):
        view = widgets.GraphView(demo, PROMPT)
        view.workspace.zero("mlp_out", 1, position=3)
        bare = hooked(demo, "transformer.h.1.mlp")
        view.node = nodes(view, "change in place")[0]["id"]
        shown = np.frombuffer(view._value["preview"], np.float32).reshape(view._value["rows"], view._value["columns"])
        assert not shown[3].any()
        assert np.allclose(shown[2], bare[0, 2, :8].numpy(), atol=1e-5)
        assert view._value["after"]
        assert view._value["moved"] == pytest.approx(float(bare[0, 3].norm()), rel=1e-4)
        view.close()

    def test_of_a_write_and_of_a_result(self, view, demo):
        view.node = nodes(view, "write")[0]["id"]
        assert view._value["moved"] == pytest.approx(np.sqrt(8 * 128), rel=1e-4)
        view.node = nodes(view, "result")[0]["id"]
        assert view._value["shape"] == [1, 4, 8, 8]
        shown = np.frombuffer(view._value["preview"], np.float32).reshape(8, 8)
        assert np.allclose(shown.sum(1), 1, atol=1e-5)
        assert view._value["index"] == [0, 0]

    def test_it_follows_the_edits(self, view, workspace):
        workspace.clear()
        workspace.scale("mlp_out", 1, by=2.0)
        view.node = node_of(view, "* 2.0")
        before = np.frombuffer(view._value["stats"], np.float32)[4]
        workspace.replace(0, value=4.0)
        assert np.frombuffer(view._value["stats"], np.float32)[4] == pytest.approx(2 * before, rel=1e-5)

    def test_the_node_is_followed_when_others_go(self, view, workspace):
        view.node = node_of(view, "attn.heads")
        workspace.remove(0)
        assert "attn.heads" in next(node["says"] for node in nodes(view) if node["id"] == view.node)
        workspace.remove(0)
        assert view.node is None
        assert view._value == {}

    def test_nan_is_counted_and_left_out(self, demo):
        view = widgets.GraphView(demo, PROMPT)
        view.workspace.set("mlp_out", 1, to=float("nan"), position=3)
        view.node = nodes(view, "change in place")[0]["id"]
        assert view._value["holes"] == 128
        assert np.isfinite(np.frombuffer(view._value["stats"], np.float32)).all()
        assert np.isnan(np.frombuffer(view._value["preview"], np.float32).reshape(8, 8)[3]).all()
        view.close()

    def test_of_what_is_no_tensor(self, demo):
        view = widgets.GraphView(demo, PROMPT)
        with torch.no_grad(), demo.trace(PROMPT) as run:
            demo.layers[3].mlp.output[run.at(" Tower")] = 0
        view.workspace.open(run.graph)
        view.node = nodes(view, "tokens")[0]["id"]
        assert view._value["type"].startswith("tuple") or view._value["shape"] is not None
        view.close()

    def test_there_is_no_such_node(self, view):
        with pytest.raises(EditError, match=r"no node %99: the edits that are on have 18 nodes"):
            view.node = 99
        assert view.node is None


class TestPlace:
    @pytest.mark.parametrize(
        ("says", "place", "layer"),
        [
            ("transformer.h.1.mlp.output", Place("mlp_out", 1), 1),
            ("transformer.h.3.attn.pattern", Place("head_pattern", 3), 3),
            ("* 0.5", Place("head_out", 2), 2),
            ("save 'pattern'", Place("head_pattern", 3), 3),
        ],
    )
    def test_a_node_selects_its_place_everywhere(self, view, workspace, says, place, layer):
        assert ask(view, kind="look", node=node_of(view, says))["kind"] == "done"
        assert (workspace.selection.place, workspace.selection.layer) == (place, layer)

    def test_that_of_a_change_with_its_position_and_head(self, view, workspace):
        view.node = nodes(view)[0]["id"]
        assert (workspace.selection.layer, workspace.selection.position) == (0, 1)
        view.node = node_of(view, "* 0.5")
        assert workspace.selection.head == 1


class TestDelete:
    def test_a_node_of_a_change_removes_the_change(self, view, workspace):
        assert ask(view, kind="delete", node=node_of(view, "* 0.5"))["kind"] == "done"
        assert [str(edit) for edit in workspace.edits] == [
            "copy resid_post 0, position 1 from the other prompt",
            "mine",
        ]
        workspace.undo()
        assert len(workspace.edits) == 3

    def test_a_node_of_code_goes_with_all_that_needs_it(self, view, workspace, demo):
        number = next(node["id"] for node in nodes(view) if node["says"].startswith("constant"))
        view.node = number
        gone = view._value["gone"]
        assert {node["kind"] for node in nodes(view) if node["id"] in gone} == {
            "constant",
            "operation",
            "write",
            "read",
        }
        before = len(nodes(view))
        assert ask(view, kind="delete", node=number)["kind"] == "done"
        assert len(nodes(view)) == before - len(gone)
        assert str(workspace.edits[2]) == "mine"
        assert "transformer.h.2.output" not in "".join(node["says"] for node in nodes(view))
        with torch.no_grad(), demo.trace(PROMPT):
            demo.layers[1].mlp.output[:, -1] *= 2
            logits = demo.output.logits
        workspace.edits = workspace.edits[2:]
        assert torch.allclose(workspace.logits(), logits.value[0], atol=1e-4)
        assert workspace.graph.saves == ("pattern", "logits")

    def test_one_undo_step_brings_it_back(self, view, workspace):
        before, logits = workspace.edits, workspace.logits()
        ask(view, kind="delete", node=nodes(view, "write")[0]["id"])
        assert workspace.edits != before
        workspace.undo()
        assert workspace.edits == before
        assert torch.equal(workspace.logits(), logits)

    def test_refused_where_nothing_would_be_left(self, demo):
        view = widgets.GraphView(demo, PROMPT)
        with torch.no_grad(), demo.trace(PROMPT) as run:
            demo.layers[1].mlp.output[:, -1] = 0
        view.workspace.open(run.graph)
        reply = ask(view, kind="delete", node=nodes(view, "read")[0]["id"])
        assert "changes and saves nothing: remove it as a whole" in reply["message"]
        assert len(view.workspace.edits) == 1
        assert "no node %77" in ask(view, kind="delete", node=77)["message"]
        view.close()


def test_closing_lets_go(demo):
    workspace = nnexplore.Workspace(demo, PROMPT)
    view = widgets.GraphView(workspace)
    workspace.zero("mlp_out", 1)
    view.node = 0
    gone = weakref.ref(workspace)
    view.close()
    workspace.zero("mlp_out", 2)
    del workspace
    gc.collect()
    assert gone() is None


class TestShow:
    """The value of the node's place in other runs, against bare hooks."""

    def hooked(self, demo, text):
        caught = []
        hook = demo.module.transformer.h[2].register_forward_hook(lambda _, __, out: caught.append(out))
        with torch.no_grad():
            demo.module(torch.tensor([demo.tokenizer(text)["input_ids"]]))
        hook.remove()
        (value,) = caught
        return (value if isinstance(value, torch.Tensor) else value[0])[0]

    def read_of(self, view, path):
        return next(node["id"] for node in view._screen["nodes"] if node["kind"] == "write" and path in node["says"])

    def stats(self, view):
        return torch.from_numpy(np.frombuffer(view._value["stats"], np.float32).copy())

    def test_clean_other_and_their_difference(self, view, demo):
        view.node = self.read_of(view, "transformer.h.2")
        clean, other = self.hooked(demo, PROMPT), self.hooked(demo, OTHER)
        for show, value in {"clean": clean, "other": other, "clean - other": clean - other}.items():
            view.show = show
            expected = torch.stack([value.min(), value.max(), value.mean(), value.std(correction=0), value.norm()])
            torch.testing.assert_close(self.stats(view), expected, rtol=1e-4, atol=1e-4)
        view.show = "edited - clean"
        edited = view.workspace.value("resid_post", 2)[0]
        torch.testing.assert_close(self.stats(view)[-1], (edited - clean).norm(), rtol=1e-4, atol=1e-4)
        view.show = "edited"
        assert "moved" in view._value or view._value["after"]

    def test_an_operation_is_at_no_place(self, view):
        operation = next(node["id"] for node in view._screen["nodes"] if view._nodes.site(node["id"]) is None)
        view.node = operation
        view.show = "clean"
        assert "at no place of the model" in view._value["message"]
        assert set(view._value["missing"].values()) == {"the node is at no place of the model"}

    def test_what_is_not_there_says_why(self, demo):
        workspace = nnexplore.Workspace(demo, PROMPT)
        workspace.zero("mlp_out", 1)
        view = widgets.GraphView(workspace, node=0)
        without = dict.fromkeys(("other", "edited - other", "clean - other"), "no other prompt")
        assert view._value["missing"] == without
        view.show = "other"
        assert "no other prompt" in view._value["message"]
        view.close()
