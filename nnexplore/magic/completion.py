"""Tab completion of a model's modules and ports, also after an index, where IPython's own completion stops."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher
from IPython.core.getipython import get_ipython

from ..errors import NnexploreError
from ..models import Handle

__all__ = ["complete_handles", "names_at"]

_EXPRESSION = re.compile(r"""([A-Za-z_]\w*)((?:\.\w+|\[-?\d+\]|\[(?:"[^"]*"|'[^']*')\])*)\.(\w*)$""")
_STEP = re.compile(r"""\.(\w+)|\[(-?\d+)\]|\[["']([^"']*)["']\]""")


def names_at(text: str, namespace: Mapping[str, Any]) -> list[str]:
    """What may follow the last dot of ``text``, if a module of a model stands before it; nothing is executed.

    >>> names_at("model.transformer.h[0].mlp.c_", globals())
    ['c_fc', 'c_proj']
    """
    match = _EXPRESSION.search(text)
    if match is None:
        return []
    handle = _walk(namespace.get(match[1]), match[2])
    if not isinstance(handle, Handle):
        return []
    return [name for name in dir(handle) if name.startswith(match[3]) and (match[3] or not name.startswith("_"))]


def _walk(start: Any, steps: str) -> Any:
    here = start
    for name, number, key in _STEP.findall(steps):
        if not isinstance(here, Handle) or name in ("input", "inputs", "output"):
            return None
        try:
            here = getattr(here, name) if name else here[int(number) if number else key]
        except (NnexploreError, AttributeError, IndexError):
            return None
    return here


@context_matcher()
def complete_handles(context: CompletionContext) -> SimpleMatcherResult:
    """The matcher that ``%load_ext nnexplore`` adds to IPython's completer."""
    shell = get_ipython()
    names = names_at(context.text_until_cursor, shell.user_ns) if shell is not None else []
    typed = context.text_until_cursor.rpartition(".")[2]
    return {
        "completions": [SimpleCompletion(name, type="module") for name in names],
        "matched_fragment": typed,
        "suppress": bool(names),
        "do_not_suppress": set(),
        "ordered": False,
    }
