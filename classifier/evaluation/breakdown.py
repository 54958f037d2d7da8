"""Recall by the kind of spam, and by how it is disguised.

What disguise a comment wears is read off its own characters, not from how training
makes any: a comment whose words show one sort of sign belongs to that sort, one that
shows several is mixed, and one that shows none is plain.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np

from classifier.evaluation.measures import share
from classifier.evaluation.scored_sets import Cuts, ScoredSet, batches, joined
from classifier.text import alphabet as ab
from classifier.text.alphabet import GlyphAttributes
from classifier.text.codes import encode, shorten
from classifier.text.normalise import fold, fold_buffer
from classifier.text.words import read

DISGUISES: Final = (
    *("plain", "mathematical", "styled", "enclosed", "lookalike", "marked", "hidden", "spaced"),
    *("leet", "mixed"),
)
SIGNS: Final = {
    "styled": ab.STYLED,
    "enclosed": ab.ENCLOSED,
    "lookalike": ab.LOOKALIKE,
    "marked": ab.MARK,
    "hidden": ab.HIDDEN,
    "spaced": ab.SPACED,
}
"""The glyph attributes of a word that are signs of a disguise."""
READABLE: Final = ab.LATIN | ab.DIGIT
MATHEMATICAL: Final = re.compile("[\U0001d400-\U0001d7ff]")
LEET: Final = re.compile(r"[a-z][0134578]{1,2}(?!d\b)[a-z]")
UNKNOWN_KIND: Final = "unknown"


def disguises(texts: Sequence[str]) -> list[str]:
    """The disguise, one of DISGUISES, of each text."""
    return [name for batch in batches(texts) for name in batch_disguises(batch)]


def batch_disguises(texts: Sequence[str]) -> list[str]:
    words = read(fold_buffer(shorten(encode(texts))[0]))  # with what the features pass over
    edges = zip(words.firsts[:-1].tolist(), words.firsts[1:].tolist(), strict=True)
    attributes = [words.attributes[first:stop] for first, stop in edges]
    return [
        disguise(text, shown(own[own & READABLE != 0]))
        for text, own in zip(texts, attributes, strict=True)
    ]


def shown(attributes: GlyphAttributes) -> list[str]:
    """The signs that words of these glyph attributes show."""
    union = int(np.bitwise_or.reduce(attributes)) if len(attributes) else 0
    return [name for name, sign in SIGNS.items() if union & sign]


def disguise(text: str, signs: list[str]) -> str:
    """The disguise of a text whose words show these signs; digits for letters look alike."""
    if LEET.search(fold(text).text):
        signs = [*(sign for sign in signs if sign != "lookalike"), "leet"]
    if len(signs) != 1:
        return "mixed" if signs else "plain"
    return "mathematical" if signs[0] == "styled" and MATHEMATICAL.search(text) else signs[0]


class KindRecall(msgspec.Struct, frozen=True):
    """How much spam there is of a kind, and its recall at each cut."""

    kind: str
    spam: int
    recall: dict[str, float | None]


class DisguiseRecall(msgspec.Struct, frozen=True):
    """How much spam wears a disguise, and its recall at each cut."""

    disguise: str
    spam: int
    recall: dict[str, float | None]


def by_kind(sets: Sequence[ScoredSet], cuts: Cuts) -> list[KindRecall]:
    """Recall of each kind of spam."""
    kinds = [row.kind or UNKNOWN_KIND for one in sets for row in one.spam_rows]
    return [KindRecall(*each) for each in split(kinds, sets, cuts)]


def by_disguise(sets: Sequence[ScoredSet], cuts: Cuts) -> list[DisguiseRecall]:
    """Recall of the spam in each disguise."""
    worn = disguises([row.text for one in sets for row in one.spam_rows])
    return [DisguiseRecall(*each) for each in split(worn, sets, cuts)]


def split(
    labels: Sequence[str], sets: Sequence[ScoredSet], cuts: Cuts
) -> Iterator[tuple[str, int, dict[str, float | None]]]:
    """Each label of a spam row, most frequent first, how many have it, and their recall."""
    scores = joined([one.spam_scores for one in sets])
    counts = Counter(sorted(labels))
    for label, count in counts.most_common():
        own = scores[np.array([each == label for each in labels], np.bool_)]
        yield label, count, {name: share(own, cut) for name, cut in cuts.items()}
