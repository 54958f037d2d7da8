"""Coral's collections as `mongoexport` writes them: a JSON object on each line.

`comments` is the file to import; `users`, `stories` and `commentModerationActions` are read where
they lie beside it. Source: `server/src/core/server/models` of coralproject/talk.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from moderation import clock
from moderation.domain import Action
from moderation.intake.importing.lookup import Lookup, lookup
from moderation.intake.importing.rows import (
    LINE_LIMIT,
    BadFile,
    Found,
    Row,
    Skipped,
    Unread,
    external,
)
from moderation.submission.markup import as_text

NAMES: Final = {
    "id": "external_id",
    "storyID": "article.id",
    "story.url": "article.url",
    "story.metadata.title": "article.title",
    "parentID": "parent_id",
    "author.username": "author.name",
    "authorID": "author.id",
    "body": "text",
    "createdAt": "submitted_at",
}
# Coral's door brings an author's id and no address: by the id alone both are one author's.
ABSENT: Final = {
    *("author.url", "author.email", "client.ip", "client.user_agent", "client.referrer"),
    *("trap.token", "trap.honeypot"),
}

_ACTIONS: Final = {
    "NONE": Action.APPROVE,
    "APPROVED": Action.APPROVE,
    "PREMOD": Action.HOLD,
    "SYSTEM_WITHHELD": Action.HOLD,
    "REJECTED": Action.REJECT,
}
_Keep = Callable[[Lookup, dict[str, Any]], None]

MS_DIGITS: Final = 14
_SUFFIXES: Final = (".json", ".jsonl", ".ndjson")
_decode: Final = msgspec.json.Decoder().decode


def read(file: BinaryIO) -> Iterator[Found]:
    """The comments of a file. Raises BadFile."""
    folder = Path(getattr(file, "name", ".")).parent
    with lookup() as known:
        for kind, keep in _BESIDE.items():
            for path in (folder / f"{kind}{suffix}" for suffix in _SUFFIXES):
                if path.is_file():
                    with path.open("rb") as beside:
                        _keep_all(known, keep, beside)
        for line, value in _objects(file):
            yield Unread(line, "invalid_json") if value is None else _row(known, line, value)


def _objects(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """The object of each line that has one, None where it cannot be read."""
    number = 0
    while line := file.readline(LINE_LIMIT):
        number += 1
        if len(line) == LINE_LIMIT:
            raise BadFile(number, "a line that is too long (export without --jsonArray)")
        if line.strip():
            try:
                value = _decode(line)
            except (msgspec.MsgspecError, UnicodeError, RecursionError):
                value = None
            yield number, value if isinstance(value, dict) else None


def _keep_all(known: Lookup, keep: _Keep, file: BinaryIO) -> None:
    for _, value in _objects(file):
        if value is not None:
            keep(known, value)


def _keep_user(known: Lookup, user: dict[str, Any]) -> None:
    known.put("user", _text(user, "id"), {"name": _text(user, "username")})


def _keep_story(known: Lookup, story: dict[str, Any]) -> None:
    told = {"url": _text(story, "url"), "title": _text(_inner(story, "metadata"), "title")}
    known.put("story", _text(story, "id"), told)


def _keep_action(known: Lookup, action: dict[str, Any]) -> None:
    """Keep the last decision of a person on a comment."""
    if _text(action, "moderatorID"):
        known.put("decided", _text(action, "commentID"), {"status": _text(action, "status")})


_BESIDE: Final = {
    "users": _keep_user,
    "stories": _keep_story,
    "commentModerationActions": _keep_action,
}


def _row(known: Lookup, line: int, comment: dict[str, Any]) -> Found:
    status = _text(comment, "status")
    action = _ACTIONS.get(status)
    if action is None:
        return Unread(line, "unknown_state")
    body = _body(comment)
    if comment.get("deletedAt") and not body:
        return Skipped(line)
    user = known.get("user", _text(comment, "authorID"))
    story = known.get("story", _text(comment, "storyID"))
    comment_id = _text(comment, "id")
    raw = {
        "external_id": comment_id,
        "article.id": _text(comment, "storyID"),
        "article.url": story.get("url", ""),
        "article.title": story.get("title", ""),
        "parent_id": external(_text(comment, "parentID")),
        "author.name": user.get("name", ""),
        "author.id": _text(comment, "authorID"),
        "text": as_text(body),
        "submitted_at": _time(comment.get("createdAt")),
    }
    by_person = known.get("decided", comment_id).get("status") == status
    return Row(line=line, raw=raw, action=action, by_person=by_person)


def _body(comment: Mapping[str, Any]) -> str:
    """The text of the last revision."""
    revisions = comment.get("revisions")
    last = revisions[-1] if isinstance(revisions, list) and revisions else comment
    return _text(last, "body") if isinstance(last, dict) else ""


def _inner(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _time(value: Any) -> str:
    """A time as MongoDB's Extended JSON writes it, v1 or v2, relaxed or canonical."""
    if isinstance(value, dict):
        value = value.get("$date")
    if isinstance(value, dict):
        value = value.get("$numberLong")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MS_DIGITS:
        value = int(value)
    if isinstance(value, int) and 0 < value < 10**MS_DIGITS:
        return clock.iso(value)
    return value if isinstance(value, str) else ""
