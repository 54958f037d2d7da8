"""Feature extraction: hashed n-grams in three groups, and handcrafted features.

The groups are the folded letters with their glyph attributes, the folded text with letters
rejoined, and the words with their frames. The first tells a capital and a disguise from
plain letters, whichever of a dozen alphabets a letter was borrowed from. The training
pipeline turns these into a sparse matrix and the scorer into sums of table entries;
neither computes a feature of its own.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.scoring import handcrafted
from classifier.scoring.handcrafted import (
    FLAG,
    KERNEL_BITS,
    Bits,
    Handcrafted,
    handcrafted_features,
    properties_of,
    tally_between,
)
from classifier.text import alphabet as ab
from classifier.text.alphabet import Codes
from classifier.text.as_typed import as_typed
from classifier.text.codes import (
    NOWHERE,
    Buffer,
    Flags,
    Places,
    encode,
    or_none,
    said_once,
    shorten,
)
from classifier.text.hashing import SPREAD, WORD_BITS, Slots, ngram_hashes, prefix_sums, salts
from classifier.text.normalise import FoldedBuffer, fold_buffer, shown_in
from classifier.text.words import Words, read

Scales = npt.NDArray[np.float64]

TABLE_BITS: Final = 20
SLOTS: Final = 1 << TABLE_BITS
SLOT_SHIFT: Final = np.uint32(WORD_BITS - TABLE_BITS)
GLYPH_LENGTHS: Final = range(1, 3)
FOLDED_LENGTHS: Final = range(2, 6)
FOLDED_REACHING: Final = np.array(
    [(row, far) for row, n in enumerate(FOLDED_LENGTHS) for far in range(1, n)]
).T[:, :, None]
"""Rows of n-grams, and how many places before a stretch they begin that reach into it."""
GLYPH_SALTS: Final = salts("looked", GLYPH_LENGTHS) * np.uint32(SPREAD)
FOLDED_SALTS: Final = salts("folded", FOLDED_LENGTHS) * np.uint32(SPREAD)
WORD_SALTS: Final = salts("word", (1, 2, 5, 7))
SALTS: Final = np.concatenate((GLYPH_SALTS, FOLDED_SALTS, WORD_SALTS)).ravel()
NEXT: Final = np.uint32(0x85EBCA6B)
SILENT: Final = 0
"""The slot that weighs nothing: of n-grams with a digit of a number, which say nothing."""
HANDCRAFTED: Final = handcrafted.NAMES
UNSEEN: Final = ab.HIDDEN
"""Hidden characters change no letter: keyboards and programs leave them in honest words, too."""
SHOWN: Final = np.uint16(ab.UPPER | ab.DISGUISE & ~UNSEEN)
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
OF_WORDS: Final = _hashed_attributes(0xFFF & ~UNSEEN)
WIDEST_JOINT: Final = 3
"""Blanks and signs before a number that say nothing either."""
FEATURE_GROUPS: Final = 3
ROWS: Final = (len(GLYPH_LENGTHS), len(FOLDED_LENGTHS), len(WORD_SALTS))
"""How many n-grams begin at each place of each group."""
LAYOUT: Final = "2026-11-l"
"""Names the feature set; a model trained on another one cannot be loaded."""


class FeatureGroup(NamedTuple):
    """Table slots, one row a kind of n-gram, one column a place; texts lie in columns."""

    slots: Slots
    starts: Places
    ends: Places


class Features(NamedTuple):
    """The n-grams of stretches of text, their handcrafted features, and their scales.

    `slots` has a column for each place of each feature group, group after group, and a row for
    each n-gram that begins there; SILENT where there are fewer. Those of a stretch lie between
    `edges` (starts and ends x groups x stretches). `handcrafted` is stretches x HANDCRAFTED.
    `scales` are the factors of sums of n-grams: one over the root of how many say anything.
    """

    slots: Slots
    edges: Places
    handcrafted: Handcrafted
    scales: Scales

    @property
    def groups(self) -> tuple[FeatureGroup, ...]:
        """The feature groups one by one."""
        every = zip(ROWS, *self.edges, strict=True)
        return tuple(FeatureGroup(self.slots[:rows], *edges) for rows, *edges in every)


class Subset(NamedTuple):
    """The features of some stretches of a batch, cut out: at least of one.

    `rows` says which, and `places` where each place was in the features of the batch.
    """

    features: Features
    rows: list[int]
    places: Places


class TokenisedBatch(NamedTuple):
    """What the features of a batch are made from, and explanations with them."""

    encoded: Buffer
    kept: Places | None
    """Where each code point of `raw` stood in `encoded`; None where nothing was cut."""
    raw: Buffer
    folded: FoldedBuffer
    words: Words
    properties: Bits
    """Of each word, and zero behind them."""
    bounds: Sequence[int]
    """Where the places of each feature group begin, and the last ones end."""


def extract(texts: Sequence[str]) -> Features:
    """The features of each text, the same whatever the batch around it."""
    return features_of(tokenise(texts))


def tokenise(texts: Sequence[str]) -> TokenisedBatch:
    """The texts encoded, shortened, folded, and taken apart into words."""
    encoded = encode([*map(said_once, texts)])
    raw, kept = shorten(encoded)
    folded = as_typed(fold_buffer(raw))
    words = read(folded)
    widths = map(len, (folded.buffer.codes, words.squeezed.buffer.codes, words.hashes))
    bounds = [0, *accumulate(widths)]
    return TokenisedBatch(encoded, kept, raw, folded, words, properties_of(words, folded), bounds)


def features_of(batch: TokenisedBatch, parts: Places | None = None) -> Features:
    """The features of the texts of a batch, and behind them those of parts of them.

    `parts` are their edges, as of Features, but for places within each group.
    """
    words, letters, clean = batch.words, batch.folded.buffer, batch.words.squeezed.buffer
    edges = np.array(
        (
            (letters.starts, clean.starts, words.firsts[:-1]),
            (letters.ends, clean.ends, words.firsts[1:]),
        )
    )
    if parts is not None:
        edges = np.concatenate((edges, parts), axis=2)
    alike = handcrafted_features(tally_between(batch.properties, edges[:, -1]))
    bounds = batch.bounds
    slots = np.zeros((max(ROWS), bounds[-1]), np.uint32)
    of_glyphs, of_letters, of_words = (slots[:, a:b] for a, b in pairwise(bounds))
    ngram_hashes(prefix_sums(glyphs(batch.folded)), GLYPH_LENGTHS, GLYPH_SALTS, of_glyphs)
    ngram_hashes(prefix_sums(clean.codes), FOLDED_LENGTHS, FOLDED_SALTS, of_letters)
    word_hashes(words, of_words)
    slots >>= SLOT_SHIFT
    if len(words.silent):
        silence(batch, slots)
    edges[:, 1] += bounds[1]
    edges[:, 2] += bounds[2]
    return Features(slots, edges, alike, scales_of(slots, edges))


def compiled_features(batch: TokenisedBatch, edges: Places) -> Features:
    """The features of all stretches between these edges, which are as of Features."""
    words, folded, squeezed = batch.words, batch.folded, batch.words.squeezed
    slots = np.empty((max(ROWS), batch.bounds[-1]), np.uint32)
    rows = edges.shape[2]
    alike, scales = np.empty((rows, len(HANDCRAFTED)), np.bool_), np.empty(rows)
    compiled.kernels.features(
        *(folded.buffer.codes, folded.attributes),
        or_none(folded.offsets),
        *(squeezed.buffer.codes, squeezed.attributes),
        or_none(squeezed.offsets),
        *(words.starts, words.ends, words.firsts, words.silent, words.attributes, words.hashes),
        *(words.frames, words.shapes, words.letters, OF_LETTERS, OF_WORDS, SALTS),
        *(batch.properties, KERNEL_BITS, edges, slots, alike, scales),
    )
    return Features(slots, edges, alike, scales)


def silence(batch: TokenisedBatch, slots: Slots) -> None:
    """Take away what n-grams say that have any letter of a silent word.

    With what joins it to the word before, as if the word were not there.
    """
    words, (_, letters, own, _) = batch.words, batch.bounds
    ends, starts = words.ends.take(words.silent), words.starts.take(words.silent)
    before = np.concatenate(((0,), words.ends)).take(words.silent)
    starts = np.maximum(starts - WIDEST_JOINT, before)
    blank = words.squeezed.attributes.take(ends) & ab.SPACE != 0
    ends += begins_text(words) & blank
    shown = [shown_in(batch.folded, words.squeezed, each) for each in (starts, ends)]
    starts = letters + starts
    firsts = np.concatenate((shown[0], starts, words.silent + own))
    lengths = np.concatenate((shown[1], ends + letters, words.silent + (own + 1))) - firsts
    before = lengths.cumsum() - lengths
    slots[:, (firsts - before).repeat(lengths) + np.arange(lengths.sum())] = SILENT
    # What begins before and reaches into it: pairs of glyphs, and n-grams of letters.
    slots[1, shown[0] - 1] = SILENT
    rows, far = FOLDED_REACHING
    slots.ravel()[rows * slots.shape[1] - far + starts] = SILENT


def begins_text(words: Words) -> Flags:
    """Whether each silent word has only such before it: then the blank behind it is silent."""
    firsts = words.firsts.take(words.firsts.searchsorted(words.silent, "right") - 1)
    before = np.arange(len(words.silent)) - words.silent.searchsorted(firsts)
    found: Flags = words.silent - firsts == before
    return found


def scales_of(slots: Slots, edges: Places) -> Scales:
    """The scales of what lies between these edges, in all groups."""
    before = np.zeros(slots.shape[1] + 1, np.int64)
    speaking = (slots != SILENT).view(np.uint8)
    np.add.reduce(speaking, axis=0, dtype=np.uint8).cumsum(out=before[1:])
    starts, ends = before.take(edges)
    scales: Scales = 1.0 / np.sqrt(np.maximum(np.add.reduce(ends - starts, axis=0), 1))
    return scales


def glyphs(folded: FoldedBuffer) -> Codes:
    """Each folded letter with its case and its disguises; padding, without attributes, is 0."""
    shown: Codes = OF_LETTERS.take(folded.attributes, mode="clip")
    shown += folded.buffer.codes
    return shown


def word_hashes(words: Words, found: Slots) -> None:
    """Write the hashes of each word, its frame and the next, its attributes and shape, letters."""
    found[0] = words.hashes
    np.add(words.frames, following(words), out=found[1])
    np.add(OF_WORDS.take(words.attributes, mode="clip"), words.shapes, out=found[2])
    found[3] = words.letters
    found += WORD_SALTS
    found *= np.uint32(SPREAD)


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
    """The features of these stretches alone, in this order."""
    edges = features.edges[:, :, rows]
    if compiled.USED:  # which reads stretches where they are
        edges = np.ascontiguousarray(edges)
        own = Features(features.slots, edges, features.handcrafted[rows], features.scales[rows])
        return Subset(own, rows, NOWHERE)
    starts, counts = edges[0].ravel(), (edges[1] - edges[0]).ravel()
    ends = counts.cumsum()
    before = ends - counts
    places = (starts - before).repeat(counts) + np.arange(ends[-1])
    own = Features(
        features.slots.take(places, axis=1, mode="clip"),
        np.array((before, ends)).reshape(edges.shape),
        features.handcrafted[rows],
        features.scales[rows],
    )
    return Subset(own, rows, places)
