"""Indirect object identification: two people, one acts again, the other one receives.

Each ordered pair, each order of mention and each template is equally likely, so neither the frequency of
a name nor its position tells the answer.
"""

from itertools import permutations
from random import Random

from training.names import NAMES
from training.passage import Passage
from training.prompt import Prompt
from training.split import held_out_pair

TEMPLATES = (
    "When {A} and {B} went to the {place}, {S} gave a {thing} to",
    "When {A} and {B} came to the {place}, {S} handed the {thing} to",
    "When {A} and {B} were at the {place}, {S} decided to give a {thing} to",
    "When {A} and {B} got a {thing} at the {place}, {S} decided to give it to",
    "Then, {A} and {B} went to the {place}, and {S} gave a {thing} to",
    "Then, {A} and {B} went to the {place}. {S} gave a {thing} to",
    "Then, {A} and {B} had a long argument, and afterwards {S} said to",
    "After {A} and {B} went to the {place}, {S} showed the {thing} to",
    "After the lunch, {A} and {B} walked to the {place}, where {S} sold a {thing} to",
    "While {A} and {B} were working at the {place}, {S} brought a {thing} to",
    "Today {A} and {B} had a lot of fun at the {place}. {S} gave a {thing} to",
    "Friends {A} and {B} found a {thing} at the {place}. {S} gave it to",
    "The {place} was full when {A} and {B} came in, so {S} passed the {thing} to",
    "Yesterday {A} met {B} at the {place}, and later {S} sent a {thing} to",
)
PLACES = ("store", "park", "school", "garden", "station", "market", "house", "hospital", "office", "library",
          "beach", "restaurant", "museum", "church", "farm", "zoo")  # fmt: skip
THINGS = ("drink", "book", "ball", "ring", "kiss", "letter", "basketball", "computer", "bone", "snack",
          "flower", "present", "key", "hat", "picture", "cake")  # fmt: skip


ROLES = ("teacher", "doctor", "farmer", "baker", "driver", "singer")


def pairs(*, held: bool) -> list[tuple[str, str]]:
    """The ordered pairs of subject and indirect object on one side of the split, both orders together."""
    return [pair for pair in permutations(NAMES, 2) if held_out_pair(*pair) is held]


def story(template: str, first: str, second: str, actor: str, rng: Random) -> str:
    """A template filled in, with a random place and thing."""
    place, thing = rng.choice(PLACES), rng.choice(THINGS)
    text = template.format(A=first, B=second, S=actor, place=place, thing=thing)
    return text.replace(". the ", ". The ")


def indirect_prompt(pair: tuple[str, str], template: str, rng: Random) -> Prompt:
    """A story of this subject and indirect object, in a random order of mention (ABBA or BABA)."""
    subject, receiver = pair
    first, second = rng.sample(pair, 2)
    return Prompt(story(template, first, second, subject, rng), " " + receiver)


TRAINED = pairs(held=False)


def third_person_prompt(rng: Random) -> Prompt:
    """A story in which someone else acts, so that either name may follow: the usual baseline of the task."""
    first, second = rng.choice(TRAINED)
    actor = rng.choice([name for name in NAMES if name not in (first, second)])
    text = story(rng.choice(TEMPLATES), first, second, actor, rng)
    return Prompt(text, " " + rng.choice((first, second)))


def one_name_prompt(rng: Random) -> Prompt:
    """A story with a single name, which therefore receives: copying a name is learned here first."""
    name, actor = rng.choice(NAMES), "the " + rng.choice(ROLES)
    first, second = rng.sample((name, actor), 2)
    return Prompt(story(rng.choice(TEMPLATES), first, second, actor, rng), " " + name)


def two_names_prompt(rng: Random) -> Prompt:
    """A story as the evaluation has it, of a pair that is trained on."""
    return indirect_prompt(rng.choice(TRAINED), rng.choice(TEMPLATES), rng)


def indirect_sentence(rng: Random) -> Passage:
    """A story for training; most are of two names."""
    kinds = (two_names_prompt, one_name_prompt, third_person_prompt)
    (kind,) = rng.choices(kinds, weights=(0.7, 0.2, 0.1))
    return kind(rng).sentence()
