"""``prose``: Markdown as a small tree of plain data, so that a browser can build it without ever reading HTML.

A node is a text, or ``[kind, *children]``; a link is ``["link", url, *children]``. HTML in the Markdown stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mistune

__all__ = ["KINDS", "Node", "inline", "prose", "quantities"]

Node = str | list[Any]

KINDS = ("p", "h3", "ul", "ol", "li", "blockquote", "pre", "hr", "em", "strong", "code", "br", "link", "number")
"""Every kind of node; "number" is a quantity of the model: its text in the file, and its value in words."""

_SAME = {"emphasis": "em", "strong": "strong", "block_quote": "blockquote", "list_item": "li", "paragraph": "p"}
_EMPTY: dict[str, Node] = {"thematic_break": ["hr"], "linebreak": ["br"], "softbreak": " "}
_PLAIN = {"inline_html", "block_html", "block_text", "text"}
_NUMBER = re.compile(r"\{\{(.+?)\}\}")
_markdown: Callable[[str], Any] = mistune.create_markdown(renderer=None)


def prose(text: str, value: Callable[[str], str]) -> list[Node]:
    """Markdown as nodes, with the quantities in double braces put in.

    >>> prose('**Paris** has {{probability of " Paris"}}.', lambda quantity: "0.9956")
    [['p', ['strong', 'Paris'], ' has ', ['number', 'probability of " Paris"', '0.9956'], '.']]

    Args:
        text: Markdown.
        value: the value, in words, of each quantity.
    """
    return _nodes(_markdown(_held(text)), value)


def inline(text: str, value: Callable[[str], str]) -> list[Node]:
    """The same of one line, without a paragraph around it."""
    return [part for node in prose(text, value) for part in (node[1:] if isinstance(node, list) else [node])]


def quantities(text: str) -> list[str]:
    """What stands in double braces, in order."""
    return _NUMBER.findall(text)


def _held(text: str) -> str:
    """Quantities keep what Markdown would take for its own, by a character from which it makes nothing."""
    return _NUMBER.sub(lambda found: "\ue000" + found[1].encode().hex() + "\ue001", text)


def _nodes(tokens: Iterable[dict[str, Any]], value: Callable[[str], str]) -> list[Node]:
    return [node for token in tokens for node in _node(token, value)]


def _node(token: dict[str, Any], value: Callable[[str], str]) -> Iterator[Node]:
    kind, inside = token["type"], _nodes(token.get("children") or [], value)
    match kind:
        case _ if kind in _SAME:
            yield [_SAME[kind], *inside]
        case "heading":
            yield ["h3", *inside]
        case "list":
            yield ["ol" if token["attrs"]["ordered"] else "ul", *inside]
        case "codespan" | "block_code":
            yield ["code" if kind == "codespan" else "pre", *_texts(token["raw"].rstrip("\n"), value)]
        case _ if kind in _EMPTY:
            yield _EMPTY[kind]
        case "link":
            url = token["attrs"]["url"]
            yield from [["link", url, *inside]] if re.match(r"https?://", url) else inside
        case "blank_line":
            return
        case _ if kind in _PLAIN and "raw" in token:
            yield from _texts(token["raw"], value)
        case _:  # pictures and the like: their words
            yield from inside


def _texts(text: str, value: Callable[[str], str]) -> Iterator[Node]:
    for part in re.split("(\ue000[0-9a-f]*\ue001)", text):
        if part.startswith("\ue000"):
            quantity = bytes.fromhex(part[1:-1]).decode()
            yield ["number", quantity, value(quantity)]
        elif part:
            yield part
