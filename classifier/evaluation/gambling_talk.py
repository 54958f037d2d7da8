"""Comments that talk about gambling and promote none: news readers do that daily.

Synthetic ones from templates kept out of training, and real reader comments of sets that
training never saw which name gambling. The latter are presumed, not proven, to be
free of promotion.
"""

import re
from random import Random
from typing import Final

import msgspec

from classifier.evaluation.measures import Values, share
from classifier.evaluation.scored_sets import Cuts, ScoredSet, Sets, joined, spam_scores
from classifier.scoring.scorer import Scorer
from classifier.synthetic.generators.readers import gambling_hard_negatives
from classifier.text.normalise import fold

SYNTHETIC: Final = 2_000
SEED: Final = 11
WORDS: Final = re.compile(r"\b(?:judi|judol|slot|togel|pinjol)(?:nya|ku|mu|an)?\b")


def names_gambling(text: str) -> bool:
    """Whether a text has one of the words by which readers name gambling or its loans."""
    return WORDS.search(fold(text).text) is not None


class GamblingTalk(msgspec.Struct, frozen=True):
    """How many such comments there are, and the share of them that reaches each cut."""

    comments: str
    count: int
    stopped: dict[str, float | None]


def gambling_talk(sets: Sets, scorer: Scorer, cuts: Cuts) -> list[GamblingTalk]:
    """Synthetic comments, those of all `readers`, and those of each unseen set that has any.

    The synthetic ones are called `invented` in the figures. Where a set holds spam too, a part of
    its comments may be spam labelled as ham.
    """
    rng = Random(SEED)  # noqa: S311 - repeatable, not secret
    texts = [row.text for row in gambling_hard_negatives(rng, SYNTHETIC, "holdout")]
    real = {one.name: naming_scores(one) for one in sets.unseen}
    readers = joined([real[one.name] for one in sets.readers])
    found = {"invented": spam_scores(texts, scorer), "readers": readers}
    found |= {name: scores for name, scores in real.items() if len(scores)}
    return [
        GamblingTalk(name, len(scores), {at: share(scores, cut) for at, cut in cuts.items()})
        for name, scores in found.items()
    ]


def naming_scores(one: ScoredSet) -> Values:
    """The scores of a set's ham that names gambling."""
    named = [not row.spam and names_gambling(row.text) for row in one.rows]
    return one.scores[named]
