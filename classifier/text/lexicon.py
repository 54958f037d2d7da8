"""Bloom filter of known words: Indonesian and English, slang and neighbours included.

It takes 64 kB (`tables/lexicon.npy`, made by
`classifier.tables.build_lexicon`): each word has one block of 32 bits and two bits within it
(Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). A
word in it is always known; one in fifty of the others is taken for known. Words cannot
be read back from it.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.text.hashing import BASE, MODULUS, SPREAD, WORD_BITS, Slots

DOUBLED: Final = re.compile(r"(.)\1+")
PATH: Final = Path(__file__).parents[1] / "tables" / "lexicon.npy"
BLOCK_BITS: Final = 14
"""The table has 2**14 blocks of 32 bits."""
PAIR_BITS: Final = 10
"""Two places of five bits each choose the two bits of a word."""
BLOCK_SHIFT: Final = np.uint32(WORD_BITS - BLOCK_BITS)
PAIR_SHIFT: Final = np.uint32(WORD_BITS - BLOCK_BITS - PAIR_BITS)
PAIR_MASK: Final = np.uint32((1 << PAIR_BITS) - 1)
PAIRS: Final = np.array(
    [1 << (pair >> 5) | 1 << (pair & 31) for pair in range(1 << PAIR_BITS)], np.uint32
)


@cache
def table() -> Slots:
    """The shipped lexicon."""
    blocks: Slots = np.load(PATH, allow_pickle=False)
    return blocks


def known(hashes: Slots, blocks: Slots | None = None) -> npt.NDArray[np.bool_]:
    """Whether each word is in a lexicon (None: ours), by its hash as in `words.Words`."""
    places, pairs = addresses(hashes)
    held = table() if blocks is None else blocks
    found: npt.NDArray[np.bool_] = held.take(places, mode="clip") & pairs == pairs
    return found


def holds(word: str) -> bool:
    """Whether the shipped lexicon has a word, folded; doubled letters count once."""
    value, power = 0, 1
    for char in DOUBLED.sub(r"\1", word):
        value = (value + (ord(char) + 1) * power) % MODULUS
        power = power * BASE % MODULUS
    # As `addresses`, for one word in a fifth of the time.
    spread = value * SPREAD % MODULUS
    pair = int(PAIRS[spread >> int(PAIR_SHIFT) & int(PAIR_MASK)])
    return int(table()[spread >> int(BLOCK_SHIFT)]) & pair == pair


def packed(hashes: Slots) -> Slots:
    """A lexicon of these words."""
    blocks = np.zeros(1 << BLOCK_BITS, np.uint32)
    places, pairs = addresses(hashes)
    np.bitwise_or.at(blocks, places, pairs)
    return blocks


def addresses(hashes: Slots) -> tuple[Slots, Slots]:
    """The block of each word, and its two bits there."""
    spread = hashes * np.uint32(SPREAD)
    places = spread >> BLOCK_SHIFT
    spread >>= PAIR_SHIFT
    spread &= PAIR_MASK
    return places, PAIRS.take(spread, mode="clip")
