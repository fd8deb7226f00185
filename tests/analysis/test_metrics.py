"""Each metric equals a plain float64 formula, on plain tensors, in a trace, and replayed from its graph."""

import math
import warnings

import pytest
import torch

from nnexplore.analysis import metrics
from nnexplore.errors import MetricError
from nnexplore.graph import Graph

OTHERS = ["The Eiffel Tower is in the city of", "Paris is in", "The Colosseum itself is in the city of"]
IDS = (11, 7)
REFERENCE = torch.randn(3, 6, 50, generator=torch.Generator().manual_seed(5))


def logs(row):
    """Log-probabilities by hand."""
    row = row.double()
    return row - row.exp().sum().log()


def ranked(row, token):
    return float(sum(1 for other in row.tolist() if other > float(row[token])))


def nucleus(row, p):
    total = 0.0
    for size, probability in enumerate(sorted(logs(row).exp().tolist(), reverse=True), 1):
        total += probability
        if total >= p:
            return float(size)
    return float(len(row))


def best_other(row, token):
    return max(value for at, value in enumerate(row.double()) if at != token)


def divergence(row, other):
    return (logs(other).exp() * (logs(other) - logs(row))).sum()


A, B = IDS
TABLE = {
    "logit": (lambda **k: metrics.logit(A, **k), lambda row, _: row[A].double()),
    "logit_diff": (lambda **k: metrics.logit_diff(A, B, **k), lambda row, _: row[A].double() - row[B].double()),
    "prob": (lambda **k: metrics.prob(A, **k), lambda row, _: logs(row)[A].exp()),
    "log_prob": (lambda **k: metrics.log_prob(A, **k), lambda row, _: logs(row)[A]),
    "cross_entropy": (lambda **k: metrics.cross_entropy(A, **k), lambda row, _: -logs(row)[A]),
    "rank": (lambda **k: metrics.rank(A, **k), lambda row, _: ranked(row, A)),
    "margin": (lambda **k: metrics.margin(A, **k), lambda row, _: row[A].double() - best_other(row, A)),
    "entropy": (lambda **k: metrics.entropy(**k), lambda row, _: -(logs(row).exp() * logs(row)).sum()),
    "kl": (lambda **k: metrics.kl(REFERENCE, **k), divergence),
    "top_p_size": (lambda **k: metrics.top_p_size(0.9, **k), lambda row, _: nucleus(row, 0.9)),
    "custom": (lambda **k: metrics.custom(lambda x: x.std(-1), **k), lambda row, _: row.double().std()),
}
SMOOTH = [name for name in TABLE if name not in ("rank", "top_p_size")]


def random_logits():
    return 2 * torch.randn(3, 6, 50, generator=torch.Generator().manual_seed(0))


def expected(name, logits, position):
    rows = zip(logits[:, position], REFERENCE[:, position], strict=True)
    return torch.tensor([float(TABLE[name][1](*row)) for row in rows])


@pytest.mark.parametrize("position", [-1, 2])
@pytest.mark.parametrize("name", TABLE)
def test_the_value_is_that_of_the_plain_formula(name, position):
    logits = random_logits()
    found = TABLE[name][0](position=position)(logits)
    assert found.dtype == torch.float32
    assert found.shape == (3,)
    torch.testing.assert_close(found, expected(name, logits, position), atol=2e-5, rtol=1e-5)


@pytest.mark.parametrize("name", TABLE)
def test_of_several_positions_the_mean_is_taken(name):
    logits = random_logits()
    metric = TABLE[name][0](position=(0, -2))
    assert metric.positions == (0, -2)
    mean = (expected(name, logits, 0) + expected(name, logits, -2)) / 2
    torch.testing.assert_close(metric(logits), mean, atol=2e-5, rtol=1e-5)


@pytest.mark.parametrize("name", SMOOTH)
def test_the_gradient_is_autograds(name):
    logits = random_logits().requires_grad_()
    metric = TABLE[name][0]()
    assert metric.differentiable
    (found,) = torch.autograd.grad(metric(logits).sum(), logits)
    double = logits.detach().double().requires_grad_()
    rows = zip(double[:, -1], REFERENCE[:, -1], strict=True)
    (plain,) = torch.autograd.grad(sum(TABLE[name][1](*row) for row in rows), double)
    torch.testing.assert_close(found, plain.float(), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("name", ["rank", "top_p_size"])
def test_what_moves_in_steps_has_no_gradient_and_says_so(name):
    metric = TABLE[name][0]()
    assert not metric.differentiable
    assert not metric(random_logits().requires_grad_()).requires_grad


@pytest.mark.parametrize("name", TABLE)
def test_half_precision_is_computed_in_single(name):
    half = random_logits().bfloat16()
    metric = TABLE[name][0]()
    assert metric(half).equal(metric(half.float()))


def test_a_margin_of_each_row_and_a_loss_are_what_they_are_of_one():
    logits = random_logits()
    tokens = torch.tensor([4, 30, 9])
    for make in (metrics.margin, metrics.rank, metrics.prob, metrics.logit):
        each = torch.cat([make(int(token))(logits[i : i + 1]) for i, token in enumerate(tokens)])
        torch.testing.assert_close(make(tokens)(logits), each)
        torch.testing.assert_close(make(tokens.tolist())(logits), each)
    assert metrics.loss(4)(logits).equal(-metrics.log_prob(4)(logits))


def test_tokens_that_are_ruled_out_make_no_nan():
    logits = random_logits()
    logits[:, :, 20:] = -math.inf
    logits.requires_grad_()
    short = logits[:, :, :20]
    for metric in (metrics.entropy(), metrics.kl(logits.detach()[:1])):
        (gradient,) = torch.autograd.grad(metric(logits).sum(), logits)
        assert not gradient.isnan().any()
    torch.testing.assert_close(metrics.entropy()(logits), metrics.entropy()(short))
    assert metrics.kl(logits.detach())(logits).abs().max() < 1e-6
    assert metrics.kl(random_logits())(logits).equal(torch.full((3,), math.inf))


def test_nan_is_not_called_the_top():
    logits = torch.full((1, 2, 5), math.nan)
    for metric in (metrics.rank(0), metrics.top_p_size(0.5), metrics.entropy()):
        assert metric(logits).isnan().all()


def test_the_same_rank_for_the_same_logit():
    assert metrics.rank(3)(torch.zeros(1, 1, 5)).tolist() == [0]
    assert metrics.top_p_size(1.0)(torch.zeros(1, 1, 5)).tolist() == [5]


def test_a_reference_may_be_of_the_position_alone():
    logits = random_logits()
    whole = metrics.kl(REFERENCE)(logits)
    torch.testing.assert_close(metrics.kl(REFERENCE[:, -1])(logits), whole)
    torch.testing.assert_close(metrics.kl(REFERENCE[0, -1])(logits)[0], whole[0])


# -- in a trace ------------------------------------------------------------------------------------

TRACED = {
    "logit": lambda other: metrics.logit(" Paris"),
    "logit_diff": lambda other: metrics.logit_diff(" Paris", " Rome"),
    "prob": lambda other: metrics.prob(" Paris"),
    "log_prob": lambda other: metrics.log_prob(" Paris"),
    "loss": lambda other: metrics.loss([" Paris"]),
    "rank": lambda other: metrics.rank(torch.tensor([5])),
    "margin": lambda other: metrics.margin(" Paris"),
    "margins": lambda other: metrics.margin([" Paris"]),
    "entropy": lambda other: metrics.entropy(),
    "kl": lambda other: metrics.kl(other),
    "top_p_size": lambda other: metrics.top_p_size(0.9),
    "custom": lambda other: metrics.custom(lambda x: x.topk(5).values.sum(-1)),
    "two positions": lambda other: metrics.entropy(position=(-1, -3)),
}


@pytest.fixture(scope="module")
def plain(demo):
    ids = demo.tokenizer(OTHERS[0], return_tensors="pt")
    with torch.no_grad():
        return demo.module(**ids).logits


@pytest.mark.parametrize("name", TRACED)
def test_a_trace_records_it_and_its_graph_replays(demo, plain, name):
    metric = TRACED[name](plain * 0.5).bind(demo)
    with torch.no_grad(), demo.trace(OTHERS[0]) as run:
        metric(demo.output.logits).save("m")
    value = run.graph.run(demo)["m"]
    torch.testing.assert_close(value, metric(plain))
    assert Graph.from_json(run.graph.to_json()).run(demo)["m"].equal(value)
    assert "[:, -1]" in repr(run.graph).splitlines()[3]  # the output, its logits, then at once the position


def test_a_deferred_run_has_the_same_value(demo, plain):
    for metric in (metrics.logit_diff(" Paris", " Rome"), metrics.margin([" Paris"]), metrics.kl(plain * 0.5)):
        bound = metric.bind(demo)
        with demo.trace(OTHERS[0], defer=True):
            value = bound(demo.output.logits).save("m")
        torch.testing.assert_close(value.detach(), bound(plain))


def test_gradients_go_back_into_the_model(demo):
    metric = metrics.logit_diff(" Paris", " Rome").bind(demo)
    with demo.trace(OTHERS[0]):
        hidden = demo.layers[1].output
        hidden.retain_grad()
        metric(demo.output.logits).sum().backward()
    assert hidden.grad.abs().sum() > 0


def test_each_row_of_a_padded_batch_has_its_own_value(demo):
    metric = metrics.logit([" Paris", " France", " Rome"]).bind(demo, OTHERS)
    with torch.no_grad(), demo.trace(OTHERS):
        batch = metric(demo.output.logits)
    for at, (text, answer) in enumerate(zip(OTHERS, [" Paris", " France", " Rome"], strict=True)):
        with torch.no_grad(), demo.trace(text):
            alone = metrics.logit(answer).bind(demo)(demo.output.logits)
        torch.testing.assert_close(batch[at : at + 1], alone, atol=1e-4, rtol=1e-4)


# -- answers and positions -------------------------------------------------------------------------


def test_text_is_taken_as_given(demo):
    (paris,) = demo.tokenizer(" Paris")["input_ids"]
    assert metrics.logit(" Paris").bind(demo).answers[0].ids == paris
    assert metrics.logit(paris).bind(demo).answers[0].ids == paris
    assert metrics.logit([" Paris", paris]).bind(demo).answers[0].ids.tolist() == [paris, paris]
    assert metrics.logit("<|endoftext|>").bind(demo).answers[0].ids == demo.tokenizer.eos_token_id


def test_of_several_tokens_the_first_and_a_warning(demo):
    with pytest.warns(UserWarning, match=r"'Paris' is 2 tokens, 'P', 'aris'.*first, 'P'\. ' Paris', with a space, is"):
        metric = metrics.logit("Paris").bind(demo)
    assert demo.token_strings([metric.answers[0].ids]) == ["P"]


def test_a_missing_space_is_told_where_a_prompt_shows_it(demo):
    with pytest.warns(UserWarning, match=r"'a' goes on within a word\. ' a', with a space, is one token"):
        metrics.logit("a").bind(demo, "The Eiffel Tower is")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        metrics.logit("a").bind(demo, "The Eiffel Tower is (")
        metrics.logit("a").bind(demo)


def test_a_tokenizer_that_puts_a_space_before_all_text():
    """As Llama's: " Paris" is still one token, and "Paris" the one without its space."""
    tokenizers = pytest.importorskip("tokenizers")
    from transformers import PreTrainedTokenizerFast

    from nnexplore.analysis.answer import _continuation

    vocabulary = [("<unk>", 0.0), ("▁", -3.0), ("▁Paris", -1.0), ("Paris", -2.0), ("\n", -1.0)]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(vocabulary, 0))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace("▁", "always", split=False)
    tokenizer.decoder = tokenizers.decoders.Metaspace("▁", "always")
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>")
    assert fast("Paris")["input_ids"] == [2]
    assert _continuation(" Paris", fast) == [2]
    assert _continuation("Paris", fast) == [3]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: metrics.logit(""), "the text of a token, or its id; got an empty text"),
        (lambda: metrics.logit(1.5), "got float 1.5"),
        (lambda: metrics.logit(True), "got bool True"),
        (lambda: metrics.logit(None), "got NoneType"),
        (lambda: metrics.logit([]), "list of answers is empty"),
        (lambda: metrics.logit([[1]]), r"one text or id for each prompt; got \[1\]"),
        (lambda: metrics.logit([1, torch.tensor([2, 3])]), "one text or id for each prompt; got tensor"),
        (lambda: metrics.logit(torch.ones(2)), "token ids are integers; got a tensor of torch.float32"),
        (lambda: metrics.logit(torch.ones(2, 2, dtype=torch.long)), r"shape \[batch\].*got \[2, 2\]"),
        (lambda: metrics.entropy(position="last"), "a position is a whole number, or a tuple of them; got 'last'"),
        (lambda: metrics.entropy(position=()), r"a tuple of them; got \(\)"),
        (lambda: metrics.entropy(position=True), "got True"),
        (lambda: metrics.kl(3), "a reference is logits .* got int"),
        (lambda: metrics.kl(torch.ones(2, dtype=torch.long)), r"a reference is logits .* got \[2\]"),
        (lambda: metrics.top_p_size(0.0), "above 0 and at most 1; got 0.0"),
        (lambda: metrics.custom(3), "custom takes a function of the logits; got int 3"),
    ],
)
def test_a_wrong_specification_is_refused(make, words):
    with pytest.raises(MetricError, match=words):
        make()


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        (metrics.logit(" Paris"), r"' Paris' is text, and no tokenizer is known yet: metric.bind\(model\)"),
        (metrics.logit(50), "there is no token 50; this model has 50 tokens, 0 to 49"),
        (metrics.logit([1, -2, 3]), "there is no token -2"),
        (metrics.logit([1, 2]), "there are 2 answers and 3 prompts"),
        (metrics.entropy(position=6), r"entropy\(position=6\) reads position 6; these logits have 6 positions"),
        (metrics.kl(REFERENCE[:2]), r"reference of kl is \[2, 50\].*the logits are \[3, 50\]"),
        (metrics.kl(REFERENCE[:, :, :9]), r"reference of kl is \[3, 9\]"),
        (metrics.kl(REFERENCE[:, :2], position=3), "its reference has 2 positions"),
        (metrics.kl(REFERENCE[:, 0], position=(1, 2)), r"reads 2 positions: its reference is \[batch, tokens, vocab\]"),
        (metrics.custom(lambda x: x.mean()), r"custom gave shape \[\] for 3 prompts; expected one number for each"),
        (metrics.custom(lambda x: x), r"gave shape \[3, 50\] for 3 prompts"),
        (metrics.custom(lambda x: x.mean().item()), r"gave float .*leave out \.item\(\).*expected one number"),
        (metrics.custom(lambda x: None, name="mine"), "mine gave NoneType None; expected one number"),
    ],
)
def test_logits_that_do_not_fit_are_refused(metric, words):
    with pytest.raises(MetricError, match=words):
        metric(random_logits())


def test_what_is_no_logits_is_refused(demo):
    with demo.trace(OTHERS[0]), pytest.raises(MetricError, match=r"got CausalLM\w+; pass its \.logits"):
        metrics.entropy()(demo.output)
    with pytest.raises(MetricError, match=r"got torch.float32 \[6, 50\]"):
        metrics.entropy()(random_logits()[0])


def test_a_position_in_prompts_of_several_lengths(demo):
    metrics.entropy(position=-2).bind(demo, OTHERS)
    metrics.entropy(position=3).bind(demo, [OTHERS[0], OTHERS[0]])
    with pytest.raises(MetricError, match=r"position 1 is another place in each .*count from the end"):
        metrics.entropy(position=1).bind(demo, OTHERS)
    with pytest.raises(MetricError, match="no position -6 in prompt 1, which has 4 tokens"):
        metrics.entropy(position=-6).bind(demo, OTHERS)
    with pytest.raises(MetricError, match="there are 2 answers and 3 prompts"):
        metrics.logit([1, 2]).bind(demo, OTHERS)


def test_text_needs_a_tokenizer_that_knows_it(gpt2, monkeypatch):
    with pytest.raises(MetricError, match="there is no token 99999; this model has 1534 tokens"):
        metrics.logit(99999).bind(gpt2)
    monkeypatch.setattr(gpt2, "_tokenizer", None)
    with pytest.raises(MetricError, match="no tokenizer to read the answer ' Paris' with"):
        metrics.logit(" Paris").bind(gpt2)


def test_a_scalar_is_fine_for_one_prompt():
    assert metrics.custom(lambda x: x.max())(random_logits()[:1]).shape == (1,)


def test_it_says_what_it_is():
    assert repr(metrics.logit_diff(" Paris", 7)) == "logit_diff(' Paris', 7)"
    assert repr(metrics.top_p_size(0.9, position=(1, 2))) == "top_p_size(p=0.9, position=(1, 2))"
    assert repr(metrics.logit(torch.tensor([1, 2]))) == "logit([1, 2])"
    assert repr(metrics.logit([" a", " b", " c", " d"])) == "logit([' a', ' b', ' c', ' d'])"
    assert repr(metrics.logit_diff([" a"] * 20, torch.arange(5))) == (
        "logit_diff([' a', ' a', ' a', … 20 in all], [0, 1, 2, … 5 in all])"
    )
    assert metrics.prob(3).unit == "probability"
