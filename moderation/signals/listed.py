"""What the site's own lists hold of what is published and of who sent it."""

from collections.abc import Iterator

from moderation.domain import Field, ListAction, Signal
from moderation.signals.context import SPANS_SHOWN, SignalContext
from moderation.signals.lists import Match


def listed(context: SignalContext) -> list[Signal]:
    """1 for each action that an entry asks for, in each field where one was found."""
    return list(_signals(context.listed)) if context.lists else []


def _signals(found: list[Match]) -> Iterator[Signal]:
    for action in (ListAction.REJECT, ListAction.HOLD):
        for field in Field:
            here = [each for each in found if each.action is action and each.field is field]
            if here:
                yield _signal(action, field, here)


def _signal(action: ListAction, field: Field, found: list[Match]) -> Signal:
    spans = [match.span for match in found if match.span is not None]
    return Signal(
        code=f"listed_{action}",
        score=1.0,
        spans=tuple(spans[:SPANS_SHOWN]),
        facts={"entry": found[0].pattern},
        field=field,
    )
