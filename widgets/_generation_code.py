"""Python that writes the same text again, in a fresh kernel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..workspace import Change

if TYPE_CHECKING:
    from ..workspace import Workspace
    from ._generation_branches import Written
    from ._generation_numbers import Numbers
    from ._generation_sampling import Sampling
    from ._generation_writer import Writer

OPENED = "...  # the model that you have opened"


def code(shared: Workspace, writer: Writer, known: Numbers, sampling: Sampling) -> str:
    """The code; tokens that the settings would not choose are written in it one by one.

    Args:
        shared: where model and prompts come from.
        writer: the changes that are in force.
        known: the numbers of the text.
        sampling: the settings.
    """
    written: Written = tuple(known.ids[len(writer.prompt) :].tolist())
    parts = _parts(written, known, sampling, len(writer.prompt), shared)
    head = [f"model = {shared.model.expression or OPENED}"]
    prompt = repr(shared.prompt if isinstance(shared.prompt, str) else writer.prompt)
    if sampling.greedy and not writer.changes and parts == [f"view.run({len(written)})"]:
        lines = [
            "import nnexplore\n",
            *head,
            f"with model.generate({prompt}, max_new_tokens={len(written)}, do_sample=False) as run:",
            "    run.finish()",
            "print(run.text)",
        ]
        return "\n".join(lines) + "\n"
    lines = ["import nnexplore", "from nnexplore import widgets"]
    if all(isinstance(one, Change) and one.vector is None for one in writer.changes):
        lines += _listed(shared, writer, head, prompt)
    else:
        lines += ["", *head, f"workspace = nnexplore.Workspace.from_json({shared.to_json()!r}, model)"]
    lines += [f"view = widgets.Generation(workspace{_settings(sampling)})", *parts, "print(view.text)"]
    return "\n".join(lines) + "\n"


def _listed(shared: Workspace, writer: Writer, head: list[str], prompt: str) -> list[str]:
    """The workspace, with its changes one by one."""
    other = shared.other if isinstance(shared.other, str) else writer.other or None
    made = f"workspace = nnexplore.Workspace(model, {prompt}{'' if other is None else f', {other!r}'})"
    if not writer.changes:
        return ["", *head, made]
    changes = (f"    {_change(one)}," for one in writer.changes if isinstance(one, Change))
    return ["from nnexplore.workspace import Change, Place\n", *head, made, "workspace.edits = [", *changes, "]"]


def _parts(written: Written, known: Numbers, sampling: Sampling, first: int, shared: Workspace) -> list[str]:
    """The text as runs of tokens that the settings choose, and single ones between them."""
    parts: list[str] = []
    run = 0
    chosen = sampling.choices(known.rows[: len(written)]) if written else []
    for number, token in enumerate(written):
        if chosen[number] == token:
            run += 1
            continue
        parts += [f"view.run({run})"] * (run > 0)
        parts.append(f"view.branch({first + number}, {token})  # {shared.model.token_strings([token])[0]!r}")
        run = 0
    return parts + [f"view.run({run})"] * (run > 0)


def _settings(sampling: Sampling) -> str:
    if sampling.greedy:
        return ""
    names = ("temperature", "top_k", "top_p", "seed")
    return "".join([", greedy=False", *(f", {name}={getattr(sampling, name)!r}" for name in names)])


def _change(change: Change) -> str:
    value = repr(change.value) if math.isfinite(change.value) else f'float("{change.value}")'
    source = f", {dict(change.source)!r}" if change.source else ""
    return f"Change({change.place!r}, {dict(change.at)!r}, {change.kind!r}, {value}{source})"
