"""How a comment was sent: the form's traps, the time a person needs to type, a text cut short."""

from typing import Final

from moderation.domain import Signal
from moderation.domain.form_token import rendered_at
from moderation.signals.context import SignalContext

HASTE_MS: Final = 3_000


def honeypot(context: SignalContext) -> Signal | None:
    """1 when the field that a person leaves empty came back filled."""
    filled = bool(context.submission.trap.honeypot.strip())
    return Signal(code="honeypot", score=1.0) if filled else None


def fill_time(context: SignalContext) -> Signal | None:
    """How much faster than three seconds the form came back: 1 for at once."""
    token = context.submission.trap.token
    drawn = rendered_at(context.secret, token, context.at) if token else None
    if drawn is None or context.at - drawn >= HASTE_MS:
        return None
    taken = context.at - drawn
    return Signal(code="fill_time", score=1 - taken / HASTE_MS, facts={"ms": taken})


def unproven(context: SignalContext) -> Signal | None:
    """1 when a form was asked to show that a person filled it, and does not."""
    return Signal(code="unproven", score=1.0) if context.submission.trap.unproven else None


def form_token(context: SignalContext) -> Signal | None:
    """1 when a render token came that is not ours or no longer valid."""
    token = context.submission.trap.token
    if not token or rendered_at(context.secret, token, context.at) is not None:
        return None
    return Signal(code="form_token", score=1.0)


def cut(context: SignalContext) -> Signal | None:
    """1 when a door cut the text: what the site would publish is more than what is known here."""
    return Signal(code="cut", score=1.0) if context.submission.cut else None
