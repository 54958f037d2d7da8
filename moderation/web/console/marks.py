"""A comment's text as inert HTML: what caused the decision marked, what is invisible shown.

Pure. The moderator is the first person to read hostile input, so nothing of the text is ever
taken for markup, directions cannot be turned around, and no character is lost or hidden: taking
the tags away and putting the named characters back gives the text as it was sent.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from moderation.domain import Span

EXCERPT: Final = 240
# How much of what stands before the first marked word an excerpt keeps.
_LEAD: Final = 40

_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN: Final = re.compile(
    # Controls but for tab and line ends.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)|[\u2028\u2029]"
    # Directions, and what has no width or no ink.
    f"|[{_BIDI}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
    # Joiners and variation selectors belong to emoji and several scripts; beside Latin letters
    # they only take words apart.
    "|(?<=[A-Za-z0-9])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z0-9])|(?<=[A-Za-z])[\ufe00-\ufe0f]"
)
# What stands for the control characters U+0000 to U+001F.
_CONTROL_PICTURES: Final = "".join(chr(0x2400 + code) for code in range(0x20))
_IS_BIDI: Final = re.compile(f"[{_BIDI}]")

_OPENING: Final = '<mark title="%s" data-numbers="%s"'
_ANCHOR: Final = ' id="%s" tabindex="-1" aria-describedby="%s"'
_CLOSING: Final = "</mark>"
_GLYPH: Final = Markup('<span class="glyph" role="img" title="{name}">{sign}</span>')


@dataclass(frozen=True, slots=True)
class Highlight:
    """A reason as the page numbers it: its sentence, and the places in the text it rests on."""

    number: int
    says: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text that rests under the same reasons, by their numbers."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mark that can be gone to: its name in addresses, and the numbers of its reasons."""

    name: str
    numbers: tuple[int, ...]


def runs(length: int, highlights: Iterable[Highlight]) -> list[Run]:
    """The text's stretches in order, without gap or overlap; spans beyond the text are cut."""
    changes: dict[int, Counter[int]] = defaultdict(Counter)
    for highlight in highlights:
        for start, end in highlight.spans:
            first, last = max(0, start), min(end, length)
            if first < last:
                changes[first][highlight.number] += 1
                changes[last][highlight.number] -= 1
    found: list[Run] = []
    active: Counter[int] = Counter()
    at = 0
    for cut in sorted({*changes, length}):
        _extend(found, Run(at, cut, tuple(sorted(n for n, count in active.items() if count))))
        active.update(changes[cut])
        at = cut
    return found


def marked(text: str, highlights: Sequence[Highlight] = (), *, anchored: bool = False) -> Markup:
    """The text with the reasons' words marked.

    `anchored`: each mark can be linked to, and names its reasons' sentences.
    """
    hidden = [match.start() for match in _HIDDEN.finditer(text)]
    if not (hidden or highlights):
        return escape(text)
    says = {highlight.number: highlight.says for highlight in highlights}
    found = runs(len(text), highlights)
    opening = {numbers: _opening(numbers, says) for numbers in {run.numbers for run in found}}
    names = _names(found) if anchored else {}
    parts: list[str] = []
    for run in found:
        anchor = _anchor(names[run.start], run.numbers) if run.start in names else ""
        parts += (opening[run.numbers], anchor, ">") if run.numbers else ()
        parts += _inert(text, run, hidden)
        parts.append(_CLOSING if run.numbers else "")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped or our own


def excerpt(text: str, highlights: Sequence[Highlight] = (), length: int = EXCERPT) -> Markup:
    """About `length` code points, from the start, or from shortly before the first marked word."""
    marked_from = min(
        (start for highlight in highlights for start, _ in highlight.spans), default=0
    )
    wanted = 0 if marked_from < length - _LEAD else marked_from - _LEAD
    first = max(0, min(wanted, len(text) - length))
    last = min(len(text), first + length)
    inside = [
        Highlight(
            each.number, each.says, tuple((start - first, end - first) for start, end in each.spans)
        )
        for each in highlights
    ]
    before, after = escape("…" if first else ""), escape("…" if last < len(text) else "")
    return before + marked(text[first:last], inside) + after


def hidden_characters(text: str) -> dict[str, int]:
    """The names of the characters that would not be seen, with how often each stands there."""
    return dict(Counter(_name(match.group()) for match in _HIDDEN.finditer(text)))


def anchors(text: str, highlights: Iterable[Highlight]) -> list[Anchor]:
    """The marks of an anchored text in order."""
    found = runs(len(text), highlights)
    names = _names(found)
    return [Anchor(names[run.start], run.numbers) for run in found if run.numbers]


def _names(found: Iterable[Run]) -> dict[int, str]:
    """The name of each mark by where it begins.

    `mark-3` is the first of reason 3 that is not the first of another; `mark-3-2` comes later.
    """
    names: dict[int, str] = {}
    counts: Counter[int] = Counter()
    for run in found:
        if run.numbers:
            number = next((each for each in run.numbers if not counts[each]), run.numbers[0])
            counts[number] += 1
            count = counts[number]
            names[run.start] = f"mark-{number}-{count}" if count > 1 else f"mark-{number}"
    return names


def _anchor(name: str, numbers: Iterable[int]) -> str:
    return _ANCHOR % (name, " ".join(f"reason-{number}" for number in numbers))


def _extend(found: list[Run], run: Run) -> None:
    if run.start == run.end:
        return
    if found and found[-1].numbers == run.numbers:
        run = Run(found.pop().start, run.end, run.numbers)
    found.append(run)


def _opening(numbers: tuple[int, ...], says: Mapping[int, str]) -> str:
    """How the tag begins that opens a stretch under these reasons; none outside all of them."""
    if not numbers:
        return ""
    told = " · ".join(f"{number}. {says[number]}" for number in numbers)
    return _OPENING % (escape(told), "·".join(map(str, numbers)))


def _inert(text: str, run: Run, hidden: Sequence[int]) -> Iterator[str]:
    at = run.start
    for place in hidden[bisect_left(hidden, run.start) : bisect_left(hidden, run.end)]:
        yield escape(text[at:place])
        yield _glyph(text[place])
        at = place + 1
    yield escape(text[at : run.end])


# Remembered, because a text may be nothing but tens of thousands of one such character.
@lru_cache(maxsize=1_000)
def _glyph(character: str) -> str:
    return _GLYPH.format(name=_name(character), sign=_sign(character))


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()


def _sign(character: str) -> str:
    """Something to see in place of a character that cannot be seen."""
    if _IS_BIDI.match(character):
        return "⇆"
    return _CONTROL_PICTURES[ord(character) :][:1] or "∅"
