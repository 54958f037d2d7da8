"""A request's body: how long, how slowly, and in which format it may come."""

import asyncio
from typing import Final

from aiohttp import HttpVersion11, hdrs, web

from moderation.domain.fair_shares import UNIT, Permit, units
from moderation.errors import TooLarge, TooSlow
from moderation.web.http.context import CONTEXT
from moderation.web.http.problems import UnsupportedEncoding, UnsupportedMediaType

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
_EXACTLY: Final = frozenset({JSON, FORM})


# Whether the client waits for 100 Continue.
_EXPECTED: Final = web.RequestKey("expected", bool)


async def expect(request: web.Request) -> None:
    """Expect: 100-continue. The client waits until read_body wants its body.

    By then its key and the announced length have been checked. Raises HTTPExpectationFailed.
    """
    wanted = request.headers[hdrs.EXPECT]
    if wanted.lower() != "100-continue":
        raise web.HTTPExpectationFailed(text=wanted)
    request[_EXPECTED] = request.version >= HttpVersion11


async def read_body(
    request: web.Request, *, limit: int, seconds: float, memory: Permit | None = None
) -> bytes:
    """The whole body. One over a UNIT of bytes takes its places of `memory`.

    Raises TooLarge over `limit` bytes, TooSlow after `seconds`, UnsupportedEncoding, Overloaded.
    """
    if hdrs.CONTENT_ENCODING in request.headers:
        _refuse_encoded(request)
    if request.content.is_eof():  # all here already, as nearly always: no need to wait for it
        body = _arrived(request)
        if len(body) > limit:
            raise TooLarge(limit)
        if len(body) > UNIT:
            _count(request, memory, len(body))
        return body
    expected = request.content_length
    if expected is not None and expected > limit:
        raise TooLarge(limit)
    _count(request, memory, limit if expected is None else expected)
    body = await _arriving(request, limit, seconds)
    _count(request, memory, len(body))
    return body


def _count(request: web.Request, memory: Permit | None, size: int) -> None:
    """Hold the places of a body of that size. Raises Overloaded."""
    if memory is not None:
        large = size > UNIT
        memory.resize(units(size) if large else 0)
        if large:
            request.config_dict[CONTEXT].trimmer.soon()


def _refuse_encoded(request: web.Request) -> None:
    """Raises UnsupportedEncoding: unpacked, a megabyte may be a thousand."""
    for given in request.headers.getall(hdrs.CONTENT_ENCODING):
        if given.strip().lower() not in {"", "identity"}:
            raise UnsupportedEncoding(given)


def _arrived(request: web.Request) -> bytes:
    try:
        return request.content.read_nowait()
    except ConnectionError:  # as below
        raise web.RequestPayloadError from None


async def _arriving(request: web.Request, limit: int, seconds: float) -> bytes:
    """The body as it comes; the request keeps no copy, as aiohttp's own reading would."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            if request.get(_EXPECTED, False):
                await _tell_to_send(request)
            while part := await request.content.readany():
                size += len(part)
                if size > limit:
                    raise TooLarge(limit)
                parts.append(part)
    except TimeoutError:
        raise TooSlow from None
    except ConnectionError:  # the client left; nobody is there to answer
        raise web.RequestPayloadError from None
    return b"".join(parts)


async def _tell_to_send(request: web.Request) -> None:
    writer = request.writer
    await writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    writer.output_size = 0  # nothing of the answer itself has been sent


def media_type(request: web.Request) -> str:
    """JSON or FORM. Raises UnsupportedMediaType for anything else, or a charset but UTF-8."""
    given = request.headers.get("Content-Type")
    if given in _EXACTLY:  # nearly always, and then there is nothing to take apart
        return given
    kind = request.content_type
    if kind not in {JSON, FORM}:
        raise UnsupportedMediaType(kind)
    charset = request.charset
    if charset is not None and charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType(charset)
    return kind
