"""Alphabet table: what every code point folds to, and its glyph attributes.

The table is data shipped with the package (`tables/alphabet.npy`) rather than
computed from `unicodedata` when the process starts: building it takes a second,
and each Python release knows another Unicode version, so a comment would score
differently on Python 3.11 and 3.14. `classifier.tables.build_alphabet` builds it.

One unsigned 32-bit number a code point: the low 21 bits are the folded code
point, the eleven above are its glyph attributes, the bits below. Index 0 is the padding between
texts, so the entry for code point c is at index c + 1. The few code points that
fold to more than one ("ﬁ", "Ⅷ", "⑩") have a number past Unicode's last, the row of
a second table; all the characters of such a row have the same attributes.
"""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
GlyphAttributes = npt.NDArray[np.uint16]

LOWER: Final = 1
UPPER: Final = 2
DIGIT: Final = 4
LETTER: Final = 8  # of a script other than Latin
SPACE: Final = 16
EMOJI: Final = 32
STYLED: Final = 64  # mathematical, full-width, small capital, superscript …
ENCLOSED: Final = 128  # circled, squared, regional indicator, keycap
LOOKALIKE: Final = 256  # another script's letter that reads as Latin
MARK: Final = 512
HIDDEN: Final = 1024  # zero-width, bidirectional, tags
SPACED: Final = 2048  # set later: a letter written apart from its word

FANCY: Final = STYLED | ENCLOSED | LOOKALIKE
"""What letters of other alphabets have; halves of flags are EMOJI besides."""
WORD: Final = LOWER | UPPER | DIGIT | LETTER
LATIN: Final = LOWER | UPPER
DISGUISE: Final = STYLED | ENCLOSED | LOOKALIKE | MARK | HIDDEN

FOLD_BITS: Final = 21
FOLD_SHIFT: Final = np.uint32(FOLD_BITS)
FOLD_MASK: Final = np.uint32((1 << FOLD_BITS) - 1)
REMOVED: Final = np.uint32((1 << FOLD_BITS) - 1)
LIMIT: Final = 0x1FC00
"""Code points from here on fold to themselves, but for the tags of plane 14."""
TAGS: Final = (0xE0000, 0xE0FFF)
FIRST_EXPANSION: Final = 0x110001
"""Folded values from here on are rows of `expansions`, but for REMOVED."""
WIDEST: Final = 8
"""Characters of the longest expansion."""
TABLE_PATH: Final = Path(__file__).parents[1] / "tables" / "alphabet.npy"
EXPANSIONS_PATH: Final = TABLE_PATH.with_name("expansions.npy")


@cache
def table() -> Codes:
    """The packed table, LIMIT + 2 entries, mapped read-only."""
    packed: Codes = np.load(TABLE_PATH, mmap_mode="r", allow_pickle=False)
    return np.asarray(packed)


@cache
def expansions() -> Codes:
    """What expanding code points fold to, a row each: WIDEST codes plus one, then zeros."""
    rows: Codes = np.load(EXPANSIONS_PATH, allow_pickle=False)
    return rows


def fold_codes(codes: Codes) -> tuple[Codes, GlyphAttributes]:
    """Folded values and glyph attributes of a padded buffer (0 pads, c + 1 else).

    Folded values are shifted by one like the buffer; what folding removes has
    the value REMOVED, and what it expands FIRST_EXPANSION plus a row of `expansions`.
    """
    packed = table().take(codes, mode="clip")
    folded = packed & FOLD_MASK
    packed >>= FOLD_SHIFT
    attributes = packed.astype(np.uint16)
    if codes.size and np.maximum.reduce(codes) > LIMIT:
        far = codes > LIMIT
        tags = (codes > TAGS[0]) & (codes <= TAGS[1] + 1)
        folded = np.where(far, np.where(tags, REMOVED, codes), folded)
        attributes[far] = LETTER
        attributes[tags] = HIDDEN
    return folded, attributes


def fold_code(code: int) -> tuple[int, int]:
    """As `fold_codes`, of one code point: a number instead of a buffer, at a tenth of the cost."""
    if code < LIMIT:
        packed = int(table()[code + 1])
        return packed & int(FOLD_MASK), packed >> FOLD_BITS
    folded, attributes = fold_codes(np.array([code + 1], np.uint32))
    return int(folded[0]), int(attributes[0])
