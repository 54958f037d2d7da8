"""WordPress's words for a comment, which its WXR and its tables share.

Source: `wp-admin/includes/export.php` and the columns of `wp_comments` of WordPress.
"""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from moderation.domain import Action
from moderation.intake.importing.rows import Row, Skipped, Unread

# In lower case; WXR writes them so but for the address's two capitals, tables do not.
NAMES: Final[Mapping[str, str]] = {
    "comment_id": "external_id",
    "comment_post_id": "article.id",
    "post_link": "article.url",
    "post_title": "article.title",
    "comment_parent": "parent_id",
    "comment_author": "author.name",
    "comment_author_email": "author.email",
    "comment_author_url": "author.url",
    "comment_content": "text",
    "comment_author_ip": "client.ip",
    "comment_agent": "client.user_agent",
    "comment_date_gmt": "submitted_at",
}
ABSENT: Final = {"author.id", "client.referrer", "trap.token", "trap.honeypot"}

# WordPress keeps these as HTML: what a reader typed as "<" is "&lt;" there.
_ESCAPED: Final = ("text", "author.name", "article.title")
_ACTIONS: Final = {
    "1": Action.APPROVE,
    "approve": Action.APPROVE,
    "approved": Action.APPROVE,
    "0": Action.HOLD,
    "hold": Action.HOLD,
    "spam": Action.REJECT,
    "trash": Action.REJECT,
    "post-trashed": Action.REJECT,
}
_READERS: Final = {"", "comment"}
_NO_TIME: Final = "0000-00-00 00:00:00"
# Akismet's notes beside a comment: what a person said of it, and its history as PHP writes it.
_SAID: Final = "akismet_user_result"
_HISTORY: Final = "akismet_history"
_BY_PERSON: Final = re.compile(
    r'"(?:report-(?:spam|ham)|status-(?:approved|spam|trash))".{0,200}?s:4:"user";s:[1-9]',
    re.DOTALL,
)


def row(line: int, fields: Mapping[str, str], notes: Mapping[str, str]) -> Row | Skipped | Unread:
    """The comment of these columns, with what was noted beside it (comment meta)."""
    if fields.get("comment_type", "") not in _READERS:
        return Skipped(line)
    action = _ACTIONS.get(fields.get("comment_approved", "1"))
    if action is None:
        return Unread(line, "unknown_state")
    raw: dict[str, Any] = {ours: fields.get(theirs, "") for theirs, ours in NAMES.items()}
    for name in _ESCAPED:
        raw[name] = html.unescape(raw[name])
    if raw["submitted_at"] in {"", _NO_TIME}:
        raw["submitted_at"] = fields.get("comment_date", "")
    return Row(line=line, raw=raw, action=action, by_person=_decided_by_person(fields, notes))


def _decided_by_person(fields: Mapping[str, str], notes: Mapping[str, str]) -> bool:
    """Whether somebody marked it: nothing goes to the bin by itself, and Akismet notes who did."""
    if fields.get("comment_approved") == "trash" or notes.get(_SAID):
        return True
    return _BY_PERSON.search(notes.get(_HISTORY, "")) is not None
