"""What of the site's own lists stands in the text, one signal for each thing that it asks for."""

from typing import Final

from moderation.domain import ListAction, Signal
from moderation.signals.context import SignalContext

SPANS_SHOWN: Final = 20


def listed_hold(context: SignalContext) -> Signal | None:
    """1 when an entry that asks to hold stands in the text."""
    return _listed(context, ListAction.HOLD)


def listed_reject(context: SignalContext) -> Signal | None:
    """1 when an entry that asks to reject stands in the text."""
    return _listed(context, ListAction.REJECT)


def _listed(context: SignalContext, action: ListAction) -> Signal | None:
    found = [match for match in context.listed if match.action is action]
    if not found:
        return None
    spans = tuple(match.span for match in found[:SPANS_SHOWN])
    return Signal(
        code=f"listed_{action}", score=1.0, spans=spans, facts={"entry": found[0].pattern}
    )
