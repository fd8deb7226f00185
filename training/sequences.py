"""Random words said again in the same order: nothing but induction predicts the second time."""

from random import Random

from training.names import NAMES
from training.passage import Passage, determined, free
from training.split import held_out

_TEXT = """
red cup moon tree blue dog stone river green lamp fish cloud bird chair table wind rain fire gold
silver apple bread milk salt sugar rice soup tea honey butter ship boat train car road bridge wall
door window roof floor room bed clock bell drum horn song dance game card coin box bag rope knife
fork spoon plate bowl glass bottle shirt shoe coat sock glove belt hat ring crown sword king queen
knight farmer doctor teacher baker sailor hand foot head nose ear eye mouth arm leg heart bone cat
cow pig hen goat horse lion bear wolf fox mouse frog snake bee ant leaf root seed rose grass hill
lake sea sand island star sun sky snow ice winter summer morning evening night
"""
WORDS = tuple(_TEXT.split())


def random_words(length: int, rng: Random, *, held: bool) -> list[str]:
    """Distinct words in a random order, on one side of the split."""
    while True:
        words = rng.sample(WORDS, length)
        if held_out(*words) is held:
            return words


def spaced(words: list[str]) -> str:
    """The words with a leading space each."""
    return "".join(" " + word for word in words)


def repeated_words(rng: Random) -> Passage:
    """A sequence said again and again, for training; the short ones more often, since they are learned first."""
    words = random_words(rng.choice((3, 4, 5, 6, 7, 8, 10, 12, 16, 20)), rng, held=False)
    if rng.random() < 0.5:  # to be copied, a name must differ from other names; no two of them are neighbours here
        words[rng.randrange(len(words))] = rng.choice(NAMES)
    opening = rng.choice(("", "", "Words:", "Again and again:"))
    return free(opening + spaced(words)) + determined(spaced(words) * max(1, 30 // len(words) - 1))
