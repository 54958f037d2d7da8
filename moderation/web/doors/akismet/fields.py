"""Akismet's words for the fields of a submission, and what it takes that we would refuse.

Akismet's clients cannot be told of faults: a check has a verdict or none. So what cannot be read
is left out, and what is too long is cut; what is absent is no fault.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from moderation.domain import Submission
from moderation.submission.fields import ARTICLE_ID_LIMIT
from moderation.submission.validation import SubmissionReader

# By the domain's names.
FORM: Final[Mapping[str, str]] = {
    "article.url": "permalink",
    "external_id": "comment_ID",
    "author.name": "comment_author",
    "author.email": "comment_author_email",
    "author.url": "comment_author_url",
    "author.id": "user_ID",
    "text": "comment_content",
    "client.ip": "user_ip",
    "client.user_agent": "user_agent",
    "client.referrer": "referrer",
    "submitted_at": "comment_date_gmt",
}
# Made of several parameters: the post's number, its address or the site's; the field that
# another parameter names.
MADE: Final = frozenset({"article.id", "trap.honeypot"})
# The protocol has no words for these, or (the parent) names what was never told to us.
ABSENT: Final = frozenset({"article.title", "parent_id", "trap.token"})

BLOG: Final = "blog"
CHARSET: Final = "blog_charset"
POST: Final = "comment_post_ID"
HONEYPOT_NAME: Final = "honeypot_field_name"
KEYS: Final = ("api_key", "key")
# What a call says beside the comment.
ABOUT: Final = frozenset(
    {BLOG, CHARSET, POST, HONEYPOT_NAME, *KEYS, "user_role", "is_test", "recheck_reason"}
    | {
        "classify",
        "callback",
        "guid",
        "from",
        "month",
        "format",
        "extended",
        "order",
        "limit",
        "offset",
    }
    | {"filter"}
)
WANTED: Final = frozenset({*FORM.values(), *ABOUT})

REQUIRED: Final = frozenset({"article.id"})
_NO_OFFSET: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)")
NOBODY: Final = "0"  # as WordPress numbers whoever and whatever is none


def submission_of(params: Mapping[str, str], reader: SubmissionReader, now: int) -> Submission:
    """The submission in a call."""
    raw = {name: params[form] for name, form in FORM.items() if form in params}
    raw["article.id"] = _article(params)
    if trap := params.get(HONEYPOT_NAME):
        raw["trap.honeypot"] = params.get(trap, "")
    if sent := _NO_OFFSET.fullmatch(raw.get("submitted_at", "")):
        raw["submitted_at"] = f"{sent[1]}T{sent[2]}Z"  # in UTC, as the parameter's name says
    for field in ("author.id", "external_id"):
        if raw.get(field) == NOBODY:
            del raw[field]
    return reader.read_leniently(raw, now, REQUIRED)


def _article(params: Mapping[str, str]) -> str:
    """What stands for the article: the post's number, its address, or the site itself."""
    given = (params.get(POST), params.get("permalink"), params.get(BLOG))
    found = next((each for each in given if each and each.strip() and each != NOBODY), "-")
    return found if len(found) <= ARTICLE_ID_LIMIT else _digest(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
