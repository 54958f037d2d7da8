"""First stage of `spam`: the mean of several linear models; and one head by itself.

A sum of linear models is one linear model, so the mean costs nothing when it scores. Each
member sees other samples: two see copies and synthetic texts, made anew for each, and one
the real rows as they are. The first two know brands and disguises that nobody has used
yet, the third how real comments differ; each is wrong about other comments.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from classifier.scoring.features import SLOTS
from classifier.training.corpus import DRAWS, HARD_NEGATIVE, REAL, SURROUNDED
from classifier.training.folds import Flags, Progress, TrainingSet, Values
from classifier.training.pipeline import COLUMNS, HANDCRAFTED_SCALE, head_model

NEVER: Final = -10.0
"""Log-odds of a label without a single example."""


@dataclass(frozen=True, slots=True)
class Member:
    """One linear model of the mean: the parts of the corpus it learns from, and its share.

    Where it is `even`, each sample counts once, whatever its weight.
    """

    strata: tuple[int, ...]
    share: float
    even: bool = False


MEMBERS: Final = (
    *(
        Member((REAL, SURROUNDED, HARD_NEGATIVE, number), 0.7 / DRAWS)
        for number in range(1, DRAWS + 1)
    ),
    Member((REAL, SURROUNDED, HARD_NEGATIVE), 0.3, even=True),
)
"""Shares chosen with brands of training sources left out."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One head: weights, bias, Platt's two numbers."""

    slots: Values
    handcrafted: Values
    bias: float
    slope: float = 1.0
    shift: float = 0.0


def first_stage(
    training_set: TrainingSet, chosen: Flags, progress: Progress = lambda _: None
) -> Fitted:
    """The mean of the members, each fitted on what of its parts is chosen."""
    strata, weights = training_set.strata, training_set.weights
    found = Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), 0.0)
    for number, member in enumerate(MEMBERS, start=1):
        progress(f"fitting linear model {number} of {len(MEMBERS)}")
        own = chosen & np.isin(strata, member.strata)
        one = fit(
            training_set, training_set.spam, own, np.ones(len(own)) if member.even else weights
        )
        found = Fitted(
            found.slots + one.slots * member.share,
            found.handcrafted + one.handcrafted * member.share,
            found.bias + one.bias * member.share,
        )
    return found


def fit(training_set: TrainingSet, positive: Flags, chosen: Flags, weights: Values) -> Fitted:
    """One head, fitted on the chosen samples."""
    rows = np.flatnonzero(chosen)
    if len(set(positive[rows].tolist())) < len((True, False)):
        return Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), NEVER)
    own = training_set.matrix[rows]
    used = np.unique(own.indices)  # a small export fills few slots; the rest need no solving
    model = head_model()
    model.fit(own[:, used], positive[rows], sample_weight=weights[rows])
    coefficients = np.zeros(COLUMNS)
    coefficients[used] = model.coef_[0]
    handcrafted = coefficients[SLOTS:] * HANDCRAFTED_SCALE
    return Fitted(coefficients[:SLOTS], handcrafted, float(model.intercept_[0]))
