"""Parameters of a call: from a form, a multipart body or JSON, in whatever charset the site has.

Clients send much that is not asked for (WordPress every header and every field of its form), so
only what is wanted is unpacked; of what comes twice the last counts, as in PHP.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from aiohttp import web

from moderation.web.doors.akismet.answers import Misunderstood
from moderation.web.doors.akismet.fields import CHARSET, HONEYPOT_NAME, WANTED
from moderation.web.http.form_body import unquoted
from moderation.web.http.json_body import read_object
from moderation.web.http.turns import Turns

Params = dict[str, str]
Pair = tuple[str, bytes]

FIELDS_LIMIT: Final = 2_000  # those behind it are not looked at
PARTS_LIMIT: Final = 300  # of a multipart body, whose parts are dearer
NAME_LIMIT: Final = 200
HEADERS_LIMIT: Final = 1_000  # bytes of those of one part
_LATIN: Final = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"})
_JSON: Final = "application/json"
_MULTIPART: Final = "multipart/form-data"
_BOUNDARY: Final = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))', re.IGNORECASE)
# RFC 7578, 4.2: a field's name, in quotes or without; browsers write quotes in it as %22.
_PART_NAME: Final = re.compile(
    r'(?im)^content-disposition:[^\r\n]*?;\s*name=(?:"([^"\r\n]*)"|([^\s;"]+))'
)


async def params_of(request: web.Request, body: bytes, turns: Turns) -> Params:
    """What of a body is wanted. Raises Misunderstood, Malformed."""
    kind = request.content_type
    if kind == _JSON:
        return _of_json(body)
    pairs = _parts(body, _boundary(request)) if kind == _MULTIPART else _fields(body)
    return await _wanted(pairs, turns, escaped=kind != _MULTIPART)


def _fields(body: bytes) -> list[Pair]:
    """The fields of a form, values as they came."""
    pairs = []
    for each in body.split(b"&", FIELDS_LIMIT)[:FIELDS_LIMIT]:
        name, _, value = each.partition(b"=")
        if len(name) <= NAME_LIMIT:
            pairs.append((_name(name), value))
    return pairs


def _name(sent: bytes) -> str:
    name = sent.decode("latin-1")
    return name.replace("%5F", "_").replace("%5f", "_") if "%" in name else name


def _boundary(request: web.Request) -> bytes:
    found = _BOUNDARY.search(request.headers.get("Content-Type", ""))
    if found is None:
        raise Misunderstood("The multipart body has no boundary.")
    return b"--" + (found[1] or found[2]).encode("latin-1", "replace")


def _parts(body: bytes, boundary: bytes) -> list[Pair]:
    """The fields of a multipart body."""
    pairs = []
    for part in body.split(boundary, PARTS_LIMIT)[1:PARTS_LIMIT]:
        head, end, value = part[: HEADERS_LIMIT + 4].partition(b"\r\n\r\n")
        if end:
            value = part[len(head) + len(end) :].removesuffix(b"\r\n")
            pairs.append((_part_name(head), value))
    return pairs


def _part_name(head: bytes) -> str:
    found = _PART_NAME.search(head.decode("latin-1"))
    return (found[1] or found[2] or "") if found else ""


async def _wanted(pairs: Iterable[Pair], turns: Turns, *, escaped: bool) -> Params:
    raw = dict(pairs)
    charset = raw.get(CHARSET, b"").decode("latin-1").lower()

    async def value(sent: bytes) -> str:
        plain = await unquoted(sent.replace(b"+", b" "), turns) if escaped else sent
        return _text(plain, charset)

    found = {name: await value(sent) for name, sent in raw.items() if name in WANTED}
    trap = found.get(HONEYPOT_NAME, "")
    if trap in raw and trap not in found:
        found[trap] = await value(raw[trap])
    return found


def _text(sent: bytes, charset: str) -> str:
    try:
        return sent.decode()
    except UnicodeDecodeError:
        # Sites older than UTF-8 are nearly all in the western charset, whatever they call it.
        return sent.decode("cp1252" if charset in _LATIN else "utf-8", "replace")


def _of_json(body: bytes) -> Params:
    members = read_object(body)
    trap = members.get(HONEYPOT_NAME)
    wanted = WANTED | {trap} if isinstance(trap, str) else WANTED
    return {name: _said(value) for name, value in members.items() if name in wanted}


def _said(value: Any) -> str:
    """A member as a form would have it."""
    match value:
        case str():
            return value
        case True:
            return "1"
        case int() | float() if value is not False:
            return str(value)
        case _:
            return ""
