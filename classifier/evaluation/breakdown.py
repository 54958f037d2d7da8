"""Recall by the kind of spam, and by how it is disguised.

What disguise a comment wears is read off its own characters, not from how training
makes any: a comment whose words show one sort of sign belongs to that sort, one that
shows several is mixed, and one that shows none is plain.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from classifier.evaluation import metrics
from classifier.evaluation.measured import Flags, Measured, Values, joined
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
"""The looks of a word that are signs of a disguise."""
READABLE: Final = ab.LATIN | ab.DIGIT
MATHEMATICAL: Final = re.compile("[\U0001d400-\U0001d7ff]")
LEET: Final = re.compile(r"[a-z][0134578]{1,2}(?!d\b)[a-z]")
UNKNOWN_KIND: Final = "unknown"
BATCH: Final = 256


def disguises(texts: Sequence[str]) -> list[str]:
    """The disguise, one of DISGUISES, of each text."""
    return [
        name
        for first in range(0, len(texts), BATCH)
        for name in batch_disguises(texts[first : first + BATCH])
    ]


def batch_disguises(texts: Sequence[str]) -> list[str]:
    words = read(fold_buffer(shorten(encode(texts))[0]))  # with what the features pass over
    edges = zip(words.firsts[:-1].tolist(), words.firsts[1:].tolist(), strict=True)
    attributes = [words.attributes[first:stop] for first, stop in edges]
    return [
        disguise(text, shown(own[own & READABLE != 0]))
        for text, own in zip(texts, attributes, strict=True)
    ]


def shown(attributes: GlyphAttributes) -> list[str]:
    """The signs that words of these looks show."""
    union = int(np.bitwise_or.reduce(attributes)) if len(attributes) else 0
    return [name for name, sign in SIGNS.items() if union & sign]


def disguise(text: str, signs: list[str]) -> str:
    """The disguise of a text whose words show these signs; digits for letters look alike."""
    if LEET.search(fold(text).text):
        signs = [*(sign for sign in signs if sign != "lookalike"), "leet"]
    if len(signs) != 1:
        return "mixed" if signs else "plain"
    return "mathematical" if signs[0] == "styled" and MATHEMATICAL.search(text) else signs[0]


def by_kind(sets: Sequence[Measured], cuts: Mapping[str, float]) -> list[dict[str, Any]]:
    """Recall of each kind of spam in sets that training never saw."""
    kinds = [row.kind or UNKNOWN_KIND for one in sets for row in one.spam_rows]
    return split("kind", kinds, joined([one.spam_scores for one in sets]), cuts)


def by_disguise(sets: Sequence[Measured], cuts: Mapping[str, float]) -> list[dict[str, Any]]:
    """Recall of each disguise in the unseen spam."""
    worn = disguises([row.text for one in sets for row in one.spam_rows])
    return split("disguise", worn, joined([one.spam_scores for one in sets]), cuts)


def split(
    title: str, labels: Sequence[str], scores: Values, cuts: Mapping[str, float]
) -> list[dict[str, Any]]:
    """One line for each label found, most frequent first: how many, and recall at each cut."""
    lines = []
    for label in sorted(set(labels), key=lambda each: (-labels.count(each), each)):
        own: Flags = np.array([each == label for each in labels], np.bool_)
        recalls = {name: metrics.share(scores[own], cut) for name, cut in cuts.items()}
        lines.append({title: label, "spam": int(own.sum()), "recall": recalls})
    return lines
