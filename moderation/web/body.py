"""From a request's bytes to raw fields: JSON in UTF-8, or a form as WordPress names its fields."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from aiohttp import web

from moderation.errors import Fault, TooLarge, TooSlow
from moderation.form_token import honeypot_field
from moderation.validation import Pointers
from moderation.web.problems import Malformed, UnsupportedMediaType

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
FORM_FIELDS_LIMIT: Final = 100
DEPTH_LIMIT: Final = 16

FORM_POINTERS: Final = Pointers(
    article_id="/comment_post_ID",
    article_url="/permalink",
    article_title="/article_title",
    parent_id="/comment_parent",
    name="/author",
    email="/email",
    url="/url",
    text="/comment",
    ip="/user_ip",
    user_agent="/user_agent",
    referrer="/referrer",
    submitted_at="/comment_date_gmt",
    token="/saring_token",  # noqa: S106 - a field's name
    honeypot="/honeypot",
)


async def read_body(request: web.Request, *, limit: int, seconds: float) -> bytes:
    """The whole body. Raises TooLarge over `limit` bytes, TooSlow after `seconds`."""
    if (request.content_length or 0) > limit:
        raise TooLarge(limit)
    try:
        if request.content.is_eof():  # all here already: no timer needed
            body = await request.read()
        else:
            async with asyncio.timeout(seconds):
                body = await request.read()
    except TimeoutError:
        raise TooSlow from None
    except web.HTTPRequestEntityTooLarge:
        raise TooLarge(limit) from None
    except ConnectionError:  # the client left; nobody is there to answer
        raise web.RequestPayloadError from None
    if len(body) > limit:
        raise TooLarge(limit)
    return body


def media_type(request: web.Request) -> str:
    """JSON or FORM. Raises UnsupportedMediaType for anything else, or a charset but UTF-8."""
    kind = request.content_type
    if kind not in {JSON, FORM}:
        raise UnsupportedMediaType(kind)
    charset = request.charset
    if charset is not None and charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType(charset)
    return kind


def read_json(body: bytes) -> Any:
    """The JSON value in `body`. Raises Malformed for what is not JSON, or not safely so."""
    text = _utf8(body)
    if not text.strip():
        raise _malformed("empty_body")
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except RecursionError:
        raise _malformed("too_deep", limit=DEPTH_LIMIT) from None
    except json.JSONDecodeError as error:
        raise _malformed("invalid_json", line=error.lineno, column=error.colno) from None
    except ValueError:  # integers of thousands of digits
        raise _malformed("invalid_json", line=1, column=1) from None
    if not _shallow(value, DEPTH_LIMIT):
        raise _malformed("too_deep", limit=DEPTH_LIMIT)
    return value


def read_object(body: bytes) -> Mapping[str, Any]:
    """The JSON object in `body`. Raises Malformed."""
    value = read_json(body)
    if not isinstance(value, dict):
        raise _malformed("wrong_type", expected="object")
    return value


def read_form(body: bytes) -> Mapping[str, Any]:
    """A form's fields, arranged as the JSON body is. Raises Malformed."""
    fields = _form_fields(body)
    token = fields.get("saring_token", "")
    return {
        "article": {
            "id": fields.get("comment_post_ID"),
            "url": fields.get("permalink"),
            "title": fields.get("article_title"),
        },
        "parent_id": fields.get("comment_parent"),
        "author": {name: fields.get(given) for name, given in _AUTHOR_FIELDS},
        "text": fields.get("comment"),
        "client": {
            "ip": fields.get("user_ip"),
            "user_agent": fields.get("user_agent"),
            "referrer": fields.get("referrer"),
        },
        "submitted_at": fields.get("comment_date_gmt"),
        "form": {"token": token, "honeypot": fields.get(honeypot_field(token)) if token else ""},
    }


_AUTHOR_FIELDS: Final = (("name", "author"), ("email", "email"), ("url", "url"))


def _form_fields(body: bytes) -> dict[str, str]:
    """A form's fields, as `urllib.parse.parse_qsl` reads them, at half its cost."""
    pieces = body.split(b"&")
    if len(pieces) > FORM_FIELDS_LIMIT:
        raise _malformed("too_many", limit=FORM_FIELDS_LIMIT)
    pairs = [_form_field(piece) for piece in pieces if piece]
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = Counter(name for name, _ in pairs)
        twice = [name for name, times in names.items() if times > 1]
        raise Malformed([Fault(f"/{_escaped(name)}", "duplicate_key") for name in twice])
    if not fields:
        raise _malformed("empty_body")
    return fields


def _form_field(piece: bytes) -> tuple[str, str]:
    name, _, value = piece.replace(b"+", b" ").partition(b"=")
    if b"%" in piece:
        name, value = unquote_to_bytes(name), unquote_to_bytes(value)
    return _utf8(name), _utf8(value)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("not_utf8") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # set.add as "not seen before"
        raise Malformed([Fault(f"/{_escaped(twice)}", "duplicate_key")])
    return members


def _escaped(name: str) -> str:
    """A member's name as RFC 6901 writes it in a pointer, cut to a length fit for an error."""
    plain = name[:64].encode("utf-8", "replace").decode()
    return plain.replace("~", "~0").replace("/", "~1")


def _no_constant(name: str) -> None:
    raise _malformed("invalid_json", line=1, column=1) from ValueError(name)


def _shallow(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    if levels == 0:
        return False
    inner = value.values() if isinstance(value, dict) else value
    return all(_shallow(item, levels - 1) for item in inner)


def _malformed(code: str, **facts: str | int) -> Malformed:
    return Malformed([Fault("", code, tuple(facts.items()))])
