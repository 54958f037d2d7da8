"""The fields of a submission: one table, from which every other list of them follows.

A row says what the field is called in the domain, in JSON (as a pointer, RFC 6901) and in a form
(WordPress's names), how it is read, and how long it may be. Each door of the service maps its own
words to the domain's names; `validation` reads what they map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

ARTICLE_ID_LIMIT: Final = 200
ARTICLE_URL_LIMIT: Final = 2_000
TITLE_LIMIT: Final = 500
IP_LIMIT: Final = 64
# A reader cannot shorten what a program says of itself, so it is cut rather than refused.
CLIENT_CUT: Final = 512
TOKEN_LIMIT: Final = 100
TIME_LIMIT: Final = 100
COMMENT_ID_LENGTH: Final = 28
EXTERNAL_ID_LIMIT: Final = 200

# What arrived, by the domain's names. A field that did not come is left out or None.
Raw = Mapping[str, Any]
# Where a fault points, by the domain's names.
Pointers = Mapping[str, str]


class Reading(StrEnum):
    """How a field is read; `validation.Reader` has a method of each name."""

    IDENTIFIER = "identifier"
    PARENT = "parent"
    OWN_IDENTIFIER = "own_identifier"
    LINE = "line"
    REQUIRED_LINE = "required_line"
    TEXT = "text"
    EMAIL = "email"
    ARTICLE_ADDRESS = "article_address"
    WEBSITE = "website"
    IP = "ip"
    CUT = "cut"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class FieldLimits:
    """The longest of each, in code points, and how far ahead of us a clock may be."""

    name: int
    email: int
    url: int
    text: int
    clock_tolerance_ms: int


@dataclass(frozen=True, slots=True)
class Field:
    """One row. `limit` is in code points; a name stands for that member of FieldLimits.

    The honeypot has no name of its own in a form: it follows from the token
    (`domain.form_token.honeypot_field`).
    """

    name: str
    pointer: str
    form: str
    reading: Reading
    limit: int | str

    @property
    def path(self) -> list[str]:
        """Where it stands in a JSON body: the member of each object, from the outside in."""
        return self.pointer[1:].split("/")

    def longest(self, limits: FieldLimits) -> int:
        """The limit in code points, where these limits hold."""
        if isinstance(self.limit, int):
            return self.limit
        longest: int = getattr(limits, self.limit)
        return longest


# In the order in which faults are told.
FIELDS: Final = (
    Field("article.id", "/article/id", "comment_post_ID", Reading.IDENTIFIER, ARTICLE_ID_LIMIT),
    Field("article.url", "/article/url", "permalink", Reading.ARTICLE_ADDRESS, ARTICLE_URL_LIMIT),
    Field("article.title", "/article/title", "article_title", Reading.LINE, TITLE_LIMIT),
    Field("parent_id", "/parent_id", "comment_parent", Reading.PARENT, COMMENT_ID_LENGTH),
    Field("external_id", "/external_id", "comment_ID", Reading.OWN_IDENTIFIER, EXTERNAL_ID_LIMIT),
    Field("author.name", "/author/name", "author", Reading.REQUIRED_LINE, "name"),
    Field("author.email", "/author/email", "email", Reading.EMAIL, "email"),
    Field("author.url", "/author/url", "url", Reading.WEBSITE, "url"),
    Field("author.id", "/author/id", "user_ID", Reading.OWN_IDENTIFIER, EXTERNAL_ID_LIMIT),
    Field("text", "/text", "comment", Reading.TEXT, "text"),
    Field("client.ip", "/client/ip", "user_ip", Reading.IP, IP_LIMIT),
    Field("client.user_agent", "/client/user_agent", "user_agent", Reading.CUT, CLIENT_CUT),
    Field("client.referrer", "/client/referrer", "referrer", Reading.CUT, CLIENT_CUT),
    Field("submitted_at", "/submitted_at", "comment_date_gmt", Reading.TIME, TIME_LIMIT),
    Field("trap.token", "/form/token", "saring_token", Reading.LINE, TOKEN_LIMIT),
    Field("trap.honeypot", "/form/honeypot", "honeypot", Reading.CUT, CLIENT_CUT),
)

# What a comment cannot do without where it is the API that takes it.
REQUIRED: Final = frozenset({"article.id", "author.name", "author.email", "text"})
JSON_POINTERS: Final[Pointers] = {field.name: field.pointer for field in FIELDS}
