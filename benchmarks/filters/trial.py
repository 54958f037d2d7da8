"""The trial: every filter learns from the same rows and judges the same comments.

All learn from the real rows that the shipped model may learn from; ours once more with the
synthetic texts and copies that it ships with. All are measured on the judol sets that training
never saw, where so much of the pooled reader comments is stopped, thresholds set for each by
itself. A program that is not installed is named with its package.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks.filters.bogofilter import BOGOFILTER
from benchmarks.filters.fasttext import FASTTEXT
from benchmarks.filters.learners import LEARNERS
from benchmarks.filters.programs import Program, ProgramError
from benchmarks.filters.spamassassin import SPAMASSASSIN
from classifier.data.datasets import DatasetError, data_files, read_rows, source_name
from classifier.data.sources import READER_COMMENTS, UNSEEN_SPAM
from classifier.evaluation.measures import Flags, roc_auc, threshold_at
from classifier.evaluation.protocols.learners import Ranker, shipped_data
from classifier.evaluation.report.table import Table, decimal, listed, percent
from classifier.evaluation.scored_sets import Progress, spam_of
from classifier.training.folds import TrainingSet, prepare

RATES: Final = (0.001, 0.01)
MICROSECONDS: Final = 1e6
PROGRAMS: Final = (FASTTEXT, BOGOFILTER, SPAMASSASSIN)
AUGMENTED: Final = "saring, with copies and synthetic texts"


@dataclass(frozen=True, slots=True)
class Trial:
    """What everybody learns from, and the comments that everybody judges: ham, spam by set."""

    texts: list[str]
    spam: Flags
    readers: list[str]
    unseen: dict[str, list[str]]

    @property
    def asked(self) -> list[str]:
        return [*self.readers, *(text for texts in self.unseen.values() for text in texts)]


class FilterFigures(msgspec.Struct, frozen=True):
    """A filter's recall at each rate of readers stopped, its ranking, and CPU time.

    `by_set` is the recall of each set at the lowest rate. `note` says why there are no figures.
    """

    name: str
    recall: dict[str, float] = {}
    by_set: dict[str, float] = {}
    roc_auc: float | None = None
    learning_seconds: float | None = None
    microseconds_a_comment: float | None = None
    note: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """What was learned from and measured on, and each filter's figures."""

    training_rows: int
    training_spam: int
    reader_comments: int
    filters: list[FilterFigures]


def trial(data: Path, training: TrainingSet) -> Trial:
    """The real rows of the training set, and the unseen sets. Raises DatasetError without these."""
    real = [sample.row for sample in training.samples[: training.rows]]
    read = {source_name(path): path for path in data_files(data)}

    def texts(names: Sequence[str], *, spam: bool) -> dict[str, list[str]]:
        known = [name for name in names if name in read]
        return {
            name: [row.text for row in read_rows(read[name]) if row.spam is spam] for name in known
        }

    unseen, readers = texts(UNSEEN_SPAM, spam=True), texts(READER_COMMENTS, spam=False)
    if not unseen or not readers:
        raise DatasetError(
            f"{data}: needs one of {', '.join(UNSEEN_SPAM)} and one of {', '.join(READER_COMMENTS)}"
        )
    ham = [text for own in readers.values() for text in own]
    return Trial([row.text for row in real], spam_of(real), ham, unseen)


def compared(data: Path, seed: int, progress: Progress) -> Comparison:
    """Every filter's figures. Raises DatasetError where the data cannot be used."""
    with threadpool_limits(1):
        progress("preparing the training set")
        start = cpu_seconds()
        training = prepare(data, seed)
        preparing = cpu_seconds() - start
        given = trial(data, training)
        found = []
        for name, learner in LEARNERS.items():
            progress(name)
            found.append(measured(name, given, partial(learner, given.texts, given.spam)))
        progress(AUGMENTED)
        augmented = partial(shipped_data, training, np.ones(len(training.samples), np.bool_))
        found.append(measured(AUGMENTED, given, augmented, preparing))
        for program in PROGRAMS:
            progress(program.name)
            found.append(outside(program, given))
    return Comparison(len(given.texts), int(given.spam.sum()), len(given.readers), found)


def outside(program: Program, given: Trial) -> FilterFigures:
    """A program's figures, or why there are none."""
    if program.missing:
        return FilterFigures(program.name, note=program.missing)
    with TemporaryDirectory() as name:
        directory = Path(name)

        def learn() -> Ranker:
            program.learn(directory, given.texts, given.spam)
            return partial(program.score, directory)

        try:
            return measured(program.name, given, learn)
        except ProgramError as error:
            return FilterFigures(program.name, note=str(error))


def measured(
    name: str, given: Trial, learn: Callable[[], Ranker], spent: float = 0.0
) -> FilterFigures:
    """Learn, then judge. The start of a program counts; `spent` is CPU seconds before learning."""
    start = cpu_seconds()
    rank = learn()
    learned = cpu_seconds()
    scores = rank(given.asked)
    judging = cpu_seconds() - learned
    ends = np.cumsum([len(given.readers), *map(len, given.unseen.values())])
    ham, *spam = np.split(scores, ends[:-1])
    recalls = {
        f"{rate:.1%}": [float((own >= threshold_at(ham, rate)).mean()) for own in spam]
        for rate in RATES
    }
    return FilterFigures(
        name=name,
        recall={rate: float(np.mean(values)) for rate, values in recalls.items()},
        by_set=dict(zip(given.unseen, next(iter(recalls.values())), strict=True)),
        roc_auc=roc_auc(scores, np.arange(len(scores)) >= len(ham)),
        learning_seconds=round(learned - start + spent, 1),
        microseconds_a_comment=round(judging / len(scores) * MICROSECONDS, 1),
    )


def cpu_seconds() -> float:
    """CPU time of this process and of the programs that it waited for."""
    return sum(os.times()[:4])


def table(found: Comparison) -> Table:
    """One row a filter."""
    title = (
        f"Trained on the same {found.training_rows:,} rows ({found.training_spam:,} spam), "
        f"measured on unseen judol sets against {found.reader_comments:,} reader comments"
    )
    formats = {
        **dict.fromkeys(("recall", "by_set"), percent(1)),
        **dict.fromkeys(("learning_seconds", "microseconds_a_comment"), decimal(1)),
    }
    measured = [one for one in found.filters if not one.note]
    notes = [f"{one.name}: {one.note}" for one in found.filters if one.note]
    return listed(title, measured, *notes, formats=formats, without={"note"})
