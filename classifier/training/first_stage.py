"""First stage of `spam`: the mean of several linear models; and one head by itself.

A sum of linear models is one linear model, so the mean costs nothing when it scores. Each
member sees other samples: some see copies and synthetic texts, made anew for each, and one
the real rows as they are. The first know brands and disguises that nobody has used
yet, the last how real comments differ; each is wrong about other comments.

Of the first each starts where the one before ended, and takes a few rounds only: so together
they learn from more texts than any of them has time to learn by heart.
"""

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.exceptions import ConvergenceWarning

from classifier.scoring.features import SLOTS
from classifier.training.corpus import DRAWS, HARD_NEGATIVE, REAL, SLANG, SURROUNDED
from classifier.training.folds import Flags, Progress, TrainingSet, Values
from classifier.training.pipeline import COLUMNS, HANDCRAFTED_SCALE, STARTED_ROUNDS, head_model

NEVER: Final = -10.0
"""Log-odds of a label without a single example."""


@dataclass(frozen=True, slots=True)
class Member:
    """One linear model of the mean: the parts of the corpus it learns from, and its share.

    A member without a share only gives the next a place to start from. `talk` is the weight of
    synthetic talk about gambling and of slang. Where it is `even`, each sample counts once.
    """

    strata: tuple[int, ...]
    share: float
    talk: float = 1.0
    even: bool = False


REAL_SHARE: Final = 0.23
DRAWN_SHARE: Final = (1 - REAL_SHARE) / 2
TALK: Final = tuple(range(HARD_NEGATIVE, SLANG + DRAWS))
MEMBERS: Final = (
    *(Member((REAL, SURROUNDED, *TALK, draw), 0.0) for draw in range(1, DRAWS + 1)),
    *(
        Member((REAL, SURROUNDED, *TALK, draw), DRAWN_SHARE, talk=0.7)
        for draw in (DRAWS - 1, DRAWS)
    ),
    Member((REAL, SURROUNDED, HARD_NEGATIVE), REAL_SHARE, even=True),
)
"""Five draws teach talk about gambling at full weight; the last two, again at less of it, give
back plain brands. Shares chosen on the evaluation sets: see docs/decisions/first-stage.md."""


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
    strata = training_set.strata
    found = one = Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), 0.0)
    for number, member in enumerate(MEMBERS, start=1):
        progress(f"fitting linear model {number} of {len(MEMBERS)}")
        own = chosen & np.isin(strata, member.strata)
        if member.even:  # the odd one out starts from nothing, so that it stays different
            one = fit(training_set, training_set.spam, own, np.ones(len(own)))
        else:
            weights = np.where(np.isin(strata, TALK), member.talk, training_set.weights)
            one = fit(training_set, training_set.spam, own, weights, one)
        found = Fitted(
            found.slots + one.slots * member.share,
            found.handcrafted + one.handcrafted * member.share,
            found.bias + one.bias * member.share,
        )
    return found


def fit(
    training_set: TrainingSet,
    positive: Flags,
    chosen: Flags,
    weights: Values,
    start: Fitted | None = None,
) -> Fitted:
    """One head, fitted on the chosen samples; from another one's weights by a few rounds only."""
    rows = np.flatnonzero(chosen)
    if len(set(positive[rows].tolist())) < len((True, False)):
        return Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), NEVER)
    own = training_set.matrix[rows]
    # A small export fills few slots; the rest need no solving.
    used = np.flatnonzero(np.bincount(own.indices, minlength=COLUMNS))
    own = own[:, used]
    model = head_model()
    if start is not None:
        before = np.concatenate([start.slots, start.handcrafted / HANDCRAFTED_SCALE])
        model.set_params(warm_start=True, max_iter=STARTED_ROUNDS)
        model.coef_ = before[None, used].astype(own.dtype)
        model.intercept_ = np.array([start.bias], own.dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the rounds are few on purpose
        model.fit(own, positive[rows], sample_weight=weights[rows])
    coefficients = np.zeros(COLUMNS)
    coefficients[used] = model.coef_[0]
    handcrafted = coefficients[SLOTS:] * HANDCRAFTED_SCALE
    return Fitted(coefficients[:SLOTS], handcrafted, float(model.intercept_[0]))
