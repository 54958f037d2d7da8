"""Why a text has its score: reason codes with spans of the original text.

Around any one text the model is linear, so its log-odds divide exactly: each n-gram's
weight goes in equal parts to the characters it covers, each fact's to the words that
caused it. What words add is summed by reason code; what is left is the text's ordinary
part.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier import words as w
from classifier.codes import Places, unclipped
from classifier.facts import BITS, DISGUISED_KINDS, EXTRAS, LEVELS, NAMES, PLACES
from classifier.features import FOLDED_LENGTHS, LOOKED_LENGTHS, Features, Reading
from classifier.normalise import FoldedBuffer, decode
from classifier.weights import Table

DISGUISED_BRAND: Final = "disguised_brand"
BRAND_SHAPE: Final = "brand_shape"
GAMBLING_WORDS: Final = "gambling_words"
PROMOTION: Final = "promotion"
LINK: Final = "link"
CONTACT: Final = "contact"
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

LINKS: Final = re.compile(
    # Names are tried from their beginning only, and not given back: linear in any text.
    r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]++"
    r"\.(?:com|net|org|id|co|io|me|ly|xyz|site|online|vip|top)\b\S*",
    re.IGNORECASE,
)
LINK_SIGNS: Final = re.compile(r"\.\w|://")
CONTACTS: Final = re.compile(r"wa\.me/\S+|t\.me/\S+|\+?\d[\d -]{7,}\d|@\w{3,}", re.IGNORECASE)
CONTACT_SIGNS: Final = re.compile(r"@\w|\.(?:me|ME|Me|mE)/|\d[\d -]{7}")
GAMBLING: Final = re.compile(
    r"slot|gacor|maxwin|jackpot|togel|toto|judi|casino|kasino|poker|taruhan|betting|\bbet\b|"
    r"depo(?:sit)?\b|\bwd\b|withdraw|scatter|jepe|\bjp\b|parlay|zeus|freebet|bandar|bandot|"
    r"rungkad|freespin|\bspin\b|hoki|cuan"
)
FRAME_REACH: Final = (1, 2, 1)
"""How many words each kind of frame n-gram covers, as `features.frames` makes them."""
NOTEWORTHY: Final = 0.05
"""Log-odds below which a word is not worth a moderator's eye."""
LONGEST_WORD: Final = 64
"""Letters of a word in which one of gambling is looked for."""
UNIT: Final = 2.0**-24
"""Log-odds are divided in whole multiples of this.

Whole numbers in floats add up exactly in any order, so what a word is given does not
depend on the texts around it. At most 9 n-grams begin at each of 131,070 code points,
of log-odds far below 100: sums stay below 2**52, and are exact up to 2**53.
"""
REACHES: Final = tuple(
    np.array([lengths]).T - 1 for lengths in (LOOKED_LENGTHS, FOLDED_LENGTHS, FRAME_REACH)
)
"""Of each view and row of n-grams, how many places beyond the first they cover."""
CAUSES: Final = BITS["named"] + 1
"""The bits of words that facts rest on."""
Values = npt.NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason code, the places in the original text it rests on, and its log-odds."""

    code: str
    spans: tuple[tuple[int, int], ...]
    weight: float


class Word(NamedTuple):
    """A word that raises the score: where in the original, where in the folded letters."""

    first: int
    last: int
    start: int
    end: int
    kind: int
    weight: float


def caused_by(name: str) -> int:
    """The bit of the words that bring a fact about; -1 for a fact of the whole text."""
    level, _, subject = name.partition("_")
    if level in LEVELS:
        return BITS[subject]
    return BITS["named"] if name in EXTRAS else -1


CAUSED: Final = np.array(
    [[cause == caused_by(name) for cause in range(CAUSES)] for name in NAMES], np.float64
)
"""Facts x bits: which words brought a fact about; a fact of the whole text is no word's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What the weights of a head add to the log-odds of the chosen texts.

    `views` (views x texts) is what one step of an n-gram's weight adds, `facts` (texts x
    facts) what each fact does.
    """

    weights: Table
    column: int
    views: Values
    facts: Values


@dataclass(frozen=True, slots=True)
class Chosen:
    """A batch that was read, and those of its rows that are to be explained."""

    reading: Reading
    features: Features
    rows: Places
    texts: Sequence[str]
    """Of the whole batch."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all views in the chosen texts, view after view, text after text.

    `owners` number the chosen texts, `lasts` the last of these entries for the same view
    and text; `starts` and `stops` span the shortened originals, which lie end to end and
    have `size` code points.
    View v has the entries from edges[v] to edges[v + 1].
    """

    places: Places
    owners: Places
    lasts: Places
    starts: Places
    stops: Places
    edges: list[int]
    size: int

    @property
    def words(self) -> slice:
        """The entries of the last view, that of words."""
        return slice(self.edges[-2], self.edges[-1])


def explain(chosen: Chosen, effects: Effects, logits: Sequence[float]) -> list[tuple[Finding, ...]]:
    """Findings of each chosen text, the heaviest first; they add up to its log-odds."""
    layout = layout_of(chosen)
    by_word = word_weights(chosen, layout, effects)
    groups: list[list[Word]] = [[] for _ in logits]
    for owner, word in noteworthy(chosen, layout, by_word):
        groups[owner].append(word)
    return [
        ranked(grouped(words, chosen, row) if words else [], logit)
        for words, row, logit in zip(groups, chosen.rows.tolist(), logits, strict=True)
    ]


def ranked(found: list[Finding], logit: float) -> tuple[Finding, ...]:
    """With what is left of the log-odds, the heaviest first."""
    rest = logit - sum(finding.weight for finding in found)
    every = [*found, Finding(ORDINARY, (), rest)]
    return tuple(sorted(every, key=lambda finding: -abs(finding.weight)))


def layout_of(chosen: Chosen) -> Layout:
    """How the views of `features.features_of` lie over the originals."""
    rows, views, raw = chosen.rows, chosen.features.views, chosen.reading.raw
    firsts = np.array([view.starts.take(rows) for view in views]).ravel()
    ends = np.array([view.ends.take(rows) for view in views]).ravel()
    counts = ends - firsts
    after = counts.cumsum()
    groups = np.arange(len(counts)).repeat(counts)
    places = np.arange(len(groups)) + (ends - after).take(groups)
    edges = [0, *after[len(rows) - 1 :: len(rows)].tolist()]
    owners = groups % len(rows)
    spans = [
        of_view(chosen.reading, places[first:last])
        for of_view, first, last in zip(SPANS, edges[:-1], edges[1:], strict=True)
    ]
    sizes = raw.ends.take(rows) - raw.starts.take(rows)
    moves = (sizes.cumsum() - sizes - raw.starts.take(rows)).take(owners)
    starts, stops = (np.concatenate(column) for column in zip(*spans, strict=True))
    lasts, size = (after - 1).take(groups), int(sizes.sum())
    return Layout(places, owners, lasts, starts + moves, stops + moves, edges, size)


def origin(folded: FoldedBuffer, places: Places) -> Places:
    """Places of a folded buffer in the shortened original."""
    return places if folded.offsets is None else folded.offsets.take(places)


def looked_spans(reading: Reading, places: Places) -> tuple[Places, Places]:
    """Where these folded characters begin and end in the shortened original."""
    starts = origin(reading.folded, places)
    return starts, starts + 1


def letter_spans(reading: Reading, places: Places) -> tuple[Places, Places]:
    """Where these rejoined letters begin and end in the shortened original."""
    starts = origin(reading.words.squeezed, places)
    return starts, starts + 1


def word_spans(reading: Reading, places: Places) -> tuple[Places, Places]:
    """Where these words begin and end in the shortened original.

    What folding removed behind the last letter belongs to it: a mark, the rest of an entity.
    """
    words = reading.words
    starts, ends = words.starts.take(places), words.ends.take(places)
    return origin(words.squeezed, starts), origin(words.squeezed, ends)


SPANS: Final = (looked_spans, letter_spans, word_spans)
"""Of each view, where its places lie."""


def word_weights(chosen: Chosen, layout: Layout, effects: Effects) -> Values:
    """The log-odds that each word adds: its characters, and its share of the facts it caused."""
    sums = char_sums(chosen, layout, effects)
    words = layout.words
    weights: Values = sums.take(layout.stops[words]) - sums.take(layout.starts[words])
    weights += fact_shares(chosen, layout, effects)
    weights *= UNIT
    return weights


def char_sums(chosen: Chosen, layout: Layout, effects: Effects) -> Values:
    """Shares of all characters before each place, from the n-grams that cover them; in UNITs."""
    shares: list[Values] = []
    begins: list[Places] = []
    ends: list[Places] = []
    numbers, bounds = np.arange(len(layout.places)), pairwise(layout.edges)
    for view, reach, factors, (first, last) in zip(
        chosen.features.views, REACHES, effects.views / UNIT, bounds, strict=True
    ):
        covered = np.minimum(numbers[first:last] + reach, layout.lasts[first:last])
        slots = view.slots.take(layout.places[first:last], axis=1)
        weights = effects.weights.take(slots, axis=0, mode="clip")[..., effects.column]
        starts = np.broadcast_to(layout.starts[first:last], covered.shape)
        stops = layout.stops.take(covered)
        found = weights * factors.take(layout.owners[first:last]) / (stops - starts)
        shares.append(np.rint(found).ravel())
        begins.append(starts.ravel())
        ends.append(stops.ravel())
    size = layout.size + 1
    every = np.concatenate(shares)
    slopes = np.bincount(np.concatenate(begins), every, size)
    slopes -= np.bincount(np.concatenate(ends), every, size)
    sums = np.zeros(size + 1)
    slopes.cumsum().cumsum(out=sums[1:])
    return sums


def fact_shares(chosen: Chosen, layout: Layout, effects: Effects) -> Values:
    """What its text's facts give each word, in equal parts to all that caused one; in UNITs."""
    tallied = chosen.reading.tally
    owed = np.rint(chosen.features.facts[chosen.rows] * effects.facts / UNIT) @ CAUSED
    causes = np.maximum(tallied.counts[:CAUSES, chosen.rows].T, 1)
    shares = np.rint(owed / causes)
    bits = tallied.bits.take(layout.places[layout.words])
    flags = (bits[:, None] >> PLACES[:CAUSES]) & np.uint32(1)
    shared: Values = (flags * shares.take(layout.owners[layout.words], axis=0)).sum(axis=1)
    return shared


def noteworthy(chosen: Chosen, layout: Layout, by_word: Values) -> Iterator[tuple[int, Word]]:
    """The words that raise the score, each with the number of its text."""
    raised = (by_word > NOTEWORTHY).nonzero()[0]
    owners = layout.owners[layout.words].take(raised)
    places = layout.places[layout.words].take(raised)
    known, squeezed = chosen.reading.words, chosen.reading.words.squeezed.buffer
    rows = chosen.rows.take(owners)
    first, stop = word_spans(chosen.reading, places)
    begins = chosen.reading.encoded.starts.take(rows)
    clean = squeezed.starts.take(rows)
    held = zip(
        (before_cut(chosen.reading, first) - begins).tolist(),
        (before_cut(chosen.reading, stop - 1) - begins).tolist(),
        (known.starts.take(places) - clean).tolist(),
        (known.ends.take(places) - clean).tolist(),
        known.kinds.take(places).tolist(),
        by_word.take(raised).tolist(),
        strict=True,
    )
    return zip(owners.tolist(), map(Word._make, held), strict=True)


def before_cut(reading: Reading, places: Places) -> Places:
    """Places of the shortened originals in the encoded ones."""
    return places if reading.kept is None else reading.kept.take(places)


def grouped(words: list[Word], chosen: Chosen, row: int) -> list[Finding]:
    """The words of one text, summed by reason code."""
    text = chosen.texts[row]
    clean = chosen.reading.words.squeezed.buffer
    letters = decode(clean.codes[clean.starts[row] : clean.ends[row]])
    signs = signs_in(text)
    spans: dict[str, list[Span]] = {}
    weights: dict[str, float] = {}
    for word in words:
        span = unclipped(word.first, len(text)), unclipped(word.last, len(text)) + 1
        sign = around(signs, span)
        code = sign[0] if sign else code_of(word.kind, letters[word.start : word.end])
        spans.setdefault(code, []).append(sign[1] if sign else span)
        weights[code] = weights.get(code, 0.0) + word.weight
    return [Finding(code, merged(spans[code]), weights[code]) for code in spans]


def code_of(kind: int, letters: str) -> str:
    """The reason code of a word that is no part of a link or number."""
    if kind in DISGUISED_KINDS:
        return DISGUISED_BRAND
    if kind == w.BRANDLIKE:
        return BRAND_SHAPE
    known = letters if len(letters) <= LONGEST_WORD else letters[:LONGEST_WORD]
    return GAMBLING_WORDS if names_gambling(known) else PROMOTION


@lru_cache(maxsize=4096)
def names_gambling(letters: str) -> bool:
    """Whether a word is of gambling; remembered, for most words come again and again."""
    return GAMBLING.search(letters) is not None


def signs_in(text: str) -> list[tuple[str, list[Span]]]:
    """Where the links and the contacts are; the cheap looks spare most texts the search."""
    return [
        (code, [found.span() for found in pattern.finditer(text)])
        for code, signs, pattern in ((LINK, LINK_SIGNS, LINKS), (CONTACT, CONTACT_SIGNS, CONTACTS))
        if signs.search(text)
    ]


def around(signs: list[tuple[str, list[Span]]], span: Span) -> tuple[str, Span] | None:
    """The link, else the contact, that a word is part of."""
    for code, places in signs:
        before = bisect_right(places, span[0], key=_begin)
        if before and span[1] <= places[before - 1][1]:
            return code, places[before - 1]
    return None


def _begin(span: Span) -> int:
    return span[0]


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, neighbours with at most one character between them joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
