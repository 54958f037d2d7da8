"""A call: its parameters, and the site whose key it carries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from moderation import clock
from moderation.domain import Submission
from moderation.errors import Unauthenticated
from moderation.sites.directory import KnownSite
from moderation.store.sites import KeyRecord
from moderation.submission.ip import network
from moderation.web.doors.akismet.answers import Misunderstood
from moderation.web.doors.akismet.bodies import params_of
from moderation.web.doors.akismet.fields import KEYS, WANTED, submission_of
from moderation.web.http.body import read_body
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.forwarding import client_address, forwarded
from moderation.web.http.problems import TooManyAttempts

DOOR: Final = "akismet"
# No site has such a name: bodies are read before it is known whose they are.
NOBODY: Final = "?akismet"
_KEY: Final = re.compile("[0-9a-f]{12}")
_IN_HOST: Final = re.compile(r"([0-9a-f]{12})\.")
_NO: Final = frozenset({"", "0", "false", "no", "off"})


@dataclass(slots=True)
class Call:
    """One call of one site."""

    params: Mapping[str, str]
    secret: str
    key: KeyRecord
    known: KnownSite
    at: int

    def has(self, name: str) -> bool:
        """Whether a parameter is true, in any of the ways in which clients write that."""
        return self.params.get(name, "").strip().lower() not in _NO

    def require(self, *names: str) -> None:
        """Raises Misunderstood for a parameter that did not come."""
        for name in names:
            if not self.params.get(name, "").strip():
                raise Misunderstood(f"The parameter {name} is missing.")

    def submission(self, context: Context) -> Submission:
        """The comment that it is about."""
        return submission_of(self.params, context.reader, self.at)


async def read_call(request: web.Request) -> Call:
    """The call of a request. Raises Unauthenticated, TooManyAttempts, Misunderstood."""
    context = request.app[CONTEXT]
    params = await _params(request, context)
    secret = _secret(request, params)
    at = clock.now_ms()
    key, known = await _opened(request, context, secret, at)
    return Call(params, secret, key, known, at)


async def _params(request: web.Request, context: Context) -> Mapping[str, str]:
    if request.method == "GET":
        return {name: value for name, value in request.query.items() if name in WANTED}
    settings = context.settings
    with context.bodies.permit(NOBODY, 0) as memory:
        body = await read_body(
            request, limit=settings.body_limit, seconds=settings.body_timeout, memory=memory
        )
        return await params_of(request, body, context.turns)


def _secret(request: web.Request, params: Mapping[str, str]) -> str:
    """The key, wherever it stands: in a parameter, else before the host's name."""
    for name in KEYS:
        if given := params.get(name, "").strip():
            return given
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    host = forwarded(request, "X-Forwarded-Host") or request.headers.get("Host", "")
    found = _IN_HOST.match(host.lower())
    if found is None:
        raise Unauthenticated("missing_key")
    return found[1]


async def _opened(
    request: web.Request, context: Context, secret: str, at: int
) -> tuple[KeyRecord, KnownSite]:
    if not _KEY.fullmatch(secret):
        raise Unauthenticated("unknown_key")
    guesses, where = context.key_guesses, _network(request)
    if wait_ms := guesses.wait_ms(where, secret, at):
        raise TooManyAttempts(-(-wait_ms // 1000))
    try:
        opened = await context.directory.opened(secret, {DOOR})
    except Unauthenticated:
        guesses.failed(where, secret, at)
        raise
    guesses.opened(secret)
    return opened


def _network(request: web.Request) -> str:
    """The part of the client's address that guesses are counted by."""
    try:
        return network(client_address(request))
    except ValueError:
        return ""
