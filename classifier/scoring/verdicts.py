"""Verdicts: which part of a text decides, and with what log-odds.

A text has the highest log-odds of the whole and of its parts, less a handicap for each time
that the number of parts doubles: many parts are many chances to be wrong. So honest length
is no evidence for spam, and none against it.
"""

from collections.abc import Iterable
from math import log2
from typing import Final, NamedTuple

import numpy as np

from classifier import compiled
from classifier.scoring.linear import Decisions, Platt
from classifier.scoring.parts import Judged
from classifier.text.codes import Places

MOST_PARTS: Final = 1024
"""More parts than these are no further handicap."""
DOUBLINGS: Final = np.array([round(log2(count or 1), 6) for count in range(MOST_PARTS + 1)])
"""Logarithms by number of parts: a table, because machines may differ in the last bit."""


class Verdicts(NamedTuple):
    """The log-odds of each text, and the row that decided: the text's own, or a part's."""

    logits: list[float]
    deciding: Places

    def rows_of(self, texts: Iterable[int]) -> list[int]:
        """The deciding rows of these texts."""
        rows: list[int] = self.deciding[[*texts]].tolist()
        return rows


class PartRule:
    """Platt's numbers, and the handicap: log-odds for each doubling of the number of parts."""

    def __init__(self, platt: Platt, handicap: float) -> None:
        self.platt = platt
        self.handicap = handicap
        self._numbers = np.array((platt.slope, platt.shift, handicap))

    def verdicts(self, every: Judged, decisions: Decisions) -> Verdicts:
        """The verdict on each text by the decision values of all rows."""
        if compiled.USED:
            logits, deciding = np.empty(every.texts), np.empty(every.texts, np.int64)
            compiled.kernels.verdicts(
                decisions, every.owners, DOUBLINGS, self._numbers, logits, deciding
            )
            return Verdicts(logits.tolist(), deciding)
        worst, deciding = decisions[: every.texts].copy(), np.arange(every.texts)
        parts = decisions[every.texts :]
        counts = np.bincount(every.owners[every.texts :], minlength=every.texts)
        if len(parts):
            own = counts.nonzero()[0]
            sizes = counts[own]
            firsts = sizes.cumsum() - sizes
            highest = np.maximum.reduceat(parts, firsts)
            places = (parts == highest.repeat(sizes)).nonzero()[0]
            rows = places.take(places.searchsorted(firsts)) + every.texts
            higher = highest > worst[own]
            worst[own[higher]] = highest[higher]
            deciding[own[higher]] = rows[higher]
        return Verdicts(self.logits(worst, counts).tolist(), deciding)

    def logits(self, worst: Decisions, counts: Places) -> Decisions:
        """The log-odds of texts with so many parts, by the highest value of whole and parts."""
        lowered: Decisions = DOUBLINGS.take(counts, mode="clip") * self.handicap
        return worst * self.platt.slope + self.platt.shift - lowered
