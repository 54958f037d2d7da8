"""Handcrafted features: named yes-or-no statements about a text's disguises and shape.

Sums of n-grams are scaled down as a text grows. These features are not, so one disguised
name at the end of a long and harmless comment still counts in full.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.text import alphabet as ab
from classifier.text import words as w
from classifier.text.codes import Buffer, Places
from classifier.text.words import Words

Handcrafted = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint32]

PROPERTIES: Final = (
    "fancy",
    "flagged",
    "marked",
    "hidden",
    "spaced",
    "disguised_digits",
    "disguised",
    "brandlike",
    "amount",
    "number",
    "long_number",
    "capitals",
    "mixed_disguise",
    "starred",
    "foreign",
    "dotted",
    "handle",
    "tagged",
)
LEVELS: Final = {"some": 1, "two": 2, "many": 4}
WORD_COUNTS: Final = (1, 3, 6, 12, 25, 60)
LENGTHS: Final = (12, 25, 50, 80, 120, 200, 350, 700, 1500)
EXTRAS: Final = (
    "one_disguise_in_prose",
    "all_disguised",
    "disguise_first",
    "disguise_last",
    "brand_first",
    "brand_last",
    "starred_brand",
)
NAMES: Final = (
    *(f"{level}_{name}" for name in PROPERTIES for level in LEVELS),
    *(f"words_{least}" for least in WORD_COUNTS),
    *(f"length_{least}" for least in LENGTHS),
    *EXTRAS,
)
BITS: Final = {name: place for place, name in enumerate((*PROPERTIES, "named", "starred_name"))}
"""The bit of each property of a word; `named` is a disguised word or a brand's shape."""
PLACES: Final = np.arange(len(BITS), dtype=np.uint32)
MEASURES: Final = np.array(
    [place for place in range(len(PROPERTIES)) for _ in LEVELS]
    + [len(BITS)] * len(WORD_COUNTS)
    + [len(BITS) + 1] * len(LENGTHS)
)
"""The count that decides each feature but the extras; counts of BITS come first."""
LEAST: Final = np.array(
    [[*LEVELS.values()] * len(PROPERTIES) + [*WORD_COUNTS, *LENGTHS]], np.uint32
).T
"""The least such count that makes the feature true, as a column."""
ASCII: Final = 129
"""Codes are code points plus one, so those of ASCII lie below this."""
LONG_NUMBER: Final = 9
SHORTEST_NAME: Final = 4
PROSE: Final = 3
DISGUISED_KINDS: Final = (w.DISGUISED, w.DISGUISED_BRAND, w.DISGUISED_NUMBER, w.SPACED)
SIGNS: Final = {"marked": ab.MARK, "hidden": ab.HIDDEN, "spaced": ab.SPACED}
NAME_LIKE: Final = ab.UPPER | ab.DIGIT | ab.DISGUISE
ALPHABETS: Final = (ab.STYLED, ab.ENCLOSED, ab.LOOKALIKE)
FLAG: Final = ab.ENCLOSED | ab.EMOJI
"""Attributes of half a flag. It is no fancy letter, for honest readers wave flags."""
BRAND_BIT: Final = np.uint16(1 << 12)
"""Set beside the attributes of a BRANDLIKE word: places decide that, not attributes."""


class Tally(NamedTuple):
    """The properties of the words of a batch.

    `bits` has those of each word, and one zero behind them. `counts` has one column a
    text: how many of its words have each of BITS, its words, and its length.
    """

    bits: Bits
    counts: Counts


def bit(name: str) -> np.uint32:
    """The bit of this property."""
    return np.uint32(1 << BITS[name])


STARRED, STARRED_NAME, NAMED, DISGUISED, BRANDLIKE, DOTTED = (
    bit(name) for name in ("starred", "starred_name", "named", "disguised", "brandlike", "dotted")
)


def _properties_by_attributes() -> Bits:
    """The bits that follow from each union of attributes, with and without BRAND_BIT."""
    attributes = np.arange(1 << 13)
    kinds = np.where(attributes >= int(BRAND_BIT), w.BRANDLIKE, w.KINDS[attributes & 0xFFF])
    readable = attributes & (ab.LATIN | ab.DIGIT) != 0
    flagged = attributes & FLAG == FLAG
    shown = [attributes & sign != 0 for sign in (*SIGNS.values(), *ALPHABETS)]
    mixed = np.sum(shown, axis=0) > 1
    known = {name: found & readable for name, found in zip(SIGNS, shown, strict=False)} | {
        "fancy": (attributes & ab.FANCY != 0) & readable & ~flagged,
        "flagged": flagged,
        "disguised_digits": np.isin(kinds, (w.DISGUISED_BRAND, w.DISGUISED_NUMBER)),
        "disguised": np.isin(kinds, DISGUISED_KINDS),
        "brandlike": kinds == w.BRANDLIKE,
        "amount": kinds == w.AMOUNT,
        "number": kinds == w.NUMBER,
        "long_number": kinds == w.NUMBER,
        "capitals": attributes & ab.WORD == ab.UPPER,
        "mixed_disguise": (attributes & ab.LATIN != 0) & mixed & ~flagged,
        "foreign": kinds == w.FOREIGN,
    }
    known["named"] = known["disguised"] | known["brandlike"]
    return sum(  # what is missing here, a word's neighbours decide
        (known[name].astype(np.uint32) << np.uint32(BITS[name]) for name in known),
        start=np.zeros(len(attributes), np.uint32),
    )


PROPERTIES_BY_ATTRIBUTES: Final = _properties_by_attributes()


def _length_masks() -> Bits:
    """The bits that a word of each length may have; the last for all that are longer."""
    masks = np.full(LONG_NUMBER + 1, 0xFFFFFFFF, np.uint32)
    masks[:LONG_NUMBER] ^= bit("long_number")
    masks[:SHORTEST_NAME] ^= bit("capitals")
    return masks


LENGTH_MASKS: Final = _length_masks()


def _neighbours(signs: dict[str, str]) -> Bits:
    """The bit that each code point gives the word beside it; the last entry is for all others."""
    table = np.zeros(ASCII + 1, np.uint32)
    for sign, name in signs.items():
        table[ord(sign) + 1] = bit(name)
    return table


BEFORE: Final = _neighbours({"@": "handle", "#": "tagged"})
AFTER: Final = _neighbours({".": "dotted"})
"""A word is dotted only where another one follows the dot at once, as in an address."""


OCTETS: Final = -(-len(BITS) // 8)


def tally(raw: Buffer, words: Words) -> Tally:
    """The properties of each word, and how many words of each text have them."""
    bits = np.zeros(len(words.kinds) + 1, np.uint32)
    word_properties(words, bits[:-1])
    counts = np.empty((len(BITS) + 2, raw.rows), np.uint32)
    total = words.firsts[1:] - words.firsts[:-1]
    # Where a text has no words reduceat gives the next one.
    np.multiply(counted(bits, words.firsts[:-1]), total > 0, out=counts[:-2])
    counts[-2] = total
    counts[-1] = raw.ends - raw.starts
    return Tally(bits, counts)


def counted(bits: Bits, firsts: Places) -> npt.NDArray[np.uint16]:
    """How many words of each text (column) have each of BITS (row); below 2**16."""
    octets = bits.view(np.uint8).reshape(-1, 4)[:, :OCTETS]
    flags = np.unpackbits(octets, axis=1, bitorder="little")
    summed: npt.NDArray[np.uint16] = np.add.reduceat(flags, firsts, axis=0, dtype=np.uint16)
    return summed[:, : len(BITS)].T


def word_properties(words: Words, bits: Bits) -> None:
    """Write the properties of each word: by its attributes, its length, its neighbours."""
    attributes = words.attributes
    if len(words.brands):
        attributes = attributes.copy()
        attributes[words.brands] |= BRAND_BIT
    PROPERTIES_BY_ATTRIBUTES.take(attributes, out=bits, mode="clip")
    bits &= LENGTH_MASKS.take(words.lengths, mode="clip")
    glance = words.squeezed.glance
    if b"@" in glance or b"#" in glance:
        bits |= BEFORE.take(words.squeezed.buffer.codes.take(words.starts - 1), mode="clip")
    if b"." in glance:
        bits |= signs_after(words)
    if words.union & ab.EMOJI:
        starred = beside_emoji(words)
        bits[starred] |= STARRED
        bits[starred[bits.take(starred) & NAMED != 0]] |= STARRED_NAME


def signs_after(words: Words) -> Bits:
    """The bits that the character behind each word gives it."""
    attributes, codes = words.squeezed.attributes, words.squeezed.buffer.codes
    after = AFTER.take(codes.take(words.ends), mode="clip")
    dotted = (after == DOTTED).nonzero()[0]
    alone = attributes.take(words.ends.take(dotted) + 1) & ab.WORD == 0
    after[dotted[alone]] = 0
    return after


def beside_emoji(words: Words) -> Places:
    """The words that an emoji stars: next to it, or one character away, and like a name.

    Readers put emoji between plain words; adverts put them around names, which have capitals,
    digits or a disguise.
    """
    attributes = words.squeezed.attributes
    pairs = attributes[1:] | attributes[:-1]
    beside = pairs.take(words.starts - 2) | pairs.take(words.ends)
    starred: Places = ((beside & ab.EMOJI != 0) & (words.attributes & NAME_LIKE != 0)).nonzero()[0]
    return starred


def handcrafted_features(words: Words, tallied: Tally) -> Handcrafted:
    """One row a text, one column a name of NAMES; true or false."""
    table = np.empty((len(NAMES), tallied.counts.shape[1]), np.bool_)
    np.greater_equal(tallied.counts.take(MEASURES, axis=0), LEAST, out=table[: len(MEASURES)])
    extras(words, tallied, table[len(MEASURES) :])
    return table.T


def extras(words: Words, tallied: Tally, table: Handcrafted) -> None:
    """Write the features that weigh several words of a text against each other, a row each."""
    table[:] = False
    rows = tallied.counts[BITS["named"]].nonzero()[0]
    if len(rows):
        table[:, rows] = of_names(words, tallied, rows)


def of_names(words: Words, tallied: Tally, rows: Places) -> w.Flags:
    """The features of EXTRAS, of texts which all have a name."""
    disguised = tallied.counts[BITS["disguised"]][rows]
    firsts, stops = words.firsts[rows], words.firsts[rows + 1]
    total = stops - firsts
    plain = total - disguised
    ends = tallied.bits[np.array((firsts, stops - 1))]
    return np.array(
        (
            (disguised > 0) & (plain >= PROSE) & (disguised <= total // 3),
            (disguised > 1) & (plain == 0),
            *(ends & DISGUISED != 0),
            *(ends & BRANDLIKE != 0),
            tallied.counts[BITS["starred_name"]][rows] > 0,
        )
    )
