"""What is true of every store, whatever was killed and when: pure functions of what is kept."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from moderation.domain import (
    IMPORT,
    ApprovedEntry,
    Case,
    CaseState,
    Comment,
    CommentState,
    Event,
    EventType,
)
from moderation.domain.edits import EDITABLE, with_event
from moderation.domain.lifecycle import COMMENT_TRANSITIONS
from moderation.domain.publication import entry_after

_AUDIT_LINE: Final = re.compile(
    r"(?:submitted|decided|undone|edited) (?:approve|hold|reject|erase)"
    r" (?:policy|m[0-9a-f]{15}|site:[a-z]+) ([0-9a-f]{28})"
)
# Nothing that names a person stands in a key: what might is a keyed digest.
_KEY: Final = re.compile(
    r"site|lists(?::until|:about)?|policies|queue|approved|events|decided|moves|asked|in:(?:approved|rejected)"
    r"|(?:comment|private):[0-9a-f]{28}|case:[0-9a-f]{28}-[0-9]+"
    r"|find:(?:cursor|count|lease|(?:in|ids):[0-9]+)"
    r"|callbacks|callback:[0-9a-f]{28}|notes:[0-9a-f]{28}|later:m[0-9a-f]{15}"
    r"|job:[0-9a-f]{28}(?::lease)?"
    r"|(?:by_author|external|idem|print|proof|seen|rate):[0-9A-Za-z_-]+|counts:[a-z]+:[0-9]{4}-[0-9]{2}"
)


def history_faults(comment: Comment) -> Iterator[str]:
    """Steps of a comment's history that the lifecycle does not know."""
    state = None
    for number, event in enumerate(comment.events):
        if not _is_step(state, event):
            yield "illegal_step"
        if (number == 0) is not (event.type is EventType.SUBMITTED):
            yield "illegal_step"
        state = event.state


def _is_step(before: CommentState | None, event: Event) -> bool:
    """Whether the event may follow on that state: an edit, and what takes one back, leave it."""
    if event.text is not None:
        return before in EDITABLE and event.state is before
    return COMMENT_TRANSITIONS.get((before, event.decision.action)) is event.state


def case_faults(comment: Comment, case: Case | None, *, queued: bool) -> Iterator[str]:
    """What is wrong between a comment that has a case, the case, and whether the queue holds it.

    A case waits until a moderator decides, and again after the decision was undone.
    """
    if case is None:
        yield "case_missing"
        return
    judged = [event for event in comment.events if event.text is None]
    waits = judged[-1].type is not EventType.DECIDED
    if case.comment_id != comment.id:
        yield "case_of_another_comment"
    if waits is (case.state is CaseState.CLOSED):
        yield "case_in_wrong_state"
    if waits is not queued:
        yield "waiting_case_not_in_queue" if waits else "closed_case_in_queue"


def expected_entries(comment: Comment) -> list[ApprovedEntry]:
    """What the approved stream says, or once said, of a comment; nothing of what was imported."""
    entries, before = [], None
    then = msgspec.structs.replace(comment, submission=comment.as_sent, original="", events=())
    for event in comment.events:
        then = with_event(then, event)
        entry = entry_after(then, before, event.at, edited=event.text is not None)
        if entry is not None and event.decision.by != IMPORT:
            entries.append(entry)
        before = event.state
    return entries


def audited_events(comment: Comment) -> int:
    """How many of a comment's events have a line in the audit log: all but an imported one."""
    return sum(event.decision.by != IMPORT for event in comment.events)


def mark(entry: ApprovedEntry) -> str:
    """What an entry is known by: its comment, its type and its time."""
    return f"{entry.comment_id} {entry.type} {entry.at}"


def entry_faults(entry: ApprovedEntry, comment: Comment | None, *, times: int) -> Iterator[str]:
    """What is wrong with an entry of the stream that stands there for the so many-th time.

    `comment` is the one that it is about, if there is one.
    """
    wanted = expected_entries(comment) if comment else []
    found = [each for each in wanted if mark(each) == mark(entry)]
    if not found:
        yield "entry_without_decision"
    elif msgspec.structs.replace(entry, cursor="") not in found:
        yield "entry_says_something_else"
    elif times > len(found):
        yield "entry_twice"


def audited_comment(line: str) -> str | None:
    """The comment of a line of the audit log; None for a line of any other form."""
    found = _AUDIT_LINE.fullmatch(line)
    return found[1] if found else None


def is_key(name: str) -> bool:
    """Whether `name`, behind its site, is one of the keys that are documented."""
    return _KEY.fullmatch(name) is not None
