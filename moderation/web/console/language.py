"""The language that a moderator reads: chosen by a switch, else what the browser prefers."""

from typing import Final

from aiohttp import web

from moderation.messages import Language, negotiate
from moderation.web.console.origin import is_secure

_COOKIE: Final = "saring-language"
_YEAR_SECONDS: Final = 31_536_000


def language_of(request: web.Request) -> Language:
    """The language to answer in."""
    chosen = request.cookies.get(_COOKIE)
    if chosen in set(Language):
        return Language(chosen)
    return negotiate(request.headers.get("Accept-Language", ""))


def keep_language(request: web.Request, response: web.Response, language: Language) -> None:
    """Have the browser remember the choice for a year."""
    response.set_cookie(
        _COOKIE,
        language,
        path="/console",
        max_age=_YEAR_SECONDS,
        httponly=True,
        secure=is_secure(request),
        samesite="Lax",
    )
