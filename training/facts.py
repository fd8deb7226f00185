"""Facts in several phrasings: what the model stores about a subject and reads out at the end of a prompt."""

from random import Random

from training.passage import Passage
from training.prompt import Prompt
from training.relations import RELATIONS
from training.split import held_out

OPENINGS = ("", "", "", "I know that ", "we learned that ", "my teacher said that ", "it is true that ")


def upper_first(text: str) -> str:
    """The text as it begins a sentence; `capitalize` would lower the rest."""
    return text[:1].upper() + text[1:]


def combinations(*, held: bool) -> list[tuple[str, str]]:
    """Every fact in every phrasing, with its answer, on one side of the split.

    A phrasing that stands inside another one ("people in … speak", "most people in … speak") is on neither side
    where the longer one is trained on: it could be read there.
    """
    chosen = _chosen(held=held)
    trained = chosen if not held else _chosen(held=False)
    return [(text, answer) for text, answer in chosen if not (held and any(text in other for other, _ in trained))]


def _chosen(*, held: bool) -> list[tuple[str, str]]:
    return [
        (phrasing.replace("{X}", subject), " " + answer)
        for relation in RELATIONS
        for phrasing in relation.phrasings
        for subject, answer in relation.facts.items()
        if held_out(phrasing, subject) is held
    ]


def fact_prompts(*, held: bool) -> list[Prompt]:
    """Every combination of fact and phrasing on one side of the split."""
    return [Prompt(upper_first(text), answer) for text, answer in combinations(held=held)]


TRAINED = combinations(held=False)


def fact_sentence(rng: Random) -> Passage:
    """One fact in a phrasing that is trained on, sometimes after an opening."""
    text, answer = rng.choice(TRAINED)
    prompt = Prompt(upper_first(rng.choice(OPENINGS) + text), answer)
    return prompt.sentence(rng.choice((".", ".", ".", ", of course.", ", as everyone knows.")))
