"""``Line``: what the first line of a ``%%trace`` cell asks for."""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from IPython.core.error import UsageError

from ..models import Model

__all__ = ["Line", "count", "parse", "place", "split"]


@dataclass(frozen=True)
class Line:
    """The evaluated first line of a cell: which model, on what, and what to do with the run."""

    model: Model
    prompt: Any
    top: int
    quiet: bool
    run: str | None
    graph: str | None
    remote: str | bool | None = None


def parse(text: str, parser: argparse.ArgumentParser, namespace: Mapping[str, Any]) -> Line:
    """Evaluate the first line of a cell in the user's namespace.

    Raises:
        UsageError: an unknown option, no prompt, text without quotes, no model or several to choose from.
    """
    options = parser.parse_intermixed_args(split(text))
    if not options.inputs:
        raise UsageError('%%trace needs a prompt. Try: %%trace "The Eiffel Tower is in the city of"')
    model, words = _named_model(options.inputs, namespace)
    prompt = _prompt(words, namespace)
    if isinstance(prompt, Model):
        name = " ".join(words)
        raise UsageError(f'%%trace {name}: a prompt is missing. Try: %%trace {name} "The Eiffel Tower is in"')
    model = model or _only_model(namespace)
    return Line(model, prompt, options.top, options.quiet, options.run, options.graph, place(options.remote))


def split(text: str) -> list[str]:
    """Cut a line at the spaces outside quotes and brackets.

    >>> split('model ["a b", "c"] --top 3')
    ['model', '["a b", "c"]', '--top', '3']
    """
    text = text.strip()
    try:
        spans = list(_spans(text))
    except (tokenize.TokenError, SyntaxError):
        raise UsageError(f"%%trace {text}: a quote or a bracket is not closed. Try: {_quoted(text)}") from None
    return [text[start:end] for start, end in spans]


def count(text: str) -> int:
    """A whole number of at least one, as an option's value."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def place(text: str | None) -> str | bool | None:
    """The server that ``--remote`` names: an address, a name of the config file, or ``True`` for its default."""
    return True if text == "True" else text


_SKIPPED = {tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER}


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = end = depth = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _SKIPPED or token.string.isspace():
            continue
        if token.start[1] > end and depth == 0:
            yield start, end
            start = token.start[1]
        depth += _opens(token)
        end = max(end, token.end[1])
    if end > start:
        yield start, end


def _opens(token: tokenize.TokenInfo) -> int:
    name = tokenize.tok_name[token.type]
    if name == "OP":
        return (token.string in "([{") - (token.string in ")]}")
    return name.endswith("STRING_START") - name.endswith("STRING_END")  # f-strings, from Python 3.12 on


def _named_model(words: list[str], namespace: Mapping[str, Any]) -> tuple[Model | None, list[str]]:
    """The model that the first word names, if it names one, and the rest of the words."""
    first, *rest = words
    if not (rest and _is_expression(first)):
        return None, words
    try:
        value = _evaluate(first, namespace)
    except NameError:
        return None, words
    return (value, rest) if isinstance(value, Model) else (None, words)


def _prompt(words: list[str], namespace: Mapping[str, Any]) -> Any:
    text = " ".join(words)
    if not _is_expression(text):
        raise UsageError(f"%%trace {text}: {_why_not(words, namespace)}")
    if len(words) > 1 and isinstance(ast.parse(text, mode="eval").body, ast.Constant):
        listed = ", ".join(words)  # Python would glue the strings together without a word
        raise UsageError(f"%%trace {text}: several prompts are given as a list: %%trace [{listed}]")
    try:
        return _evaluate(text, namespace)
    except NameError as error:
        raise UsageError(f"%%trace {text}: {error}. A prompt needs quotes: {_quoted(text)}") from None


def _why_not(words: list[str], namespace: Mapping[str, Any]) -> str:
    """What may be wrong with words that are no expression."""
    first, *rest = words
    if first in namespace and rest and _is_expression(" ".join(rest)):
        return f"{first} is a {type(namespace[first]).__name__}, and a model was expected before the prompt"
    return f"this is no Python. A prompt needs quotes: {_quoted(' '.join(words))}"


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def _evaluate(text: str, namespace: Mapping[str, Any]) -> Any:
    return eval(compile(text, "<%%trace>", "eval"), dict(namespace))


def _quoted(text: str) -> str:
    """The line as it was probably meant: the same text in quotes."""
    return '%%trace "' + text.replace('"', "").strip() + '"'


def _only_model(namespace: Mapping[str, Any]) -> Model:
    found = {name: value for name, value in namespace.items() if isinstance(value, Model) and name[0] != "_"}
    if "model" in found or len({id(value) for value in found.values()}) == 1:
        return found.get("model") or next(iter(found.values()))
    if found:
        raise UsageError(f"%%trace: which model? Name one of {', '.join(found)} before the prompt")
    raise UsageError('%%trace: no model here yet. Run first: model = nnexplore.load("demo")')
