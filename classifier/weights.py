"""Integer weights: a table small enough for a core's own cache, summed without rounding.

A weight has sixteen bits, and so has the sum of the n-grams that begin at one place;
sums over places have sixty-four. Sums of integers are the same to the last bit alone,
in any batch and in any order.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.features import Features, View

Table = npt.NDArray[np.int16]
Sums = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

MOST_SUMMED: Final = 4
"""N-grams of one view that begin at one place, at most."""
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
    """Sums of n-gram weights: views x texts x heads of the table."""
    return np.stack([view_sums(view, weights) for view in features.views])


def view_sums(view: View, weights: Table) -> Sums:
    """Of each text (row) and head (column) the sum over one view."""
    found = weights.take(view.slots, axis=0, mode="clip")
    return between(np.add.reduce(found, axis=0, dtype=np.int16), view)


def between(places: Table, view: View) -> Sums:
    """Sums over the places of each text. A view has one place at least behind its last text."""
    edges = np.empty((len(view.starts), 2), np.int64)
    edges[:, 0], edges[:, 1] = view.starts, view.ends
    within: Sums = np.add.reduceat(places, edges.ravel(), axis=0, dtype=np.int64)[::2]
    within[view.starts == view.ends] = 0  # there reduceat gives the next place itself
    return within
