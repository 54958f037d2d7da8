"""Pooled against single-set training: what joining the big sets costs the small ones.

Two small Indonesian sets of other spam than gambling: Instagram selling, and SMS. In
five folds our pipeline learns from the other folds of that set alone, and from these
together with the real rows of the shipped training corpus: each row counting once; with
this set's rows weighing as much in all as the shipped ones; and the same with this set's
rows at one each and the shipped ones lighter, so that the penalty is as strong as for
the set alone. The sets' shares of spam differ widely, so each pooled model is also
measured after the correction for the share in its own train part
(`classifier.scoring.prior_shift`). Folds keep a post of Instagram whole. The Instagram set is
never shipped: it trains inside this protocol only.
"""

from collections.abc import Callable, Mapping
from math import log
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from msgspec.structs import asdict, replace
from scipy import sparse
from sklearn.model_selection import StratifiedGroupKFold

from classifier.data.datasets import LabelledText, read_rows
from classifier.evaluation.measures import Flags, Values
from classifier.evaluation.protocols.learners import fit_matrix
from classifier.evaluation.protocols.published import set_path
from classifier.evaluation.protocols.small_sets import SmallSetFigures, figures
from classifier.evaluation.scored_sets import Progress, spam_of
from classifier.training.folds import TrainingSet
from classifier.training.pipeline import HashedFeatures

SETS: Final = ("instagram_spam_id", "sms_spam_id")
FOLDS: Final = 5
SEED: Final = 1
ALONE: Final = "this set alone"
TOGETHER: Final = "with the shipped training data, each row once"
BALANCED: Final = "with the shipped training data, this set weighing as much"
LIGHTENED: Final = "with the shipped training data, lightened to weigh as much as this set"
CORRECTED: Final = ", corrected for its share of spam"
WEIGHTS: Final[Mapping[str, Callable[[int, int], tuple[float, float]]]] = {
    ALONE: lambda _own, _shipped: (1.0, 0.0),
    TOGETHER: lambda _own, _shipped: (1.0, 1.0),
    BALANCED: lambda own, shipped: (shipped / own, 1.0),
    LIGHTENED: lambda own, shipped: (1.0, own / shipped),
}
"""By how a model is trained: from the numbers of own and of shipped rows the weights of each."""


class LabelledMatrix(NamedTuple):
    """Features and labels of some rows."""

    matrix: Any
    spam: Flags


class PooledFigures(SmallSetFigures, frozen=True, kw_only=True):
    """The out-of-fold figures of a set under one way of training, or what the way changes."""

    set: str
    trained_on: str
    rows: int


def measured(data: Path, training_set: TrainingSet, progress: Progress) -> list[PooledFigures]:
    """Every way of training for each set that is there, and what pooling changes."""
    lines: list[PooledFigures] = []
    for name in SETS:
        path = set_path(data, name)
        if path is not None:
            lines += compared(name, list(read_rows(path)), training_set, progress)
    return lines


def compared(
    name: str, rows: list[LabelledText], training_set: TrainingSet, progress: Progress
) -> list[PooledFigures]:
    """Out-of-fold figures of one set alone and pooled, and what pooling changes."""
    own = LabelledMatrix(HashedFeatures().transform([row.text for row in rows]), spam_of(rows))
    others = [sample.row.source != name for sample in training_set.samples[: training_set.rows]]
    kept = np.flatnonzero(others)
    shipped = LabelledMatrix(training_set.matrix[kept], training_set.real_spam[kept])
    groups = [row.group or str(place) for place, row in enumerate(rows)]
    lines: list[PooledFigures] = []
    for variant in WEIGHTS:
        progress(f"{name}: {variant}")
        values, shifts = out_of_fold(own, groups, shipped, variant)
        ways = {variant: values, f"{variant}{CORRECTED}": values + shifts}
        for way in (variant,) if variant == ALONE else ways:
            found = asdict(figures(ways[way], own.spam))
            lines.append(PooledFigures(set=name, trained_on=way, rows=len(rows), **found))
    return [*lines, *(less(line, lines[0]) for line in lines[1:])]


def less(line: PooledFigures, alone: PooledFigures) -> PooledFigures:
    """A way of training less training on the set alone, figure by figure."""
    there, here = asdict(alone), asdict(line)
    gaps = {name: here[name] - value for name, value in there.items() if isinstance(value, float)}
    return replace(line, trained_on=f"{line.trained_on}: change", **gaps)


def out_of_fold(
    own: LabelledMatrix, groups: list[str], shipped: LabelledMatrix, variant: str
) -> tuple[Values, Values]:
    """Decision values of each row by a model that saw neither it nor its group.

    Beside them what to add for the share of spam in the set's own train part.
    """
    values, shifts = np.zeros(len(groups)), np.zeros(len(groups))
    count = min(FOLDS, len(set(groups)))
    splits = StratifiedGroupKFold(count, shuffle=True, random_state=SEED)
    for train, test in splits.split(own.matrix, own.spam, groups):
        spam = np.concatenate([own.spam[train], shipped.spam])
        sizes = len(train), len(shipped.spam)
        weights = np.repeat(WEIGHTS[variant](*sizes), sizes)
        used = weights > 0
        known = sparse.vstack([own.matrix[train], shipped.matrix], format="csr")[used]
        head = fit_matrix(known, spam[used], weights[used])
        values[test] = head.of_matrix(own.matrix[test])
        learned = float(np.average(spam, weights=weights))
        shifts[test] = log_odds(float(own.spam[train].mean())) - log_odds(learned)
    return values, shifts


def log_odds(share: float) -> float:
    """Of a share, in (0, 1)."""
    return log(share / (1 - share))
