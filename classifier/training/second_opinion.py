"""The reader in training: what it learns from, and what it says of texts it never saw.

It is asked only where the second stage is in doubt, so samples about which that was
sure that they are none are no lesson for it. Real rows, one draw of copies and invented
texts, and the further talk about gambling are enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from classifier.scoring.artifact import Array
from classifier.scoring.blending import Doubt
from classifier.scoring.char_cnn import MEMBERS, NUMBERS, WEIGHTS
from classifier.scoring.linear import Platt
from classifier.text.codes import encode, shorten
from classifier.text.normalise import FoldedBuffer, fold_buffer
from classifier.training import calibrate, reading
from classifier.training.backpropagation import Lines
from classifier.training.corpus import REAL, TALK
from classifier.training.pipeline import BATCH
from classifier.training.prepared import Corpus
from classifier.training.quantisation import quantised

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Progress = Callable[[str], None]

SHARE: Final = 0.3
"""Of the reader where it has most say; chosen with brands of training sources left out."""
PARTS: Final = (REAL, 1, TALK)
"""Of the corpus: a second draw taught it nothing more."""
DISMISSED: Final = -8.0
"""Log-odds by the second stage, below which a sample is no lesson."""
TALK_WEIGHT: Final = 2.0
"""Of talk about gambling, which looks like what it talks about."""
FEWEST: Final = 4_000
"""Samples below which there is no reader: it would learn them by heart."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What readers learn from: samples by number, as lines, with their fold.

    `decisions` are the second stage's of every sample, out of fold, and `platt` makes
    log-odds of them.
    """

    numbers: Places
    lines: Lines
    folds: npt.NDArray[np.int64]
    spam: npt.NDArray[np.bool_]
    weights: Values
    decisions: Values
    platt: Platt


@dataclass(frozen=True, slots=True)
class Taught:
    """A reader as the manifest and the model's arrays have it."""

    part: dict[str, Any]
    arrays: dict[str, Array]


def lessons(prepared: Corpus, decisions: Values) -> Lessons:
    """The samples that readers learn from, by the second stage's decision values of all."""
    platt = Platt(*calibrate.platt(decisions[: prepared.rows], prepared.real_spam))
    parts = prepared.parts
    chosen = np.isin(parts, PARTS) & (decisions * platt.slope + platt.shift > DISMISSED)
    numbers = np.flatnonzero(chosen)
    texts = [prepared.samples[number].row.text for number in numbers.tolist()]
    weights = prepared.weights * np.where(parts == TALK, TALK_WEIGHT, 1.0)
    return Lessons(
        numbers,
        reading.read_lines(texts),
        prepared.folds[numbers],
        prepared.spam[numbers],
        weights[numbers],
        decisions,
        platt,
    )


def fit(lessons: Lessons, seed: int, left_out: int | None = None) -> Taught:
    """A reader of all lessons, or of those outside of a fold.

    Where there are few of them, or no spam or no ham among them, it has no share.
    """
    rows = np.flatnonzero(lessons.folds != left_out)
    spam = lessons.spam[rows]
    scale = {"slope": lessons.platt.slope, "shift": lessons.platt.shift}
    if len(rows) < FEWEST or spam.all() or not spam.any():
        nothing = np.zeros((MEMBERS, WEIGHTS), np.int32)
        silent: dict[str, Array] = {"reader": nothing, "reader_scales": np.ones((MEMBERS, NUMBERS))}
        return Taught({"share": 0.0, **scale}, silent)
    lines, weights = lessons.lines.only(rows), lessons.weights[rows]
    networks = [reading.learn(lines, spam, weights, (seed, each)) for each in range(MEMBERS)]
    return Taught({"share": SHARE, **scale}, quantised(networks, lines))


def out_of_fold(
    prepared: Corpus, lessons: Lessons, seed: int, progress: Progress = lambda _: None
) -> Values:
    """Decision values of the real rows after readers that never saw their group were asked."""
    values = lessons.decisions[: prepared.rows].copy()
    for number in range(int(prepared.folds.max()) + 1):
        progress(f"fitting a reader without fold {number + 1}")
        taught = fit(lessons, seed, number)
        doubt = Doubt.loaded(taught.part, taught.arrays)
        held_out = np.flatnonzero(prepared.folds[: prepared.rows] == number)
        for first in range(0, len(held_out), BATCH):
            rows = held_out[first : first + BATCH]
            texts = [prepared.samples[row].row.text for row in rows.tolist()]
            values[rows] = doubt.settled(values[rows], folded(texts)).decisions
    return values


def folded(texts: list[str]) -> FoldedBuffer:
    """The texts as the reader takes them."""
    return fold_buffer(shorten(encode(texts))[0])
