"""A problem as a page of the console, in words, with a way on."""

from aiohttp import web

from moderation.errors import Forged, Invalid
from moderation.web.console.language import language_of
from moderation.web.console.rendering import plain_page
from moderation.web.http import problems


def problem_page(request: web.Request, error: BaseException, request_id: str) -> web.Response:
    """The page for a problem; it asks nothing of the store, which may be the problem."""
    kind, language = problems.problem_type(error), language_of(request)
    return plain_page(
        request,
        "problem.html",
        status=kind.status,
        title=problems.title(kind, language),
        detail=problems.detail(error, kind, language),
        faults=problems.faults(error.faults, language) if isinstance(error, Invalid) else [],
        forged=isinstance(error, Forged),
        request_id=request_id,
    )
