"""The classifier's observations: spam, with the parts of the text that caused it, and doubt."""

from collections.abc import Sequence

from moderation.domain import Signal
from moderation.domain.policy import rounded
from moderation.signals.context import Passage
from moderation.signals.scoring import Scored

# Less of a name or a website is no observation.
LEAST_ELSEWHERE = 0.05

OTHER_LANGUAGE = Signal(code="other_language", score=1.0)
"""The text is in a language that the classifier never learned."""


def judged(passages: Sequence[Passage]) -> list[Signal]:
    """What the classifier observes in each passage, or that it could not."""
    text, *others = passages
    found = [spam(text.scored)]
    found += [signal for each in others if (signal := elsewhere(each))]
    if text.scored and not text.scored.understood:
        found.append(OTHER_LANGUAGE)
    return found


def spam(scored: Scored | None) -> Signal:
    """The probability of spam in the text; absent where the classifier could not score."""
    if scored is None:
        return Signal(code="spam", score=None)
    score = rounded(scored.scores["spam"])
    return Signal(code="spam", score=score, facts={"score": score}, parts=scored.parts)


def elsewhere(passage: Passage) -> Signal | None:
    """The probability of spam in a name or a website, where it was asked for."""
    scored, field = passage.scored, passage.field
    if scored is None or scored.scores["spam"] < LEAST_ELSEWHERE:
        return None
    score = rounded(scored.scores["spam"])
    spans = tuple(span for part in scored.parts for span in part.spans)
    facts: dict[str, str | int | float] = {"score": score}
    return Signal(code=f"spam_{field}", score=score, spans=spans, facts=facts, field=field)
