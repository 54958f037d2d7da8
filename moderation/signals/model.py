"""The classifier's observations: spam, with the parts of the text that caused it, and doubt."""

from moderation.domain import Signal
from moderation.signals.scoring import Scored

# More than this many digits say nothing about a comment and cost memory in every record.
DIGITS = 4


def judged(scored: Scored | None) -> list[Signal]:
    """What the classifier observes, or that it could not."""
    doubt = other_language(scored)
    return [spam(scored), doubt] if doubt else [spam(scored)]


def spam(scored: Scored | None) -> Signal:
    """The probability of spam; absent where the classifier could not score."""
    if scored is None:
        return Signal(code="spam", score=None)
    score = round(scored.scores["spam"], DIGITS)
    return Signal(code="spam", score=score, facts={"score": score}, parts=scored.parts)


def other_language(scored: Scored | None) -> Signal | None:
    """1 where the text is in a language that the classifier never learned."""
    if scored is None or scored.understood:
        return None
    return Signal(code="other_language", score=1.0)
