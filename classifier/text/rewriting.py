"""Rewriting: rare edits of folded text that need more than one character, each with its origin.

A rewriting replaces a stretch by at most as many characters, which take the places of
the first it replaces; the rest of the stretch then belongs to the last of them. So
places still rise, and the whole can be done within a buffer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from classifier.text.alphabet import FOLD_BITS, table


class Edit(NamedTuple):
    """text[start:end] becomes `into`, and that (or else what stands before) shows `attribute`."""

    start: int
    end: int
    into: str
    attribute: int


@dataclass(frozen=True, slots=True)
class RewrittenText:
    """A folded text, the place that each character came from, and its attributes."""

    text: str
    places: Sequence[int]
    attributes: Sequence[int]

    def rewritten(self, edits: Iterable[Edit]) -> "RewrittenText":
        """The text with these edits made: in order, none overlapping another."""
        parts: list[str] = []
        places: list[int] = []
        attributes: list[int] = []
        done = 0
        for start, end, into, attribute in edits:
            parts += (self.text[done:start], into)
            places += self.places[done : start + len(into)]
            attributes += self.attributes[done:start]
            attributes += [seen | attribute for seen in self._seen(start, into)]
            if not into and attributes:
                attributes[-1] |= attribute
            done = end
        if not done:
            return self
        parts.append(self.text[done:])
        places += self.places[done:]
        attributes += self.attributes[done:]
        return RewrittenText("".join(parts), places, attributes)

    def _seen(self, start: int, into: str) -> list[int]:
        """Attributes of what is put in: a character that stays the same keeps its own."""
        stretch = slice(start, start + len(into))
        return [
            attribute if char == was else plain_attributes(char)
            for char, was, attribute in zip(
                into, self.text[stretch], self.attributes[stretch], strict=True
            )
        ]


@lru_cache(maxsize=256)
def plain_attributes(char: str) -> int:
    """The attributes of a folded character by itself."""
    packed = table()
    return int(packed[min(ord(char) + 1, len(packed) - 1)]) >> FOLD_BITS
