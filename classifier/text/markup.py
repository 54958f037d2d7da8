"""Markup, read in folded text: HTML entities, line ends ("<br />") and emphasis ("*word*").

Entities are read after folding, because folding can complete one ("＆amp;") and because what
folding gives must not change when it is folded again. One entity can complete another
("&amp;lt;", "&a&#109;p;"), so each semicolon is matched with what is left of all before
it, on a stack: what comes out holds no entity, and each step takes more characters
away than it puts back, so the whole is linear.

Then signs of emphasis at the edges of words, as chat programs and Markdown have them, are
blanks; and tags that end a line or a paragraph are line ends, for editors and exports of
comments write them. What is put in for one completes nothing that was read before.
"""

import html
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html.entities import html5
from typing import Final

from classifier.text.alphabet import (
    DISGUISE,
    FIRST_EXPANSION,
    LATIN,
    REMOVED,
    STYLED,
    expansions,
    fold_code,
)
from classifier.text.codes import decode
from classifier.text.rewriting import Edit, RewrittenText

REACH: Final = max(map(len, html5))
"""Characters of the longest entity, without its ampersand."""
DIGITS: Final = {"#x": frozenset("0123456789abcdef"), "#": frozenset("0123456789")}
LONGEST_NUMBER: Final = 8
LINE_END: Final = re.compile(r"<br ?/?>|</?p>")
EMPHASIS: Final = re.compile(r"(?<![^\W_])(?<![*_~@/#=])[*_~]+|[*_~]+(?![^\W_]|[*_~@/])")
"""Marks that no letter or digit stands before, or none after, and that no name of an account or
of a page begins with."""
SIGNS: Final = ("&", "<br", "<p>", "</p>", "*", "_", "~")
"""One of these stands in each text with anything to read."""
Meaning = tuple[str, int]


class _Stack:
    """What has been read, where each character of it began, and the edits so far."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.begins: list[int] = []
        self.signs: list[int] = []
        self.edits: list[Edit] = []

    def push(self, text: str, begin: int) -> None:
        """Text that begins at this place."""
        sign = text.find("&")
        while sign >= 0:
            self.signs.append(len(self.read) + sign)
            sign = text.find("&", sign + 1)
        self.read += text
        self.begins += range(begin, begin + len(text))

    def close(self, semicolon: int) -> None:
        """Read the semicolon at this place: the end of an entity, or itself."""
        found = self._last_entity()
        while found:
            depth, (into, attribute) = found
            begin = self.begins[depth]
            del self.read[depth:], self.begins[depth:], self.signs[-1]
            while self.edits and self.edits[-1].start >= begin:
                self.edits.pop()
            self.edits.append(Edit(begin, semicolon + 1, into, attribute))
            found = self._last_entity() if into == ";" else None
            if not found:
                self.push(into, begin)
                return
        self.push(";", semicolon)

    def _last_entity(self) -> tuple[int, Meaning] | None:
        """How deep the entity begins that a semicolon would end here, and what it means."""
        if not self.signs or len(self.read) - self.signs[-1] > REACH:
            return None
        depth = self.signs[-1]
        known = meaning("".join(self.read[depth + 1 :]))
        return None if known is None else (depth, known)


def needed(text: str) -> bool:
    """Whether there may be anything to read."""
    return any(sign in text for sign in SIGNS)


def read(line: RewrittenText) -> RewrittenText:
    """The text with all of its markup read; itself where it has none."""
    line = line.rewritten(entities(line.text))
    line = line.rewritten(emphasis(line.text))
    return line.rewritten(line_ends(line.text))


def emphasis(text: str) -> Iterator[Edit]:
    """Each run of marks at a word's edge as a blank."""
    for found in EMPHASIS.finditer(text):
        yield Edit(*found.span(), " ", 0)


def line_ends(text: str) -> Iterator[Edit]:
    """Each line end in markup as the line end that it stands for."""
    for found in LINE_END.finditer(text):
        yield Edit(*found.span(), "\n", 0)


def entities(text: str) -> list[Edit]:
    """What entities stand for in a folded text."""
    stack = _Stack()
    done = text.find("&")
    place = text.find(";", done) if done >= 0 else -1
    while place >= 0:
        stack.push(text[done:place], done)
        stack.close(place)
        done = place + 1
        place = text.find(";", done)
    return stack.edits


def meaning(name: str) -> Meaning | None:
    """What an entity folds to and the disguise it shows; None for what is none."""
    kind = "#x" if name.startswith("#x") else "#"
    digits = name.removeprefix(kind)
    if name.startswith("#") and 0 < len(digits) <= LONGEST_NUMBER and DIGITS[kind] >= set(digits):
        return numbered(name)
    return named().get(name)


@lru_cache(maxsize=4096)
def numbered(name: str) -> Meaning:
    """What a character given by its number folds to; remembered, for they come by the thousand."""
    return folded(html.unescape(f"&{name};"))


@cache
def named() -> dict[str, Meaning]:
    """The named entities, in lower case as folded text is."""
    small = {name[:-1]: char for name, char in html5.items() if name.endswith(";")}
    return {name.lower(): folded(small.get(name.lower(), char)) for name, char in small.items()}


def folded(text: str) -> Meaning:
    """A few characters folded, and the disguises of all; a letter written out is one."""
    read, attribute = "", 0
    for code, seen in map(fold_code, map(ord, text)):
        attribute |= seen & DISGUISE or (STYLED if seen & LATIN else 0)
        if FIRST_EXPANSION <= code < REMOVED:
            row = expansions()[code - FIRST_EXPANSION]
            read += decode(row[row != 0])
        elif code != REMOVED:
            read += chr(code - 1)
    return read, attribute
