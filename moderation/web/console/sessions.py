"""Sessions: the cookie, the moderator behind it, and decorators for handlers that need one."""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from moderation import clock
from moderation.domain import Moderator
from moderation.errors import NotFound, Unauthenticated
from moderation.intake import milliseconds
from moderation.store.moderators import Session, credential
from moderation.web.console.forms import (
    BODY_LIMIT,
    TOKEN,
    TOKEN_FIELD,
    Form,
    read_form,
    require_token,
)
from moderation.web.console.origin import is_secure, require_own_origin
from moderation.web.http.context import CONTEXT

_OWN_PATH: Final = re.compile(
    r"/console(?:/sites/[\w.%-]{1,300}(?:/history|/search|/authors(?:/[0-9a-f]{24})?|/(?:comments|jobs)/\w{1,64}(?:/edit)?)?)?(?:\?[\w=&%.+-]{0,900})?",
    re.ASCII,
)
_KEPT: Final = re.compile(r"(approve|reject)\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of a moderator who has logged in, and when (ms) it came."""

    token: str
    session: Session
    moderator: Moderator
    at: int


Reader = Callable[[web.Request, Visit], Awaitable[web.StreamResponse]]
Writer = Callable[[web.Request, Visit, Form], Awaitable[web.StreamResponse]]


def reading(page: Reader) -> Handler:
    """Decorator of a page; a caller without a session is sent to log in and then comes back."""

    @wraps(page)
    async def handler(request: web.Request) -> web.StreamResponse:
        visit = await recall(request)
        return await page(request, visit) if visit else to_login(request.path_qs)

    return handler


def writing(act: Writer, *, limit: int = BODY_LIMIT) -> Handler:
    """Decorator of an act: it takes a form of our own, from a moderator who has logged in.

    `limit` is how many bytes the form may have; a stranger's has no more than others.
    """

    @wraps(act)
    async def handler(request: web.Request) -> web.StreamResponse:
        if limit == BODY_LIMIT:
            form = await read_form(request)
            visit = await recall(request)
        else:
            visit = await recall(request)
            form = await read_form(request, limit if visit else BODY_LIMIT)
        if visit is None:
            return to_login(_page_of(request.path, form))
        require_token(form.get(TOKEN_FIELD, ""), visit.session.csrf)
        return await act(request, visit, form)

    return handler


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision that came after its session had ended: it is offered again after log-in."""

    action: str
    revision: int


def kept_decision(request: web.Request) -> KeptDecision | None:
    """The decision that the address of a case keeps."""
    found = _KEPT.fullmatch(request.query.get("kept", ""))
    return KeptDecision(found[1], int(found[2])) if found else None


def _page_of(act: str, form: Form) -> str:
    """The page that an act was sent from; that of a decision keeps what was decided."""
    page, _, name = act.rpartition("/")
    kept = f"{form.get('action')}.{form.get('revision')}"
    return f"{page}?kept={kept}" if name == "decide" and _KEPT.fullmatch(kept) else page


async def visiting(request: web.Request, *, renew: bool = True) -> Visit:
    """The visit of a caller of the JSON API. Raises Unauthenticated; Forged without its token.

    What a page asks by itself, without its moderator, renews no session.
    """
    writes = request.method not in {"GET", "HEAD"}
    if writes:
        require_own_origin(request)
    visit = await recall(request, renew=renew)
    if visit is None:
        raise Unauthenticated("no_session")
    if writes:
        require_token(request.headers.get("X-CSRF-Token", ""), visit.session.csrf)
    return visit


async def recall(request: web.Request, *, renew: bool = True) -> Visit | None:
    """The visit that the session cookie stands for; its session is renewed, up to its limit."""
    token, at = request.cookies.get(_cookie(request), ""), clock.now_ms()
    if not TOKEN.fullmatch(token):
        return None
    moderators = request.config_dict[CONTEXT].store.moderators
    session = await moderators.session(token, _life_ms(request), renew=renew)
    if session is None or is_over(request, session):
        return None
    try:
        moderator = await moderators.find(session.moderator_id)
    except NotFound:  # removed since
        return None
    known = session.credential == credential(moderator)
    return Visit(token, session, moderator, at) if known else None


async def begin(request: web.Request, moderator: Moderator, response: web.Response) -> None:
    """Open a session under a token that nobody knew before, and end the one there was."""
    await end(request, response)
    token = secrets.token_urlsafe(32)
    session = Session(
        moderator_id=moderator.id,
        csrf=secrets.token_urlsafe(32),
        started_at=clock.now_ms(),
        credential=credential(moderator),
    )
    await request.config_dict[CONTEXT].store.moderators.open_session(
        token, session, _life_ms(request)
    )
    # Lax, so that a link in a message leads to the case and not to the log-in page.
    response.set_cookie(
        _cookie(request), token, path="/", httponly=True, secure=is_secure(request), samesite="Lax"
    )


async def end(request: web.Request, response: web.Response) -> None:
    """Close the browser's session, if it has one."""
    token = request.cookies.get(_cookie(request), "")
    if TOKEN.fullmatch(token):
        await request.config_dict[CONTEXT].store.moderators.close_session(token)
    response.del_cookie(_cookie(request), path="/", httponly=True, secure=is_secure(request))


def own_path(path: str) -> str:
    """`path` if it is one of the console's pages, else the console's start."""
    return path if _OWN_PATH.fullmatch(path) and ".." not in path else "/console"


def to_login(path: str) -> web.Response:
    """Off to the log-in page, and back to `path` afterwards."""
    there = own_path(path)
    suffix = "" if there == "/console" else f"?next={quote(there, safe='')}"
    return see_other(f"/console/login{suffix}")


def see_other(path: str) -> web.Response:
    """On to another page, to be fetched with GET."""
    return web.Response(status=303, headers={"Location": path})


def _cookie(request: web.Request) -> str:
    return "__Host-saring-session" if is_secure(request) else "saring-session"


def is_over(request: web.Request, session: Session) -> bool:
    """Whether it has lasted as long as any session may, however much it was used."""
    limit_ms = milliseconds(request.config_dict[CONTEXT].settings.session_limit)
    return clock.now_ms() >= session.started_at + limit_ms


def _life_ms(request: web.Request) -> int:
    return milliseconds(request.config_dict[CONTEXT].settings.session_life)
