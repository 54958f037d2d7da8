"""Calibration: whether of the comments scored 0.7, seven in ten are spam.

The expected calibration error is that of M. Pakdaman Naeini, G. Cooper, M. Hauskrecht,
"Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, over ten
bins of equal width. A sample's share of spam is rarely the one that a model was
calibrated for, so the error is given as scored, and after `classifier.scoring.prior_shift`
corrected for the share: the true one, and the one estimated without labels.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from classifier.evaluation.measures import Flags, Values
from classifier.evaluation.scored_sets import ScoredSet
from classifier.scoring.prior_shift import calibrated, estimated_share

BINS: Final = 10


class Bin(msgspec.Struct, frozen=True):
    """Texts of about the same probability: how many, their mean, their share of spam."""

    count: int
    predicted: float
    observed: float


class SetCalibration(msgspec.Struct, frozen=True):
    """A set's share of spam, true and estimated, and its error by variant of its scores."""

    set: str
    rows: int
    share: float
    estimated_share: float | None
    ece: dict[str, float]


class Reliability(msgspec.Struct, frozen=True):
    """The expected calibration error, and the bins that it is the mean of."""

    ece: float
    bins: list[Bin]


class Calibration(msgspec.Struct, frozen=True):
    """Errors of each set, of all together, and of those together that hold spam, by variant."""

    prior: float | None
    bins: int
    sets: list[SetCalibration]
    pooled: dict[str, Reliability]
    pooled_with_spam: dict[str, Reliability]


def reliability(scores: Values, spam: Flags) -> Reliability:
    """Bins of equal width, empty ones left out, and the mean distance by count."""
    places = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    bins = [
        Bin(int(own.sum()), float(scores[own].mean()), float(spam[own].mean()))
        for own in (places == place for place in range(BINS))
        if own.any()
    ]
    error = sum(one.count * abs(one.predicted - one.observed) for one in bins)
    return Reliability(error / max(len(scores), 1), bins)


def variants(one: ScoredSet, prior: float | None) -> dict[str, Values]:
    """A set's scores as given, and after each correction that `prior` allows.

    `prior` is the share of spam, in (0, 1), that the scores are calibrated for; None where
    the model does not say.
    """
    if prior is None:
        return {"as_scored": one.scores}
    return {
        "as_scored": one.scores,
        "true_share": calibrated(one.scores, prior, float(one.spam.mean())),
        "estimated_share": calibrated(one.scores, prior, estimated_share(one.scores, prior)),
    }


def calibration(unseen: Sequence[ScoredSet], share: float | None) -> Calibration:
    """Errors of the unseen sets, each corrected by itself.

    `share` is the share of spam that the model was trained on; at 0 or 1 nothing is corrected.
    """
    prior = share if share is not None and 0 < share < 1 else None
    given = [(one, variants(one, prior)) for one in unseen if one.rows]
    return Calibration(
        prior=share,
        bins=BINS,
        sets=[
            SetCalibration(
                set=one.name,
                rows=len(one.rows),
                share=float(one.spam.mean()),
                estimated_share=None if prior is None else estimated_share(one.scores, prior),
                ece={name: reliability(values, one.spam).ece for name, values in scores.items()},
            )
            for one, scores in given
        ],
        pooled=pooled(given),
        pooled_with_spam=pooled([(one, scores) for one, scores in given if one.spam.any()]),
    )


def pooled(given: Sequence[tuple[ScoredSet, dict[str, Values]]]) -> dict[str, Reliability]:
    """The reliability of all sets together, by variant."""
    if not given:
        return {}
    spam = np.concatenate([one.spam for one, _ in given])
    return {
        name: reliability(np.concatenate([scores[name] for _, scores in given]), spam)
        for name in given[0][1]
    }
