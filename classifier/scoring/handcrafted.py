"""Handcrafted features: named yes-or-no statements about a text's disguises and shape.

Sums of n-grams are scaled down as a text grows. These features are not, so one disguised
name at the end of a long and harmless comment still counts in full. None says how long a text is.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.text import alphabet as ab
from classifier.text import words as w
from classifier.text.as_typed import patched
from classifier.text.codes import NOWHERE, Places, or_none
from classifier.text.normalise import FoldedBuffer, shown_in
from classifier.text.words import Words

Handcrafted = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint16]

PROPERTIES: Final = (
    "fancy",
    "flagged",
    "marked",
    "spaced",
    "disguised_digits",
    "disguised",
    "brandlike",
    "long_number",
    "capitals",
    "mixed_disguise",
    "starred",
    "foreign",
    "dotted",
    "tagged",
    "patched",
)
EXTRAS: Final = (
    "one_disguise_in_prose",
    "all_disguised",
    "disguise_first",
    "disguise_last",
    "brand_first",
    "brand_last",
    "starred_brand",
)
NAMES: Final = (*PROPERTIES, *EXTRAS)
BITS: Final = {name: place for place, name in enumerate((*PROPERTIES, "named", "starred_name"))}
"""The bit of each property of a word; `named` is a disguised word or a brand's shape."""
PLACES: Final = np.arange(len(BITS), dtype=np.uint32)
HASH: Final = np.uint32(ord("#") + 1)
LONG_NUMBER: Final = 9
SHORTEST_NAME: Final = 4
PROSE: Final = 3
DISGUISED_KINDS: Final = (w.DISGUISED, w.DISGUISED_BRAND, w.DISGUISED_NUMBER, w.SPACED)
SIGNS: Final = {"marked": ab.MARK, "spaced": ab.SPACED}
NAME_LIKE: Final = ab.DIGIT | ab.DISGUISE
ALPHABETS: Final = (ab.STYLED, ab.ENCLOSED, ab.LOOKALIKE)
FLAG: Final = ab.ENCLOSED | ab.EMOJI
"""Attributes of half a flag. It is no fancy letter, for honest readers wave flags."""
BRAND_BIT: Final = np.uint16(1 << 12)
"""Set beside the attributes of a BRANDLIKE word: places decide that, not attributes."""


class Tally(NamedTuple):
    """The properties of the words of a batch, and of stretches of them: of texts, or of parts.

    `bits` has those of each word, and one zero behind them. `edges` (2 x stretches) are the words
    with which each stretch begins, and before which it ends; `unions` has the bits that any word
    of it has.
    """

    bits: Bits
    edges: Places
    unions: Bits


def bit(name: str) -> np.uint32:
    """The bit of this property."""
    return np.uint32(1 << BITS[name])


LONG: Final = bit("long_number")
STARRED, STARRED_NAME, NAMED, DISGUISED, BRANDLIKE, DOTTED, TAGGED, PATCHED = map(
    bit,
    ("starred", "starred_name", "named", "disguised", "brandlike", "dotted", "tagged", "patched"),
)


KERNEL_BITS: Final = np.array(
    (LONG, TAGGED, DOTTED, NAMED, STARRED, STARRED_NAME, PATCHED, DISGUISED, BRANDLIKE), np.uint32
)
"""The bits that the compiled kernels set and ask for, in their order."""
NO_ATTRIBUTES: Final = np.zeros(0, np.uint16)


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
        "spaced": shown[1] & (attributes & ab.LATIN != 0),
        "flagged": flagged,
        "disguised_digits": np.isin(kinds, (w.DISGUISED_BRAND, w.DISGUISED_NUMBER)),
        "disguised": np.isin(kinds, DISGUISED_KINDS),
        "brandlike": kinds == w.BRANDLIKE,
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


OCTETS: Final = -(-len(BITS) // 8)


def properties_of(words: Words, folded: FoldedBuffer) -> Bits:
    """The properties of each word; `folded` is what the words were read in. Zero behind them."""
    if compiled.USED:
        return compiled_properties(words, folded)
    bits = np.zeros(len(words.kinds) + 1, np.uint32)
    word_properties(words, bits[:-1])
    if words.union & ab.FANCY:  # as written, for digits read as letters are no other alphabet
        first, last = (
            shown_in(folded, words.squeezed, at) for at in (words.starts, words.ends - 1)
        )
        bits[:-1][patched(folded.attributes, first, last + 1)] |= PATCHED
    return bits


def compiled_properties(words: Words, folded: FoldedBuffer) -> Bits:
    """As properties_of."""
    bits = np.empty(len(words.kinds) + 1, np.uint32)
    (codes, _, _), attributes, offsets, _ = words.squeezed
    if words.union & ab.FANCY:
        written = folded.attributes, or_none(folded.offsets)
    else:
        written = NO_ATTRIBUTES, NOWHERE
    compiled.kernels.properties(
        *(codes, attributes, or_none(offsets), *written),
        *(words.starts, words.ends, words.attributes, words.kinds),
        *(PROPERTIES_BY_ATTRIBUTES, LENGTH_MASKS, KERNEL_BITS, bits),
    )
    return bits


def tally_between(bits: Bits, edges: Places) -> Tally:
    """The tally of stretches of words, which may overlap."""
    # Where there are no words reduceat gives the next one.
    unions = np.bitwise_or.reduceat(bits, edges.T.ravel())[::2] * (edges[1] > edges[0])
    return Tally(bits, edges, unions)


def counted(tallied: Tally) -> Counts:
    """How many words of the stretches (columns) have each of BITS (row); below 2**16.

    A stretch without words has anything.
    """
    octets = tallied.bits.view(np.uint8).reshape(-1, 4)[:, :OCTETS]
    flags = np.unpackbits(octets, axis=1, bitorder="little")
    summed: Counts = np.add.reduceat(flags, tallied.edges.T.ravel(), axis=0, dtype=np.uint16)
    return summed[::2, : len(BITS)].T


def word_properties(words: Words, bits: Bits) -> None:
    """Write the properties of each word: by its attributes, its length, its neighbours."""
    attributes = words.attributes | (words.kinds == w.BRANDLIKE) * BRAND_BIT
    PROPERTIES_BY_ATTRIBUTES.take(attributes, out=bits, mode="clip")
    bits &= LENGTH_MASKS.take(words.lengths, mode="clip")
    long_numbers = (bits & LONG != 0).nonzero()[0]
    if len(long_numbers):
        starts, ends = words.starts.take(long_numbers), words.ends.take(long_numbers)
        mobile = w.begin_as_mobile(words.squeezed, starts, ends)
        bits[long_numbers[~mobile]] ^= LONG
    glance = words.squeezed.glance
    if b"#" in glance:
        bits[words.squeezed.buffer.codes.take(words.starts - 1) == HASH] |= TAGGED
    if b"." in glance:
        bits[before_dots(words)] |= DOTTED
    if words.union & ab.EMOJI:
        starred = beside_emoji(words)
        bits[starred] |= STARRED
        bits[starred[bits.take(starred) & NAMED != 0]] |= STARRED_NAME


def before_dots(words: Words) -> Places:
    """The words with a dot behind them which another word follows at once, as in an address."""
    dotted = (words.squeezed.buffer.codes.take(words.ends) == w.DOT).nonzero()[0]
    after = words.squeezed.attributes.take(words.ends.take(dotted) + 1)
    found: Places = dotted[after & ab.LATIN != 0]
    return found


def beside_emoji(words: Words) -> Places:
    """The words that emoji star: like a name and beside one, or with a capital and between two.

    Readers put emoji between plain words and behind them; adverts put them around names, which
    have digits, a disguise, or capitals alone.
    """
    attributes = words.squeezed.attributes
    pairs = (attributes[1:] | attributes[:-1]) & ab.EMOJI != 0
    before, after = pairs.take(words.starts - 2), pairs.take(words.ends)
    own = words.attributes
    shouted = (own & ab.WORD == ab.UPPER) & (words.lengths >= SHORTEST_NAME)
    named = (own & NAME_LIKE != 0) | shouted
    found = (before | after) & named | before & after & (own & ab.UPPER != 0)
    starred: Places = (found & (words.kinds != w.NUMBER)).nonzero()[0]
    return starred


def handcrafted_features(tallied: Tally) -> Handcrafted:
    """One row a stretch, one column a name of NAMES; true or false."""
    octets = tallied.unions.view(np.uint8).reshape(-1, 4)[:, :OCTETS]
    table = np.unpackbits(octets, axis=1, count=len(NAMES), bitorder="little").view(np.bool_)
    table[:, len(PROPERTIES) :] = False
    rows = (tallied.unions & NAMED).nonzero()[0]
    if len(rows):
        table[rows, len(PROPERTIES) :] = of_names(tallied, rows).T
    return table


def of_names(tallied: Tally, rows: Places) -> w.Flags:
    """The features of EXTRAS, of stretches which all have a name: a row each."""
    edges = tallied.edges.take(rows, axis=1)
    total = edges[1] - edges[0]
    before = (tallied.bits & DISGUISED).nonzero()[0].searchsorted(edges)
    disguised = before[1] - before[0]
    edges[1] -= 1
    ends = tallied.bits.take(edges)
    return np.array(
        (
            (disguised > 0) & (total - disguised >= PROSE) & (3 * disguised <= total),
            (disguised > 1) & (disguised == total),
            *(ends & DISGUISED != 0),
            *(ends & BRANDLIKE != 0),
            tallied.unions.take(rows) & STARRED_NAME != 0,
        )
    )
