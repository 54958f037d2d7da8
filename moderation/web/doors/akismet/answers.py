"""Answers and refusals, to the byte."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from aiohttp import web

from moderation import errors
from moderation.web.http import problems, security_headers

SPAM: Final = "true"
HAM: Final = "false"
INVALID: Final = "invalid"
VALID: Final = "valid"
THANKS: Final = "Thanks for making the web a better place."

GUID: Final = "X-akismet-guid"
RECHECK_AFTER: Final = "X-akismet-recheck-after"
PRO_TIP: Final = "X-akismet-pro-tip"
CLASSIFICATION: Final = "X-akismet-classification"
DEBUG_HELP: Final = "X-akismet-debug-help"
ERROR: Final = "X-akismet-error"

NO_HEADERS: Final[Mapping[str, str]] = {}


class Misunderstood(errors.Invalid):
    """A call that cannot be answered, with what would help its developer."""

    def __init__(self, help_: str) -> None:
        super().__init__([])
        self.help = help_


def text(body: str, headers: Mapping[str, str] = NO_HEADERS, status: int = 200) -> web.Response:
    """An answer of one word or sentence."""
    return web.Response(
        status=status,
        body=body.encode(),
        content_type="text/plain",
        charset="utf-8",
        headers={**security_headers.JSON, **headers},
    )


def data(value: Any) -> web.Response:
    """An answer in JSON."""
    return web.Response(
        body=msgspec.json.encode(value),
        content_type="application/json",
        headers=security_headers.JSON,
    )


def refusal(_: web.Request, error: BaseException, request_id: str) -> web.Response:
    """The error as Akismet's clients know it.

    What asking again cannot mend is a 200 that says `invalid`. For the rest the client holds the
    comment and asks again.
    """
    if isinstance(error, Misunderstood):
        return text(INVALID, {DEBUG_HELP: error.help})
    if isinstance(error, errors.Unauthenticated):
        return text(INVALID, {DEBUG_HELP: _KEYS.get(error.reason, _KEYS["unknown_key"])})
    kind = problems.problem_type(error)
    if kind.slug in {"malformed", "invalid", "unsupported-media-type", "not-found"}:
        return text(INVALID, {DEBUG_HELP: f"The call cannot be read: {kind.slug}."})
    told = {ERROR: f"{kind.slug} {request_id}"}
    wait = error.seconds if isinstance(error, problems.TooManyAttempts) else kind.retry_after
    if wait:
        told["Retry-After"] = str(wait)
    return text("error", told, kind.status)


_KEYS: Final[Mapping[str, str]] = {
    "missing_key": "There is no key: send it as api_key, or before the host's name.",
    "unknown_key": "The key is not one of this service's for Akismet's clients.",
    "revoked_key": "The key was revoked.",
}
