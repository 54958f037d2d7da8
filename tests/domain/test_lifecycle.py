"""The transition tables: what they allow, and that a refusal changes nothing."""

from itertools import product
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import Action, CaseState, CommentState, Event, EventType, lifecycle
from moderation.domain.lifecycle import (
    CaseEvent,
    next_case_state,
    next_comment_state,
    permitted_actions,
    standing_label,
)
from moderation.errors import IllegalTransition
from tests.builders import an_event

STATES = Path(__file__).parents[2] / "docs" / "states.md"


@given(actions=st.lists(st.sampled_from(Action), max_size=12))
def test_no_sequence_of_actions_leaves_the_table(actions: list[Action]) -> None:
    state: CommentState | None = None
    for action in actions:
        expected = lifecycle.COMMENT_TRANSITIONS.get((state, action))
        if expected is None:
            with pytest.raises(IllegalTransition):
                next_comment_state(state, action)
        else:
            state = next_comment_state(state, action)
            assert state is expected


def test_an_erased_comment_stays_erased() -> None:
    for action in Action:
        with pytest.raises(IllegalTransition):
            next_comment_state(CommentState.ERASED, action)


def test_a_refusal_names_state_and_event() -> None:
    with pytest.raises(IllegalTransition) as refused:
        next_comment_state(CommentState.REJECTED, Action.REJECT)
    assert (refused.value.state, refused.value.event) == ("rejected", "reject")


@pytest.mark.parametrize(("state", "event"), list(product(CaseState, CaseEvent)))
def test_a_case_moves_as_its_table_says(state: CaseState, event: CaseEvent) -> None:
    expected = lifecycle.CASE_TRANSITIONS.get((state, event))
    if expected is None:
        with pytest.raises(IllegalTransition):
            next_case_state(state, event)
    else:
        assert next_case_state(state, event) is expected


@pytest.mark.parametrize(
    ("state", "waiting", "actions"),
    [
        (CommentState.HELD, True, [Action.APPROVE, Action.REJECT]),
        (CommentState.APPROVED, False, [Action.REJECT]),
        (CommentState.APPROVED, True, [Action.APPROVE, Action.REJECT]),
        (CommentState.REJECTED, False, [Action.APPROVE]),
        (CommentState.ERASED, False, []),
    ],
)
def test_a_moderator_may_decide_what_changes_or_confirms_a_comment(
    state: CommentState, waiting: bool, actions: list[Action]
) -> None:
    assert permitted_actions(state, waiting=waiting) == actions


def test_the_documented_tables_are_these() -> None:
    written = STATES.read_text("utf-8")
    for (before, action), after in lifecycle.COMMENT_TRANSITIONS.items():
        assert f"| {before or 'new'} | {action} | {after} |" in written
    for (case, event), after_case in lifecycle.CASE_TRANSITIONS.items():
        assert f"| {case} | {event} | {after_case} |" in written


def history(*steps: tuple[EventType, Action]) -> list[Event]:
    """Events of these types and actions, the first as submitted."""
    first = an_event(CommentState.HELD, Action.HOLD)
    rest = [an_event(CommentState.HELD, action) for _, action in steps]
    return [
        first,
        *(
            msgspec.structs.replace(event, type=kind)
            for event, (kind, _) in zip(rest, steps, strict=True)
        ),
    ]


@pytest.mark.parametrize(
    ("steps", "label"),
    [
        ([], ""),
        ([(EventType.DECIDED, Action.APPROVE)], "approved"),
        ([(EventType.DECIDED, Action.REJECT)], "rejected"),
        ([(EventType.DECIDED, Action.HOLD)], ""),
        ([(EventType.DECIDED, Action.REJECT), (EventType.UNDONE, Action.HOLD)], ""),
        (
            [
                (EventType.DECIDED, Action.APPROVE),
                (EventType.DECIDED, Action.REJECT),
                (EventType.UNDONE, Action.APPROVE),
            ],
            "approved",
        ),
    ],
)
def test_what_people_say_is_the_decision_that_stands(
    steps: list[tuple[EventType, Action]], label: str
) -> None:
    assert standing_label(history(*steps)) == label
