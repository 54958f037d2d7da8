"""The comment form: what a reader typed, how it goes to Saring, and what Saring found wrong.

Field names are those of WordPress, so that browsers fill them in as readers are used to.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import parse_qsl

from moderation.demo.saring_client import Fault
from moderation.messages import Language, catalogue

# Room for the longest comment that Saring takes by default, every character escaped.
BODY_LIMIT: Final = 1_048_576
FIELDS_LIMIT: Final = 40
HONEYPOT_CUT: Final = 500
HIDDEN_LIMIT: Final = 100

# In the order of the form. "comment_parent" has no field that could be corrected.
FIELD_OF_POINTER: Final[Mapping[str, str]] = {
    "/text": "comment",
    "/author/name": "author",
    "/author/email": "email",
    "/author/url": "url",
    "/parent_id": "comment_parent",
}
_EXPECTED: Final = frozenset(
    {
        *FIELD_OF_POINTER.values(),
        "comment_post_ID",
        "saring_token",
        "sekali",
        "submit",
    }
)


_FIELD_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Unreadable(Exception):
    """A body that is no form, or one with more fields than any form of ours."""


@dataclass(frozen=True, slots=True)
class Trap:
    """What a form carries to tell people from programs: its token, and the field left empty."""

    token: str
    honeypot_field: str

    @classmethod
    def of(cls, token: str, honeypot_field: str) -> "Trap | None":
        """The trap; None where the field's name is no plain one that we do not use ourselves."""
        usable = _FIELD_NAME.fullmatch(honeypot_field) and honeypot_field not in _EXPECTED
        return cls(token, honeypot_field) if token and usable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader typed, just as it was typed, and what the form itself carried.

    `once` names this rendering of the form: sending it twice posts one comment.
    """

    author: str = ""
    email: str = ""
    url: str = ""
    comment: str = ""
    comment_parent: str = ""
    token: str = ""
    honeypot_field: str = ""
    honeypot: str = ""
    once: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def trap(self) -> Trap | None:
        """The form's trap, to be kept when it is shown again: its age is part of it."""
        return Trap.of(self.token, self.honeypot_field)

    def without_parent(self) -> "Draft":
        """The same as a comment of its own."""
        return replace(self, comment_parent="")

    def submission(self, article: Mapping[str, str], client: Mapping[str, str]) -> dict[str, Any]:
        """The body of POST /v1/comments."""
        return {
            "article": article,
            "parent_id": self.comment_parent or None,
            "author": {"name": self.author, "email": self.email, "url": self.url},
            "text": self.comment,
            "client": client,
            "form": {"token": self.token, "honeypot": self.honeypot},
        }

    def idempotency_key(self, article_id: str) -> str:
        """The same for the same words from the same form, so a second click posts nothing new.

        A reader who comes back to the form with the browser's button and types something else
        sends another comment, and that has another key.
        """
        said = (self.once, article_id, self.comment_parent, self.author, self.email, self.url)
        return hashlib.sha256("\0".join((*said, self.comment)).encode()).hexdigest()


def read_form(body: bytes) -> Draft:
    """The draft in a posted form (URL-encoded UTF-8). Raises Unreadable."""
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"),
            keep_blank_values=True,
            max_num_fields=FIELDS_LIMIT,
            errors="replace",
        )
    except ValueError:
        raise Unreadable from None
    fields = dict(pairs)
    once = fields.get("sekali", "")
    honeypot_field, honeypot = _unexpected(fields)
    draft = Draft(
        **{name: fields.get(name, "") for name in FIELD_OF_POINTER.values()},
        token=fields.get("saring_token", "")[:HIDDEN_LIMIT],
        honeypot_field=honeypot_field,
        honeypot=honeypot[:HONEYPOT_CUT],
    )
    return replace(draft, once=once[:HIDDEN_LIMIT]) if once else draft


def _unexpected(fields: Mapping[str, str]) -> tuple[str, str]:
    """The field that people leave empty, and what stands in it.

    Its name changes with each token, and the form does not say which one it is: it is the one
    that is none of the others.
    """
    others = [(name, value) for name, value in fields.items() if name not in _EXPECTED]
    filled = [(name, value) for name, value in others if value]
    return next(iter(filled or others), ("", ""))


def errors_by_field(faults: Sequence[Fault], language: Language) -> dict[str, str]:
    """A sentence for each field that has faults, in the form's order.

    Faults of what the form does not show stand under the empty name.
    """
    found: dict[str, list[str]] = {}
    for fault in faults:
        name = FIELD_OF_POINTER.get(fault.pointer, "")
        found.setdefault(name, []).append(_sentence(name, fault, language))
    order = [*FIELD_OF_POINTER.values(), ""]
    return {name: " ".join(found[name]) for name in order if name in found}


def _sentence(name: str, fault: Fault, language: Language) -> str:
    """Our own words for the common faults, else Saring's."""
    return catalogue(language).get(f"demo.fault.{name}.{fault.code}", fault.detail)
