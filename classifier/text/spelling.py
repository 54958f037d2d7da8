"""Spelling: letters apart are rejoined, signs and digits read as letters.

Two of the three feature groups use it, the rejoined letters and the words. The third, the
folded letters with their glyph attributes, has every letter where it was written. Letters
drawn out or doubled ("gaaacorr") count once here: honest writers draw them out all the time, and
sellers double every vowel; that third group shows it.
"""

import re
from typing import Final

import numpy as np

from classifier import compiled
from classifier.text import alphabet as ab
from classifier.text.codes import Buffer, Flags, Places, kept_only, or_none
from classifier.text.leet import signs_and_digits_read
from classifier.text.normalise import FoldedBuffer, at_a_glance

SIGNS: Final = {"@": "a", "$": "s", "!": "i", "©": "c", "®": "r", "×": "x"}
"""Signs that stand for a letter between two letters ("sl@t")."""
SIGN_CODES: Final = tuple(
    (
        sign.encode("latin-1"),
        re.compile(rb"\x%02x(?=[a-z0-9./])" % ord(sign)),
        ord(sign) + 1,
        ord(letter) + 1,
    )
    for sign, letter in SIGNS.items()
)
"""Each sign, a pattern of it before a letter at a glance, its code, and the letter's code.

What folds to Latin letters is of these characters ("㎡" and "℀" among it).
"""
AT, DOLLAR, EXCLAIMED = (ord(sign) + 1 for sign in "@$!")
HOST: Final = re.compile(rb"[a-z0-9-]+\.[a-z0-9]")
LONGEST_HOST: Final = 64
THREE_APART: Final = b"\1\1\1"
"""Three words on end of one character each."""
WIDEST_GAP: Final = 3


def spelled(folded: FoldedBuffer) -> tuple[FoldedBuffer, Places, int]:
    """The folded texts with letters rejoined, where words begin and end, in turn, all attributes.

    Digits still stand as they were written: `leet.spell` reads those.
    """
    read = signs_read(signs_and_digits_read(folded))
    if compiled.USED:
        return compiled_spelled(read)
    word = in_words(read.attributes)
    plain = plain_length(read, word)
    edges = word_edges(word if plain is read else in_words(plain.attributes))
    if apart(edges):
        plain = squeeze(plain, edges)
        edges = word_edges(in_words(plain.attributes))
    return plain, edges, int(np.bitwise_or.reduce(plain.attributes))


def compiled_spelled(read: FoldedBuffer) -> tuple[FoldedBuffer, Places, int]:
    """As spelled, once signs are read."""
    (codes, starts, ends), attributes, offsets, _ = read
    left, shown = np.empty_like(codes), np.empty_like(attributes)
    places, edges = np.empty((2, len(codes)), np.int64)
    firsts, lasts = np.empty((2, len(starts)), np.int64)
    size, count, letters_apart, union = compiled.kernels.spelled(
        *(codes, attributes, or_none(offsets), starts, ends),
        *(left, shown, places, firsts, lasts, edges),
    )
    plain, edges = read, edges[:count]
    if size < len(codes):
        buffer = Buffer(left[:size], firsts, lasts)
        plain = FoldedBuffer(buffer, shown[:size], places[:size], at_a_glance(buffer.codes))
    if letters_apart:
        plain = squeeze(plain, edges)
        edges = word_edges(in_words(plain.attributes))
        union = int(np.bitwise_or.reduce(plain.attributes))
    return plain, edges, union


def in_words(attributes: ab.GlyphAttributes) -> Flags:
    """Whether each character is one of a word."""
    word: Flags = (attributes & ab.WORD) != 0
    return word


def word_edges(word: Flags) -> Places:
    """Where words begin and end, in turn, by whether each character is one of a word."""
    edges: Places = (word[1:] != word[:-1]).nonzero()[0]
    edges += 1
    return edges


def apart(edges: Places) -> bool:
    """Whether three words of one character follow each other: a look that spares most batches."""
    return THREE_APART in (edges[1::2] - edges[::2] == 1).tobytes()


def squeeze(folded: FoldedBuffer, edges: Places) -> FoldedBuffer:
    """Rejoin three or more letters written apart ("A L E X", "A.L.E.X", "A - L - E - X").

    Between two of them stands one character, or up to three with blanks outside, or emoji.
    """
    starts, ends = edges[::2], edges[1::2]
    single = ends - starts == 1
    joins = single[1:] & single[:-1] & bridged(folded.attributes, ends[:-1], starts[1:])
    chained = np.zeros(len(joins) + 2, np.bool_)
    chained[1:-1] = joins
    joins &= chained[:-2] | chained[2:]
    where = joins.nonzero()[0]
    if not len(where):
        return folded
    attributes = folded.attributes.copy()
    attributes[starts.take(where)] |= ab.SPACED
    attributes[starts.take(where + 1)] |= ab.SPACED
    steps = np.zeros(len(attributes), np.int8)
    steps[ends.take(where)] = 1
    steps[starts.take(where + 1)] -= 1
    return only(folded._replace(attributes=attributes), steps.cumsum() == 0)


def bridged(attributes: ab.GlyphAttributes, first: Places, stop: Places) -> Flags:
    """Whether each gap between two words is one that letters apart have."""
    widths = stop - first
    outer = attributes.take(first), attributes.take(stop - 1)
    alike = [(outer[0] & sign) & (outer[1] & sign) != 0 for sign in (ab.SPACE, ab.EMOJI)]
    bridges: Flags = (widths == 1) | ((widths <= WIDEST_GAP) & (alike[0] | alike[1]))
    return bridges


def only(folded: FoldedBuffer, wanted: Flags) -> FoldedBuffer:
    """The folded buffer with these characters alone."""
    kept = wanted.nonzero()[0]
    offsets = kept if folded.offsets is None else folded.offsets.take(kept)
    buffer = kept_only(folded.buffer, kept)
    return FoldedBuffer(buffer, folded.attributes.take(kept), offsets, at_a_glance(buffer.codes))


def plain_length(folded: FoldedBuffer, word: Flags) -> FoldedBuffer:
    """Letters that stand twice or more on end, once ("gaaacorr" as "gacor").

    `word` says of each character whether it is one of a word.
    """
    glance = np.frombuffer(folded.glance, np.uint8)
    found = glance[1:] == glance[:-1]
    found &= word[1:]
    again = found.nonzero()[0]
    codes = folded.buffer.codes
    alike = codes.take(again) == codes.take(again + 1)
    alike &= folded.attributes.take(again) & (ab.LATIN | ab.LETTER) != 0
    again = again[alike]
    if not len(again):
        return folded
    wanted = np.ones(len(codes), np.bool_)
    wanted[again + 1] = False
    return only(folded, wanted)


def signs_read(folded: FoldedBuffer) -> FoldedBuffer:
    """Signs between two letters as the letters they look like; addresses stay."""
    codes, attributes = folded.buffer.codes, folded.attributes
    read, shown = codes, attributes
    for seen, before_letter, sign, letter in SIGN_CODES:
        if seen not in folded.glance or not before_letter.search(folded.glance):
            continue
        places = between_letters(sign, codes, attributes)
        if len(places):
            read, shown = (read.copy(), shown.copy()) if read is codes else (read, shown)
            read[places] = letter
            shown[places] = ab.LOWER | ab.LOOKALIKE
    if read is codes:
        return folded
    buffer = Buffer(read, folded.buffer.starts, folded.buffer.ends)
    return FoldedBuffer(buffer, shown, folded.offsets, at_a_glance(read))


def between_letters(sign: int, codes: ab.Codes, attributes: ab.GlyphAttributes) -> Places:
    """Where this sign stands for a letter: between two letters, "$" before one too.

    An at-sign before a host's name is that of an address. An exclamation mark stands one
    letter from an end of the word, for many forget the blank behind it.
    """
    places: Places = (codes == sign).nonzero()[0]
    before, after = attributes.take(places - 1), attributes.take(places + 1)
    inside = before & ab.LATIN != 0
    if sign == DOLLAR:
        inside |= before & ab.WORD == 0
    inside &= after & ab.LATIN != 0
    if sign == EXCLAIMED:
        inside &= (attributes.take(places - 2) & attributes.take(places + 2) & ab.LATIN) == 0
    places = places[inside]
    if sign == AT:
        hosts = (codes[place + 1 : place + LONGEST_HOST] for place in places.tolist())
        plain = [HOST.match(at_a_glance(host)) is None for host in hosts]
        places = places[np.array(plain, np.bool_)]
    return places
