"""From the fields that arrived to a Submission, or to every fault that they have.

Fields that only the server may set (id, state, decision) have no place in a Submission, so
nothing that a client sends can reach them; what the table of fields does not name is ignored.
"""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from moderation.domain import EXTERNAL, Article, Author, Client, FormTrap, Submission
from moderation.errors import Fault
from moderation.submission import ip as ip_address
from moderation.submission.email import normalised
from moderation.submission.fields import (
    EXTERNAL_ID_LIMIT,
    FIELDS,
    JSON_POINTERS,
    REQUIRED,
    FieldLimits,
    Pointers,
    Raw,
)
from moderation.submission.web_address import completed, is_web_address

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Word writes its own line ends into what is copied from it.
_LINE_ENDS: Final = str.maketrans("\x0b\x0c", "\n\n")
# Fillers of Hangul, which count as letters, a Braille cell without dots and a note without a sign.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
_UNSEEN: Final = frozenset({"Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"})
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_COMMENT_ID: Final = re.compile("[0-9a-f]{28}")
_NUMBER: Final = re.compile("[0-9]{1,20}")
# RFC 3339, section 5.6; `datetime` then sees to it that the day exists.
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:)([0-5][0-9]|60)"
    r"((?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))"
)
# As WordPress writes it in `comment_date_gmt`, which is UTC by its name.
_WORDPRESS_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9:]{8})")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(slots=True)
class Reader:
    """Reads fields one by one and keeps every fault. `latest_ms` is the latest time believed."""

    latest_ms: int
    faults: list[Fault] = field(default_factory=list)

    def fault(self, pointer: str, code: str, **facts: str | int) -> str:
        """Note a fault; the empty text stands for what could not be read."""
        self.faults.append(Fault(pointer, code, tuple(facts.items())))
        return ""

    def text(self, pointer: str, value: Any, limit: int) -> str:
        """A text that says something."""
        return self._text(pointer, value, limit, required=True)

    def line(self, pointer: str, value: Any, limit: int) -> str:
        """A text on one line, without space around it."""
        return " ".join(self._text(pointer, value, limit, required=False).split())

    def required_line(self, pointer: str, value: Any, limit: int) -> str:
        """A text on one line that says something."""
        return " ".join(self._text(pointer, value, limit, required=True).split())

    def _text(self, pointer: str, value: Any, limit: int, *, required: bool) -> str:
        """A text of at most `limit` code points without NUL, controls or lone surrogates."""
        if value is None:
            value = ""
        elif not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        if len(value) > limit:
            return self.fault(pointer, "too_long", limit=limit, length=len(value))
        if required and (not value or value.isspace() or not (value.isascii() or _is_seen(value))):
            return self.fault(pointer, "required")
        return value if value.isprintable() else self._clean(pointer, value)

    def _clean(self, pointer: str, value: str) -> str:
        if _SURROGATES.search(value):
            return self.fault(pointer, "lone_surrogate")
        control = _CONTROLS.search(value)
        if control:
            code = f"U+{ord(control.group()):04X}"
            return self.fault(pointer, "control_character", character=code, at=control.start())
        return value.translate(_LINE_ENDS)

    def cut(self, pointer: str, value: Any, limit: int) -> str:
        """A fact about the reader's program, cut to length."""
        if not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        start = value[:limit]
        return start if start.isascii() else _SURROGATES.sub("", start)

    def email(self, pointer: str, value: Any, limit: int) -> str:
        """An e-mail address in its normalised form."""
        given = self.required_line(pointer, value, limit)
        if not given:
            return ""
        return normalised(given) or self.fault(pointer, "invalid_email")

    def website(self, pointer: str, value: Any, limit: int) -> str:
        """The web address of a reader; what was not meant as one is left out."""
        given = completed(self.line(pointer, value, limit))
        return self._checked(pointer, given, public=True)

    def article_address(self, pointer: str, value: Any, limit: int) -> str:
        """The web address of an article."""
        return self._checked(pointer, self.line(pointer, value, limit), public=False)

    def _checked(self, pointer: str, given: str, *, public: bool) -> str:
        if given and not is_web_address(given, public=public):
            return self.fault(pointer, "invalid_url")
        return given

    def ip(self, pointer: str, value: Any, _limit: int) -> str:
        """An IPv4 or IPv6 address; what is none is no reader's fault, and is left out."""
        if not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        return ip_address.first_usable(value)

    def identifier(self, pointer: str, value: Any, limit: int) -> str:
        """An article's id; numbers are taken as their digits."""
        return self.required_line(pointer, _digits(value), limit)

    def own_identifier(self, pointer: str, value: Any, limit: int) -> str:
        """A site's own id of a comment; numbers are taken as their digits."""
        return self.line(pointer, _digits(value), limit)

    def parent(self, pointer: str, value: Any, _limit: int) -> str:
        """A comment's id, ours or the site's own after EXTERNAL; a number, too, is the site's own.

        Empty, null and 0 (as WordPress says it) mean that there is none.
        """
        if value in (None, "", 0, "0") and value is not False:
            return ""
        if not isinstance(value, str):
            return self.fault(pointer, "wrong_type", expected="string")
        if _COMMENT_ID.fullmatch(value):
            return value
        own = value.removeprefix(EXTERNAL)
        is_own = own != value or _NUMBER.fullmatch(value)
        if not is_own or not own.strip():
            return self.fault(pointer, "unknown_parent")
        own = self.line(pointer, own, EXTERNAL_ID_LIMIT)
        return f"{EXTERNAL}{own}" if own else ""

    def time(self, pointer: str, value: Any, limit: int) -> int:
        """A time in milliseconds since 1970, UTC; 0 when there is none."""
        given = self.line(pointer, value, limit)
        if not given:
            return 0
        try:
            ms = _milliseconds(given)
        except ValueError:
            self.fault(pointer, "invalid_time")
            return 0
        if ms < 0:  # before 1970 there was nothing to comment on
            self.fault(pointer, "invalid_time")
        elif ms > self.latest_ms:
            self.fault(pointer, "in_future")
        return ms


_Read = Callable[[Reader, str, Any, int], Any]
NOTHING: Final = (None, "")
"""A field that did not come; 0, for instance, is a value."""
# What stands for each field that did not come.
_NONE: Final[dict[str, Any]] = {each.name: "" for each in FIELDS} | {"submitted_at": 0}
_OWN_NAMES: Final = {each.name: each.name for each in FIELDS}


class SubmissionReader:
    """Reads submissions whose fields are no longer than `limits` say."""

    def __init__(self, limits: FieldLimits) -> None:
        self._longest = {each.name: each.longest(limits) for each in FIELDS}
        self._tolerance_ms = limits.clock_tolerance_ms
        self._rows: dict[str, tuple[_Read, int]] = {
            each.name: (getattr(Reader, each.reading.value), each.longest(limits))
            for each in FIELDS
        }

    def read(
        self,
        raw: Raw,
        now_ms: int,
        pointers: Pointers = JSON_POINTERS,
        required: AbstractSet[str] = REQUIRED,
    ) -> tuple[Submission, list[Fault]]:
        """The submission and every fault of its fields; it is valid if there are none.

        A door whose protocol does not carry a field leaves it out of those that are `required`.
        """
        reader = Reader(now_ms + self._tolerance_ms)
        values = _NONE.copy()
        if not raw.keys() >= required:
            raw = {**dict.fromkeys(required), **raw}
        rows = self._rows
        for name, value in raw.items():
            if value or name in required or value not in NOTHING:
                read, limit = rows[name]
                values[name] = read(reader, pointers[name], value, limit)
        if reader.faults:
            order = [pointers[each.name] for each in FIELDS]
            reader.faults.sort(key=lambda fault: order.index(fault.pointer))
        return _submission(values), reader.faults

    def read_leniently(self, raw: Raw, now_ms: int, required: AbstractSet[str]) -> Submission:
        """The submission of what can be read, for doors whose clients cannot be told of faults.

        What is too long is cut, controls go, and what has a fault all the same is left out. Those
        `required` have to be there.
        """
        kept = {name: self._fitted(name, value) for name, value in raw.items()}
        submission, faults = self.read(kept, now_ms, _OWN_NAMES, required)
        if faults:
            unread = {fault.pointer for fault in faults}
            kept = {name: value for name, value in kept.items() if name not in unread}
            submission, _ = self.read(kept, now_ms, _OWN_NAMES, required)
        text = raw.get("text", "")
        is_cut = isinstance(text, str) and len(text.rstrip()) > self._longest["text"]
        return msgspec.structs.replace(submission, cut=True) if is_cut else submission

    def _fitted(self, name: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        cut = value[: self._longest[name]]
        return cut if cut.isprintable() else _SURROGATES.sub("", _CONTROLS.sub("", cut))


def _submission(values: dict[str, Any]) -> Submission:
    return Submission(
        article=Article(
            id=values["article.id"], url=values["article.url"], title=values["article.title"]
        ),
        author=Author(
            name=values["author.name"],
            email=values["author.email"],
            url=values["author.url"],
            id=values["author.id"],
        ),
        text=values["text"],
        parent_id=values["parent_id"],
        client=Client(
            ip=values["client.ip"],
            user_agent=values["client.user_agent"],
            referrer=values["client.referrer"],
        ),
        submitted_at=values["submitted_at"],
        trap=FormTrap(token=values["trap.token"], honeypot=values["trap.honeypot"]),
        external_id=values["external_id"],
    )


def _digits(value: Any) -> Any:
    """A whole number as its digits; anything else as it is."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _is_seen(text: str) -> bool:
    """Whether any character could be seen: white space and invisible ones alone say nothing."""
    return any(c not in _BLANK and unicodedata.category(c) not in _UNSEEN for c in text)


def _milliseconds(time: str) -> int:
    """A time as RFC 3339 or WordPress writes it, since 1970. Raises ValueError for any other."""
    found = _TIME.fullmatch(_WORDPRESS_TIME.sub(r"\1T\2Z", time))
    if found is None:
        raise ValueError(time)
    before, second, after = found.groups()
    # A leap second is the last one of its minute to every clock that we compare it with.
    at = datetime.fromisoformat(f"{before}{min(second, '59')}{after}".upper())
    return (at - _EPOCH) // _MILLISECOND
