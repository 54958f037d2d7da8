"""Why a check was answered so: what the guid of an answer leads to, for who has the site's key."""

from functools import partial
from typing import Final

from aiohttp import web

from moderation.domain import Comment
from moderation.errors import NotFound, SaringError, Unauthenticated
from moderation.messages import say
from moderation.web import serializers
from moderation.web.doors.akismet.call import DOOR, read_call
from moderation.web.http import security_headers
from moderation.web.http.context import CONTEXT
from moderation.web.http.guard import language_of
from moderation.web.http.json_response import json_response
from moderation.web.http.problems import TooManyAttempts
from moderation.web.pages import rendered

TEMPLATE: Final = "akismet_explanation.html"


async def page(request: web.Request) -> web.Response:
    """GET /akismet/explanation/{id}: asks a browser for the key, so that no address holds it."""
    if "Authorization" in request.headers or "api_key" in request.query:
        return await explain(request)
    return _page(request, 200)


async def explain(request: web.Request) -> web.Response:
    """POST /akismet/explanation/{id}: the reasons, as a page or in JSON."""
    as_page = "text/html" in request.headers.get("Accept", "")
    try:
        comment = await _comment(request)
    except (Unauthenticated, NotFound, TooManyAttempts) as error:
        if as_page:
            return _page(request, 404 if isinstance(error, NotFound) else 403, error=error)
        raise
    if as_page:
        return _page(request, 200, comment=comment)
    return json_response(serializers.Comment.of(comment, language_of(request)))


async def _comment(request: web.Request) -> Comment:
    call = await read_call(request)
    site, asked = call.known.name, request.match_info["id"]
    found = await request.app[CONTEXT].store.comments.find(site, asked)
    if found.via != DOOR:  # such a key opens what came by it, and nothing else
        raise NotFound(asked)
    return found


def _page(
    request: web.Request,
    status: int,
    *,
    comment: Comment | None = None,
    error: SaringError | None = None,
) -> web.Response:
    language = language_of(request)
    text = rendered(
        TEMPLATE,
        language=language,
        shown=serializers.Comment.of(comment, language) if comment else None,
        fault="" if error is None else f"akismet.{type(error).__name__}",
        say=partial(say, language=language),
    )
    headers = {**security_headers.DOCUMENTATION, **security_headers.JSON}
    headers["Content-Security-Policy"] += "; form-action 'self'"
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)
