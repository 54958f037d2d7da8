"""Quantised weights: integers in a table that fits a core's cache, summed without rounding.

The weight of an n-gram has eight bits, that of a handcrafted feature sixteen, and so has the
sum of the n-grams that begin at one place; sums over places have sixty-four. Sums of integers
are the same to the last bit alone, in any batch and in any order.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from classifier.scoring.features import Features

Table = npt.NDArray[np.int8]
HandcraftedTable = npt.NDArray[np.int16]
Sums = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

Integers = TypeVar("Integers", np.int8, np.int16)


def quantise(
    weights: Weights, integers: type[Integers]
) -> tuple[npt.NDArray[Integers], list[float]]:
    """The table of integer weights (slots x heads), and of each head the size of one step.

    `weights` are heads x slots; the largest of each head takes the largest of the integers.
    """
    steps = np.maximum(np.abs(weights).max(axis=1), 1e-12) / np.iinfo(integers).max
    return np.ascontiguousarray(np.rint(weights / steps[:, None]).T, integers), steps.tolist()


def sums(features: Features, weights: Table) -> Sums:
    """Sums of n-gram weights: feature groups x texts x heads of the table."""
    found = weights.take(features.slots, axis=0, mode="clip")
    places = np.add.reduce(found, 0, np.int16)
    before = np.zeros((len(places) + 1, places.shape[1]), np.int64)
    np.add.accumulate(places, axis=0, dtype=np.int64, out=before[1:])
    starts, ends = before.take(features.edges, axis=0)
    summed: Sums = ends - starts
    return summed
