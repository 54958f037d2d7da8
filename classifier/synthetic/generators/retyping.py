"""Retyping: what keyboards and other people's preprocessing do to a text.

It is applied to promotion and to honest comments alike, so that it says nothing about
either: lower case, lost or separated punctuation, dropped stop words, emoji lost or
spelled out, slang spellings, typing errors, texts cut off.
"""

import re
import string
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Final

from classifier.synthetic.generators.templates import sections

Retyping = Callable[[str, Random], str]

STOP_WORDS: Final = frozenset(sections("words/stop_words")["stop words"])
SLANG: Final = sections("words/slang")
SLANGY_SHARE: Final = 0.4
"""How people spell each word in chats."""
EMOJI: Final = re.compile("[\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?")
MARKS: Final = str.maketrans("", "", string.punctuation)
NEIGHBOURS: Final = {
    "a": "sq", "b": "vn", "d": "sf", "e": "rw", "g": "fh", "h": "gj", "i": "uo", "k": "jl",
    "l": "k", "m": "n", "n": "mb", "o": "ip", "p": "o", "r": "et", "s": "ad", "t": "ry", "u": "yi",
}  # fmt: skip

ACCENTS: Final = {
    "a": "äâáå", "c": "çč", "d": "đ", "e": "éèêë", "i": "íîï", "l": "ł", "n": "ñń", "o": "öóôø",
    "s": "šş", "u": "üúû", "y": "ý", "z": "ž",
}  # fmt: skip


def lowered(text: str, rng: Random) -> str:
    """Lower case throughout."""
    del rng
    return text.lower()


def bare(text: str, rng: Random) -> str:
    """ASCII punctuation gone, often with the capitals."""
    text = " ".join(text.translate(MARKS).split())
    return text.lower() if rng.random() < 0.6 else text


def apart(text: str, rng: Random) -> str:
    """Punctuation with a space on either side, as tokenisers leave it."""
    del rng
    return " ".join(re.sub(r"([!-/:-@\[-`{-~]+)", r" \1 ", text).split())


def without_stop_words(text: str, rng: Random) -> str:
    """The most frequent words gone; now and then the punctuation too."""
    kept = [word for word in text.split() if word.lower() not in STOP_WORDS]
    found = " ".join(kept) or text
    return bare(found, rng) if rng.random() < 0.5 else found


def without_emoji(text: str, rng: Random) -> str:
    """Emoji gone; enclosed letters stay, for they are letters."""
    del rng
    return " ".join(EMOJI.sub(" ", text).split())


def named_emoji(text: str, rng: Random) -> str:
    """Emoji spelled out between colons, as exports of live chats have them."""
    joint = rng.choice(("", " "))
    return EMOJI.sub(lambda found: joint + emoji_name(found[0][0]) + joint, text)


def emoji_name(char: str) -> str:
    return f":{unicodedata.name(char, 'emoji').lower().replace(' ', '_')}:"


def one_line(text: str, rng: Random) -> str:
    """Line breaks and runs of spaces turned into one space."""
    del rng
    return " ".join(text.split())


def slangy(text: str, rng: Random) -> str:
    """Words in the short spellings of chats."""
    words = text.split(" ")
    return " ".join(
        rng.choice(SLANG[word.lower()]) if word.lower() in SLANG and rng.random() < 0.7 else word
        for word in words
    )


def mistyped(text: str, rng: Random) -> str:
    """One to three letters dropped, doubled, swapped or hit beside."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        if len(text) < 4:
            return text
        place = rng.randrange(1, len(text) - 1)
        if text[place].isascii() and text[place].isalpha():
            text = text[:place] + slip(text[place : place + 2], rng) + text[place + 2 :]
    return text


def slip(pair: str, rng: Random) -> str:
    """Two letters as a hurried thumb types them."""
    kind = rng.randrange(4)
    if kind == 0:
        return pair[1:]
    if kind == 1:
        return pair[0] + pair
    if kind == 2:
        return pair[::-1]
    return rng.choice(NEIGHBOURS.get(pair[0].lower(), pair[0])) + pair[1:]


def accented(text: str, rng: Random) -> str:
    """A few letters as foreign keyboards and long presses write them."""
    return "".join(
        rng.choice(ACCENTS[char]) if char in ACCENTS and rng.random() < 0.15 else char
        for char in text
    )


def cut_off(text: str, rng: Random) -> str:
    """The beginning alone, as a preview or a column of fixed width keeps it."""
    return text[: rng.choice((40, 60, 80, 100, 140, 200))]


RETYPINGS: Final[tuple[Retyping, ...]] = (
    lowered,
    bare,
    bare,
    apart,
    without_stop_words,
    without_emoji,
    named_emoji,
    one_line,
    slangy,
    slangy,
    mistyped,
    mistyped,
    mistyped,
    accented,
)
"""What never takes away more than small words and signs; `cut_off` may take anything."""


def maybe_slangy(text: str, rng: Random) -> str:
    """The text as it is, or in the short spellings of chats, as boasts and talk of them are."""
    return slangy(text, rng) if rng.random() < SLANGY_SHARE else text


def retyped(text: str, rng: Random, *, shorten: bool = False) -> str:
    """The text after one or two of these; `shorten` lets its end be lost as well."""
    found = rng.choice(RETYPINGS)(text, rng)
    if rng.random() < 0.3:
        found = rng.choice(RETYPINGS)(found, rng)
    if shorten and rng.random() < 0.1:
        found = cut_off(found, rng)
    return found if found.strip() else text
