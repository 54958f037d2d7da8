"""Disqus's XML export: threads, then posts (help.disqus.com, "Comments Export")."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from moderation.domain import Action
from moderation.intake.importing.lookup import Lookup, lookup
from moderation.intake.importing.rows import Found, Row, external
from moderation.intake.importing.xml_records import Record, records
from moderation.submission.markup import as_text

NAMES: Final = {
    "@id": "external_id",
    "thread/id": "article.id",
    "thread/link": "article.url",
    "thread/title": "article.title",
    "parent@id": "parent_id",
    "author/name": "author.name",
    "author/email": "author.email",
    "message": "text",
    "ipAddress": "client.ip",
    "createdAt": "submitted_at",
}
ABSENT: Final = {
    *("author.url", "author.id", "client.user_agent", "client.referrer"),
    *("trap.token", "trap.honeypot"),
}

_THREAD: Final = "disqus/thread"
_POST: Final = "disqus/post"
_WANTED: Final = {
    *("id", "link", "title", "message", "createdAt", "ipAddress"),
    *("isDeleted", "isSpam", "isApproved", "author/name", "author/username", "author/email"),
}


def read(file: BinaryIO) -> Iterator[Found]:
    """The comments of a file. Raises BadFile."""
    with lookup() as threads:
        for record in records(file, root="disqus", paths={_THREAD, _POST}, wanted=_WANTED):
            if record.path == _THREAD:
                _keep(threads, record)
            else:
                yield _row(threads, record)


def _keep(threads: Lookup, record: Record) -> None:
    """Keep a thread. Its `id` is the site's own name of the article, where it gave one."""
    own = record.get("@id")
    threads.put(
        "thread",
        own,
        {
            "id": record.get("id") or own,
            "link": record.get("link"),
            "title": record.get("title"),
        },
    )


def _row(threads: Lookup, record: Record) -> Row:
    thread = threads.get("thread", record.get("thread@id"))
    raw: dict[str, Any] = {
        ours: thread.get(theirs.removeprefix("thread/"), "")
        if theirs.startswith("thread/")
        else record.get(theirs)
        for theirs, ours in NAMES.items()
    }
    raw["author.name"] = raw["author.name"] or record.get("author/username")
    raw["parent_id"] = external(raw["parent_id"])
    raw["text"] = as_text(raw["text"])
    # Who deleted one or took it for spam, a person or a program, is not said.
    return Row(line=record.line, raw=raw, action=_action(record))


def _action(record: Record) -> Action:
    if "true" in {record.get("isDeleted"), record.get("isSpam")}:
        return Action.REJECT
    return Action.HOLD if record.get("isApproved") == "false" else Action.APPROVE
