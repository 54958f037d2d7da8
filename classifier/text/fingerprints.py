"""Fingerprints: what the comments of one campaign share, however each of them is worded.

Names are words that promise to be a brand: letters with a number ("mona4d"), letters set apart
("m o n a 4 d"), and words that no dictionary knows, shouted or disguised ("KUDAMAS"). Hosts and
contacts are where a comment leads. The template is what is left without any of these: two adverts
that differ only in the brand have the same one. All of it is read from the folded text, so a
disguise changes nothing, and nothing depends on what other comments say.

The template is a one-permutation MinHash over pairs of words (Li, Owen and Zhang, 2012; empty rows
as Shrivastava and Li, 2014), in bands: where two texts share four fifths of their pairs, they
have a band in common nearly nine times in ten.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import islice, pairwise
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np

from classifier.text import lexicon
from classifier.text.hashing import BASE, MODULUS
from classifier.text.normalise import Folded

LONGEST_READ: Final = 4_000
"""Code points of a text that are looked at."""
EACH_AT_MOST: Final = 4
"""Names, hosts and contacts of a text that are kept: the first ones."""
FEWEST_WORDS: Final = 4
"""A template of fewer words is anybody's."""
MOST_WORDS: Final = 100
BANDS: Final = 2
ROWS: Final = 4
"""Of all bands: each row holds the least hash of the pairs that fall to it."""
LETTERS_APART: Final = 4
"""So many words of one letter may be one word."""
SHORTEST_SHOWN: Final = 4
SHORTEST_ALONE: Final = 5
"""Letters of a word that is a name though no number follows it."""

_LINK: Final = re.compile(
    r"(?:https?://|www\.)(?P<named>[^\s/?#<>\"']+)\S*"
    r"|(?<![\w@.-])(?P<bare>(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,24})(?![\w@-])(?:[/?#]\S*)?"
)
# Chats whose path is the contact itself.
_CHAT: Final = re.compile(r"(?:wa\.me|t\.me|telegram\.me|discord\.gg|instagram\.com)/([\w+]{3,64})")
_HANDLE: Final = re.compile(r"(?<![\w.])@([\w.]{3,64})")
_TELEPHONE: Final = re.compile(r"(?<![\w])(?:\+?62|0)[\s.-]?8(?:[\s.-]?\d){7,11}(?!\d)")
_APART: Final = re.compile(r"(?<!\w)\w(?:[ .*_-]\w){3,15}(?!\w)")
# A number that belongs to a word: "mona4d", "slot 777", "88slot".
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:[a-z]{2,24}\d{1,4}[a-z]{0,2}|\d{2,4}[a-z]{3,24}|[a-z]{3,24}[ ._-]\d{2,4}d?)(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+")
_DIGIT: Final = re.compile(r"\d")
_GAP: Final = re.compile(r"[ ._-]")
_MAYBE_HOST: Final = re.compile(r"\.[a-z]{2}|://")
_SHOUTED: Final = re.compile(rf"\b[A-Z]{{{SHORTEST_SHOWN},30}}\b")
_CALM: Final = re.compile(r"[a-z]{3}")
# A letter that is none of the plain alphabet's.
_FOREIGN: Final = re.compile(r"[^\W\d_a-zA-Z]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_DRAWN_OUT: Final = re.compile(r"(.)\1+")


class Kind(StrEnum):
    """What a fingerprint is of."""

    NAME = "name"
    HOST = "host"
    CONTACT = "contact"
    TEMPLATE = "template"


class Fingerprint(NamedTuple):
    """What comments are grouped by: two that share one belong together by that kind."""

    kind: Kind
    value: str


def fingerprints(folded: Folded, sent: str) -> list[Fingerprint]:
    """The fingerprints of a text, without any twice, at most EACH_AT_MOST of a kind.

    `sent` is the text before folding.
    """
    rest = text = folded.text[:LONGEST_READ]
    words = _WORD.findall(text)
    found: dict[Fingerprint, None] = {}
    for kind, values in (
        (Kind.CONTACT, _contacts(text)),
        (Kind.HOST, _hosts(text)),
        (Kind.NAME, _names(text, words, folded, sent)),
    ):
        for written, value in islice(values, EACH_AT_MOST):
            found[Fingerprint(kind, value)] = None
            rest = rest.replace(written, " ")
    if rest is not text:
        words = _WORD.findall(rest)
    for band in _bands(words):
        found[Fingerprint(Kind.TEMPLATE, band)] = None
    return list(found)


def _contacts(text: str) -> Iterator[tuple[str, str]]:
    if "/" in text:
        yield from ((each[0], each[1]) for each in _CHAT.finditer(text))
    if "@" in text:
        yield from ((each[0], each[1]) for each in _HANDLE.finditer(text))
    if "8" in text:
        for each in _TELEPHONE.finditer(text):
            digits = _NOT_WORD.sub("", each[0])
            yield each[0], "62" + digits.removeprefix("62").removeprefix("0")


def _hosts(text: str) -> Iterator[tuple[str, str]]:
    if "." in text and _MAYBE_HOST.search(text):
        for each in _LINK.finditer(text):
            host = each["named"] or each["bare"]
            yield each[0], host.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def _names(text: str, words: Sequence[str], folded: Folded, sent: str) -> Iterator[tuple[str, str]]:
    if sum(len(each) == 1 for each in words) >= LETTERS_APART:
        yield from _spaced(text)
    shown = set(_shown(text, folded, sent))
    if _DIGIT.search(text):
        yield from _numbered(text, shown)
    for word in sorted(shown):
        if len(word) >= SHORTEST_ALONE and not _is_known(word):
            yield word, word


def _spaced(text: str) -> Iterator[tuple[str, str]]:
    for each in _APART.finditer(text):
        joined = _NOT_WORD.sub("", each[0])
        if not joined.isdigit() and not _is_known(joined):
            yield each[0], joined


def _numbered(text: str, shown: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Words with their numbers; with a gap between them only where the word is `shown`."""
    for each in _NUMBERED.finditer(text):
        word, *number = _GAP.split(each[0], 1)
        if not number or word in shown:
            yield each[0], "".join((word, *number))


def _shown(text: str, folded: Folded, sent: str) -> Iterator[str]:
    """Words that were disguised, or shouted among others that were not."""
    if _CALM.search(sent):
        yield from (each.lower() for each in _SHOUTED.findall(sent))
    if _FOREIGN.search(sent):
        for each in _WORD.finditer(text):
            if len(each[0]) >= SHORTEST_SHOWN and each[0].isascii():
                start, end = folded.span(*each.span())
                if not sent[start:end].isascii():
                    yield each[0]


def _is_known(word: str) -> bool:
    """Whether a dictionary has a word."""
    value, power = 0, 1
    for c in _DRAWN_OUT.sub(r"\1", word):
        value = (value + (ord(c) + 1) * power) % MODULUS
        power = power * BASE % MODULUS
    return bool(lexicon.known(np.array([value], np.uint32), lexicon.table())[0])


def _bands(words: Sequence[str]) -> Iterator[str]:
    """The bands of a template; none where too few words are left."""
    hashes = [crc32(each.encode()) for each in words[:MOST_WORDS] if not each.isdigit()]
    if len(hashes) < FEWEST_WORDS:
        return
    least = [MODULUS] * ROWS
    for first, second in pairwise(hashes):
        value = (first * BASE ^ second) % MODULUS
        row = value % ROWS
        least[row] = min(least[row], value)
    # A row without a pair borrows from the next that has one ("densification").
    for row in range(2 * ROWS - 1, -1, -1):
        if least[row % ROWS] == MODULUS:
            least[row % ROWS] = least[(row + 1) % ROWS]
    for band in range(BANDS):
        yield f"{band}" + "".join(f"{each:08x}" for each in least[band::BANDS])


def purity(groups: Mapping[str, Iterable[str]]) -> tuple[float, int]:
    """The share of all members that belong to the campaign most frequent in their group.

    `groups` has the campaign of each member, by fingerprint. Groups of one member say nothing and
    do not count; the second figure is how many members those that do count have.
    """
    counted = [list(members) for members in groups.values()]
    large = [members for members in counted if len(members) > 1]
    total = sum(map(len, large))
    right = sum(max(map(members.count, set(members))) for members in large)
    return (right / total if total else 1.0), total
