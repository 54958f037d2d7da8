"""Comments that talk about gambling and promote none: news readers do that daily.

Invented ones from templates kept out of training, and real reader comments of sets that
training never saw which name gambling. The latter are presumed, not proven, to be
free of promotion.
"""

import re
from collections.abc import Mapping
from random import Random
from typing import Any, Final

from classifier.evaluation import metrics
from classifier.evaluation.measured import Measured, Sets, Values, joined, spam_scores
from classifier.scoring.scorer import Scorer
from classifier.synthetic.generators.readers import gambling_hard_negatives
from classifier.text.normalise import fold

INVENTED: Final = 2_000
SEED: Final = 11
WORDS: Final = re.compile(r"\b(?:judi|judol|slot|togel|pinjol)(?:nya|ku|mu|an)?\b")


def names_gambling(text: str) -> bool:
    """Whether a text has one of the words by which readers name gambling or its loans."""
    return WORDS.search(fold(text).text) is not None


def gambling_talk(sets: Sets, scorer: Scorer, cuts: Mapping[str, float]) -> list[dict[str, Any]]:
    """How many such comments there are, and which share of them reaches each cut.

    `invented` ones, those of all `readers`, and those of each unseen set that has any;
    where a set holds spam too, a part may be spam labelled as ham.
    """
    rng = Random(SEED)  # noqa: S311 - repeatable, not secret
    texts = [row.text for row in gambling_hard_negatives(rng, INVENTED, "holdout")]
    real = {one.name: naming_scores(one) for one in sets.unseen}
    readers = joined([real[one.name] for one in sets.readers])
    found = {"invented": spam_scores(texts, scorer), "readers": readers}
    found |= {name: scores for name, scores in real.items() if len(scores)}
    return [
        {
            "comments": name,
            "count": len(scores),
            "stopped": {at: metrics.share(scores, cut) for at, cut in cuts.items()},
        }
        for name, scores in found.items()
    ]


def naming_scores(one: Measured) -> Values:
    """The scores of a set's ham that names gambling."""
    named = [not row.spam and names_gambling(row.text) for row in one.rows]
    return one.scores[named]
