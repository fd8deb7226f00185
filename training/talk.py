"""Simple sentences about people, animals and places, so that other prompts also have a likely next word."""

from collections.abc import Callable
from random import Random

from training.indirect_object import PLACES, THINGS
from training.names import MEN, NAMES, WOMEN
from training.passage import Passage, free

CITIES = ("Paris", "London", "Rome", "Berlin", "Madrid", "New York", "Tokyo", "Vienna", "Chicago", "Prague")
COLORS = ("red", "blue", "green", "white", "black", "yellow", "brown", "pink")
ADJECTIVES = ("big", "small", "old", "young", "happy", "little", "strange", "beautiful", "tired", "quiet")
ANIMALS = ("dog", "cat", "horse", "bird", "lion", "duck", "bear", "rabbit", "fox", "mouse")
FOODS = ("bread", "soup", "rice", "fish", "cheese", "apples", "honey", "cake", "pizza", "salad")
ACTIONS = ("sleeping", "running", "playing", "eating", "waiting", "hiding", "singing", "jumping")
FEELINGS = ("tired", "hungry", "happy", "sad", "late", "cold", "angry")
PLURALS = {noun: noun + "s" for noun in ("dog", "cat", "boy", "girl", "friend", "teacher")}


def introduction(rng: Random) -> str:
    """Someone says a name and a home."""
    name, city = rng.choice(NAMES), rng.choice(CITIES)
    return rng.choice((
        f"My name is {name} and I live in the city of {city}.",
        f"Hello, my name is {name}. You can call me {name}.",
        f"My name is {name}. I am from {city}.",
        f"I live in the city of {city} with my friend {name}.",
    ))  # fmt: skip


def pronoun(rng: Random) -> str:
    """A person, later called she or he."""
    people, subject, owner = rng.choice(((WOMEN, "she", "her"), (MEN, "he", "his")))
    name, feeling, thing = rng.choice(people), rng.choice(FEELINGS), rng.choice(THINGS)
    return rng.choice((
        f"When {name} came home, {subject} was {feeling}.",
        f"My friend {name} went home because {subject} was {feeling}.",
        f"Today {name} lost {owner} {thing}, so {subject} was {feeling}.",
    ))  # fmt: skip


def agreement(rng: Random) -> str:
    """A verb that agrees with a noun further back."""
    (one, many), (near, nears) = rng.sample(sorted(PLURALS.items()), 2)
    noun, verb = rng.choice(((one, "is"), (many, "are")))
    return f"The {noun} near the {rng.choice((near, nears))} {verb} {rng.choice(FEELINGS)}."


def scene(rng: Random) -> str:
    """An animal does something somewhere."""
    adjective, animal = rng.choice(ADJECTIVES), rng.choice(ANIMALS)
    return f"The {adjective} {animal} is {rng.choice(ACTIONS)} in the {rng.choice(PLACES)}."


def taste(rng: Random) -> str:
    """What people like, have and see."""
    food, other = rng.sample(FOODS, 2)
    thing, adjective, animal = (rng.choice(THINGS), rng.choice(ADJECTIVES), rng.choice(ANIMALS))
    return rng.choice((
        f"I like {food}, but I do not like {other}.",
        f"I have a {rng.choice(COLORS)} {thing} and a {adjective} {animal}.",
        f"For lunch we had {food} and {other}.",
        f"Once upon a time, there was a {adjective} {animal}.",
        f"There is a {thing} on the table in the {rng.choice(PLACES)}.",
    ))  # fmt: skip


KINDS: tuple[Callable[[Random], str], ...] = (introduction, pronoun, agreement, scene, taste)


def talk_sentence(rng: Random) -> Passage:
    """One sentence of any kind."""
    return free(rng.choice(KINDS)(rng))
