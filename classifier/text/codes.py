"""Padded buffer: the texts of a batch as one array of code points.

All texts of a batch lie in one array so that numpy walks them in one pass. Eight
zeros before, between and after them keep every n-gram and every glance to the left
or right inside its own text: a score may never depend on a neighbour.

What programs did to a text is undone here, before anything is read: letters cut to 16 bits,
UTF-8 that was taken for an older encoding, and characters written as escapes of JSON.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.text.alphabet import Codes

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

PAD: Final = 8
PADDING: Final = np.arange(PAD)
NOWHERE: Final = np.zeros(0, np.int64)
OLDEST: Final = 6
"""How far back a place looks for repetitions: three pairs, of which one counts no more."""
LONGEST: Final = 131_070
"""Code points of one text that are looked at: the first and last half of these.

So few that a text has fewer than 2**16 words.
"""


CUT: Final = (0xD401, 0xD7FC)
"""Codes of mathematical letters that a program of 16 bits cut: U+D400 for U+1D400."""
SYLLABLES: Final = (0xAC01, 0xD400)
"""Codes of the Korean syllables before these, without which hardly a Korean word is written."""
FEWEST_CUT: Final = 3
SHORTEST_SLOGAN: Final = 10
"""Characters of what is said again and again."""
LOST: Final = np.uint32(0x10000)
MISTAKEN: Final = {
    **{chr(code): code for code in range(0x80, 0x100)},
    **{
        char: code
        for code in range(0x80, 0xA0)
        if (char := bytes((code,)).decode("cp1252", "ignore"))
    },
}
"""Characters and the bytes that were taken for them, in windows-1252 or in ISO 8859-1."""
CONTINUES: Final = range(0x80, 0xC0)
"""Bytes in the middle of a character."""
INNER: Final = "[{}]".format("".join(char for char, code in MISTAKEN.items() if code in CONTINUES))
BEGINS: Final = "ÂÃâïð"
MISREAD: Final = re.compile(f"[ÂÃ]{INNER}|[âï]{INNER}{{1,2}}|ð[Ÿ\x9f]{INNER}{{0,2}}")
"""Characters of UTF-8 taken for several: Latin letters and signs, punctuation, variation selectors,
emoji; whatever else begins so is a letter of somebody's language.
"""
BROKEN: Final = {"â€": "”", "ï¸": "\ufe0f"}
"""Frequent characters whose last byte, which means nothing in windows-1252, was thrown away."""
ESCAPED: Final = re.compile(r"(?:\\u[0-9A-Fa-f]{4})+")
SOFT_HYPHEN: Final = "\u00ad"
UNKNOWN: Final = "\ufffd"


class Buffer(NamedTuple):
    """Code points plus one, zero where padded; row r is codes[starts[r]:ends[r]]."""

    codes: Codes
    starts: Places
    ends: Places

    @property
    def rows(self) -> int:
        return len(self.starts)


def or_none(places: Places | None) -> Places:
    """The places, or no place, for kernels, which take no None."""
    return NOWHERE if places is None else places


def code_points(text: str) -> Codes:
    """Code points plus one, as buffers hold them."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") + np.uint32(1)


def between(codes: Codes, edges: tuple[int, int]) -> Flags:
    """Which codes lie between these, both included."""
    found: Flags = (codes >= edges[0]) & (codes <= edges[1])
    return found


def widened(codes: Codes, starts: Iterable[int], ends: Iterable[int]) -> Codes:
    """The codes with letters that were cut to 16 bits as they were, text by text.

    They lie among Korean syllables: a text counts as cut that has several of these, and none of
    the far more frequent ones.
    """
    cut = between(codes, CUT)
    if not cut.any():
        return codes
    found = codes.copy()
    for start, end in zip(starts, ends, strict=True):
        own = slice(start, end)
        few = np.count_nonzero(cut[own]) < FEWEST_CUT
        if not few and not between(codes[own], SYLLABLES).any():
            found[own][cut[own]] += LOST
    return found


def reread(text: str) -> str:
    """The text with characters as they were: quotation marks for "â€œ" and "â€", and for escapes.

    Soft hyphens, which nobody sees, fill the places that become free, so that all keep theirs.
    """
    if "\\u" in text:
        text = ESCAPED.sub(_unescaped, text)
    misread = not text.isascii() and any(map(text.__contains__, BEGINS))
    return MISREAD.sub(lambda found: _decoded(found[0]), text) if misread else text


@lru_cache(maxsize=1024)
def _decoded(run: str) -> str:
    read = bytes(map(MISTAKEN.__getitem__, run)).decode("utf-8", "ignore")
    return (read or BROKEN.get(run, UNKNOWN)).ljust(len(run), SOFT_HYPHEN)


def _unescaped(found: re.Match[str]) -> str:
    run = found[0]
    units = bytes.fromhex(run.replace("\\u", ""))
    return units.decode("utf-16-be", "surrogatepass").ljust(len(run), SOFT_HYPHEN)


def decode(codes: Codes) -> str:
    """The text of a stretch of a buffer without padding."""
    return (
        (codes - np.uint32(1))
        .astype("<u4", copy=False)
        .tobytes()
        .decode("utf-32-le", "surrogatepass")
    )


def clipped(text: str) -> str:
    """The text, or its two ends where it is longer than any comment may be."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else text[:half] + text[-half:]


def unclipped(place: int, length: int) -> int:
    """The place in a text of this length of a place in its clipped form."""
    inside = length <= LONGEST or place < LONGEST // 2
    return place if inside else place + length - LONGEST


def said_once(text: str) -> str:
    """The text without its repetitions, where it says the same thing again and again as a whole.

    "Hidup timnas! Hidup timnas!" is as much evidence as one of it.
    """
    period = text.find(text[:SHORTEST_SLOGAN], SHORTEST_SLOGAN)
    if period < 0:
        return text
    slogan, times = text[:period], len(text) // period + 1
    again = (slogan * times).startswith(text.rstrip()) and not slogan[-1].isalnum()
    return slogan.rstrip() if again else text


def encode(texts: Sequence[str]) -> Buffer:
    """The padded buffer of these texts; any string will do, lone surrogates too."""
    counts = [*map(len, texts)]
    if max(counts, default=0) > LONGEST:
        return encode([clipped(text) for text in texts])
    texts = [*map(reread, texts)]
    if compiled.USED:
        codes = np.empty(sum(counts) + PAD * (len(counts) + 1), np.uint32)
        starts, ends = np.empty((2, len(counts)), np.int64)
        cut = compiled.kernels.encode(texts, codes, starts, ends)
        return Buffer(widened(codes, starts, ends) if cut else codes, starts, ends)
    lengths = np.array(counts, np.int64)
    padding = "\0" * PAD
    codes = code_points(padding + padding.join(texts) + padding)
    ends = (lengths + PAD).cumsum()
    codes[:PAD] = 0
    codes[ends[:, None] + PADDING] = 0
    starts = ends - lengths
    return Buffer(widened(codes, starts, ends), starts, ends)


def kept_only(buffer: Buffer, kept: Places) -> Buffer:
    """The buffer at these places alone, all of its padding among them; some may repeat."""
    edges = (kept.searchsorted(each) for each in (buffer.starts, buffer.ends))
    return Buffer(buffer.codes.take(kept), *edges)


def shorten(buffer: Buffer) -> tuple[Buffer, Places | None]:
    """The buffer with long repetitions cut ("hahahaha", "!!!!!!"), and where the rest stood.

    Sums over n-grams would otherwise grow with every repetition of one of them. The
    places are None where nothing was cut.
    """
    if compiled.USED:
        codes, places = np.empty_like(buffer.codes), np.empty(len(buffer.codes), np.int64)
        starts, ends = np.empty((2, buffer.rows), np.int64)
        size = compiled.kernels.shorten(*buffer, codes, places, starts, ends)
        cut = size < len(codes)
        return (Buffer(codes[:size], starts, ends), places[:size]) if cut else (buffer, None)
    surplus = repeated(buffer.codes)
    surplus &= buffer.codes[OLDEST:] != 0
    if not surplus.any():
        return buffer, None
    wanted = np.ones(len(buffer.codes), np.bool_)
    np.logical_not(surplus, out=wanted[OLDEST:])
    kept = wanted.nonzero()[0]
    return kept_only(buffer, kept), kept


def repeated(codes: Codes) -> Flags:
    """Where a character (or a pair) stands for the fourth time on end, or later.

    From place OLDEST on. A place is surplus when the last three comparisons with the place
    before held, or the last five with the place before that. Padding repeats itself.
    """
    pair = codes[2:] == codes[:-2]
    two = pair[1:] & pair[:-1]
    # Four alike: two pairs of them, of which the last two characters are the same.
    four: Flags = two[3:] & (codes[6:] == codes[5:-1])
    five = two[3:] & two[1:-2]
    five &= pair[:-4]
    four |= five
    return four
