"""Leave-out protocols on the shipped model's training corpus: sources, and brands.

What is left out goes wholly: its rows, their rebranded copies, and the variants of its
ham. Beside our pipeline stands a TF-IDF of 3 to 5 characters fitted on the real rows
that ours learned from. No set for evaluation takes part, so features and augmentation
may be chosen by these figures.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from classifier.evaluation.metrics import recall_at, roc_auc, share, threshold_at
from classifier.evaluation.protocols.learners import Flags, Values, character_ngrams, shipped_data
from classifier.scoring.stacking import LINEAR_VALUE
from classifier.training import char_cnn_stage
from classifier.training.folds import TrainingSet
from classifier.training.train import cross_fitted, out_of_fold, reader_comments

Progress = Callable[[str], None]

RATES: Final = (0.001, 0.01)
LEFT_OUT, KEPT = 0, 1
SEED: Final = 1
OURS: Final = "saring"
UNREAD: Final = "saring, without the reader"
LINEAR: Final = "saring, first stage alone"
BASELINE: Final = "tf-idf, 3-5 characters"
LEARNERS: Final = (OURS, UNREAD, LINEAR, BASELINE)


def columns(training_set: TrainingSet) -> tuple[Flags, Flags]:
    """Which of the real rows are spam, and which are comments of readers."""
    rows = [sample.row for sample in training_set.samples[: training_set.rows]]
    spam = np.array([row.spam for row in rows], np.bool_)
    return spam, np.array([reader_comments(row.source) for row in rows], np.bool_)


def without(training_set: TrainingSet, fold: int) -> dict[str, Values]:
    """Decision values of a fold's real rows by our first stage and the baseline without it."""
    folds = training_set.folds[: training_set.rows]
    held_out = np.flatnonzero(folds == fold)
    ours = shipped_data(training_set, training_set.folds != fold)
    return {
        LINEAR: ours.of_matrix(training_set.matrix[held_out]),
        BASELINE: baseline(training_set, fold),
    }


def baseline(training_set: TrainingSet, fold: int) -> Values:
    """The baseline's values of a fold's real rows, fitted on the other real rows."""
    folds = training_set.folds[: training_set.rows]
    held_out, kept = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
    texts = [sample.row.text for sample in training_set.samples[: training_set.rows]]
    spam, _ = columns(training_set)
    rank = character_ngrams([texts[place] for place in kept], spam[kept])
    return rank([texts[place] for place in held_out])


def brands(training_set: TrainingSet, progress: Progress) -> list[dict[str, Any]]:
    """Recall on spam of brands left out, where 0.1% (and 1%) of readers left out are stopped.

    One line a fold and learner, then the mean of the folds. Ours are the out-of-fold
    values that training itself calibrates on, of the whole, of both stages without the
    reader, and of the first alone.
    """
    lines: list[dict[str, Any]] = []
    spam, readers = columns(training_set)
    named = np.array(
        [bool(sample.row.brand) for sample in training_set.samples[: training_set.rows]]
    )
    inputs = out_of_fold(training_set, progress)
    selected = char_cnn_stage.select_samples(training_set, cross_fitted(training_set, inputs, SEED))
    ours = (
        char_cnn_stage.out_of_fold(training_set, selected, SEED, progress),
        selected.decisions[: training_set.rows],
        inputs[: training_set.rows, LINEAR_VALUE],
    )
    for fold in range(int(training_set.folds.max()) + 1):
        progress(f"the baseline without the brands of fold {fold + 1}")
        held_out = np.flatnonzero(training_set.folds[: training_set.rows] == fold)
        promoted, honest = (spam & named)[held_out], (readers & ~spam)[held_out]
        if not promoted.any() or not honest.any():
            continue
        values = (*(each[held_out] for each in ours), baseline(training_set, fold))
        for learner, found in zip(LEARNERS, values, strict=True):
            recalls = {
                f"recall_at_{rate:.1%}": share(found[promoted], threshold_at(found[honest], rate))
                for rate in RATES
            }
            counts = {"spam": int(promoted.sum()), "readers": int(honest.sum())}
            lines.append({"learner": learner, "fold": str(fold + 1), **counts, **recalls})
    return [*lines, *(mean_of(lines, learner) for learner in LEARNERS if lines)]


def mean_of(lines: list[dict[str, Any]], learner: str) -> dict[str, Any]:
    """The mean of a learner's folds; counts add up."""
    own = [line for line in lines if line["learner"] == learner]
    counts = {name: sum(line[name] for line in own) for name in ("spam", "readers")}
    names = [name for name in own[0] if name.startswith("recall")]
    means = {name: float(np.mean([line[name] for line in own])) for name in names}
    return {"learner": learner, "fold": "mean", **counts, **means}


def sources(training_set: TrainingSet, progress: Progress) -> list[dict[str, Any]]:
    """Each training source left out in turn, and measured.

    Thresholds are those that so much of the source's own ham reaches; `ham_flagged` is
    the share of its ham at even odds or above, which needs no threshold of its own.
    """
    lines: list[dict[str, Any]] = []
    spam, _ = columns(training_set)
    names = np.array([sample.row.source for sample in training_set.samples])
    for name in sorted(set(names[: training_set.rows].tolist())):
        folds = np.where(names == name, LEFT_OUT, KEPT)
        own = np.flatnonzero(folds[: training_set.rows] == LEFT_OUT)
        if not two_sided(spam[folds[: training_set.rows] == KEPT]):
            continue
        progress(f"leaving out {name}")
        for learner, values in without(replace(training_set, folds=folds), LEFT_OUT).items():
            lines.append({"learner": learner, "source": name, **source_line(values, spam[own])})
    return lines


def two_sided(spam: Flags) -> bool:
    """Whether there is spam and ham to learn from."""
    return bool(spam.any()) and not spam.all()


def source_line(values: Values, spam: Flags) -> dict[str, Any]:
    """Figures on a source that was left out; None where it has no spam or no ham."""
    return {
        "rows": len(spam),
        "spam": int(spam.sum()),
        "roc_auc": roc_auc(values, spam),
        "recall_at_0.1%": recall_at(values, spam, RATES[0]),
        "recall_at_1.0%": recall_at(values, spam, RATES[1]),
        "spam_flagged": share(values[spam], 0.0),
        "ham_flagged": share(values[~spam], 0.0),
    }
