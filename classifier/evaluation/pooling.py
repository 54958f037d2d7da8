"""Pooled against single-set training: what joining the big sets costs the small ones.

Two small Indonesian sets of other spam than gambling: Instagram selling, and SMS. In
five folds our pipeline learns from the other folds of that set alone, and from these
together with the real rows of the shipped training corpus: each row counting once, and
with this set's rows weighing as much in all as the shipped ones. Folds keep a post of
Instagram whole. The Instagram set is never shipped: it trains inside this protocol only.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.model_selection import StratifiedGroupKFold

from classifier.dataset import Row, read_rows
from classifier.evaluation.learners import Flags, Values, fit_matrix
from classifier.evaluation.published import set_path, spam_of
from classifier.evaluation.small_sets import figures
from classifier.training.pipeline import HashedFeatures
from classifier.training.prepared import Corpus

Progress = Callable[[str], None]

SETS: Final = ("instagram_spam_id", "sms_spam_id")
FOLDS: Final = 5
SEED: Final = 1
ALONE: Final = "this set alone"
TOGETHER: Final = "with the shipped training data, each row once"
BALANCED: Final = "with the shipped training data, this set weighing as much"


def report(data: Path, prepared: Corpus, progress: Progress) -> list[dict[str, Any]]:
    """Every way of training for each set that is there, and what pooling changes."""
    lines: list[dict[str, Any]] = []
    for name in SETS:
        path = set_path(data, name)
        if path is not None:
            lines += compared(name, list(read_rows(path)), prepared, progress)
    return lines


def compared(
    name: str, rows: list[Row], prepared: Corpus, progress: Progress
) -> list[dict[str, Any]]:
    """Out-of-fold figures of one set alone and pooled, and what pooling changes."""
    spam, matrix = spam_of(rows), HashedFeatures().transform([row.text for row in rows])
    others = [sample.row.source != name for sample in prepared.samples[: prepared.rows]]
    kept = np.flatnonzero(others)
    extra = spam_of([prepared.samples[place].row for place in kept])
    shipped = (prepared.matrix[kept], extra)
    lines: list[dict[str, Any]] = []
    for variant, added in ((ALONE, None), (TOGETHER, shipped), (BALANCED, shipped)):
        progress(f"{name}: {variant}")
        values = out_of_fold(rows, matrix, spam, added, balanced=variant == BALANCED)
        found = figures(values, spam)
        lines.append({"set": name, "trained_on": variant, "rows": len(rows), **found})
    return [*lines, *(less(line, lines[0]) for line in lines[1:])]


def less(line: dict[str, Any], alone: dict[str, Any]) -> dict[str, Any]:
    """A way of training less training on the set alone, figure by figure."""
    gaps = {name: line[name] - value for name, value in alone.items() if isinstance(value, float)}
    return {**line, "trained_on": f"{line['trained_on']}: change", **gaps}


def out_of_fold(
    rows: list[Row],
    matrix: Any,
    spam: Flags,
    added: tuple[Any, Flags] | None,
    *,
    balanced: bool = False,
) -> Values:
    """Decision values of each row by a model that saw neither it nor its group."""
    values = np.zeros(len(rows))
    groups = [row.group or str(place) for place, row in enumerate(rows)]
    count = min(FOLDS, len(set(groups)))
    splits = StratifiedGroupKFold(count, shuffle=True, random_state=SEED)
    for train, test in splits.split(matrix, spam, groups):
        known, labels, weights = matrix[train], spam[train], np.ones(len(train))
        if added is not None:
            known = sparse.vstack([known, added[0]], format="csr")
            labels = np.concatenate([labels, added[1]])
            own = len(added[1]) / len(train) if balanced else 1.0
            weights = np.concatenate([weights * own, np.ones(len(added[1]))])
        head = fit_matrix(known, labels, weights)
        values[test] = head.of_matrix(matrix[test])
    return values
