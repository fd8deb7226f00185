"""``Quantity``: what a lesson asks of the model, in words: `probability of " Paris"`, `weight of head 0.2 from 2 to 1`.

A closed list of forms; nothing in a lesson is ever run as code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from torch import Tensor

from ..analysis.forward_pass import forward_pass
from ..errors import AnalysisError, LessonError
from ..workspace import Place, Run, Workspace

__all__ = ["FORMS", "Quantity", "Value", "quoted", "said"]

Value = float | int | str
Ask = Callable[[Workspace, Run, Mapping[str, str | None]], Value]

_AFTER = r"(?: after token (?P<after>\d+))?"
_HOT = r"(?: at temperature (?P<hot>\d+(?:\.\d+)?))?"
_WORD = r'(?P<word>"(?:[^"\\]|\\.)*")'
_HEAD = r"(?:head (?P<layer>\d+)\.(?P<head>\d+)|the selected head)"
_RUNS: dict[str, Run] = {" without changes": "clean", " of the other prompt": "other"}


@dataclass(frozen=True)
class Quantity:
    """A number or a text that the model gives.

    Attributes:
        text: as the lesson's file has it.

    >>> Quantity('probability of " Paris" without changes').of(workspace)
    0.9955...

    Raises:
        LessonError: no such form; the message has them all.
    """

    text: str

    def __post_init__(self) -> None:
        self._parts()

    def of(self, workspace: Workspace) -> Value:
        """The value, with the workspace's changes unless the text says otherwise.

        Raises:
            LessonError: it cannot be said now, for instance because no head is selected.
        """
        ask, said, run = self._parts()
        return ask(workspace, run, said)

    def _parts(self) -> tuple[Ask, Mapping[str, str | None], Run]:
        body, run = self.text, None
        for ending, name in _RUNS.items():
            if body.endswith(ending):
                body, run = body.removesuffix(ending), name
        for pattern, (_, ask) in _TABLE.items():
            if found := re.fullmatch(pattern, body):
                return ask, found.groupdict(), run or "edited"
        raise LessonError(f"there is nothing called {self.text!r:.80}; there are: {'; '.join(FORMS)}")


def quoted(text: str) -> str:
    """What stands between double quotes, escaped as in JSON.

    >>> quoted('" Paris"')
    ' Paris'

    Raises:
        LessonError: it is not in quotes.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, str):
        raise LessonError(f'a token stands between double quotes, with its space, as " Paris"; got {text!r:.60}')
    return found


def said(value: Value) -> str:
    """A value as the lessons write it: a token in quotes, a number with four digits.

    >>> said(0.99559), said(" Paris")
    ('0.9956', '" Paris"')
    """
    if isinstance(value, str):
        return '"' + value.replace("\n", "\\n") + '"'
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value))
    return f"{value:.4f}" if 0.001 <= abs(value) < 10 else f"{value:.4g}"


# ---------------------------------------------------------------------- what is asked of the logits


def _row(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> Tensor:
    """The logits ``[vocab]`` after the last token, or after the one that is named; divided by a temperature."""
    logits = workspace.logits(run).float()
    after = said.get("after")
    row = logits[-1 if after is None else _inside(int(after), len(logits), "token")]
    hot = float(said.get("hot") or 1.0)
    if hot == 0:
        raise LessonError("a temperature is above 0")
    return row / hot


def _chances(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> Tensor:
    return _row(workspace, run, said).softmax(-1)


def _id(workspace: Workspace, word: str | None) -> int:
    text = quoted(word or "")
    found = workspace.model.tokenizer(text, add_special_tokens=False)["input_ids"]
    if len(found) != 1:
        parts = ", ".join(json.dumps(part, ensure_ascii=False) for part in workspace.model.token_strings(found))
        raise LessonError(f"{word} is {len(found)} tokens of this model ({parts}); one is needed")
    return int(found[0])


def _probability(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    return _chances(workspace, run, said)[_id(workspace, said["word"])].item()


def _rank(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> int:
    row = _row(workspace, run, said)
    return int((row > row[_id(workspace, said["word"])]).sum()) + 1


def _logit(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    return _row(workspace, run, said)[_id(workspace, said["word"])].item()


def _entropy(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    chances = _chances(workspace, run, said).double()
    return -(chances * chances.clamp_min(1e-300).log2()).sum().item()


def _needed(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> int:
    together = _chances(workspace, run, said).sort(descending=True).values.double().cumsum(0)
    return min(int((together < float(said["share"] or 1)).sum()) + 1, len(together))


def _top(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> str:
    return workspace.model.token_strings([int(_row(workspace, run, said).argmax())])[0]


# ---------------------------------------------------------------------- of the logit lens


def _lens(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> Tensor:
    """The lens's probabilities ``[vocab]`` after a layer; the first row is the embedding's, layer −1."""
    rows = workspace.lens(run).probabilities
    layer = _inside(int(said["at"] or 0) + 1, len(rows), "layer", first=-1)
    after = said.get("after")
    return rows[layer, -1 if after is None else _inside(int(after), rows.shape[1], "token")]


def _lens_probability(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    return _lens(workspace, run, said)[_id(workspace, said["word"])].item()


def _lens_top(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> str:
    return workspace.model.token_strings([int(_lens(workspace, run, said).argmax())])[0]


# ---------------------------------------------------------------------- of attention


def _pattern(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> Tensor:
    """The weights of a head ``[query, key]``."""
    layer, head = said["layer"], said["head"]
    at = (workspace.selection.layer, workspace.selection.head) if layer is None else (int(layer), int(head or 0))
    if at[0] is None or at[1] is None or at[0] < 0:
        raise LessonError("no head is selected yet: click one")
    heads = workspace.value("head_pattern", at[0], run)[0].float()
    return heads[_inside(at[1], len(heads), "head")]


def _weight(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    pattern = _pattern(workspace, run, said)
    query, key = (_inside(int(said[name] or 0), len(pattern), "token") for name in ("query", "key"))
    return pattern[query, key].item()


def _on(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    pattern, tokens = _pattern(workspace, run, said), _read(workspace, run)
    on = said["on"] or ""
    found = [
        sum(pattern[at, key].item() for key in keys)
        for at in range(0 if on == "itself" else 1, len(tokens))
        if (keys := _looked_at(on, at, tokens))
    ]
    if not found:
        raise LessonError(f"in this prompt no token has {on} to look at")
    return sum(found) / len(found)


def _looked_at(on: str, at: int, tokens: list[str]) -> list[int]:
    match on:
        case "the previous token":
            return [at - 1]
        case "the first token":
            return [0]
        case "itself":
            return [at]
        case _:
            return [old + 1 for old in range(at) if tokens[old] == tokens[at]]


def _read(workspace: Workspace, run: Run) -> list[str]:
    return (workspace.other_tokens or []) if run == "other" else workspace.tokens


# ---------------------------------------------------------------------- of the steps of a forward pass


def _value(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    """A number of a step, as the flow view shows it."""
    layer, head = int(said["layer"] or 0), said["head"]
    found = forward_pass(workspace, layer=_inside(layer, len(workspace.model.anatomy.blocks), "layer"), run=run)
    where = int(said["at"] or 0), int(said["place"] or 0)
    try:
        return found[said["step"] or ""].explain(*where, None if head is None else int(head)).value
    except AnalysisError as error:
        raise LessonError(str(error)) from error


# ---------------------------------------------------------------------- of the workspace


def _norm(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> float:
    value = workspace.value(Place(said["name"] or "", int(said["at"] or 0)), run=run)[0].float()
    at = said["token"]
    part = value if at is None else value[_inside(int(at), len(value), "token")]
    return float(part.norm())


def _count(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> int:
    match said["what"]:
        case "tokens":
            return len(_read(workspace, run))
        case "changes":
            return sum(edit.on for edit in workspace.edits)
        case "layers":
            return len(workspace.model.anatomy.blocks)
        case "heads":
            return int(workspace.value("head_pattern", 0, run).shape[1])
        case "numbers in a vector":
            return int(workspace.value("resid_post", 0, run).shape[-1])
        case _:
            return int(workspace.logits(run).shape[-1])


def _selected(workspace: Workspace, _run: Run, said: Mapping[str, str | None]) -> Value:
    what = said["what"] or ""
    found = getattr(workspace.selection, "position" if what == "token" else what)
    if found is None:
        raise LessonError(f"no {what} is selected yet: click one")
    return workspace.tokens[found] if what == "token" else int(found)


def _token(workspace: Workspace, run: Run, said: Mapping[str, str | None]) -> str:
    tokens = _read(workspace, run)
    return tokens[_inside(int(said["at"] or 0), len(tokens), "token")]


def _inside(at: int, count: int, what: str, first: int = 0) -> int:
    if not 0 <= at < count:
        raise LessonError(f"there is no {what} {at + first}: they are {first} to {count - 1 + first}")
    return at


_ON = "the previous token|the first token|itself|the token after the same token"
_COUNTED = "tokens|changes|layers|heads|numbers in a vector|words that it knows"
_TABLE: dict[str, tuple[str, Ask]] = {
    rf"probability of {_WORD}{_AFTER}{_HOT}": (
        'probability of " word" [after token N] [at temperature T]',
        _probability,
    ),
    rf"rank of {_WORD}{_AFTER}": ('rank of " word" [after token N]', _rank),
    rf"logit of {_WORD}{_AFTER}": ('logit of " word" [after token N]', _logit),
    rf"entropy{_AFTER}{_HOT}": ("entropy [after token N] [at temperature T]", _entropy),
    rf"tokens that make (?P<share>0?\.\d+){_HOT}": ("tokens that make 0.9 [at temperature T]", _needed),
    rf"top token{_AFTER}": ("top token [after token N]", _top),
    rf"lens probability of {_WORD} at layer (?P<at>-?\d+){_AFTER}": (
        'lens probability of " word" at layer L [after token N]',
        _lens_probability,
    ),
    rf"lens token at layer (?P<at>-?\d+){_AFTER}": ("lens token at layer L [after token N]", _lens_top),
    rf"weight of {_HEAD} from (?P<query>\d+) to (?P<key>\d+)": ("weight of head L.H from N to N", _weight),
    rf"weight of {_HEAD} on (?P<on>{_ON})": (f"weight of the selected head on {_ON.replace('|', ' | ')}", _on),
    r"norm of (?P<name>[a-z_]+) (?P<at>-?\d+)(?: at token (?P<token>\d+))?": (
        "norm of resid_post L [at token N]",
        _norm,
    ),
    r"value of (?P<step>[a-z]\w*) (?P<layer>\d+)(?:\.(?P<head>\d+))? at (?P<at>\d+) (?P<place>\d+)": (
        "value of STEP L[.H] at POSITION DIMENSION",
        _value,
    ),
    rf"number of (?P<what>{_COUNTED})": (f"number of {_COUNTED.replace('|', ' | ')}", _count),
    r"selected (?P<what>layer|head|position|token)": ("selected layer | head | position | token", _selected),
    r"token (?P<at>\d+)": ("token N", _token),
}
FORMS = tuple(form for form, _ in _TABLE.values())
"""Every form of a quantity, as the manual writes it. Each may end in `without changes` or `of the other prompt`."""
