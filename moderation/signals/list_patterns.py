"""What a pattern of a site's lists may look like: of which kind it is, and whether it can match.

A `*` has one meaning each: at the end of a word, of the last word of a phrase, or of a name it
stands for any ending; as `*.` before a domain for any subdomain. Anywhere else it is refused.
"""

import re
from ipaddress import ip_network
from typing import Final

from moderation.domain import ListKind
from moderation.signals.lists import HOST, PHRASE_WORDS, compact, spelled

SHORTEST_START: Final = 3
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def kind_of(pattern: str) -> ListKind:
    """What a pattern looks like: an e-mail address, a network, a domain, else words.

    A name looks like words, so who means one says so.
    """
    if _EMAIL.fullmatch(pattern):
        return ListKind.EMAIL
    if _is_network(pattern):
        return ListKind.NETWORK
    return ListKind.DOMAIN if _is_domain(pattern) else ListKind.WORD


def can_match(kind: ListKind, pattern: str) -> bool:
    """Whether anything that is sent could match."""
    match kind:
        case ListKind.EMAIL:
            return _EMAIL.fullmatch(pattern) is not None and "*" not in pattern
        case ListKind.NETWORK:
            return _is_network(pattern)
        case ListKind.DOMAIN:
            return _is_domain(pattern)
        case ListKind.NAME:
            return _is_text(compact(pattern), pattern)
        case ListKind.WORD:
            phrase = spelled(pattern)
            return _is_text(phrase, pattern) and phrase.count(" ") < PHRASE_WORDS


def _is_text(meant: str, pattern: str) -> bool:
    """Whether something is left of a pattern, and its only `*` ends it."""
    before, star, after = pattern.partition("*")
    if not star:
        return bool(meant)
    ends_word = before[-1:].isalnum() and not after
    return ends_word and len(compact(before)) >= SHORTEST_START


def _is_domain(pattern: str) -> bool:
    return HOST.fullmatch(pattern.lower().strip(".").removeprefix("*.")) is not None


def _is_network(pattern: str) -> bool:
    try:
        ip_network(pattern, strict=False)
    except ValueError:
        return False
    return True
