"""The exponent of a growth: the slope of a straight line through logarithms, by least squares."""

import math
import statistics
from collections.abc import Sequence


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The k of cost = c * size ** k: 0 is constant, 1 linear. NaN with fewer than two points.

    Sizes and costs are above 0; points without either (a cost of 0, NaN) are left out.
    """
    pairs = zip(sizes, costs, strict=True)
    points = [(math.log(size), math.log(cost)) for size, cost in pairs if size > 0 and cost > 0]
    if len({x for x, _ in points}) < 2:
        return math.nan
    return statistics.linear_regression(*zip(*points, strict=True)).slope
