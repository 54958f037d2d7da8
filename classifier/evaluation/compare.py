"""Models side by side on a site's own labelled rows.

The first model is the reference (the shipped one, on the command line); each other is
held against it on the same rows: by McNemar's exact test of who errs where the other
does not, at the hold thresholds, and by a bootstrap interval of the difference in
recall, drawn over campaigns or threads where rows name their group. A group is one of
its file: two files may number theirs alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from classifier.data.datasets import DatasetError, LabelledText, data_files, read_rows
from classifier.evaluation.clusters import Ids, numbered
from classifier.evaluation.metrics import recall_at, roc_auc, share
from classifier.scoring import artifact
from classifier.scoring.scorer import Scorer, Thresholds

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Progress = Callable[[str], None]

BATCH: Final = 256
RATES: Final = (0.001, 0.01)
RESAMPLES: Final = 2_000
INTERVAL: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class ModelScores:
    """A model's name, thresholds, and its spam probability of every row."""

    name: str
    thresholds: Thresholds
    values: Values

    @property
    def held(self) -> Flags:
        """Which rows it would hold or reject."""
        return np.asarray(self.values >= self.thresholds.hold)


def report(
    data: Path, models: Sequence[Path], seed: int = 1, progress: Progress = lambda _: None
) -> dict[str, Any]:
    """Every model's figures, each but the first against the first, and warnings.

    Rows that a toxicity set marks as gambling promotion and calls harmless are left out,
    as an evaluation does. Raises DatasetError where the rows lack spam or ham,
    ArtifactError for a model that cannot be used.
    """
    rows = [
        row for path in data_files(data) for row in read_rows(path) if not row.promotes_gambling
    ]
    spam = np.array([row.spam for row in rows], np.bool_)
    if not spam.any() or spam.all():
        raise DatasetError(f"{data}: comparing needs rows labelled spam and rows that are not")
    scored = []
    for model in models:
        progress(f"scoring by {model}")
        scored.append(scores(model, rows))
    return {
        "rows": len(rows),
        "spam": int(spam.sum()),
        "models": [figures(one, spam) for one in scored],
        "differences": [difference(scored[0], one, rows, seed) for one in scored[1:]],
        "warnings": [text for model in models for text in seen_in_training(model, rows)],
    }


def scores(model: Path, rows: Sequence[LabelledText]) -> ModelScores:
    """The rows scored by the model of a directory."""
    scorer = Scorer.load(model)
    label = scorer.labels[0]
    found: list[float] = []
    for first in range(0, len(rows), BATCH):
        batch = [row.text for row in rows[first : first + BATCH]]
        found += [one[label] for one in scorer.score(batch)]
    return ModelScores(f"{model} ({scorer.version})", scorer.thresholds, np.array(found))


def seen_in_training(model: Path, rows: Sequence[LabelledText]) -> list[str]:
    """A warning for each set of rows whose name the manifest counts among its sources."""
    sources = artifact.read_manifest(model).training.sources
    return [
        f"{model}: trained on rows of a set named {name}; if these are the same rows, its "
        "figures show memory, not skill: compare on rows that neither model has seen"
        for name in sorted({row.source for row in rows} & set(sources))
    ]


def figures(one: ModelScores, spam: Flags) -> dict[str, Any]:
    """One model's figures at its own thresholds, and at equal shares of ham stopped."""
    hold, reject = one.thresholds.hold, one.thresholds.reject
    return {
        "model": one.name,
        "roc_auc": roc_auc(one.values, spam),
        "spam_held": share(one.values[spam], hold),
        "spam_rejected": share(one.values[spam], reject),
        "ham_held": share(one.values[~spam], hold),
        "ham_rejected": share(one.values[~spam], reject),
        **{f"recall_at_{rate:.1%}_of_ham": recall_at(one.values, spam, rate) for rate in RATES},
    }


def difference(
    reference: ModelScores, other: ModelScores, rows: Sequence[LabelledText], seed: int
) -> dict[str, Any]:
    """The other model less the reference, at the hold threshold of each."""
    spam = np.array([row.spam for row in rows], np.bool_)
    wrong_first, wrong_second = reference.held != spam, other.held != spam
    only_first = int((wrong_first & ~wrong_second).sum())
    only_second = int((wrong_second & ~wrong_first).sum())
    gains = other.held[spam].astype(np.float64) - reference.held[spam]
    low, high = interval(gains, groups([row for row in rows if row.spam]), seed)
    return {
        "model": other.name,
        "against": reference.name,
        "recall_difference": float(gains.mean()),
        "from": low,
        "to": high,
        "wrong_only_here": only_second,
        "wrong_only_there": only_first,
        "p_value": mcnemar(only_first, only_second),
    }


def groups(rows: Sequence[LabelledText]) -> Ids:
    """The group of each row within its source, numbered from 0; rows without one stand alone."""
    return numbered(
        (row.source, row.group) if row.group else place for place, row in enumerate(rows)
    )


def mcnemar(first: int, second: int) -> float:
    """Two-sided exact p-value (McNemar 1947, by the binomial) of two counts of discordant rows.

    The chance of counts at least so uneven if either model were as likely to err alone.
    """
    total = first + second
    tail, ways = 0, 1
    for count in range(min(first, second) + 1):
        tail += ways
        ways = ways * (total - count) // (count + 1)  # binomial coefficients, one from the last
    return float(min(1.0, 2 * tail / (1 << total)))


def interval(gains: Values, owners: Ids, seed: int) -> tuple[float, float]:
    """95% percentile interval of the mean, groups drawn whole (Efron 1979, Field and Welsh 2007).

    `gains` has one value a row; `owners` is the group of each, numbered from 0 without gaps.
    """
    sums, sizes = np.bincount(owners, gains), np.bincount(owners)
    random = np.random.default_rng(seed)
    means = np.empty(RESAMPLES)
    for place in range(RESAMPLES):
        drawn = random.integers(len(sizes), size=len(sizes))
        means[place] = sums[drawn].sum() / sizes[drawn].sum()
    low, high = np.percentile(means, INTERVAL)
    return float(low), float(high)
