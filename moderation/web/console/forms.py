"""The console's own forms: small, urlencoded, and each with a token that only our pages know."""

import hmac
import re
import secrets
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from moderation.errors import Forged
from moderation.web.console.origin import is_secure, require_own_origin
from moderation.web.http.body import FORM, read_body
from moderation.web.http.context import CONTEXT
from moderation.web.http.form_body import form_fields
from moderation.web.http.problems import UnsupportedMediaType

BODY_LIMIT: Final = 16_384
# What secrets.token_urlsafe(32) makes.
TOKEN: Final = re.compile(r"[\w-]{43}", re.ASCII)
TOKEN_FIELD: Final = "csrf"  # noqa: S105 - a field's name

Form = Mapping[str, str]
# What was sent, so that a page about a problem can offer to send it again.
SENT: Final = web.RequestKey("sent", dict[str, str])


async def read_form(request: web.Request, limit: int = BODY_LIMIT) -> Form:
    """The fields of a form that one of our pages sent, of at most `limit` bytes.

    Raises Forged for another site's page, TooLarge, TooSlow, UnsupportedMediaType, Malformed.
    """
    require_own_origin(request)
    if request.content_type != FORM:
        raise UnsupportedMediaType(request.content_type)
    context = request.config_dict[CONTEXT]
    seconds = context.settings.body_timeout
    body = await read_body(request, limit=limit, seconds=seconds)
    fields = await form_fields(body, context.turns)
    request[SENT] = fields
    return fields


def require_token(given: str, expected: str) -> None:
    """Compare a form's token in constant time. Raises Forged."""
    # A cookie may hold bytes that are no UTF-8, which arrive as lone surrogates.
    one, other = (each.encode("utf-8", "surrogatepass") for each in (given, expected))
    if not expected or not hmac.compare_digest(one, other):
        raise Forged("csrf")


def visitor_token(request: web.Request) -> str:
    """The token of a browser that has not logged in: what its cookie says, or a fresh one."""
    known = request.cookies.get(_cookie(request), "")
    return known if TOKEN.fullmatch(known) else secrets.token_urlsafe(32)


def require_visitor_token(request: web.Request, form: Form) -> None:
    """Refuse a form whose token is not its browser's. Raises Forged."""
    require_token(form.get(TOKEN_FIELD, ""), request.cookies.get(_cookie(request), ""))


def keep_visitor_token(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Give the browser the token that its forms must come back with."""
    secure = is_secure(request)
    response.set_cookie(
        _cookie(request), token, path="/", httponly=True, secure=secure, samesite="Strict"
    )


def _cookie(request: web.Request) -> str:
    return "__Host-saring-visitor" if is_secure(request) else "saring-visitor"
