"""Attributions: why a text has its score, as reason codes with spans of the original text.

The model is linear, so the log-odds of a text, or of the part that decided, divide exactly.
Each n-gram's weight goes in equal parts to the characters it covers, each handcrafted
feature's to the words that caused it. What words add is summed by reason code; what is
left is the text's ordinary part.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.scoring.features import (
    FEATURE_GROUPS,
    FOLDED_LENGTHS,
    GLYPH_LENGTHS,
    Subset,
    TokenisedBatch,
)
from classifier.scoring.handcrafted import BITS, DISGUISED_KINDS, EXTRAS, NAMES, PLACES
from classifier.scoring.parts import Judged
from classifier.scoring.weights import Table
from classifier.text import words as w
from classifier.text.codes import LONGEST, Places, or_none, unclipped
from classifier.text.contacts import CONTACT, LINK, Span, around, signs_in
from classifier.text.normalise import decode, origin

DISGUISED_BRAND: Final = "disguised_brand"
BRAND_SHAPE: Final = "brand_shape"
GAMBLING_WORDS: Final = "gambling_words"
PROMOTION: Final = "promotion"
ORDINARY: Final = "ordinary"
CODES: Final = (
    DISGUISED_BRAND,
    BRAND_SHAPE,
    GAMBLING_WORDS,
    PROMOTION,
    LINK,
    CONTACT,
    ORDINARY,
)
"""Every reason code there is. `ordinary` is what lowers the score, and has no spans."""

GAMBLING: Final = re.compile(
    r"slot|gacor|maxwin|jackpot|togel|toto|judi|casino|kasino|poker|taruhan|betting|\bbet\b|"
    r"depo(?:sit)?\b|\bwd\b|withdraw|scatter|jepe|\bjp\b|parlay|zeus|freebet|bandar|bandot|"
    r"rungkad|freespin|\bspin\b|hoki|cuan"
)
NOTEWORTHY: Final = 0.05
"""Log-odds below which a word is not worth a moderator's eye."""
VISIBLE: Final = 0.05
"""Share of all that raises a score below which a word gets no span."""
LONGEST_WORD: Final = 64
"""Letters of a word in which one of gambling is looked for."""
CODE_BYTES: Final = 4
UNIT: Final = 2.0**-24
"""Log-odds are divided in whole multiples of this.

Whole numbers in floats add up exactly in any order, so what a word is given does not
depend on the texts around it. At most 10 n-grams begin at each of 131,070 code points,
of log-odds far below 100: sums stay below 2**52, and are exact up to 2**53.
"""
REACHES: Final = np.array(((*GLYPH_LENGTHS, 1, 1), FOLDED_LENGTHS, (1, 2, 1, 1))).T - 1
"""How many places beyond the first the n-grams of each row cover, by row and feature group."""
CODE_OF_KIND: Final = [
    DISGUISED_BRAND if kind in DISGUISED_KINDS else BRAND_SHAPE if kind == w.BRANDLIKE else ""
    for kind in range(len(w.FRAMES))
]
"""Codes of words that are no part of a link or number; where empty, their letters decide."""
CAUSES: Final = BITS["named"] + 1
"""The bits of words that handcrafted features rest on."""
Values = npt.NDArray[np.float64]


class Attribution(NamedTuple):
    """A reason code, the places in the original text it rests on, and its log-odds."""

    code: str
    spans: tuple[tuple[int, int], ...]
    weight: float


Raised = tuple[int, int, int, bytes, float]
"""A word that raises the score: where it begins and ends in its text, its kind, its first letters
as bytes of codes, and what it adds."""


def caused_by(name: str) -> int:
    """The bit of the words that cause a feature."""
    return BITS["named"] if name in EXTRAS else BITS[name]


CAUSE_OF: Final = np.array([caused_by(name) for name in NAMES])
CAUSED: Final = np.array(
    [[cause == caused_by(name) for cause in range(CAUSES)] for name in NAMES], np.float64
)
"""Handcrafted features x bits: which words cause it."""


class Effects(NamedTuple):
    """What the weights of a head add to the log-odds of the chosen texts.

    `ngrams` is what one step of an n-gram's weight adds in each text, `handcrafted` what each
    handcrafted feature adds.
    """

    weights: Table
    column: int
    ngrams: Values
    handcrafted: Values


class Chosen(NamedTuple):
    """A batch that was read, and the part of it that is to be explained."""

    batch: TokenisedBatch
    judged: Judged
    subset: Subset
    texts: Sequence[str]
    """The texts of the whole batch."""

    @property
    def owners(self) -> Places:
        """The text of each chosen row."""
        return self.judged.owners[self.subset.rows]


class Layout(NamedTuple):
    """Where the places of the chosen texts lie in the shortened originals of the batch.

    An entry of `starts` and `stops` is a place of a feature group; `words` are those of the
    last. `lasts` is the last entry of the same group and text. `counts` (groups x texts) says how
    many entries each of these has, and `places` where each word was in the batch.
    """

    starts: Places
    stops: Places
    lasts: Places
    counts: Places
    words: slice
    places: Places


def explain(
    chosen: Chosen, effects: Effects, logits: Sequence[float], limit: int
) -> list[tuple[Attribution, ...]]:
    """Attributions of each chosen text, the `limit` heaviest first; all add up to its log-odds."""
    if compiled.USED:
        raised = compiled_raised(chosen, effects)
    else:
        layout = layout_of(chosen)
        raised = noteworthy(chosen, layout, word_weights(chosen, layout, effects))
    texts = [chosen.texts[row] for row in chosen.owners.tolist()]
    found = [*map(grouped, raised, texts)]
    return [ranked(each, logit)[:limit] for each, logit in zip(found, logits, strict=True)]


def compiled_raised(chosen: Chosen, effects: Effects) -> list[list[Raised]]:
    """The words of each text that raise its score."""
    batch, features = chosen.batch, chosen.subset.features
    words, squeezed = batch.words, batch.words.squeezed
    codes, offsets = squeezed.buffer.codes, squeezed.offsets
    shown, kept = batch.folded.offsets, batch.kept
    return compiled.kernels.raised(
        *(features.slots, effects.weights, features.edges, effects.ngrams, features.handcrafted),
        *(effects.handcrafted, CAUSE_OF, batch.properties, codes, words.kinds),
        *(np.array(batch.bounds), or_none(shown)),
        *(or_none(offsets), words.starts, words.ends),
        *(or_none(kept), batch.encoded.starts.take(chosen.owners)),
        np.array((effects.column, len(batch.raw.codes), LONGEST_WORD)),
        np.array((UNIT, NOTEWORTHY)),
    )


def ranked(found: list[Attribution], logit: float) -> tuple[Attribution, ...]:
    """The attributions and what is left of the log-odds, the heaviest first."""
    rest = logit - sum(attribution.weight for attribution in found)
    every = [*found, Attribution(ORDINARY, (), rest)]
    return tuple(sorted(every, key=lambda attribution: -abs(attribution.weight)))


def layout_of(chosen: Chosen) -> Layout:
    """How the feature groups of the chosen texts lie over the originals."""
    batch, edges = chosen.batch, chosen.subset.features.edges
    words, bounds = batch.words, batch.bounds
    counts = edges[1] - edges[0]
    letters, first = edges[0, 1:, 0].tolist()
    every = chosen.subset.places
    places = every[first:] - bounds[2]
    firsts = (
        origin(batch.folded, every[:letters]),
        origin(words.squeezed, every[letters:first] - bounds[1]),
    )
    # What folding removed behind a word's last letter belongs to it: a mark, the rest of an entity.
    begins = origin(words.squeezed, words.starts.take(places))
    ends = origin(words.squeezed, words.ends.take(places))
    starts = np.concatenate((*firsts, begins))
    stops = np.concatenate((*firsts, ends))
    stops[:first] += 1
    sizes = counts.ravel()
    lasts = (sizes.cumsum() - 1).repeat(sizes)
    return Layout(starts, stops, lasts, counts, slice(first, None), places)


def word_weights(chosen: Chosen, layout: Layout, effects: Effects) -> Values:
    """The log-odds that each word adds: its characters, and its share of the features it caused."""
    sums = char_sums(chosen, layout, effects)
    words = layout.words
    weights = handcrafted_shares(chosen, layout, effects)
    weights += sums.take(layout.stops[words]) - sums.take(layout.starts[words])
    weights *= UNIT
    return weights


def char_sums(chosen: Chosen, layout: Layout, effects: Effects) -> Places:
    """Shares of all characters before each place, in UNITs, from the n-grams that cover them."""
    features, size = chosen.subset.features, len(chosen.batch.raw.codes)
    weights = effects.weights.take(features.slots, axis=0, mode="clip")[:, :, effects.column]
    factors = np.concatenate([effects.ngrams / UNIT] * FEATURE_GROUPS)
    factors = factors.repeat(layout.counts.ravel())
    covered = REACHES.repeat(np.add.reduce(layout.counts, axis=1), axis=1)
    covered += np.arange(len(factors))
    np.minimum(covered, layout.lasts, out=covered)
    stops = layout.stops.take(covered)
    found = weights * factors
    found /= stops - layout.starts
    np.rint(found, out=found)
    slopes = np.bincount(layout.starts, np.add.reduce(found, axis=0), size)
    slopes -= np.bincount(stops.ravel(), found.ravel(), size)
    sums = np.zeros(size + 1, np.int64)
    slopes.astype(np.int64).cumsum().cumsum(out=sums[1:])
    return sums


def handcrafted_shares(chosen: Chosen, layout: Layout, effects: Effects) -> Values:
    """What handcrafted features give each word, in equal parts to all that cause one; in UNITs."""
    handcrafted = chosen.subset.features.handcrafted
    owed = np.rint(handcrafted * effects.handcrafted / UNIT) @ CAUSED
    counts = layout.counts[-1]
    # With a zero behind the last text, which may have no words.
    bits = chosen.batch.properties.take(np.append(layout.places, -1))
    flags = (bits[:, None] >> PLACES[:CAUSES]) & np.uint32(1)
    causes = np.maximum(np.add.reduceat(flags, counts.cumsum() - counts, axis=0), 1)
    shares = np.rint(owed / causes).repeat(counts, axis=0)
    shared: Values = np.add.reduce(flags[:-1] * shares, axis=1)
    return shared


def noteworthy(chosen: Chosen, layout: Layout, by_word: Values) -> list[list[Raised]]:
    """The words of each text that raise its score."""
    batch, known = chosen.batch, chosen.batch.words
    raised = (by_word > NOTEWORTHY).nonzero()[0]
    bounds = raised.searchsorted((0, *accumulate(layout.counts[-1].tolist())))
    entries = raised + layout.words.start
    first, last = layout.starts.take(entries), layout.stops.take(entries) - 1
    if batch.kept is not None:
        first, last = batch.kept.take(first), batch.kept.take(last)
    places = layout.places.take(raised)
    letters = known.squeezed.buffer.codes.tobytes()
    starts = known.starts.take(places) * CODE_BYTES
    stops = starts + np.minimum(known.lengths.take(places), LONGEST_WORD) * CODE_BYTES
    kinds = known.kinds.take(places)
    begins = batch.encoded.starts.take(chosen.owners).repeat(bounds[1:] - bounds[:-1])
    columns = first - begins, last + 1 - begins, kinds, starts, stops, by_word.take(raised)
    words = [
        (first, stop, kind, letters[start:end], weight)
        for first, stop, kind, start, end, weight in zip(
            *(each.tolist() for each in columns), strict=True
        )
    ]
    return [words[one:other] for one, other in pairwise(bounds.tolist())]


def grouped(raised: Sequence[Raised], text: str) -> list[Attribution]:
    """These words of a text, summed by reason code; spans where they carry a visible share.

    The words of a link or a contact are marked together.
    """
    if not raised:
        return []
    signs, clipped = signs_in(text), len(text) > LONGEST
    groups: dict[str, tuple[list[Span], list[float]]] = {}
    least = VISIBLE * sum([word[-1] for word in raised])
    for first, stop, kind, letters, weight in raised:
        place = first, stop
        if clipped:
            place = unclipped(first, len(text)), unclipped(stop - 1, len(text)) + 1
        if signs and (sign := around(signs, place)):
            code, place = sign
            visible = True
        else:
            code, visible = code_of(kind, letters), weight >= least
        if code in groups:
            spans, weights = groups[code]
        else:
            spans, weights = groups[code] = [], []
        weights.append(weight)
        if visible:
            spans.append(place)
    return [
        Attribution(code, merged(spans), sum(shares)) for code, (spans, shares) in groups.items()
    ]


@lru_cache(maxsize=4096)
def code_of(kind: int, codes: bytes) -> str:
    """The reason code of a word; remembered, for most words come again and again.

    A word of gambling in disguise names nobody ("g4c0r").
    """
    letters = decode(np.frombuffer(codes, np.uint32))
    plain = GAMBLING_WORDS if GAMBLING.search(letters) else PROMOTION
    return plain if GAMBLING.fullmatch(letters) else CODE_OF_KIND[kind] or plain


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, neighbours with at most one character between them joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
