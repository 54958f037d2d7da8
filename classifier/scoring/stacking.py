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
from classifier.scoring.blending import GatedBlend
from classifier.scoring.explanations import Effects
from classifier.scoring.features import FEATURE_GROUPS, HANDCRAFTED, Features
from classifier.scoring.linear import Decisions, Heads
from classifier.text.normalise import FoldedBuffer

INPUTS: Final = FEATURE_GROUPS + 3 + len(HANDCRAFTED)
LINEAR_VALUE: Final = FEATURE_GROUPS + 1
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


def network_inputs(linear: Heads, features: Features) -> Decisions:
    """What the network over a linear head sees: texts x INPUTS.

    First what each view and the facts add to the linear value, and that value; then the
    logarithm of the text's size; then the facts.
    """
    contributions = linear.contributions(features)
    inputs = np.empty((len(features.sizes), INPUTS))
    inputs[:, :LINEAR_VALUE] = contributions[:, :, 0].T
    inputs[:, LINEAR_VALUE] = linear.total(contributions)[:, 0]
    inputs[:, LINEAR_VALUE + 1] = LOGARITHMS.take(features.sizes, mode="clip")
    inputs[:, LINEAR_VALUE + 2 :] = features.handcrafted
    return inputs


class StackOutputs(NamedTuple):
    """What the network saw of each text (row), what its units said, and the decision values.

    `shares` is how much of these the reader has: 0 where it was not asked.
    """

    inputs: Decisions
    units: Decisions
    decisions: Decisions
    shares: Decisions

    def only(self, rows: list[int]) -> "StackOutputs":
        """That of these texts alone."""
        return StackOutputs(*(each[rows] for each in self))


class Stack:
    """`spam`: its linear head, the network over it, and the reader where that is in doubt."""

    def __init__(self, linear: Heads, network: Network, blend: GatedBlend) -> None:
        self.linear = linear
        self.network = network
        self.blend = blend
        self.platt = linear.platts[0]

    def forward(self, features: Features, letters: FoldedBuffer) -> StackOutputs:
        """The texts as the network sees them, and what it and the reader make of that."""
        inputs = network_inputs(self.linear, features)
        units = self.network.activations(self.network.steps(inputs))
        opinion = self.blend.apply(self.network.decided(units), letters)
        return StackOutputs(inputs, units, opinion.decisions, opinion.shares)

    def effects(
        self, features: Features, outputs: StackOutputs, letters: FoldedBuffer, rows: list[int]
    ) -> Effects:
        """What one step of each weight, and the reader, add to the log-odds of these texts.

        `rows` says which texts of the batch they are, to which the letters belong.
        """
        linear = self.linear.effects(features, 0)
        slopes = self.network.slopes(outputs.inputs, outputs.units) * (
            1.0 - outputs.shares[:, None]
        )
        contributions = len(features.groups) + 1
        by_group = slopes[:, :contributions] + slopes[:, contributions : contributions + 1]
        by_handcrafted = slopes[:, contributions + 2 :] * self.platt.slope
        return Effects(
            weights=linear.weights,
            column=linear.column,
            groups=linear.groups * by_group[:, :-1].T,
            handcrafted=linear.handcrafted * by_group[:, -1:] + by_handcrafted,
            char_contributions=self.blend.char_contributions(
                letters, np.array(rows), outputs.shares, self.platt.slope
            ),
        )
