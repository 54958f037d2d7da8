"""Pages for readers: the form with what is wrong, and what became of a comment."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
from aiohttp import web

from moderation.messages import Language, say
from moderation.web.doors.wordpress.fields import BACK, HIDDEN
from moderation.web.http import problems, security_headers
from moderation.web.http.guard import language_of
from moderation.web.pages import rendered

# No `form-action`: where the form leads in the end is the site's own page.
HEADERS: Final = {
    **security_headers.JSON,
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # The form comes again with the address that it came from.
    "Referrer-Policy": "same-origin",
}
_SERVER_ERROR: Final = 500


def form_page(
    request: web.Request,
    form: Mapping[str, str],
    page: str,
    sentences: Sequence[str],
    *,
    status: int = 200,
    challenge: Mapping[str, Any] | None = None,
) -> web.Response:
    """The form as it was filled, with what there is to say; with a challenge, or to be mended."""
    language = language_of(request)
    return _html(
        "form.html",
        status,
        language,
        form=form,
        hidden={name: form[name] for name in HIDDEN if name in form} | {BACK: page},
        sentences=sentences,
        page=page,
        challenge=msgspec.json.encode(challenge).decode() if challenge else "",
    )


def notice(
    request: web.Request, page: str, code: str, *, status: int, **facts: int
) -> web.Response:
    """A page with one sentence, and the way back."""
    language = language_of(request)
    sentence = say(f"wordpress.{code}", language, facts)
    return _html("notice.html", status, language, sentence=sentence, page=page)


def error_page(request: web.Request, error: BaseException, _request_id: str) -> web.Response:
    """The page of an error that leaves nothing to show again."""
    kind = problems.problem_type(error)
    code = "away" if kind.status >= _SERVER_ERROR else "unreadable"
    response = notice(request, "", code, status=kind.status)
    if kind.retry_after:
        response.headers["Retry-After"] = str(kind.retry_after)
    return response


async def script(_: web.Request) -> web.Response:
    """GET /sites/proof-of-work.js."""
    headers = {"Cache-Control": "public, max-age=3600"}
    body = _file("static/proof-of-work.js")
    return web.Response(body=body, content_type="text/javascript", charset="utf-8", headers=headers)


@cache
def _file(name: str) -> bytes:
    return files("moderation.web.doors.wordpress").joinpath(name).read_bytes()


def _html(name: str, status: int, language: Language, **values: Any) -> web.Response:
    def told(code: str) -> str:
        return say(f"wordpress.{code}", language)

    text = rendered(f"wordpress/{name}", say=told, language=language, **values)
    return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)
