"""The two transition tables.

Rules of this file:

1. Every change of a comment's or a case's state is a row here; no other place changes a state.
2. What is not a row is refused: IllegalTransition names the state and the event, and nothing
   has changed.
3. The scripts in `store/lua` carry out a transition only from the state this file judged it
   from; if the comment has moved on meanwhile, they refuse as well.

`docs/states.md` is generated from these tables by a test, so they are also the diagram.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from moderation.domain import Action, CaseState, CommentState, Decision, Event, EventType
from moderation.domain.edits import effective
from moderation.errors import IllegalTransition

COMMENT_TRANSITIONS: Final[Mapping[tuple[CommentState | None, Action], CommentState]] = {
    (None, Action.APPROVE): CommentState.APPROVED,
    (None, Action.HOLD): CommentState.HELD,
    (None, Action.REJECT): CommentState.REJECTED,
    (CommentState.HELD, Action.APPROVE): CommentState.APPROVED,
    (CommentState.HELD, Action.REJECT): CommentState.REJECTED,
    (CommentState.APPROVED, Action.APPROVE): CommentState.APPROVED,
    (CommentState.APPROVED, Action.REJECT): CommentState.REJECTED,
    (CommentState.APPROVED, Action.HOLD): CommentState.HELD,
    (CommentState.REJECTED, Action.APPROVE): CommentState.APPROVED,
    (CommentState.REJECTED, Action.HOLD): CommentState.HELD,
    (CommentState.HELD, Action.ERASE): CommentState.ERASED,
    (CommentState.APPROVED, Action.ERASE): CommentState.ERASED,
    (CommentState.REJECTED, Action.ERASE): CommentState.ERASED,
}


class CaseEvent(StrEnum):
    """What can happen to a case."""

    CLAIM = "claim"
    RELEASE = "release"
    DECIDE = "decide"
    REOPEN = "reopen"


CASE_TRANSITIONS: Final[Mapping[tuple[CaseState, CaseEvent], CaseState]] = {
    (CaseState.OPEN, CaseEvent.CLAIM): CaseState.CLAIMED,
    (CaseState.CLAIMED, CaseEvent.CLAIM): CaseState.CLAIMED,  # its holder renews
    (CaseState.CLAIMED, CaseEvent.RELEASE): CaseState.OPEN,
    (CaseState.OPEN, CaseEvent.DECIDE): CaseState.CLOSED,
    (CaseState.CLAIMED, CaseEvent.DECIDE): CaseState.CLOSED,
    (CaseState.CLOSED, CaseEvent.REOPEN): CaseState.OPEN,
}


def next_comment_state(state: CommentState | None, action: Action) -> CommentState:
    """Where `action` takes a comment in `state` (None: new). Raises IllegalTransition."""
    try:
        return COMMENT_TRANSITIONS[state, action]
    except KeyError:
        raise IllegalTransition(state=state or "new", event=action) from None


def next_case_state(state: CaseState, event: CaseEvent) -> CaseState:
    """Where `event` takes a case in `state`. Raises IllegalTransition."""
    try:
        return CASE_TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransition(state=state, event=event) from None


def permitted_actions(state: CommentState, *, waiting: bool) -> list[Action]:
    """What a moderator may decide on a comment in `state`, approve first.

    Where its case is `waiting`, what is published may also be confirmed: its state stays and its
    case closes. Holding is no decision of a moderator; undoing one leads back to it.
    """
    return [
        action
        for action in (Action.APPROVE, Action.REJECT)
        if (after := COMMENT_TRANSITIONS.get((state, action))) is not None
        and (after is not state or waiting)
    ]


def standing_decision(events: Sequence[Event]) -> Decision:
    """The decision that a comment stands by: that of the last event which was not undone."""
    decided = [each for each in effective(events) if each.type is not EventType.EDITED]
    last = decided[-1]
    return standing_decision(decided[:-2]) if last.type is EventType.UNDONE else last.decision


def standing_label(events: Sequence[Event]) -> str:
    """What people say of a comment: "approved", "rejected", or "" where nobody decided.

    A decision that was undone says nothing; the one before it stands again. What people say of a
    text that the newsroom changed, they do not say of the comment as it was sent.
    """
    events = effective(events)
    first_edit = (n for n, each in enumerate(events) if each.type is EventType.EDITED)
    events = events[: next(first_edit, len(events))]
    last = events[-1]
    if last.type is EventType.UNDONE:
        return standing_label(events[:-2])
    if last.type is EventType.DECIDED:
        return {Action.APPROVE: "approved", Action.REJECT: "rejected"}.get(last.decision.action, "")
    return ""
