"""Measures of a classifier: ranking, what a threshold does, and thresholds for a rate.

Scores are probabilities in [0, 1]; a text is flagged from a threshold on, inclusive. A measure is
None where it is not defined, for want of spam or of ham. Where a function takes weights, each row
of them is one bootstrap resample: how often each text counts in it.
"""

from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
    roc_curve,
)

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Weights = npt.NDArray[Any]

ABOVE_ALL: Final = 2.0
HISTOGRAM_BINS: Final = 40
CURVE_POINTS: Final = 400
"""A drawn curve has no more points than this; nobody can see more."""


class Flagged(NamedTuple):
    """What a threshold does: precision, recall and F1 of spam, and the share of ham flagged."""

    precision: float | None
    recall: float | None
    f1: float | None
    ham: float | None


class Curves(msgspec.Struct, frozen=True):
    """False positive rate, recall and precision at falling thresholds."""

    threshold: list[float]
    false_positive_rate: list[float]
    recall: list[float]
    precision: list[float]


def two_sided(spam: Flags) -> bool:
    """Whether there is spam and ham."""
    return bool(spam.any()) and not spam.all()


def roc_auc(scores: Values, spam: Flags) -> float | None:
    """Area under the ROC curve."""
    return float(roc_auc_score(spam, scores)) if two_sided(spam) else None


def pr_auc(scores: Values, spam: Flags) -> float | None:
    """Average precision: precision at each recall gained, no interpolation."""
    return float(average_precision_score(spam, scores)) if two_sided(spam) else None


def flagged(scores: Values, spam: Flags, threshold: float) -> Flagged:
    """What a threshold does; precision is None where nothing is flagged."""
    ham = share(scores[~spam], threshold)
    if not spam.any():
        return Flagged(None, None, None, ham)
    chosen = scores >= threshold
    precision, recall, f1, _ = precision_recall_fscore_support(
        spam, chosen, average="binary", zero_division=0.0
    )
    return Flagged(float(precision) if chosen.any() else None, float(recall), float(f1), ham)


def thresholds_at(ham_scores: Values, rate: float, weights: Weights) -> Values:
    """Of each resample, the lowest threshold that at most this share of its ham reaches."""
    order = np.argsort(-ham_scores, kind="stable")
    reached = np.cumsum(weights[:, order], axis=1, dtype=np.int64)
    allowed = (rate * reached[:, -1]).astype(np.int64)
    first = (reached > allowed[:, None]).argmax(axis=1)
    thresholds: Values = np.nextafter(ham_scores[order[first]], ABOVE_ALL)
    return thresholds


def threshold_at(ham_scores: Values, rate: float) -> float:
    """The lowest threshold that at most this share, in [0, 1), of ham reaches."""
    return float(thresholds_at(ham_scores, rate, once(len(ham_scores)))[0])


def shares(scores: Values, thresholds: Values, weights: Weights) -> Values:
    """Of each resample, the share of scores from its threshold on; NaN of nothing."""
    total = weights.sum(axis=1, dtype=np.int64)
    reached = ((scores >= thresholds[:, None]) * weights).sum(axis=1, dtype=np.int64)
    found: Values = np.divide(reached, total, out=np.full(len(total), np.nan), where=total > 0)
    return found


def share(scores: Values, threshold: float) -> float | None:
    """The share of scores from a threshold on; None of nothing."""
    return float((scores >= threshold).mean()) if len(scores) else None


def once(count: int) -> Weights:
    """The weights of texts that count once each."""
    return np.ones((1, count), np.int16)


def recall_at(scores: Values, spam: Flags, rate: float) -> float | None:
    """Recall where this share of the same set's ham is flagged."""
    if not two_sided(spam):
        return None
    return share(scores[spam], threshold_at(scores[~spam], rate))


def curves(scores: Values, spam: Flags) -> Curves | None:
    """The ROC and the precision-recall curve over the same thresholds."""
    if not two_sided(spam):
        return None
    rates, recalls, thresholds = (
        each[1:] for each in roc_curve(spam, scores, drop_intermediate=False)
    )
    precisions = precision_recall_curve(spam, scores)[0][-2::-1]
    points = thinned(recalls, rates)
    return Curves(*(each[points].tolist() for each in (thresholds, rates, recalls, precisions)))


def thinned(recalls: Values, rates: Values) -> npt.NDArray[np.int64]:
    """Places along a curve, evenly by the way it goes over a logarithmic axis."""
    logs = np.log10(np.maximum(rates, 1e-5))
    way = np.cumsum(np.abs(np.diff(recalls, prepend=0.0)) + np.abs(np.diff(logs, prepend=-5.0)))
    wanted = np.linspace(way[0], way[-1], CURVE_POINTS)
    return np.unique(np.minimum(way.searchsorted(wanted), len(way) - 1))


def histogram(scores: Values) -> list[int]:
    """How many scores lie in each of HISTOGRAM_BINS bins of equal width over [0, 1]."""
    counts, _ = np.histogram(scores, bins=HISTOGRAM_BINS, range=(0.0, 1.0))
    return [int(count) for count in counts]
