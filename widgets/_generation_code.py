"""Python that writes the same text again, in a fresh kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._prompt import prompt_code
from ._workspace_code import model_code, workspace_code

if TYPE_CHECKING:
    from ..workspace import Workspace
    from ._generation_branches import Written
    from ._generation_numbers import Numbers
    from ._generation_sampling import Sampling
    from ._writer import Writer


def code(shared: Workspace, writer: Writer, known: Numbers, sampling: Sampling, chosen: list[int]) -> str:
    """The code; tokens that the settings would not choose are written in it one by one.

    Args:
        shared: where model and prompts come from.
        writer: the changes that are in force.
        known: the numbers of the text.
        sampling: the settings.
        chosen: what they choose after the prompt and after each written token.
    """
    written: Written = tuple(known.ids[len(writer.prompt) :].tolist())
    parts = _parts(written, chosen, len(writer.prompt), shared)
    if sampling.greedy and not writer.changes and parts == [f"view.run({len(written)})"]:
        prompt = prompt_code(shared, shared.prompt)
        lines = [
            "import nnexplore\n",
            model_code(shared.model),
            f"with model.generate({prompt}, max_new_tokens={len(written)}, do_sample=False) as run:",
            "    run.finish()",
            "print(run.text)",
        ]
        return "\n".join(lines) + "\n"
    lines = workspace_code(shared, writer.changes)
    lines += [f"view = widgets.Generation(workspace{_settings(sampling)})", *parts, "print(view.text)"]
    return "\n".join(lines) + "\n"


def _parts(written: Written, chosen: list[int], first: int, shared: Workspace) -> list[str]:
    """The text as runs of tokens that the settings choose, and single ones between them."""
    parts: list[str] = []
    run = 0
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
