"""Habits of honest writers: fancy letters, capitals, flags, tags, slips of the finger.

Each makes an ordinary comment look like an advertisement, and none is promotion.
"""

from random import Random
from typing import Final

from classifier.synthetic.generators.disguises import (
    circled,
    full_width,
    marked,
    mathematical,
    slipped,
    small_capitals,
    spaced,
)
from classifier.synthetic.generators.templates import sections

TAGS, SIGNS, ELECTION_WORDS, DRESSED_UP_WORDS = sections("words/habits").values()
"""SIGNS has every sign that synthetic campaigns put around a brand: alone it means nothing."""
COMMON: Final = frozenset(DRESSED_UP_WORDS)
"""Words that honest readers dress up."""


def numbered(word: str, rng: Random) -> str:
    """A word with the number of a side in an election: "paslon02", "03menang", "No.1"."""
    number = rng.choice(("01", "02", "03", "1", "2", "3", "04", "05", "4", "5"))
    joint = rng.choice(("", "", " ", "."))
    dressed = rng.choice((word, word.upper(), word.capitalize()))
    return number + joint + dressed if rng.random() < 0.35 else dressed + joint + number


def everyday(text: str, rng: Random) -> str:
    """An ordinary comment with the habits that make one look like an advertisement."""
    words = text.split(" ")
    place = rng.randrange(len(words))
    habit = rng.randrange(13)
    if habit == 0:
        return text.upper()
    if habit == 1:
        return ".".join(words)
    if habit == 2:
        return f"{text} {rng.choice(SIGNS) * rng.randint(1, 5)}"
    sign = rng.choice((*SIGNS, "*", "*", '"', "'"))
    changed = (
        words[place].upper(),
        f"{sign}{words[place].upper()}{sign}",
        rng.choice(TAGS),
        f"@{words[place].lower()}{rng.randint(1, 9999)}",
        f"#{words[place]}{rng.choice(('', rng.choice(TAGS)))}",
        numbered(words[place], rng),
        numbered(rng.choice(ELECTION_WORDS), rng),
        numbered(rng.choice(ELECTION_WORDS), rng),
        f"{words[place]}{rng.choice('2²')}",
        f"{words[place]}{rng.choice('2²')}",
    )[habit - 3]
    return " ".join([*words[:place], changed, *words[place + 1 :]])


def fancy(text: str, rng: Random) -> str:
    """All of an ordinary comment in fancy letters, or one plain word of it."""
    text = rng.choice((text, text, text.upper(), text.lower()))
    words = text.split(" ")
    dress = rng.choice(
        (mathematical, mathematical, mathematical, small_capitals, spaced, circled, full_width)
    )
    if rng.random() < 0.25 and dress is not spaced:
        dress = marked if rng.random() < 0.1 else dress
        return dress(text, rng)
    common = [place for place, word in enumerate(words) if word.lower() in COMMON]
    for place in common[:1]:
        words[place] = dress(words[place], rng)
    return " ".join(words)


def hasty(text: str, rng: Random) -> str:
    """One word of an ordinary comment as fast or playful fingers type it, or a third of them."""
    words = text.split(" ")
    share = rng.choice((0.0, 0.0, 0.3))
    chosen = rng.randrange(len(words))
    return " ".join(
        slipped(word, rng) if word and (place == chosen or rng.random() < share) else word
        for place, word in enumerate(words)
    )
