"""Data as an answer in JSON."""

from typing import Any, Final

import msgspec
from aiohttp import HttpVersion11, hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.helpers import rfc822_formatted_time
from aiohttp.http_writer import _serialize_headers  # which sees to it that no value ends a line
from multidict import CIMultiDict

from moderation.web.http import security_headers

_HEADERS: Final = CIMultiDict({hdrs.CONTENT_TYPE: "application/json", **security_headers.JSON})


class WholeResponse(web.Response):
    """A small answer to a POST, sent with its head in one piece.

    aiohttp prepares an answer in many steps, since it may be streamed, compressed, or left open.
    One that is there as a whole needs none of them (docs/decisions/straight-answers.md).
    """

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send all of it, unless the connection ends with it or speaks another HTTP."""
        body, usual = self.body, request.version == HttpVersion11 and request.keep_alive
        if not usual or self.keep_alive is False or self.prepared or not isinstance(body, bytes):
            return await super().prepare(request)
        headers, writer = self.headers, request.writer
        headers[hdrs.CONTENT_LENGTH] = str(len(body))
        headers[hdrs.DATE] = rfc822_formatted_time()
        head = _serialize_headers(f"HTTP/1.1 {self.status} {self.reason}", headers)
        self._keep_alive = self._eof_sent = True
        await writer.write(head + body)
        # Who sends on and takes no answers waits, as for any other answer.
        await writer.drain()
        return None


def json_response(value: Any, status: int = 200) -> web.Response:
    """`value` as JSON that no cache keeps."""
    return web.Response(status=status, body=msgspec.json.encode(value), headers=_HEADERS)


def whole_response(value: Any, status: int = 200) -> web.Response:
    """As json_response, for the API's answers to a POST."""
    return WholeResponse(status=status, body=msgspec.json.encode(value), headers=_HEADERS)
