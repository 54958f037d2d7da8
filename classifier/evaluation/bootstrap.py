"""Bootstrap intervals of figures, drawn over campaigns and threads.

The percentile bootstrap of B. Efron, "Bootstrap methods: another look at the jackknife",
Annals of Statistics 7(1), 1979, drawing clusters rather than rows (A. Davison,
D. Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8). A threshold that depends
on the ham is found anew in each resample, so that its own chance counts too.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from classifier.evaluation.clusters import Ids
from classifier.evaluation.measures import Values, Weights

RESAMPLES: Final = 1_000
COVERED: Final = 95.0
"""Per cent of the resamples between the ends of an interval."""
CELLS: Final = 2_000_000
"""Weights held in memory at a time."""


class Estimate(msgspec.Struct, frozen=True):
    """A figure and the ends of its interval; None where they are not defined."""

    value: float | None
    low: float | None
    high: float | None


def estimate(value: float, resampled: Values) -> Estimate:
    """A figure with the interval that its resamples span; NaN is left out as not defined."""
    defined = resampled[~np.isnan(resampled)]
    if np.isnan(value) or not len(defined):
        return Estimate(None if np.isnan(value) else value, None, None)
    tail = (100.0 - COVERED) / 2
    low, high = np.percentile(defined, (tail, 100.0 - tail))
    return Estimate(value, float(low), float(high))


def resampled_weights(clusters: Ids, rng: np.random.Generator, count: int) -> Weights:
    """How often each row counts in each of `count` resamples of its clusters."""
    size = int(clusters.max()) + 1 if len(clusters) else 0
    drawn = rng.integers(size, size=(count, size)) if size else np.empty((count, 0), np.int64)
    drawn += np.arange(count)[:, None] * size
    times = np.bincount(drawn.ravel(), minlength=count * size).reshape(count, size)
    weights: npt.NDArray[Any] = times.astype(np.int16)[:, clusters]
    return weights


def resamples(
    parts: Sequence[Ids], seed: int, count: int = RESAMPLES
) -> Iterator[tuple[Weights, ...]]:
    """Weights of several parts, each resampled by itself, in blocks that fit in memory.

    The blocks together hold `count` resamples, the same ones for the same seed.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    block = max(1, min(count, CELLS // max(1, sum(map(len, parts)))))
    for first in range(0, count, block):
        size = min(block, count - first)
        yield tuple(resampled_weights(part, rng, size) for part in parts)
