"""Models side by side on a site's own labelled rows.

The first model is the reference (the shipped one, on the command line). Each other one is compared
with it on the same rows: by McNemar's exact test of who errs where the other does not, at the hold
thresholds, and by a bootstrap interval of the difference in recall, drawn over campaigns or
threads where rows name their group. Groups of two files are different groups, however named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from scipy.stats import binomtest

from classifier.data.datasets import DatasetError, LabelledText, data_files
from classifier.evaluation.bootstrap import Estimate, estimate, resamples
from classifier.evaluation.clusters import Ids, threads
from classifier.evaluation.measures import Flags, Values, recall_at, roc_auc, share, two_sided
from classifier.evaluation.scored_sets import Progress, labelled_rows, spam_of, spam_scores
from classifier.scoring import artifact
from classifier.scoring.scorer import Scorer, Thresholds

RATES: Final = (0.001, 0.01)
RESAMPLES: Final = 2_000


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


class ModelFigures(
    msgspec.Struct,
    frozen=True,
    rename={
        "recall_at_tenth": "recall_at_0.1%_of_ham",
        "recall_at_one": "recall_at_1.0%_of_ham",
    },
):
    """One model's figures at its own thresholds, and at equal shares of ham stopped."""

    model: str
    roc_auc: float | None
    spam_held: float | None
    spam_rejected: float | None
    ham_held: float | None
    ham_rejected: float | None
    recall_at_tenth: float | None
    recall_at_one: float | None


class Difference(msgspec.Struct, frozen=True, rename={"low": "from", "high": "to"}):
    """A model less the reference, at the hold threshold of each; counts of discordant rows."""

    model: str
    against: str
    recall_difference: float
    low: float | None
    high: float | None
    wrong_only_here: int
    wrong_only_there: int
    p_value: float


class Comparison(msgspec.Struct, frozen=True):
    """Every model's figures, each but the first against the first, and warnings."""

    rows: int
    spam: int
    models: list[ModelFigures]
    differences: list[Difference]
    warnings: list[str]


def compare(
    data: Path, models: Sequence[Path], seed: int = 1, progress: Progress = lambda _: None
) -> Comparison:
    """Compare models on a file or directory of labelled rows.

    Raises DatasetError where the rows lack spam or ham, ArtifactError for a model that cannot be
    used.
    """
    rows = [row for path in data_files(data) for row in labelled_rows(path)]
    spam = spam_of(rows)
    if not two_sided(spam):
        raise DatasetError(f"{data}: comparing needs rows labelled spam and rows that are not")
    scored = []
    for model in models:
        progress(f"scoring by {model}")
        scorer = Scorer.load(model)
        values = spam_scores([row.text for row in rows], scorer)
        scored.append(ModelScores(f"{model} ({scorer.version})", scorer.thresholds, values))
    return Comparison(
        rows=len(rows),
        spam=int(spam.sum()),
        models=[figures(one, spam) for one in scored],
        differences=[difference(scored[0], one, rows, seed) for one in scored[1:]],
        warnings=[text for model in models for text in seen_in_training(model, rows)],
    )


def seen_in_training(model: Path, rows: Sequence[LabelledText]) -> list[str]:
    """A warning for each set of rows whose name the manifest counts among its sources."""
    sources = artifact.read_manifest(model).training.sources
    return [
        f"{model}: trained on rows of a set named {name}; if these are the same rows, its "
        "figures show memory, not skill: compare on rows that neither model has seen"
        for name in sorted({row.source for row in rows} & set(sources))
    ]


def figures(one: ModelScores, spam: Flags) -> ModelFigures:
    """One model's figures."""
    hold, reject = one.thresholds.hold, one.thresholds.reject
    tenth, whole = (recall_at(one.values, spam, rate) for rate in RATES)
    return ModelFigures(
        model=one.name,
        roc_auc=roc_auc(one.values, spam),
        spam_held=share(one.values[spam], hold),
        spam_rejected=share(one.values[spam], reject),
        ham_held=share(one.values[~spam], hold),
        ham_rejected=share(one.values[~spam], reject),
        recall_at_tenth=tenth,
        recall_at_one=whole,
    )


def difference(
    reference: ModelScores, other: ModelScores, rows: Sequence[LabelledText], seed: int
) -> Difference:
    """The other model less the reference."""
    spam = spam_of(rows)
    wrong_there, wrong_here = reference.held != spam, other.held != spam
    only_there = int((wrong_there & ~wrong_here).sum())
    only_here = int((wrong_here & ~wrong_there).sum())
    gains = other.held[spam].astype(np.float64) - reference.held[spam]
    gain = mean_gain(gains, threads([row for row in rows if row.spam]), seed)
    return Difference(
        model=other.name,
        against=reference.name,
        recall_difference=float(gains.mean()),
        low=gain.low,
        high=gain.high,
        wrong_only_here=only_here,
        wrong_only_there=only_there,
        p_value=mcnemar(only_there, only_here),
    )


def mcnemar(first: int, second: int) -> float:
    """Two-sided exact p-value (McNemar 1947) of two counts of discordant rows; 1 for none.

    The chance of counts at least so uneven if either model were as likely to err alone.
    """
    total = first + second
    return float(binomtest(first, total).pvalue) if total else 1.0


def mean_gain(gains: Values, groups: Ids, seed: int) -> Estimate:
    """The mean of one value a row, with an interval for which groups are drawn whole."""
    means = [
        (weights * gains).sum(axis=1) / weights.sum(axis=1)
        for (weights,) in resamples([groups], seed, RESAMPLES)
    ]
    return estimate(float(gains.mean()), np.concatenate(means))
