"""Leave-out protocols on the shipped model's training corpus: sources, and brands.

What is left out goes wholly: its rows, their rebranded copies, and the variants of its
ham. Beside our pipeline stands a TF-IDF of 3 to 5 characters fitted on the real rows
that ours learned from. No set for evaluation takes part, so features and augmentation
may be chosen by these figures.
"""

from dataclasses import replace
from typing import Final

import msgspec
import numpy as np

from classifier.data.datasets import LabelledText
from classifier.evaluation.measures import (
    Flags,
    Values,
    recall_at,
    roc_auc,
    share,
    threshold_at,
    two_sided,
)
from classifier.evaluation.protocols.learners import character_ngrams, shipped_data
from classifier.evaluation.scored_sets import Progress
from classifier.training.folds import TrainingSet
from classifier.training.train import out_of_fold, reader_comments

RATES: Final = (0.001, 0.01)
LEFT_OUT, KEPT = 0, 1
SEED: Final = 1
OURS: Final = "saring"
BASELINE: Final = "tf-idf, 3-5 characters"
LEARNERS: Final = (OURS, BASELINE)


RECALLS: Final = {"recall_at_tenth": "recall_at_0.1%", "recall_at_one": "recall_at_1.0%"}


class BrandFigures(msgspec.Struct, frozen=True, rename=RECALLS):
    """Recall on spam of brands left out, where 0.1% (and 1%) of readers left out are stopped."""

    learner: str
    fold: str
    spam: int
    readers: int
    recall_at_tenth: float
    recall_at_one: float


class SourceFigures(msgspec.Struct, frozen=True, rename=RECALLS):
    """Figures on a source left out; None where it has no spam or no ham.

    Thresholds are those that so much of the source's own ham reaches; `ham_flagged` is the share
    of its ham at even odds or above, which needs no threshold of its own.
    """

    learner: str
    source: str
    rows: int
    spam: int
    roc_auc: float | None
    recall_at_tenth: float | None
    recall_at_one: float | None
    spam_flagged: float | None
    ham_flagged: float | None


def real_texts(training_set: TrainingSet) -> list[LabelledText]:
    """The rows of the training set that a person really wrote."""
    return [sample.row for sample in training_set.samples[: training_set.rows]]


def baseline(training_set: TrainingSet, fold: int) -> Values:
    """The baseline's values of a fold's real rows, fitted on the other real rows."""
    folds = training_set.folds[: training_set.rows]
    held_out, kept = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
    texts = [row.text for row in real_texts(training_set)]
    rank = character_ngrams([texts[place] for place in kept], training_set.real_spam[kept])
    return rank([texts[place] for place in held_out])


def brands(training_set: TrainingSet, progress: Progress) -> list[BrandFigures]:
    """The figures of each fold and learner, then the means over the folds."""
    rows, spam = real_texts(training_set), training_set.real_spam
    readers = np.array([reader_comments(row.source) for row in rows], np.bool_)
    named = np.array([bool(row.brand) for row in rows], np.bool_)
    measured, _ = out_of_fold(training_set, SEED, progress)
    found: list[BrandFigures] = []
    for fold in range(int(training_set.folds.max()) + 1):
        progress(f"the baseline without the brands of fold {fold + 1}")
        held_out = training_set.folds[: training_set.rows] == fold
        promoted, honest = (spam & named)[held_out], (readers & ~spam)[held_out]
        if not promoted.any() or not honest.any():
            continue
        values = measured.wholes[held_out], baseline(training_set, fold)
        for learner, scores in zip(LEARNERS, values, strict=True):
            cuts = (threshold_at(scores[honest], rate) for rate in RATES)
            tenth, whole = (float((scores[promoted] >= cut).mean()) for cut in cuts)
            counts = int(promoted.sum()), int(honest.sum())
            found.append(BrandFigures(learner, str(fold + 1), *counts, tenth, whole))
    return [*found, *(mean_of(found, learner) for learner in LEARNERS if found)]


def mean_of(found: list[BrandFigures], learner: str) -> BrandFigures:
    """The mean of a learner's folds; counts add up."""
    own = [one for one in found if one.learner == learner]
    return BrandFigures(
        learner=learner,
        fold="mean",
        spam=sum(one.spam for one in own),
        readers=sum(one.readers for one in own),
        recall_at_tenth=float(np.mean([one.recall_at_tenth for one in own])),
        recall_at_one=float(np.mean([one.recall_at_one for one in own])),
    )


def sources(training_set: TrainingSet, progress: Progress) -> list[SourceFigures]:
    """The figures of each training source, left out in turn, by our learner and the baseline."""
    found: list[SourceFigures] = []
    names = np.array([sample.row.source for sample in training_set.samples])
    for name in np.unique(names[: training_set.rows]).tolist():
        left_out = names == name
        own = left_out[: training_set.rows]
        if not two_sided(training_set.real_spam[~own]):
            continue
        progress(f"leaving out {name}")
        without = replace(training_set, folds=np.where(left_out, LEFT_OUT, KEPT))
        linear = shipped_data(training_set, ~left_out)
        values = {
            OURS: linear.of_matrix(training_set.matrix[np.flatnonzero(own)]),
            BASELINE: baseline(without, LEFT_OUT),
        }
        spam = training_set.real_spam[own]
        found += [source_figures(each, name, scores, spam) for each, scores in values.items()]
    return found


def source_figures(learner: str, source: str, scores: Values, spam: Flags) -> SourceFigures:
    """A learner's figures on a source that was left out."""
    tenth, whole = (recall_at(scores, spam, rate) for rate in RATES)
    return SourceFigures(
        learner=learner,
        source=source,
        rows=len(spam),
        spam=int(spam.sum()),
        roc_auc=roc_auc(scores, spam),
        recall_at_tenth=tenth,
        recall_at_one=whole,
        spam_flagged=share(scores[spam], 0.0),
        ham_flagged=share(scores[~spam], 0.0),
    )
