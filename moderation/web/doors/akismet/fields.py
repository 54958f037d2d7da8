"""Akismet's words for the fields of a submission, and what it takes that we would refuse.

Akismet's clients cannot be told of faults: a check has a verdict or none. So what cannot be read
is left out, and what is too long is cut; what is absent is no fault.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from moderation.domain import Submission
from moderation.submission.fields import FIELDS, FieldLimits
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
    | {"classify", "guid", "from", "month", "format", "extended", "order", "limit", "offset"}
    | {"filter"}
)
WANTED: Final = frozenset({*FORM.values(), *ABOUT})

REQUIRED: Final = frozenset({"article.id"})
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_NO_OFFSET: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)")
_NOBODY: Final = frozenset({"", "0"})


def submission_of(
    params: Mapping[str, str], reader: SubmissionReader, limits: Mapping[str, int], now: int
) -> Submission:
    """The submission in a call. `limits` are the longest of each field (`longest`)."""
    raw = {}
    for name, form in FORM.items():
        if given := params.get(form):
            raw[name] = _fitted(given, limits[name])
    raw["article.id"] = _article(params, limits["article.id"])
    if trap := params.get(HONEYPOT_NAME):
        raw["trap.honeypot"] = params.get(trap, "")
    if sent := _NO_OFFSET.fullmatch(raw.get("submitted_at", "")):
        raw["submitted_at"] = f"{sent[1]}T{sent[2]}Z"  # in UTC, as the parameter's name says
    for field in ("author.id", "external_id"):
        if raw.get(field) in _NOBODY:
            raw.pop(field, None)
    submission, faults = reader.read(raw, now, _OWN_NAMES, REQUIRED)
    if faults:
        unread = {fault.pointer for fault in faults}
        kept = {name: value for name, value in raw.items() if name not in unread}
        submission, _ = reader.read(kept, now, _OWN_NAMES, REQUIRED)
    return submission


@lru_cache(maxsize=8)
def longest(limits: FieldLimits) -> dict[str, int]:
    """The longest of each field, in code points."""
    return {each.name: each.longest(limits) for each in FIELDS}


def _fitted(given: str, limit: int) -> str:
    cut = given[:limit]
    return cut if cut.isprintable() else _CONTROLS.sub("", cut)


def _article(params: Mapping[str, str], limit: int) -> str:
    """What stands for the article: the post's number, its address, or the site itself."""
    given = (params.get(POST), params.get("permalink"), params.get(BLOG))
    usable = (_CONTROLS.sub("", each).strip() for each in given if each not in {None, "0"} and each)
    found = next((each for each in usable if each), "-")
    return found if len(found) <= limit else hashlib.sha256(found.encode()).hexdigest()


_OWN_NAMES: Final = {each.name: each.name for each in FIELDS}
