"""Logging in and out."""

import asyncio
from typing import Final

from aiohttp import web

from moderation import clock, logs
from moderation.administration import passwords
from moderation.domain import Moderator
from moderation.errors import NotFound
from moderation.messages import say
from moderation.store.moderators import moderator_id
from moderation.submission.ip import network
from moderation.web.console.forms import Form, read_form, require_visitor_token
from moderation.web.console.language import language_of
from moderation.web.console.pages.login import show_login
from moderation.web.console.rendering import phrases
from moderation.web.console.sessions import Visit, begin, end, own_path, see_other
from moderation.web.http.context import CONTEXT
from moderation.web.http.forwarding import client_address

_EMAIL_LIMIT: Final = 254

# Held while a password is checked: one at a time in each process, since it takes 19 MiB.
CHECKING: web.AppKey[asyncio.Lock] = web.AppKey("checking", asyncio.Lock)
_LOG: Final = logs.logger("console")


async def log_in(request: web.Request) -> web.Response:
    """Open a session for the right e-mail address and password."""
    form = await read_form(request)
    require_visitor_token(request, form)
    # Cut first: attempts must be counted under the text that the account is found by.
    email = form.get("email", "").strip()[:_EMAIL_LIMIT].strip()
    moderators, origin = request.config_dict[CONTEXT].store.moderators, _network(request)
    wait_ms = await moderators.login_wait_ms(email, origin, clock.now_ms())
    if wait_ms:
        _LOG.warning("log_in_refused", {"reason": "too_many_attempts"})
        return _refused_for_now(request, form, -(-wait_ms // 1000))
    moderator = await _moderator(request, email, form.get("password", ""))
    if moderator is None:
        return _refused(request, form, 422, say("console.login.wrong", language_of(request)))
    await moderators.forgive_login(email, origin, clock.now_ms())
    response = see_other(own_path(form.get("next", "")))
    await begin(request, moderator, response)
    _LOG.info("logged_in", {"moderator": moderator.id})
    return response


async def log_out(request: web.Request, visit: Visit, _form: Form) -> web.Response:
    """End the session."""
    response = see_other("/console/login")
    await end(request, response)
    _LOG.info("logged_out", {"moderator": visit.moderator.id})
    return response


def _network(request: web.Request) -> str:
    """The part of the client's address that attempts are counted by."""
    return network(client_address(request))


async def _moderator(request: web.Request, email: str, password: str) -> Moderator | None:
    """The moderator, if the password fits. An unknown address takes as long as a known one."""
    try:
        found = await request.config_dict[CONTEXT].store.moderators.find(moderator_id(email))
    except NotFound:
        found = None
    async with request.app[CHECKING]:
        fits = await passwords.matches(password, found.password_hash if found else None)
    if not fits:
        # Of an address that no moderator has nothing is kept: it may be anybody's.
        whose = {"moderator": found.id} if found else {}
        _LOG.warning("log_in_refused", {"reason": "wrong_password"} | whose)
    return found if fits else None


def _refused_for_now(request: web.Request, form: Form, seconds: int) -> web.Response:
    say = phrases(language_of(request))
    fault = say("login.wait", wait=say.seconds(seconds))
    response = _refused(request, form, 429, fault)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refused(request: web.Request, form: Form, status: int, fault: str) -> web.Response:
    there, email = own_path(form.get("next", "")), form.get("email", "")[:_EMAIL_LIMIT]
    return show_login(request, there, status=status, email=email, fault=fault)
