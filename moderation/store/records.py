"""Domain values to and from what Redis keeps.

A comment is two strings. Its record has a line for its version, a line for its public part and one
for each event, oldest first: JSON arrays, because names of fields would be a third of it all. Its
private part is a key of its own, so that a reader without the right to it never loads it, and
needs no access to it.
"""

from collections.abc import Mapping
from typing import Final
from zlib import crc32

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
    EntryType,
    Submission,
)
from moderation.domain.edits import in_force
from moderation.store.event_lines import event_line, read_event

VERSION: Final = "2"  # of comments
SMALL_VERSION: Final = "1"  # of cases and stream entries, which carry it as a field


class RecordError(Exception):
    """A stored record that this release cannot read."""


class PublicLine(msgspec.Struct, frozen=True, array_like=True):
    """What of a submission may be published, and the id of the comment's case."""

    article: Article
    name: str
    text: str
    url: str = ""
    parent: str = ""
    submitted_at: int = 0
    case_id: str = ""
    external_id: str = ""
    via: str = ""


class PrivateLine(msgspec.Struct, frozen=True, array_like=True):
    """What of a submission must never be published."""

    email: str = ""
    ip: str = ""
    user_agent: str = ""
    referrer: str = ""
    author_id: str = ""


class EntryLine(msgspec.Struct, frozen=True):
    """An approved entry as sites read it; its cursor is the stream message's own id."""

    type: EntryType
    comment_id: str
    at: int
    article: Article | None = None
    parent_id: str = ""
    author_name: str = ""
    author_url: str = ""
    text: str = ""
    created_at: int = 0
    external_id: str = ""
    submitted_at: int = 0
    edited: bool | msgspec.UnsetType = msgspec.UNSET  # as most are not, it costs nothing


_encode = msgspec.json.Encoder().encode
_public = msgspec.json.Decoder(PublicLine)
_private = msgspec.json.Decoder(PrivateLine)
_entry = msgspec.json.Decoder(EntryLine)


def record(comment: Comment) -> bytes:
    """A comment but for its private part, as stored."""
    submission = comment.submission
    author = submission.author
    public = (
        submission.article,
        author.name,
        comment.as_sent.text,
        author.url,
        submission.parent_id,
        submission.submitted_at,
        comment.case_id,
        submission.external_id,
        comment.via,
    )
    line = _encode(public if comment.via else public[:-1])  # as most have none, it costs nothing
    return b"\n".join((VERSION.encode(), line, *map(event_line, comment.events)))


def article_end(submission: Submission) -> int:
    """Length in bytes of the submission's record up to the end of its article's id.

    All comments under one article, and no others, begin with the same bytes up to there.
    """
    return len(f'{VERSION}\n[{{"id":') + len(_encode(submission.article.id))


def article_tag(submission: Submission) -> str:
    """Four hexadecimal digits that tell most articles apart."""
    checksum = crc32(submission.article.id.encode("utf-8", "surrogatepass"))
    return (checksum & 0xFFFF).to_bytes(2).hex()


def private_part(submission: Submission) -> bytes:
    """The private part of a submission, as stored."""
    client = submission.client
    author = submission.author
    private = author.email, client.ip, client.user_agent, client.referrer, author.id
    return _encode(private if author.id else private[:-1])


def entry_line(entry: ApprovedEntry) -> bytes:
    """An entry of the approved stream, as sites read it."""
    return _encode(
        EntryLine(
            entry.type,
            entry.comment_id,
            entry.at,
            entry.article,
            entry.parent_id,
            entry.author_name,
            entry.author_url,
            entry.text,
            entry.created_at,
            entry.external_id,
            entry.submitted_at,
            entry.edited or msgspec.UNSET,
        )
    )


def read_comment(site: str, comment_id: str, stored: str, private: str | None) -> Comment:
    """The comment of a record and its private part, None where that is not known.

    Raises RecordError.
    """
    version, *lines = stored.split("\n")
    if version != VERSION:
        raise RecordError(f"record version {version}; this release reads {VERSION}")
    try:
        public = _public.decode(lines[0])
        events = tuple(map(read_event, lines[1:]))
        read = Comment(
            site=site,
            id=comment_id,
            state=events[-1].state,
            created_at=events[0].at,
            case_id=public.case_id,
            via=public.via,
            submission=_submission(public, _private.decode(private or "[]")),
            events=events,
        )
        return in_force(read)
    except (IndexError, msgspec.MsgspecError) as error:
        raise RecordError(f"comment {comment_id}: {type(error).__name__}") from error


def _submission(public: PublicLine, private: PrivateLine) -> Submission:
    return Submission(
        article=public.article,
        author=Author(name=public.name, email=private.email, url=public.url, id=private.author_id),
        text=public.text,
        parent_id=public.parent,
        client=Client(ip=private.ip, user_agent=private.user_agent, referrer=private.referrer),
        submitted_at=public.submitted_at,
        external_id=public.external_id,
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
            claimed_at=int(fields.get("since", "0")),
        )
    except (KeyError, ValueError) as error:
        raise RecordError(f"case {case_id}: {type(error).__name__}") from error


def read_entry(cursor: str, fields: Mapping[str, str]) -> ApprovedEntry:
    """The entry of a stream message; its cursor is the message's id. Raises RecordError."""
    _require_version(fields)
    try:
        line = _entry.decode(fields["entry"])
        told = msgspec.structs.asdict(line) | {"edited": line.edited is True}
        return ApprovedEntry(cursor=cursor, **told)
    except (KeyError, msgspec.MsgspecError) as error:
        raise RecordError(f"entry {cursor}: {type(error).__name__}") from error


def _require_version(fields: Mapping[str, str]) -> None:
    version = fields.get("v", "none")
    if version != SMALL_VERSION:
        raise RecordError(f"record version {version}; this release reads {SMALL_VERSION}")
