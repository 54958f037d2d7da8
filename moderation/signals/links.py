"""Links, in disguise or not: two or more are WordPress's old ground to hold.

What counts is where a link leads. The site's own pages, public bodies and allowed domains count
nothing; a bare name under an everyday ending, as in "menurut kabar.co", little; what hides where it
leads counts most. Any name under a real ending is found.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import islice
from typing import Final, NamedTuple

from moderation.domain import TEXT, URL, ListAction, Signal, Span
from moderation.signals.context import SPANS_SHOWN, Passage, SignalContext
from moderation.signals.hosts import HIDING, OFFICIAL, host_of, is_real, within
from moderation.signals.scoring import hinted

ONE_LINK: Final = 0.3
NAMED: Final = 0.2
HIDDEN: Final = 0.7
LINKS_COUNTED: Final = 50

LINK: Final = re.compile(
    r"(?:https?://|www\.(?=\w))[^\s<>\"']+"
    # A border is found at half the cost of what may not stand before it.
    r"|\b(?<![@.-])(?P<bare>(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z][a-z0-9-]{1,23})(?![\w@-])"
    r"(?P<path>[/?#:][^\s<>\"']*)?"
)
# What every link without a scheme holds, and what every link does: found at a fifth of the cost.
_NAME: Final = re.compile(r"\.(?:(?<=www\.)|[a-z][a-z0-9-])")
HINT: Final = re.compile(r"[.:](?:(?<=:)//|(?<=www\.)|[a-z][a-z0-9-])")
# "bit . ly / x": only of hosts that are known, because a full stop may stand anywhere.
_CUT: Final = re.compile(
    r"(?<![\w@.-])(?:"
    + "|".join(host.replace(".", r"(?: {0,2}\. {0,2}| dot )") for host in sorted(HIDING))
    + r") {0,2}/ {0,2}\w[^\s<>\"']*"
)
_HIDING: Final = tuple(HIDING)
# Of a host that is known, with all that may cut it up.
LONGEST_CUT: Final = 2 * max(map(len, HIDING))
# Endings that begin no sentence, whatever the case of their first letter.
_NO_WORDS: Final = frozenset({"com", "net", "org", "xyz", "biz", "icu"})
# Endings that are words of a chat or end a title: "sudah.ke sana", "BUDI.SH".
_WORD: Final = re.compile(
    "ad|ag|ai|al|am|as|at|ba|be|bg|bi|bo|by|cm|de|dj|do|eh|es|et|ga|gm|gw|hm|in|is|it|jo|ke|kg|ki|km"
    "|la|lu|ma|mba|md|me|mm|mo|ms|mt|mu|my|na|ne|ng|ni|no|nu|om|pa|pk|pm|pr|pt|re|rt|sa|sc|sd|se|sh"
    "|si|sm|so|sr|st|sy|td|tdk|th|to|us|va|ya|ye|arab|film|gratis|how|now|you"
)
# Where well-known sites live, so that naming one is no promotion yet.
_EVERYDAY: Final = frozenset({"com", "co", "id", "net", "org", "tv"})
_DIGIT: Final = re.compile(r"\d")


class _Kind(Enum):
    NAMED = auto()
    PLAIN = auto()
    HIDING = auto()


class Link(NamedTuple):
    """Where a link stands in the folded text, its host, and whether it is a bare name."""

    start: int
    end: int
    host: str
    bare: bool


def links(context: SignalContext, passage: Passage) -> Signal | None:
    """0.3 for one link, 1 for two and more; 0.2 for each site only named, 0.7 for one hidden.

    Any link in a name counts 1, and so does a website that hides where it leads.
    """
    if passage.field is URL and not within(host_of(passage.text), HIDING):
        return None
    found = _counted(context, passage) if _may_hold_any(passage.folded.text) else []
    if not found:
        return None
    spans: list[Span] = [passage.folded.span(link.start, link.end) for link in found]
    return Signal(
        code="links",
        score=_score(found) if passage.field is TEXT else 1.0,
        spans=tuple(spans[:SPANS_SHOWN]),
        facts={"count": len(found)},
        field=passage.field,
    )


def _counted(context: SignalContext, passage: Passage) -> list[Link]:
    """The links that lead anywhere but to the site, a public body or an allowed domain.

    No more than LINKS_COUNTED.
    """
    return list(islice((link for link in find(passage) if _counts(context, link)), LINKS_COUNTED))


def find(passage: Passage) -> Iterator[Link]:
    """Every link of a passage: first those that were cut up, then the others."""
    text = passage.folded.text
    if "/" in text:
        yield from _cut_up(text)
    if "://" in text or _may_hold_name(text):
        yield from _whole(passage, text)


def _may_hold_any(text: str) -> bool:
    """Whether it is worth looking for links: in most texts it is not."""
    return "/" in text or _may_hold_name(text)


def _may_hold_name(text: str) -> bool:
    return "." in text and _NAME.search(text) is not None


def _cut_up(text: str) -> Iterator[Link]:
    if not any(map(_ends_with_host, text.split("/")[:-1])):
        return
    for match in _CUT.finditer(text):
        if " " in match.group():
            host = match.group().replace(" dot ", ".").replace(" ", "").partition("/")[0]
            yield Link(*match.span(), host, bare=False)


def _ends_with_host(before: str) -> bool:
    """Whether a host to look for ends what stands before a slash, whatever cuts it up."""
    return before[-LONGEST_CUT:].replace(" dot ", ".").replace(" ", "").endswith(_HIDING)


def _whole(passage: Passage, text: str) -> Iterator[Link]:
    for match in hinted(HINT, LINK, text):
        bare = match["bare"] is not None and match["path"] is None
        link = Link(*match.span(), host_of(match.group()), bare)
        stands_alone = match["bare"] is None
        if stands_alone or (is_real(link.host) and not (bare and _is_slip(passage, link))):
            yield link


def _is_slip(passage: Passage, link: Link) -> bool:
    """Whether a space was forgotten behind a full stop, or it is a title or an abbreviation."""
    first, _, rest = link.host.partition(".")
    ending = link.host.rpartition(".")[2]
    if ending in _NO_WORDS or link.host in HIDING:
        return False
    is_word = ending == rest and _WORD.fullmatch(ending) and not _DIGIT.search(first)
    return len(first) == 1 or bool(is_word) or _begins_sentence(passage, link)


def _begins_sentence(passage: Passage, link: Link) -> bool:
    """Whether a capital or no letter follows a full stop in what was sent.

    A capital behind another is no new sentence ("KIOS.BOND"); a flag folds to its country.
    """
    sent, at = passage.text, link.start
    for label in link.host.split(".")[:-1]:
        at += len(label) + 1
        before, _ = passage.folded.span(at - 2, at - 1)
        after, _ = passage.folded.span(at, at + 1)
        if not sent[after].isalnum() or (sent[after].isupper() and not sent[before].isupper()):
            return True
    return False


def _counts(context: SignalContext, link: Link) -> bool:
    host = link.host
    if within(host, OFFICIAL) or context.is_ours(host):
        return False
    return context.lists.of_domain(host) is not ListAction.ALLOW


def _kind(link: Link) -> _Kind:
    if within(link.host, HIDING):
        return _Kind.HIDING
    everyday = link.host.rpartition(".")[2] in _EVERYDAY and not _DIGIT.search(link.host)
    return _Kind.NAMED if link.bare and everyday else _Kind.PLAIN


def _score(found: list[Link]) -> float:
    kinds = [_kind(link) for link in found]
    plain = kinds.count(_Kind.PLAIN)
    points = ONE_LINK if plain == 1 else float(plain > 1)
    points += NAMED * kinds.count(_Kind.NAMED) + HIDDEN * kinds.count(_Kind.HIDING)
    return min(1.0, round(points, 2))
