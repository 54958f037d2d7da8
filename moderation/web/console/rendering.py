"""Pages as answers: for a moderator, for a visitor who has not logged in, and plain ones."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from moderation.messages import Language
from moderation.web.console.forms import keep_visitor_token, visitor_token
from moderation.web.console.language import language_of
from moderation.web.console.sessions import Visit

if TYPE_CHECKING:
    from moderation.web.console.templates import Phrases


def page(
    request: web.Request, template: str, visit: Visit, *, status: int = 200, **values: Any
) -> web.Response:
    """A page for a moderator who has logged in."""
    about = {"csrf": visit.session.csrf, "moderator": visit.moderator}
    return _response(request, template, status, about | values)


def visitor_page(
    request: web.Request, template: str, *, status: int = 200, **values: Any
) -> web.Response:
    """A page with a form for somebody who has not logged in."""
    token = visitor_token(request)
    response = _response(request, template, status, {"csrf": token, "moderator": None} | values)
    keep_visitor_token(request, response, token)
    return response


def plain_page(
    request: web.Request, template: str, *, status: int = 200, **values: Any
) -> web.Response:
    """A page without forms, the same for every caller."""
    return _response(request, template, status, {"csrf": "", "moderator": None} | values)


def phrases(language: Language) -> "Phrases":
    """What is said outside a template, in one language."""
    # Imported by the first page: most processes serve none, and Jinja with Babel costs a tenth of
    # the start, and megabytes.
    from moderation.web.console.templates import Phrases  # noqa: PLC0415

    return Phrases(language)


def _response(
    request: web.Request, template: str, status: int, values: Mapping[str, Any]
) -> web.Response:
    # As in `phrases`.
    from moderation.web.console.templates import render  # noqa: PLC0415

    language = language_of(request)
    text = render(template, language, {"here": request.path_qs, "status": status, **values})
    # Hostile text may hold lone surrogates where an old record let them in; they are shown by name.
    return web.Response(
        status=status,
        body=text.encode("utf-8", "replace"),
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Language": language},
    )
