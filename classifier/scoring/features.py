"""Feature extraction: hashed n-grams in three groups, and handcrafted features.

The groups are the folded letters with their glyph attributes, the folded text with letters
rejoined, and the words with their frames. The first tells a capital and a disguise from
plain letters, whichever of a dozen alphabets a letter was borrowed from. The training
pipeline turns these into a sparse matrix and the scorer into sums of table entries;
neither computes a feature of its own.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from classifier.scoring import handcrafted
from classifier.scoring.handcrafted import FLAG, Handcrafted, Tally, handcrafted_features, tally
from classifier.text import alphabet as ab
from classifier.text.alphabet import Codes
from classifier.text.as_typed import as_typed
from classifier.text.codes import Buffer, Flags, Places, encode, said_once, shorten
from classifier.text.hashing import SPREAD, Slots, ngram_slots, prefix_sums, salts, slots
from classifier.text.normalise import FoldedBuffer, fold_buffer, shown_in
from classifier.text.words import Words, read

TABLE_BITS: Final = 18
SLOTS: Final = 1 << TABLE_BITS
GLYPH_LENGTHS: Final = range(1, 3)
FOLDED_LENGTHS: Final = range(2, 6)


def _reaching(lengths: range) -> Places:
    """Rows of n-grams, and how many places before a stretch they begin that reach into it."""
    return np.array([(row, far) for row, n in enumerate(lengths) for far in range(1, n)]).T


GLYPH_REACHING: Final = _reaching(GLYPH_LENGTHS)
FOLDED_REACHING: Final = _reaching(FOLDED_LENGTHS)
GLYPH_SALTS: Final = salts("looked", GLYPH_LENGTHS) * np.uint32(SPREAD)
FOLDED_SALTS: Final = salts("folded", FOLDED_LENGTHS) * np.uint32(SPREAD)
WORD_SALTS: Final = salts("word", (1, 2, 5, 7))
NEXT: Final = np.uint32(0x85EBCA6B)
SILENT: Final = 0
"""The slot that weighs nothing: of n-grams with a digit of a number, which say nothing."""
HANDCRAFTED: Final = handcrafted.NAMES
SHOWN: Final = np.uint16(ab.UPPER | ab.DISGUISE)
"""The glyph attributes that set a letter apart from a plain one."""


def _hashed_attributes(kept: int) -> Slots:
    """What is hashed of each combination of attributes: these bits, all fancy alphabets as one.

    A letter borrowed from an alphabet that training has never met then counts as those
    that it has. Halves of flags stay apart: honest readers wave them.
    """
    attributes = np.arange(1 << 12, dtype=np.uint32)
    fancy = (attributes & ab.FANCY != 0) & (attributes & FLAG != FLAG)
    seen = np.where(fancy, attributes & ~np.uint32(ab.FANCY) | ab.STYLED, attributes)
    hashed: Slots = (seen & kept).astype(np.uint32) * NEXT
    return hashed


OF_LETTERS: Final = _hashed_attributes(int(SHOWN))
OF_WORDS: Final = _hashed_attributes(0xFFF)
WIDEST_JOINT: Final = 3
"""Blanks and signs before a number that say nothing either."""
FEATURE_GROUPS: Final = 3
ROWS: Final = (len(GLYPH_LENGTHS), len(FOLDED_LENGTHS), len(WORD_SALTS))
"""How many n-grams begin at each place of each group."""
ROW_COUNTS: Final = np.array(ROWS)
LAYOUT: Final = "2026-11-i"
"""Names the feature set; a model trained on another one cannot be loaded."""


class FeatureGroup(NamedTuple):
    """Table slots, one row a kind of n-gram, one column a place; texts lie in columns.

    There is at least one place behind the last text.
    """

    slots: Slots
    starts: Places
    ends: Places


class Features(NamedTuple):
    """The feature groups, the handcrafted features (texts x HANDCRAFTED), and each text's size.

    A size is a number of n-grams that say anything. `silent` counts the others before each place
    of a group; None where there are none.
    """

    groups: tuple[FeatureGroup, ...]
    handcrafted: Handcrafted
    sizes: Places
    silent: tuple[Places | None, ...]


class Subset(NamedTuple):
    """The features of some texts of a batch, cut out: at least of one.

    `rows` says which texts, and `places` where each place of each group was in the batch's.
    Each group has one place more, behind its last text.
    """

    features: Features
    rows: list[int]
    places: tuple[Places, ...]


class TokenisedBatch(NamedTuple):
    """What the features of a batch are made from, and explanations with them."""

    encoded: Buffer
    kept: Places | None
    """Where each code point of `raw` stood in `encoded`; None where nothing was cut."""
    raw: Buffer
    folded: FoldedBuffer
    words: Words
    tally: Tally


def extract(texts: Sequence[str]) -> Features:
    """The features of each text, the same whatever the batch around it."""
    return features_of(tokenise(texts))


def tokenise(texts: Sequence[str]) -> TokenisedBatch:
    """The texts encoded, shortened, folded, and taken apart into words."""
    encoded = encode([*map(said_once, texts)])
    raw, kept = shorten(encoded)
    folded = as_typed(fold_buffer(raw))
    words = read(folded)
    return TokenisedBatch(encoded, kept, raw, folded, words, tally(words, folded))


def features_of(batch: TokenisedBatch) -> Features:
    """The features of texts that were read."""
    words, letters, clean = batch.words, batch.folded.buffer, batch.words.squeezed.buffer
    sums = prefix_sums(glyphs(batch.folded))
    of_glyphs = ngram_slots(sums, GLYPH_LENGTHS, GLYPH_SALTS, TABLE_BITS)
    of_letters = ngram_slots(words.sums, FOLDED_LENGTHS, FOLDED_SALTS, TABLE_BITS)
    of_words = word_slots(words)
    if len(words.silent):
        ends, starts = words.ends.take(words.silent), words.starts.take(words.silent)
        # With what joins it to the word before, as if the word were not there.
        before = np.append(0, words.ends).take(words.silent)
        starts = np.maximum(starts - WIDEST_JOINT, before)
        blank = words.squeezed.attributes.take(ends) & ab.SPACE != 0
        ends += begins_text(words) & blank
        silence(of_letters, FOLDED_REACHING, starts, ends)
        shown = (shown_in(batch.folded, words.squeezed, each) for each in (starts, ends))
        silence(of_glyphs, GLYPH_REACHING, *shown)
        of_words[:, words.silent] = SILENT
    groups = (
        FeatureGroup(of_glyphs, letters.starts, letters.ends),
        FeatureGroup(of_letters, clean.starts, clean.ends),
        FeatureGroup(of_words, words.firsts[:-1], words.firsts[1:]),
    )
    counts = tuple(silent_before(group.slots) for group in groups)
    return Features(groups, handcrafted_features(batch.tally), sizes_of(groups, counts), counts)


def begins_text(words: Words) -> Flags:
    """Whether each silent word has only such before it: then the blank behind it is silent."""
    firsts = words.firsts.take(words.firsts.searchsorted(words.silent, "right") - 1)
    before = np.arange(len(words.silent)) - words.silent.searchsorted(firsts)
    found: Flags = words.silent - firsts == before
    return found


def silence(slots: Slots, reaching: Places, starts: Places, ends: Places) -> None:
    """Take away what n-grams say that have any letter of these stretches.

    `reaching` (rows, how far) says of how long n-grams begin before a stretch and reach into it.
    """
    lengths = ends - starts
    first = starts - lengths.cumsum() + lengths
    slots[:, first.repeat(lengths) + np.arange(lengths.sum())] = SILENT
    rows, before = reaching
    slots[rows[:, None], starts - before[:, None]] = SILENT


def silent_before(slots: Slots) -> Places | None:
    """How many n-grams before each place say nothing; one entry more than places."""
    if np.minimum.reduce(slots, axis=None) != SILENT:  # the least of all slots
        return None
    counts = np.zeros(slots.shape[1] + 1, np.int64)
    np.add.reduce(slots == SILENT, axis=0, dtype=np.uint8).cumsum(out=counts[1:])
    return counts


def sizes_of(groups: Sequence[FeatureGroup], silent: Sequence[Places | None]) -> Places:
    """How many n-grams that say anything texts with these feature groups have."""
    sizes: Places = ROW_COUNTS @ np.array([group.ends - group.starts for group in groups])
    for group, counts in zip(groups, silent, strict=True):
        if counts is not None:
            sizes -= counts.take(group.ends) - counts.take(group.starts)
    return sizes


def glyphs(folded: FoldedBuffer) -> Codes:
    """Each folded letter with its case and its disguises; padding, without attributes, is 0."""
    shown: Codes = OF_LETTERS.take(folded.attributes, mode="clip")
    shown += folded.buffer.codes
    return shown


def word_slots(words: Words) -> Slots:
    """The slots of each word, of its frame and the next, its attributes and shape, its letters.

    There is a place behind the last word, so that sums may end there.
    """
    count = len(words.hashes)
    found = np.zeros((len(WORD_SALTS), count + 1), np.uint32)
    found[0, :count] = words.hashes
    np.add(words.frames, following(words), out=found[1, :count])
    shown = OF_WORDS.take(words.attributes, mode="clip")
    np.add(shown, words.shapes, out=found[2, :count])
    found[3, :count] = words.letters
    return slots(found, WORD_SALTS, TABLE_BITS)


def following(words: Words) -> Slots:
    """The frame of the word that follows each one in its text, beyond silent ones; else 0."""
    count = len(words.frames)
    found = np.zeros(count + 1, np.uint32)
    np.multiply(words.frames, NEXT, out=found[:count])
    found[words.firsts[1:]] = 0  # a place after the last word of a text begins the next one
    if len(words.silent):
        places = np.arange(count + 1)
        places[words.silent] = count
        places[words.firsts] = words.firsts
        found = found.take(np.minimum.accumulate(places[::-1])[::-1])
    return found[1:]


def only(features: Features, rows: list[int]) -> Subset:
    """The features of these texts alone, in this order."""
    parts = [cut_out(group, rows) for group in features.groups]
    groups = tuple(group for group, _ in parts)
    alike = features.handcrafted[rows], features.sizes[rows]
    own = Features(groups, *alike, tuple(silent_before(group.slots) for group in groups))
    return Subset(own, rows, tuple(places for _, places in parts))


def cut_out(group: FeatureGroup, rows: list[int]) -> tuple[FeatureGroup, Places]:
    """These texts of a group, and where their places were."""
    starts, counts = group.starts[rows], group.ends[rows] - group.starts[rows]
    ends = counts.cumsum()
    places = np.zeros(int(ends[-1]) + 1, np.int64)  # any place will do behind the last text
    places[:-1] = (starts - ends + counts).repeat(counts) + np.arange(len(places) - 1)
    slots = group.slots.take(places, axis=1, mode="clip")
    return FeatureGroup(slots, ends - counts, ends), places
