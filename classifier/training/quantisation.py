"""Post-training quantisation: the character network's weights become whole numbers.

Each layer's weights get the step that uses their range, and
each layer's activations one that covers what a sample of the training texts shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from classifier.scoring.char_cnn import EXACT, SCALES, SECOND_TOP, SHAPES, WIDTH
from classifier.training.backpropagation import EncodedTexts, Network, forward
from classifier.training.char_cnn_fitting import BATCH

Values = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[Any]]

VECTOR_TOP: Final = 255
WEIGHT_TOP: Final = 127
FIRST_TOP: Final = 2047
HIDDEN_TOP: Final = 2047
LARGEST: Final = 2**31 - 1
ROOM: Final = 1.25
"""Times the greatest activation of the sample; greater ones are cut off."""
SAMPLE: Final = 2_048
FILLED: Final = 0.9
"""Share of the range of exact sums that is used; rounding and biases need the rest."""
REST: Final = 0.9 * (1 - FILLED) * EXACT
"""Room for a bias, which a channel of hardly any weight would burst."""
SMALLEST: Final = 1e-12


def quantised(networks: Sequence[Network], texts: EncodedTexts) -> Arrays:
    """The networks as the arrays of `CharCnn.loaded`.

    `texts` are texts of the training set; some of them set the range of activations.
    """
    members = [member(network, texts) for network in networks]
    return {
        "reader": np.stack([on_end(integers, SHAPES) for integers, _ in members]).astype(np.int32),
        "reader_scales": np.stack([on_end(scales, SCALES) for _, scales in members]),
    }


def member(network: Network, texts: EncodedTexts) -> tuple[dict[str, Values], dict[str, Values]]:
    """One network's quantised weights, and its other numbers."""
    exact = {name: array.astype(np.float64) for name, array in network.items()}
    first_most, second_most = ranges(network, texts)
    first, first_steps = by_channel(exact["first"])
    vector = vector_step(exact, first)
    second, second_steps = by_channel(exact["second"])
    top = min(FIRST_TOP, int(FILLED * EXACT / np.abs(second).sum(axis=0).max()))
    unit, pooled = first_most / top, second_most / SECOND_TOP
    hidden = greatest(exact["hidden"]) / HIDDEN_TOP
    output = greatest(exact["output"]) / HIDDEN_TOP
    integers = {
        "symbols": exact["symbols"] / vector,
        "attributes": exact["attributes"] / vector,
        "first": first,
        "first_bias": np.clip(exact["first_bias"][0] / (first_steps * vector), -REST, REST),
        "second": second,
        "second_bias": exact["second_bias"][:, 0] / (second_steps * unit),
        "hidden": exact["hidden"] / hidden,
        "hidden_bias": exact["hidden_bias"] / (hidden * pooled),
        "output": exact["output"] / output,
    }
    scales = {
        "first_steps": first_steps * (vector / unit),
        "second_steps": second_steps * (unit / pooled),
        "first_top": np.array(float(top)),
        "step": np.array(output * hidden * pooled),
        "bias": exact["output_bias"],
    }
    rounded = {name: np.rint(np.clip(part, -LARGEST, LARGEST)) for name, part in integers.items()}
    return rounded, scales


def vector_step(exact: Mapping[str, Values], first: Values) -> float:
    """What one is worth in the vectors: small, but no sum over them may be inexact."""
    most = np.abs(exact["symbols"]).max(axis=0) + np.abs(exact["attributes"]).sum(axis=0)
    largest = float((np.tile(most, WIDTH) @ np.abs(first)).max())
    return max(
        greatest(exact["symbols"], exact["attributes"]) / VECTOR_TOP, largest / (FILLED * EXACT)
    )


def on_end(parts: Mapping[str, Values], order: Iterable[str]) -> Values:
    """The parts as one line, in this order."""
    return np.concatenate([parts[name].ravel() for name in order])


def greatest(*arrays: Values) -> float:
    """The greatest absolute value, never 0."""
    return max(SMALLEST, *(float(np.abs(array).max()) for array in arrays))


def by_channel(weights: Values) -> tuple[Values, Values]:
    """Whole weights (inputs x channels) of at most WEIGHT_TOP, and each channel's step."""
    steps = np.maximum(np.abs(weights).max(axis=0), SMALLEST) / WEIGHT_TOP
    return np.rint(weights / steps), steps


def ranges(network: Network, texts: EncodedTexts) -> tuple[float, float]:
    """What the sample's activations of both convolutions reach, with some room."""
    chosen = np.unique(np.linspace(0, len(texts) - 1, SAMPLE).astype(np.int64))
    batches = np.array_split(chosen, -(-len(chosen) // BATCH))
    passes = [forward(network, texts.only(rows)) for rows in batches]
    first = max(float(done.first.max(initial=SMALLEST)) for done in passes)
    second = max(float(done.pooled.max(initial=SMALLEST)) for done in passes)
    return first * ROOM, second * ROOM
