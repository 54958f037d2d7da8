"""Harmless changes: whom those wrong that say nothing about spam.

The same honest comments of readers whom training never saw, as they are and with each change
of `classifier.synthetic.generators.harmless`, in templates that training never used.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

import msgspec
from scipy.stats import binomtest

from classifier.evaluation.bootstrap import COVERED, Estimate
from classifier.evaluation.measures import Values
from classifier.evaluation.scored_sets import Progress, Sets, spam_scores
from classifier.scoring.scorer import Scorer, Thresholds
from classifier.synthetic.generators.harmless import CHANGES

SEED: Final = "harmless"
COMMENTS: Final = 4_000
ENOUGH: Final = 2_000
"""Of fewer comments a single one decides: nothing is called harm."""
HELD_POINTS: Final = 1.0
REJECTED_POINTS: Final = 0.1
CONTACTS: Final = {"mobile number": 20.0}
"""Changes that may well be looked at by a person, and the points which these may hold."""


class HarmlessChange(msgspec.Struct, frozen=True):
    """A change: the share of the changed comments held and rejected, with intervals.

    Points are hundredths beyond the comments as they are. `harms` says that they are too many.
    """

    change: str
    comments: int
    held: Estimate
    rejected: Estimate
    held_points: float
    rejected_points: float
    harms: bool


def harmless_changes(
    sets: Sets, scorer: Scorer, thresholds: Thresholds, progress: Progress
) -> list[HarmlessChange]:
    """What each change does to the same honest comments of readers; none without any."""
    progress("harmless changes")
    texts = [row.text for one in sets.readers for row in one.ham_rows]
    rng = Random(SEED)  # noqa: S311 - repeatable, not secret
    texts = rng.sample(texts, min(COMMENTS, len(texts)))
    if not texts:
        return []
    plain = spam_scores(texts, scorer)
    found = []
    for name, change in CHANGES.items():
        own = Random(f"{SEED} {name}")  # noqa: S311 - as above
        changed = spam_scores([change(text, own, "holdout") for text in texts], scorer)
        found.append(compared(name, plain, changed, thresholds))
    return found


def compared(name: str, plain: Values, changed: Values, thresholds: Thresholds) -> HarmlessChange:
    """The comments with one change beside the comments as they are."""
    held, rejected = (
        (int((changed >= cut).sum()), int((plain >= cut).sum()))
        for cut in (thresholds.hold, thresholds.reject)
    )
    count = len(plain)
    held_points, rejected_points = (
        100.0 * (after - before) / count for after, before in (held, rejected)
    )
    too_many = held_points > CONTACTS.get(name, HELD_POINTS) or rejected_points > REJECTED_POINTS
    return HarmlessChange(
        change=name,
        comments=count,
        held=share_of(held[0], count),
        rejected=share_of(rejected[0], count),
        held_points=held_points,
        rejected_points=rejected_points,
        harms=too_many and count >= ENOUGH,
    )


def share_of(found: int, count: int) -> Estimate:
    """A share with Wilson's interval (1927)."""
    interval = binomtest(found, count).proportion_ci(COVERED / 100, method="wilson")
    return Estimate(found / count, float(interval.low), float(interval.high))


def harmful(changes: Sequence[HarmlessChange]) -> list[str]:
    """The names of the changes that do harm: with any of these a model is not to be released."""
    return [one.change for one in changes if one.harms]
