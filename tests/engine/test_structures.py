"""Values that are no single tensor: tuples, lists, dicts, ``ModelOutput``, dataclasses."""

from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import ValueMismatchError

Pair = namedtuple("Pair", ["left", "right"])


@dataclass
class Plain:
    hidden: torch.Tensor
    note: str = "a"


@dataclass(frozen=True)
class Derived:
    hidden: torch.Tensor
    size: int = field(init=False, default=0)

    def __post_init__(self):
        object.__setattr__(self, "size", self.hidden.numel())


def default(x):
    made = defaultdict(list)
    made["hidden"] = x
    return made


FORMS = {
    "tuple": (lambda x: (x, None), lambda v: v[0]),
    "list": (lambda x: [x, 3], lambda v: v[0]),
    "nested": (lambda x: ((x, [x + 1]), {"k": "v"}), lambda v: v[0][1][0]),
    "dict": (lambda x: {"hidden": x}, lambda v: v["hidden"]),
    "dict with numbers": (lambda x: {0: x, 1: None}, lambda v: v[0]),
    "OrderedDict": (lambda x: OrderedDict([(0, x)]), lambda v: v[0]),
    "defaultdict": (default, lambda v: v["hidden"]),
    "namedtuple": (lambda x: Pair(x, x + 1), lambda v: v.right),
    "dataclass": (Plain, lambda v: v.hidden),
    "frozen dataclass": (Derived, lambda v: v.hidden),
    "torch.return_types": (lambda x: x.max(0), lambda v: v.values),
}


class Wraps(nn.Module):
    def __init__(self, form):
        super().__init__()
        self.form = form

    def forward(self, x):
        return self.form(x * 2)


class Net(nn.Module):
    def __init__(self, form, part):
        super().__init__()
        self.wraps = Wraps(form)
        self.part = part
        self.after = nn.Identity()

    def forward(self, x) -> Any:
        self.seen = self.wraps(x)
        return self.after(self.part(self.seen) + 1)


@pytest.fixture(params=FORMS, ids=lambda name: name.replace(" ", "-"))
def form(request):
    return FORMS[request.param]


def test_a_structure_comes_back_as_itself_with_traced_tensors(form):
    make, part = form
    net = nnexplore.Model(Net(make, part))
    x = torch.randn(2, 3)
    with net.trace(x):
        value = net.wraps.output
        inside = part(value)
        assert isinstance(inside, nnexplore.Traced)
    assert isinstance(value, type(make(x)))
    assert inside.equal(part(make(x * 2)))


def test_an_edit_in_place_of_a_part_is_seen_and_replays(form):
    make, part = form
    net = nnexplore.Model(Net(make, part))
    x = torch.randn(2, 3)
    with net.trace(x) as run:
        part(net.wraps.output)[..., 0] = 7
        out = net.after.output.save("out")
    expected = part(make(x * 2)).clone()
    expected[..., 0] = 7
    assert out.equal(expected + 1)
    assert type(net.module.seen) is type(make(x))
    assert type(part(net.module.seen)) is torch.Tensor
    assert run.graph.run(net)["out"].equal(out)


def test_a_structure_is_written_and_replays(form):
    make, part = form
    net = nnexplore.Model(Net(make, part))
    x = torch.randn(2, 3)
    new = torch.randn(2, 3)
    with net.trace(x) as run:
        net.wraps.output = make(new)
        out = net.after.output.save("out")
    assert out.equal(part(make(new)) + 1)
    assert run.graph.run(net)["out"].equal(out)


def test_a_number_fills_every_tensor_of_a_structure(form):
    make, part = form
    net = nnexplore.Model(Net(make, part))
    with net.trace(torch.randn(2, 3)):
        net.wraps.output = 3
        out = net.after.output
    assert (out == 4).all()


@pytest.mark.parametrize("name", ["tuple", "nested", "OrderedDict", "dataclass", "frozen dataclass"])
def test_structures_can_be_saved(name):
    make, part = FORMS[name]
    net = nnexplore.Model(Net(make, part))
    x = torch.randn(2, 3)
    with net.trace(x) as run:
        value = net.wraps.output
        assert value.save("kept") is value
        value.save()
    assert run.graph.saves == ("kept", "wraps.output")
    assert part(run.graph.run(net)["kept"]).equal(part(make(x * 2)))
    value.save("late")
    assert run.graph.saves == ("kept", "wraps.output")


def test_the_output_of_the_model_can_be_saved(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        gpt2.output.save()
    assert run.graph.saves == ("output",)
    assert run.graph.run(gpt2)["output"].logits.equal(gpt2.module(**ids).logits)


def test_a_tuple_for_a_list_is_refused():
    net = nnexplore.Model(Net(lambda x: (x, x), lambda v: v[0]))
    with net.trace(torch.ones(2)), pytest.raises(ValueMismatchError, match="assign a tuple"):
        net.wraps.output = [torch.ones(2), torch.ones(2)]


def test_a_structure_is_not_changed_by_reading_it():
    kept = (torch.ones(2), None)
    net = nnexplore.Model(Net(lambda x: kept, lambda v: v[0]))
    with net.trace(torch.ones(2)):
        net.wraps.output[0].sum()
        net.output.sum()
        assert net.module.seen is kept


def test_what_is_no_structure_is_handed_through():
    class Cache:
        def __init__(self, x):
            self.x = x

    net = nnexplore.Model(Net(Cache, lambda v: v.x))
    with net.trace(torch.ones(2)):
        value = net.wraps.output
        out = net.output
    assert type(value) is Cache
    assert not hasattr(value, "save")
    assert value is net.module.seen
    assert out.equal(torch.full((2,), 3.0))


def test_lists_of_tensors_as_inputs_are_the_runs_own():
    class Sums(nn.Module):
        def __init__(self):
            super().__init__()
            self.last = nn.Identity()

        def forward(self, parts):
            parts[0].add_(1)
            return self.last(sum(parts))

    net = nnexplore.Model(Sums())
    mine = [torch.zeros(2), torch.ones(2)]
    with net.trace(mine):
        first = net.last.input.clone()
        net.output.sum()
        again = net.last.input.clone()
    assert first.equal(torch.full((2,), 2.0))
    assert again.equal(first)
    assert mine[0].equal(torch.zeros(2))


@pytest.mark.parametrize("name", ["list", "dict", "dataclass"])
def test_a_tensor_put_into_a_structure_is_refused_when_the_model_goes_on(name):
    make, part = FORMS[name]
    net = nnexplore.Model(Net(make, part))
    with net.trace(torch.randn(2, 3)):
        value = net.wraps.output
        if name == "dataclass":
            value.hidden = torch.zeros(2, 3)
        else:
            value[0 if name == "list" else "hidden"] = torch.zeros(2, 3)
        with pytest.raises(ValueMismatchError, match=r"wraps\.output\[.*read, where the model cannot see it.*in place"):
            net.after.output.sum()


def test_a_tensor_put_into_all_inputs_is_refused_when_the_model_goes_on(gpt2, prompt):
    with gpt2.trace(prompt):
        _, kwargs = gpt2.transformer.inputs
        kwargs["inputs_embeds"] = torch.zeros(1, 8, 32)
        with pytest.raises(ValueMismatchError, match=r"transformer\.inputs\[1\]\['inputs_embeds'\] was replaced"):
            gpt2.output.logits.sum()
