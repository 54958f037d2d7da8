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
LINK_SIGNS: Final = re.compile(r"\.\w|://")
CONTACTS: Final = re.compile(r"wa\.me/\S+|t\.me/\S+|\+?\d[\d -]{7,}\d|@\w{3,}", re.IGNORECASE)
CONTACT_SIGNS: Final = re.compile(r"@\w|\.(?:me|ME|Me|mE)/|\d[\d -]{7}")
Span = tuple[int, int]
Sign = tuple[str, list[int], list[Span]]
"""A reason code, where its spans begin, and the spans."""


def signs_in(text: str) -> list[Sign]:
    """Where the links and the contacts are; the cheap looks spare most texts the search."""
    signs: list[tuple[str, list[Span]]] = []
    if LINK_SIGNS.search(text):
        signs.append((LINK, links_in(text)))
    if CONTACT_SIGNS.search(text):
        signs.append((CONTACT, [found.span() for found in CONTACTS.finditer(text)]))
    return [(code, [begin for begin, _ in spans], spans) for code, spans in signs if spans]


def links_in(text: str) -> list[Span]:
    """Where the links are: what `LINKS.finditer` finds, in less than half the time.

    A link never ends before a blank, so there is at most one in what stands between two,
    and only in pieces with a dot or slashes.
    """
    spans: list[Span] = []
    done = 0
    for piece in text.split():
        if "." in piece or "://" in piece:
            begin = text.index(piece, done)  # no piece before can contain this one
            done = begin + len(piece)
            found = LINKS.search(piece)
            if found:
                spans.append((begin + found.start(), done))
    return spans


def around(signs: list[Sign], span: Span) -> tuple[str, Span] | None:
    """The link, else the contact, that a word is part of."""
    for code, begins, spans in signs:
        before = bisect_right(begins, span[0])
        if before and span[1] <= spans[before - 1][1]:
            return code, spans[before - 1]
    return None
