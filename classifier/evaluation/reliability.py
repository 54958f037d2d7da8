"""Calibration: whether of the comments scored 0.7, seven in ten are spam.

The expected calibration error is that of M. Pakdaman Naeini, G. Cooper, M. Hauskrecht,
"Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, over ten
bins of equal width. A sample's share of spam is rarely the one that a model was
calibrated for, so the error is given as scored, and after `classifier.scoring.prior_shift`
corrected for the share: the true one, and the one estimated without labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from classifier.evaluation.measured import Flags, Measured, Values
from classifier.scoring.prior_shift import calibrated, estimated_share

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Texts of about the same probability: how many, their mean, their share of spam."""

    count: int
    predicted: float
    observed: float


def reliability(scores: Values, spam: Flags) -> list[Bin]:
    """Ten bins of equal width; empty ones left out."""
    places = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    return [
        Bin(int(own.sum()), float(scores[own].mean()), float(spam[own].mean()))
        for own in (places == place for place in range(BINS))
        if own.any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of predicted and observed, by count."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.predicted - one.observed) for one in bins) / max(total, 1)


def error_of(scores: Values, spam: Flags) -> float:
    """The expected calibration error of scores, in [0, 1]."""
    return calibration_error(reliability(scores, spam))


def variants(one: Measured, prior: float | None) -> dict[str, Values]:
    """A set's scores as given, and after each correction that `prior` allows.

    `prior` is the share of spam that the scores are calibrated for; None where the
    model does not say, then only the scores as given.
    """
    if prior is None or not 0 < prior < 1:
        return {"as_scored": one.scores}
    return {
        "as_scored": one.scores,
        "true_share": calibrated(one.scores, prior, float(one.spam.mean())),
        "estimated_share": calibrated(one.scores, prior, estimated_share(one.scores, prior)),
    }


def calibration(unseen: Sequence[Measured], prior: float | None) -> dict[str, Any]:
    """Errors of each unseen set, and of all together, each set corrected by itself."""
    corrected = {one.name: variants(one, prior) for one in unseen if one.rows}
    labels = {one.name: one.spam for one in unseen}
    return {
        "prior": prior,
        "bins": BINS,
        "sets": [set_errors(one, corrected[one.name], prior) for one in unseen if one.rows],
        "pooled": pooled_errors(corrected, labels),
        "pooled_with_spam": pooled_errors(
            {name: scores for name, scores in corrected.items() if labels[name].any()}, labels
        ),
    }


def set_errors(one: Measured, scores: Mapping[str, Values], prior: float | None) -> dict[str, Any]:
    """A set's share of spam, true and estimated, and its error under each variant."""
    known = prior is not None and 0 < prior < 1
    return {
        "set": one.name,
        "rows": len(one.rows),
        "share": float(one.spam.mean()),
        "estimated_share": estimated_share(one.scores, prior) if prior and known else None,
        "ece": {name: error_of(values, one.spam) for name, values in scores.items()},
    }


def pooled_errors(
    corrected: Mapping[str, Mapping[str, Values]], labels: Mapping[str, Flags]
) -> dict[str, Any]:
    """Error and bins over all sets under each variant."""
    if not corrected:
        return {}
    spam = np.concatenate([labels[name] for name in corrected])
    pooled: dict[str, Any] = {}
    for variant in next(iter(corrected.values())):
        scores = np.concatenate([values[variant] for values in corrected.values()])
        bins = reliability(scores, spam)
        pooled[variant] = {
            "ece": calibration_error(bins),
            "bins": [asdict(one) for one in bins],
        }
    return pooled
