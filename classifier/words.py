"""The words of folded texts: letters written apart rejoined, digits read as letters.

Each word has a hash of its letters, and a *frame* hash in which anything that looks
like a name in disguise is one placeholder. Word pairs over frames are promotion
without the brand: "main di □", "menang besar di □", whoever pays for it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier import alphabet as ab
from classifier.codes import Buffer, Places, kept_only
from classifier.hashing import Slots, prefix_sums, salt, stretches
from classifier.normalise import FoldedBuffer

Flags = npt.NDArray[np.bool_]

ZERO: Final = ord("0") + 1
LEET: Final = np.array([ord(letter) + 1 for letter in "oizeasgtbg"], np.uint32)
LETTER_D: Final = ord("d") + 1
SHORTEST_BRAND: Final = 4
THREE_APART: Final = b"\1" * 5
"""Three words and the two gaps between them, each one character long."""
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


def squeeze(folded: FoldedBuffer) -> FoldedBuffer:
    """Rejoin letters written apart ("A L E X", "A.L.E.X"): three or more of them."""
    word = (folded.looks & ab.WORD) != 0
    single = word.copy()
    single[1:] &= ~word[:-1]
    single[:-1] &= ~word[1:]
    gap = np.zeros(len(word), np.bool_)
    gap[3:-3] = (single[2:-4] & single[4:-2]) & (single[:-6] | single[6:])
    places = gap.nonzero()[0]
    if not len(places):
        return folded
    looks = folded.looks.copy()
    looks[places - 1] |= ab.SPACED
    looks[places + 1] |= ab.SPACED
    kept = np.logical_not(gap, out=gap).nonzero()[0]
    offsets = kept if folded.offsets is None else folded.offsets.take(kept)
    return FoldedBuffer(kept_only(folded.buffer, kept), looks.take(kept), offsets)


def spell(squeezed: FoldedBuffer) -> FoldedBuffer:
    """Digits between two letters read as letters ("g4c0r"), but "4d" stays."""
    codes, looks = squeezed.buffer.codes, squeezed.looks
    places = ((looks & ab.DIGIT) != 0).nonzero()[0]  # few, so the rest is cheap
    if not len(places):
        return squeezed
    latin = (looks.take(places - 1) & ab.LATIN != 0) & (looks.take(places + 1) & ab.LATIN != 0)
    places = places[latin]
    if not len(places):
        return squeezed
    ends_well = (codes.take(places + 1) != LETTER_D) | (looks.take(places + 2) & ab.WORD != 0)
    places = places[ends_well]
    digits = (codes.take(places) - np.uint32(ZERO)).astype(np.int64)
    spelled = codes.copy()
    spelled[places] = np.where(digits < len(LEET), LEET.take(digits, mode="clip"), codes[places])
    buffer = Buffer(spelled, squeezed.buffer.starts, squeezed.buffer.ends)
    return FoldedBuffer(buffer, looks, squeezed.offsets)


def read(folded: FoldedBuffer) -> Words:
    """Words and their hashes."""
    edges = word_edges(folded.looks)
    joined = squeeze(folded) if apart(edges) else folded
    if joined is not folded:
        edges = word_edges(joined.looks)
    squeezed = spell(joined)
    buffer, (starts, ends) = squeezed.buffer, edges.reshape(-1, 2).T
    sums = prefix_sums(buffer.codes)
    looks = np.bitwise_or.reduceat(squeezed.looks, edges)[::2]
    firsts = np.zeros(buffer.rows + 1, np.int64)
    firsts[1:] = edges.searchsorted(buffer.ends, "right") >> 1
    kinds = kinds_of(squeezed, starts, ends, looks)
    hashes = stretches(sums, starts, ends)
    frames = np.where(kinds == PLAIN, hashes, FRAMES.take(kinds))
    return Words(squeezed, sums, starts, ends, firsts, looks, kinds, hashes, frames)


def word_edges(looks: ab.Looks) -> Places:
    """Where words begin and end, in turn."""
    word = (looks & ab.WORD) != 0
    edges: Places = (word[1:] != word[:-1]).nonzero()[0]
    edges += 1
    return edges


def apart(edges: Places) -> bool:
    """Whether three words of one character may stand one character apart.

    A quick look that saves most batches the exact one: it takes gaps for words as well.
    """
    return THREE_APART in (edges[1:] - edges[:-1] == 1).tobytes()


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
