"""HTTP protocol of one connection: a request that aiohttp cannot parse gets a problem, too.

One whose request line or header is too long, or that is not HTTP at all, never reaches the
application. Nothing of it is logged.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from aiohttp import HttpVersion11, web
from aiohttp.web_protocol import RequestHandler

from moderation import logs
from moderation.web.http import security_headers
from moderation.web.http.guard import REQUEST_ID, language_of, request_id_of, speaks
from moderation.web.http.problems import problem_response, problem_type

_LOG: Final = logs.logger("protocol")

# For clients that send all before they read: how long a refused body is still received.
LINGERING_SECONDS: Final = 2.0
# In aiohttp's own words: a line that is too long, and too many lines.
_TOO_LONG: Final = ("Got more than", "Too many headers")


class Connection(RequestHandler):
    """One connection. `refused` is called with the kind of each problem that is answered here."""

    __slots__ = ("_answered", "_refused")

    def __init__(
        self,
        manager: web.Server,
        *,
        loop: asyncio.AbstractEventLoop,
        keepalive_timeout: float,
        refused: Callable[[str], None],
    ) -> None:
        self._refused = refused
        self._answered = 0
        super().__init__(
            manager,
            loop=loop,
            keepalive_timeout=keepalive_timeout,
            lingering_time=LINGERING_SECONDS,
            # Otherwise aiohttp unpacks every compressed body, wanted or not.
            auto_decompress=False,
            access_log=None,  # type: ignore[arg-type]  # its own way to say "none"
        )

    @property
    def busy(self) -> bool:
        """Whether a request whose head has arrived is not answered yet."""
        return self._answered < self._request_count

    def resume_reading(self, resume_parser: bool = True) -> None:  # noqa: FBT001, FBT002 - given
        """Go on reading where it was paused; aiohttp asks twice a request, paused or not."""
        if self._reading_paused or self._buffer_paused:
            super().resume_reading(resume_parser)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to a request that could not be parsed, or that failed outside a guard.

        aiohttp keeps no header of the former, so that problem is in Indonesian.
        """
        failure: web.HTTPException = web.HTTPBadRequest()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            failure = web.HTTPInternalServerError()
            _LOG.error("failed", logs.failure(exc) if exc else {})
        elif _says_too_long(message):
            failure = _HeadersTooLarge()
        return self._problem(request, failure)

    async def finish_response(
        self,
        request: web.BaseRequest,
        resp: web.StreamResponse,
        start_time: float | None,
    ) -> tuple[web.StreamResponse, bool]:
        """Send the answer; aiohttp's own refusals, made before the application, as problems."""
        # To ask for an answer's class costs more: it is an abstract one, which Python looks up.
        if isinstance(resp, Exception) and isinstance(resp, web.HTTPClientError):
            if not speaks(request):
                request._version = HttpVersion11  # noqa: SLF001 - or the answer would claim theirs
            resp = self._problem(request, resp)
        try:
            return await super().finish_response(request, resp, start_time)
        finally:
            self._answered += 1

    def _problem(self, request: web.BaseRequest, failure: web.HTTPException) -> web.Response:
        self._refused(problem_type(failure).slug)
        request_id = request_id_of(request)
        response = problem_response(failure, language_of(request), request_id)
        response.headers[REQUEST_ID] = request_id
        security_headers.protect(response.headers, security_headers.ANY)
        response.force_close()
        return response


class _HeadersTooLarge(web.HTTPClientError):
    status_code = 431


def _says_too_long(message: str | None) -> bool:
    return message is not None and any(words in message for words in _TOO_LONG)
