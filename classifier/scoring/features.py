"""Feature extraction: hashed n-grams in three groups, and handcrafted features.

The groups are the folded letters with their glyph attributes, the folded text with letters
rejoined, and the words with their frames. The first tells a capital and a disguise from
plain letters, whichever of a dozen alphabets a letter was borrowed from. The training
pipeline turns these into a sparse matrix and the scorer into sums of table entries;
neither computes a feature of its own.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from classifier.scoring import handcrafted
from classifier.scoring.handcrafted import FLAG, Handcrafted, Tally, handcrafted_features, tally
from classifier.text import alphabet as ab
from classifier.text.alphabet import Codes
from classifier.text.as_typed import as_typed
from classifier.text.codes import Buffer, Places, encode, shorten
from classifier.text.hashing import SPREAD, Slots, ngram_slots, pair_slots, salts, slots
from classifier.text.normalise import FoldedBuffer, fold_buffer
from classifier.text.words import Words, read

TABLE_BITS: Final = 18
SLOTS: Final = 1 << TABLE_BITS
GLYPH_LENGTHS: Final = range(1, 3)
FOLDED_LENGTHS: Final = range(2, 6)
GLYPH_SALTS: Final = salts("looked", GLYPH_LENGTHS) * np.uint32(SPREAD)
FOLDED_SALTS: Final = salts("folded", FOLDED_LENGTHS) * np.uint32(SPREAD)
WORD_SALTS: Final = salts("word", (1, 2, 5, 7))
NEXT: Final = np.uint32(0x85EBCA6B)
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
FEATURE_GROUPS: Final = 3
ROWS: Final = (len(GLYPH_LENGTHS), len(FOLDED_LENGTHS), len(WORD_SALTS))
"""How many n-grams begin at each place of each group."""
ROW_COUNTS: Final = np.array(ROWS)
LAYOUT: Final = "2026-11-c"
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

    A size is a number of n-grams. `slots` has those of all groups on end, so that weights
    are looked up in one call.
    """

    groups: tuple[FeatureGroup, ...]
    handcrafted: Handcrafted
    sizes: Places
    slots: Slots
    edges: Places
    """Groups x 2 x texts: where each text begins and ends in the places of all groups on end."""


class Subset(NamedTuple):
    """The features of some texts of a batch, cut out: at least of one.

    `rows` says which texts, and `places` where each place of each group was in the batch's.
    Each group has one place more, behind its last text. `counts` (groups x texts and one)
    has the places of each text, and that one.
    """

    features: Features
    rows: list[int]
    places: tuple[Places, ...]
    counts: Places


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
    encoded = encode(texts)
    raw, kept = shorten(encoded)
    folded = as_typed(fold_buffer(raw))
    words = read(folded)
    return TokenisedBatch(encoded, kept, raw, folded, words, tally(raw, words))


def features_of(batch: TokenisedBatch) -> Features:
    """The features of texts that were read."""
    folded, words = batch.folded, batch.words
    letters, clean = folded.buffer, words.squeezed.buffer
    counts = (
        len(letters.codes) + 1 - GLYPH_LENGTHS[-1],
        len(clean.codes) + 1 - FOLDED_LENGTHS[-1],
        len(words.hashes) + 1,  # so that sums may end behind the last word
    )
    flat, (of_glyphs, of_letters, of_words) = allotted(counts)
    pair_slots(glyphs(folded), GLYPH_SALTS, TABLE_BITS, of_glyphs)
    ngram_slots(words.sums, FOLDED_LENGTHS, FOLDED_SALTS, TABLE_BITS, of_letters)
    frames(words, of_words)
    groups = (
        FeatureGroup(of_glyphs, letters.starts, letters.ends),
        FeatureGroup(of_letters, clean.starts, clean.ends),
        FeatureGroup(of_words, words.firsts[:-1], words.firsts[1:]),
    )
    return laid_out(flat, groups, handcrafted_features(words, batch.tally))


def allotted(counts: Sequence[int]) -> tuple[Slots, list[Slots]]:
    """Room for so many places of each group, on end, and the part of each group."""
    ends = [*accumulate(rows * count for rows, count in zip(ROWS, counts, strict=True))]
    flat: Slots = np.empty(ends[-1], np.uint32)
    begins = (0, *ends)
    bounds = zip(begins, ends, counts, ROWS, strict=False)
    return flat, [flat[begin:end].reshape(rows, count) for begin, end, count, rows in bounds]


def laid_out(flat: Slots, groups: tuple[FeatureGroup, ...], table: Handcrafted) -> Features:
    """Features of these groups, whose slots fill `flat`."""
    edges = np.array([(group.starts, group.ends) for group in groups])
    done = groups[0].slots.shape[1]
    edges[1] += done
    edges[2] += done + groups[1].slots.shape[1]
    return Features(groups, table, sizes_of(edges), flat, edges)


def sizes_of(edges: Places) -> Places:
    """How many n-grams texts with these edges have."""
    counts: Places = edges[:, 1] - edges[:, 0]
    return ROW_COUNTS @ counts


def glyphs(folded: FoldedBuffer) -> Codes:
    """Each folded letter with its case and its disguises; padding, without attributes, is 0."""
    shown: Codes = OF_LETTERS.take(folded.attributes, mode="clip")
    shown += folded.buffer.codes
    return shown


def frames(words: Words, into: Slots) -> None:
    """Write the slots of each word, of its frame and the next, its attributes, its letters."""
    count = len(words.hashes)
    following = np.zeros(count + 1, np.uint32)
    np.multiply(words.frames, NEXT, out=following[:count])
    following[words.firsts[1:]] = 0  # a place after the last word of a text begins the next one
    of_words = into[:, :count]
    of_words[0] = words.hashes
    np.add(words.frames, following[1:], out=of_words[1])
    OF_WORDS.take(words.attributes, out=of_words[2], mode="clip")
    of_words[2] += words.lengths.astype(np.uint32)
    of_words[3] = words.letters
    into[:, count] = 0
    slots(into, WORD_SALTS, TABLE_BITS)


def only(features: Features, rows: list[int]) -> Subset:
    """The features of these texts alone, in this order."""
    before = features.edges[:, :, rows]
    counts = np.ones((FEATURE_GROUPS, len(rows) + 1), np.int64)
    np.subtract(before[:, 1], before[:, 0], out=counts[:, :-1])
    ends = counts.ravel().cumsum().reshape(counts.shape)
    edges = np.empty_like(before)
    edges[:, 1] = ends[:, :-1]
    edges[:, 0] = begins = (ends - counts)[:, :-1]
    moves = np.zeros_like(counts)
    np.subtract(before[:, 0], begins, out=moves[:, :-1])
    places = moves.ravel().repeat(counts.ravel())
    places += np.arange(len(places))
    return cut(features, rows, places, edges, counts)


def cut(
    features: Features, rows: list[int], places: Places, edges: Places, counts: Places
) -> Subset:
    """The subset of these rows, from its places among those of all groups on end."""
    limits = counts.sum(axis=1).tolist()
    flat, parts = allotted(limits)
    groups, own, first, done = [], [], 0, 0
    for group, subset, limit, limited in zip(features.groups, parts, limits, edges, strict=True):
        inside = places[first : first + limit]
        inside -= done
        inside[-1] = 0  # any place will do behind the last text
        group.slots.take(inside, axis=1, out=subset, mode="clip")
        groups.append(FeatureGroup(subset, *(limited - first)))
        own.append(inside)
        first, done = first + limit, done + group.slots.shape[1]
    cut_out = Features(tuple(groups), features.handcrafted[rows], sizes_of(edges), flat, edges)
    return Subset(cut_out, rows, tuple(own), counts)
