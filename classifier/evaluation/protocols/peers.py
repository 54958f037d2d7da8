"""Ours against others: the same rows to learn from, the same comments to judge.

All learn from the real rows that the shipped model may learn from; ours also with the
invented texts and copies that it ships with. All are measured on the judol sets that
training never saw, where so much of the pooled reader comments is stopped, thresholds
set for each by itself. A program that is not installed is named with its package.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.data import sources
from classifier.data.datasets import DatasetError, LabelledText, data_files, read_rows, source_name
from classifier.evaluation.metrics import roc_auc, share, threshold_at
from classifier.evaluation.protocols import learners
from classifier.evaluation.protocols.learners import Flags, Ranker, Texts, Values
from classifier.evaluation.protocols.outside_peers import OUTSIDE, Outside
from classifier.evaluation.protocols.programs import ProgramError
from classifier.evaluation.protocols.published import spam_of
from classifier.training.folds import TrainingSet, prepare

Progress = Callable[[str], None]
Learner = Callable[[Texts, Flags], Ranker]

RATES: Final = (0.001, 0.01)
MICROSECONDS: Final = 1e6
INSIDE: Final[dict[str, Learner]] = {
    "saring, the same rows": learners.hashed,
    "tf-idf, 3-5 characters": learners.character_ngrams,
    "tf-idf, words": learners.word_ngrams,
    "multinomial naive Bayes": learners.naive_bayes,
}
AUGMENTED: Final = "saring, with copies and invented texts"


@dataclass(frozen=True, slots=True)
class Trial:
    """What everybody learns from, and the comments that everybody judges."""

    texts: list[str]
    spam: Flags
    unseen: dict[str, list[LabelledText]]
    readers: list[str]

    @property
    def asked(self) -> list[str]:
        return [*self.readers, *(row.text for rows in self.unseen.values() for row in rows)]


@dataclass(frozen=True, slots=True)
class PeerScores:
    """The scores of all comments asked, and the seconds that learning and judging took."""

    values: Values
    learning: float
    judging: float


def trial(data: Path, training_set: TrainingSet) -> Trial:
    """The real rows of the corpus, and the unseen sets. Raises DatasetError without these."""
    real = [sample.row for sample in training_set.samples[: training_set.rows]]
    read = {
        source_name(path): list(read_rows(path))
        for path in data_files(data)
        if source_name(path) in (*sources.UNSEEN_SPAM, *sources.READER_COMMENTS)
    }
    unseen = {name: rows for name, rows in read.items() if name in sources.UNSEEN_SPAM}
    readers = [
        row.text
        for name, rows in read.items()
        if name in sources.READER_COMMENTS
        for row in rows
        if not row.spam
    ]
    if not unseen or not readers:
        raise DatasetError(
            f"{data}: needs one of {', '.join(sources.UNSEEN_SPAM)} and one of "
            f"{', '.join(sources.READER_COMMENTS)}"
        )
    return Trial([row.text for row in real], spam_of(real), unseen, readers)


def timed(learn: Callable[[], Ranker], asked: Sequence[str]) -> PeerScores:
    """Learn, then judge, with a clock beside."""
    start = perf_counter()
    rank = learn()
    learned = perf_counter()
    values = rank(asked)
    return PeerScores(values, learned - start, perf_counter() - learned)


def outside(program: Outside, given: Trial) -> PeerScores:
    """A program's scores; its start counts to its time. Raises ProgramError."""
    with TemporaryDirectory() as name:
        directory = Path(name)

        def learn() -> Ranker:
            program.learn(directory, given.texts, given.spam)
            return lambda texts: program.score(directory, texts)

        return timed(learn, given.asked)


def line(name: str, given: Trial, scored: PeerScores) -> dict[str, Any]:
    """One learner's figures: mean recall over the unseen sets, AUC, and times."""
    ham, rest = scored.values[: len(given.readers)], scored.values[len(given.readers) :]
    found: dict[str, Any] = {"learner": name}
    ends = np.cumsum([len(rows) for rows in given.unseen.values()])
    by_set = dict(zip(given.unseen, np.split(rest, ends[:-1]), strict=True))
    spam = {name: spam_of(rows) for name, rows in given.unseen.items()}
    for rate in RATES:
        cut = threshold_at(ham, rate)
        recalls = {name: share(by_set[name][spam[name]], cut) or 0.0 for name in by_set}
        found[f"recall_at_{rate:.1%}"] = float(np.mean(list(recalls.values())))
        if rate == RATES[0]:
            found |= recalls
    pooled = np.concatenate([ham, *(by_set[name][spam[name]] for name in by_set)])
    found["roc_auc"] = roc_auc(pooled, np.arange(len(pooled)) >= len(ham))
    found["learning_seconds"] = round(scored.learning, 1)
    found["microseconds_a_comment"] = round(scored.judging / len(given.asked) * MICROSECONDS, 1)
    return found


def report(data: Path, seed: int, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Everybody's figures. Raises DatasetError where the data cannot be used."""
    with threadpool_limits(1):
        progress("preparing the training corpus")
        start = perf_counter()
        training_set = prepare(data, seed)
        preparing = perf_counter() - start
        given = trial(data, training_set)
        lines = [inside_line(name, given, progress) for name in INSIDE]
        lines.append(augmented_line(training_set, given, preparing, progress))
        lines += [outside_line(program, given, progress) for program in OUTSIDE]
    return {
        "training_rows": len(given.texts),
        "training_spam": int(given.spam.sum()),
        "reader_comments": len(given.readers),
        "lines": lines,
    }


def inside_line(name: str, given: Trial, progress: Progress) -> dict[str, Any]:
    """The figures of a learner of this package."""
    progress(name)
    scored = timed(lambda: INSIDE[name](given.texts, given.spam), given.asked)
    return line(name, given, scored)


def augmented_line(
    training_set: TrainingSet, given: Trial, preparing: float, progress: Progress
) -> dict[str, Any]:
    """Our figures with all samples of the corpus, whose making counts to the learning."""
    progress(AUGMENTED)
    everything = np.ones(len(training_set.samples), np.bool_)
    scored = timed(lambda: learners.shipped_data(training_set, everything), given.asked)
    whole = PeerScores(scored.values, scored.learning + preparing, scored.judging)
    return line(AUGMENTED, given, whole)


def outside_line(program: Outside, given: Trial, progress: Progress) -> dict[str, Any]:
    """A program's figures, or why there are none."""
    if not all(which(name) for name in program.needs):
        return {"learner": program.name, "note": f"not installed (package {program.package})"}
    progress(program.name)
    try:
        return line(program.name, given, outside(program, given))
    except ProgramError as error:
        return {"learner": program.name, "note": str(error)}
