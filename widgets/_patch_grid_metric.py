"""What a patch grid measures: by default by how much one token is likelier than another."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from ..analysis import Metric, metrics
from ..errors import MetricError

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Workspace

Given = Metric | tuple[str | int, str | int] | None
"""A metric, the two tokens of a logit difference, or nothing, for the likeliest ones."""
OFFERED = 5
"""So many of each prompt's likeliest tokens are offered."""


def token_id(model: LanguageModel, given: str | int) -> int:
    """The id of one token, given as such or as text.

    Raises:
        MetricError: the text is no token, or several.
    """
    if isinstance(given, str) and model.tokenizer is None and given.strip().isdecimal():
        return int(given)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return int(str(metrics.logit(given).bind(model).answers[0].ids))
        except UserWarning as several:
            raise MetricError(f"{several}. Give one token, with the space in front of it") from several


def likeliest(workspace: Workspace) -> tuple[int, int]:
    """The likeliest next token of the other prompt, and that of the prompt.

    Where both are the same: of the ten likeliest of either, the one that gains most from the prompt to the other, and
    the one that loses most.
    """
    here, there = (workspace.logits(run)[-1].float().log_softmax(-1) for run in ("clean", "other"))
    if here.argmax() != there.argmax():
        return int(there.argmax()), int(here.argmax())
    top = min(10, len(here))
    either = here.topk(top).indices.tolist() + there.topk(top).indices.tolist()
    gains = (there - here)[either]
    return either[int(gains.argmax())], either[int(gains.argmin())]


def offered(workspace: Workspace) -> list[str]:
    """The likeliest next tokens of both prompts, those of the other one first."""
    found = [text for run in ("other", "clean") for text, _ in workspace.top(OFFERED, run)]
    return list(dict.fromkeys(found))


def metric_of(workspace: Workspace, given: Given) -> tuple[Metric, tuple[int, int] | None]:
    """The metric, and where it is a difference of two tokens, these.

    Raises:
        MetricError: something else was given, or text that is no token.
    """
    if isinstance(given, Metric):
        return given, None
    model = workspace.model
    answer, other = likeliest(workspace) if given is None else (token_id(model, one) for one in _pair(given))
    return metrics.logit_diff(_readable(model, answer), _readable(model, other)), (answer, other)


def _pair(given: Any) -> tuple[str | int, str | int]:
    if isinstance(given, tuple) and len(given) == 2:
        return given
    raise MetricError(
        "a patch grid measures a Metric, as nnexplore.analysis.metrics.logit(' Paris'), or two tokens, as "
        f"(' Paris', ' Rome'); got {given!r:.60}"
    )


def code_of(metric: Metric) -> str:
    """The metric as Python; of one that cannot be written, a line to be filled in."""
    known = metric.name in metrics.__all__ and metric.name not in ("custom", "kl")
    return f"nnexplore.analysis.metrics.{metric!r}" if known else f"...  # the metric that was given: {metric!r}"


def _readable(model: LanguageModel, number: int) -> str | int:
    """A token as text, where it reads back as the same; else its id."""
    text = model.token_strings([number])[0]
    try:
        return text if model.tokenizer is not None and token_id(model, text) == number else number
    except MetricError:  # as a piece of a character
        return number
