"""From the fields that arrived to a Submission, or to every fault that they have.

Fields that only the server may set (id, state, decision) have no place in a Submission, so
nothing that a client sends can reach them; members not named here are ignored.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from moderation.domain import Article, Author, Client, FormTrap, Submission
from moderation.errors import Fault
from moderation.submission import ip as ip_addresses
from moderation.submission.email import normalised

ARTICLE_ID_LIMIT: Final = 200
ARTICLE_URL_LIMIT: Final = 2_000
TITLE_LIMIT: Final = 500
IP_LIMIT: Final = 64
# A reader cannot shorten these, so they are cut rather than refused.
CLIENT_CUT: Final = 512
TOKEN_LIMIT: Final = 100
TIME_LIMIT: Final = 100

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Fillers of Hangul, which count as letters, a Braille cell without dots and a note without a sign.
BLANK_LETTERS: Final = "\u115f\u1160\u3164\uffa0"
_BLANK: Final = frozenset(BLANK_LETTERS + "\u2800\U0001d159")
_UNSEEN: Final = frozenset({"Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"})
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
COMMENT_ID: Final = re.compile("[0-9a-f]{28}")
# Of what no address holds unescaped, that which would end it where somebody writes it into a page.
_NOT_IN_ADDRESS: Final = re.compile(r'[\s"<>\\`]')
_USUAL_HOST: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|(?=[0-9a-f.]*:)[0-9a-f:.]+")
# RFC 3339, section 5.6; `datetime` then sees to it that the day exists.
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:)([0-5][0-9]|60)"
    r"((?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
# A reader's website has a public name; an article may stand on a machine under development.
_PUBLIC_HOST: Final = re.compile(r"[^\s:]+\.[^\s:.]{2,}")
ANY_HOST: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLimits:
    """The longest of each, in code points, and how far ahead of us a clock may be."""

    name: int
    email: int
    url: int
    text: int
    clock_tolerance_ms: int


@dataclass(frozen=True, slots=True)
class Pointers:
    """Where faults point: JSON pointers, or a form's own field names."""

    article_id: str = "/article/id"
    article_url: str = "/article/url"
    article_title: str = "/article/title"
    parent_id: str = "/parent_id"
    name: str = "/author/name"
    email: str = "/author/email"
    url: str = "/author/url"
    text: str = "/text"
    ip: str = "/client/ip"
    user_agent: str = "/client/user_agent"
    referrer: str = "/client/referrer"
    submitted_at: str = "/submitted_at"
    token: str = "/form/token"  # noqa: S105 - a pointer, not a secret
    honeypot: str = "/form/honeypot"


JSON_POINTERS: Final = Pointers()
NO_TRAP: Final = FormTrap()


@dataclass(slots=True)
class Reader:
    """Reads fields one by one and keeps every fault."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, pointer: str, code: str, **facts: str | int) -> str:
        """Note a fault; the empty text stands for what could not be read."""
        self.faults.append(Fault(pointer, code, tuple(facts.items())))
        return ""

    def text(self, pointer: str, value: Any, limit: int, *, required: bool = False) -> str:
        """A text of at most `limit` code points without NUL, controls or lone surrogates."""
        if value is None:
            value = ""
        elif not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        if required and not _says_something(value):
            return self.fault(pointer, "required")
        if len(value) > limit:
            return self.fault(pointer, "too_long", limit=limit, length=len(value))
        return value if value.isprintable() else self._clean(pointer, value)

    def _clean(self, pointer: str, value: str) -> str:
        if _SURROGATES.search(value):
            return self.fault(pointer, "lone_surrogate")
        control = CONTROLS.search(value)
        if control:
            code = f"U+{ord(control.group()):04X}"
            return self.fault(pointer, "control_character", character=code, at=control.start())
        return value

    def line(self, pointer: str, value: Any, limit: int, *, required: bool = False) -> str:
        """A text on one line, without space around it."""
        if value is None and not required:
            return ""
        return " ".join(self.text(pointer, value, limit, required=required).split())

    def cut(self, pointer: str, value: Any) -> str:
        """A fact about the reader's program, cut to length."""
        if value is None:
            return ""
        if not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        start = value[:CLIENT_CUT]
        return start if start.isascii() else _SURROGATES.sub("", start)

    def email(self, pointer: str, value: Any, limit: int) -> str:
        """An e-mail address in its normalised form."""
        given = self.line(pointer, value, limit, required=True)
        if not given:
            return ""
        return normalised(given) or self.fault(pointer, "invalid_email")

    def url(
        self, pointer: str, value: Any, limit: int, host: re.Pattern[str] = _PUBLIC_HOST
    ) -> str:
        """An http or https address with a host, and without a user name or invisible characters."""
        given = self.line(pointer, value, limit)
        if given and not _is_web_address(given, host):
            return self.fault(pointer, "invalid_url")
        return given

    def ip(self, pointer: str, value: Any) -> str:
        """An IPv4 or IPv6 address."""
        if isinstance(value, str) and ip_addresses.is_plain(value):
            return value
        given = self.line(pointer, value, IP_LIMIT)
        try:
            return ip_addresses.normalised(given) if given else ""
        except ValueError:
            return self.fault(pointer, "invalid_ip")

    def identifier(self, pointer: str, value: Any) -> str:
        """An article's id; numbers are taken as their digits."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        return self.line(pointer, value, ARTICLE_ID_LIMIT, required=True)

    def parent(self, pointer: str, value: Any) -> str:
        """A comment's id; empty, null and 0 (as WordPress says it) mean that there is none."""
        if value in (None, "", 0, "0"):
            return ""
        if not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        return value if COMMENT_ID.fullmatch(value) else self.fault(pointer, "unknown_parent")

    def time(self, pointer: str, value: Any, latest_ms: int) -> int:
        """An RFC 3339 time in milliseconds; 0 when there is none."""
        given = self.line(pointer, value, TIME_LIMIT)
        if not given:
            return 0
        try:
            ms = _milliseconds(given)
        except ValueError:
            self.fault(pointer, "invalid_time")
            return 0
        if ms < 0:  # before 1970 there was nothing to comment on
            self.fault(pointer, "invalid_time")
        elif ms > latest_ms:
            self.fault(pointer, "in_future")
        return ms

    def members(self, pointer: str, value: Any) -> Mapping[str, Any]:
        """The members of an object; a missing object has none."""
        if isinstance(value, dict):
            return value
        if value is not None:
            self.fault(pointer, "wrong_type", expected="object")
        return {}


def read_submission(
    raw: Mapping[str, Any],
    limits: FieldLimits,
    now_ms: int,
    pointers: Pointers = JSON_POINTERS,
) -> tuple[Submission, list[Fault]]:
    """The submission in `raw` (shaped as the JSON contract) and every fault; valid if none."""
    reader = Reader()
    article = reader.members("/article", raw.get("article"))
    author = reader.members("/author", raw.get("author"))
    client = reader.members("/client", raw.get("client"))
    trap = reader.members("/form", raw.get("form"))
    submission = Submission(
        article=_article(reader, article, pointers),
        parent_id=reader.parent(pointers.parent_id, raw.get("parent_id")),
        author=_author(reader, author, limits, pointers),
        text=reader.text(pointers.text, raw.get("text"), limits.text, required=True),
        client=_client(reader, client, pointers),
        submitted_at=reader.time(
            pointers.submitted_at, raw.get("submitted_at"), now_ms + limits.clock_tolerance_ms
        ),
        trap=_trap(reader, trap, pointers) if trap else NO_TRAP,
    )
    return submission, reader.faults


def _article(reader: Reader, article: Mapping[str, Any], pointers: Pointers) -> Article:
    return Article(
        id=reader.identifier(pointers.article_id, article.get("id")),
        url=reader.url(pointers.article_url, article.get("url"), ARTICLE_URL_LIMIT, ANY_HOST),
        title=reader.line(pointers.article_title, article.get("title"), TITLE_LIMIT),
    )


def _author(
    reader: Reader, author: Mapping[str, Any], limits: FieldLimits, pointers: Pointers
) -> Author:
    return Author(
        name=reader.line(pointers.name, author.get("name"), limits.name, required=True),
        email=reader.email(pointers.email, author.get("email"), limits.email),
        url=reader.url(pointers.url, author.get("url"), limits.url),
    )


def _client(reader: Reader, client: Mapping[str, Any], pointers: Pointers) -> Client:
    return Client(
        ip=reader.ip(pointers.ip, client.get("ip")),
        user_agent=reader.cut(pointers.user_agent, client.get("user_agent")),
        referrer=reader.cut(pointers.referrer, client.get("referrer")),
    )


def _trap(reader: Reader, trap: Mapping[str, Any], pointers: Pointers) -> FormTrap:
    return FormTrap(
        token=reader.line(pointers.token, trap.get("token"), TOKEN_LIMIT),
        honeypot=reader.cut(pointers.honeypot, trap.get("honeypot")),
    )


def _says_something(text: str) -> bool:
    """Whether any character could be seen: white space and invisible ones alone say nothing."""
    if text.isascii():
        return bool(text.strip())
    return any(c not in _BLANK and unicodedata.category(c) not in _UNSEEN for c in text)


def _milliseconds(time: str) -> int:
    """A time as RFC 3339 writes it, since 1970. Raises ValueError for any other."""
    found = _TIME.fullmatch(time)
    if found is None:
        raise ValueError(time)
    before, second, after = found.groups()
    # A leap second is the last one of its minute to every clock that we compare it with.
    at = datetime.fromisoformat(f"{before}{min(second, '59')}{after}".upper())
    return (at - _EPOCH) // _MILLISECOND


def _is_web_address(text: str, host: re.Pattern[str]) -> bool:
    if not text.isprintable() or _NOT_IN_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = parts.scheme in {"http", "https"} and parts.username is None
    return plain and host.fullmatch(name) is not None and _is_host(name)


def _is_host(name: str) -> bool:
    """Whether it may be a host's name, in any script, or an address of either version."""
    if _USUAL_HOST.fullmatch(name):
        return True
    return all(label and all(map(_fits_host, label)) for label in name.split("."))


def _fits_host(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LMN"
