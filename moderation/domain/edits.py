"""Edits: what the newsroom changed in a comment's text, told by its events. Pure.

An event that changes the text carries it, and so does the one that takes such a change back; the
text that is in force is that of the last such event, else the one that was sent.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from moderation.domain import Comment, CommentState, Event, EventType

# Where a comment's text may be changed; its state stays.
EDITABLE: Final = frozenset({CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED})


def text_after(sent: str, events: Sequence[Event]) -> str:
    """The text in force after those events, of a comment that was sent with the text `sent`."""
    return next((each.text for each in reversed(events) if each.text is not None), sent)


def in_force(comment: Comment) -> Comment:
    """The comment, read with the text that was sent, with the one that its events say."""
    sent = comment.submission.text
    text = text_after(sent, comment.events)
    if text == sent:
        return comment
    submission = msgspec.structs.replace(comment.submission, text=text)
    return msgspec.structs.replace(comment, submission=submission, original=sent)


def with_event(comment: Comment, event: Event) -> Comment:
    """The comment after one more event."""
    sent = msgspec.structs.replace(comment, submission=comment.as_sent, original="")
    return in_force(
        msgspec.structs.replace(sent, state=event.state, events=(*comment.events, event))
    )


def effective(events: Sequence[Event]) -> list[Event]:
    """The events without edits that were taken back, and without what took them back."""
    found: list[Event] = []
    for event in events:
        if event.type is EventType.UNDONE and event.text is not None and _ends_with_edit(found):
            found.pop()
        else:
            found.append(event)
    return found


def _ends_with_edit(events: Sequence[Event]) -> bool:
    return bool(events) and events[-1].type is EventType.EDITED
