import contextlib
import gc
import io
import json
import shutil
import subprocess
import weakref
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
import traitlets
from transformers.generation import MinPLogitsWarper, TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

import nnexplore
from nnexplore import widgets
from nnexplore.errors import EditError
from nnexplore.widgets._sampling_chances import Chances, Settings, ranked
from nnexplore.widgets._sampling_random import uniform
from nnexplore.widgets._sampling_sheet import TOP, Sheet

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
SETTINGS = [
    Settings(),
    Settings(temperature=0.3),
    Settings(temperature=2.5, top_k=7),
    Settings(top_k=10_000),
    Settings(temperature=1.3, top_p=0.8),
    Settings(min_p=0.1),
    Settings(temperature=3.0, top_k=40, top_p=0.9, min_p=0.05),
    Settings(top_p=0.0),
    Settings(min_p=1.0),
]


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.Sampling(workspace)
    yield made
    made.close()


def warped(logits, settings):
    """What transformers makes of logits, in float64."""
    scores = TemperatureLogitsWarper(settings.temperature)(None, logits.double()[None])
    for on, warper, value in [
        (settings.top_k > 0, TopKLogitsWarper, settings.top_k),
        (settings.top_p < 1, TopPLogitsWarper, settings.top_p),
        (settings.min_p > 0, MinPLogitsWarper, settings.min_p),
    ]:
        if on:
            scores = warper(value)(None, scores)
    return scores.softmax(-1)[0]


def random_logits(kind, seed):
    draw = torch.randn(500, generator=torch.Generator().manual_seed(seed)) * 3
    return {"plain": draw, "ties": draw.round(), "masked": draw.where(draw > -2, -torch.inf)}[kind]


class TestChances:
    @pytest.mark.parametrize("settings", SETTINGS, ids=str)
    @pytest.mark.parametrize("kind", ["plain", "ties", "masked"])
    def test_are_those_of_transformers(self, kind, settings):
        for seed in range(10):
            logits = random_logits(kind, seed)
            ids, values = ranked(logits)
            found = torch.zeros(500, dtype=torch.float64).scatter(0, ids, Chances(values, settings).probabilities)
            wanted = warped(logits, settings)
            if kind != "ties":
                assert ((found > 0) == (wanted > 0)).all()
                torch.testing.assert_close(found, wanted, rtol=1e-10, atol=0)
            _, group = logits.unique(return_inverse=True)  # which of equal ones top-p cuts is left to its sort
            sums = [torch.zeros(500, dtype=torch.float64).index_add(0, group, one) for one in (found, wanted)]
            torch.testing.assert_close(*sums, rtol=1e-10, atol=0)

    def test_at_temperature_0_it_is_the_argmax(self):
        for seed in range(10):
            ids, values = ranked(random_logits("ties", seed))
            drawn = int(ids[Chances(values, Settings(temperature=0.0, top_k=3)).draw(0.7)])
            assert drawn == int(random_logits("ties", seed).argmax())

    def test_a_draw_has_its_probability(self):
        chances = Chances(torch.tensor([2.0, 1.0, 0.0, -1.0]), Settings())
        counts = torch.tensor(chances.draws(5, 0, 4000)).bincount(minlength=4)
        wanted = torch.tensor([2.0, 1.0, 0.0, -1.0]).softmax(-1) * 4000
        assert float(((counts - wanted) ** 2 / wanted).sum()) < 16.3  # one in a thousand is above

    def test_random_numbers_are_spread_evenly_for_any_seed(self):
        for seed in (0, 1, 2**32 - 1):
            drawn = np.array([uniform(seed, number) for number in range(5000)])
            assert (drawn >= 0).all()
            assert (drawn < 1).all()
            counts = np.histogram(drawn, 20, (0, 1))[0]
            assert ((counts - 250) ** 2 / 250).sum() < 43.8
            assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.05
        assert len({uniform(seed, 0) for seed in range(5000)}) == 5000


SCRIPT = """
import { Chances, uniform } from "FILE";
import { readFileSync } from "node:fs";
const { rows, settings, seeds } = JSON.parse(readFileSync(0, "utf8"));
const found = rows.map((row, at) => {
  const chances = new Chances(Float32Array.from(row), settings[at % settings.length]);
  return { kept: chances.kept, drawn: seeds.map((seed) => chances.draw(uniform(seed, at))) };
});
console.log(JSON.stringify(found));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_browser_s_code_draws_the_same_tokens(tmp_path):
    """For many seeds, logits and settings: the TypeScript itself, carried out by Node."""
    text = 'export { Chances } from "./chances.ts"; export { uniform } from "./random.ts";'
    built = tmp_path / "both.mjs"
    command = [
        ROOT / "node_modules/esbuild/bin/esbuild",
        "--bundle",
        "--format=esm",
        "--loader=ts",
        f"--outfile={built}",
    ]
    subprocess.run(command, input=text.encode(), check=True, cwd=ROOT / "js" / "sampling", capture_output=True)
    (tmp_path / "run.mjs").write_text(SCRIPT.replace("FILE", built.as_uri()))
    rows = [ranked(random_logits(kind, seed))[1] for seed in range(12) for kind in ("plain", "ties")]
    settings = [*SETTINGS, Settings(temperature=0.0)]
    seeds = [*range(200), 2**31, 2**32 - 1]
    asked = {"rows": [row.tolist() for row in rows], "settings": [asdict(one) for one in settings], "seeds": seeds}
    out = subprocess.run(
        ["node", tmp_path / "run.mjs"], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    for at, (row, found) in enumerate(zip(rows, json.loads(out.stdout), strict=True)):
        chances = Chances(row, settings[at % len(settings)])
        assert found["kept"] == chances.kept
        assert found["drawn"] == [chances.draw(uniform(seed, at)) for seed in seeds]


class TestView:
    def test_probabilities_are_the_model_s(self, view, workspace):
        torch.testing.assert_close(view.probabilities, workspace.logits()[-1].double().softmax(-1))
        view.temperature, view.top_k = 2.0, 30
        wanted = warped(workspace.logits()[-1], Settings(temperature=2.0, top_k=30))
        torch.testing.assert_close(view.probabilities, wanted, rtol=1e-10, atol=0)

    def test_the_screen_has_all_logits_likeliest_first(self, view, workspace, demo):
        screen, logits = view._screen, workspace.logits()[-1]
        ids = np.frombuffer(screen["ids"], np.uint32).astype(int)
        assert sorted(ids) == list(range(1534))
        assert (np.frombuffer(screen["logits"], np.float32) == logits[ids].numpy()).all()
        assert screen["texts"] == demo.token_strings(ids.tolist())
        assert screen["before"][-1] == " of"

    def test_a_run_and_a_position_are_chosen(self, view, workspace):
        workspace.copy("resid_post", 1, position=7)
        view.position = 6
        assert workspace.selection.position == 6
        for view.show in ("edited", "clean", "other"):
            torch.testing.assert_close(view.probabilities, workspace.logits(view.show)[6].double().softmax(-1))
        view.position = None
        assert view.position == 7
        with pytest.raises(EditError, match="no position 8: the prompt has 8 tokens, 0 to 7"):
            view.position = 8

    @pytest.mark.parametrize("show", ["edited - clean", "edited - other", "clean - other"])
    def test_of_a_difference_both_runs_go_through_the_settings(self, view, workspace, show):
        workspace.copy("resid_post", 1, position=7)
        view.show, view.temperature, view.top_k = show, 2.0, 30
        one, two = show.split(" - ")
        settings = Settings(temperature=2.0, top_k=30)
        wanted = warped(workspace.logits(one)[-1], settings) - warped(workspace.logits(two)[-1], settings)
        torch.testing.assert_close(view.differences, wanted, rtol=1e-10, atol=1e-12)
        drawn = view.sample(20)
        alone = widgets.Sampling(workspace, show=one, temperature=2.0, top_k=30)
        assert alone.sample(20) == drawn  # draws stay with the first run
        alone.close()
        ids = np.frombuffer(view._screen["less"]["ids"], np.uint32).astype(int)
        logits = np.frombuffer(view._screen["less"]["logits"], np.float32)
        assert (logits == workspace.logits(two)[-1][ids].numpy()).all()
        known = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(view.code, "code", "exec"), known)
        assert known["drawn"] == drawn
        torch.testing.assert_close(known["differences"], wanted, rtol=1e-10, atol=1e-12)

    def test_prompts_of_unequal_length_are_compared_at_their_ends(self, demo):
        workspace = nnexplore.Workspace(demo, PROMPT, "The Colosseum is in the city of")
        view = widgets.Sampling(workspace, show="clean - other")
        assert "clean - other" not in view._screen["missing"]
        wanted = (workspace.logits("clean")[7].double().softmax(-1)) - (
            workspace.logits("other")[6].double().softmax(-1)
        )
        torch.testing.assert_close(view.differences, wanted)
        view.position = 2
        wanted = (workspace.logits("clean")[2].double().softmax(-1)) - (
            workspace.logits("other")[2].double().softmax(-1)
        )
        torch.testing.assert_close(view.differences, wanted)
        workspace.put("The Colosseum is in the city of", "Rome")
        view.position = 4
        assert "the other prompt has no position 4, it has 3 tokens" in view._error["message"]
        view.show = "clean"
        assert view._screen["missing"]["clean - other"] == "prompts of unequal length"
        view.close()

    def test_one_run_has_no_differences(self, view, workspace):
        assert "less" not in view._screen
        assert view._screen["missing"] == {"clean": "no changes", "edited - clean": "no changes"}
        with pytest.raises(EditError, match="one run is shown, 'edited'; set show to a difference: 'edited - clean'"):
            _ = view.differences
        view.show = "edited - other"
        workspace.other = None
        assert "there is no other prompt" in view._error["message"]

    def test_draws_depend_on_seed_and_settings_alone(self, view, workspace):
        view.temperature, view.seed = 4.0, 9
        heard = []
        view.observe(lambda change: heard.append(change["new"]), names=["drawn"])
        one, more = view.sample(), view.sample(20)
        assert view.drawn == more[-1] == heard[-1]
        assert sum(view.counts.values()) == 21
        again = widgets.Sampling(workspace, temperature=4.0, seed=9)
        assert again.sample(21) == one + more
        again.seed = 10
        assert again._drawn() != one + more
        again.temperature = 0.0
        assert again.drawn == int(workspace.logits()[-1].argmax())
        again.draws = 0
        assert again.drawn is None
        again.close()

    @pytest.mark.parametrize("settings", [*SETTINGS, Settings(temperature=0.0, top_k=3)], ids=str)
    def test_the_code_draws_the_same(self, view, workspace, settings):
        workspace.copy("resid_post", 0, position=2)
        view.position = 5
        for name in ("temperature", "top_k", "top_p", "min_p"):
            view.set_trait(name, getattr(settings, name))
        view.seed = 3
        drawn = view.sample(30)
        known = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(view.code, "code", "exec"), known)
        assert known["drawn"] == drawn
        found = torch.zeros(1534, dtype=torch.float64).scatter(0, known["ids"], known["probabilities"])
        torch.testing.assert_close(found, view.probabilities)

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("temperature", -1.0, "temperature is 0 for the likeliest.*got -1.0"),
            ("temperature", float("nan"), "got nan"),
            ("top_p", 1.5, "top_p is a probability from 0 to 1.*got 1.5"),
            ("top_k", -1, "top_k is how many tokens stay, or 0 for all; got -1"),
            ("min_p", 2.0, "min_p is a share of the largest probability"),
            ("seed", 2**32, "seed is 0 to 4294967295"),
            ("draws", 10_001, "at most 10000"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, view, name, value, says):
        before = getattr(view, name)
        with pytest.raises(traitlets.TraitError, match=says):
            setattr(view, name, value)
        assert getattr(view, name) == before

    def test_without_a_prompt_there_is_nothing_to_draw(self, demo):
        view = widgets.Sampling(demo)
        assert view._screen == {"empty": True}
        with pytest.raises(EditError, match="there is no prompt, so nothing comes next"):
            view.sample()
        view.workspace.prompt = PROMPT
        assert len(view.sample(2)) == 2
        with pytest.raises(EditError, match="at least one token is to be drawn; got 0"):
            view.sample(0)
        view.close()

    def test_logits_that_are_no_numbers_are_refused(self, view, workspace):
        view.sample()
        workspace.set("resid_post", 3, to=float("nan"), position=7)
        assert view.drawn is None
        with pytest.raises(EditError, match="no finite logits"):
            view.sample()
        assert view.draws == 1

    def test_the_other_prompt_is_needed_for_its_run(self, demo):
        with pytest.raises(EditError, match="other"):
            widgets.Sampling(demo, PROMPT, show="other")

    def test_it_lets_go_of_its_tensors(self, workspace):
        view = widgets.Sampling(workspace)
        logits = weakref.ref(view._sheet.logits)
        view.close()
        gc.collect()
        assert logits() is None


def test_of_a_large_vocabulary_the_likeliest_are_kept(demo):
    class Texts:
        def token_strings(self, ids):
            return [f"<{one}>" for one in ids]

    logits = torch.randn(50_257, generator=torch.Generator().manual_seed(1)) * 3
    sheet = Sheet(Texts(), logits)
    screen = sheet.screen()
    assert sum(len(one) for one in screen.values() if isinstance(one, bytes)) + len(repr(screen["texts"])) < 110_000
    sizes, means = np.frombuffer(screen["sizes"], np.uint32), np.frombuffer(screen["means"], np.float32)
    assert sizes.sum() == 50_257 - TOP
    known = np.frombuffer(screen["logits"], np.float32).astype(np.float64)
    near = np.exp(known).sum() + (sizes * np.exp(means.astype(np.float64))).sum()
    assert near == pytest.approx(float(logits.double().exp().sum()), rel=1e-4)
    ids, values, texts = sheet.whole(texts=True)
    assert (np.frombuffer(values, np.float32) == logits[np.frombuffer(ids, np.uint32).astype(int)].numpy()).all()
    assert texts.decode().startswith('["<0>", "<1>"')
