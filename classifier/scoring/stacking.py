"""The second stage of `spam`: a small network over what the linear model found.

A linear model adds up; it cannot say that a name in plain letters weighs more where the
talk around it promotes. Stacked generalisation (Wolpert 1992) can: a layer of rectified
units takes what each view and the facts add to the linear model's value, and the facts
themselves. The network is linear wherever the same units are active, so a score still
divides over the text it comes from.

All products are of whole numbers below 2**53 as floats: exact, whatever the batch.
"""

from dataclasses import dataclass
from math import log1p
from typing import Final, NamedTuple, Self

import numpy as np

from classifier.scoring.artifact import Array
from classifier.scoring.blending import Doubt
from classifier.scoring.explanations import Effects
from classifier.scoring.features import FACTS, VIEWS, Features
from classifier.scoring.linear import Decisions, Heads
from classifier.text.normalise import FoldedBuffer

INPUTS: Final = VIEWS + 3 + len(FACTS)
LINEAR_VALUE: Final = VIEWS + 1
"""The input that is the linear model's own decision value."""
UNITS: Final = 48
REACH: Final = 4.0
"""Inputs are cut off at so many standard deviations from their mean."""
INPUT_STEPS: Final = 256
"""Steps of an input in one standard deviation."""
WEIGHT_STEPS: Final = 1024
"""Steps of a weight in one."""
LARGEST_SIZE: Final = 4096
LOGARITHMS: Final = np.array([round(log1p(size), 6) for size in range(LARGEST_SIZE + 1)])
"""By the number of n-grams; a table, for a logarithm may differ in its last bit."""


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer: weights in steps of 1 / WEIGHT_STEPS, biases in those of a product."""

    means: Decisions
    deviations: Decisions
    hidden: Decisions
    hidden_biases: Decisions
    output: Decisions
    bias: float

    @classmethod
    def loaded(cls, arrays: dict[str, Array], bias: float) -> Self:
        """The network of a model's arrays. Raises KeyError where one is missing."""
        scaling = np.asarray(arrays["scaling"], np.float64)
        hidden = np.asarray(arrays["hidden"], np.float64)
        output = np.asarray(arrays["output"], np.float64)
        return cls(scaling[0], scaling[1], hidden[:-1], hidden[-1], output, bias)

    @classmethod
    def silent(cls) -> Self:
        """A network that says zero of every text."""
        nothing = np.zeros(UNITS)
        hidden = np.zeros((INPUTS, UNITS))
        return cls(np.zeros(INPUTS), np.ones(INPUTS), hidden, nothing, nothing, 0.0)

    def steps(self, inputs: Decisions) -> Decisions:
        """Inputs in standard deviations from their mean, cut off, in whole steps."""
        found: Decisions = inputs - self.means
        found /= self.deviations
        np.minimum(found, REACH, out=found)
        np.maximum(found, -REACH, out=found)
        found *= INPUT_STEPS
        return np.rint(found, out=found)

    def activations(self, steps: Decisions) -> Decisions:
        """What the hidden units say: texts x units, none below zero."""
        units: Decisions = steps @ self.hidden
        units += self.hidden_biases
        return np.maximum(units, 0.0, out=units)

    def decide(self, inputs: Decisions) -> Decisions:
        """Decision values of the texts."""
        return self.decided(self.activations(self.steps(inputs)))

    def decided(self, units: Decisions) -> Decisions:
        """Decision values of texts of which the hidden units say this."""
        return units @ self.output * (1.0 / (INPUT_STEPS * WEIGHT_STEPS**2)) + self.bias

    def slopes(self, inputs: Decisions, units: Decisions) -> Decisions:
        """How much one of each input adds to the decision values: texts x inputs.

        `units` is what the hidden units say of these inputs. The slope of an input that is
        cut off is what it added before, over the whole of it.
        """
        active = (units > 0) * self.output
        gradient = active @ self.hidden.T / (WEIGHT_STEPS * WEIGHT_STEPS)
        beyond = np.maximum(np.abs(inputs - self.means) / self.deviations, REACH)
        found: Decisions = gradient / self.deviations * (REACH / beyond)
        return found


def seen(linear: Heads, features: Features) -> Decisions:
    """What the network over a linear head sees: texts x INPUTS.

    First what each view and the facts add to the linear value, and that value; then the
    logarithm of the text's size; then the facts.
    """
    parts = linear.parts(features)
    inputs = np.empty((len(features.sizes), INPUTS))
    inputs[:, :LINEAR_VALUE] = parts[:, :, 0].T
    inputs[:, LINEAR_VALUE] = linear.total(parts)[:, 0]
    inputs[:, LINEAR_VALUE + 1] = LOGARITHMS.take(features.sizes, mode="clip")
    inputs[:, LINEAR_VALUE + 2 :] = features.facts
    return inputs


class Judged(NamedTuple):
    """What the network saw of each text (row), what its units said, and the decision values.

    `shares` is how much of these the reader has: 0 where it was not asked.
    """

    inputs: Decisions
    units: Decisions
    decisions: Decisions
    shares: Decisions

    def only(self, rows: list[int]) -> "Judged":
        """That of these texts alone."""
        return Judged(*(each[rows] for each in self))


class Stack:
    """`spam`: its linear head, the network over it, and the reader where that is in doubt."""

    def __init__(self, linear: Heads, network: Network, doubt: Doubt) -> None:
        self.linear = linear
        self.network = network
        self.doubt = doubt
        self.platt = linear.platts[0]

    def judge(self, features: Features, letters: FoldedBuffer) -> Judged:
        """The texts as the network sees them, and what it and the reader make of that."""
        inputs = seen(self.linear, features)
        units = self.network.activations(self.network.steps(inputs))
        opinion = self.doubt.settled(self.network.decided(units), letters)
        return Judged(inputs, units, opinion.decisions, opinion.shares)

    def effects(
        self, features: Features, judged: Judged, letters: FoldedBuffer, rows: list[int]
    ) -> Effects:
        """What one step of each weight, and the reader, add to the log-odds of these texts.

        `rows` says which texts of the batch they are, to which the letters belong.
        """
        linear = self.linear.effects(features, 0)
        slopes = self.network.slopes(judged.inputs, judged.units) * (1.0 - judged.shares[:, None])
        parts = len(features.views) + 1
        by_part = slopes[:, :parts] + slopes[:, parts : parts + 1]
        by_fact = slopes[:, parts + 2 :] * self.platt.slope
        return Effects(
            weights=linear.weights,
            column=linear.column,
            views=linear.views * by_part[:, :-1].T,
            facts=linear.facts * by_part[:, -1:] + by_fact,
            added=self.doubt.added(letters, np.array(rows), judged.shares, self.platt.slope),
        )
