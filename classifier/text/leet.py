"""Leet: digits and signs inside words, read as the letters they stand for ("g4c0r", "m@!n").

They are read so only where something says that they stand for letters: a digit between two
letters, or signs among digits and letters. They count as letters in disguise. Prices
("3pcs@10rb") are read so, too, which is harmless: they are no word before or after.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from classifier.text import alphabet as ab
from classifier.text.codes import Buffer, Flags, Places
from classifier.text.normalise import FoldedBuffer, at_a_glance
from classifier.text.numbers import DIGITS, STAND_FOR, THINGS

ZERO: Final = ord("0") + 1
LEET: Final = np.array([letter + 1 for letter in STAND_FOR], np.uint32)
LETTER_D: Final = ord("d") + 1
TWO: Final = ord("2") + 1
READ: Final = bytes.maketrans(DIGITS + b"@$!", STAND_FOR + b"asi")
"""What each digit and sign stands for."""
OTHER: Final = np.uint32(255)
"""Stands for padding and for all that no byte can hold: part of no token."""
IN_TOKEN: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789@$!")
TRIGGERS: Final = {
    b"@": re.compile(rb"@(?:(?=[0-9$!])|(?<=[^0-9][0-9]@)(?=[a-z]))"),
    b"$": re.compile(rb"\$(?:(?=[0-9@!])|(?<=[^0-9][0-9]\$)(?=[a-z]))"),
    b"!": re.compile(rb"!(?=[0-9@$])"),
}
"""A sign beside a digit or another sign: what a word of signs seldom goes without."""
TOKEN: Final = re.compile(rb"[a-z0-9@$!]{1,64}")
ADDRESS: Final = re.compile(rb"[a-z0-9$!]{0,64}@[a-z0-9-]{1,64}\.[a-z0-9]")
"""Both bounded, so that looking is linear in any text."""
EACH_DIGIT: Final = tuple(b"%d" % digit for digit in range(10))
LONGEST_TOKEN: Final = 32
COUNTED: Final = frozenset(thing for thing in THINGS if len(thing) >= 4)  # noqa: PLR2004
LAST_LETTER: Final = 2
"""From a digit to the end of its word, with one letter behind it."""
FEWEST: Final = 2
"""Digits and signs that a word of signs has before its last letter or sign."""


def signs_and_digits_read(folded: FoldedBuffer) -> FoldedBuffer:
    """Words of letters, signs and digits read as letters: "m@!n", "4l3x!$17".

    Digits at the end stay, and so do plain letters with one sign, which `spelling` reads.
    """
    glance = folded.glance  # a sign is looked for first, at a tenth of the cost
    if not any(sign in glance and TRIGGERS[sign].search(glance) for sign in TRIGGERS):
        return folded
    codes = folded.buffer.codes
    # The glance has the low byte alone, by which an emoji may pass for a sign.
    plain = np.minimum(codes - np.uint32(1), OTHER).astype(np.uint8)
    line = plain.tobytes()
    read = bytearray(line)
    for start, token in tokens(line):
        stop = letters_end(token)
        if stop and not ADDRESS.match(line, start):
            read[start : start + stop] = token[:stop].translate(READ)
    shown = np.frombuffer(read, np.uint8)
    changed = (shown != plain).nonzero()[0]
    if not len(changed):
        return folded
    codes, attributes = codes.copy(), folded.attributes.copy()
    codes[changed] = shown.take(changed).astype(np.uint32) + np.uint32(1)
    attributes[changed] = ab.LOWER | ab.LOOKALIKE
    buffer = Buffer(codes, folded.buffer.starts, folded.buffer.ends)
    return FoldedBuffer(buffer, attributes, folded.offsets, at_a_glance(codes))


def tokens(line: bytes) -> Iterator[tuple[int, bytes]]:
    """Places and tokens of all tokens with a trigger; no part of the line is read twice."""
    done = 0
    for place in sorted(
        found.start() for each in TRIGGERS.values() for found in each.finditer(line)
    ):
        if place < done:
            continue
        start = place
        least = max(done, place - LONGEST_TOKEN)
        while start > least and line[start - 1] in IN_TOKEN:
            start -= 1
        token = TOKEN.match(line, start)
        if token:
            done = token.end()
            yield start, token.group()


def letters_end(token: bytes) -> int:
    """How much of a token to read as letters: up to its last letter or sign; 0 for none.

    A handle's or an address's at-sign, and exclamation marks at an end, are none.
    """
    whole = token.rstrip(b"!")
    word = whole.rstrip(b"0123456789")
    inner = word[1:] if len(word) < len(whole) else word[1:-1]
    signs = sum(map(inner.count, (b"@", b"$", b"!")))
    digits = sum(map(word.count, EACH_DIGIT))
    letters = word.upper() != word
    meant = letters and signs and signs + digits >= FEWEST and b"!!" not in word
    return len(word) if meant else 0


def spell(squeezed: FoldedBuffer, edges: Places) -> FoldedBuffer:
    """Digits read as letters in words that have one between two letters ("g4c0r", "5l0t").

    There all digits before the last letter are read so, and look like letters in disguise;
    those behind it stay, and so do "4d", the 2 that writes a word twice ("anak2nya"), and what
    counts things ("redmi9a").
    """
    codes, attributes = squeezed.buffer.codes, squeezed.attributes
    places = ((attributes & ab.DIGIT) != 0).nonzero()[0]  # few, so the rest is cheap
    latin = (attributes.take(places - 1) & ab.LATIN != 0) & (
        attributes.take(places + 1) & ab.LATIN != 0
    )
    latin &= codes.take(places) != TWO
    signs = places[latin]
    if not len(signs):
        return squeezed
    signs = signs[(codes.take(signs + 1) != LETTER_D) | (attributes.take(signs + 2) & ab.WORD != 0)]
    signs = signs[~counting(squeezed, edges, signs)]
    owners = edges.searchsorted(places, "right")
    inside = np.isin(owners, edges.searchsorted(signs, "right"))
    places = places[inside & before_letters(places, edges.take(owners), attributes)]
    digits = (codes.take(places) - np.uint32(ZERO)).astype(np.int64)
    spelled, shown = codes.copy(), attributes.copy()
    spelled[places] = np.where(digits < len(LEET), LEET.take(digits, mode="clip"), codes[places])
    shown[places] = ab.LOWER | ab.LOOKALIKE
    buffer = Buffer(spelled, squeezed.buffer.starts, squeezed.buffer.ends)
    # The glance stays: it is asked for signs alone, and those are where they were.
    return squeezed._replace(buffer=buffer, attributes=shown)


def counting(squeezed: FoldedBuffer, edges: Places, signs: Places) -> Flags:
    """Whether each of these digits counts a thing, and has one letter behind it: "redmi9a"."""
    after = edges.searchsorted(signs, "right")
    stems = zip(edges.take(after - 1).tolist(), signs.tolist(), strict=True)
    found = [squeezed.glance[start:sign] in COUNTED for start, sign in stems]
    return np.array(found, np.bool_) & (edges.take(after) - signs <= LAST_LETTER)


def before_letters(places: Places, ends: Places, attributes: ab.GlyphAttributes) -> Flags:
    """Whether a Latin letter follows each of these places before its word ends."""
    letters = np.append((attributes & ab.LATIN != 0).nonzero()[0], len(attributes))
    found: Flags = letters.take(letters.searchsorted(places)) < ends
    return found
