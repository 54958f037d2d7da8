"""Named yes-or-no facts of a text, beside the n-grams: how disguised, how repeated.

N-gram sums are scaled down as a text grows; facts are not, so one disguised name at
the end of a long and harmless comment still counts in full.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier import alphabet as ab
from classifier import words as w
from classifier.codes import Buffer, Places
from classifier.words import Words

FactTable = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint32]

PROPERTIES: Final = (
    "styled",
    "enclosed",
    "lookalike",
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
    "camel_digits",
    "starred",
    "foreign",
    "dotted",
    "handle",
    "tagged",
    "exclaimed",
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
    "repeated_name",
    "few_distinct_words",
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
"""Of each fact but the extras: the count that decides it, behind those of BITS the others."""
LEAST: Final = np.array(
    [[*LEVELS.values()] * len(PROPERTIES) + [*WORD_COUNTS, *LENGTHS]], np.uint32
).T
"""The least such count, as a column."""
OWNER: Final = np.uint32(0x9E3779B1)
"""Sets equal words of different texts apart."""
LOW: Final = np.uint64(0xFFFFFFFF)
ASCII: Final = 129
"""Codes are code points plus one, so those of ASCII lie below this."""
LONG_NUMBER: Final = 9
SHORTEST_NAME: Final = 4
PROSE: Final = 3
DISGUISED_KINDS: Final = (w.DISGUISED, w.DISGUISED_BRAND, w.DISGUISED_NUMBER, w.SPACED)
SIGNS: Final = {
    "styled": ab.STYLED,
    "enclosed": ab.ENCLOSED,
    "lookalike": ab.LOOKALIKE,
    "marked": ab.MARK,
    "hidden": ab.HIDDEN,
    "spaced": ab.SPACED,
}
BRAND_BIT: Final = 1 << 12
"""Set beside the looks of a word whose kind is BRANDLIKE: places decide that, not looks."""


@dataclass(frozen=True, slots=True)
class Tally:
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


def _look_properties() -> Bits:
    """For each union of looks, with and without BRAND_BIT, the bits that follow."""
    looks = np.arange(1 << 13)
    kinds = np.where(looks & BRAND_BIT != 0, w.BRANDLIKE, w.KINDS[looks & (BRAND_BIT - 1)])
    readable = looks & (ab.LATIN | ab.DIGIT) != 0
    signs = {name: (looks & sign != 0) & readable for name, sign in SIGNS.items()}
    shown = sum((looks & sign != 0).astype(np.int32) for sign in SIGNS.values())
    mixed = (shown > 1) | ((shown == 1) & (looks & ab.STYLED == 0))
    camel = ab.UPPER | ab.LOWER | ab.DIGIT
    known = signs | {
        "disguised_digits": np.isin(kinds, (w.DISGUISED_BRAND, w.DISGUISED_NUMBER)),
        "disguised": np.isin(kinds, DISGUISED_KINDS),
        "brandlike": kinds == w.BRANDLIKE,
        "amount": kinds == w.AMOUNT,
        "number": kinds == w.NUMBER,
        "long_number": kinds == w.NUMBER,
        "capitals": looks & ab.WORD == ab.UPPER,
        "mixed_disguise": (looks & ab.LATIN != 0) & mixed,
        "camel_digits": looks & camel == camel,
        "foreign": kinds == w.FOREIGN,
    }
    known["named"] = known["disguised"] | known["brandlike"]
    return sum(  # what is missing here, a word's neighbours decide
        (known[name].astype(np.uint32) << np.uint32(BITS[name]) for name in known),
        start=np.zeros(len(looks), np.uint32),
    )


LOOK_PROPERTIES: Final = _look_properties()


def _length_masks() -> Bits:
    """The bits that a word of each length may have; the last for all that are longer."""
    masks = np.full(LONG_NUMBER + 1, 0xFFFFFFFF, np.uint32)
    masks[:LONG_NUMBER] ^= bit("long_number")
    masks[:SHORTEST_NAME] ^= bit("capitals")
    return masks


LENGTH_MASKS: Final = _length_masks()


def _neighbours(signs: dict[str, str]) -> Bits:
    """By the code point beside a word the bit it gives; the last entry for all others."""
    table = np.zeros(ASCII + 1, np.uint32)
    for sign, name in signs.items():
        table[ord(sign) + 1] = bit(name)
    return table


BEFORE: Final = _neighbours({"@": "handle", "#": "tagged"})
AFTER: Final = _neighbours({".": "dotted", "!": "exclaimed"})
"""A word is dotted only where another one follows the dot at once, as in an address."""


def _lanes() -> npt.NDArray[np.uint64]:
    """Of each byte its eight bits, four to a number with 16 bits for each."""
    flags = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    return flags.astype(np.uint16).view(np.uint64)


LANES: Final = _lanes()
OCTETS: Final = -(-len(BITS) // 8)


def tally(raw: Buffer, words: Words) -> Tally:
    """The properties of each word, and how many words of each text have them."""
    bits = np.zeros(len(words.kinds) + 1, np.uint32)
    word_properties(words, bits[:-1])
    counts = np.empty((len(BITS) + 2, raw.rows), np.uint32)
    counts[:-2] = counted(bits, words.firsts[:-1])
    counts[-2] = total = words.firsts[1:] - words.firsts[:-1]
    counts[-1] = raw.ends - raw.starts
    counts[:-2] *= total > 0  # where a text has no words reduceat gives the next one
    return Tally(bits, counts)


def counted(bits: Bits, firsts: Places) -> Counts:
    """How many words of each text (column) have each of BITS (row).

    Each byte of bits becomes eight lanes of 16 bits, so that four are added at once. No
    text that is looked at has more words than a lane can count.
    """
    octets = bits.view(np.uint8).reshape(-1, 4)[:, :OCTETS]
    lanes = LANES.take(octets, axis=0).reshape(len(bits), -1)
    summed = np.add.reduceat(lanes, firsts, axis=0).view(np.uint16)
    return summed[:, : len(BITS)].T.astype(np.uint32)


def word_properties(words: Words, bits: Bits) -> None:
    """Write the properties of each word: by its looks, its length, its neighbours."""
    brands = (words.kinds == w.BRANDLIKE) * np.uint16(BRAND_BIT)
    LOOK_PROPERTIES.take(words.looks | brands, out=bits, mode="clip")
    bits &= LENGTH_MASKS.take(words.ends - words.starts, mode="clip")
    looks = words.squeezed.looks
    pairs = looks[1:] | looks[:-1]
    beside = pairs.take(words.starts - 2) | pairs.take(words.ends)
    starred = ((beside & ab.EMOJI) != 0).nonzero()[0]
    bits[starred] |= STARRED
    bits[starred[bits.take(starred) & NAMED != 0]] |= STARRED_NAME
    codes = words.squeezed.buffer.codes
    bits |= BEFORE.take(codes.take(words.starts - 1), mode="clip")
    after = AFTER.take(codes.take(words.ends), mode="clip")
    inside = (looks.take(words.ends + 1) & ab.WORD) != 0
    bits |= after & (np.uint32(~DOTTED) | -inside.astype(np.uint32))


def facts(words: Words, tallied: Tally) -> FactTable:
    """One row a text, one column a name of NAMES; true or false."""
    table = np.empty((len(NAMES), tallied.counts.shape[1]), np.bool_)
    decided = tallied.counts.take(MEASURES, axis=0)
    np.greater_equal(decided, LEAST, out=table[: len(MEASURES)])
    for row, column in enumerate(extras(words, tallied), len(MEASURES)):
        table[row] = column
    return table.T


def extras(words: Words, tallied: Tally) -> tuple[w.Flags, ...]:
    """The facts that weigh several words of a text against each other."""
    total = words.firsts[1:] - words.firsts[:-1]
    disguised = tallied.counts[BITS["disguised"]]
    filled = total > 0
    first = tallied.bits.take(words.firsts[:-1]) * filled
    last = tallied.bits.take(words.firsts[1:] - 1, mode="wrap") * filled
    distinct, repeated = repetition(words, tallied.bits)
    return (
        (disguised > 0) & (total - disguised >= PROSE) & (disguised <= total // 3),
        (disguised > 1) & (disguised == total),
        first & DISGUISED != 0,
        last & DISGUISED != 0,
        first & BRANDLIKE != 0,
        last & BRANDLIKE != 0,
        tallied.counts[BITS["starred_name"]] > 0,
        repeated,
        (total >= PROSE) & (distinct * 2 <= total),
    )


def repetition(words: Words, bits: Bits) -> tuple[Places, w.Flags]:
    """How many distinct words each text has, and whether a name comes a second time.

    Sorted by hash (of the word and its text, for most words come in many texts) and then
    by place, a word repeated in its text follows the one it repeats.
    """
    owners = np.arange(len(words.firsts) - 1, dtype=np.uint32) * OWNER
    keys = (words.hashes + owners.repeat(np.diff(words.firsts))).astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    hashes, places = keys >> np.uint64(32), (keys & LOW).astype(np.int64)
    again = (hashes[1:] == hashes[:-1]).nonzero()[0]
    total = words.firsts[1:] - words.firsts[:-1]
    if not len(again):
        return total, np.zeros(len(total), np.bool_)
    earlier, later = places.take(again), places.take(again + 1)
    rows = words.firsts.searchsorted(later, "right") - 1
    same = earlier >= words.firsts.take(rows)
    named = same & (bits.take(later) & NAMED != 0)
    distinct = total - np.bincount(rows[same], minlength=len(total))
    return distinct, np.bincount(rows[named], minlength=len(total)) > 0
