"""Activation patching and its reference agree with TransformerLens' own functions, where that is installed.

It is no dependency, for it pins much. In a virtual environment of its own, which sees this project's packages:

    python3 -m venv /tmp/venv_tl
    echo "$PWD/.venv/lib/python3.11/site-packages" > /tmp/venv_tl/lib/python3.11/site-packages/main.pth
    /tmp/venv_tl/bin/pip install --no-deps "transformer_lens==4.3.*" einops fancy-einsum jaxtyping wadler-lindig \
        beartype "typeguard<5" pandas pytz protobuf datasets pyarrow dill multiprocess xxhash
    /tmp/venv_tl/bin/python -m pytest tests/analysis/test_transformer_lens.py
"""

import copy
import warnings

import pytest
import torch

from nnexplore.analysis import activation_patching, metrics
from tests.analysis.naive import has, naive_patching
from tests.tiny import tiny

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("transformer_lens", reason="TransformerLens is not installed")
    from transformer_lens import patching
    from transformer_lens.model_bridge.sources._bridge_builder import build_bridge_from_module

pytestmark = pytest.mark.filterwarnings("ignore")
CLEAN, CORRUPTED = torch.tensor([[5, 9, 42, 17, 300, 7]]), torch.tensor([[5, 9, 77, 17, 300, 7]])
KINDS = ["gpt2", "llama", "qwen3", "gpt_neox", "gemma2"]
HEAD, BOTH = ("head",), ("head", "position")
FUNCTIONS = {
    ("resid_pre", None): patching.get_act_patch_resid_pre,
    ("resid_mid", None): patching.get_act_patch_resid_mid,
    ("attn_out", None): patching.get_act_patch_attn_out,
    ("mlp_out", None): patching.get_act_patch_mlp_out,
    ("head_out", HEAD): patching.get_act_patch_attn_head_out_all_pos,
    ("head_out", BOTH): patching.get_act_patch_attn_head_out_by_pos,
    ("head_q", HEAD): patching.get_act_patch_attn_head_q_all_pos,
    ("head_q", BOTH): patching.get_act_patch_attn_head_q_by_pos,
    ("head_k", HEAD): patching.get_act_patch_attn_head_k_all_pos,
    ("head_k", BOTH): patching.get_act_patch_attn_head_k_by_pos,
    ("head_v", HEAD): patching.get_act_patch_attn_head_v_all_pos,
    ("head_v", BOTH): patching.get_act_patch_attn_head_v_by_pos,
    ("head_pattern", HEAD): patching.get_act_patch_attn_head_pattern_all_pos,
    ("head_pattern", BOTH): patching.get_act_patch_attn_head_pattern_by_pos,
}


def metric(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


@pytest.fixture(scope="module", params=KINDS)
def lens(request):
    """A kind, our model, the bridge to a copy of its module, and the bridge's clean cache."""
    model = tiny(request.param)
    module = copy.deepcopy(model.module)
    bridge = build_bridge_from_module(module, type(module).__name__, hf_config=copy.deepcopy(module.config))
    with torch.no_grad():
        _, cache = bridge.run_with_cache(CLEAN)
    return request.param, model, bridge, cache


def theirs_of(bridge, cache, component, axes):
    with torch.no_grad():
        found = FUNCTIONS[component, axes](bridge, CORRUPTED, cache, metric)
    if axes == BOTH and component != "head_pattern":
        found = found.transpose(1, 2)  # theirs is [layer, position, head], but for the pattern
    assert found.std() > 1e-4
    return found


@pytest.mark.parametrize(("component", "axes"), list(FUNCTIONS))
def test_patching(lens, component, axes):
    kind, model, bridge, cache = lens
    if not has(kind, component):
        pytest.skip(f"{kind} has no {component}")
    theirs = theirs_of(bridge, cache, component, axes)
    by = ("layer", *(axes or ("position",)))
    ours = activation_patching(
        model, CLEAN, CORRUPTED, metric=metrics.logit_diff(3, 8), component=component, by=by, progress=False
    ).values
    naive = naive_patching(model.module, CLEAN, CORRUPTED, component, metric, axes)
    print(f"{kind} {component} {axes}: {(ours - theirs).abs().max():.1e}, {(naive - theirs).abs().max():.1e}")
    assert torch.allclose(ours, theirs, atol=1e-5, rtol=1e-5)
    assert torch.allclose(naive, theirs, atol=1e-5, rtol=1e-5)
