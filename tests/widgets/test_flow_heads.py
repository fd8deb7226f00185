"""What the map of all heads is drawn from is what hooks see, and small."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nnexplore import Workspace, widgets
from nnexplore.analysis import attention_statistics
from nnexplore.widgets._attention_pack import THUMB
from nnexplore.widgets._flow_heads import LEAST, heads, side_of
from tests.analysis.naive.forward import values_of
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
IDS = torch.tensor([[5, 17, 99, 4, 250, 31, 8, 77]])


def drawn(thumbs, count):
    """The thumbnails as weights [heads, side, side]."""
    side, triangle = thumbs["side"], thumbs["triangle"]
    values = torch.from_numpy(np.frombuffer(thumbs["values"], np.uint8).copy()).float() / 254
    if not triangle:
        return values.view(count, side, side)
    whole = torch.zeros(count, side, side)
    rows, columns = torch.tril_indices(side, side)
    whole[:, rows, columns] = values.view(count, -1)
    return whole


def size(value):
    if isinstance(value, dict):
        return sum(len(name) + size(one) for name, one in value.items())
    if isinstance(value, list):
        return sum(map(size, value))
    return len(value) if isinstance(value, bytes) else len(str(value))


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox"])
def test_the_thumbnails_are_the_patterns_of_bare_hooks(kind):
    told = heads(Workspace(tiny(kind), IDS))
    patterns = torch.cat([pattern[0] for pattern in values_of(tiny(kind).module, IDS, "head_pattern")])
    torch.testing.assert_close(drawn(told["thumbs"], 12), patterns, atol=0.5 / 254 + 1e-6, rtol=0)
    assert (told["layers"], told["heads"], told["without"], told["missing"]) == ([0, 1, 2], [4, 4, 4], 0, "")


def test_the_scores_are_the_analysis_s(demo):
    known = attention_statistics(demo, PROMPT)
    told = heads(Workspace(demo, PROMPT))
    assert {*told["scores"]} == {"entropy", "previous", "first", "duplicate", "induction"}
    for name, data in told["scores"].items():
        found = torch.from_numpy(np.frombuffer(data, np.float32).copy()).view(4, 4)
        torch.testing.assert_close(found, getattr(known, name).values, equal_nan=True)
    assert told["tokens"] == demo.token_strings(demo.tokenizer(PROMPT)["input_ids"])


def test_it_is_what_the_attention_view_sends(demo):
    space = Workspace(demo, PROMPT)
    space.zero("head_out", 1, head=2)
    view = widgets.AttentionView(space)
    told = heads(space)
    assert {name: told[name] for name in ("layers", "heads", "thumbs", "edits", "tokens")} == {
        name: view._screen[name] for name in ("layers", "heads", "thumbs", "edits", "tokens")
    }
    view.close()


def test_each_run_has_its_own(demo):
    space = Workspace(demo, PROMPT, "Madison Square Garden is located in the city of New")
    space.zero("head_out", 0, head=2)
    edited, clean, other = (heads(space, run) for run in ("edited", "clean", "other"))
    assert (len(edited["edits"]), clean["edits"], other["edits"]) == (1, [], [])
    assert edited["thumbs"] != clean["thumbs"]
    assert clean == heads(Workspace(demo, PROMPT))
    assert other["tokens"] == space.other_tokens
    assert other["thumbs"]["side"] == len(space.other_tokens)


def test_layers_without_attention_are_left_out_and_a_model_without_any_says_so():
    told = heads(Workspace(tiny("mamba"), IDS))
    assert (told["layers"], told["heads"], told["without"]) == ([], [], 3)
    assert "no layer of this model has attention" in told["missing"]


def test_more_than_can_be_kept_says_so(demo, monkeypatch):
    monkeypatch.setattr("nnexplore.widgets._attention_layers.LARGEST", 1000)
    assert "choose a shorter prompt" in heads(Workspace(demo, PROMPT))["missing"]


def test_a_prompt_of_one_token(demo):
    told = heads(Workspace(demo, [[5]]))
    assert told["thumbs"] == {"side": 1, "triangle": True, "values": b"\xfe" * 16}
    assert np.isnan(np.frombuffer(told["scores"]["previous"], np.float32)).all()


def test_it_is_small_for_many_heads_and_long_prompts():
    model = tiny("gpt2", n_head=16, n_layer=9, n_positions=64)
    told = heads(Workspace(model, torch.arange(1, 65)[None]))
    assert sum(told["heads"]) == 144
    assert size(told) <= 60_000
    assert told["thumbs"]["side"] >= 20


def test_the_side_of_a_thumbnail():
    assert side_of([torch.zeros(4, 9, 9)] * 4) == THUMB
    assert side_of([torch.zeros(64, 1, 1)] * 80) == LEAST
    side = side_of([torch.zeros(12, 64, 64)] * 12)
    assert 144 * side * (side + 1) / 2 <= 52_000 < 144 * (side + 1) * (side + 2) / 2
