"""Evaluation: every labelled set by itself, then what counts, pooled over readers.

The pooled question is the one a news site asks: if one honest comment in a thousand
may be stopped, how much spam of campaigns the model never saw is stopped? Its ham is
the reader comments that training never touched.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from classifier import metrics, sources
from classifier.corpus import suspect_ids
from classifier.dataset import Row, data_files, read_rows, source_name
from classifier.scorer import Scorer

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

BATCH: Final = 256
RATES: Final = (0.001, 0.01)


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of one set, and their probability of spam."""

    name: str
    rows: list[Row]
    scores: Values

    @property
    def spam(self) -> Flags:
        return np.array([row.spam for row in self.rows], np.bool_)


def measure(data: Path, scorer: Scorer) -> list[Measured]:
    """Scores of every set of a directory. Raises DatasetError."""
    return [
        score_rows(source_name(path), list(read_rows(path)), scorer) for path in data_files(data)
    ]


def score_rows(name: str, rows: list[Row], scorer: Scorer) -> Measured:
    """The spam probability of each row."""
    label = scorer.labels[0]
    found: list[float] = []
    for first in range(0, len(rows), BATCH):
        texts = [row.text for row in rows[first : first + BATCH]]
        found += [scores[label] for scores in scorer.score(texts)]
    return Measured(name, rows, np.array(found))


def report(data: Path, scorer: Scorer) -> dict[str, Any]:
    """Every figure, as JSON can hold it."""
    measured = measure(data, scorer)
    return {
        "model": scorer.version,
        "thresholds": asdict(scorer.thresholds),
        "sets": [set_figures(one, scorer) for one in measured],
        "pooled": pooled_figures(measured, scorer, suspect_ids(data)),
        "reliability": [asdict(one) for one in pooled_reliability(measured)],
    }


def set_figures(one: Measured, scorer: Scorer) -> dict[str, Any]:
    """The figures of one set."""
    spam, scores = one.spam, one.scores
    bins = metrics.reliability(scores, spam)
    return {
        "set": one.name,
        "trained_on": one.name in sources.TRAINING,
        "rows": len(one.rows),
        "spam": int(spam.sum()),
        "roc_auc": metrics.roc_auc(scores, spam),
        "f1": metrics.f1(scores, spam, scorer.thresholds.hold),
        "recall_at_0.1%": metrics.recall_at(scores, spam, RATES[0]),
        "recall_at_1%": metrics.recall_at(scores, spam, RATES[1]),
        "ham_held": metrics.share(scores[~spam], scorer.thresholds.hold),
        "ham_rejected": metrics.share(scores[~spam], scorer.thresholds.reject),
        "spam_held": metrics.share(scores[spam], scorer.thresholds.hold),
        "spam_rejected": metrics.share(scores[spam], scorer.thresholds.reject),
        "ece": metrics.calibration_error(bins),
    }


def pooled_figures(
    measured: list[Measured], scorer: Scorer, suspects: frozenset[str]
) -> dict[str, Any] | None:
    """Recall on unseen spam where so few pooled reader comments are stopped."""
    readers = [one.scores[~one.spam] for one in measured if one.name in sources.READER_COMMENTS]
    unseen = [one for one in measured if one.name in sources.UNSEEN_SPAM]
    if not readers or not unseen:
        return None
    ham = np.concatenate(readers)
    figures: dict[str, Any] = {
        "reader_comments": len(ham),
        "held": metrics.share(ham, scorer.thresholds.hold),
        "rejected": metrics.share(ham, scorer.thresholds.reject),
    }
    cuts = {f"recall_at_{rate:.1%}": metrics.threshold_at(ham, rate) for rate in RATES}
    cuts |= {"recall_at_hold": scorer.thresholds.hold, "recall_at_reject": scorer.thresholds.reject}
    for name, cut in cuts.items():
        by_set = {one.name: recall(one, cut, frozenset()) for one in unseen}
        trusted = [recall(one, cut, suspects) for one in unseen]
        figures[name] = {
            "threshold": cut,
            "mean": float(np.mean(list(by_set.values()))),
            "mean_without_suspects": float(np.mean(trusted)),
            **by_set,
        }
    return figures


def recall(one: Measured, cut: float, suspects: frozenset[str]) -> float:
    """Recall on one set from a threshold on, without rows of doubtful label."""
    counted = one.spam & np.array([row.id not in suspects for row in one.rows], np.bool_)
    return metrics.share(one.scores[counted], cut) or 0.0


def pooled_reliability(measured: list[Measured]) -> list[metrics.Bin]:
    """Reliability over all sets that training never saw."""
    unseen = [one for one in measured if one.name not in sources.TRAINING] or measured
    scores = np.concatenate([one.scores for one in unseen])
    return metrics.reliability(scores, np.concatenate([one.spam for one in unseen]))
