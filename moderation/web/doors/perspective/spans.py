"""Spans as Perspective has them: sentences, in UTF-16 units of the text as it was sent."""

import re
from itertools import accumulate
from typing import Final

from moderation.submission.markup import Plain

SENTENCES_LIMIT: Final = 64  # what is left stands in the last one
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?\n]*|[.!?\n]+")
_BEYOND_BMP: Final = 0xFFFF

Range = tuple[int, int]


def sentences(text: str) -> list[Range]:
    """Where the sentences stand, in code points, those without a letter or digit left out."""
    found: list[Range] = []
    for match in _SENTENCE.finditer(text):
        if len(found) == SENTENCES_LIMIT:
            found[-1] = (found[-1][0], len(text.rstrip()))
            break
        start, end = _trimmed(text, *match.span())
        if any(map(str.isalnum, text[start:end])):
            found.append((start, end))
    return found


def in_utf16(source: str, plain: Plain, ranges: list[Range]) -> list[Range]:
    """Ranges of the plain text as UTF-16 units of the source, in which there may be markup."""
    if source.isascii():
        return [_in_source(plain, each) for each in ranges]
    units = list(accumulate((1 + (ord(each) > _BEYOND_BMP) for each in source), initial=0))
    places = (_in_source(plain, each) for each in ranges)
    return [(units[start], units[end]) for start, end in places]


def _in_source(plain: Plain, within: Range) -> Range:
    start, end = within
    return plain.source(start), plain.source(end - 1) + 1 if end > start else plain.source(start)


def _trimmed(text: str, start: int, end: int) -> Range:
    found = text[start:end]
    return start + len(found) - len(found.lstrip()), start + len(found.rstrip())
