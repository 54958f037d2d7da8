"""The words of folded texts, as `spelling` reads them.

Each word has a hash of its letters, and a *frame* hash in which anything that looks
like a name in disguise is one placeholder. Word pairs over frames are promotion
without the brand: "main di □", "menang besar di □", whoever pays for it.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import alphabet as ab
from classifier.codes import Places
from classifier.hashing import Slots, prefix_sums, salt, stretches
from classifier.normalise import FoldedBuffer
from classifier.spelling import LETTER_D, spell, spelled

Flags = npt.NDArray[np.bool_]

SHORTEST_BRAND: Final = 4
PLAIN, BRANDLIKE, AMOUNT, NUMBER, SPACED, DISGUISED, DISGUISED_NUMBER, DISGUISED_BRAND, FOREIGN = (
    range(9)
)
NONE: Final = np.zeros(0, np.int64)
FRAMES: Final = np.array([salt(f"frame{kind}") for kind in range(9)], np.uint32)


class Words(NamedTuple):
    """The words of a batch; starts and ends are places in the squeezed buffer."""

    squeezed: FoldedBuffer
    sums: Slots
    starts: Places
    ends: Places
    lengths: Places
    firsts: Places
    """Of each text, the index of its first word; one entry more than texts."""
    looks: ab.Looks
    union: int
    """The looks that any word of the batch has."""
    kinds: npt.NDArray[np.uint8]
    brands: Places
    """Which words have a brand's shape."""
    hashes: Slots
    frames: Slots


def read(folded: FoldedBuffer) -> Words:
    """Words and their hashes."""
    squeezed, edges = spelled(folded)
    looks = np.bitwise_or.reduceat(squeezed.looks, edges)[::2]
    union = int(np.bitwise_or.reduce(looks))
    if union & ab.DIGIT and union & ab.LATIN:
        squeezed = spell(squeezed)
    buffer = squeezed.buffer
    starts, ends = np.ascontiguousarray(edges.reshape(-1, 2).T)
    lengths = ends - starts
    sums = prefix_sums(buffer.codes)
    hashes = frames = stretches(sums, edges)
    kinds, brands = KINDS.take(looks), NONE
    if kinds.any():
        brands = brand_shapes(squeezed, starts, ends, kinds)
        kinds[brands] = BRANDLIKE
        frames = np.where(kinds == PLAIN, hashes, FRAMES.take(kinds))
    firsts = np.zeros(buffer.rows + 1, np.int64)
    firsts[1:] = starts.searchsorted(buffer.ends)
    return Words(
        squeezed, sums, starts, ends, lengths, firsts, looks, union, kinds, brands, hashes, frames
    )


def _kind_table() -> npt.NDArray[np.uint8]:
    """The kind of a word by the union of its letters' looks; places come later."""
    looks = np.arange(1 << 12)
    digits, letters = looks & ab.DIGIT != 0, looks & ab.LATIN != 0
    kinds = np.where(looks & ab.LETTER != 0, FOREIGN, PLAIN)
    kinds[digits & ~letters] = NUMBER
    kinds[digits & letters] = AMOUNT
    kinds[(looks & ab.SPACED != 0) & (digits | letters)] = SPACED
    disguised = looks & ab.DISGUISE != 0
    kinds[disguised & letters] = DISGUISED
    kinds[disguised & digits & ~letters] = DISGUISED_NUMBER
    kinds[disguised & letters & digits] = DISGUISED_BRAND
    return kinds.astype(np.uint8)


KINDS: Final = _kind_table()


def brand_shapes(
    squeezed: FoldedBuffer, starts: Places, ends: Places, kinds: npt.NDArray[np.uint8]
) -> Places:
    """The words of letters followed by digits, which count as a brand's shape."""
    amounts: Places = (kinds == AMOUNT).nonzero()[0]
    if not len(amounts):
        return amounts
    begin, end = starts.take(amounts), ends.take(amounts)
    codes, shown = squeezed.buffer.codes, squeezed.looks
    last = shown.take(end - 1) & ab.DIGIT != 0
    last |= (codes.take(end - 1) == LETTER_D) & (shown.take(end - 2) & ab.DIGIT != 0)
    brand = last & (shown.take(begin) & ab.LATIN != 0) & (end - begin >= SHORTEST_BRAND)
    return amounts.compress(brand)
