"""From a template and a view to an answer, with the headers that keep a page to itself."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from moderation.demo.view import PageContext, view_of
from moderation.messages import Language, catalogue

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The browser asks again each time, but may keep the page for its back button: what a reader typed
# must survive a look at another page.
_PAGE_CACHE: Final = "private, no-cache"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("moderation.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(view: PageContext, template: str, *, status: int = 200, **facts: Any) -> web.Response:
    """The template as an answer, in the view's language."""
    text = (
        _templates()
        .get_template(template)
        .render(view=view, say=view.say, languages=list(Language), now=datetime.now(UTC), **facts)
    )
    headers = {
        "Cache-Control": _PAGE_CACHE,
        "Content-Language": view.language.value,
        "Vary": "Accept-Language",
    }
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def go_to(address: str) -> web.Response:
    """Send the browser on with a GET."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


@web.middleware
async def pages_for_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer refusals with a page of the site, and give every answer the security headers."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        response = _problem(request, error)
    response.headers.update(HEADERS)
    return response


def _problem(request: web.Request, error: web.HTTPException) -> web.Response:
    view = view_of(request)
    known = f"demo.problem.{error.status}.title" in catalogue(view.language)
    response = page(
        view, "problem.html", status=error.status, problem=error.status if known else "400"
    )
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response
