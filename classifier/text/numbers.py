"""Numbers: words with digits that name nothing, and words of a brand's shape.

A plate, a sum, a school, a model of telephone are letters and digits like a brand's name, and
any comment may have them. So such words are read as one and the same number, whose digits and
letters say nothing; a brand's shape is what is left: a word, and two digits or more on end.
"""

import re
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Final

from classifier.text import lexicon


class Reading(Enum):
    """What a word of letters and digits may be."""

    NUMBER = auto()
    BRAND = auto()
    OTHER = auto()


TABLES: Final = Path(__file__).parents[1] / "tables"


DOUBLED: Final = re.compile(rb"([a-z])\1+")


def listed(name: str) -> frozenset[bytes]:
    """The words of a table as `spelling` reads them; lines that begin with # are comments."""
    lines = (TABLES / f"{name}.txt").read_bytes().splitlines()
    told = (DOUBLED.sub(rb"\1", line) for line in lines if not line.startswith(b"#"))
    return frozenset(word for line in told for word in line.split())


PEOPLE: Final = listed("people")
"""Names and titles of people."""
THINGS: Final = listed("numbered")
"""Words after which a number is only a number."""
BESIDE: Final = listed("beside")
"""Words that say nothing beside a number."""
NAMED: Final = PEOPLE | THINGS
OTHERS: Final = re.compile(rb"[^a-z0-9]")
"""What stands between letters that were set apart by letters of other scripts."""
SHORT: Final = re.compile(rb"[a-z]{0,3}\d+[a-z]{0,3}|\d+[kpvx]\d+")
"""Digits on end, with few letters before and behind, or with one between them as in "1080p60"."""
HEXADECIMAL: Final = re.compile(rb"[\da-f]+")
BETWEEN_DIGITS: Final = re.compile(rb"\d[a-f]+\d")
"""Letters up to F among digits are a piece of an identifier."""
STEM: Final = re.compile(rb"([a-z]{3,})(?=\d)")
FIGURES: Final = re.compile(rb"\d\d")
LOTTERY: Final = re.compile(rb"^[2345]d$")
"""How lotteries are called; no thing is counted so."""
OF_A_PERSON: Final = re.compile(rb"\d{1,2}|19\d\d|20\d\d")
"""Numbers by which people tell themselves from others of their name: an age, a district, a year."""
CODE: Final = re.compile(rb"[a-z]{3,4}(?:\d{4}|\d{2,4}[a-z]{1,3})")
"""A receipt's, a report's: it is written in capitals."""
LONG_FIGURES: Final = re.compile(rb"\d{5}")
"""Brands have four digits at most."""
LONGEST: Final = 32
"""Letters of what may be a word or two names; looking at more would take its square in time."""
SHORTEST_NAME: Final = 2
SHORTEST_SPELT: Final = 4
DIGITS: Final = b"0123456789"
STAND_FOR: Final = b"oizeasgtbg"
"""The letter that each digit stands for."""
AS_LETTERS: Final = bytes.maketrans(DIGITS, STAND_FOR)
ABBREVIATION: Final = 3
"""So many capitals and a number are a machine's, a line's or an office's name."""
AT_PLAY: Final = frozenset(b"wd rtp jp dp tp bo max bet win vip pro agen".split())
"""Short words that say something beside a number: of money won and paid in."""
LUCKY: Final = re.compile(rb"(\d)\1+|1[36]8")
"""Numbers that brands of gambling are fond of."""
AT_STAKE: Final = re.compile(
    rb"[a-z](?:(\d)\1\1+|1[36]8|[2345]d|(?:jp|win|bet|toto|slot|hoki|togel|poker|gacor|qq)\d{1,4})$"
)
"""How accounts end that may be those of a site; two digits are a year of birth as well."""


def reading(word: bytes, *, capitals: bool) -> Reading:
    """What a word of letters and digits, in lower case, may be; `capitals` as it was written.

    Short words are remembered, for most of them come again; long ones would fill the memory.
    """
    look = _remembered if len(word) <= LONGEST else _read
    return look(word, capitals)


def _read(word: bytes, capitals: bool) -> Reading:  # noqa: FBT001 - of `reading` alone
    word = OTHERS.sub(b"", word)
    stem = STEM.match(word)
    if stem is None:
        number = identifies(word) or (SHORT.fullmatch(word) and not LOTTERY.search(word))
        return Reading.NUMBER if number and not spells(word) else Reading.OTHER
    figures = word[stem.end() :]
    if LOTTERY.search(figures):
        return Reading.BRAND
    if stem[1] in THINGS or LONG_FIGURES.search(figures) or identifies(word):
        return Reading.NUMBER
    if capitals and (
        (len(stem[1]) <= ABBREVIATION and not LUCKY.fullmatch(figures)) or CODE.fullmatch(word)
    ):
        return Reading.NUMBER
    if OF_A_PERSON.fullmatch(figures) and person(stem[1]):
        return Reading.NUMBER
    return Reading.BRAND if FIGURES.search(figures) else Reading.OTHER


_remembered: Final = lru_cache(maxsize=4096)(_read)


def identifies(word: bytes) -> bool:
    """Whether this is a piece of an identifier: "3f2504e0"."""
    return bool(HEXADECIMAL.fullmatch(word) and BETWEEN_DIGITS.search(word))


def spells(word: bytes) -> bool:
    """Whether the digits of a word stand for letters: "m41n"."""
    spelt = SHORTEST_SPELT <= len(word) <= LONGEST
    return spelt and lexicon.holds(word.translate(AS_LETTERS).decode())


def person(stem: bytes) -> bool:
    """Whether this is a person's name, or two of them as one word."""
    if len(stem) > LONGEST:
        return False
    return stem in PEOPLE or any(
        stem[:place] in PEOPLE and stem[place:] in NAMED
        for place in range(SHORTEST_NAME, len(stem) - SHORTEST_NAME + 1)
    )
