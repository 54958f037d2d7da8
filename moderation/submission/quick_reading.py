"""The usual submission, read at a third of the cost of `validation.read_submission`.

Nearly every submission is plainly right: texts where texts belong, short enough, on one line
where one is asked for. Such a one is only looked at, field by field. Whatever is not plainly
right, or would have to be changed in any way, gives None and is read again with care: only that
reading finds faults, so one place alone knows what a fault is. A property test holds the two
readings against each other.
"""

import re
from typing import Final

from msgspec import Struct

from moderation.domain import Article, Author, Client, FormTrap, Submission
from moderation.submission.validation import (
    ANY_HOST,
    ARTICLE_ID_LIMIT,
    ARTICLE_URL_LIMIT,
    BLANK_LETTERS,
    CLIENT_CUT,
    COMMENT_ID,
    CONTROLS,
    NO_TRAP,
    TITLE_LIMIT,
    TOKEN_LIMIT,
    FieldLimits,
    Reader,
)

NO_PARENT: Final = frozenset({"", "0"})
_letter: Final = re.compile(rf"[^\W_{BLANK_LETTERS}]").search


class Given(Struct):
    """What came, by field, "" for what did not."""

    article_id: str
    name: str
    email: str
    text: str
    article_title: str = ""
    author_url: str = ""
    parent_id: str = ""
    ip: str = ""
    user_agent: str = ""
    referrer: str = ""
    article_url: str = ""
    submitted_at: str = ""
    token: str = ""
    honeypot: str = ""


def plainly(given: Given, limits: FieldLimits, now_ms: int) -> Submission | None:
    """The submission, exactly as `read_submission` would give it; None if it takes more care.

    The texts hold no lone surrogates: they come from bytes in UTF-8.
    """
    parent = given.parent_id
    if (
        not _is_line(given.article_id, ARTICLE_ID_LIMIT)
        or not _is_line(given.name, limits.name)
        or (given.article_title and not _is_line(given.article_title, TITLE_LIMIT))
        or not (parent in NO_PARENT or COMMENT_ID.fullmatch(parent))
        or not _is_text(given.text, limits.text)
        or len(given.user_agent) > CLIENT_CUT
        or len(given.referrer) > CLIENT_CUT
    ):
        return None
    reader = Reader()
    article_url, author_url, ip = given.article_url, given.author_url, given.ip
    latest_ms = now_ms + limits.clock_tolerance_ms
    submission = Submission(
        article=Article(
            id=given.article_id,
            url=article_url and reader.url("", article_url, ARTICLE_URL_LIMIT, ANY_HOST),
            title=given.article_title,
        ),
        author=Author(
            name=given.name,
            email=reader.email("", given.email, limits.email),
            url=author_url and reader.url("", author_url, limits.url),
        ),
        text=given.text,
        parent_id="" if parent in NO_PARENT else parent,
        client=Client(
            ip=ip and reader.ip("", ip), user_agent=given.user_agent, referrer=given.referrer
        ),
        submitted_at=reader.time("", given.submitted_at, latest_ms) if given.submitted_at else 0,
        trap=_trap(reader, given) if given.token or given.honeypot else NO_TRAP,
    )
    return None if reader.faults else submission


def _trap(reader: Reader, given: Given) -> FormTrap:
    return FormTrap(
        token=reader.line("", given.token, TOKEN_LIMIT), honeypot=reader.cut("", given.honeypot)
    )


def _is_text(text: str, limit: int) -> bool:
    return (
        len(text) <= limit
        and _letter(text) is not None
        and (text.isprintable() or CONTROLS.search(text) is None)
    )


def _is_line(text: str, limit: int) -> bool:
    """Whether it is a text on one line as `Reader.line` would leave it, and says something."""
    return (
        len(text) <= limit
        and text.isprintable()
        and _letter(text) is not None
        and "  " not in text
        and text[0] != " "
        and text[-1] != " "
    )
