"""Second stage: fits the network over the linear model, on texts which that never saw.

A few networks with different initial weights are fitted and averaged: side by side, their
units are one wider layer. One more unit is a skip connection: it is active everywhere and
hands on the linear value. The mean of both is better than either, above all on disguises
that training does not practise.
"""

import warnings
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from classifier.scoring.linear import Decisions
from classifier.scoring.stacking import (
    INPUT_STEPS,
    INPUTS,
    LINEAR_VALUE,
    REACH,
    UNITS,
    WEIGHT_STEPS,
    Network,
)

Flags = npt.NDArray[np.bool_]

NETWORKS: Final = 3
OWN_UNITS: Final = (UNITS - 1) // NETWORKS
"""Units of each network; one or two that are left over stay silent."""
SKIP_SHARE: Final = 0.6
"""Share of the linear value in the result; chosen with brands of training sources left out."""
PENALTY: Final = 3e-3
ROUNDS: Final = 5
BATCH: Final = 256
RATE: Final = 2e-3
SKIP_ROUNDS: Final = 500
LEAST_DEVIATION: Final = 1e-6


def fit(inputs: Decisions, spam: Flags, seed: int) -> Network:
    """The network that tells spam from ham by these inputs (texts x INPUTS).

    Without an example of both it knows nothing and says zero.
    """
    if spam.all() or not spam.any():
        return Network.silent()
    means, deviations = inputs.mean(axis=0), inputs.std(axis=0) + LEAST_DEVIATION
    scaled = np.clip((inputs - means) / deviations, -REACH, REACH)
    fitted = [fit_one(scaled, spam, seed + number) for number in range(NETWORKS)]
    skip_slope, skip_level = skip_connection(scaled, spam)
    deep_share = 1 - SKIP_SHARE
    output = np.concatenate([one.coefs_[1][:, 0] for one in fitted]) / NETWORKS * deep_share
    bias = float(np.mean([one.intercepts_[1][0] for one in fitted])) * deep_share
    hidden = np.concatenate([one.coefs_[0] for one in fitted], axis=1)
    hidden[deviations == LEAST_DEVIATION] = 0.0  # nothing was learned of what never changes
    hidden_biases = np.concatenate([one.intercepts_[0] for one in fitted])
    return Network(
        means,
        deviations,
        np.rint(filled([hidden, np.eye(INPUTS)[:, [LINEAR_VALUE]]]) * WEIGHT_STEPS),
        np.rint(filled([hidden_biases, np.array([REACH])]) * (WEIGHT_STEPS * INPUT_STEPS)),
        np.rint(filled([output, np.array([skip_slope * SKIP_SHARE])]) * WEIGHT_STEPS),
        bias + (skip_level - skip_slope * REACH) * SKIP_SHARE,
    )


def filled(parts: list[Decisions]) -> Decisions:
    """The parts beside each other by unit, and zeros up to UNITS."""
    joined = np.concatenate(parts, axis=-1)
    return np.concatenate([joined, np.zeros((*joined.shape[:-1], UNITS - joined.shape[-1]))], -1)


def skip_connection(scaled: Decisions, spam: Flags) -> tuple[float, float]:
    """Slope and level that make log-odds of the scaled linear value alone.

    The slope is never below zero: the networks may contradict the linear value, this may not.
    """
    model = LogisticRegression(C=1e6, max_iter=SKIP_ROUNDS)
    model.fit(scaled[:, [LINEAR_VALUE]], spam)
    return max(float(model.coef_[0, 0]), 0.0), float(model.intercept_[0])


def fit_one(scaled: Decisions, spam: Flags, seed: int) -> MLPClassifier:
    """One of the networks; it stops after so many rounds, on purpose before it converges."""
    model = MLPClassifier(
        (OWN_UNITS,),
        alpha=PENALTY,
        batch_size=min(BATCH, len(scaled)),
        max_iter=ROUNDS,
        learning_rate_init=RATE,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(scaled, spam)


def arrays(network: Network) -> dict[str, npt.NDArray[np.generic]]:
    """The network as a model directory holds it."""
    return {
        "scaling": np.stack([network.means, network.deviations]),
        "hidden": np.vstack([network.hidden, network.hidden_biases]).astype(np.int32),
        "output": network.output.astype(np.int32),
    }
