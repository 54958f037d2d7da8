"""What a keyboard or a program puts into any text is no disguise: its attributes are taken away.

Word processors hyphenate softly, chat programs join emoji and mark digits as keycaps, phones write
CO₂ and ㎡, and content management systems put zero-width characters anywhere. So

- what is hidden says nothing, nor does anything that belongs to an emoji;
- up to FEW letters and digits that are written in another alphabet, or with marks, say nothing
  about a text: a disguise changes the letters of a name, not a character here and there. Three
  letters on end in a styled alphabet are a short name, and so are two in a word with plain ones.

The folded text stays as it is: whatever is disguised still reads as what it stands for.
"""

from typing import Final

import numpy as np

from classifier import compiled
from classifier.text import alphabet as ab
from classifier.text.codes import Flags, Places, or_none
from classifier.text.normalise import FoldedBuffer
from classifier.text.spelling import in_words, word_edges

FEW: Final = 3
SEVERAL: Final = 2
ALL_FANCY: Final = b"\1\1\1"
"""Three letters on end in a styled alphabet, which nobody types by chance."""
FLAG: Final = ab.ENCLOSED | ab.EMOJI
_ALL: Final = 0xFFFF
_PLAIN: Final = np.uint16(_ALL ^ ab.DISGUISE)
_SEEN: Final = np.uint16(_ALL ^ ab.HIDDEN)
_PLAIN_EMOJI: Final = np.uint16(_ALL ^ (ab.MARK | ab.STYLED))


def as_typed(folded: FoldedBuffer) -> FoldedBuffer:
    """The folded buffer without the attributes that a keyboard or a program gave to letters."""
    if not np.bitwise_or.reduce(folded.attributes) & ab.DISGUISE:
        return folded
    if compiled.USED:
        shown = np.empty_like(folded.attributes)
        offsets = or_none(folded.offsets)
        room = np.empty(len(shown), np.uint8)
        compiled.kernels.as_typed(folded.attributes, offsets, *folded.buffer[1:], shown, room)
        return folded._replace(attributes=shown)
    shown = folded.attributes & _SEEN
    letters = shown & ab.WORD != 0
    shown[(shown & ab.EMOJI != 0) & ~letters] &= _PLAIN_EMOJI
    disguised = (shown & ab.DISGUISE != 0) & letters & (shown & FLAG != FLAG)
    first = begun(folded)
    borrowed = disguised & first
    before = np.concatenate(((0,), borrowed.cumsum()))
    starts, ends = folded.buffer.starts, folded.buffer.ends
    counts = before.take(ends) - before.take(starts)
    fancy = (shown & (ab.STYLED | ab.EMOJI) == ab.STYLED) & (shown & ab.LATIN != 0)
    fancy &= first
    few = ((counts > 0) & (counts <= FEW)).nonzero()[0].tolist()
    names = names_in_two_alphabets(shown, borrowed) if few else ()
    for row in few:
        own = slice(starts[row], ends[row])
        if ALL_FANCY not in fancy[own].tobytes() and not np.any(names[own]):
            shown[own][disguised[own]] &= _PLAIN
    return folded._replace(attributes=shown)


def names_in_two_alphabets(attributes: ab.GlyphAttributes, disguised: Flags) -> Flags:
    """Whether a word begins at each place that has plain letters and several borrowed ones.

    `disguised` says which characters count as borrowed.
    """
    edges = word_edges(in_words(attributes))
    found = np.zeros(len(attributes), np.bool_)
    found[edges[::2]] = patched(attributes, edges[::2], edges[1::2], disguised)
    return found


def patched(
    attributes: ab.GlyphAttributes, starts: Places, ends: Places, disguised: Flags | None = None
) -> Flags:
    """Whether each word has a plain Latin letter, and SEVERAL of other alphabets: "b𝘜KꀤT"."""
    latin = attributes & ab.LATIN != 0
    borrowed = latin & (attributes & ab.FANCY != 0) & (attributes & FLAG != FLAG)
    if disguised is not None:
        borrowed &= disguised
    plain = latin & (attributes & ab.DISGUISE == 0)
    counts = [np.concatenate(((0,), each.cumsum())) for each in (plain, borrowed)]
    plain_ones, borrowed_ones = (each.take(ends) - each.take(starts) for each in counts)
    found: Flags = (plain_ones > 0) & (borrowed_ones >= SEVERAL)
    return found


def begun(folded: FoldedBuffer) -> Flags:
    """Whether each character is the first that a character of the original became: Ⅷ is one."""
    first = np.ones(len(folded.buffer.codes), np.bool_)
    if folded.offsets is not None:
        np.not_equal(folded.offsets[1:], folded.offsets[:-1], out=first[1:])
    return first
