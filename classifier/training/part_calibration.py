"""Calibration of parts: the handicap with which long honest comments are held no more than others.

Measured on honest comments which no model behind the values ever saw, several on end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from classifier.scoring.features import tokenise
from classifier.scoring.linear import Heads, Platt
from classifier.scoring.parts import judged
from classifier.scoring.verdicts import PartRule
from classifier.training.calibrate import HOLD_RATE, threshold
from classifier.training.folds import Flags, Values

LONG_RATE: Final = 0.01
"""Share of long honest comments that may be held."""
LEAST: Final = 0.2
"""Log-odds for each doubling of the number of parts, at least: the highest of so many values
grows in any case."""
MOST: Final = 2.0
STEP: Final = 0.05
JOINED: Final = range(2, 9)
"""Honest comments on end."""
BATCH: Final = 1_000
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Measured:
    """Values by models that never saw the text: of the whole, the highest with parts; how many."""

    wholes: Values
    worst: Values
    parts: Places

    @classmethod
    def empty(cls, count: int) -> Self:
        """Nothing measured yet."""
        return cls(np.zeros(count), np.zeros(count), np.zeros(count, np.int64))

    def measure(self, places: Places, texts: Sequence[str], heads: Heads) -> None:
        """Fill in the values of these texts at these places."""
        for first in range(0, len(texts), BATCH):
            own = places[first : first + BATCH]
            every = judged(tokenise(texts[first : first + BATCH]))
            values = heads.decide(every.features)[:, 0]
            owners = every.owners[every.texts :]
            self.wholes[own] = self.worst[own] = values[: every.texts]
            np.maximum.at(self.worst, own[owners], values[every.texts :])
            self.parts[own] = np.bincount(owners, minlength=every.texts)

    def logits(self, platt: Platt, handicap: float) -> Values:
        """Log-odds of each text, as the scorer has them."""
        return PartRule(platt, handicap).logits(self.worst, self.parts)

    def only(self, chosen: Flags) -> "Measured":
        """The values of these texts alone."""
        return Measured(self.wholes[chosen], self.worst[chosen], self.parts[chosen])


def calibrated(readers: Measured, long: Measured, platt: Platt) -> float:
    """The least handicap with which LONG_RATE of the long honest comments are held at most.

    At the threshold that holds HOLD_RATE of the readers' comments as they are.
    """
    for handicap in np.arange(LEAST, MOST, STEP).round(2).tolist():
        cut = threshold(readers.logits(platt, handicap), HOLD_RATE)
        if (long.logits(platt, handicap) >= cut).mean() <= LONG_RATE:
            return float(handicap)
    return MOST


def joined(texts: Sequence[str], count: int, rng: Random) -> list[str]:
    """So many long honest comments, made of several on end."""
    return [
        rng.choice((" ", ". ", "\n")).join(rng.choice(texts) for _ in range(rng.choice(JOINED)))
        for _ in range(count)
    ]
