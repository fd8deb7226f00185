"""The known metrics: what may be asked of the logits, each a ``Metric``.

An answer is text (exactly as given: within a sentence " Paris", with its space), a token id, a tensor [batch] of ids,
or a list with a text or id for each prompt. Of a text of several tokens the first is taken, with a warning. A position
counts tokens, from the end where negative; of several positions the mean is taken. Logarithms are natural.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from ..errors import MetricError
from .answer import Answer, Ids
from .metric import Metric

__all__ = [
    "cross_entropy",
    "custom",
    "entropy",
    "kl",
    "log_prob",
    "logit",
    "logit_diff",
    "loss",
    "margin",
    "prob",
    "rank",
    "top_p_size",
]

Token = str | int | Tensor | Sequence[str | int]
Position = int | tuple[int, ...]


def logit(token: Token, position: Position = -1) -> Metric:
    """The logit of a token, in logits.

    >>> metrics.logit(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """
    return Metric("logit", position, _pick, (Answer.of(token),), "logits")


def logit_diff(answer: Token, other: Token, position: Position = -1) -> Metric:
    """The logit of one token less that of another, in logits: how much likelier it is, as a logarithm.

    Source: Wang et al., "Interpretability in the Wild" (2022).

    >>> metrics.logit_diff(" Paris", " Rome").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """
    answers = (Answer.of(answer), Answer.of(other))
    return Metric("logit_diff", position, lambda at, one, two: _pick(at, one) - _pick(at, two), answers, "logits")


def prob(token: Token, position: Position = -1) -> Metric:
    """The probability of a token, 0 to 1.

    >>> metrics.prob(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """
    return Metric("prob", position, lambda at, ids: _pick(at.softmax(-1), ids), (Answer.of(token),), "probability")


def log_prob(token: Token, position: Position = -1) -> Metric:
    """The logarithm of a token's probability, in nats, 0 at most.

    >>> metrics.log_prob(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """
    return Metric("log_prob", position, lambda at, ids: _pick(at.log_softmax(-1), ids), (Answer.of(token),), "nats")


def cross_entropy(token: Token, position: Position = -1) -> Metric:
    """The loss on a token, in nats: minus the logarithm of its probability. ``loss`` is another name for it.

    >>> metrics.cross_entropy(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """
    return Metric(
        "cross_entropy", position, lambda at, ids: -_pick(at.log_softmax(-1), ids), (Answer.of(token),), "nats"
    )


loss = cross_entropy


def rank(token: Token, position: Position = -1) -> Metric:
    """How many tokens have a higher logit: 0 is the top. It moves in steps, so it has no gradient.

    Tokens with the same logit share the better rank; a logit that is NaN has the rank NaN.

    >>> metrics.rank(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """

    def formula(at: Tensor, ids: Ids) -> Tensor:
        own = _pick(at, ids)
        return (at > own.unsqueeze(-1)).sum(-1).float().masked_fill(own.isnan(), math.nan)

    return Metric("rank", position, formula, (Answer.of(token),), "rank", differentiable=False)


def margin(token: Token, position: Position = -1) -> Metric:
    """The logit of a token less the highest of all others, in logits: above 0 where the model says this token.

    >>> metrics.margin(" Paris").bind(model)(logits)

    Raises:
        MetricError: neither text nor ids.
    """

    def formula(at: Tensor, ids: Ids) -> Tensor:
        return _pick(at, ids) - _without(at, ids).amax(-1)

    return Metric("margin", position, formula, (Answer.of(token),), "logits")


def entropy(position: Position = -1) -> Metric:
    """How undecided the model is, in nats: 0 where it is sure, log(vocab) where all tokens are alike.

    >>> metrics.entropy()(logits)
    """

    def formula(at: Tensor) -> Tensor:
        log = at.log_softmax(-1)
        return -_expected(log, log)

    return Metric("entropy", position, formula, unit="nats")


def kl(reference: Tensor, position: Position = -1) -> Metric:
    """How far the prediction is from a reference's, in nats: the divergence KL(reference ‖ this), 0 where they agree.

    Args:
        reference: logits, not probabilities: [batch, tokens, vocab], or [batch, vocab] or [vocab] at the position. One
            row is taken for all prompts.
        position: where.

    >>> metrics.kl(clean_logits)(logits)

    Raises:
        MetricError: a reference of another shape.
    """
    given: Any = reference
    if not isinstance(given, Tensor) or given.dim() not in (1, 2, 3) or not given.is_floating_point():
        what = list(given.shape) if isinstance(given, Tensor) else type(given).__name__
        raise MetricError(f"a reference is logits [batch, tokens, vocab], [batch, vocab] or [vocab]; got {what}")

    def formula(at: Tensor, other: Tensor) -> Tensor:
        log, known = at.log_softmax(-1), other.log_softmax(-1)
        return _expected(known, known - log)

    whole = given if given.dim() > 1 else given.unsqueeze(0)
    return Metric("kl", position, formula, unit="nats", reference=whole)


def top_p_size(p: float, position: Position = -1) -> Metric:
    """The size of the nucleus: how many tokens, likeliest first, it takes to a probability of ``p``. No gradient.

    Source: Holtzman et al., "The Curious Case of Neural Text Degeneration" (2019).

    >>> metrics.top_p_size(0.9)(logits)

    Raises:
        MetricError: ``p`` is not above 0 and at most 1.
    """
    if not 0 < p <= 1:
        raise MetricError(f"p is a probability, above 0 and at most 1; got {p!r:.40}")

    def formula(at: Tensor) -> Tensor:
        reached = at.softmax(-1).sort(-1, descending=True).values.cumsum(-1)
        size = (reached < p).sum(-1).float() + 1
        return size.clamp(max=at.shape[-1]).masked_fill(reached[:, -1].isnan(), math.nan)

    return Metric("top_p_size", position, formula, unit="tokens", differentiable=False, options=(("p", p),))


def custom(function: Callable[[Tensor], Tensor], position: Position = -1, *, name: str = "") -> Metric:
    """Any other: ``function`` is given the logits at the position, float32 [batch, vocab], and returns [batch].

    For a single prompt it may return a scalar; for several a scalar would mix them, and is refused. What it does to the
    logits is recorded, so a graph can be stored if it does so with operations of PyTorch.

    >>> metrics.custom(lambda logits: logits.std(-1))(logits)

    Raises:
        MetricError: not a function; when called, no number for each prompt.
    """
    if not callable(function):
        raise MetricError(f"custom takes a function of the logits; got {type(function).__name__} {function!r:.60}")
    known = name or getattr(function, "__name__", "custom")
    return Metric("custom" if known == "<lambda>" else known, position, function)


def _pick(at: Tensor, ids: Ids) -> Tensor:
    """Of [batch, vocab] the tokens' own: [batch]."""
    return at[:, ids] if isinstance(ids, int) else at.gather(-1, ids).squeeze(-1)


def _without(at: Tensor, ids: Ids) -> Tensor:
    """[batch, vocab] without the tokens."""
    if isinstance(ids, int):
        return torch.cat([at[:, :ids], at[:, ids + 1 :]], -1)
    return at.scatter(-1, ids, -math.inf)


def _expected(log: Tensor, values: Tensor) -> Tensor:
    """The mean of values under a distribution of log-probabilities; where that is 0, they do not count: [batch]."""
    probabilities = log.exp()
    return (probabilities * torch.where(probabilities > 0, values, 0.0)).sum(-1)
