"""Words: the words of folded texts as `spelling` reads them, with their hashes and frames.

Each word has a hash of its letters, the set of them, which swapped and doubled letters
leave as it is ("maacna" has the letters of "macan"), and a *frame* hash in which
anything that looks like a name in disguise is one placeholder. Word pairs over frames
are promotion without the brand: "main di □", "menang besar di □", whoever pays for it.
"""

from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.text import alphabet as ab
from classifier.text.codes import Places
from classifier.text.hashing import Slots, prefix_sums, salt, stretches
from classifier.text.leet import COUNTED, spell
from classifier.text.normalise import FoldedBuffer
from classifier.text.numbers import ABBREVIATION, AT_PLAY, AT_STAKE, BESIDE, Reading, reading
from classifier.text.spelling import spelled

Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]
Added = TypeVar("Added", Places, npt.NDArray[np.uint64])

SHORTEST_MOBILE: Final = 4
FIRST_THREE: Final = np.arange(3)[:, None]
LONGEST_CHANT: Final = 5
"""Words of what is said again and again."""
FEWEST_AGAIN: Final = 6
"""Words on end that only repeat what stands so many before them."""
AGAIN: Final = b"\1" * FEWEST_AGAIN
NEAR: Final = 2
"""Characters between an abbreviation and its number, at most."""
GLUED: Final = frozenset(ord(sign) + 1 for sign in "@$!|")
"""Signs before a word that stand for its first letter: "$l0t88"."""
ZERO, TWO, SIX, EIGHT, AT, UNDERSCORE, DOT = (np.uint32(ord(sign) + 1) for sign in "0268@_.")
PLAIN, BRANDLIKE, AMOUNT, NUMBER, SPACED, DISGUISED, DISGUISED_NUMBER, DISGUISED_BRAND, FOREIGN = (
    range(9)
)
NONE: Final = np.zeros(0, np.int64)
IS_NUMBER, IS_BRAND = 1, 2
"""Marks of words in compiled_marks."""
IS_ACCOUNT, HAS_DIGITS = 1, 2
CAPITALS, IS_GLUED = 1, 2
"""What the compiled told_apart says of a word."""
LETTERS: Final = np.zeros(129, np.uint32)
LETTERS[ord("a") + 1 : ord("z") + 2] = 1 << np.arange(26, dtype=np.uint32)
LETTERS[ord("0") + 1 : ord("9") + 2] = 1 << 26
"""The bit of each letter, and one for all digits, by code."""
CLASSES: Final = np.ones(129, np.uint32)
CLASSES[ord("0") + 1 : ord("9") + 2] = 2
"""A number for digits and another one for all else: what shapes are made of."""
FRAMES: Final = np.array([salt(f"frame{kind}") for kind in range(9)], np.uint32)


class Words(NamedTuple):
    """The words of a batch; starts and ends are places in the squeezed buffer."""

    squeezed: FoldedBuffer
    starts: Places
    ends: Places
    lengths: Places
    firsts: Places
    """The index of each text's first word; one entry more than texts."""
    attributes: ab.GlyphAttributes
    union: int
    """The attributes that any character of the batch has."""
    kinds: Kinds
    silent: Places
    """Which words say nothing: numbers, and what only repeats what was said right before."""
    hashes: Slots
    frames: Slots
    letters: Slots
    """The letters that each word has, in whatever order and however often: a bit each."""
    shapes: Slots
    """Hashes of where each word has letters and where digits: "b12cd" is as "x34yz"."""


def read(folded: FoldedBuffer) -> Words:
    """Words and their hashes."""
    squeezed, edges, union = spelled(folded)
    if compiled.USED:
        return compiled_read(squeezed, edges, union)
    if union & ab.DIGIT and union & ab.LATIN:
        squeezed = spell(squeezed, edges)
    attributes = np.bitwise_or.reduceat(squeezed.attributes, edges)[::2]
    buffer, codes = squeezed.buffer, squeezed.buffer.codes
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    hashes, shapes = stretches(
        prefix_sums(np.array((codes, CLASSES.take(codes, mode="clip")))), edges
    )
    kinds, brands, numbers, frames = KINDS.take(attributes), NONE, NONE, hashes
    if kinds.any() or b"@" in squeezed.glance:
        brands, numbers = told_apart(squeezed, starts, ends, attributes, kinds)
        kinds[brands] = BRANDLIKE
        kinds[numbers], attributes[numbers] = NUMBER, ab.DIGIT
        frames = np.where(kinds == PLAIN, hashes, FRAMES.take(kinds))
    firsts = np.zeros(buffer.rows + 1, np.int64)
    firsts[1:] = starts.searchsorted(buffer.ends)
    again = said_again(hashes, firsts)
    silent = np.union1d(numbers, again) if len(again) else numbers
    letters = np.bitwise_or.reduceat(LETTERS.take(codes, mode="clip"), edges)[::2]
    return Words(
        *(squeezed, starts, ends, ends - starts, firsts, attributes, union, kinds),
        *(silent, hashes, frames, letters, shapes),
    )


def compiled_read(squeezed: FoldedBuffer, edges: Places, union: int) -> Words:
    """As read, once the words are spelled."""
    (codes, _, row_ends), attributes, offsets, glance = squeezed
    if union & ab.DIGIT and union & ab.LATIN:
        codes, attributes = codes.copy(), attributes.copy()
        compiled.kernels.spell_all(codes, attributes, glance, edges, COUNTED)
        buffer = squeezed.buffer._replace(codes=codes)
        squeezed = FoldedBuffer(buffer, attributes, offsets, glance)
    count = len(edges) // 2
    starts, ends, lengths, silent = np.empty((4, count), np.int64)
    firsts, shown = np.empty(len(row_ends) + 1, np.int64), np.empty(count, np.uint16)
    kinds, again, marks = np.zeros((3, count), np.uint8)
    hashes, shapes, letters, frames = np.empty((4, count), np.uint32)
    plain = compiled.kernels.measured(
        *(codes, attributes, edges, row_ends, KINDS, starts, ends, lengths, firsts, shown),
        *(kinds, hashes, shapes, letters, again),
    )
    if not plain or b"@" in glance:
        compiled_marks(squeezed, (starts, ends), shown, kinds, marks)
    changed = shown, kinds, frames, silent
    quiet = compiled.kernels.settled(marks, again, hashes, FRAMES, *changed)
    return Words(
        *(squeezed, starts, ends, lengths, firsts, shown, union, kinds),
        *(silent[:quiet], hashes, frames, letters, shapes),
    )


def compiled_marks(
    squeezed: FoldedBuffer,
    edges: tuple[Places, Places],
    attributes: ab.GlyphAttributes,
    kinds: Kinds,
    marks: Kinds,
) -> None:
    """Mark what told_apart finds."""
    glance = squeezed.glance
    for place, word, signs, known in compiled.kernels.told_apart(
        squeezed.buffer.codes, squeezed.attributes, glance, *edges, attributes, kinds, marks
    ):
        if known & IS_ACCOUNT and not AT_STAKE.search(word):
            marks[place] = IS_NUMBER
        elif known & HAS_DIGITS:
            found = reading(word, capitals=bool(signs & CAPITALS))
            if found is Reading.BRAND:
                marks[place] = IS_BRAND
            elif found is Reading.NUMBER and not signs & IS_GLUED:
                marks[place] = IS_NUMBER
    near = [
        place
        for place, word, capitals, _ in compiled.kernels.beside(
            marks, glance, *edges, attributes, kinds
        )
        if word in BESIDE or (capitals and word not in AT_PLAY)
    ]
    marks[near] = IS_NUMBER


def totals(words: Words, values: Added) -> Added:
    """The sums over the words of each text; `values` has one more, behind the last word."""
    sums: Added = np.add.reduceat(values, words.firsts[:-1], axis=-1)
    sums *= words.firsts[1:] > words.firsts[:-1]  # without words, reduceat gives the next one
    return sums


def said_again(hashes: Slots, firsts: Places) -> Places:
    """The words of a chant after its first time: "#save raja ampat #save raja ampat ..."."""
    found = np.zeros(len(hashes), np.bool_)
    for period in range(1, LONGEST_CHANT + 1):
        alike = hashes[period:] == hashes[:-period]
        if AGAIN in alike.tobytes():  # a look that spares nearly every batch the rest
            owners = np.arange(len(firsts) - 1).repeat(np.diff(firsts))
            alike &= owners[period:] == owners[:-period]
            edges = np.flatnonzero(np.diff(alike, prepend=False, append=False)).reshape(-1, 2)
            for start, end in edges[edges[:, 1] - edges[:, 0] >= FEWEST_AGAIN].tolist():
                found[start + period : end + period] = True
    again: Places = found.nonzero()[0]
    return again


def _kind_table() -> npt.NDArray[np.uint8]:
    """The kind of a word by the union of its letters' attributes; places come later."""
    attributes = np.arange(1 << 12)
    digits, letters = attributes & ab.DIGIT != 0, attributes & ab.LATIN != 0
    kinds = np.where(attributes & ab.LETTER != 0, FOREIGN, PLAIN)
    kinds[digits & ~letters] = NUMBER
    kinds[digits & letters] = AMOUNT
    kinds[(attributes & ab.SPACED != 0) & letters] = SPACED
    kinds[(attributes & ab.SPACED != 0) & digits & letters] = DISGUISED_BRAND
    disguised = attributes & ab.DISGUISE != 0
    kinds[disguised & letters] = DISGUISED
    kinds[disguised & digits & ~letters] = DISGUISED_NUMBER
    kinds[disguised & letters & digits] = DISGUISED_BRAND
    return kinds.astype(np.uint8)


KINDS: Final = _kind_table()


def told_apart(
    squeezed: FoldedBuffer,
    starts: Places,
    ends: Places,
    attributes: ab.GlyphAttributes,
    kinds: npt.NDArray[np.uint8],
) -> tuple[Places, Places]:
    """The words of a brand's shape, and those that are only numbers or accounts."""
    codes = squeezed.buffer.codes
    digits = (kinds == NUMBER).nonzero()[0]
    speaking = begin_as_mobile(squeezed, starts.take(digits), ends.take(digits))
    speaking |= of_names(starts, ends, kinds, digits)
    named = accounts(squeezed, starts, ends, kinds)
    brands, numbers = [], [*named, *digits[~speaking].tolist()]
    for place in (kinds == AMOUNT).nonzero()[0].tolist():
        if place in named:
            continue
        capitals = not attributes[place] & ab.LOWER
        found = reading(squeezed.glance[starts[place] : ends[place]], capitals=capitals)
        if found is Reading.BRAND:
            brands.append(place)
        elif found is Reading.NUMBER and codes[starts[place] - 1] not in GLUED:
            numbers.append(place)
    numbers += beside(squeezed, starts, ends, attributes, kinds, numbers)
    return np.array(brands, np.int64), np.array(sorted({*numbers}), np.int64)


def beside(
    squeezed: FoldedBuffer,
    starts: Places,
    ends: Places,
    attributes: ab.GlyphAttributes,
    kinds: npt.NDArray[np.uint8],
    numbers: list[int],
) -> list[int]:
    """The words that belong to a number beside them: "B 1234 XYZ", "QS 2:255", "jam 7"."""
    if not numbers:
        return []
    counts = np.zeros(len(kinds), np.bool_)
    counts[numbers] = True
    near = starts[1:] - ends[:-1] <= NEAR
    joined = np.zeros(len(kinds), np.bool_)
    joined[1:] = counts[:-1] & near
    joined[:-1] |= counts[1:] & near
    joined &= kinds == PLAIN
    found = []
    for place in joined.nonzero()[0].tolist():
        word = squeezed.glance[starts[place] : ends[place]]
        capitals = len(word) <= ABBREVIATION and attributes[place] & ab.WORD == ab.UPPER
        if word in BESIDE or (capitals and word not in AT_PLAY):
            found.append(place)
    return found


def begin_as_mobile(squeezed: FoldedBuffer, starts: Places, ends: Places) -> Flags:
    """Whether each of these numbers begins as those of mobile telephones do: 08 or 628."""
    if b"08" not in squeezed.glance and b"628" not in squeezed.glance:
        return np.zeros(len(starts), np.bool_)
    first, second, third = squeezed.buffer.codes.take(starts + FIRST_THREE)
    found: Flags = (first == ZERO) & (second == EIGHT)
    found |= (first == SIX) & (second == TWO) & (third == EIGHT)
    found &= ends - starts >= SHORTEST_MOBILE
    return found


def of_names(starts: Places, ends: Places, kinds: npt.NDArray[np.uint8], numbers: Places) -> Flags:
    """Whether each of these words stands right behind one in disguise: "d.o.r.a 77"."""
    before = np.maximum(numbers - 1, 0)
    disguised = (kinds.take(before) >= SPACED) & (kinds.take(before) != FOREIGN)
    found: Flags = disguised & (starts.take(numbers) - ends.take(before) == 1)
    return found


def accounts(
    squeezed: FoldedBuffer, starts: Places, ends: Places, kinds: npt.NDArray[np.uint8]
) -> frozenset[int]:
    """The words behind an at-sign: whose account it is says nothing, unless it may be a site's."""
    if b"@" not in squeezed.glance:
        return frozenset()
    before = squeezed.buffer.codes.take(starts - 1)
    behind = before == AT
    # "@warga_depok12" is one account; what follows the at-sign of an address is a host.
    handles = behind & (squeezed.attributes.take(starts - 2) & ab.WORD == 0)
    joined = ((before == UNDERSCORE) | (before == DOT)) & (starts - np.append(-1, ends[:-1]) == 1)
    for place in joined.nonzero()[0].tolist():
        handles[place] = handles[place - 1]
    behind |= handles
    behind &= (kinds == PLAIN) | (kinds == AMOUNT)
    return frozenset(
        place
        for place in behind.nonzero()[0].tolist()
        if not AT_STAKE.search(squeezed.glance[starts[place] : ends[place]])
    )
