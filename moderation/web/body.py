"""A request's body: how long, how slowly, and in which format it may come."""

import asyncio
from typing import Final

from aiohttp import web

from moderation.errors import TooLarge, TooSlow
from moderation.web.problems import UnsupportedMediaType

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
_EXACTLY: Final = frozenset({JSON, FORM})


async def read_body(request: web.Request, *, limit: int, seconds: float) -> bytes:
    """The whole body. Raises TooLarge over `limit` bytes, TooSlow after `seconds`."""
    if request.content.is_eof():  # all here already, as nearly always: no need to wait for it
        body = _arrived(request)
    else:
        body = await _arriving(request, limit, seconds)
    if len(body) > limit:
        raise TooLarge(limit)
    return body


def _arrived(request: web.Request) -> bytes:
    try:
        return request.content.read_nowait()
    except ConnectionError:  # as below
        raise web.RequestPayloadError from None


async def _arriving(request: web.Request, limit: int, seconds: float) -> bytes:
    if (request.content_length or 0) > limit:
        raise TooLarge(limit)
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError:
        raise TooSlow from None
    except web.HTTPRequestEntityTooLarge:
        raise TooLarge(limit) from None
    except ConnectionError:  # the client left; nobody is there to answer
        raise web.RequestPayloadError from None


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
