"""Normaliser: folds texts for training, scoring and word lists alike.

Folding works code point by code point through the alphabet table: compatibility
forms, circled and squared letters, regional indicators, look-alikes of other
scripts and small capitals become plain lower-case letters and digits; combining
marks, zero-width and bidirectional controls, tags and variation selectors go.
Because no code point looks at another, folding is linear in any text (Unicode's
own normalisation is quadratic on long runs of marks) and idempotent. What a
removed character says about the text is kept as an attribute of the letter before it.

Then, in the few texts that have them, markup is read (`markup`) and links that were cut up
are rejoined (`rejoining`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec
import numpy as np

from classifier import compiled
from classifier.text import markup, rejoining
from classifier.text.alphabet import (
    FIRST_EXPANSION,
    HIDDEN,
    REMOVED,
    WORD,
    Codes,
    GlyphAttributes,
    expansions,
    fold_codes,
    table,
)
from classifier.text.codes import Buffer, Places, code_points, decode, kept_only, reread, widened
from classifier.text.rewriting import RewrittenText

SIGNS: Final = (*markup.SIGNS, *rejoining.SIGNS)
"""One of these, or what `rejoining.HINT` finds, stands in each text that is rewritten."""
VISIBLE: Final = np.uint16(0xFFFF ^ HIDDEN)

__all__ = ["Folded", "FoldedBuffer", "at_a_glance", "decode", "fold", "fold_buffer", "folded_texts"]


class Folded(msgspec.Struct, frozen=True):
    """A folded text and where each of its code points stood in the original."""

    text: str
    offsets: Sequence[int]
    original_length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span behind text[start:end], in code points.

        Characters that folding removed belong to the one before them, so the
        span of a disguised word covers its marks; part of what one character
        became is all of that character. Raises IndexError outside.
        """
        if not 0 <= start <= end <= len(self.offsets):
            raise IndexError(f"{start}:{end} lies outside 0:{len(self.offsets)}")
        while start < end < len(self.offsets) and self.offsets[end] == self.offsets[end - 1]:
            end += 1
        return self._edge(start), self._edge(end)

    def _edge(self, place: int) -> int:
        return self.offsets[place] if place < len(self.offsets) else self.original_length


class FoldedBuffer(NamedTuple):
    """A buffer after folding; offsets[i] is the place in the buffer before."""

    buffer: Buffer
    attributes: GlyphAttributes
    offsets: Places | None
    """None where every character stayed in its place. Never falling: a place stands
    more than once, with the same attributes, where one character became several."""
    glance: bytes
    """The low byte of each code point, 255 in the padding: for quick looks."""


def fold(text: str) -> Folded:
    """The folded text, with offsets back to the original code points."""
    text = reread(text)
    if text.isascii():  # nothing is removed, so every character stays in its place
        plain = text.encode("ascii").translate(_ascii_folds()).decode("ascii")
        return _rewritten(Folded(plain, range(len(text)), len(text)))
    codes = widened(code_points(text), [0], [len(text)])
    folded, _ = fold_codes(codes)
    kept, removed = survivors(folded)
    if len(kept) == len(folded) and not len(removed):
        return _rewritten(Folded(decode(folded), range(len(text)), len(text)))
    grown = len(kept) + len(removed) > len(folded)
    shown = expanded(folded, kept) if grown else folded.take(kept)
    return _rewritten(Folded(decode(shown), tuple(kept.tolist()), len(text)))


def _rewritten(folded: Folded) -> Folded:
    if not rewritable(folded.text):
        return folded
    line = rewritten(RewrittenText(folded.text, folded.offsets, bytes(len(folded.text))))
    return Folded(line.text, line.places, folded.original_length)


@cache
def _ascii_folds() -> bytes:
    """What each ASCII character folds to, by the alphabet itself; the rest is never asked for."""
    folded, _ = fold_codes(np.arange(1, 129, dtype=np.uint32))
    return decode(folded).encode("ascii").ljust(256)


def rewritten(line: RewrittenText) -> RewrittenText:
    """The text with markup read and links rejoined; itself where it has neither."""
    if markup.needed(line.text):
        line = markup.read(line)
    if rejoining.needed(line.text):
        line = line.rewritten(rejoining.edits(line.text))
        line = line.rewritten(rejoining.prefix_edits(line.text))
    return line


def rewritable(text: str) -> bool:
    """Whether there may be anything to rewrite."""
    return markup.needed(text) or rejoining.needed(text)


def at_a_glance(codes: Codes) -> bytes:
    """The low byte of each code point of a buffer; 255 in the padding."""
    return (codes.astype(np.uint8) - np.uint8(1)).tobytes()


def survivors(folded: Codes) -> tuple[Places, Places]:
    """Where what folding leaves came from, and where what it removes stood.

    An expanding place comes as often as it needs.
    """
    regular = folded < FIRST_EXPANSION
    kept = regular.nonzero()[0]
    if len(kept) == len(folded):
        return kept, kept[:0]
    odd = np.logical_not(regular, out=regular).nonzero()[0]
    rows = folded.take(odd)
    if rows.min() == REMOVED:
        return kept, odd
    counts = np.ones(len(folded), np.int64)
    widths = np.append(np.count_nonzero(expansions(), axis=1), 0)
    counts[odd] = widths.take(rows - np.uint32(FIRST_EXPANSION), mode="clip")
    return np.arange(len(folded)).repeat(counts), odd[rows == REMOVED]


def expanded(folded: Codes, kept: Places) -> Codes:
    """The folded codes at these places, expanding ones as what they become."""
    codes = folded.take(kept)
    places = (codes >= FIRST_EXPANSION).nonzero()[0]
    origins = kept.take(places)
    within = places - kept.searchsorted(origins)
    codes[places] = expansions()[codes.take(places) - np.uint32(FIRST_EXPANSION), within]
    return codes


def fold_buffer(raw: Buffer) -> FoldedBuffer:
    """Fold every text of a buffer; the padding stays as it is."""
    if compiled.USED:
        return compiled_fold(raw)
    folded, attributes = fold_codes(raw.codes)
    if np.maximum.reduce(folded) < FIRST_EXPANSION:
        return by_rows(Buffer(folded, raw.starts, raw.ends), attributes, None)
    kept, removed = survivors(folded)
    grown = len(kept) + len(removed) > len(folded)
    buffer = kept_only(Buffer(folded, raw.starts, raw.ends), kept)
    if grown:
        buffer = Buffer(expanded(folded, kept), buffer.starts, buffer.ends)
    shown = attributes.take(kept)
    if len(removed):
        owners = kept.searchsorted(removed) - 1 if grown else removed - counting(len(removed))
        lend_attributes(shown, buffer.codes, owners, attributes.take(removed))
    plain = by_rows(buffer, shown, kept)
    return alike(plain) if grown else plain


def compiled_fold(raw: Buffer) -> FoldedBuffer:
    """As fold_buffer."""
    folded, attributes = np.empty_like(raw.codes), np.empty(len(raw.codes), np.uint16)
    kept, removed = compiled.kernels.fold(raw.codes, table(), expansions(), folded, attributes)
    if kept == len(folded) and not removed:
        return by_rows(Buffer(folded, raw.starts, raw.ends), attributes, None)
    codes, shown = np.empty(kept, np.uint32), np.empty(kept, np.uint16)
    offsets, (starts, ends) = np.empty(kept, np.int64), np.empty((2, raw.rows), np.int64)
    compiled.kernels.survivors(
        *(folded, attributes, raw.starts, raw.ends, expansions()),
        *(codes, shown, offsets, starts, ends),
    )
    plain = by_rows(Buffer(codes, starts, ends), shown, offsets)
    return alike(plain) if kept + removed > len(folded) else plain


def folded_texts(raw: Buffer, folded: FoldedBuffer) -> list[Folded]:
    """Each text of the buffer `raw`, which became `folded`, as `fold` gives it."""
    offsets = folded.offsets
    letters = decode(np.maximum(folded.buffer.codes, 1))  # NUL in the padding
    found: list[Folded] = []
    for start, end, first, last in zip(
        *(edges.tolist() for edges in (*folded.buffer[1:], *raw[1:])), strict=True
    ):
        # A view gives plain numbers one by one, and few are ever asked for.
        places = range(end - start) if offsets is None else memoryview(offsets[start:end] - first)
        found.append(Folded(letters[start:end], places, last - first))
    return found


def by_rows(buffer: Buffer, attributes: GlyphAttributes, offsets: Places | None) -> FoldedBuffer:
    """What was folded character by character, rewritten where a text may need that."""
    glance = at_a_glance(buffer.codes)
    plain = FoldedBuffer(buffer, attributes, offsets, glance)
    rows = rows_to_rewrite(plain)
    return rewritten_rows(plain, rows) if rows else plain


def rows_to_rewrite(folded: FoldedBuffer) -> list[int]:
    """The texts that may have anything to rewrite."""
    every, ends = folded.glance.decode("latin-1"), folded.buffer.ends.tolist()
    starts = folded.buffer.starts.tolist()
    rows = sorted(hinted(every, ends))
    return [row for row in rows if rewritable(every[starts[row] : ends[row]])]


def hinted(text: str, ends: Sequence[int]) -> set[int]:
    """Which texts may need a second look; they are laid end to end and end here.

    All others have nothing to rewrite, for sure. Fewer come here than `rewritable`
    says of each, and each costs one look more, however much it has of what is looked for.
    """
    rows: set[int] = set()
    for sign in SIGNS:
        place = text.find(sign)
        while place >= 0:
            row = bisect_right(ends, place)
            rows.add(row)
            place = text.find(sign, ends[row])
    found = rejoining.HINT.search(text)
    while found:
        row = bisect_right(ends, found.start())
        rows.add(row)
        found = rejoining.HINT.search(text, ends[row])
    return rows


def counting(count: int) -> Places:
    """Numbers from 1 on: the k-th removed place has k - 1 before it, its owner one more."""
    return np.arange(1, count + 1)


def lend_attributes(
    shown: GlyphAttributes, codes: Codes, owners: Places, attributes: GlyphAttributes
) -> None:
    """Give the attributes of removed characters to the one before them, if it is not padding.

    What is hidden disguises a word only within it: at its end it is a text's byte order
    mark or an emoji's joiner, and says nothing.
    `owners` are the places of those before; they never fall, but may repeat.
    """
    begins = np.ones(len(owners), np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=begins[1:])
    firsts = begins.nonzero()[0]
    owners = owners.take(firsts)
    merged = np.bitwise_or.reduceat(attributes, firsts)
    merged[codes.take(owners) == 0] = 0
    merged[shown.take(owners + 1) & WORD == 0] &= VISIBLE
    shown[owners] |= merged


def alike(folded: FoldedBuffer) -> FoldedBuffer:
    """The buffer with equal attributes for all that one character became."""
    offsets = folded.offsets
    if offsets is None:
        return folded
    first = np.ones(len(offsets), np.bool_)
    np.not_equal(offsets[1:], offsets[:-1], out=first[1:])
    merged = np.bitwise_or.reduceat(folded.attributes, first.nonzero()[0])
    return folded._replace(attributes=merged.take(first.cumsum() - 1))


def rewritten_rows(folded: FoldedBuffer, rows: list[int]) -> FoldedBuffer:
    """The buffer with markup and links of these texts rewritten."""
    codes, attributes = folded.buffer.codes.copy(), folded.attributes.copy()
    stays = np.ones(len(codes), np.bool_)
    changed = False
    for row in rows:
        start, end = int(folded.buffer.starts[row]), int(folded.buffer.ends[row])
        text = decode(codes[start:end])
        before = RewrittenText(text, range(start, end), attributes[start:end].tolist())
        line = rewritten(before)
        if line is not before:
            changed = True
            stays[start:end] = False
            stays[line.places] = True
            codes[line.places] = code_points(line.text)
            attributes[line.places] = line.attributes
    if not changed:
        return folded
    kept = stays.nonzero()[0]
    offsets = kept if folded.offsets is None else folded.offsets.take(kept)
    buffer = kept_only(Buffer(codes, folded.buffer.starts, folded.buffer.ends), kept)
    return FoldedBuffer(buffer, attributes.take(kept), offsets, at_a_glance(buffer.codes))


def shown_in(folded: FoldedBuffer, squeezed: FoldedBuffer, places: Places) -> Places:
    """Places of the squeezed buffer in the folded one, of which it was made."""
    originals = origin(squeezed, places)
    return originals if folded.offsets is None else folded.offsets.searchsorted(originals)


def origin(folded: FoldedBuffer, places: Places) -> Places:
    """Places of a folded buffer in the shortened original."""
    return places if folded.offsets is None else folded.offsets.take(places)
