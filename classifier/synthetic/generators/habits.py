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

LISTS: Final = sections("words/habits")
TAGS: Final = LISTS["tags"]
SIGNS: Final = LISTS["signs"]
"""Every sign that synthetic campaigns put around a brand: alone it means nothing."""
DRESSED_UP_WORDS: Final = LISTS["dressed-up words"]
FANCY_DRESSES: Final = (
    mathematical,
    mathematical,
    mathematical,
    small_capitals,
    spaced,
    circled,
    full_width,
)
COMMON: Final = frozenset(DRESSED_UP_WORDS)
"""Words that honest readers dress up."""
SHOUTED: Final = (*DRESSED_UP_WORDS, *LISTS["shouted words"])
"""Words that they shout alone."""


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
        numbered(rng.choice(LISTS["election words"]), rng),
        numbered(rng.choice(LISTS["election words"]), rng),
        f"{words[place]}{rng.choice('2²')}",
        f"{words[place]}{rng.choice('2²')}",
    )[habit - 3]
    return " ".join([*words[:place], changed, *words[place + 1 :]])


def abroad(text: str, rng: Random) -> str:
    """An ordinary comment with some words in another script, or with names of emoji."""
    words = text.split(" ")
    place = rng.choice((0, len(words), rng.randint(0, len(words))))
    if rng.random() < 0.5:
        new = " ".join(rng.choices(LISTS["foreign words"], k=rng.randint(1, 3)))
    else:
        names = rng.choices(LISTS["emoji names"], k=rng.choice((1, 1, 2, 3, 9)))
        new = "".join(f"[{name}]" for name in names)
    return " ".join([*words[:place], new, *words[place:]])


def fancy(text: str, rng: Random) -> str:
    """All of an ordinary comment in fancy letters, or one plain word of it."""
    text = rng.choice((text, text, text.upper(), text.lower()))
    words = text.split(" ")
    dress = rng.choice(FANCY_DRESSES)
    if rng.random() < 0.25 and dress is not spaced:
        dress = marked if rng.random() < 0.1 else dress
        return dress(text, rng)
    common = [place for place, word in enumerate(words) if word.lower() in COMMON]
    for place in common[:1]:
        words[place] = dress(words[place], rng)
    return " ".join(words)


def shouted(rng: Random) -> str:
    """A comment of a few plain words in fancy letters, or of a chain of such tags."""
    dress = rng.choice(FANCY_DRESSES)
    words = rng.choices(SHOUTED, k=rng.choice((1, 1, 2, 3)))
    case = rng.choice((str.upper, str.upper, str.title))
    if dress is spaced or rng.random() < 0.7:
        text = dress(case(" ".join(words)), rng)
    else:
        tags = ["".join(map(case, rng.choices(SHOUTED, k=2))) for _ in words]
        text = rng.choice(("", " ", "\n")).join(f"#{dress(tag, rng)}" for tag in tags)
    return text + rng.choice(("", rng.choice(SIGNS), f" {rng.choice(SIGNS)}"))


def cheered(rng: Random) -> str:
    """A comment of emoji alone: one or two of them, again and again."""
    chosen = rng.choices(LISTS["cheers"], k=rng.choice((1, 1, 1, 2, 2, 3)))
    joint = rng.choice(("", "", "", " "))
    if rng.random() < 0.7:
        return joint.join(sign for sign in chosen for _ in range(rng.randint(1, 6)))
    return "".join(rng.choice(chosen) + rng.choice(("", joint)) for _ in range(rng.randint(3, 12)))


def hasty(text: str, rng: Random) -> str:
    """One word of an ordinary comment as fast or playful fingers type it, or a third of them."""
    words = text.split(" ")
    share = rng.choice((0.0, 0.0, 0.3))
    chosen = rng.randrange(len(words))
    return " ".join(
        slipped(word, rng) if word and (place == chosen or rng.random() < share) else word
        for place, word in enumerate(words)
    )
