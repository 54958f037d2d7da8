"""Comments as version 1 kept them: one hash, with a field for each part and each event.

Such a comment stays a hash for life; events that a newer release adds to it are written as the
lines of today.
"""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import asdict

from moderation.domain import (
    NO_FACTS,
    Action,
    Article,
    Author,
    Client,
    Comment,
    CommentState,
    Decision,
    Event,
    EventType,
    Facts,
    Part,
    Reason,
    Signal,
    Span,
    Submission,
)
from moderation.store.event_lines import read_event
from moderation.store.records import RecordError

VERSION: Final = "1"


class PublicPart(msgspec.Struct, frozen=True, kw_only=True):
    """What of a submission may be published."""

    article: Article
    name: str
    text: str
    url: str = ""
    parent: str = ""
    submitted_at: int = 0


class PrivatePart(msgspec.Struct, frozen=True, kw_only=True):
    """What of a submission must never be published."""

    email: str
    client: Client = Client()


class NamedSignal(msgspec.Struct, frozen=True, kw_only=True):
    """A signal with its fields by name."""

    code: str
    score: float | None
    spans: tuple[Span, ...] = ()
    facts: Facts = NO_FACTS
    parts: tuple[Part, ...] = ()


class NamedReason(msgspec.Struct, frozen=True, kw_only=True):
    """A reason with its fields by name."""

    code: str
    weight: float
    spans: tuple[Span, ...] = ()
    facts: Facts = NO_FACTS


class NamedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision whose signals and reasons have their fields by name."""

    action: Action
    by: str
    reasons: tuple[NamedReason, ...] = ()
    scores: dict[str, float] = {}
    signals: tuple[NamedSignal, ...] = ()
    policy_version: str = ""
    model_version: str = ""
    moderator: str = ""


class NamedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event with such a decision."""

    type: EventType
    at: int
    state: CommentState
    decision: NamedDecision


_public = msgspec.json.Decoder(PublicPart)
_private = msgspec.json.Decoder(PrivatePart)
_event = msgspec.json.Decoder(NamedEvent)


def read_hash(site: str, comment_id: str, fields: Mapping[str, str]) -> Comment:
    """The comment of a hash. Raises RecordError."""
    version = fields.get("v", "none")
    if version != VERSION:
        raise RecordError(f"record version {version}; this release reads {VERSION} in hashes")
    try:
        return Comment(
            site=site,
            id=comment_id,
            state=CommentState(fields["state"]),
            created_at=int(fields["at"]),
            case_id=fields["case"],
            submission=_submission(fields),
            events=tuple(_read_event(fields[f"e{n}"]) for n in range(1, int(fields["rev"]) + 1)),
        )
    except (KeyError, ValueError, msgspec.MsgspecError) as error:
        raise RecordError(f"comment {comment_id}: {type(error).__name__}") from error


def _submission(fields: Mapping[str, str]) -> Submission:
    public = _public.decode(fields["public"])
    private = _private.decode(fields["private"])
    return Submission(
        article=public.article,
        author=Author(name=public.name, email=private.email, url=public.url),
        text=public.text,
        parent_id=public.parent,
        client=private.client,
        submitted_at=public.submitted_at,
    )


def _read_event(text: str) -> Event:
    if text.startswith("["):
        return read_event(text)
    # What has the same names on both sides is told from one to the other by name.
    named = _event.decode(text)
    decision = asdict(named.decision)
    decision["reasons"] = tuple(Reason(**asdict(each)) for each in named.decision.reasons)
    decision["signals"] = tuple(Signal(**asdict(each)) for each in named.decision.signals)
    return Event(type=named.type, at=named.at, state=named.state, decision=Decision(**decision))
