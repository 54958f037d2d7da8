"""Synthetic gambling brands, and real ones replaced by them.

A model that learns the brands of its training data fails on tomorrow's. So most
brands that training sees are made up here, shaped like the real thing.
"""

import re
from collections.abc import Sequence
from random import Random
from typing import Final

from classifier.synthetic.generators.disguises import disguise, slipped
from classifier.synthetic.generators.templates import sections
from classifier.text.normalise import fold

STEMS, ENDINGS, NUMBERS, SPELLED_NUMBERS = sections("words/brands").values()
VOWELS: Final = "aiueo"
CONSONANTS: Final = "bcdfghjklmnprstwyz"
BEFORE: Final = (
    *(("",) * 14),
    *("⭐", "🔥", "💜 ", "⚡", "→ ", "✌", "'", "*", "🎯", "🌟 ", "【", "💎", "💫", "█", "♣ ", "★"),
    *("❄️", "👉", "🖤", "❌", "👑", "🥇 ", ",,", '"', "(", "🔎", "❤ ", "🟥", "#", "«"),
)
AFTER: Final = {
    "→ ": " ←", "【": "】", "'": "'", "*": "*", "(": ")", "👉": "", "#": "", "«": "»", "🟥": "",
    "❄️": "❄️",
}  # fmt: skip


def syllables(rng: Random) -> str:
    """A pronounceable name that means nothing."""
    return "".join(
        rng.choice(CONSONANTS) + rng.choice(VOWELS) + rng.choice(("", "", "n", "r", "s"))
        for _ in range(rng.choice((2, 2, 3)))
    )


def stem(rng: Random, vocabulary: Sequence[str] = STEMS) -> str:
    """What a brand is named after: a word, a word of readers, syllables twice, initials."""
    pick = rng.random()
    if pick < 0.45:
        return rng.choice(STEMS)
    if pick < 0.65:
        return syllables(rng)
    if pick < 0.83:
        return rng.choice(vocabulary)
    if pick < 0.88:
        return (rng.choice(CONSONANTS) + rng.choice(VOWELS) + rng.choice(("", "w", "n"))) * 2
    if pick < 0.95:
        return "".join(rng.choice(CONSONANTS + VOWELS) for _ in range(rng.choice((2, 3, 3, 4))))
    return rng.choice(STEMS) + rng.choice(STEMS)


def number(rng: Random) -> str:
    """The digits of a brand: mostly those that all brands share."""
    return rng.choice(NUMBERS) if rng.random() < 0.7 else str(rng.randint(10, 999))


def plain_brand(rng: Random, vocabulary: Sequence[str] = STEMS) -> str:
    """A name in lower case that shows what it is: by digits, by an ending, or by both."""
    name, tail = stem(rng, vocabulary), rng.random()
    if tail < 0.03:
        return name + " " + " ".join([rng.choice(SPELLED_NUMBERS)] * rng.choice((2, 3)))
    if tail < 0.06:
        return str(rng.randint(1, 999)) + name
    if tail < 0.09:
        return f"{name} {rng.choice((*ENDINGS, number(rng)))}"
    if tail < 0.58:
        return name + number(rng)
    if tail < 0.86:
        return name + rng.choice(ENDINGS)
    return name + rng.choice(ENDINGS) + number(rng)


def wordlike_brand(rng: Random, vocabulary: Sequence[str] = STEMS) -> str:
    """A name in lower case that could be any word or two: only its surroundings tell."""
    if rng.random() < 0.3:
        return f"{rng.choice(STEMS)}{rng.choice((' ', ''))}{rng.choice(STEMS)}"
    return stem(rng, vocabulary)


def cased(name: str, rng: Random) -> str:
    """The name as campaigns write it: mostly capitals, some by the parts of the name."""
    pick = rng.random()
    if pick < 0.45:
        return name.upper()
    if pick < 0.55:
        return camel(name)
    return name.capitalize() if pick < 0.75 else name


def camel(name: str) -> str:
    """A capital for the stem, the ending and the D of "4D"."""
    ending = next((end for end in ENDINGS if name.endswith(end) and end.isalpha()), "")
    name = name.removesuffix(ending).capitalize() + ending.capitalize()
    return name[:-1] + "D" if name.endswith(("4d", "2d", "5d")) else name


PARTED_SHARE: Final = 0.1
"""Share of undisguised names whose two parts stand apart: "MACAN-77-", "MAS+HOKI"."""
JOINTS: Final = ("-", "-", ".", ".", "'", "+", "_", " ", "⭐", "🦋", "🔥", "~", "*")
TAIL: Final = re.compile(rf"(?<=[a-z])(?:{'|'.join(ENDINGS)})?\d*$", re.IGNORECASE)


def parted(name: str, rng: Random) -> str:
    """The name with a sign before its ending or its number, now and then behind it as well."""
    tail = TAIL.search(name)
    if tail is None or not tail[0]:
        return name
    joint = rng.choice(JOINTS)
    end = joint if joint.strip() and rng.random() < 0.3 else ""
    return name[: tail.start()] + joint + tail[0] + end


def maybe_parted(name: str, rng: Random) -> str:
    """The name as it is, or parted."""
    return parted(name, rng) if rng.random() < PARTED_SHARE else name


WORDLIKE_SHARE: Final = 0.15
"""Share of names like any word, where the frame promotes by itself."""
DISGUISED_SHARE: Final = 0.45


def brand(rng: Random, vocabulary: Sequence[str] = STEMS, *, framed: bool = False) -> str:
    """A synthetic brand as it might stand in a comment: disguised or plain, with trimmings.

    `framed` says that the words around it promote: only then may an undisguised name
    be like any word, for otherwise nothing would tell the text from honest praise.
    """
    disguised = rng.random() < DISGUISED_SHARE
    wordlike = (framed or disguised) and rng.random() < WORDLIKE_SHARE
    name = cased((wordlike_brand if wordlike else plain_brand)(rng, vocabulary), rng)
    shown = disguise(name, rng) if disguised else maybe_parted(name, rng)
    if wordlike and not framed and shown.isascii():  # a disguise that changed next to nothing
        shown = maybe_parted(cased(plain_brand(rng, vocabulary), rng), rng)
    before = rng.choice(BEFORE)
    return before + shown + AFTER.get(before, before[::-1])


GLUED_SHARE: Final = 0.13
"""How often the name is written together with the word before it: "diMACAN77"."""
PLAIN_SHARE: Final = 0.6
"""Share of real comments under a new brand that name it plainly."""
SLIPPED_SHARE: Final = 0.25
"""Share of these that is typed in haste."""


def locate(text: str, name: str) -> tuple[int, int] | None:
    """Where a brand stands in a text, in whatever disguise; None where it does not."""
    folded = fold(text)
    places = [place for place, char in enumerate(folded.text) if char.isalnum()]
    letters = "".join(folded.text[place] for place in places)
    start = letters.find(name)
    if start < 0 or not name:
        return None
    return folded.span(places[start], places[start + len(name) - 1] + 1)


def rebranded(text: str, name: str, rng: Random, vocabulary: Sequence[str] = STEMS) -> str | None:
    """The text with every occurrence of a brand replaced by one synthetic brand."""
    found = locate(text, name)
    if found is None:
        return None
    new = cased(plain_brand(rng, vocabulary), rng)
    if rng.random() < PLAIN_SHARE:
        new = slipped(new, rng) if rng.random() < SLIPPED_SHARE else maybe_parted(new, rng)
    else:
        new = disguise(new, rng)
    if rng.random() < GLUED_SHARE and text[: found[0]].endswith(" "):
        text = text[: found[0] - 1] + text[found[0] :]
    rest = text
    for _ in range(4):
        found = locate(rest, name)
        if found is None:
            break
        rest = rest[: found[0]] + new + rest[found[1] :]
    return rest
