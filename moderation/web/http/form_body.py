"""Form bodies (application/x-www-form-urlencoded), unquoted by the standard library."""

from collections import Counter
from typing import Final
from urllib.parse import unquote_to_bytes

from moderation.web.http.json_body import duplicate, utf8
from moderation.web.http.problems import Malformed
from moderation.web.http.turns import PIECE, Turns

FIELDS_LIMIT: Final = 100


async def form_fields(body: bytes, turns: Turns) -> dict[str, str]:
    """A form's fields by name. Raises Malformed."""
    if body.count(b"&") >= FIELDS_LIMIT:
        raise Malformed.because("too_many", limit=FIELDS_LIMIT)
    # By itself UTF-8, so no escape can complete what stands there without one.
    parts = utf8(body).replace("+", " ").split("&")
    try:
        if len(body) <= PIECE:
            pairs = [_pair(each) for each in parts if each]
        else:
            pairs = [await _long_pair(each.encode(), turns) for each in parts if each]
    except UnicodeDecodeError:
        raise Malformed.because("not_utf8") from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = Counter(name for name, _ in pairs)
        raise Malformed([duplicate(name) for name, times in names.items() if times > 1])
    if not fields:
        raise Malformed.because("empty_body")
    return fields


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    if "%" not in text:
        return name, value
    return without_escapes(name.encode()).decode(), without_escapes(value.encode()).decode()


def without_escapes(text: bytes) -> bytes:
    r"""As `unquote_to_bytes`, whose loop is in Python, by a codec that is in C.

    "%41" is "\x41" to the codec, and whatever else it knows begins with a backslash, too.
    """
    escaped = text.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
    try:
        return escaped.decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:  # a percent sign that begins no escape
        return unquote_to_bytes(text)


async def _long_pair(text: bytes, turns: Turns) -> tuple[str, str]:
    name, _, value = text.partition(b"=")
    return (await unquoted(name, turns)).decode(), (await unquoted(value, turns)).decode()


async def unquoted(text: bytes, turns: Turns) -> bytes:
    """As the standard library unquotes, whose time grows with the number of escapes."""
    if len(text) <= PIECE:
        return without_escapes(text)
    pieces, start = [], 0
    while start < len(text):
        await turns.next()
        cut = start + PIECE
        escape = text.rfind(b"%", cut - 2, cut)
        end = cut if escape < 0 else escape  # and not within an escape
        pieces.append(without_escapes(text[start:end]))
        start = end
    return b"".join(pieces)
