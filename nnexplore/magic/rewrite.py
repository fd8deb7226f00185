"""From ``%%trace …`` to a ``with`` statement around the cell's own lines.

The first line becomes a marker that Python can parse; then the syntax tree, not the text, is put inside
a ``with``. So every line keeps its number, ``await`` and ``!commands`` work, and errors are the cell's own.
"""

from __future__ import annotations

import ast

__all__ = ["MARKER", "TraceBody", "mark"]

MARKER = "__trace__"

_WITH = """
with __import__("nnexplore.magic.cell", fromlist=["cell"]).TraceCell(LINE, locals(), NAMES) as __trace_cell__:
    pass
"""


def mark(lines: list[str]) -> list[str]:
    r"""Replace a first line ``%%trace …`` by a marker.

    >>> mark(['%%trace "Hello"\n', "x = 1\n"])
    ['__trace__(\'"Hello"\')\n', 'x = 1\n']
    """
    if not lines or lines[0].split(maxsplit=1)[:1] != ["%%trace"]:
        return lines
    line = lines[0].strip()[len("%%trace") :].strip()
    return [f"{MARKER}({line!r})\n", *lines[1:]]


class TraceBody(ast.NodeTransformer):
    """Puts what follows the marker inside a trace, and shows its last expression after it."""

    def visit_Module(self, tree: ast.Module) -> ast.Module:
        """Rewrite a cell that begins with the marker; leave any other as it is."""
        match tree.body:
            case [ast.Expr(ast.Call(ast.Name(name), [ast.Constant(str(line))])) as head, *body] if name == MARKER:
                tree.body = _trace(line, head, body)
        return tree


def _trace(line: str, head: ast.stmt, body: list[ast.stmt]) -> list[ast.stmt]:
    names = sorted({node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name)})
    tail: list[ast.stmt] = []
    if body and isinstance(last := body[-1], ast.Expr):
        keep, show = (_parse(text, last) for text in ("__trace_cell__.value = 0", "__trace_cell__.take()"))
        assert isinstance(keep, ast.Assign)
        keep.value = last.value
        body, tail = [*body[:-1], keep], [show]
    block = _parse(_WITH.replace("LINE", repr(line)).replace("NAMES", repr(names)), head)
    assert isinstance(block, ast.With)
    block.body = body or block.body
    return [block, *tail]


def _parse(text: str, place: ast.stmt) -> ast.stmt:
    [statement] = ast.parse(text).body
    for node in ast.walk(statement):
        ast.copy_location(node, place)
    return statement
