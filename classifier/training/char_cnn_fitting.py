"""Adam (Kingma and Ba 2015): fits the character network on small batches, in 32-bit floats.

Everything random comes from one seed, and on one thread every sum has one order, so the
same texts and seed give the same bytes.
"""

from collections.abc import Sequence
from math import cos, pi
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from classifier.scoring.char_cnn import HIDDEN, SECOND, SHAPES
from classifier.scoring.char_packing import pack_folded
from classifier.text.codes import encode, shorten
from classifier.text.normalise import fold_buffer
from classifier.training.backpropagation import EncodedTexts, Floats, Network, gradients

EPOCHS: Final = 4
BATCH: Final = 64
TOP_RATE: Final = 3e-3
FIRST_RATE: Final = 0.05
"""Share of the top rate at the start."""
LAST_RATE: Final = 1e-6
WARMING: Final = 0.15
"""Share of the steps in which the learning rate rises; after that it falls as a cosine."""
DROPPED: Final = 0.2
DECAY: Final = 1e-3
MOMENTS: Final = (0.9, 0.999)
TINY: Final = 1e-8
SYMBOL_SIZE: Final = 0.5
READ_AT_ONCE: Final = 1_000


def encode_texts(texts: Sequence[str]) -> EncodedTexts:
    """The texts, of which there must be one, as the character network sees them."""
    shown, attributes, starts, ends = [], [], [], []
    before = 0
    for first in range(0, len(texts), READ_AT_ONCE):
        folded = fold_buffer(shorten(encode(texts[first : first + READ_AT_ONCE]))[0])
        packed, symbols, seen = pack_folded(folded, np.arange(folded.buffer.rows))
        shown.append(symbols.astype(np.int16))
        attributes.append(seen)
        starts.append(packed.firsts + before)
        ends.append(packed.lasts + before)
        before += len(symbols)
    joined = np.concatenate
    return EncodedTexts(joined(shown), joined(attributes), joined(starts), joined(ends))


def learn(
    texts: EncodedTexts,
    labels: npt.NDArray[np.bool_],
    weights: npt.NDArray[Any],
    seed: Sequence[int],
) -> Network:
    """A network fitted to these texts by weighted cross-entropy."""
    rng = np.random.default_rng(seed)
    network = beginning(rng)
    descent = Adam(network)
    batches = -(-len(texts) // BATCH)
    for _ in range(EPOCHS):
        for rows in np.array_split(rng.permutation(len(texts)), batches):
            kept = [dropout(rng, len(rows), units) for units in (SECOND, HIDDEN)]
            slopes = gradients(network, texts.only(rows), labels[rows], weights[rows], kept)
            descent.step(slopes, rate(descent.steps / (EPOCHS * batches)))
    return network


def beginning(rng: np.random.Generator) -> Network:
    """Random weights of the size that He et al. (2015) give for rectifiers."""
    network: Network = {}
    for name, shape in SHAPES.items():
        size = SYMBOL_SIZE if name == "symbols" else (2 / shape[0]) ** 0.5
        random = rng.standard_normal(shape, np.float32) * np.float32(size)
        network[name] = np.zeros(shape, np.float32) if name.endswith("_bias") else random
    network["symbols"][0] = 0
    network["output_bias"] = np.zeros(1, np.float32)
    return network


def dropout(rng: np.random.Generator, texts: int, units: int) -> Floats:
    """Zeros for what is dropped out (Srivastava et al. 2014), the rest scaled up."""
    kept: Floats = (rng.random((texts, units), np.float32) >= DROPPED).astype(np.float32)
    return kept * np.float32(1 / (1 - DROPPED))


def rate(done: float) -> float:
    """The learning rate after this share of the steps."""
    if done < WARMING:
        return TOP_RATE * (FIRST_RATE + (1 - FIRST_RATE) * done / WARMING)
    return TOP_RATE * (0.5 + 0.5 * cos(pi * (done - WARMING) / (1 - WARMING))) + LAST_RATE


class Adam:
    """Adam (Kingma and Ba 2015), weight decay apart (Loshchilov and Hutter 2019)."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.steps = 0
        self._means = {name: np.zeros_like(array) for name, array in network.items()}
        self._squares = {name: np.zeros_like(array) for name, array in network.items()}

    def step(self, slopes: Network, rate: float) -> None:
        """Change the network against these gradients."""
        self.steps += 1
        slow, slower = MOMENTS
        size = rate * (1 - slower**self.steps) ** 0.5 / (1 - slow**self.steps)
        for name, slope in slopes.items():
            mean, square = self._means[name], self._squares[name]
            mean += np.float32(1 - slow) * (slope - mean)
            square += np.float32(1 - slower) * (slope * slope - square)
            self.network[name] *= np.float32(1 - rate * DECAY)
            self.network[name] -= np.float32(size) * mean / (np.sqrt(square) + np.float32(TINY))
