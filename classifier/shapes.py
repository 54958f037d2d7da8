"""The look of a text: runs of lower case, capitals, digits, disguised letters, emoji.

A brand never seen before still looks like one: six capitals, two digits, all in
mathematical bold, between two stars. Each run of one look becomes one symbol with
its length, and n-grams over these symbols say that, whatever the letters.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from classifier import alphabet as ab
from classifier.codes import PAD, PADDING, Buffer, Places, starts_before
from classifier.normalise import FoldedBuffer

PRIORITY: Final = (
    (ab.SPACED, 15),
    (ab.HIDDEN, 1),
    (ab.MARK, 2),
    (ab.ENCLOSED, 3),
    (ab.LOOKALIKE, 4),
    (ab.STYLED, 5),
    (ab.EMOJI, 6),
    (ab.DIGIT, 7),
    (ab.UPPER, 8),
    (ab.LOWER, 9),
    (ab.LETTER, 10),
    (ab.SPACE, 11),
)


def _symbols() -> npt.NDArray[np.uint8]:
    """For each combination of look bits its symbol, above ASCII; 0 for punctuation."""
    table = np.zeros(1 << 12, np.uint8)
    combinations = np.arange(1 << 12)
    for bit, symbol in reversed(PRIORITY):
        table[combinations & bit != 0] = symbol + FIRST_SYMBOL
    disguised = (combinations & ab.DISGUISE != 0) & (combinations & ab.DIGIT != 0)
    table[disguised] += 16
    return table


FIRST_SYMBOL: Final = 128
ASCII: Final = np.uint8(127)
SYMBOLS: Final = _symbols()
RUN_CLASS: Final = np.array([0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 8, 9, 9, 9, 10], np.uint32)


def shape(folded: FoldedBuffer) -> tuple[Buffer, Places]:
    """The buffer of run symbols, and where in the folded buffer each run begins."""
    codes = folded.buffer.codes
    symbols = SYMBOLS.take(folded.looks)
    symbols = np.where(symbols, symbols, codes.astype(np.uint8) & ASCII)
    begins = codes == 0
    begins[0] = True
    begins[1:] |= symbols[1:] != symbols[:-1]
    places = begins.nonzero()[0]
    lengths = np.empty(len(places), np.int64)
    np.subtract(places[1:], places[:-1], out=lengths[:-1])
    lengths[-1] = 1  # the last place is padding
    runs = symbols.take(places).astype(np.uint32)
    runs *= np.uint32(16)
    runs += RUN_CLASS.take(lengths, mode="clip")
    runs += np.uint32(1)
    ends = places.searchsorted(folded.buffer.ends)
    runs[:PAD] = 0
    runs[ends[:, None] + PADDING] = 0
    return Buffer(runs, starts_before(ends), ends), places
