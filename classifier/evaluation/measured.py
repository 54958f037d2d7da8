"""Labelled sets with their scores, and which of them the model has never seen."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.data import sources
from classifier.data.datasets import LabelledText, data_files, read_rows, source_name
from classifier.scoring.scorer import Scorer

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
Progress = Callable[[str], None]
"""Told what has just been done."""

BATCH: Final = 256


@dataclass(frozen=True, eq=False)
class Measured:
    """The rows of one set, and their probability of spam."""

    name: str
    rows: list[LabelledText]
    scores: Values

    @cached_property
    def spam(self) -> Flags:
        return np.array([row.spam for row in self.rows], np.bool_)

    @property
    def ham_scores(self) -> Values:
        return self.scores[~self.spam]

    @property
    def spam_scores(self) -> Values:
        return self.scores[self.spam]

    @property
    def spam_rows(self) -> list[LabelledText]:
        return [row for row in self.rows if row.spam]

    @property
    def ham_rows(self) -> list[LabelledText]:
        return [row for row in self.rows if not row.spam]


@dataclass(frozen=True, eq=False)
class Sets:
    """Every set, those that training never saw, and the two roles that pooled figures need.

    `readers` give the ham whose wrongs are counted, `spam` the spam never seen; either
    may be empty.
    """

    every: list[Measured]
    unseen: list[Measured]
    readers: list[Measured]
    spam: list[Measured]

    @cached_property
    def pool(self) -> Measured:
        """Unseen spam, set after set, and then the reader comments, as one set."""
        rows = [
            *(row for one in self.spam for row in one.spam_rows),
            *(row for one in self.readers for row in one.ham_rows),
        ]
        spam = [one.spam_scores for one in self.spam]
        return Measured("pool", rows, joined([*spam, *(one.ham_scores for one in self.readers)]))

    @cached_property
    def spam_owners(self) -> Places:
        """Of each spam row of the pool, the place of its set in `spam`."""
        return np.repeat(np.arange(len(self.spam)), [len(one.spam_scores) for one in self.spam])


def joined(parts: Sequence[Values]) -> Values:
    """The parts in one array, also if there are none."""
    return np.concatenate([np.empty(0), *parts])


def measure(data: Path, scorer: Scorer, progress: Progress) -> list[Measured]:
    """Scores of every set of a directory. Raises DatasetError.

    Rows that a toxicity set marks as gambling promotion and calls harmless are left out.
    """
    measured: list[Measured] = []
    for path in data_files(data):
        rows = [row for row in read_rows(path) if not row.promotes_gambling]
        measured.append(score_rows(source_name(path), rows, scorer))
        progress(f"scored {measured[-1].name}")
    return measured


def score_rows(name: str, rows: list[LabelledText], scorer: Scorer) -> Measured:
    """The spam probability of each row."""
    return Measured(name, rows, spam_scores([row.text for row in rows], scorer))


def spam_scores(texts: Sequence[str], scorer: Scorer) -> Values:
    """The spam probability of each text, in their order."""
    label = scorer.labels[0]
    found: list[float] = []
    for first in range(0, len(texts), BATCH):
        found += [scores[label] for scores in scorer.score(texts[first : first + BATCH])]
    return np.array(found, np.float64)


def assigned(measured: list[Measured], seen: Collection[str]) -> Sets:
    """The sets by role; `seen` names those that trained the model.

    The known evaluation sets have theirs by `classifier.data.sources`. Where none of them is
    there, as in a site's own export, every set that training did not see has both.
    """
    unseen = [one for one in measured if one.name not in seen]
    readers = [one for one in unseen if one.name in sources.READER_COMMENTS]
    spam = [one for one in unseen if one.name in sources.UNSEEN_SPAM]
    return Sets(
        measured,
        unseen,
        readers or [one for one in unseen if not one.spam.all()],
        spam or [one for one in unseen if one.spam.any()],
    )
