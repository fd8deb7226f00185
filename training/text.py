"""The training text: an endless supply of short documents drawn from the abilities the model should have."""

from collections.abc import Callable
from random import Random

from training.facts import fact_sentence
from training.indirect_object import indirect_sentence
from training.passage import Passage, joined
from training.sequences import repeated_words
from training.talk import talk_sentence


def facts(rng: Random) -> Passage:
    """One to three facts, some of them between other sentences."""
    kinds = rng.choices((fact_sentence, talk_sentence), weights=(5, 1), k=rng.randint(1, 3))
    return joined([kind(rng) for kind in kinds])


def story(rng: Random) -> Passage:
    """A story with an indirect object, sometimes after a fact."""
    opening = [fact_sentence(rng)] if rng.random() < 0.2 else []
    return joined([*opening, indirect_sentence(rng)])


def talk(rng: Random) -> Passage:
    """One to three sentences about nothing in particular."""
    return joined([talk_sentence(rng) for _ in range(rng.randint(1, 3))])


KINDS: dict[Callable[[Random], Passage], float] = {facts: 0.36, story: 0.34, repeated_words: 0.22, talk: 0.08}


def document(rng: Random) -> Passage:
    """The next document of the training text."""
    (kind,) = rng.choices(tuple(KINDS), weights=tuple(KINDS.values()))
    return kind(rng)
