"""The language that a moderator reads: chosen by a switch, else what the browser prefers."""

from typing import Final

from aiohttp import web

from moderation.messages import Language, negotiate
from moderation.web.console.forms import (
    TOKEN_FIELD,
    read_form,
    require_token,
    require_visitor_token,
)
from moderation.web.console.origin import is_secure
from moderation.web.console.sessions import own_path, recall, see_other

_COOKIE: Final = "saring-language"
_YEAR_SECONDS: Final = 31_536_000


def language_of(request: web.Request) -> Language:
    """The language to answer in."""
    chosen = request.cookies.get(_COOKIE)
    if chosen in set(Language):
        return Language(chosen)
    return negotiate(request.headers.get("Accept-Language", ""))


async def choose_language(request: web.Request) -> web.Response:
    """Remember the choice and go back to the page it was made on."""
    form = await read_form(request)
    visit = await recall(request)
    if visit is None:
        require_visitor_token(request, form)
    else:
        require_token(form.get(TOKEN_FIELD, ""), visit.session.csrf)
    response = see_other(own_path(form.get("next", "")))
    if form.get("language") in set(Language):
        response.set_cookie(
            _COOKIE,
            form["language"],
            path="/console",
            max_age=_YEAR_SECONDS,
            httponly=True,
            secure=is_secure(request),
            samesite="Lax",
        )
    return response
