"""Measures of a classifier: ranking, recall at few false alarms, and calibration."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Texts of about the same probability: how many, their mean, their share of spam."""

    count: int
    predicted: float
    observed: float


def roc_auc(scores: Values, spam: Flags) -> float | None:
    """Chance that a spam text scores above a ham text, ties half; None without both."""
    positives, negatives = int(spam.sum()), int((~spam).sum())
    if not positives or not negatives:
        return None
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    total = float(ranks[inverse][spam].sum())
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def f1(scores: Values, spam: Flags, threshold: float) -> float | None:
    """Harmonic mean of precision and recall from a threshold on; None without spam."""
    if not spam.any():
        return None
    flagged = scores >= threshold
    return 2 * float((flagged & spam).sum()) / float(flagged.sum() + spam.sum())


def threshold_at(ham_scores: Values, rate: float) -> float:
    """The lowest threshold that at most this share of ham reaches."""
    ordered = np.sort(ham_scores)[::-1]
    return float(np.nextafter(ordered[int(rate * len(ordered))], 2.0))


def share(scores: Values, threshold: float) -> float | None:
    """The share of scores from a threshold on; None of nothing."""
    return float((scores >= threshold).mean()) if len(scores) else None


def recall_at(scores: Values, spam: Flags, rate: float) -> float | None:
    """Recall where this share of the same set's ham is flagged; None without both."""
    if not spam.any() or spam.all():
        return None
    return share(scores[spam], threshold_at(scores[~spam], rate))


def reliability(scores: Values, spam: Flags) -> list[Bin]:
    """Ten bins of equal width; empty ones left out."""
    places = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    return [
        Bin(int(own.sum()), float(scores[own].mean()), float(spam[own].mean()))
        for own in (places == place for place in range(BINS))
        if own.any()
    ]


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: mean distance of predicted and observed, by count."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.predicted - one.observed) for one in bins) / max(total, 1)
