"""Measures of a classifier: ranking, precision and recall, and thresholds for a rate.

Scores are probabilities in [0, 1]; a text is flagged from a threshold on, inclusive.
Where a measure takes weights, each line of them is one resample: how often each text
counts in it. Without weights every text counts once; the code is the same.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Weights = npt.NDArray[Any]

ABOVE_ALL: Final = 2.0
HISTOGRAM_BINS: Final = 40
CURVE_POINTS: Final = 400
"""A drawn curve has no more points than this; nobody can see more."""


def roc_auc(scores: Values, spam: Flags) -> float | None:
    """Chance that a spam text scores above a ham text, ties half; None without both."""
    positives, negatives = int(spam.sum()), int((~spam).sum())
    if not positives or not negatives:
        return None
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    total = float(ranks[inverse][spam].sum())
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def flagged_counts(scores: Values, spam: Flags) -> tuple[Values, Values, Values]:
    """Each distinct score, highest first, and how much spam and ham reaches it."""
    values, inverse = np.unique(scores, return_inverse=True)
    hits = np.bincount(inverse, weights=spam, minlength=len(values))
    alarms = np.bincount(inverse, weights=~spam, minlength=len(values))
    return values[::-1], np.cumsum(hits[::-1]), np.cumsum(alarms[::-1])


def pr_auc(scores: Values, spam: Flags) -> float | None:
    """Average precision: precision at each recall gained, no interpolation; None without both."""
    if not spam.any() or spam.all():
        return None
    _, hits, alarms = flagged_counts(scores, spam)
    gained = np.diff(hits, prepend=0.0) / hits[-1]
    return float((gained * hits / (hits + alarms)).sum())


def precision(scores: Values, spam: Flags, threshold: float) -> float | None:
    """The share of flagged texts that are spam; None without spam or anything flagged."""
    flagged = scores >= threshold
    return float(spam[flagged].mean()) if spam.any() and flagged.any() else None


def recall(scores: Values, spam: Flags, threshold: float) -> float | None:
    """The share of spam that is flagged; None without spam."""
    return share(scores[spam], threshold)


def f1(scores: Values, spam: Flags, threshold: float) -> float | None:
    """Harmonic mean of precision and recall from a threshold on; None without spam."""
    if not spam.any():
        return None
    flagged = scores >= threshold
    return 2 * float((flagged & spam).sum()) / float(flagged.sum() + spam.sum())


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
    if not len(scores):
        return None
    return float(shares(scores, np.array([threshold]), once(len(scores)))[0])


def once(count: int) -> Weights:
    """The weights of texts that count once each."""
    return np.ones((1, count), np.int16)


def recall_at(scores: Values, spam: Flags, rate: float) -> float | None:
    """Recall where this share of the same set's ham is flagged; None without both."""
    if not spam.any() or spam.all():
        return None
    return recall(scores, spam, threshold_at(scores[~spam], rate))


def curves(scores: Values, spam: Flags) -> dict[str, list[float]] | None:
    """False positive rate, recall and precision along the thresholds; None without both."""
    if not spam.any() or spam.all():
        return None
    values, hits, alarms = flagged_counts(scores, spam)
    chosen = thinned(hits / hits[-1], alarms / alarms[-1])
    return {
        "threshold": values[chosen].tolist(),
        "false_positive_rate": (alarms / alarms[-1])[chosen].tolist(),
        "recall": (hits / hits[-1])[chosen].tolist(),
        "precision": (hits / (hits + alarms))[chosen].tolist(),
    }


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
