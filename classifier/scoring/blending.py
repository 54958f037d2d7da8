"""Gated blending: the character network's log-odds are averaged in near the thresholds.

The character network costs more than all else together, and alone it knows less than the
linear model. So a gate admits it only where the second stage's log-odds lie in a band
around the thresholds. The gate opens and closes gradually within the band: no score
jumps where a comment crosses an edge.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.scoring.artifact import Array
from classifier.scoring.char_cnn import CharCnn
from classifier.scoring.char_packing import LONGEST
from classifier.scoring.explanations import CharContributions
from classifier.scoring.linear import Decisions, Platt
from classifier.scoring.manifest import BlendNumbers
from classifier.text.codes import Places
from classifier.text.normalise import FoldedBuffer

Values = npt.NDArray[np.float64]

LOWEST: Final = -4.0
LOW: Final = -2.0
HIGH: Final = 0.0
HIGHEST: Final = 2.0
"""Log-odds by the second stage: outside of the outer two the gate is closed, between the inner
two it is open."""
MOST_RAISED: Final = 2.0
"""Log-odds that the network may add. With HIGHEST this keeps whatever it raises below the shipped
threshold of rejection."""


class Blended(NamedTuple):
    """Decision values after blending, and the network's share in each; 0 where it was not asked."""

    decisions: Decisions
    shares: Values


class GatedBlend:
    """The character network, its share, and Platt's numbers of the second stage."""

    def __init__(self, char_cnn: CharCnn, share: float, platt: Platt) -> None:
        self.char_cnn = char_cnn
        self.share = share
        self.platt = platt
        """Calibrates the second stage by itself; the head's own calibrates both together."""
        self._lowest = (LOWEST - platt.shift) / platt.slope
        self._highest = (HIGHEST - platt.shift) / platt.slope

    @classmethod
    def loaded(cls, numbers: BlendNumbers, arrays: Mapping[str, Array]) -> "GatedBlend":
        """That of a manifest's numbers and a model's arrays. Raises KeyError."""
        return cls(CharCnn.loaded(arrays), numbers.share, Platt(numbers.slope, numbers.shift))

    def apply(self, decisions: Decisions, letters: FoldedBuffer) -> Blended:
        """The decision values, averaged with the network's where the gate is open."""
        shares = np.zeros(len(decisions))
        rows = ((decisions > self._lowest) & (decisions < self._highest)).nonzero()[0]
        if not self.share or not len(rows):
            return Blended(decisions, shares)
        gated = decisions[rows]
        logits = gated * self.platt.slope + self.platt.shift
        apart = self.char_cnn.logits(letters, rows) - logits
        moves = np.minimum(apart * self.share, MOST_RAISED) * gate(logits)
        moves[(apart < 0) & cut(letters).take(rows)] = 0.0
        np.divide(moves, apart, out=moves, where=apart != 0)
        shares[rows] = moves
        moved = decisions.copy()
        moved[rows] = gated + moves * (apart / self.platt.slope)
        return Blended(moved, shares)

    def char_contributions(
        self, letters: FoldedBuffer, rows: Places, shares: Values, slope: float
    ) -> CharContributions | None:
        """What the network adds to the log-odds of these texts, by the letters it rests on.

        `shares` are the network's in them, `slope` the log-odds of one in decision values.
        """
        asked = shares.nonzero()[0]
        if not len(asked):
            return None
        contributions = self.char_cnn.contributions(letters, rows[asked])
        seen = contributions.places.shape[2]
        parts = contributions.shares * (shares[asked] * (slope / self.platt.slope / seen))[:, None]
        return CharContributions(contributions.places.ravel(), parts.ravel().repeat(seen))


def cut(letters: FoldedBuffer) -> npt.NDArray[np.bool_]:
    """The texts that the network does not see whole. It must not lower their scores.

    Otherwise an advert in the middle of a long comment would pass for its harmless ends.
    """
    return letters.buffer.ends - letters.buffer.starts > LONGEST


def gate(logits: Values) -> Values:
    """How far the gate is open at these log-odds: from 0 to 1."""
    rising, falling = (logits - LOWEST) / (LOW - LOWEST), (HIGHEST - logits) / (HIGHEST - HIGH)
    return np.clip(np.minimum(rising, falling), 0.0, 1.0)
