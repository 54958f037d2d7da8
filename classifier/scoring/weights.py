"""Quantised weights: integers in a table that fits a core's cache, summed without rounding.

A weight has sixteen bits, and so has the sum of the n-grams that begin at one place;
sums over places have sixty-four. Sums of integers are the same to the last bit alone,
in any batch and in any order.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.scoring.features import Features

Table = npt.NDArray[np.int16]
Sums = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

MOST_SUMMED: Final = 4
"""N-grams that begin at one place, at most."""
LARGEST: Final = (2**15 - 1) // MOST_SUMMED
"""Largest weight: so many of it still fit into sixteen bits."""


def quantise(weights: Weights) -> tuple[npt.NDArray[np.int64], list[float]]:
    """Integer weights (heads x slots) and of each head the size of one step."""
    steps = np.maximum(np.abs(weights).max(axis=1), 1e-12) / LARGEST
    return np.rint(weights / steps[:, None]).astype(np.int64), steps.tolist()


def table(integers: npt.NDArray[np.int64]) -> Table:
    """Rows of integer weights (heads x slots) as a table to look up: slots x heads."""
    return np.ascontiguousarray(integers.T, np.int16)


def sums(features: Features, weights: Table) -> Sums:
    """Sums of n-gram weights: feature groups x texts x heads of the table."""
    found = weights.take(features.slots, axis=0, mode="clip")
    places = np.add.reduce(found, 0, np.int16)
    before = np.zeros((len(places) + 1, places.shape[1]), np.int64)
    np.add.accumulate(places, axis=0, dtype=np.int64, out=before[1:])
    starts, ends = before.take(features.edges, axis=0)
    summed: Sums = ends - starts
    return summed
