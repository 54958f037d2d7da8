"""Points: what a decision rested on, added up on one scale with the policy's two thresholds."""

from dataclasses import dataclass
from typing import Final

from moderation.domain import Action, Decision
from moderation.domain.policy import HOLD_AT, REJECT_AT, WORTH_SAYING, Policy, points

# The scale ends here; what has more points fills it.
SCALE: Final = 4.0
# Kinds of spam under this share are no news beside the sentences.
LEAST_KIND: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsBar:
    """The sum of a decision's points, and where its thresholds stand on the scale (percent).

    `minor` is what signals add that are worth no sentence. `split`: the sum passes the upper
    threshold, but no signal alone does, which is what rejects.
    """

    total: float
    minor: float
    filled: float
    hold_at: float
    reject_at: float
    action: Action
    split: bool


def points_bar(decision: Decision, policy: Policy | None) -> PointsBar:
    """The bar of a decision under the policy that made it; without it, of the reasons alone."""
    minor = _minor(decision, policy) if policy else 0.0
    total = sum(reason.weight for reason in decision.reasons) + minor
    return PointsBar(
        total=total,
        minor=minor,
        filled=round(min(1.0, max(0.0, total / SCALE)) * 100, 1),
        hold_at=100 * HOLD_AT / SCALE,
        reject_at=100 * REJECT_AT / SCALE,
        action=decision.action,
        split=total >= REJECT_AT and decision.action is Action.HOLD,
    )


def kinds(decision: Decision) -> dict[str, float]:
    """The classifier's scores of the text that are worth showing: `spam`, and likely kinds."""
    return {
        name: score
        for name, score in decision.scores.items()
        if name == "spam" or score >= LEAST_KIND
    }


def _minor(decision: Decision, policy: Policy) -> float:
    worth = [points(each, policy) for each in decision.signals if each.score is not None]
    return sum(each for each in worth if abs(each) < WORTH_SAYING)
