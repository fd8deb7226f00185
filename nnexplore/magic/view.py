"""A ``Summary`` drawn: HTML for a notebook, text for a terminal. Pure: data in, a string out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from .summary import NextToken, Prediction, Summary, fold

__all__ = ["html", "percent", "text"]

_SHOWN = 8  # prompts drawn before the rest is only counted


def html(summary: Summary) -> str:
    """One card: a table of next tokens per prompt, and a strip with the sites."""
    shown = summary.predictions[:_SHOWN]
    tables = f'<div class="nnx-prompts">{"".join(map(_table, shown))}</div>' if shown else ""
    note = _note(summary)
    strip = _strip("read", summary.reads) + _strip("written", summary.writes)
    return (
        f'<style>{_css()}</style><div class="nnx-trace">{tables}'
        f"{f'<div class=nnx-note>{escape(note)}</div>' if note else ''}"
        f"{f'<div class=nnx-sites>{strip}</div>' if strip else ''}</div>"
    )


def text(summary: Summary) -> str:
    """The same for a terminal."""
    lines: list[str] = []
    for prediction in summary.predictions[:_SHOWN]:
        lines.append(f"next token after {prediction.prompt!r}")
        width = max(len(repr(token.text)) for token in prediction.tokens)
        lines += [_line(token, width) for token in prediction.tokens]
    lines += [note] if (note := _note(summary)) else []
    lines += [f"{label}: {', '.join(fold(names))}" for label, names in _sites(summary) if names]
    return "\n".join(lines)


def percent(probability: float) -> str:
    """A probability in per cent: two decimals, and never a false 0 or 100.

    >>> percent(0.99999), percent(0.5), percent(0.00001)
    ('>99.99%', '50.00%', '<0.01%')
    """
    if 0 < probability < 0.00005:
        return "<0.01%"
    if 0.99995 <= probability < 1:
        return ">99.99%"
    return f"{probability:.2%}"


def _sites(summary: Summary) -> Sequence[tuple[str, Sequence[str]]]:
    return (("read", summary.reads), ("written", summary.writes))


def _note(summary: Summary) -> str:
    if not summary.predictions:
        return f"output: {summary.output}"
    more = len(summary.predictions) - _SHOWN
    return f"and {more} more prompt{'s' if more > 1 else ''}" if more > 0 else ""


def _table(prediction: Prediction) -> str:
    rows = "".join(map(_row, prediction.tokens))
    return f"<table><caption>{escape(prediction.prompt)} …</caption><tbody>{rows}</tbody></table>"


def _row(token: NextToken) -> str:
    exact = f"probability {token.probability!r}, logit {token.logit!r}"
    bar = f'<span><span style="width:{token.probability:.4%}"></span></span>'
    shown = escape(percent(token.probability))
    return (
        f'<tr title="{escape(exact)}"><th scope="row">{_token(token.text)}</th>'
        f'<td class="nnx-bar" aria-hidden="true">{bar}</td><td class="nnx-p">{shown}</td></tr>'
    )


def _token(token: str) -> str:
    """A token with its blanks made visible."""
    marks = {" ": "·", "\n": "⏎", "\t": "⇥", "\r": "␍"}
    return "".join(f'<span class="nnx-space">{marks[c]}</span>' if c in marks else escape(c) for c in token)


def _strip(label: str, names: Sequence[str]) -> str:
    codes = (f'<code class="nnx-{label}">{escape(name)}</code>' for name in fold(names))
    return f"<b>{label}</b>{''.join(codes)}" if names else ""


def _line(token: NextToken, width: int) -> str:
    blocks = "█" * round(30 * token.probability)
    return f"  {token.text!r:<{width}}  {percent(token.probability):>7}  {blocks}".rstrip()


@cache
def _css() -> str:
    return Path(__file__).with_suffix(".css").read_text()
