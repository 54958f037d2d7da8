"""Linear models over the same features, and Platt scaling of their values (Platt 1999).

A decision value is a weighted sum of n-grams, scaled down by the root of their number,
and of handcrafted features. Platt's two numbers make log-odds of it.
"""

from dataclasses import dataclass
from functools import reduce
from math import exp
from operator import add
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier import compiled
from classifier.scoring.explanations import Effects
from classifier.scoring.features import Features
from classifier.scoring.manifest import Head
from classifier.scoring.weights import HandcraftedTable, Table, sums

Decisions = npt.NDArray[np.float64]

DIGITS: Final = 6
"""Decimals of a score; fewer than machines' exponentials may differ in."""
SCALE: Final = 10.0**DIGITS


@dataclass(frozen=True, slots=True)
class Platt:
    """Two numbers from a decision value to a probability."""

    slope: float = 1.0
    shift: float = 0.0

    def logit(self, decision: float) -> float:
        """The calibrated log-odds of a decision value."""
        return self.slope * decision + self.shift

    def probability(self, decision: float) -> float:
        """In [0, 1], monotone in the decision value, rounded to DIGITS."""
        logit = self.slope * decision + self.shift
        tail = exp(-abs(logit))
        # At a third of the cost of `round(value, DIGITS)`.
        return round((1.0 if logit > 0 else tail) / (1.0 + tail) * SCALE) / SCALE


class Heads:
    """Heads whose weights lie side by side: slots x heads, and handcrafted features x heads."""

    def __init__(
        self, heads: tuple[Head, ...], table: Table, handcrafted: HandcraftedTable
    ) -> None:
        self.heads = heads
        self.labels = tuple(head.label for head in heads)
        self.platts = tuple(Platt(head.slope, head.shift) for head in heads)
        self.table = np.ascontiguousarray(table)
        # Whole numbers as floats: exact, and float matrices have a fast product.
        self.handcrafted: Decisions = np.ascontiguousarray(handcrafted, np.float64)
        self._steps = np.array([head.step for head in heads])
        self._handcrafted_steps = np.array([head.handcrafted_step for head in heads])
        self._biases = np.array([head.bias for head in heads])

    def decide(self, features: Features) -> Decisions:
        """Decision values (texts x heads) before calibration: the linear model's own.

        The order in which they are summed is fixed, so a batch changes nothing.
        """
        if compiled.USED:
            decisions = np.empty((len(features.scales), len(self.heads)))
            compiled.kernels.decide(
                *(features.slots, self.table, features.edges, features.scales, self._steps),
                *(features.handcrafted, self.handcrafted, self._handcrafted_steps, self._biases),
                decisions,
            )
            return decisions
        ngrams = sums(features, self.table) * (features.scales[:, None] * self._steps)
        handcrafted = features.handcrafted.astype(np.float64) @ self.handcrafted
        handcrafted *= self._handcrafted_steps
        found: Decisions = reduce(add, (*ngrams, handcrafted)) + self._biases
        return found

    def effects(self, features: Features, column: int) -> Effects:
        """What one step of each weight of a head adds to the log-odds of these texts."""
        head = self.heads[column]
        ngrams = features.scales * (head.step * head.slope)
        handcrafted = self.handcrafted[:, column] * (head.handcrafted_step * head.slope)
        return Effects(self.table, column, ngrams, handcrafted)
