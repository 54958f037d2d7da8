"""Contacts: where a text has links, telephone numbers and handles."""

import re
from bisect import bisect_right
from typing import Final

LINK: Final = "link"
CONTACT: Final = "contact"

LINKS: Final = re.compile(
    # Names are tried from their beginning only, and not given back: linear in any text.
    r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]++"
    r"\.(?:com|net|org|id|co|io|me|ly|xyz|site|online|vip|top)\b\S*",
    re.IGNORECASE,
)
CONTACTS: Final = re.compile(r"wa\.me/\S+|t\.me/\S+|\+?\d[\d -]{7,}\d|@\w{3,}", re.IGNORECASE)
Span = tuple[int, int]
Sign = tuple[str, list[int], list[Span]]
"""A reason code, where its spans begin, and the spans."""


def signs_in(text: str) -> list[Sign]:
    """Where the links and the contacts are."""
    signs: list[Sign] = []
    for code, pattern in ((LINK, LINKS), (CONTACT, CONTACTS)):
        spans = [found.span() for found in pattern.finditer(text)]
        signs.append((code, [begin for begin, _ in spans], spans))
    return signs


def around(signs: list[Sign], span: Span) -> tuple[str, Span] | None:
    """The link, else the contact, that a word is part of."""
    for code, begins, spans in signs:
        before = bisect_right(begins, span[0])
        if before and span[1] <= spans[before - 1][1]:
            return code, spans[before - 1]
    return None
