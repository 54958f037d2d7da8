"""Contacts: where a text has links, telephone numbers and handles."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

LINK: Final = "link"
CONTACT: Final = "contact"

ENDINGS: Final = "com|net|org|id|co|io|me|ly|xyz|site|online|vip|top"
LINKS: Final = re.compile(
    # Names are tried from their beginning only, and not given back: linear in any text.
    rf"(?:https?://|www\.)\S+|(?<![\w-])[\w-]++\.(?:{ENDINGS})\b\S*",
    re.IGNORECASE,
)
CONTACTS: Final = re.compile(r"wa\.me/\S+|t\.me/\S+|\+?\d[\d -]{7,}\d|@\w{3,}", re.IGNORECASE)
LINK_HINT: Final = re.compile(rf"[.:](?:(?<=:)//|(?<=www\.)|(?:{ENDINGS})\b)", re.IGNORECASE)
CONTACT_HINT: Final = re.compile(r"[@\d.](?:(?<=@)\w|(?<=\d)[\d -]{7}|(?<=\.)me/)", re.IGNORECASE)
"""What is in every link, and in every contact; what begins with a few signs is found fast."""
PATTERNS: Final = ((LINK, LINK_HINT, LINKS), (CONTACT, CONTACT_HINT, CONTACTS))
Span = tuple[int, int]
Sign = tuple[str, list[int], list[Span]]
"""A reason code, where its spans begin, and the spans."""


def signs_in(text: str) -> list[Sign]:
    """Where the links and the contacts are."""
    signs: list[Sign] = []
    for code, hint, pattern in PATTERNS:
        if spans := [found.span() for found in hinted(hint, pattern, text)]:
            signs.append((code, [begin for begin, _ in spans], spans))
    return signs


def hinted(hint: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text, faster, by a hint that is in each of its matches.

    No blank stands between the beginning of a match and its hint.
    """
    done = 0
    while near := hint.search(text, done):
        found = pattern.search(text, max(text.rfind(" ", done, near.start()) + 1, done))
        if not found:
            return
        yield found
        done = found.end()


def around(signs: list[Sign], span: Span) -> tuple[str, Span] | None:
    """The link, else the contact, that a word is part of."""
    for code, begins, spans in signs:
        before = bisect_right(begins, span[0])
        if before and span[1] <= spans[before - 1][1]:
            return code, spans[before - 1]
    return None
