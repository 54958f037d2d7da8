"""Domain values to and from what Redis keeps.

Every record carries `v`. Reading accepts every version ever written; writing writes the newest.
`tests/store/records/` keeps one sample of each version, and a test reads them all. A comment's
private part is a field of its own, so that a reader without the right to it never loads it.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from moderation.domain import (
    ApprovedEntry,
    Article,
    Author,
    Case,
    CaseState,
    Cause,
    Client,
    Comment,
    CommentState,
    Event,
    Submission,
)

VERSION: Final = "1"


class RecordError(Exception):
    """A stored record that this release cannot read."""


class PublicPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a submission may be published."""

    article: Article
    name: str
    text: str
    url: str = ""
    parent: str = ""
    submitted_at: int = 0


class PrivatePart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a submission must never be published."""

    email: str
    client: Client = Client()


class AuditLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did what to which comment, and when. No text, no e-mail address."""

    comment: str
    at: int
    type: str
    action: str
    by: str
    moderator: str = ""


encode = msgspec.json.Encoder().encode
_public = msgspec.json.Decoder(PublicPart)
_private = msgspec.json.Decoder(PrivatePart)
_event = msgspec.json.Decoder(Event)
_entry = msgspec.json.Decoder(ApprovedEntry)


def public_part(submission: Submission) -> bytes:
    """The publishable part of a submission, as stored."""
    return encode(
        PublicPart(
            article=submission.article,
            name=submission.author.name,
            url=submission.author.url,
            text=submission.text,
            parent=submission.parent_id,
            submitted_at=submission.submitted_at,
        )
    )


def private_part(submission: Submission) -> bytes:
    """The private part of a submission, as stored."""
    return encode(PrivatePart(email=submission.author.email, client=submission.client))


def audit_line(comment_id: str, event: Event) -> bytes:
    """The audit log's line for an event."""
    decision = event.decision
    return encode(
        AuditLine(
            comment=comment_id,
            at=event.at,
            type=event.type,
            action=decision.action,
            by=decision.by,
            moderator=decision.moderator,
        )
    )


def read_comment(site: str, comment_id: str, fields: Mapping[str, str]) -> Comment:
    """The comment of a hash. Raises RecordError."""
    _require_version(fields)
    try:
        public = _public.decode(fields["public"])
        private = _private.decode(fields["private"])
        events = tuple(_event.decode(fields[f"e{n}"]) for n in range(1, int(fields["rev"]) + 1))
        return Comment(
            site=site,
            id=comment_id,
            state=CommentState(fields["state"]),
            created_at=int(fields["at"]),
            case_id=fields["case"],
            submission=_submission(public, private),
            events=events,
        )
    except (KeyError, ValueError, msgspec.MsgspecError) as error:
        raise RecordError(f"comment {comment_id}: {type(error).__name__}") from error


def _submission(public: PublicPart, private: PrivatePart) -> Submission:
    return Submission(
        article=public.article,
        author=Author(name=public.name, email=private.email, url=public.url),
        text=public.text,
        parent_id=public.parent,
        client=private.client,
        submitted_at=public.submitted_at,
    )


def read_case(case_id: str, fields: Mapping[str, str]) -> Case:
    """The case of a hash. Raises RecordError."""
    _require_version(fields)
    try:
        return Case(
            id=case_id,
            comment_id=fields["comment"],
            state=CaseState(fields["state"]),
            cause=Cause(fields["cause"]),
            opened_at=int(fields["at"]),
            claimed_by=fields.get("by", ""),
            claim_expires_at=int(fields.get("until", "0")),
        )
    except (KeyError, ValueError) as error:
        raise RecordError(f"case {case_id}: {type(error).__name__}") from error


def read_entry(cursor: str, fields: Mapping[str, str]) -> ApprovedEntry:
    """The entry of a stream message; its cursor is the message's id. Raises RecordError."""
    _require_version(fields)
    try:
        return msgspec.structs.replace(_entry.decode(fields["entry"]), cursor=cursor)
    except (KeyError, msgspec.MsgspecError) as error:
        raise RecordError(f"entry {cursor}: {type(error).__name__}") from error


def _require_version(fields: Mapping[str, str]) -> None:
    version = fields.get("v", "none")
    if version != VERSION:
        raise RecordError(f"record version {version}; this release reads {VERSION}")
