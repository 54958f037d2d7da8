"""Events to and from the lines of a comment's record, and to the audit log's.

Every value has its place in an array, as those of signals and reasons have.
"""

from typing import Final

import msgspec

from moderation.domain import Action, CommentState, Decision, Event, EventType, Reason, Signal

# Scores of exactly these are kept without their names: those of the shipped model's classes, which
# are the first three, and those of models before it.
CLASSES: Final = ("spam", "gambling", "promo", "scam", "link")
NAMELESS: Final = (CLASSES, CLASSES[:3])


class EventLine(msgspec.Struct, frozen=True, array_like=True):
    """An event with its decision. `decide.lua` reads the third value, the state."""

    type: EventType
    at: int
    state: CommentState
    action: Action
    by: str
    moderator: str
    reasons: tuple[Reason, ...]
    signals: tuple[Signal, ...] = ()
    scores: tuple[float, ...] | dict[str, float] = ()
    policy_version: str = ""
    model_version: str = ""
    text: str | None = None


_encode = msgspec.json.Encoder().encode
_event = msgspec.json.Decoder(EventLine)


def event_line(event: Event) -> bytes:
    """An event, as stored: an array in the order of EventLine."""
    decision = event.decision
    scores: object = decision.scores
    if tuple(decision.scores) in NAMELESS:
        scores = tuple(decision.scores.values())
    line = (
        event.type,
        event.at,
        event.state,
        decision.action,
        decision.by,
        decision.moderator,
        decision.reasons,
        decision.signals,
        scores,
        decision.policy_version,
        decision.model_version,
    )
    # As most have none, it costs nothing.
    return _encode(line if event.text is None else (*line, event.text))


def audit_line(comment_id: str, event: Event) -> str:
    """The audit log's line for an event: type, action, who, comment. No text, no address.

    Who is "policy" or a moderator's id. The time is in the stream message's own id.
    """
    decision = event.decision
    who = decision.moderator or decision.by
    return f"{event.type} {decision.action} {who} {comment_id}"


def read_event(line: str) -> Event:
    """The event of a line. Raises msgspec.MsgspecError."""
    read = _event.decode(line)
    scores = read.scores
    return Event(
        type=read.type,
        at=read.at,
        state=read.state,
        text=read.text,
        decision=Decision(
            action=read.action,
            by=read.by,
            reasons=read.reasons,
            scores=scores if isinstance(scores, dict) else dict(zip(CLASSES, scores, strict=False)),
            signals=read.signals,
            policy_version=read.policy_version,
            model_version=read.model_version,
            moderator=read.moderator,
        ),
    )
