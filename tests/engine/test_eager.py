"""What ``torch.compile`` has compiled runs uncompiled while models compute, in one thread or several."""

import torch
import torch._dynamo.eval_frame as dynamo
from torch import nn

import nnexplore
from nnexplore.engine.eager import Eager


def stance():
    return dynamo._stance.stance


def test_models_that_overlap_leave_the_stance_as_it_was():
    """As two threads do: the first one in is the first one out."""
    before = stance()
    one, two = Eager(), Eager()
    one.enter()
    two.enter()
    one.leave()
    assert stance() == "force_eager"
    two.leave()
    assert stance() == before


def test_in_the_block_the_stance_is_the_users():
    before, inside = stance(), []
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh()))
    net.module[0].compile(backend="eager")
    handle = net.module[1].register_forward_pre_hook(lambda *_: inside.append(stance()))
    try:
        with net.trace(torch.ones(1, 3)):
            net[0].output.sum()
            assert stance() == before
            net.output.sum()
    finally:
        handle.remove()
    assert inside == ["force_eager"]
    assert stance() == before


def test_where_nothing_is_compiled_the_stance_is_left_alone():
    net, inside = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh())), []
    before = stance()
    handle = net.module[1].register_forward_pre_hook(lambda *_: inside.append(stance()))
    try:
        for _ in range(2):
            with net.trace(torch.ones(1, 3)):
                net.output.sum()
    finally:
        handle.remove()
    assert inside == [before, before]


def test_a_model_that_is_compiled_after_a_run_is_noticed():
    net, x = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh())), torch.ones(1, 3)
    with net.trace(x):
        expected = net[0].output.clone()
        net.output.sum()
    net.module.compile(backend="eager")
    with net.trace(x):
        hidden = net[0].output
    assert hidden.equal(expected)
