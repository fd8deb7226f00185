"""Training through traces: the losses are those of the same training written with plain hooks, bit for bit."""

import gc
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from nnexplore.errors import UnchangedWarning
from tests.again import results
from tests.reference import hooked
from tests.tiny import tiny

PROMPTS = ["The Eiffel Tower is in the city of", "The Colosseum is in the city of"]
STEPS = 6
TARGET = 5
BLOCK = "transformer.h.1"


@pytest.fixture(params=[True, False], ids=["frozen", "whole"])
def model(request, gpt2):
    """With the model's own parameters frozen, and not: then they collect gradients, and nobody uses them."""
    gpt2.module.requires_grad_(not request.param)
    yield gpt2
    gpt2.module.requires_grad_(True)
    gpt2.module.zero_grad()


def plain_losses(module, inputs, optimiser, hooks, loss_of):
    """The losses of a training with plain hooks: ``{path: function}`` of the outputs."""
    handles = [
        module.get_submodule(path).register_forward_hook(lambda _m, args, out, edit=edit: edit(args, out))
        for path, edit in hooks.items()
    ]
    losses = []
    try:
        for at in range(STEPS):
            loss = loss_of(module(**inputs[at % len(inputs)]).logits)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
    finally:
        for handle in handles:
            handle.remove()
    return losses


def encoded(model):
    return [dict(model.tokenizer(text, return_tensors="pt")) for text in PROMPTS]


def target_loss(logits):
    return F.cross_entropy(logits[:, -1], torch.tensor([TARGET]))


@pytest.mark.parametrize("start", [0.0, 0.1])
@pytest.mark.parametrize("how", ["assigned", "in place"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_steering_vector(model, start, how, inside):
    """It may begin with zeros: that the first write changes no number is no mistake, and there is no warning."""
    vector = torch.full((32,), start, requires_grad=True)
    optimiser = torch.optim.Adam([vector], lr=0.1)
    losses = []
    for at in range(STEPS):
        optimiser.zero_grad()
        with model.trace(PROMPTS[at % 2]):
            if how == "assigned":
                model.transformer.h[1].output = model.transformer.h[1].output + vector
            else:
                model.transformer.h[1].output += vector
            loss = target_loss(model.output.logits)
            if inside:
                loss.backward()
        if not inside:
            loss.backward()
        optimiser.step()
        losses.append(loss.item())
    other = torch.full((32,), start, requires_grad=True)
    plain = plain_losses(
        model.module,
        encoded(model),
        torch.optim.Adam([other], lr=0.1),
        {BLOCK: lambda _, output: output + other},
        target_loss,
    )
    assert losses == plain
    assert vector.equal(other)
    assert losses[-1] < losses[0]


def test_a_vector_at_one_position_of_a_view(model):
    vector = torch.zeros(32, requires_grad=True)
    optimiser = torch.optim.SGD([vector], lr=0.5)
    losses = []
    for at in range(STEPS):
        with model.trace(PROMPTS[at % 2]):
            model.transformer.h[1].output[:, -1].add_(vector)
            loss = target_loss(model.output.logits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    other = torch.zeros(32, requires_grad=True)

    def edit(_, output):
        output[:, -1] += other
        return output

    plain = plain_losses(model.module, encoded(model), torch.optim.SGD([other], lr=0.5), {BLOCK: edit}, target_loss)
    assert losses == plain
    assert vector.equal(other)


class Lora(nn.Module):
    """A pair of small matrices; the second begins with zeros."""

    def __init__(self, width=32, rank=4):
        super().__init__()
        torch.manual_seed(3)
        self.down = nn.Linear(width, rank, bias=False)
        self.up = nn.Linear(rank, width, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        return self.up(self.down(x))


@pytest.mark.parametrize("frozen", [True, False])
def test_a_lora_pair_on_one_linear(frozen):
    model = tiny("llama")
    path = "model.layers.1.self_attn.q_proj"
    linear = model.layers[1].attn.q_proj
    model.module.requires_grad_(not frozen)
    try:
        lora = Lora()
        optimiser = torch.optim.AdamW(lora.parameters(), lr=0.05)
        losses = []
        for at in range(STEPS):
            with model.trace(PROMPTS[at % 2]):
                linear.output = linear.output + lora(linear.input)
                loss = target_loss(model.output.logits)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        other = Lora()
        plain = plain_losses(
            model.module,
            encoded(model),
            torch.optim.AdamW(other.parameters(), lr=0.05),
            {path: lambda args, output: output + other(args[0])},
            target_loss,
        )
    finally:
        model.module.requires_grad_(True)
        model.module.zero_grad()
    assert losses == plain
    assert all(mine.equal(theirs) for mine, theirs in zip(lora.parameters(), other.parameters(), strict=True))
    assert losses[-1] < losses[0]


def test_a_linear_probe(model):
    """It is trained on what it reads; the model itself is run without gradients."""
    labels = torch.tensor([1, 0])

    def hidden_of():
        with torch.no_grad():
            return [
                model.module(**inputs, output_hidden_states=True).hidden_states[2][:, -1] for inputs in encoded(model)
            ]

    losses = []
    torch.manual_seed(1)
    probe = nn.Linear(32, 2)
    optimiser = torch.optim.Adam(probe.parameters(), lr=0.05)
    for at in range(STEPS):
        with torch.no_grad(), model.trace(PROMPTS[at % 2]):
            hidden = model.transformer.h[1].output[:, -1]
        loss = F.cross_entropy(probe(hidden), labels[at % 2].view(1))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    torch.manual_seed(1)
    other = nn.Linear(32, 2)
    optimiser = torch.optim.Adam(other.parameters(), lr=0.05)
    plain = []
    for at in range(STEPS):
        loss = F.cross_entropy(other(hidden_of()[at % 2]), labels[at % 2].view(1))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plain.append(loss.item())
    assert losses == plain
    assert probe.weight.equal(other.weight)
    assert all(parameter.grad is None for parameter in model.module.parameters())


def test_a_probe_trained_in_the_block(model):
    hidden = hooked(model.module, encoded(model)[0], [(BLOCK, "output")])[1][BLOCK, "output"][:, -1]

    def trained(loss_of):
        torch.manual_seed(1)
        probe = nn.Linear(32, 2)
        optimiser = torch.optim.SGD(probe.parameters(), lr=1e-4)
        losses = []
        for _ in range(STEPS):
            optimiser.zero_grad()
            losses.append(loss_of(probe))
            optimiser.step()
        return losses, probe.weight

    def in_block(probe):
        with model.trace(PROMPTS[0]):
            loss = probe(model.transformer.h[1].output[:, -1]).pow(2).sum()
            loss.backward()
        return loss.item()

    def plainly(probe):
        loss = probe(hidden.detach()).pow(2).sum()
        loss.backward()
        return loss.item()

    (losses, weight), (plain, other) = trained(in_block), trained(plainly)
    assert losses == plain
    assert losses == sorted(losses, reverse=True)
    assert weight.equal(other)
    assert type(weight.grad) is torch.Tensor


def test_a_soft_prompt(model):
    """The embeddings of the first tokens are trained."""
    torch.manual_seed(2)
    soft = torch.randn(2, 32, requires_grad=True)
    start = soft.detach().clone()
    optimiser = torch.optim.Adam([soft], lr=0.1)
    losses = []
    for at in range(STEPS):
        with model.trace(PROMPTS[at % 2]):
            embedded = model.transformer.wte.output
            model.transformer.wte.output = torch.cat([soft[None], embedded[:, 2:]], 1)
            loss = target_loss(model.output.logits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    other = start.clone().requires_grad_()
    plain = plain_losses(
        model.module,
        encoded(model),
        torch.optim.Adam([other], lr=0.1),
        {"transformer.wte": lambda _, output: torch.cat([other[None], output[:, 2:]], 1)},
        target_loss,
    )
    assert losses == plain
    assert soft.equal(other)


def test_a_change_of_a_weight(model):
    """A low-rank change of a parameter, for these runs only; against ``torch.func.functional_call``."""
    name = "transformer.h.1.mlp.c_fc.weight"
    linear = model.transformer.h[1].mlp.c_fc
    own = linear.module.weight
    before = own.detach().clone()

    def pair():
        torch.manual_seed(4)
        return torch.randn(32, 2).requires_grad_(), torch.zeros(2, own.shape[1]).requires_grad_()

    down, up = pair()
    optimiser = torch.optim.Adam([down, up], lr=0.05)
    losses = []
    for at in range(STEPS):
        with model.trace(PROMPTS[at % 2]):
            linear.weight = own.detach() + down @ up
            loss = target_loss(model.output.logits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    one, two = pair()
    optimiser = torch.optim.Adam([one, two], lr=0.05)
    plain = []
    for at in range(STEPS):
        weights = {name: own.detach() + one @ two}
        loss = target_loss(torch.func.functional_call(model.module, weights, (), encoded(model)[at % 2]).logits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plain.append(loss.item())
    assert losses == plain
    assert down.equal(one)
    assert up.equal(two)
    assert linear.module.weight is own
    assert own.equal(before)


def test_the_graph_of_a_step_keeps_the_tensor_of_that_step(model):
    vector = torch.zeros(32, requires_grad=True)
    optimiser = torch.optim.SGD([vector], lr=1.0)
    runs = []
    for _ in range(3):
        optimiser.zero_grad()
        with model.trace(PROMPTS[0]) as run:
            model.transformer.h[1].output += vector
            loss = target_loss(model.output.logits).save("loss")
            loss.backward()
        optimiser.step()
        runs.append((run, loss))
    assert len({loss.item() for _, loss in runs}) == 3
    for run, loss in runs:
        assert results(run, model)["loss"].equal(loss)


def test_a_write_that_changes_nothing_is_still_warned_of_beside_a_training(model):
    vector = torch.zeros(32, requires_grad=True)
    run = model.trace(PROMPTS[0])
    run.__enter__()
    model.transformer.h[0].output = model.transformer.h[0].output
    model.transformer.h[1].output += vector
    model.lm_head.output.sum()
    with pytest.warns(UnchangedWarning, match=r"transformer\.h\.0\.output") as caught:
        run.__exit__(None, None, None)
    assert len(caught) == 1


def test_nothing_grows_from_step_to_step(model):
    vector = torch.zeros(32, requires_grad=True)
    optimiser = torch.optim.SGD([vector], lr=0.1)

    def step():
        with model.trace(PROMPTS[0]):
            model.transformer.h[1].output += vector
            loss = target_loss(model.output.logits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    def tensors():
        gc.collect()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return sum(isinstance(thing, torch.Tensor) for thing in gc.get_objects())

    for _ in range(2):
        step()
    before = tensors()
    for _ in range(4):
        step()
    assert tensors() <= before
