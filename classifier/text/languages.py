"""Language check: whether a text is in a language that the model knows, or none can tell.

The model learned from Indonesian and English. A text is not understood when most of its
words are unknown (`lexicon`), or most of its letters are of unknown words in other
scripts. A few words prove nothing, so short texts are understood; so are texts of names,
numbers and emoji, and disguised ones, which fold to words that are known or are left
out of the count; words with digits for letters are counted as what they read as.
Malay, Javanese and Sundanese share enough words to be understood more often than not.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.text import alphabet as ab
from classifier.text.words import Flags, Words, totals

FEWEST_WORDS: Final = 4
"""Fewer words of letters than these are no ground to say anything."""
KNOWN_SHARE: Final = (2, 5)
"""At least two in five of a text's words must be known. Chosen on training sources: see
`docs/model-card.md`."""
FEWEST_LETTERS: Final = 5
"""Letters of other scripts that make a text one in another script."""

BALANCE: Final = 1 << 20
"""One unit of the balance of known against unknown words, above a count of both."""
LOW: Final = BALANCE - 1
SHORT, KNOWN = np.uint16(1 << 12), np.uint16(1 << 13)
"""Bits beside a word's attributes: it is of one letter; it is in the lexicon."""
UNREADABLE: Final = ab.DIGIT | ab.ENCLOSED | ab.HIDDEN | ab.SPACED


def _tallies() -> npt.NDArray[np.int64]:
    """What a word adds to its text's tally, by attributes, KNOWN and SHORT.

    The balance of a text is below zero when too small a share of its words is known.
    Letters in fancy styles are a name's disguise and not counted, but those that also
    carry a mark ("đ"). A known word with marks may be two languages' ("bạn", "ban").
    """
    attributes = np.arange(1 << 14)
    known, latin = attributes & KNOWN != 0, attributes & ab.LATIN != 0
    marked = attributes & ab.MARK != 0
    styled = (attributes & ab.STYLED != 0) & ~marked
    counted = latin & (attributes & (UNREADABLE | SHORT) == 0) & ~styled
    counted |= attributes & ab.LETTER != 0
    counted &= ~(known & marked & latin)
    most, of = KNOWN_SHARE
    return np.where(counted, np.where(known, of - most, -most) * BALANCE + 1, 0)


TALLIES: Final = _tallies()


def _scripts() -> npt.NDArray[np.int64]:
    """What a letter of a word adds to the three sums of `in_other_script`, by the same index.

    From the low bits up: all letters; those of unknown words that are, or may be, of
    another script; those of unknown words that are so beyond doubt.
    """
    attributes = np.arange(1 << 14)
    unknown = attributes & KNOWN == 0
    doubtless = unknown & (attributes & ab.LETTER != 0)
    alike = unknown & (attributes & (ab.LETTER | ab.LOOKALIKE) != 0)
    sums: npt.NDArray[np.int64] = 1 + alike * BALANCE + doubtless * BALANCE**2
    return sums


SCRIPTS: Final = _scripts()


def understood(words: Words, known: Flags) -> Flags:
    """Whether the language of each text is known. `known`: which words the lexicon has."""
    index = np.zeros(len(known) + 1, np.uint16)
    np.multiply(known, KNOWN, out=index[:-1])
    index[:-1] |= words.attributes
    index[:-1] |= (words.lengths == 1) * SHORT
    tallies = totals(words, TALLIES.take(index, mode="clip"))
    strange = (tallies < 0) & (tallies & LOW >= FEWEST_WORDS)
    if words.union & ab.LETTER:
        strange |= in_other_script(words, index)
    return np.logical_not(strange, out=strange)


def in_other_script(words: Words, index: npt.NDArray[np.uint16]) -> Flags:
    """Whether most letters of each text are of unknown words in other scripts.

    Letters that resemble Latin ones are folded, so a word of another script may have no
    other letter left; it counts where the text has words of that script beyond doubt.
    """
    values = SCRIPTS.take(index, mode="clip")
    values[:-1] *= words.lengths
    values[-1] = 0  # no word, so no letter, behind the last one
    sums = totals(words, values)
    return (sums >= FEWEST_LETTERS * BALANCE**2) & ((sums >> 20 & LOW) * 2 >= sums & LOW)
