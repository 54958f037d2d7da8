"""Fingerprints: what the comments of one campaign share, however each of them is worded.

Names are words that promise to be a brand: letters with a number ("mona4d"), letters set apart
("m o n a 4 d"), and words that no dictionary knows, shouted or disguised ("KUDAMAS"). Hosts and
contacts are where a comment leads. The template is what is left without any of these: two adverts
that differ only in the brand have the same one. All of it is read from the folded text, so a
disguise changes nothing, and nothing depends on what other comments say.

Names, hosts and contacts are read from one text; templates of a batch at once, because Python would
take as long for them as numpy does for the score (`sketches`). A template is a sketch "0 mod p"
(Broder, "On the resemblance and containment of documents", 1997) of the words that a dictionary
knows, in bands: each holds the words that fall to it by their own hash, so another word changes at
most the band that it came from and the band that it falls to.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import islice
from string import ascii_uppercase
from typing import Final

import msgspec
import numpy as np

from classifier.text import lexicon
from classifier.text.contacts import hinted
from classifier.text.normalise import Folded
from classifier.text.words import DISGUISED, FOREIGN, NUMBER, PLAIN, Flags, Words, totals

LONGEST_READ: Final = 4_000
"""Code points of a text that are looked at."""
EACH_AT_MOST: Final = 4
"""Names, hosts and contacts of a text that are kept: the first ones."""
FEWEST_WORDS: Final = 4
"""A template of fewer words is anybody's."""
BANDS: Final = 2
PARTS: Final = 3
"""Words fall into so many parts; the first BANDS of them are bands."""
FEWEST_IN_BAND: Final = 3
"""Where a band has fewer, all words together stand for both."""
MIX: Final = np.uint64(0x9E3779B97F4A7C15)
SHIFT: Final = np.uint64(32)
COUNT: Final = 0xFFFF
SUM: Final = np.uint64(2**64 - 1 - COUNT)
ONE: Final = np.uint64(1)
ODD: Final = np.ones(9, np.uint64)
ODD[[PLAIN, NUMBER, DISGUISED, FOREIGN]] = 0
"""By kind of word, whether a name may be in it that is no word."""
LETTERS_APART: Final = 4
"""So many words of one letter may be one word."""
SHORTEST_SHOWN: Final = 4
SHORTEST_ALONE: Final = 5
"""Letters of a word that is a name though no number follows it."""

_LINK: Final = re.compile(
    r"(?:https?://|www\.)(?P<named>[^\s/?#<>\"']+)\S*"
    r"|(?<![\w@.-])(?P<bare>(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,24})(?![\w@-])(?:[/?#]\S*)?"
)
_MAYBE_BARE: Final = re.compile(r"\.[a-z]{2}")
_LINK_HINT: Final = re.compile(r"[.:](?:(?<=:)//|(?<=www\.)|[a-z]{2})")
# Chats whose path is the contact itself.
_CHAT: Final = re.compile(r"(?:wa\.me|t\.me|telegram\.me|discord\.gg|instagram\.com)/([\w+]{3,64})")
# Here and below, what begins with one of a few signs is found fast.
_HANDLE: Final = re.compile(r"@(?<![\w.]@)([\w.]{3,64})")
_TELEPHONE: Final = re.compile(
    r"[+60](?<!\w[+60])(?:(?<=\+)62|(?<=6)2|(?<=0))[\s.-]?8(?:[\s.-]?\d){7,11}(?!\d)"
)
_MAYBE_TELEPHONE: Final = re.compile(r"8(?:[\s.-]?\d){7}")
_APART: Final = re.compile(r"(?<!\w)\w(?:[ .*_-]\w){3,15}(?!\w)")
# A number that belongs to a word: "mona4d", "88slot"; and one that stands behind it: "slot 777".
_NUMBERED: Final = re.compile(rb"[a-z]{2,24}\d{1,4}[a-z]{0,2}|\d{2,4}[a-z]{3,24}")
_NUMBER: Final = re.compile(rb"\d{2,4}d?")
_SHOUTED: Final = re.compile(rf"[A-Z](?<!\w[A-Z])[A-Z]{{{SHORTEST_SHOWN - 1},29}}(?!\w)")
# What is looked for first is found at a tenth of the cost.
_CAPITALS: Final = bytes(chr(c) in ascii_uppercase for c in range(256))
_MAYBE_SHOUTED: Final = b"\1" * SHORTEST_SHOWN
_CALM: Final = re.compile(r"[a-z]{3}")
# A letter that is none of the plain alphabet's.
_FOREIGN: Final = re.compile(r"[^\W\d_a-zA-Z]")
_WORD: Final = re.compile(r"[^\W_]+")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_SPACED: Final = bytes(c if bytes([c]).isalnum() else ord(" ") for c in range(256))

Word = bytes
"""A word of the folded text, as UTF-8: what is hashed."""


class Kind(StrEnum):
    """What a fingerprint is of."""

    NAME = "name"
    HOST = "host"
    CONTACT = "contact"
    TEMPLATE = "template"

    __hash__ = str.__hash__  # that of an enumeration is written in Python


Lead = tuple[Kind, str, str]
"""A contact or a host to which a comment leads, as it is written, and as it is kept."""


Fingerprint = tuple[Kind, str]
"""What comments are grouped by: two that share one belong together by that kind."""


class Sketch(msgspec.Struct, frozen=True):
    """A text's template, and whether any word has letters set apart, or letters and digits."""

    template: tuple[str, ...]
    odd: bool


def fingerprints(folded: Folded, sent: str, sketch: Sketch) -> list[Fingerprint]:
    """The fingerprints of a text, without any twice, at most EACH_AT_MOST of a kind.

    `sent` is the text before folding.
    """
    text = folded.text[:LONGEST_READ]
    found: dict[Fingerprint, None] = {}
    for kind, written, value in _leads(text):
        found[kind, value] = None
        text = text.replace(written, " ")
    shown = _shown(text, folded, sent)
    if shown or sketch.odd:
        for name in islice(_names(text, shown), EACH_AT_MOST):
            found[Kind.NAME, name] = None
    for band in sketch.template:
        found[Kind.TEMPLATE, band] = None
    return list(found)


def sketches(words: Words, known: Flags) -> list[Sketch]:
    """The sketch of each text whose words these are. `known`: which of them the lexicon has."""
    mixed = words.hashes * MIX
    # A text has fewer than 2**16 words, so the low bits of a sum count what was added.
    values = (mixed & SUM | ONE) * (known & (words.lengths > 1))
    parts = (mixed >> SHIFT) % np.uint64(PARTS)
    added = np.zeros((BANDS + 2, len(values) + 1), np.uint64)
    for band in range(BANDS):
        np.multiply(values, parts == np.uint64(band), out=added[band, :-1])
    added[BANDS, :-1] = values
    ODD.take(words.kinds, out=added[-1, :-1])
    *of_words, odd = totals(words, added).tolist()
    return [
        Sketch(bands, bool(any_odd))
        for bands, any_odd in zip(map(template, *of_words), odd, strict=True)
    ]


def template(one: int, other: int, every: int) -> tuple[str, ...]:
    """The bands of a template, by the sums of the words that each holds, and of them all."""
    if every & COUNT < FEWEST_WORDS:
        return ()
    if one & COUNT < FEWEST_IN_BAND or other & COUNT < FEWEST_IN_BAND:
        return (every.to_bytes(8).hex(),)
    return "0" + one.to_bytes(8).hex(), "1" + other.to_bytes(8).hex()


def _words(text: str) -> list[Word]:
    if text.isascii():  # the same as below, at a quarter of the cost
        return text.encode().translate(_SPACED).split()
    return [each.encode() for each in _WORD.findall(text)]


def _leads(text: str) -> list[Lead]:
    """The first contacts and the first hosts."""
    found: list[Lead] = []
    if "8" in text or "@" in text or "/" in text:
        found += islice(_contacts(text), EACH_AT_MOST)
    if "." in text and ("://" in text or _MAYBE_BARE.search(text)):
        for each in islice(hinted(_LINK_HINT, _LINK, text), EACH_AT_MOST):
            found.append((Kind.HOST, each[0], _host(each["named"] or each["bare"])))
    return found


def _contacts(text: str) -> Iterator[Lead]:
    for sign, pattern in (("/", _CHAT), ("@", _HANDLE)):
        if sign in text:
            yield from ((Kind.CONTACT, each[0], each[1]) for each in pattern.finditer(text))
    if _MAYBE_TELEPHONE.search(text):
        for each in _TELEPHONE.finditer(text):
            digits = _NOT_WORD.sub("", each[0])
            yield Kind.CONTACT, each[0], "62" + digits.removeprefix("62").removeprefix("0")


def _host(authority: str) -> str:
    return authority.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def _names(text: str, shown: AbstractSet[str]) -> Iterator[str]:
    words = _words(text)
    if [*map(len, words)].count(1) >= LETTERS_APART:
        yield from _spaced(text)
    yield from _numbered(words, shown)
    for word in sorted(shown):
        if len(word) >= SHORTEST_ALONE and not lexicon.holds(word):
            yield word


def _spaced(text: str) -> Iterator[str]:
    for each in _APART.finditer(text):
        joined = _NOT_WORD.sub("", each[0])
        if not joined.isdigit() and not lexicon.holds(joined):
            yield joined


def _numbered(words: Sequence[Word], shown: AbstractSet[str]) -> Iterator[str]:
    """Words with their numbers; with a gap between them only where the word is `shown`."""
    for place, word in enumerate(words):
        if word.isalpha():
            continue
        if _NUMBERED.fullmatch(word):
            yield word.decode()
        elif shown and place and _NUMBER.fullmatch(word):
            before = words[place - 1].decode()
            if before in shown:
                yield before + word.decode()


def _shown(text: str, folded: Folded, sent: str) -> set[str]:
    """Words that were disguised, or shouted among others that were not."""
    shown: set[str] = set()
    capitals = sent.encode("utf-8", "surrogatepass").translate(_CAPITALS)
    if _MAYBE_SHOUTED in capitals and _CALM.search(sent):
        shown.update(each.lower() for each in _SHOUTED.findall(sent))
    if not sent.isascii() and _FOREIGN.search(sent):
        for each in _WORD.finditer(text):
            if len(each[0]) >= SHORTEST_SHOWN and each[0].isascii():
                start, end = folded.span(*each.span())
                if not sent[start:end].isascii():
                    shown.add(each[0])
    return shown
