"""Character network in training: the samples it learns from, and its out-of-fold values.

It is blended in only near the thresholds, so it learns nothing from samples that the
second stage surely takes for ham. Real rows, one draw of copies and synthetic texts, and
the hard negatives are enough.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.scoring.artifact import Array
from classifier.scoring.blending import GatedBlend
from classifier.scoring.char_cnn import MEMBERS, NUMBERS, WEIGHTS
from classifier.scoring.linear import Platt
from classifier.scoring.manifest import BlendNumbers
from classifier.text.codes import encode, shorten
from classifier.text.normalise import FoldedBuffer, fold_buffer
from classifier.training import calibrate, char_cnn_fitting
from classifier.training.backpropagation import EncodedTexts
from classifier.training.corpus import HARD_NEGATIVE, REAL
from classifier.training.folds import Flags, Progress, TrainingSet, Values
from classifier.training.pipeline import BATCH
from classifier.training.quantisation import quantised

Places = npt.NDArray[np.int64]

SHARE: Final = 0.3
"""Share of the network where the gate is open; chosen with brands of training left out."""
STRATA: Final = (REAL, 1, HARD_NEGATIVE)
"""Strata that it learns from: a second draw taught it nothing more."""
DISMISSED: Final = -8.0
"""Log-odds by the second stage below which a sample is left out."""
HARD_NEGATIVE_WEIGHT: Final = 2.0
"""Weight of hard negatives, which look like what they talk about."""
FEWEST: Final = 4_000
"""Fewer samples give no network: it would learn them by heart."""


@dataclass(frozen=True, slots=True)
class SelectedSamples:
    """What networks learn from: samples by number, encoded, with their fold.

    `decisions` are the second stage's of every sample, out of fold, and `platt` makes
    log-odds of them.
    """

    numbers: Places
    texts: EncodedTexts
    folds: npt.NDArray[np.int64]
    spam: Flags
    weights: Values
    decisions: Values
    platt: Platt


@dataclass(frozen=True, slots=True)
class FittedCharCnn:
    """A character network as the manifest and the model's arrays have it."""

    numbers: BlendNumbers
    arrays: dict[str, Array]


def select_samples(training_set: TrainingSet, decisions: Values) -> SelectedSamples:
    """The samples that networks learn from, by the second stage's decision values of all."""
    platt = Platt(*calibrate.platt(decisions[: training_set.rows], training_set.real_spam))
    strata = training_set.strata
    chosen = np.isin(strata, STRATA) & (decisions * platt.slope + platt.shift > DISMISSED)
    numbers = np.flatnonzero(chosen)
    texts = [training_set.samples[number].row.text for number in numbers.tolist()]
    weights = training_set.weights * np.where(strata == HARD_NEGATIVE, HARD_NEGATIVE_WEIGHT, 1.0)
    return SelectedSamples(
        numbers,
        char_cnn_fitting.encode_texts(texts),
        training_set.folds[numbers],
        training_set.spam[numbers],
        weights[numbers],
        decisions,
        platt,
    )


def fit(selected: SelectedSamples, seed: int, left_out: int | None = None) -> FittedCharCnn:
    """A network fitted on all selected samples, or on those outside of a fold.

    Where there are few of them, or no spam or no ham among them, it has no share.
    """
    rows = np.flatnonzero(selected.folds != left_out)
    spam = selected.spam[rows]
    slope, shift = selected.platt.slope, selected.platt.shift
    if len(rows) < FEWEST or spam.all() or not spam.any():
        nothing = np.zeros((MEMBERS, WEIGHTS), np.int32)
        silent: dict[str, Array] = {"reader": nothing, "reader_scales": np.ones((MEMBERS, NUMBERS))}
        return FittedCharCnn(BlendNumbers(0.0, slope, shift), silent)
    texts, weights = selected.texts.only(rows), selected.weights[rows]
    networks = [
        char_cnn_fitting.learn(texts, spam, weights, (seed, each)) for each in range(MEMBERS)
    ]
    return FittedCharCnn(BlendNumbers(SHARE, slope, shift), quantised(networks, texts))


def out_of_fold(
    training_set: TrainingSet,
    selected: SelectedSamples,
    seed: int,
    progress: Progress = lambda _: None,
) -> Values:
    """Decision values of the real rows after blending in networks that never saw their group."""
    values = selected.decisions[: training_set.rows].copy()
    for number in range(int(training_set.folds.max()) + 1):
        progress(f"fitting a character network without fold {number + 1}")
        fitted = fit(selected, seed, number)
        blend = GatedBlend.loaded(fitted.numbers, fitted.arrays)
        held_out = np.flatnonzero(training_set.folds[: training_set.rows] == number)
        for first in range(0, len(held_out), BATCH):
            rows = held_out[first : first + BATCH]
            texts = [training_set.samples[row].row.text for row in rows.tolist()]
            values[rows] = blend.apply(values[rows], folded(texts)).decisions
    return values


def folded(texts: list[str]) -> FoldedBuffer:
    """The texts as the character network takes them."""
    return fold_buffer(shorten(encode(texts))[0])
