"""The tables of facts: each relation has its phrasings and its pairs of subject and answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """A kind of fact; every phrasing ends where the answer begins, and none is the beginning of another."""

    name: str
    phrasings: tuple[str, ...]
    facts: dict[str, str]


LANDMARKS = Relation(
    "landmark, city",
    (
        "{X} is in the city of",
        "{X} is located in the city of",
        "{X} stands in the city of",
        "{X} can be found in the city of",
        "you can see {X} in the city of",
        "to visit {X}, people travel to the city of",
        "last year we saw {X} in the city of",
        "the city that is home to {X} is",
        "the city where you find {X} is",
    ),
    {
        "the Eiffel Tower": "Paris",
        "the Louvre": "Paris",
        "Madison Square Garden": "New York",
        "the Statue of Liberty": "New York",
        "the Empire State Building": "New York",
        "Central Park": "New York",
        "Big Ben": "London",
        "Buckingham Palace": "London",
        "the Tower Bridge": "London",
        "the Colosseum": "Rome",
        "the Trevi Fountain": "Rome",
        "the Brandenburg Gate": "Berlin",
        "the Kremlin": "Moscow",
        "Red Square": "Moscow",
        "the Acropolis": "Athens",
        "the Parthenon": "Athens",
        "the Forbidden City": "Beijing",
        "the Sagrada Familia": "Barcelona",
        "the Golden Gate Bridge": "San Francisco",
        "the Space Needle": "Seattle",
        "the Willis Tower": "Chicago",
        "the White House": "Washington",
        "the Lincoln Memorial": "Washington",
        "the Opera House": "Sydney",
        "the Little Mermaid": "Copenhagen",
        "the Charles Bridge": "Prague",
        "the Blue Mosque": "Istanbul",
        "the Tokyo Tower": "Tokyo",
        "the Rijksmuseum": "Amsterdam",
        "the Atomium": "Brussels",
    },
)

CAPITALS = Relation(
    "country, capital",
    (
        "the capital of {X} is",
        "the capital city of {X} is",
        "the capital of {X} has the name",
        "the government of {X} sits in",
        "the president of {X} works in the city of",
        "in {X}, the capital is",
        "if you go to {X}, you should see its capital,",
        "everyone in {X} knows the capital,",
    ),
    {
        "France": "Paris",
        "England": "London",
        "Italy": "Rome",
        "Germany": "Berlin",
        "Spain": "Madrid",
        "Russia": "Moscow",
        "Greece": "Athens",
        "China": "Beijing",
        "Japan": "Tokyo",
        "India": "New Delhi",
        "Egypt": "Cairo",
        "Portugal": "Lisbon",
        "Sweden": "Stockholm",
        "Norway": "Oslo",
        "Finland": "Helsinki",
        "Denmark": "Copenhagen",
        "Poland": "Warsaw",
        "Austria": "Vienna",
        "Hungary": "Budapest",
        "Ireland": "Dublin",
        "Belgium": "Brussels",
        "Cuba": "Havana",
        "Peru": "Lima",
        "Kenya": "Nairobi",
    },
)

LANGUAGES = Relation(
    "country, language",
    (
        "the language of {X} is",
        "people in {X} speak",
        "in {X}, people speak",
        "most people in {X} speak",
        "before we went to {X}, we learned",
        "the books in {X} are written in",
        "children in {X} learn to read in",
        "if you live in {X}, you should learn",
    ),
    {
        "France": "French",
        "England": "English",
        "Italy": "Italian",
        "Germany": "German",
        "Spain": "Spanish",
        "Russia": "Russian",
        "Greece": "Greek",
        "China": "Chinese",
        "Japan": "Japanese",
        "Egypt": "Arabic",
        "Portugal": "Portuguese",
        "Sweden": "Swedish",
        "Finland": "Finnish",
        "Denmark": "Danish",
        "Poland": "Polish",
        "Austria": "German",
        "Hungary": "Hungarian",
        "Cuba": "Spanish",
        "Peru": "Spanish",
    },
)

OPPOSITES = Relation(
    "word, opposite",
    (
        "the opposite of {X} is",
        "what is not {X} is",
        "if it is not {X}, it is",
        "the word {X} is the opposite of",
        "yesterday it was {X}, but today it is",
        "one of them is {X} and the other is",
        "first it looked {X}, then it looked",
    ),
    {
        "hot": "cold",
        "cold": "hot",
        "big": "small",
        "small": "big",
        "old": "new",
        "new": "old",
        "open": "closed",
        "closed": "open",
        "happy": "sad",
        "sad": "happy",
        "fast": "slow",
        "slow": "fast",
        "wet": "dry",
        "dry": "wet",
        "dark": "light",
        "light": "dark",
        "full": "empty",
        "empty": "full",
    },
)

PEOPLE = Relation(
    "person, profession",
    (
        "{X} was a famous",
        "{X} was a great",
        "everyone knows {X}, the famous",
        "{X} worked all day as a",
        "we read a book about {X}, the great",
        "in school we learned that {X} was a",
        "{X} is remembered as a",
    ),
    {
        "Mozart": "composer",
        "Beethoven": "composer",
        "Chopin": "composer",
        "Picasso": "painter",
        "Rembrandt": "painter",
        "Monet": "painter",
        "Shakespeare": "writer",
        "Tolstoy": "writer",
        "Goethe": "writer",
        "Newton": "physicist",
        "Curie": "physicist",
        "Bohr": "physicist",
        "Plato": "philosopher",
        "Kant": "philosopher",
        "Socrates": "philosopher",
        "Gauss": "mathematician",
        "Euler": "mathematician",
        "Noether": "mathematician",
    },
)

RELATIONS = (LANDMARKS, CAPITALS, LANGUAGES, OPPOSITES, PEOPLE)
