"""Labelled sets with their scores, and which of them the model has never seen."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from classifier.data import sources
from classifier.data.datasets import LabelledText, data_files, read_rows, source_name
from classifier.evaluation.measures import Flags, Values
from classifier.scoring.scorer import Scorer

Cuts = Mapping[str, float]
"""Thresholds by name."""
Places = npt.NDArray[np.int64]
Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""
Item = TypeVar("Item")

BATCH: Final = 256


@dataclass(frozen=True, eq=False)
class ScoredSet:
    """The rows of one set, and the probability of spam of each."""

    name: str
    rows: list[LabelledText]
    scores: Values

    @cached_property
    def spam(self) -> Flags:
        return spam_of(self.rows)

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

    The ham of `readers` is where false positives are counted, the spam of `spam` is where
    recall is measured; either may be empty.
    """

    every: list[ScoredSet]
    unseen: list[ScoredSet]
    readers: list[ScoredSet]
    spam: list[ScoredSet]

    @cached_property
    def pool(self) -> ScoredSet:
        """Unseen spam, set after set, and then the reader comments, as one set."""
        rows = [
            *(row for one in self.spam for row in one.spam_rows),
            *(row for one in self.readers for row in one.ham_rows),
        ]
        spam = [one.spam_scores for one in self.spam]
        return ScoredSet("pool", rows, joined([*spam, *(one.ham_scores for one in self.readers)]))

    @cached_property
    def spam_owners(self) -> Places:
        """Of each spam row of the pool, the place of its set in `spam`."""
        return np.repeat(np.arange(len(self.spam)), [len(one.spam_scores) for one in self.spam])


def spam_of(rows: Sequence[LabelledText]) -> Flags:
    """Which rows are spam."""
    return np.array([row.spam for row in rows], np.bool_)


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in order, as many at a time as reading their texts keeps in memory."""
    for first in range(0, len(items), BATCH):
        yield items[first : first + BATCH]


def joined(parts: Sequence[Values]) -> Values:
    """The parts in one array, also if there are none."""
    return np.concatenate([np.empty(0), *parts])


def labelled_rows(path: Path) -> list[LabelledText]:
    """The rows of a file to measure on. Raises DatasetError.

    Rows that a toxicity set marks as gambling promotion and calls harmless are left out.
    """
    return [row for row in read_rows(path) if not row.promotes_gambling]


def scored_sets(data: Path, scorer: Scorer, progress: Progress) -> Iterator[ScoredSet]:
    """Every set of a directory with its scores. Raises DatasetError."""
    for path in data_files(data):
        name = source_name(path)
        progress(f"scoring {name}")
        rows = labelled_rows(path)
        yield ScoredSet(name, rows, spam_scores([row.text for row in rows], scorer))


def spam_scores(texts: Sequence[str], scorer: Scorer) -> Values:
    """The spam probability of each text, in their order."""
    label = scorer.labels[0]
    return np.array([scores[label] for scores in scorer.score(texts)], np.float64)


def assigned(every: list[ScoredSet], seen: Collection[str]) -> Sets:
    """The sets by role; `seen` names those that trained the model.

    The known evaluation sets have theirs by `classifier.data.sources`. Where none of them is
    there, as in a site's own export, every set that training did not see has both.
    """
    unseen = [one for one in every if one.name not in seen]
    readers = [one for one in unseen if one.name in sources.READER_COMMENTS]
    spam = [one for one in unseen if one.name in sources.UNSEEN_SPAM]
    return Sets(
        every,
        unseen,
        readers or [one for one in unseen if not one.spam.all()],
        spam or [one for one in unseen if one.spam.any()],
    )
