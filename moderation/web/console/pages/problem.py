"""A problem as a page of the console, in words, with a way on."""

from aiohttp import web

from moderation.errors import Forged, Invalid, Overloaded, StoreUnavailable, Unconfirmed
from moderation.messages import Language, say
from moderation.web.console.forms import SENT
from moderation.web.console.language import language_of
from moderation.web.console.rendering import plain_page
from moderation.web.http import problems


def problem_page(request: web.Request, error: BaseException, request_id: str) -> web.Response:
    """The page for a problem; it asks nothing of the store, which may be the problem."""
    kind, language = problems.problem_type(error), language_of(request)
    unsaved = _unsaved(request, error, language)
    return plain_page(
        request,
        "problem.html",
        status=kind.status,
        title=problems.title(kind, language),
        detail=unsaved or problems.detail(error, kind, language),
        faults=problems.faults(error.faults, language) if isinstance(error, Invalid) else [],
        sent=request.get(SENT) if unsaved else None,
        forged=isinstance(error, Forged),
        request_id=request_id,
    )


def _unsaved(request: web.Request, error: BaseException, language: Language) -> str:
    """Where something is away: whether what the moderator sent was saved. "" for other problems."""
    if isinstance(error, Unconfirmed):
        return say("console.problem.away.unsure", language)
    act = "write" if request.method == "POST" else "read"
    if isinstance(error, StoreUnavailable):
        return say(f"console.problem.away.{act}", language)
    if isinstance(error, Overloaded):
        return say(f"console.problem.busy.{act}", language)
    return ""
