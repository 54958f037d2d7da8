"""A text whose end nobody looked at, since it was longer than what may come."""

from moderation.domain import Signal
from moderation.signals.context import SignalContext


def cut(context: SignalContext) -> Signal | None:
    """1 when a door cut the text: what the site would publish is more than what is known here."""
    return Signal(code="cut", score=1.0) if context.submission.cut else None
