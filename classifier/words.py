"""The words of folded texts, as `spelling` reads them.

Each word has a hash of its letters, and a *frame* hash in which anything that looks
like a name in disguise is one placeholder. Word pairs over frames are promotion
without the brand: "main di □", "menang besar di □", whoever pays for it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier import alphabet as ab
from classifier.codes import Places
from classifier.hashing import Slots, prefix_sums, salt, stretches
from classifier.normalise import FoldedBuffer
from classifier.spelling import LETTER_D, spelled

Flags = npt.NDArray[np.bool_]

SHORTEST_BRAND: Final = 4
PLAIN, BRANDLIKE, AMOUNT, NUMBER, SPACED, DISGUISED, DISGUISED_NUMBER, DISGUISED_BRAND, FOREIGN = (
    range(9)
)
FRAMES: Final = np.array([salt(f"frame{kind}") for kind in range(9)], np.uint32)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch; starts and ends are places in the squeezed buffer."""

    squeezed: FoldedBuffer
    sums: Slots
    starts: Places
    ends: Places
    firsts: Places
    """Of each text, the index of its first word; one entry more than texts."""
    looks: ab.Looks
    kinds: npt.NDArray[np.uint8]
    hashes: Slots
    frames: Slots


def read(folded: FoldedBuffer) -> Words:
    """Words and their hashes."""
    squeezed, edges = spelled(folded)
    buffer, (starts, ends) = squeezed.buffer, edges.reshape(-1, 2).T
    sums = prefix_sums(buffer.codes)
    looks = np.bitwise_or.reduceat(squeezed.looks, edges)[::2]
    firsts = np.zeros(buffer.rows + 1, np.int64)
    firsts[1:] = edges.searchsorted(buffer.ends, "right") >> 1
    kinds = kinds_of(squeezed, starts, ends, looks)
    hashes = stretches(sums, starts, ends)
    frames = np.where(kinds == PLAIN, hashes, FRAMES.take(kinds))
    return Words(squeezed, sums, starts, ends, firsts, looks, kinds, hashes, frames)


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


def kinds_of(
    squeezed: FoldedBuffer, starts: Places, ends: Places, looks: ab.Looks
) -> npt.NDArray[np.uint8]:
    """Kinds, where letters followed by digits count as a brand's shape."""
    kinds = KINDS.take(looks)
    amounts = (kinds == AMOUNT).nonzero()[0]
    if not len(amounts):
        return kinds
    begin, end = starts.take(amounts), ends.take(amounts)
    codes, shown = squeezed.buffer.codes, squeezed.looks
    last = shown.take(end - 1) & ab.DIGIT != 0
    last |= (codes.take(end - 1) == LETTER_D) & (shown.take(end - 2) & ab.DIGIT != 0)
    brand = last & (shown.take(begin) & ab.LATIN != 0) & (end - begin >= SHORTEST_BRAND)
    kinds[amounts[brand]] = BRANDLIKE
    return kinds
