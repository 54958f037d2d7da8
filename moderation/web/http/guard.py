"""The one middleware: a request id for every answer, and a problem for every failure."""

import asyncio
import random
import re
from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from moderation import logs
from moderation.errors import Damaged, SaringError
from moderation.messages import Language, negotiate
from moderation.web.console.pages.problem import problem_page
from moderation.web.http import problems
from moderation.web.http.context import CONTEXT

REQUEST_ID: Final = "X-Request-ID"
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOG: Final = logs.logger("web")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers with what `handler` says, or with the problem it ran into."""
    request_id = request_id_of(request)
    try:
        if hdrs.CONTENT_ENCODING in request.headers:
            _refuse_encoded(request)
        response: web.StreamResponse = await handler(request)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        response = _explain(request, error, request_id)
    except (SaringError, web.RequestPayloadError) as error:
        if isinstance(error, Damaged):
            _LOG.error("damaged", {"request_id": request_id, "reason": str(error)})
        response = _explain(request, error, request_id)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001 - no traceback leaves the process, whatever fails
        about = {"request_id": request_id, "route": _route(request)}
        _LOG.error("failed", about | logs.failure(error))
        response = _explain(request, error, request_id)
    response.headers.setdefault(REQUEST_ID, request_id)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def language_of(request: web.BaseRequest) -> Language:
    """The language that the caller reads, from Accept-Language."""
    wanted = request.headers.get("Accept-Language")
    return negotiate(wanted) if wanted else Language.ID


def request_id_of(request: web.BaseRequest) -> str:
    """The id that the request brought along, or else a new one."""
    given = request.headers.get(REQUEST_ID)
    if given is not None and _GIVEN_ID.fullmatch(given):
        return given
    return f"{random.getrandbits(64):016x}"


def _refuse_encoded(request: web.Request) -> None:
    """Nobody unpacks a body: one of a megabyte may hold a thousand. Raises UnsupportedEncoding."""
    coding = request.headers[hdrs.CONTENT_ENCODING].strip()
    if coding and coding.lower() != "identity":
        raise problems.UnsupportedEncoding(coding)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""


def _explain(request: web.Request, error: BaseException, request_id: str) -> web.Response:
    kind = problems.problem_type(error)
    request.app[CONTEXT].metrics.problem(kind.slug)
    if _wants_page(request):
        return problem_page(request, error, request_id)
    return problems.problem_response(error, language_of(request), request_id)


def _wants_page(request: web.Request) -> bool:
    path = request.path
    return path.startswith("/console") and not path.startswith("/console/api/")
