"""Packing: folded texts side by side in one sequence, with padding between them.

The character network takes a symbol and the glyph attributes of each place. Only the two
ends of a long text are packed, apart by padding, so that the cost of a text is bounded.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.text.alphabet import Codes, GlyphAttributes
from classifier.text.codes import Places
from classifier.text.normalise import FoldedBuffer

Symbols = npt.NDArray[np.int64]

HEAD: Final = 160
TAIL: Final = 40
GAP: Final = 4
"""Zeros between two texts, and between the two ends of one. The first convolution's output is
zeroed in them, so that the second, which sees farther, sees no neighbour either."""
EDGE: Final = 8
"""Zeros before the first text and behind the last."""
LONGEST: Final = HEAD + GAP + TAIL
"""Places a text may take up; a longer one is cut to exactly so many."""
OWN: Final = 128
"""Codes up to here, which is ASCII, are symbols of their own; the rest share `SHARED`."""
SHARED: Final = 383
SYMBOLS: Final = 1 + OWN + SHARED
SCRIPTS: Final = (0x2E80, 0xE000, 0x20000)
"""Characters from the first to the second, or from the third on, are too many to tell apart:
Chinese, Korean and the like. Each 256 of them in order are one symbol."""
BLOCK_BITS: Final = 8
APART: Final = np.uint32(0x200000)
"""Keeps blocks apart from characters of the same number."""
SPREAD: Final = np.uint32(0x9E3779B1)
"""2**32 over the golden ratio: Knuth's multiplicative hashing."""


@dataclass(frozen=True, slots=True)
class PackedTexts:
    """Some texts of a buffer: text r lies in firsts[r]:lasts[r] of the sequence.

    `places` says where in the buffer each place of the sequence comes from; 0 is padding.
    """

    places: Places
    firsts: Places
    lasts: Places


def pack(starts: Places, ends: Places) -> PackedTexts:
    """Where the texts starts[r]:ends[r] of a buffer come to lie in the sequence.

    An empty text is one place of padding. There must be a text, and the buffer's
    place 0 must be padding.
    """
    long = ends - starts > LONGEST
    if not long.any():
        return pieces(starts, np.maximum(ends - starts, 1))
    counts = np.where(long, 2, 1)
    heads = counts.cumsum() - counts
    tails = heads[long] + 1
    begins, lengths = starts.repeat(counts), np.maximum(ends - starts, 1).repeat(counts)
    lengths[heads[long]], lengths[tails] = HEAD, TAIL
    begins[tails] = ends[long] - TAIL
    packed = pieces(begins, lengths)
    return PackedTexts(
        packed.places, packed.firsts.take(heads), packed.lasts.take(heads + counts - 1)
    )


def pieces(begins: Places, lengths: Places) -> PackedTexts:
    """Pieces of a buffer, packed, each by its beginning and length."""
    lasts = (lengths + GAP).cumsum() + (EDGE - GAP)
    firsts = lasts - lengths
    places = np.zeros(int(lasts[-1]) + EDGE, np.int64)
    if len(lasts) == 1:
        places[EDGE:-EDGE] = np.arange(begins[0], begins[0] + lengths[0])
        return PackedTexts(places, firsts, lasts)
    within = np.arange(EDGE, len(places) - EDGE + GAP)
    within += (begins - firsts).repeat(lengths + GAP)
    places[EDGE : len(places) - EDGE + GAP] = within
    places[(lasts[:, None] + np.arange(GAP)).ravel()] = 0
    return PackedTexts(places, firsts, lasts)


def symbols(codes: Codes) -> Symbols:
    """The symbol, below SYMBOLS, of each folded code; 0 stays 0."""
    found = codes.astype(np.int64)
    others = (codes > OWN).nonzero()[0]
    if len(others):
        keys = codes.take(others)
        low, high, beyond = SCRIPTS
        many = ((keys >= low) & (keys < high)) | (keys >= beyond)
        keys = np.where(many, (keys >> BLOCK_BITS) + APART, keys) * SPREAD
        found[others] = (keys >> 16) % SHARED + (OWN + 1)
    return found


def pack_folded(folded: FoldedBuffer, rows: Places) -> tuple[PackedTexts, Symbols, GlyphAttributes]:
    """These rows of a folded buffer packed, with their symbols and attributes."""
    packed = pack(folded.buffer.starts.take(rows), folded.buffer.ends.take(rows))
    codes = folded.buffer.codes.take(packed.places)
    return packed, symbols(codes), folded.attributes.take(packed.places)
