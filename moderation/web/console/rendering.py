"""Pages as answers: for a moderator, for a visitor who has not logged in, and plain ones."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from moderation.messages import Language
from moderation.web.console.assets import edition
from moderation.web.console.forms import keep_visitor_token, visitor_token
from moderation.web.console.language import language_of
from moderation.web.console.sessions import Visit

if TYPE_CHECKING:
    from moderation.web.console.templates import Phrases

# Sent by our script with its edition, and back with a page's parts, which take the place of those
# that are shown.
SWAP: Final = "Saring-Swap"


def swaps(request: web.Request) -> bool:
    """Whether our script asks, which wants the parts of a page without the frame around them.

    That of a page from before an upgrade is given whole pages, so that it is loaded anew.
    """
    return request.headers.get(SWAP) == edition()


def page(
    request: web.Request,
    template: str,
    visit: Visit,
    *,
    status: int = 200,
    address: str = "",
    **values: Any,
) -> web.Response:
    """A page for a moderator who has logged in; an act that shows it names the page's address."""
    about = {"csrf": visit.session.csrf, "moderator": visit.moderator, "shown_at": visit.at}
    if not address or request.method == "GET":
        return _parts_or_whole(request, template, status, about | values)
    response = _parts_or_whole(request, template, status, about | values | {"here": address})
    response.headers["Content-Location"] = address
    return response


def visitor_page(
    request: web.Request, template: str, *, status: int = 200, **values: Any
) -> web.Response:
    """A page with a form for somebody who has not logged in; it is always a whole one."""
    token = visitor_token(request)
    response = _response(request, template, status, {"csrf": token, "moderator": None} | values)
    keep_visitor_token(request, response, token)
    return response


def plain_page(
    request: web.Request, template: str, *, status: int = 200, **values: Any
) -> web.Response:
    """A page without forms, the same for every caller."""
    return _parts_or_whole(request, template, status, {"csrf": "", "moderator": None} | values)


def phrases(language: Language) -> "Phrases":
    """What is said outside a template, in one language."""
    # Imported by the first page: most processes serve none, and Jinja with Babel costs a tenth of
    # the start, and megabytes.
    from moderation.web.console.templates import Phrases  # noqa: PLC0415

    return Phrases(language)


def _parts_or_whole(
    request: web.Request, template: str, status: int, values: Mapping[str, Any]
) -> web.Response:
    if not swaps(request):
        return _response(request, template, status, {"layout": "layout.html", **values})
    response = _response(request, template, status, {"layout": "swap.html", **values})
    response.headers[SWAP] = edition()
    return response


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
