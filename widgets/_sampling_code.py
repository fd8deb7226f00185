"""Python that samples the same tokens with plain torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._workspace_code import workspace_code

if TYPE_CHECKING:
    from ..workspace import Run, Workspace
    from ._sampling_chances import Settings

    Place = tuple[Run, int]

RANDOM = """
def mixed(word):  # a hash of 32 bits
    word &= 0xFFFFFFFF
    word = (word ^ (word >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    word = (word ^ (word >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return word ^ (word >> 16)


def uniform(seed, number):  # the random number of a draw, from 0 to 1
    start = mixed(seed + 0x9E3779B9)
    high, low = (mixed(start + word * 0x9E3779B9) for word in (2 * number + 1, 2 * number + 2))
    return ((high >> 5) * 2**26 + (low >> 6)) / 2**53

"""


def code(shared: Workspace, place: Place, settings: Settings, seed: int, draws: int, less: Place | None = None) -> str:
    """The code: `probabilities` of all tokens, likeliest first, whose ids are `ids`; and `drawn`, the ids drawn.

    Args:
        shared: where model, prompts and changes come from.
        place: a run, and the position after which the token comes.
        settings: temperature and cuts.
        seed: of the random numbers.
        draws: how many tokens are drawn.
        less: the same of what is compared with; then there is `differences`, by id, as well.
    """
    lines = ["import torch", *(line for line in workspace_code(shared, shared.edits) if "import widgets" not in line)]
    lines += RANDOM.splitlines() if draws and settings.temperature > 0 else [""]
    lines += _probabilities(place, settings)
    if draws and settings.temperature > 0:
        lines += [
            "sums = weights.cumsum(0)",
            f"randoms = torch.tensor([uniform({seed}, number) for number in range({draws})], dtype=torch.float64)",
            "drawn = ids[torch.searchsorted(sums, randoms * sums[-1], right=True)].tolist()",
        ]
    else:
        lines.append(f"drawn = [int(ids[0])] * {draws}")
    if less is not None:
        lines += [
            "differences = torch.zeros_like(probabilities).scatter(0, ids, probabilities)  # by id",
            *_probabilities(less, settings),
            "differences -= torch.zeros_like(probabilities).scatter(0, ids, probabilities)",
        ]
    lines.append("print(model.token_strings(drawn))" if draws else "print(model.token_strings(ids[:10].tolist()))")
    return "\n".join(lines) + "\n"


def _probabilities(place: Place, settings: Settings) -> list[str]:
    run, position = place
    return [
        f"logits, ids = workspace.logits({run!r})[{position}].float().cpu().sort(descending=True, stable=True)",
        "logits = logits.double()  # likeliest first",
        *_steps(settings),
    ]


def _steps(settings: Settings) -> list[str]:
    """One step after the other, and none for what is off."""
    if settings.temperature == 0:
        return [
            "probabilities = torch.zeros_like(logits)",
            "probabilities[0] = 1.0  # temperature 0: the likeliest",
        ]
    lines = [f"weights = ((logits - logits[0]) / {settings.temperature!r}).exp()"]
    if settings.top_k > 0:
        lines.append(f"weights[logits < logits[min({settings.top_k}, len(logits)) - 1]] = 0.0  # top-k")
    if settings.top_p < 1:
        lines += [
            "rest = (weights / weights.sum()).flip(0).cumsum(0).flip(0)  # of each token and all less likely ones",
            f"weights[1:][rest[1:] <= {1 - settings.top_p!r}] = 0.0  # top-p",
        ]
    if settings.min_p > 0:
        lines.append(f"weights[1:][weights[1:] < {settings.min_p!r}] = 0.0  # min-p: the largest weight is 1")
    return [*lines, "probabilities = weights / weights.sum()"]
