"""The classifier's observation, with the parts of the text that caused it."""

from moderation.domain import Signal
from moderation.scoring import Scored

# More than this many digits say nothing about a comment and cost memory in every record.
DIGITS = 4


def spam(scored: Scored | None) -> Signal:
    """The probability of spam; absent where the classifier could not score."""
    if scored is None:
        return Signal(code="spam", score=None)
    score = round(scored.scores["spam"], DIGITS)
    return Signal(code="spam", score=score, facts={"score": score}, parts=scored.parts)
