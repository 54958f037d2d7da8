"""Markup: what a reader sees of a comment that came as HTML, and where each part of it stood.

Sites keep comments as fragments of HTML: paragraphs, line breaks, links, a few styles. Only tags
and comments are taken away; entities stay, because what reads the text undoes them. So every
character that is left is one of those that came, and its place there is known.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

# A tag begins with a letter, as in "<b>"; "a < b" and "<3" are text. Nothing looks past the next
# bracket, so that any text takes time in proportion to its length.
_TAGS: Final = re.compile(r"<!--[^<>]*-->|</?([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_MANY_LINE_ENDS: Final = re.compile(r"\n{3,}")
# These end a line where they stand; around others letters are one word ("ga<b>cor</b>").
_BREAKS: Final = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The text without its markup, and from where on it stood how far to the right."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def source(self, place: int) -> int:
        """Where in what came a character of the text stood; its end is that of the last one."""
        return place + self._shifts[bisect_right(self._starts, place) - 1]


def plain(markup: str) -> Plain:
    """What is left of HTML without its tags; a tag that ends a line leaves a line end."""
    kept: list[str] = []
    starts, shifts = [0], [0]
    end = length = 0
    for tag in _TAGS.finditer(markup):
        kept.append(markup[end : tag.start()])
        length += tag.start() - end
        end = tag.end()
        if (tag[1] or "").lower() in _BREAKS:
            kept.append("\n")
            length += 1
        starts.append(length)
        shifts.append(end - length)
    kept.append(markup[end:])
    return Plain("".join(kept), tuple(starts), tuple(shifts))


def as_text(markup: str) -> str:
    """HTML as plain text to keep: without tags, with characters for entities."""
    if "<" not in markup and "&" not in markup:
        return markup
    return _MANY_LINE_ENDS.sub("\n\n", html.unescape(plain(markup).text)).strip()
