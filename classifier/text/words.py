"""Words: the words of folded texts as `spelling` reads them, with their hashes and frames.

Each word has a hash of its letters, the set of them, which swapped and doubled letters
leave as it is ("maacna" has the letters of "macan"), and a *frame* hash in which
anything that looks like a name in disguise is one placeholder. Word pairs over frames
are promotion without the brand: "main di □", "menang besar di □", whoever pays for it.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.text import alphabet as ab
from classifier.text.codes import Places
from classifier.text.hashing import Slots, prefix_sums, salt, stretches
from classifier.text.leet import LETTER_D, spell
from classifier.text.normalise import FoldedBuffer
from classifier.text.spelling import spelled

Flags = npt.NDArray[np.bool_]

SHORTEST_BRAND: Final = 4
PLAIN, BRANDLIKE, AMOUNT, NUMBER, SPACED, DISGUISED, DISGUISED_NUMBER, DISGUISED_BRAND, FOREIGN = (
    range(9)
)
NONE: Final = np.zeros(0, np.int64)
LETTERS: Final = np.zeros(129, np.uint32)
LETTERS[ord("a") + 1 : ord("z") + 2] = 1 << np.arange(26, dtype=np.uint32)
LETTERS[ord("0") + 1 : ord("9") + 2] = 1 << 26
"""The bit of each letter, and one for all digits, by code."""
DIGITS_OR_NOT: Final = np.uint16(ab.DIGIT)
CLASSES: Final = np.ones(ab.DIGIT + 1, np.uint32)
CLASSES[ab.DIGIT] = 2
"""A number for digits and another one for all else: what shapes are made of."""
FRAMES: Final = np.array([salt(f"frame{kind}") for kind in range(9)], np.uint32)


class Words(NamedTuple):
    """The words of a batch; starts and ends are places in the squeezed buffer."""

    squeezed: FoldedBuffer
    sums: Slots
    starts: Places
    ends: Places
    lengths: Places
    firsts: Places
    """The index of each text's first word; one entry more than texts."""
    attributes: ab.GlyphAttributes
    union: int
    """The attributes that any character of the batch has."""
    kinds: npt.NDArray[np.uint8]
    brands: Places
    """Which words have a brand's shape."""
    hashes: Slots
    frames: Slots
    letters: Slots
    """The letters that each word has, in whatever order and however often: a bit each."""
    shapes: Slots
    """Hashes of where each word has letters and where digits: "b12cd" is as "x34yz"."""


def read(folded: FoldedBuffer) -> Words:
    """Words and their hashes."""
    squeezed, edges = spelled(folded)
    union = int(np.bitwise_or.reduce(squeezed.attributes))
    if union & ab.DIGIT and union & ab.LATIN:
        squeezed = spell(squeezed, edges)
    attributes = np.bitwise_or.reduceat(squeezed.attributes, edges)[::2]
    buffer = squeezed.buffer
    letters = np.bitwise_or.reduceat(LETTERS.take(buffer.codes, mode="clip"), edges)[::2]
    starts, ends = np.ascontiguousarray(edges.reshape(-1, 2).T)
    lengths = ends - starts
    sums = prefix_sums(buffer.codes)
    hashes = frames = stretches(sums, edges)
    kinds, brands = KINDS.take(attributes), NONE
    if kinds.any():
        brands = brand_shapes(squeezed, starts, ends, kinds)
        kinds[brands] = BRANDLIKE
        frames = np.where(kinds == PLAIN, hashes, FRAMES.take(kinds))
    firsts = np.zeros(buffer.rows + 1, np.int64)
    firsts[1:] = starts.searchsorted(buffer.ends)
    return Words(
        squeezed,
        sums,
        starts,
        ends,
        lengths,
        firsts,
        attributes,
        union,
        kinds,
        brands,
        hashes,
        frames,
        letters,
        stretches(prefix_sums(CLASSES.take(squeezed.attributes & DIGITS_OR_NOT)), edges),
    )


def _kind_table() -> npt.NDArray[np.uint8]:
    """The kind of a word by the union of its letters' attributes; places come later."""
    attributes = np.arange(1 << 12)
    digits, letters = attributes & ab.DIGIT != 0, attributes & ab.LATIN != 0
    kinds = np.where(attributes & ab.LETTER != 0, FOREIGN, PLAIN)
    kinds[digits & ~letters] = NUMBER
    kinds[digits & letters] = AMOUNT
    kinds[(attributes & ab.SPACED != 0) & (digits | letters)] = SPACED
    kinds[(attributes & ab.SPACED != 0) & digits & letters] = DISGUISED_BRAND
    disguised = attributes & ab.DISGUISE != 0
    kinds[disguised & letters] = DISGUISED
    kinds[disguised & digits & ~letters] = DISGUISED_NUMBER
    kinds[disguised & letters & digits] = DISGUISED_BRAND
    return kinds.astype(np.uint8)


KINDS: Final = _kind_table()


def brand_shapes(
    squeezed: FoldedBuffer, starts: Places, ends: Places, kinds: npt.NDArray[np.uint8]
) -> Places:
    """The words of a brand's shape: letters and then digits, be a word glued to them or not.

    One or two letters before digits are the plate of a car, a sum or a model of something.
    """
    amounts: Places = (kinds == AMOUNT).nonzero()[0]
    if not len(amounts):
        return amounts
    begin, end = starts.take(amounts), ends.take(amounts)
    codes, shown = squeezed.buffer.codes, squeezed.attributes
    last = shown.take(end - 1) & ab.DIGIT != 0
    last |= (codes.take(end - 1) == LETTER_D) & (shown.take(end - 2) & ab.DIGIT != 0)
    digit = shown & ab.DIGIT != 0
    brand = (shown.take(begin) & ab.LATIN != 0) & (end - begin >= SHORTEST_BRAND)
    brand &= ~(digit.take(begin + 1) | digit.take(begin + 2))
    # Two digits on end also between letters: a brand with a word glued to it ("macan77emang").
    pairs = (digit[1:] & digit[:-1]).nonzero()[0]
    last |= pairs.searchsorted(end - 1) > pairs.searchsorted(begin)
    return amounts.compress(brand & last)
