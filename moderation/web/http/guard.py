"""Middleware of every application: a request id for each answer, a problem for each failure."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Final

from aiohttp import HttpVersion10, HttpVersion11, hdrs, web
from aiohttp.typedefs import Handler, Middleware
from multidict import istr

from moderation import logs
from moderation.errors import Damaged, SaringError
from moderation.messages import Language, negotiate
from moderation.web.http import problems, security_headers
from moderation.web.http.context import CONTEXT

# The answer that tells an error to the caller, under the request's id.
Explain = Callable[[web.Request, BaseException, str], web.Response]

REQUEST_ID: Final = istr("X-Request-ID")
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_VERSIONS: Final = (HttpVersion11, HttpVersion10)
_EXPECTED: Final = (SaringError, web.HTTPException, web.RequestPayloadError)
_LOG: Final = logs.logger("web")


def guard(explain: Explain, *, in_turns: bool = False) -> Middleware:
    """The middleware that turns every error into the answer that `explain` makes of it.

    A sub-application has a guard of its own where it explains errors in another way. An error
    ends at the innermost guard, so it is logged and counted once. `in_turns`: what `explain` makes
    takes milliseconds, as a page does.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        require_framing(request)
        try:
            response = await handler(request)
        except Exception as error:
            if isinstance(error, web.HTTPException) and error.status < HTTPStatus.BAD_REQUEST:
                raise
            if in_turns:
                await request.config_dict[CONTEXT].turns.next()
            response = _answer(request, error, explain)
        headers = response.headers
        if REQUEST_ID not in headers:
            headers[REQUEST_ID] = request_id_of(request)
        security_headers.protect(headers, security_headers.ANY)
        return response

    return guarded


def explained(explain: Explain) -> Callable[[Handler], Handler]:
    """Decorator of a handler whose errors are told in another way than the application's.

    For a door of a few addresses, which is no application of its own. What answers is guarded
    once more by the application around it, which finds nothing left to explain.
    """

    def decorated(handler: Handler) -> Handler:
        @wraps(handler)
        async def answered(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except Exception as error:  # noqa: BLE001 - whatever fails is answered in one form
                return _answer(request, error, explain)

        return answered

    return decorated


async def send(request: web.Request, response: web.Response) -> web.Response:
    """Send an answer before its handler ends, and wait until the client has taken nearly all of it.

    What it takes of memory can so be counted for as long as it does.
    """
    response.headers[REQUEST_ID] = request_id_of(request)
    security_headers.protect(response.headers, security_headers.ANY)
    with suppress(ConnectionError):  # nobody is there to take it
        await response.prepare(request)
        await response.write_eof()
        await request.writer.drain()
    return response


def speaks(request: web.BaseRequest) -> bool:
    """Whether the request is in a version of HTTP that we speak."""
    # `version` would be remembered, and the answer, too, would be in that.
    return request._version in _VERSIONS  # noqa: SLF001


def require_framing(request: web.BaseRequest) -> None:
    """Refuse another HTTP than 1.0 and 1.1, and another transfer coding than chunks.

    Where we and a proxy took a body's end for different places, one message would hide another.
    Raises HTTPBadRequest, which ends the connection.
    """
    if not speaks(request):
        raise web.HTTPBadRequest
    if hdrs.TRANSFER_ENCODING in request.headers:
        codings = request.headers.getall(hdrs.TRANSFER_ENCODING)
        if [coding.strip().lower() for coding in codings] != ["chunked"]:
            raise web.HTTPBadRequest


def explain_as_json(request: web.Request, error: BaseException, request_id: str) -> web.Response:
    """The error as a problem in the language that the caller prefers."""
    return problems.problem_response(error, language_of(request), request_id)


def language_of(request: web.BaseRequest) -> Language:
    """The language that the caller reads, from Accept-Language."""
    wanted = request.headers.get(hdrs.ACCEPT_LANGUAGE)
    return negotiate(wanted) if wanted else Language.ID


def request_id_of(request: web.BaseRequest) -> str:
    """The id that the request brought along, or else a new one."""
    given = request.headers.get(REQUEST_ID)
    if given is not None and _GIVEN_ID.fullmatch(given):
        return given
    return random.getrandbits(64).to_bytes(8).hex()


def _answer(request: web.Request, error: Exception, explain: Explain) -> web.Response:
    request_id = request_id_of(request)
    if isinstance(error, Damaged):
        _LOG.error("damaged", {"request_id": request_id, "reason": str(error)})
    elif not isinstance(error, _EXPECTED):
        about = {"request_id": request_id, "route": _route(request)}
        _LOG.error("failed", about | logs.failure(error))
    request.config_dict[CONTEXT].metrics.problem(problems.problem_type(error).slug)
    response = explain(request, error, request_id)
    response.headers[REQUEST_ID] = request_id
    if hdrs.EXPECT in request.headers and not request.content.is_eof():
        # The client was not told to send its body, so what comes next may be it or a request.
        response.force_close()
    return response


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""
