"""Stacked generalisation (Wolpert 1992): a small network over what the linear model found.

A linear model adds up. It cannot say that a name in plain letters weighs more where the
words around it promote. A layer of rectified units can: it takes what each feature group
contributes to the linear value, and the handcrafted features themselves. The network is
linear wherever the same units are active, so a score still divides over the text.

All products are of whole numbers below 2**53 as floats: exact in any batch.
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
"""Logarithms by number of n-grams: a table, because machines may differ in the last bit."""


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
        """A network whose value is zero for every text."""
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
        """The hidden units' activations: texts x units, none below zero."""
        units: Decisions = steps @ self.hidden
        units += self.hidden_biases
        return np.maximum(units, 0.0, out=units)

    def decide(self, inputs: Decisions) -> Decisions:
        """Decision values of the texts."""
        return self.decided(self.activations(self.steps(inputs)))

    def decided(self, units: Decisions) -> Decisions:
        """Decision values of texts with these activations."""
        return units @ self.output * (1.0 / (INPUT_STEPS * WEIGHT_STEPS**2)) + self.bias

    def slopes(self, inputs: Decisions, units: Decisions) -> Decisions:
        """How much one of each input adds to the decision values: texts x inputs.

        `units` are the activations of these inputs. The slope of an input that is
        cut off is what it added before, over the whole of it.
        """
        active = (units > 0) * self.output
        gradient = active @ self.hidden.T / (WEIGHT_STEPS * WEIGHT_STEPS)
        beyond = np.maximum(np.abs(inputs - self.means) / self.deviations, REACH)
        found: Decisions = gradient / self.deviations * (REACH / beyond)
        return found


def network_inputs(linear: Heads, features: Features) -> Decisions:
    """The inputs of the network over a linear head: texts x INPUTS.

    First the contributions to the linear value, and that value; then the logarithm of the
    text's size; then the handcrafted features.
    """
    contributions = linear.contributions(features)
    inputs = np.empty((len(features.sizes), INPUTS))
    inputs[:, :LINEAR_VALUE] = contributions[:, :, 0].T
    inputs[:, LINEAR_VALUE] = linear.total(contributions)[:, 0]
    inputs[:, LINEAR_VALUE + 1] = LOGARITHMS.take(features.sizes, mode="clip")
    inputs[:, LINEAR_VALUE + 2 :] = features.handcrafted
    return inputs


class StackOutputs(NamedTuple):
    """The network's inputs for each text (row), its activations, and the decision values.

    `shares` is how much of these is the character network's: 0 where the gate is closed.
    """

    inputs: Decisions
    units: Decisions
    decisions: Decisions
    shares: Decisions

    def only(self, rows: list[int]) -> "StackOutputs":
        """That of these texts alone."""
        return StackOutputs(*(each[rows] for each in self))


class Stack:
    """`spam`: its linear head, the network over it, and the character network blended in."""

    def __init__(self, linear: Heads, network: Network, blend: GatedBlend) -> None:
        self.linear = linear
        self.network = network
        self.blend = blend
        self.platt = linear.platts[0]

    def forward(self, features: Features, letters: FoldedBuffer) -> StackOutputs:
        """Inputs, activations and decision values of the texts, to which the letters belong."""
        inputs = network_inputs(self.linear, features)
        units = self.network.activations(self.network.steps(inputs))
        opinion = self.blend.apply(self.network.decided(units), letters)
        return StackOutputs(inputs, units, opinion.decisions, opinion.shares)

    def effects(
        self, features: Features, outputs: StackOutputs, letters: FoldedBuffer, rows: list[int]
    ) -> Effects:
        """What one step of each weight, and the character network, add to the log-odds of texts.

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
