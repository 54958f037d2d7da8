"""Everything the model sees of a batch of texts: hashed n-grams of four views, and facts.

Views: the raw text, the folded text with letters rejoined, the run shapes, and the
words with their frames. The training pipeline turns these into a sparse matrix and
the scorer into sums of table entries; neither computes a feature of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifier import facts as fact_names
from classifier.codes import Buffer, Places, encode, shorten
from classifier.facts import FactTable, Tally, facts, tally
from classifier.hashing import SPREAD, Slots, ngram_slots, prefix_sums, salts, slots
from classifier.normalise import FoldedBuffer, fold_buffer
from classifier.shapes import shape
from classifier.words import Words, read

TABLE_BITS: Final = 19
RAW_LENGTHS: Final = range(1, 4)
FOLDED_LENGTHS: Final = range(2, 6)
SHAPE_LENGTHS: Final = range(1, 6)
RAW_SALTS: Final = salts("raw", RAW_LENGTHS) * np.uint32(SPREAD)
FOLDED_SALTS: Final = salts("folded", FOLDED_LENGTHS) * np.uint32(SPREAD)
SHAPE_SALTS: Final = salts("shape", SHAPE_LENGTHS) * np.uint32(SPREAD)
WORD_SALTS: Final = salts("word", (1, 2, 3, 4, 5))
NEXT: Final = np.uint32(0x85EBCA6B)
AFTER: Final = np.uint32(0xC2B2AE35)
FACTS: Final = fact_names.NAMES
LAYOUT: Final = "2026-11-a"
"""Names the feature set; a model trained on another one cannot be loaded."""


@dataclass(frozen=True, slots=True)
class View:
    """Table slots, one row a kind of n-gram, one column a place; texts lie in columns."""

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
    runs: Buffer
    run_places: Places


def extract(texts: Sequence[str]) -> Features:
    """The features of each text, the same whatever the batch around it."""
    return features_of(read_texts(texts))


def read_texts(texts: Sequence[str]) -> Reading:
    """The texts encoded, shortened, folded, and taken apart into words and runs."""
    encoded = encode(texts)
    raw, kept = shorten(encoded)
    folded = fold_buffer(raw)
    words = read(folded)
    runs, run_places = shape(folded)
    return Reading(encoded, kept, raw, folded, words, tally(raw, words), runs, run_places)


def features_of(reading: Reading) -> Features:
    """The features of texts that were read."""
    raw, words, runs = reading.raw, reading.words, reading.runs
    views = (
        chars(prefix_sums(raw.codes), RAW_LENGTHS, RAW_SALTS, raw),
        chars(words.sums, FOLDED_LENGTHS, FOLDED_SALTS, words.squeezed.buffer),
        chars(prefix_sums(runs.codes), SHAPE_LENGTHS, SHAPE_SALTS, runs),
        frames(words),
    )
    sizes = np.zeros(raw.rows, np.int64)
    for view in views:
        sizes += (view.ends - view.starts) * len(view.slots)
    return Features(views, facts(words, reading.tally), sizes)


def chars(sums: Slots, lengths: range, salting: Slots, buffer: Buffer) -> View:
    """Character (or run) n-grams of these lengths at every place of each text."""
    return View(ngram_slots(sums, lengths, salting, TABLE_BITS), buffer.starts, buffer.ends)


def frames(words: Words) -> View:
    """Each word, and its frame with the next one, the next two, the one after, its looks."""
    count = len(words.hashes)
    padded = np.zeros(count + 2, np.uint32)
    padded[:count] = words.frames
    lasts = words.firsts[1:]
    # Zero past the end of a text. A place before its first word is zero already, or
    # belongs to the two extra places behind all texts.
    following, second = padded[1:] * NEXT, padded * AFTER
    following[lasts - 1] = 0
    second[lasts + 1] = 0
    second[lasts] = 0
    table = np.empty((len(WORD_SALTS), count), np.uint32)
    table[0] = words.hashes
    np.add(words.frames, following[:count], out=table[1])
    np.add(table[1], second[2:], out=table[2])
    np.add(words.frames, second[2:], out=table[3])
    np.multiply(words.looks, NEXT, out=table[4], casting="unsafe")
    table[4] += (words.ends - words.starts).astype(np.uint32)
    return View(slots(table, WORD_SALTS, TABLE_BITS), words.firsts[:-1], lasts)
