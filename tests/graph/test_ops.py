"""The table of operations, and that what people write is in it."""

import operator

import pytest
import torch
import torch.nn.functional as F

from nnexplore.errors import UnknownOperationError
from nnexplore.graph import Graph, find, op_of, table

UNARY = [operator.neg, abs, lambda h: ~(h > 0), lambda h: h.T, lambda h: h.mT]
BINARY = [
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow,
    operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne,
]  # fmt: skip
INTEGER = [operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift]
INPLACE = [
    operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv, operator.imod, operator.ipow,
]  # fmt: skip
COMMON = [
    lambda h: h.mean(-1, keepdim=True),
    lambda h: h.norm(dim=-1),
    lambda h: torch.linalg.vector_norm(h, dim=-1),
    lambda h: h.softmax(-1),
    lambda h: F.softmax(h, dim=-1),
    lambda h: torch.softmax(h, -1),
    lambda h: h.log_softmax(-1).exp(),
    lambda h: h.topk(3, dim=-1).values,
    lambda h: h.max(-1).indices,
    lambda h: h.max(dim=-1)[0],
    lambda h: h.sort(descending=True)[1],
    lambda h: h.argmax(-1),
    lambda h: torch.cat([h, h], dim=0),
    lambda h: torch.stack((h, h)),
    lambda h: torch.cat(tensors=[h, h]),
    lambda h: torch.einsum("bd,ed->be", h, h),
    lambda h: torch.where(h > 0, h, 0.0),
    lambda h: h.split(2, dim=-1)[1],
    lambda h: h.chunk(2, -1)[0],
    lambda h: torch.tensor_split(h, 2)[0],
    lambda h: h.view(2, 2, -1).permute(1, 0, 2).reshape(-1),
    lambda h: h.unflatten(-1, (2, 2)).flatten(1).transpose(0, 1).contiguous(),
    lambda h: h.masked_fill(h > 0, float("-inf")),
    lambda h: h[h > 0],
    lambda h: h[[0, 2], 1:],
    lambda h: h[torch.tensor([1, 0])],
    lambda h: h[0, (1, 2)],
    lambda h: h[..., None, -1],
    lambda h: h.to(torch.float64),
    lambda h: h.double().float(),
    lambda h: h.type(torch.bfloat16).float(),
    lambda h: h.detach().clone(),
    lambda h: F.gelu(h, approximate="tanh"),
    lambda h: F.silu(h),
    lambda h: F.layer_norm(h, (4,)),
    lambda h: F.linear(h, h),
    lambda h: F.normalize(h, dim=-1),
    lambda h: F.cosine_similarity(h, h.flip(0), dim=-1),
    lambda h: torch.cosine_similarity(h, h.flip(0)),
    lambda h: F.cross_entropy(h, torch.tensor([0, 1, 2, 3])),
    lambda h: F.kl_div(h.log_softmax(-1), h.softmax(-1), reduction="batchmean"),
    lambda h: F.mse_loss(h, h * 2),
    lambda h: F.scaled_dot_product_attention(h[None], h[None], h[None]),
    lambda h: F.one_hot(h.argmax(-1), 4),
    lambda h: F.pad(h, (0, 1)),
    lambda h: torch.zeros_like(h) + torch.ones_like(h) + torch.full_like(h, 2),
    lambda h: h.new_zeros(3),
    lambda h: h.expand(2, 4, 4).repeat(1, 2, 1),
    lambda h: torch.linalg.svd(h)[1],
    lambda h: h.gather(1, h.argmax(-1, keepdim=True)),
    lambda h: h.scatter(1, h.argmax(-1, keepdim=True), 0.0),
    lambda h: h.cumsum(0).var(-1),
    lambda h: h.clamp(min=0).nan_to_num(),
    lambda h: torch.nonzero(h > 0),
    lambda h: torch.std_mean(h)[0],
    lambda h: torch.triu(h, diagonal=1),
    lambda h: torch.nn.LayerNorm(4)(h),
    lambda h: torch.roll(h, 1, 0),
    lambda h: sum(row.sum() for row in h),
    lambda h: torch.tensor([0.0, 1.0, 2.0, 3.0]) @ h,
    lambda h: 1 - h,
    lambda h: 2 / h,
    lambda h: 2**h,
    lambda h: 7 // h,
    lambda h: 7 % h,
    lambda h: -2 * h,
    lambda h: h**-2,
    lambda h: (-3) ** h.round().abs(),
    lambda h: h.add(h, alpha=2),
    lambda h: torch.sub(h, 1, alpha=3),
    lambda h: h.div(2, rounding_mode="floor"),
    lambda h: 1 << h.int().abs(),
    lambda h: h.clone().fill_(float("nan")).nan_to_num(3),
    lambda h: +h * 2,
]  # fmt: skip


@pytest.fixture
def both(gpt2):
    """``both(f)``: the value of ``f`` live, and that of the graph after a trip through JSON."""

    def run(function):
        with torch.no_grad(), gpt2.trace([1, 2, 3, 4]) as trace:
            live = function(gpt2.transformer.h[0].output[0, :4, :4].clone())
            live.save("x")
        graph = Graph.from_json(trace.graph.to_json())
        return live, graph.run(gpt2)["x"], trace.graph

    return run


def same(one, other):
    return one.dtype == other.dtype and torch.equal(one.nan_to_num(9.5), other.nan_to_num(9.5))


@pytest.mark.parametrize("function", UNARY + COMMON)
def test_an_operation_replays(both, function):
    live, replayed, graph = both(function)
    assert same(live, replayed)
    assert len(graph) > 4


@pytest.mark.parametrize("function", BINARY)
def test_an_operator_replays_from_both_sides(both, function):
    for case in (lambda h: function(h, 1.5), lambda h: function(1.5, h), lambda h: function(h, h.flip(0))):
        live, replayed, _ = both(case)
        assert same(live, replayed)


@pytest.mark.parametrize("function", INTEGER)
def test_an_integer_operator_replays_from_both_sides(both, function):
    def whole(h):
        return (h.abs() * 3).int()

    for case in (
        lambda h: function(whole(h), 1),
        lambda h: function(1, whole(h)),
        lambda h: function(whole(h), whole(h)),
    ):
        live, replayed, _ = both(case)
        assert same(live, replayed)


@pytest.mark.parametrize("function", INPLACE)
def test_an_augmented_assignment_replays(both, function):
    live, replayed, _ = both(lambda h: function(h, 1.5))
    assert same(live, replayed)


def test_every_row_is_found_by_name_and_by_function():
    for name, op in table().items():
        assert find(name) is op
        assert op_of(op.function) is not None


def test_an_unknown_name():
    with pytest.raises(UnknownOperationError, match=r"'torch\.load' is not in nnexplore's table.*Write it with"):
        find("torch.load")


def test_the_table_reaches_nothing_but_computation():
    words = {name.rpartition(".")[2] for name in table()}
    assert not words & {"load", "save", "os", "sys", "eval", "exec", "compile", "set_", "apply_", "map_", "numpy"}


def test_what_changes_its_argument_is_known():
    for name, op in table().items():
        word = name.rpartition(".")[2]
        if word.endswith("_") and not word.endswith("__"):
            assert op.inplace or word == "requires_grad_", name  # which changes no number
    assert table()["Tensor.__setitem__"].inplace


def test_an_unknown_operation_works_live_and_is_named_when_stored(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        value = torch.fft.fftn(gpt2.transformer.h[0].output)
        value.save("x")
    with gpt2.trace(prompt):
        expected = torch.fft.fftn(gpt2.transformer.h[0].output.value)
    assert value.equal(expected)
    message = r"node %1 \(call, line \d+: `value = torch\.fft\.fftn.*fft_fftn' is not in nnexplore's table"
    with pytest.raises(UnknownOperationError, match=message):
        run.graph.to_json()
    with pytest.raises(UnknownOperationError, match="fft_fftn"):
        run.graph.run(gpt2)
    assert "fft_fftn" in repr(run.graph)


def test_every_operation_is_served_or_kept_back_for_a_reason():
    local = {name for name, op in table().items() if not op.remote}
    drawing = {name for name, op in table().items() if op.random and not op.remote}
    assert local - drawing == {
        "Tensor.data", "Tensor.as_strided", "Tensor.new_empty", "torch.empty_like", "Tensor.bincount", "Tensor.cuda",
        "Tensor.allclose", "Tensor.equal", "Tensor.__contains__", "torch.allclose", "torch.equal", "linalg.lstsq",
        "torch.bilinear", "functional.bilinear",
    }  # fmt: skip
    switched = {name for name, op in table().items() if op.random and op.remote}
    assert switched == {f"functional.{name}" for name in (
        "dropout", "dropout1d", "dropout2d", "alpha_dropout", "feature_alpha_dropout"
    )}  # fmt: skip


def test_no_operation_that_is_kept_back_has_another_name():
    kept = {id(op.function) for op in table().values() if not op.remote}
    assert not [name for name, op in table().items() if op.remote and id(op.function) in kept]
