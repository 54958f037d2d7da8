"""Fitting the network over the linear model: on values of texts the linear model never saw.

A few networks from different beginnings are fitted and averaged: side by side, their
units are one wider layer.
"""

import warnings
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from classifier.linear import Decisions
from classifier.stacking import INPUT_STEPS, REACH, UNITS, WEIGHT_STEPS, Network

Flags = npt.NDArray[np.bool_]

NETWORKS: Final = 3
PENALTY: Final = 3e-3
ROUNDS: Final = 10
BATCH: Final = 256
RATE: Final = 2e-3
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
    output = np.concatenate([one.coefs_[1][:, 0] for one in fitted]) / NETWORKS
    bias = float(np.mean([one.intercepts_[1][0] for one in fitted]))
    hidden = np.concatenate([one.coefs_[0] for one in fitted], axis=1)
    hidden[deviations == LEAST_DEVIATION] = 0.0  # nothing was learned of what never changes
    hidden_biases = np.concatenate([one.intercepts_[0] for one in fitted])
    return Network(
        means,
        deviations,
        np.rint(hidden * WEIGHT_STEPS),
        np.rint(hidden_biases * (WEIGHT_STEPS * INPUT_STEPS)),
        np.rint(output * WEIGHT_STEPS),
        bias,
    )


def fit_one(scaled: Decisions, spam: Flags, seed: int) -> MLPClassifier:
    """One of the networks; it stops after so many rounds, on purpose before it converges."""
    model = MLPClassifier(
        (UNITS // NETWORKS,),
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
