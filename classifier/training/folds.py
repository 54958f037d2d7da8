"""Folds: samples of the training corpus with their features, split for cross-validation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.model_selection import GroupKFold

from classifier.data.datasets import DatasetError
from classifier.training import corpus
from classifier.training.corpus import Sample
from classifier.training.pipeline import HashedFeatures

Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]
Progress = Callable[[str], None]
"""Takes the name of each step as it begins."""

FOLDS: Final = 3
CHUNK: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Samples, their feature matrix, and the fold of each."""

    samples: list[Sample]
    matrix: sparse.csr_matrix
    folds: npt.NDArray[np.int64]
    spam: Flags
    rows: int
    """How many of the first samples are real rows."""

    @property
    def strata(self) -> npt.NDArray[np.int64]:
        """The stratum of each sample."""
        return np.array([sample.stratum for sample in self.samples])

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        """How much each sample counts."""
        return np.array([sample.weight for sample in self.samples])

    @property
    def real_spam(self) -> Flags:
        """Which of the real rows are spam."""
        return self.spam[: self.rows]

    @property
    def real_sources(self) -> npt.NDArray[np.str_]:
        """The source of each real row."""
        return np.array([sample.row.source for sample in self.samples[: self.rows]])


def prepare(data: Path, seed: int) -> TrainingSet:
    """Rows, copies and synthetic texts, with features; real rows come first."""
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    rows = corpus.grouped(corpus.training_rows(data, rng))
    if len({row.spam for row in rows}) < len((True, False)):
        raise DatasetError(f"{data}: training needs rows labelled spam and rows that are not")
    samples = [*corpus.real(rows)]
    for number in range(1, corpus.DRAWS + 1):
        samples += corpus.draw(rows, rng, number)
    samples += corpus.hard_negatives(rows, rng)
    samples += corpus.surrounded(rows, rng)
    spam = np.array([sample.row.spam for sample in samples])
    return TrainingSet(samples, features(samples), folds(samples, seed), spam, len(rows))


def features(samples: Sequence[Sample]) -> sparse.csr_matrix:
    """The features of all samples, of 32 bits.

    Half the memory and time, made so a few at a time; weights get eight bits anyway.
    """
    texts = [sample.row.text for sample in samples]
    chunks = (texts[first : first + CHUNK] for first in range(0, len(texts), CHUNK))
    made = [HashedFeatures().transform(chunk).astype(np.float32) for chunk in chunks]
    return sparse.vstack(made, format="csr")


def folds(samples: Sequence[Sample], seed: int) -> npt.NDArray[np.int64]:
    """A fold for each sample; a campaign, a video and a row's copies stay together."""
    groups = [sha256(f"{seed}{sample.row.group}".encode()).hexdigest() for sample in samples]
    numbers = np.zeros(len(samples), np.int64)
    count = min(FOLDS, len(set(groups)))
    for number, (_, held_out) in enumerate(GroupKFold(count).split(samples, groups=groups)):
        numbers[held_out] = number
    return numbers
