"""The words in a drawn graph: what a box says, how wide that is, and what may stand in XML."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import escape

import torch

from .graph import Inputs
from .node import Apply, Backward, Call, Constant, Hole, Node, Read, Save, Site, Tokens, Weight, Write
from .printer import _has_value, describe

__all__ = ["cells", "clean", "label", "line", "prompt", "shorten", "shorten_path", "tooltip", "xml"]

_LONGEST = 2000
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """One line of characters that XML allows and that do not turn the line around."""
    return _UNPRINTABLE.sub("\ufffd", re.sub(r"[\t\n\r]+", " ", text))


def xml(text: str) -> str:
    """Text for an element or an attribute; line ends stay."""
    return escape("\n".join(map(clean, text[:_LONGEST].split("\n"))))


def cells(text: str) -> int:
    """How many columns of a fixed-width font the text takes.

    >>> cells("ab東")
    4
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, most: int, end: int | None = None) -> str:
    """The text in at most so many columns; what is left out stands before the last ``end`` ones.

    Without ``end`` that is the closing bracket of a call, or else a third of the room.

    >>> shorten("%4.norm(p='fro', keepdim=False)", 16), shorten("transformer.h.3.mlp", 9, end=8)
    ("%4.norm(p='fro…)", '….h.3.mlp')
    """
    text = clean(text[:_LONGEST])
    if cells(text) <= most:
        return text
    if end is None:
        end = 1 if text.endswith((")", "]", "”")) else most // 3
    last = _fitting(text[::-1], min(end, most - 1))[::-1]
    return f"{_fitting(text, most - 1 - cells(last))}…{last}"


def shorten_path(path: str, most: int) -> str:
    """A module's path, without as many of its first names as need be.

    >>> shorten_path("model.language_model.layers.3.mlp", 16)
    '….layers.3.mlp'
    """
    shown = rest = path
    while cells(shown) > most and "." in rest:
        rest = rest.partition(".")[2]
        shown = f"….{rest}"
    return shorten(shown, most, end=most)


def _fitting(text: str, most: int) -> str:
    """As much of the text as fits."""
    text = text[: max(most, 0)]
    while cells(text) > most:
        text = text[:-1]
    return text


def line(node: Node) -> str:
    """The node as in the printed graph."""
    return (f"%{node.id} = " if _has_value(node) else "") + describe(node)


def label(node: Node) -> str:
    """The node's box: what its place on the page says already is left out."""
    match node:
        case Read(site=site, again=again):
            return f"%{node.id} = {_port(site)}{' (again)' if again else ''}"
        case Write(site=site):
            value = describe(node).partition(" = ")[2] or "…"
            return f"{'skip ' * node.skip}{_port(site)} = {value}{' (grow)' * node.grow}"
        case Constant() | Tokens() | Weight() | Hole():
            return f"%{node.id} = {describe(node).removeprefix('constant ')}"
        case Save():
            return node.name
        case Backward():
            node = replace(node, kwargs={key: value for key, value in node.kwargs.items() if value})
        case Call() | Apply():
            node = replace(node, kwargs={key: value for key, value in node.kwargs.items() if value is not None})
    return line(replace(node, path=_tail(node.path)) if isinstance(node, Apply) else node).replace(
        "torch.nn.functional.", "F."
    )


def _tail(path: str) -> str:
    """A module's path from the innermost list on."""
    parts = path.split(".")
    while len(parts) > 1 and not parts[1].isdigit():
        parts = parts[1:]
    return ".".join(parts)


def _port(site: Site) -> str:
    return site.port + (f"#{site.call}" if site.call else "")


def tooltip(node: Node) -> str:
    """The whole line, and the user's."""
    return line(node)[: _LONGEST - 400] + (f"\n{node.place}" if node.place else "")


def prompt(inputs: Inputs) -> str:
    """What a run is fed, for its head.

    >>> prompt(Inputs(("The Eiffel Tower is in",)))
    '“The Eiffel Tower is in”'
    """
    words = [*map(_given, inputs.args), *(f"{key}={_given(value)}" for key, value in inputs.kwargs.items())]
    return ", ".join(words)


def _given(value: object) -> str:
    match value:
        case str():
            return f"“{value}”"
        case torch.Tensor():
            return f"{str(value.dtype).removeprefix('torch.')}{list(value.shape)}"
        case list() | tuple():
            return ", ".join(map(_given, value[:8])) + (" …" if len(value) > 8 else "")
        case dict():
            return ", ".join(f"{key}={_given(one)}" for key, one in list(value.items())[:8])
    return f"{value!r:.80}"
