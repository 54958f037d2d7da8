"""Parts: a comment is as bad as its worst part, so long comments are judged in parts as well.

Sums of n-grams shrink as a text grows, so an advert after two honest sentences would pass.
Parts are the sentences and lines of a text, and windows of so many words, each beginning half a
window after the one before. They are stretches of buffers that were read already: their
features are other sums of the same n-grams, and cost next to nothing. An n-gram belongs to the
part in which it begins. A text of n words has at most n parts.
"""

from typing import Final, NamedTuple

import numpy as np

from classifier import compiled
from classifier.scoring.features import (
    FEATURE_GROUPS,
    Features,
    TokenisedBatch,
    compiled_features,
    features_of,
)
from classifier.text import alphabet as ab
from classifier.text.codes import Places, or_none
from classifier.text.normalise import shown_in
from classifier.text.words import Words

WINDOW: Final = 8
STEP: Final = 4
LONG: Final = 12
"""Texts of more words than these are judged in windows, too."""
SHORTEST: Final = 2
"""Words that say anything of a sentence that is judged by itself."""
STOPS: Final = bytes(chr(byte) in ".!?\n" for byte in range(256))
"""Whether a sentence or a line may end with a character, by its low byte."""
LINE_END: Final = ord("\n") + 1
ASCII: Final = 129
"""Codes are code points plus one, so those of ASCII lie below this."""


class Judged(NamedTuple):
    """What is judged of a batch, a row each: first every text, then the parts of the long ones.

    `owners` says which text each row is of; the parts of a text lie on end.
    """

    features: Features
    owners: Places
    texts: int


class Stretches(NamedTuple):
    """Part i is the words from starts[i] to stops[i], of text owners[i]."""

    owners: Places
    starts: Places
    stops: Places


def judged(batch: TokenisedBatch) -> Judged:
    """The features of each text and of each part."""
    if compiled.USED:
        return compiled_parts(batch)
    texts = np.arange(batch.raw.rows)
    parts = parts_of(batch.words)
    if not len(parts.owners):
        return Judged(features_of(batch), texts, len(texts))
    features = features_of(batch, edges_of(batch, parts))
    return Judged(features, np.concatenate((texts, parts.owners)), len(texts))


def compiled_parts(batch: TokenisedBatch) -> Judged:
    """As judged."""
    words, folded, squeezed = batch.words, batch.folded, batch.words.squeezed
    room = batch.raw.rows + len(words.starts)
    owners, edges = np.empty(room, np.int64), np.empty((2, FEATURE_GROUPS, room), np.int64)
    found = compiled.kernels.parts(
        *(squeezed.buffer.codes, squeezed.attributes),
        *(or_none(squeezed.offsets), *squeezed.buffer[1:]),
        *(or_none(folded.offsets), *folded.buffer[1:]),
        *(words.starts, words.firsts, words.silent, owners, edges, folded.attributes),
    )
    features = compiled_features(batch, edges[:, :, :found].copy())
    return Judged(features, owners[:found], batch.raw.rows)


def parts_of(words: Words) -> Stretches:
    """The sentences and the windows of all texts, those of each text on end."""
    both = np.concatenate((sentences(words), windows(words)), axis=1)
    return Stretches(*both.take(both[0].argsort(kind="stable"), axis=1))


def windows(words: Words) -> Places:
    """The windows of all long texts: their owners, starts and stops."""
    counts = words.firsts[1:] - words.firsts[:-1]
    # One at the beginning, and one more for each step to where the last one reaches the end.
    numbers = (counts + (2 * STEP - WINDOW - 1)) // STEP * (counts > LONG)
    owners = np.arange(len(counts)).repeat(numbers)
    before = (numbers.cumsum() - numbers).repeat(numbers)
    starts = words.firsts.take(owners) + (np.arange(len(owners)) - before) * STEP
    return np.array((owners, starts, np.minimum(starts + WINDOW, words.firsts.take(owners + 1))))


def sentences(words: Words) -> Places:
    """The sentences and lines of all texts that have several: owners, starts and stops."""
    begun = words.starts.searchsorted(ends_of_sentences(words))
    begins = np.zeros(len(words.starts) + 1, np.bool_)
    begins[words.firsts] = begins[begun] = True
    edges = begins.nonzero()[0]
    starts, stops = edges[:-1], edges[1:]
    owners = words.firsts.searchsorted(starts, "right") - 1
    whole = stops - starts == words.firsts.take(owners + 1) - words.firsts.take(owners)
    speaking = np.ones(len(words.starts) + 1, np.int64)
    speaking[words.silent] = 0
    before = speaking.cumsum() - speaking
    kept = ~whole & (before.take(stops) - before.take(starts) >= SHORTEST)
    return np.array((owners, starts, stops)).compress(kept, axis=1)


def ends_of_sentences(words: Words) -> Places:
    """Where a stop stands before a blank, and where lines end."""
    places = np.frombuffer(words.squeezed.glance.translate(STOPS), np.bool_).nonzero()[0]
    codes = words.squeezed.buffer.codes.take(places)
    blank = words.squeezed.attributes.take(places + 1) & ab.SPACE != 0
    ends: Places = places[(codes < ASCII) & (blank | (codes == LINE_END))]
    return ends


def edges_of(batch: TokenisedBatch, parts: Stretches) -> Places:
    """Where the n-grams of each group begin and end in these parts, as `features_of` reads it."""
    words, owners = batch.words, parts.owners
    squeezed, letters = words.squeezed.buffer, batch.folded.buffer
    last = parts.stops == words.firsts.take(owners + 1)
    begins = words.starts.take(parts.starts)
    ends = np.where(last, squeezed.ends.take(owners), words.starts.take(parts.stops, mode="clip"))
    firsts, stops = (shown_in(batch.folded, words.squeezed, each) for each in (begins, ends))
    stops = np.where(last, letters.ends.take(owners), stops)
    return np.array(((firsts, begins, parts.starts), (stops, ends, parts.stops)))
