"""The one normaliser, used by training, scoring and word lists alike.

Folding works code point by code point through the alphabet table: compatibility
forms, circled and squared letters, regional indicators, look-alikes of other
scripts and small capitals become plain lower-case letters and digits; combining
marks, zero-width and bidirectional controls, tags and variation selectors go.
Because no code point looks at another, folding is linear in any text (Unicode's
own normalisation is quadratic on long runs of marks) and idempotent. What a
removed character says about the text is kept as a look of the letter before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from classifier.alphabet import REMOVED, Codes, Looks, look_up
from classifier.codes import Buffer, Places, kept_only


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its code points stood in the original."""

    text: str
    offsets: Sequence[int]
    original_length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span behind text[start:end], in code points.

        Characters that folding removed belong to the one before them, so the
        span of a disguised word covers its marks. Raises IndexError outside.
        """
        if not 0 <= start <= end <= len(self.offsets):
            raise IndexError(f"{start}:{end} lies outside 0:{len(self.offsets)}")
        return self._edge(start), self._edge(end)

    def _edge(self, place: int) -> int:
        return self.offsets[place] if place < len(self.offsets) else self.original_length


@dataclass(frozen=True, slots=True)
class FoldedBuffer:
    """A buffer after folding; offsets[i] is the place in the buffer before."""

    buffer: Buffer
    looks: Looks
    offsets: Places | None
    """None where nothing was removed."""


def fold(text: str) -> Folded:
    """The folded text, with offsets back to the original code points."""
    if text.isascii():  # nothing is removed, so every character stays in its place
        plain = text.encode("ascii").translate(_ascii_folds()).decode("ascii")
        return Folded(plain, range(len(text)), len(text))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") + np.uint32(1)
    folded, _ = look_up(codes)
    kept = (folded != REMOVED).nonzero()[0]
    if len(kept) == len(codes):
        return Folded(decode(folded), range(len(text)), len(text))
    return Folded(decode(folded.take(kept)), tuple(kept.tolist()), len(text))


@cache
def _ascii_folds() -> bytes:
    """What each ASCII character folds to, by the alphabet itself; the rest is never asked for."""
    folded, _ = look_up(np.arange(1, 129, dtype=np.uint32))
    return decode(folded).encode("ascii").ljust(256)


def decode(codes: Codes) -> str:
    """The text of a stretch of a buffer without padding."""
    return (
        (codes - np.uint32(1))
        .astype("<u4", copy=False)
        .tobytes()
        .decode("utf-32-le", "surrogatepass")
    )


def fold_buffer(raw: Buffer) -> FoldedBuffer:
    """Fold every text of a buffer; the padding stays as it is."""
    folded, looks = look_up(raw.codes)
    keep = folded != REMOVED
    kept = keep.nonzero()[0]
    if len(kept) == len(folded):
        return FoldedBuffer(Buffer(folded, raw.starts, raw.ends), looks, None)
    buffer = kept_only(Buffer(folded, raw.starts, raw.ends), kept)
    removed = np.logical_not(keep, out=keep).nonzero()[0]
    shown = looks.take(kept)
    lend_looks(shown, buffer.codes, removed, looks.take(removed))
    return FoldedBuffer(buffer, shown, kept)


def lend_looks(shown: Looks, codes: Codes, removed: Places, looks: Looks) -> None:
    """Give the looks of removed characters to the one before them, if it is not padding.

    Few are removed from most texts, so this walks over those alone: the k-th of them
    (from zero) has k fewer before it in the new buffer than in the old one.
    """
    owners = removed - np.arange(1, len(removed) + 1)
    begins = np.ones(len(owners), np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=begins[1:])
    firsts = begins.nonzero()[0]
    owners = owners.take(firsts)
    merged = np.bitwise_or.reduceat(looks, firsts)
    merged[codes.take(owners) == 0] = 0
    shown[owners] |= merged
