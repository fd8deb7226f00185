import gc
import time
import weakref

import numpy as np
import pytest
import torch
import traitlets

import nnexplore
from nnexplore import widgets
from nnexplore.analysis import metrics
from nnexplore.errors import AnalysisError, EditError, MetricError
from nnexplore.workspace import Change, Place

PROMPT = "The Brandenburg Gate is in the city of"
OTHER = "The Eiffel Tower is in the city of"
SHORT = "The Colosseum is in the city of"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def grid(workspace):
    made = widgets.PatchGrid(workspace)
    yield made
    made.close()


@pytest.fixture
def slow(demo, background):
    """Each block of the model takes a while longer."""
    hooks = [block.register_forward_pre_hook(lambda *_: time.sleep(0.03)) for block in demo.module.transformer.h]
    yield
    for hook in hooks:
        hook.remove()


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def bits(data, count):
    return np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[:count].astype(bool)


def ask(grid, **content):
    sent = []
    grid._send = lambda message, buffers=None: sent.append(message)
    grid._handle_msg({"content": {"data": {"method": "custom", "content": {"id": "1"} | content}}, "buffers": []})
    return sent


def reply(grid, **content):
    return next(one["content"] for one in ask(grid, **content) if one["method"] == "custom")


def wait(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def ids_of(demo, text):
    return torch.tensor([demo.tokenizer(text)["input_ids"]])


def difference(demo, logits, answer=" Paris", other=" Berlin"):
    (one,), (two,) = (demo.tokenizer(text)["input_ids"] for text in (answer, other))
    return float(logits[0, -1, one] - logits[0, -1, two])


@torch.no_grad()
def by_hooks(demo, layer, position, source=None, head=None, prompt=PROMPT, other=OTHER):
    """The metric when what enters a block, or leaves a head, is copied at one position: bare hooks alone."""
    module, kept = demo.module, {}
    source = position if source is None else source
    where = module.transformer.h[layer] if head is None else module.transformer.h[layer].attn.c_proj
    width = module.config.n_embd // module.config.n_head
    part = slice(None) if head is None else slice(head * width, (head + 1) * width)

    def read(_module, args):
        kept["value"] = args[0][:, source, part].clone()

    def write(_module, args):
        new = args[0].clone()
        new[:, position, part] = kept["value"]
        return (new, *args[1:])

    for text, act in ((other, read), (prompt, write)):
        hook = where.register_forward_pre_hook(act)
        logits = module(ids_of(demo, text)).logits
        hook.remove()
    return difference(demo, logits)


class TestNumbers:
    def test_each_cell_is_a_run_with_bare_hooks(self, grid, demo):
        result = grid.run(progress=False)
        wanted = torch.tensor([[by_hooks(demo, layer, at) for at in range(8)] for layer in range(4)])
        assert torch.allclose(result.values, wanted, atol=1e-5, rtol=1e-5)
        assert torch.equal(floats(grid._cells["values"]), result.values.flatten())
        assert bits(grid._cells["done"], 32).all()
        assert (grid.complete, grid._cells["state"], result.metric) == (True, "done", "logit_diff(' Paris', ' Berlin')")

    def test_heads_by_position(self, grid, demo):
        grid.component, grid.by = "head_out", ["position", "layer", "head"]
        result = grid.run(progress=False)
        assert [axis.name for axis in result.axes] == ["layer", "head", "position"]
        for layer, head, at in ((0, 2, 7), (1, 1, 1), (3, 0, 7)):
            wanted = by_hooks(demo, layer, at, head=head)
            assert result.at(layer=layer, head=head, position=at) == pytest.approx(wanted, abs=1e-5)

    def test_prompts_that_are_not_equally_long(self, demo):
        grid = widgets.PatchGrid(demo, SHORT, OTHER, align="end", metric=(" Paris", " Rome"))
        result = grid.run(progress=False)
        assert result.axes[1].numbers == tuple(range(7))
        for layer, at in ((0, 1), (2, 6)):
            (paris,), (rome,) = (demo.tokenizer(text)["input_ids"] for text in (" Paris", " Rome"))
            with torch.no_grad():
                value = {}
                block = demo.module.transformer.h[layer]
                read = block.register_forward_pre_hook(
                    lambda _, args, at=at, value=value: value.update(of=args[0][:, at + 1].clone())
                )
                demo.module(ids_of(demo, OTHER))
                read.remove()

                def write(_, args, at=at, value=value):
                    new = args[0].clone()
                    new[:, at] = value["of"]
                    return (new, *args[1:])

                hook = block.register_forward_pre_hook(write)
                logits = demo.module(ids_of(demo, SHORT)).logits[0, -1]
                hook.remove()
            assert result.at(layer=layer, position=at) == pytest.approx(float(logits[paris] - logits[rome]), abs=1e-5)
        grid.close()

    def test_the_ends_are_those_of_plain_runs(self, grid, demo):
        with torch.no_grad():
            here, there = (difference(demo, demo.module(ids_of(demo, text)).logits) for text in (PROMPT, OTHER))
        assert floats(grid._screen["runs"]).tolist() == pytest.approx([here, there, here], abs=1e-5)
        result = grid.run(progress=False)
        assert result.baselines == pytest.approx({"clean": there, "corrupted": here}, abs=1e-5)
        assert floats(grid._cells["ends"]).tolist() == pytest.approx([here, there], abs=1e-5)

    def test_noising_is_another_name_for_the_ends(self, grid):
        values = grid.run(progress=False)
        grid.direction = "noising"
        assert torch.equal(grid.result.values, values.values)
        ends = grid.result.baselines
        assert (ends["clean"], ends["corrupted"]) == (values.baselines["corrupted"], values.baselines["clean"])
        assert torch.allclose(grid.result.recovery().values, 1 - values.recovery().values, atol=1e-5)

    def test_little_is_kept_with_the_notebook(self, grid):
        grid.component, grid.by = "head_out", ["layer", "head", "position"]
        grid.run(progress=False)
        packed = [value for value in grid._cells.values() if isinstance(value, bytes)]
        assert sum(map(len, packed)) == 128 * 4 + 128 // 8 + 8


class TestInto:
    def test_the_other_way_each_cell_is_a_run_with_bare_hooks(self, grid, demo):
        grid.into = "other"
        assert (grid.result, grid._cells, grid._screen["stale"]) == (None, {}, False)
        assert (grid._screen["prompt"], grid._screen["other"]) == (OTHER, PROMPT)
        result = grid.run(progress=False)
        wanted = torch.tensor(
            [[by_hooks(demo, layer, at, prompt=OTHER, other=PROMPT) for at in range(8)] for layer in range(4)]
        )
        assert torch.allclose(result.values, wanted, atol=1e-5, rtol=1e-5)
        with torch.no_grad():
            here, there = (difference(demo, demo.module(ids_of(demo, text)).logits) for text in (OTHER, PROMPT))
        assert floats(grid._cells["ends"]).tolist() == pytest.approx([here, there], abs=1e-5)
        assert torch.allclose(result.recovery().values, (wanted - here) / (there - here), atol=1e-5)

    def test_both_run_on_demand_and_what_is_there_is_not_run_again(self, grid, demo):
        first = grid.run(progress=False)
        runs = []
        hook = demo.module.register_forward_pre_hook(lambda *_: runs.append(1))
        grid.into = "prompt - other"
        assert (grid._cells, grid.complete, runs) == ({}, False, [])
        assert torch.equal(grid.run(progress=False).values, first.values)
        hook.remove()
        assert list(grid.results) == ["prompt", "other"]
        cells = grid._cells
        assert (cells["state"], cells["finished"], grid.complete) == ("done", 64, True)
        back = torch.tensor(
            [[by_hooks(demo, layer, at, prompt=OTHER, other=PROMPT) for at in range(8)] for layer in range(4)]
        )
        assert torch.equal(floats(cells["values"]), first.values.flatten())
        assert torch.allclose(floats(cells["less"]["values"]), back.flatten(), atol=1e-5, rtol=1e-5)
        assert bits(cells["less"]["done"], 32).all()
        assert floats(cells["less"]["ends"]).tolist() == pytest.approx(floats(cells["ends"]).tolist()[::-1], abs=1e-4)
        grid.into = "other"
        assert grid.complete

    def test_places_of_prompts_that_are_not_equally_long_go_together(self, demo):
        """Counted from the end: what stands at 0 in one stands at 1 in the other."""
        grid = widgets.PatchGrid(demo, SHORT, OTHER, align="end", metric=(" Paris", " Rome"), into="prompt - other")
        grid.run(progress=False)
        one, other = grid.results["prompt"], grid.results["other"]
        assert one.values.shape == other.values.shape == (4, 7)
        assert (one.axes[1].numbers, other.axes[1].numbers) == (tuple(range(7)), tuple(range(1, 8)))
        assert one.axes[1].labels[-4:] == other.axes[1].labels[-4:] == (" in", " the", " city", " of")
        grid.close()

    def test_what_goes_into_the_other_prompt_is_no_change_of_the_workspace(self, grid, workspace):
        grid.into = "other"
        grid.run(progress=False)
        assert "swap the two prompts" in reply(grid, kind="apply", cell=23)["message"]
        assert workspace.edits == ()
        grid.into = "prompt - other"
        assert reply(grid, kind="apply", cell=23)["kind"] == "done"
        assert workspace.edits == (Change(Place("resid_pre", 2), {"position": 7}, "copy"),)
        assert np.frombuffer(grid._screen["applied"], np.uint32).tolist() == [23]
        grid.into = "other"
        assert grid._screen["applied"] == b""

    def test_cancelled_in_the_first_the_second_does_not_begin(self, grid, slow):
        grid.into = "prompt - other"
        ask(grid, kind="run")
        wait(lambda: (grid._cells.get("finished") or 0) > 0)
        assert grid._cells["state"] == "running"
        ask(grid, kind="cancel")
        wait(lambda: grid._cells["state"] == "cancelled" and grid._running is None)
        wait(lambda: grid._progress == {})
        assert not bits(grid._cells["less"]["done"], 32).any()
        grid.run(progress=False)
        assert (grid._cells["state"], grid.complete) == ("done", True)

    def test_its_code_gives_the_difference(self, grid):
        grid.into = "prompt - other"
        grid.run(progress=False)
        names = {}
        exec(grid.code, names)
        one, other = (result.recovery().values for result in grid.results.values())
        assert torch.allclose(names["difference"], one - other, atol=1e-5)
        assert grid._screen["code"] == grid.code


class TestMetric:
    def test_the_likeliest_tokens_of_both_prompts(self, grid):
        assert grid._screen["tokens"] == [" Paris", " Berlin"]
        assert grid._screen["offered"][0] == " Paris"

    def test_tokens_can_be_chosen(self, grid, demo):
        grid.metric = " Madrid", " Berlin"
        assert repr(grid.metric) == "logit_diff(' Madrid', ' Berlin')"
        assert reply(grid, kind="metric", tokens=[" Rome", " Paris"])["kind"] == "done"
        assert grid._screen["tokens"] == [" Rome", " Paris"]
        with torch.no_grad():
            logits = demo.module(ids_of(demo, PROMPT)).logits
        assert floats(grid._screen["runs"])[0].item() == pytest.approx(
            difference(demo, logits, " Rome", " Paris"), abs=1e-5
        )
        assert reply(grid, kind="metric", tokens=None)["kind"] == "done"
        assert grid._screen["tokens"] == [" Paris", " Berlin"]

    def test_text_that_is_no_token_is_refused_and_all_stays(self, grid):
        with pytest.raises(MetricError, match="tokens"):
            grid.metric = " Paris is in", " Rome"
        assert "tokens" in reply(grid, kind="metric", tokens=[" of the city of", " Rome"])["message"]
        assert grid._screen["tokens"] == [" Paris", " Berlin"]
        with pytest.raises(MetricError, match="two tokens"):
            grid.metric = " Paris"

    def test_any_metric(self, grid, demo):
        grid.metric = metrics.prob(" Paris")
        result = grid.run(progress=False)
        assert (grid._screen["metric"], grid._screen["tokens"], result.unit) == ("prob(' Paris')", [], "probability")
        assert result.at(layer=3, position=7) > 0.9

    def test_prompts_with_the_same_answer(self, demo):
        grid = widgets.PatchGrid(demo, OTHER, "The Eiffel Tower was in the city of")
        one, other = grid._screen["tokens"]
        assert one != other
        here, there, _ = floats(grid._screen["runs"])
        assert there > here
        grid.close()


class TestState:
    def test_nothing_runs_by_itself(self, grid):
        assert (grid.result, grid.complete, grid._cells) == (None, False, {})

    def test_what_was_found_is_kept_for_later(self, grid):
        first = grid.run(progress=False)
        grid.component = "mlp_out"
        assert (grid.result, grid._cells, grid._screen["stale"]) == (None, {}, False)
        grid.component = "resid_pre"
        assert torch.equal(grid.result.values, first.values)
        assert grid.complete

    def test_only_so_many_are_kept(self, grid, monkeypatch):
        monkeypatch.setattr("nnexplore.widgets.patch_grid.KEPT", 2)
        for component in ("resid_pre", "mlp_out", "attn_out"):
            grid.component = component
            grid.run(progress=False)
        assert [found.sweep.component for found in grid._kept.values()] == ["mlp_out", "attn_out"]

    def test_other_prompts_make_it_stale(self, grid, workspace):
        grid.run(progress=False)
        workspace.other = "The Eiffel Tower was in the city of"
        assert grid._screen["stale"]
        assert grid._screen["other"] == OTHER
        assert "run the sweep again" in reply(grid, kind="apply", cell=3)["message"]
        grid.run(progress=False)
        assert (grid._screen["stale"], grid._screen["other"]) == (False, workspace.other)
        workspace.other = OTHER
        assert grid.complete

    def test_two_prompts_are_needed(self, demo):
        grid = widgets.PatchGrid(demo, PROMPT)
        assert "set workspace.other" in grid._screen["problem"]
        with pytest.raises(EditError, match=r"set workspace\.other"):
            grid.run()
        grid.workspace.other = OTHER
        assert grid._screen["problem"] == ""
        grid.close()

    def test_uneven_prompts_are_told_of(self, demo):
        grid = widgets.PatchGrid(demo, SHORT, OTHER)
        assert "7 tokens" in grid._screen["problem"] or "8 and 7" in grid._screen["problem"]
        assert grid._screen["uneven"]
        with pytest.raises(AnalysisError, match="align"):
            grid.run()
        grid.align = "end"
        assert grid._screen["problem"] == ""
        grid.close()

    def test_an_axis_that_is_not_there_is_told_of(self, grid):
        grid.by = ["layer", "head"]
        assert "no axis 'head'" in grid._screen["problem"]
        with pytest.raises(traitlets.TraitError, match="resid_pre"):
            grid.component = "neurons"

    def test_token_ids_and_no_tokenizer(self, demo):
        bare = nnexplore.LanguageModel(demo.load().module)
        grid = widgets.PatchGrid(bare, [3, 5, 7], [4, 5, 7], metric=(11, 12))
        result = grid.run(progress=False)
        assert (list(result.values.shape), result.metric) == ([4, 3], "logit_diff(11, 12)")
        grid.close()


class TestPatches:
    def test_a_cell_becomes_a_change_and_is_taken_back(self, grid, workspace):
        grid.run(progress=False)
        assert reply(grid, kind="apply", cell=2 * 8 + 7)["kind"] == "done"
        assert workspace.edits == (Change(Place("resid_pre", 2), {"position": 7}, "copy"),)
        assert np.frombuffer(grid._screen["applied"], np.uint32).tolist() == [23]
        now = floats(grid._screen["runs"])[2].item()
        assert now == pytest.approx(grid.result.at(layer=2, position=7), abs=1e-5)
        assert reply(grid, kind="apply", cell=23)["kind"] == "done"
        assert workspace.edits == ()
        workspace.undo()
        assert grid._screen["applied"] != b""

    def test_what_is_applied_does_what_the_sweep_did(self, demo):
        """Heads over all positions of prompts that are not equally long: several changes, one step of the history."""
        grid = widgets.PatchGrid(demo, SHORT, OTHER, component="head_out", align="end")
        result = grid.run(progress=False)
        grid.apply(layer=2, head=1)
        assert len(grid.workspace.edits) == 7
        assert floats(grid._screen["runs"])[2].item() == pytest.approx(result.at(layer=2, head=1), abs=1e-5)
        assert np.frombuffer(grid._screen["applied"], np.uint32).tolist() == [9]
        grid.workspace.undo()
        assert grid.workspace.edits == ()
        grid.close()

    def test_the_sweep_is_without_the_changes(self, grid, workspace):
        plain = grid.run(progress=False).values.clone()
        workspace.zero("mlp_out", 0)
        grid.metric = " Paris", " Rome"
        grid.metric = None
        assert torch.equal(grid.result.values, plain)
        assert grid._screen["changes"] == 1

    def test_a_change_that_is_off_is_not_applied(self, grid, workspace):
        grid.apply(layer=0, position=1)
        workspace.replace(0, on=False)
        assert grid._screen["applied"] == b""

    def test_bad_cells(self, grid):
        with pytest.raises(ValueError, match="no layer 4"):
            grid.apply(layer=4, position=0)
        with pytest.raises(ValueError, match="one layer, one position"):
            grid.apply(layer=1)
        with pytest.raises(ValueError, match="not among the changes"):
            grid.remove(layer=1, position=1)


class TestCode:
    @pytest.mark.parametrize(
        ("traits", "prompts"),
        [
            ({}, (PROMPT, OTHER)),
            ({"direction": "noising", "component": "head_out"}, (PROMPT, OTHER)),
            ({"align": "end", "component": "mlp_out"}, (SHORT, OTHER)),
            ({"metric": metrics.prob(" Paris", position=(-2, -1))}, (PROMPT, OTHER)),
        ],
    )
    def test_it_gives_the_same_numbers_in_a_fresh_kernel(self, demo, traits, prompts):
        grid = widgets.PatchGrid(demo, *prompts, **traits)
        result, names = grid.run(progress=False), {}
        exec(grid.code, names)
        assert torch.allclose(names["patching"].values, result.values, atol=1e-5)
        assert torch.allclose(names["recovery"].values, result.recovery().values, atol=1e-5)
        assert grid._screen["code"] == grid.code
        grid.close()

    def test_a_metric_that_cannot_be_written_is_left_open(self, grid):
        grid.metric = metrics.custom(lambda logits: logits.amax(-1), name="highest")
        assert "metric = ...  # the metric that was given: " in grid.code


class TestRunning:
    def test_cells_fill_in_and_cancel_keeps_them(self, grid, demo, slow):
        before = {name: value.clone() for name, value in demo.module.state_dict().items()}
        hooks = [len(module._forward_pre_hooks) for module in demo.module.modules()]
        seen = []
        grid.observe(lambda change: seen.append(change["new"].get("finished")), names=["_cells"])
        ask(grid, kind="run")
        wait(lambda: (grid._cells.get("finished") or 0) > 0)
        assert grid._cells["state"] == "running"
        assert "is running" in reply_of(grid, kind="run")
        grid.workspace.select(layer=1)
        ask(grid, kind="cancel")
        wait(lambda: grid._cells["state"] != "running")
        found = grid._cells["finished"]
        assert (grid._cells["state"], 0 < found < 32, grid._error) == ("cancelled", True, {})
        kept = grid.result.values
        assert int((~kept.isnan()).sum()) == found
        wait(lambda: grid._progress == {})
        assert [len(module._forward_pre_hooks) for module in demo.module.modules()] == hooks
        assert all(torch.equal(value, before[name]) for name, value in demo.module.state_dict().items())
        missing = kept.isnan().any(1).sum()
        result = grid.run(progress=False)
        assert len(result.plan) == 8 * missing + 2  # the layers that were not complete, and both ends
        there = ~kept.isnan()
        assert torch.equal(result.values[there], kept[there])
        wanted = torch.tensor([[by_hooks(demo, layer, at) for at in range(8)] for layer in range(4)])
        assert torch.allclose(result.values, wanted, atol=1e-5, rtol=1e-5)
        assert grid.complete
        assert seen == sorted(seen)

    def test_a_change_made_meanwhile_stays_when_it_is_cancelled(self, grid, workspace, slow):
        ask(grid, kind="run")
        wait(lambda: (grid._cells.get("finished") or 0) > 0)
        ask(grid, kind="apply", cell=9)
        wait(lambda: workspace.edits != ())
        ask(grid, kind="cancel")
        wait(lambda: grid._cells["state"] == "cancelled" and grid._running is None)
        wait(lambda: grid._progress == {})
        assert workspace.edits == (Change(Place("resid_pre", 1), {"position": 1}, "copy"),)

    def test_ctrl_c_keeps_what_is_finished(self, grid, monkeypatch):
        def pressed(numbers, *_):
            if len(numbers) > 8:
                raise KeyboardInterrupt

        monkeypatch.setattr("nnexplore.widgets.patch_grid.progress", lambda done, *_: pressed(range(done)))
        with pytest.warns(UserWarning, match="interrupted"):
            result = grid.run(progress=False)
        assert grid._cells["state"] == "cancelled"
        assert 0 < int(result.values.isnan().sum()) < 32
        monkeypatch.undo()
        assert not grid.run(progress=False).values.isnan().any()

    def test_an_error_in_its_midst_is_told_of(self, grid, demo):
        def broken(_module, args):
            if len(args[0]) > 1:
                raise ValueError("the cable is out")

        hook = demo.module.transformer.h[1].register_forward_pre_hook(broken)
        message = reply(grid, kind="run")["message"]
        hook.remove()
        assert "the cable is out" in message
        assert grid._cells["state"] == "failed"
        grid.run(progress=False)
        assert grid.complete

    def test_closing_ends_it(self, demo, slow):
        grid = widgets.PatchGrid(demo, PROMPT, OTHER)
        ask(grid, kind="run")
        wait(lambda: (grid._cells.get("finished") or 0) > 0)
        grid.close()
        wait(lambda: grid._running is None)
        assert (grid._running, grid._kept) == (None, {})


def reply_of(grid, **content):
    """A reply that may take until the sweep looks up."""
    sent = []
    grid._send = lambda message, buffers=None: sent.append(message)
    grid._handle_msg({"content": {"data": {"method": "custom", "content": {"id": "2"} | content}}, "buffers": []})
    wait(lambda: any(one.get("content", {}).get("id") == "2" for one in sent))
    return next(one["content"]["message"] for one in sent if one.get("content", {}).get("id") == "2")


def test_a_metric_that_is_nan_is_no_missing_cell(grid):
    grid.metric = metrics.custom(lambda logits: logits.amax(-1) * torch.nan, name="nan")
    grid.run(progress=False)
    assert bits(grid._cells["done"], 32).all()
    assert floats(grid._cells["values"]).isnan().all()
    assert grid.complete


def test_the_selection_is_the_workspace_s(grid, workspace):
    grid._selected = {"layer": 2, "position": 5, "head": None}
    assert (workspace.selection.layer, workspace.selection.position) == (2, 5)
    workspace.select(layer=0)
    assert grid._selected["layer"] == 0


def test_closing_lets_go(demo):
    workspace = nnexplore.Workspace(demo, PROMPT, OTHER)
    grid = widgets.PatchGrid(workspace)
    grid.run(progress=False)
    gone, found = weakref.ref(workspace), weakref.ref(grid._shown[0])
    grid.close()
    del workspace
    gc.collect()
    assert (gone(), found()) == (None, None)
    assert repr(grid) == "PatchGrid(closed)"
