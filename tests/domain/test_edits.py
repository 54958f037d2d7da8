"""Edits: the text in force follows the events; what was sent is kept, and labels are of that."""

import msgspec
import pytest

from moderation.domain import Action, Comment, CommentState, Event, EventType
from moderation.domain.edits import effective, in_force, text_after, with_event
from moderation.domain.lifecycle import standing_decision, standing_label
from moderation.domain.publication import entry_after
from tests.builders import a_comment, an_event

SENT = "kata asli"


def step(kind: EventType, action: Action = Action.HOLD, text: str | None = None) -> Event:
    event = an_event(CommentState.HELD, action)
    return msgspec.structs.replace(event, type=kind, text=text)


def edited(text: str) -> Event:
    return step(EventType.EDITED, text=text)


def undone(text: str) -> Event:
    return step(EventType.UNDONE, text=text)


FIRST = step(EventType.SUBMITTED)
APPROVED = step(EventType.DECIDED, Action.APPROVE)
REJECTED = step(EventType.DECIDED, Action.REJECT)


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([FIRST], SENT),
        ([FIRST, edited("b")], "b"),
        ([FIRST, edited("b"), APPROVED], "b"),
        ([FIRST, edited("b"), edited("c")], "c"),
        ([FIRST, edited("b"), edited("c"), undone("b")], "b"),
        ([FIRST, edited("b"), undone(SENT)], SENT),
    ],
)
def test_the_last_event_with_a_text_says_what_is_in_force(events: list[Event], text: str) -> None:
    assert text_after(SENT, events) == text
    comment = a_comment(CommentState.HELD)
    submission = msgspec.structs.replace(comment.submission, text=SENT)
    sent = msgspec.structs.replace(comment, submission=submission, events=tuple(events))
    read = in_force(sent)
    assert read.submission.text == text
    assert read.as_sent == submission
    assert read.original == ("" if text == SENT else SENT)


def test_a_comment_grows_by_events_as_it_is_read() -> None:
    comment = a_comment(CommentState.APPROVED)
    grown = with_event(with_event(comment, edited("b")), edited("c"))
    assert (grown.submission.text, grown.original) == ("c", comment.submission.text)
    back = with_event(grown, undone(comment.submission.text))
    assert (back.submission, back.original) == (comment.submission, "")
    assert back.revision == comment.revision + 3


@pytest.mark.parametrize(
    ("events", "label"),
    [
        ([FIRST, APPROVED, edited("b")], "approved"),
        ([FIRST, edited("b"), APPROVED], ""),
        ([FIRST, REJECTED, edited("b"), APPROVED], "rejected"),
        ([FIRST, edited("b"), undone(SENT), REJECTED], "rejected"),
        ([FIRST, APPROVED, edited("b"), undone(SENT)], "approved"),
    ],
)
def test_what_people_say_of_an_edited_text_is_no_label_of_the_one_that_was_sent(
    events: list[Event], label: str
) -> None:
    assert standing_label(events) == label


def test_an_edit_decides_nothing() -> None:
    assert standing_decision([FIRST, APPROVED, edited("b")]) == APPROVED.decision
    assert standing_decision([FIRST, edited("b"), undone(SENT), REJECTED]) == REJECTED.decision


def test_edits_that_were_taken_back_are_left_out_and_damage_is_borne() -> None:
    assert effective([FIRST, edited("b"), undone(SENT), APPROVED]) == [FIRST, APPROVED]
    assert effective([undone("x"), FIRST]) == [undone("x"), FIRST]


@pytest.mark.parametrize(
    ("state", "before", "told"),
    [
        (CommentState.APPROVED, CommentState.APPROVED, "updated"),
        (CommentState.APPROVED, CommentState.HELD, "approved"),
        (CommentState.HELD, CommentState.HELD, None),
        (CommentState.REJECTED, CommentState.REJECTED, None),
    ],
)
def test_what_is_published_is_told_to_be_updated(
    state: CommentState, before: CommentState, told: str | None
) -> None:
    comment = published(a_comment(state), "b")
    entry = entry_after(comment, before, 5, edited=True)
    assert (entry and (entry.type, entry.text)) == (told and (told, "b"))


def published(comment: Comment, text: str) -> Comment:
    return with_event(comment, msgspec.structs.replace(edited(text), state=comment.state))
