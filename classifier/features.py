"""Everything the model sees of a batch of texts: hashed n-grams of three views, and facts.

Views: the folded letters with how each of them looked, the folded text with letters
rejoined, and the words with their frames. The first tells a capital and a disguise from
plain letters without asking which of a dozen alphabets a letter was borrowed from. The
training pipeline turns these into a sparse matrix and the scorer into sums of table
entries; neither computes a feature of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifier import alphabet as ab
from classifier import facts as fact_names
from classifier.alphabet import Codes
from classifier.codes import Buffer, Places, encode, shorten
from classifier.facts import FactTable, Tally, facts, tally
from classifier.hashing import SPREAD, Slots, ngram_slots, prefix_sums, salts, slots
from classifier.normalise import FoldedBuffer, fold_buffer
from classifier.words import Words, read

TABLE_BITS: Final = 18
SLOTS: Final = 1 << TABLE_BITS
LOOKED_LENGTHS: Final = range(1, 3)
FOLDED_LENGTHS: Final = range(2, 6)
LOOKED_SALTS: Final = salts("looked", LOOKED_LENGTHS) * np.uint32(SPREAD)
FOLDED_SALTS: Final = salts("folded", FOLDED_LENGTHS) * np.uint32(SPREAD)
WORD_SALTS: Final = salts("word", (1, 2, 5))
NEXT: Final = np.uint32(0x85EBCA6B)
FACTS: Final = fact_names.NAMES
SHOWN: Final = (np.arange(1 << 12, dtype=np.uint32) & (ab.UPPER | ab.DISGUISE)) * NEXT
"""By its looks, what is added to a letter."""
VIEWS: Final = 3
LAYOUT: Final = "2026-11-b"
"""Names the feature set; a model trained on another one cannot be loaded."""


@dataclass(frozen=True, slots=True)
class View:
    """Table slots, one row a kind of n-gram, one column a place; texts lie in columns.

    There is at least one place behind the last text.
    """

    slots: Slots
    starts: Places
    ends: Places


@dataclass(frozen=True, slots=True)
class Features:
    """The views, the facts (texts x FACTS), and how many slots each text has."""

    views: tuple[View, ...]
    facts: FactTable
    sizes: Places


@dataclass(frozen=True, slots=True)
class Reading:
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
    return features_of(read_texts(texts))


def read_texts(texts: Sequence[str]) -> Reading:
    """The texts encoded, shortened, folded, and taken apart into words and runs."""
    encoded = encode(texts)
    raw, kept = shorten(encoded)
    folded = fold_buffer(raw)
    words = read(folded)
    return Reading(encoded, kept, raw, folded, words, tally(raw, words))


def features_of(reading: Reading) -> Features:
    """The features of texts that were read."""
    raw, letters, words = reading.raw, reading.folded.buffer, reading.words
    views = (
        chars(prefix_sums(looked(reading.folded)), LOOKED_LENGTHS, LOOKED_SALTS, letters),
        chars(words.sums, FOLDED_LENGTHS, FOLDED_SALTS, words.squeezed.buffer),
        frames(words),
    )
    sizes = np.zeros(raw.rows, np.int64)
    for view in views:
        sizes += (view.ends - view.starts) * len(view.slots)
    return Features(views, facts(words, reading.tally), sizes)


def looked(folded: FoldedBuffer) -> Codes:
    """Each folded letter together with its case and its disguises; padding, without looks, is 0."""
    return folded.buffer.codes + SHOWN.take(folded.looks)


def chars(sums: Slots, lengths: range, salting: Slots, buffer: Buffer) -> View:
    """Character n-grams of these lengths at every place of each text."""
    return View(ngram_slots(sums, lengths, salting, TABLE_BITS), buffer.starts, buffer.ends)


def frames(words: Words) -> View:
    """Each word, its frame with that of the next one, and its looks."""
    count = len(words.hashes)
    following = np.zeros(count + 1, np.uint32)
    following[:count] = words.frames
    lasts = words.firsts[1:]
    following *= NEXT
    following[lasts] = 0  # a place after the last word of a text begins the next one
    # One place more than words, so that sums may end behind the last of them.
    table = np.zeros((len(WORD_SALTS), count + 1), np.uint32)
    of_words = table[:, :count]
    of_words[0] = words.hashes
    np.add(words.frames, following[1:], out=of_words[1])
    np.multiply(words.looks, NEXT, out=of_words[2], casting="unsafe")
    of_words[2] += (words.ends - words.starts).astype(np.uint32)
    return View(slots(table, WORD_SALTS, TABLE_BITS), words.firsts[:-1], lasts)


def only(features: Features, rows: Places) -> Features:
    """The features of these texts alone, in this order."""
    views = tuple(cut(view, rows) for view in features.views)
    return Features(views, features.facts[rows], features.sizes.take(rows))


def cut(view: View, rows: Places) -> View:
    """The view of these texts alone, with one place behind the last of them."""
    starts = view.starts.take(rows)
    counts = view.ends.take(rows) - starts
    ends = counts.cumsum()
    places = np.zeros(int(counts.sum()) + 1, np.int64)
    places[:-1] = np.arange(len(places) - 1) + (starts - ends + counts).repeat(counts)
    return View(view.slots.take(places, axis=1), ends - counts, ends)
