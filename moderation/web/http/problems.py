"""Problems: every error that leaves over HTTP, as RFC 9457 says, in the reader's language.

One table maps exceptions to problem types. `type` is a relative address that explains the problem
to a person; `instance` is the request's id; `errors` lists faults with JSON pointers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType

from moderation import errors
from moderation.messages import Fact, Language, say
from moderation.web.http import security_headers

CONTENT_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem: its name in addresses and messages, and its status."""

    slug: str
    status: int
    retry_after: int = 0


MALFORMED: Final = ProblemType("malformed", 400)
INVALID: Final = ProblemType("invalid", 422)
MISMATCH: Final = ProblemType("idempotency-mismatch", 422)
UNAUTHENTICATED: Final = ProblemType("unauthenticated", 401)
FORBIDDEN: Final = ProblemType("forbidden", 403)
NOT_FOUND: Final = ProblemType("not-found", 404)
METHOD: Final = ProblemType("method-not-allowed", 405)
TOO_SLOW: Final = ProblemType("too-slow", 408)
CONFLICT: Final = ProblemType("conflict", 409)
CURSOR: Final = ProblemType("cursor-expired", 410)
TOO_LARGE: Final = ProblemType("too-large", 413)
MEDIA_TYPE: Final = ProblemType("unsupported-media-type", 415)
TOO_MANY: Final = ProblemType("too-many-attempts", 429)
HEADERS: Final = ProblemType("headers-too-large", 431)
INTERNAL: Final = ProblemType("internal", 500)
STORE: Final = ProblemType("store-unavailable", 503, retry_after=2)
OVERLOADED: Final = ProblemType("overloaded", 503, retry_after=1)
UNAVAILABLE: Final = ProblemType("unavailable", 503, retry_after=2)

ALL: Final = (
    MALFORMED,
    INVALID,
    MISMATCH,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD,
    TOO_SLOW,
    CONFLICT,
    CURSOR,
    TOO_LARGE,
    MEDIA_TYPE,
    TOO_MANY,
    HEADERS,
    INTERNAL,
    STORE,
    OVERLOADED,
    UNAVAILABLE,
)

# The first that fits serves, so the narrower classes stand first.
_BY_EXCEPTION: Final[tuple[tuple[type[BaseException], ProblemType], ...]] = (
    (errors.Invalid, INVALID),
    (errors.IdempotencyMismatch, MISMATCH),
    (errors.Unauthenticated, UNAUTHENTICATED),
    (errors.Forbidden, FORBIDDEN),
    (errors.NotFound, NOT_FOUND),
    (errors.Conflict, CONFLICT),
    (errors.CursorExpired, CURSOR),
    (errors.TooLarge, TOO_LARGE),
    (errors.TooSlow, TOO_SLOW),
    (errors.StoreUnavailable, STORE),
    (errors.Overloaded, OVERLOADED),
    (errors.Unavailable, UNAVAILABLE),
)
_BY_STATUS: Final[Mapping[int, ProblemType]] = {
    400: MALFORMED,
    404: NOT_FOUND,
    405: METHOD,
    413: TOO_LARGE,
    415: MEDIA_TYPE,
    417: MALFORMED,
    431: HEADERS,
}


class Fault(Struct):
    """One thing that is wrong with the request."""

    pointer: Annotated[str, Meta(description="JSON pointer, or /FIELD of a form.")]
    code: str
    detail: str


class Problem(Struct):
    """An error as RFC 9457 tells it."""

    type: Annotated[str, Meta(extra_json_schema={"format": "uri-reference"})]
    title: str
    status: int
    detail: str
    instance: Annotated[str, Meta(description="The request's id.")]
    errors: list[Fault] | UnsetType = UNSET
    state: str | UnsetType = UNSET
    event: str | UnsetType = UNSET


class Malformed(errors.Invalid):
    """A body that cannot even be read as fields."""

    @classmethod
    def because(cls, code: str, **facts: str | int) -> "Malformed":
        """With the one fault `code`, of the body as a whole."""
        return cls([errors.Fault("", code, tuple(facts.items()))])


class UnsupportedMediaType(errors.SaringError):
    """A body of a type or in a charset that we do not read."""


class UnsupportedEncoding(UnsupportedMediaType):
    """A body that would first have to be unpacked."""


class OnlyJson(UnsupportedMediaType):
    """A form where there is none to be read."""


class TooManyAttempts(errors.SaringError):
    """Too many attempts; allowed again after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def problem_type(error: BaseException) -> ProblemType:
    """The kind of problem that an exception is."""
    if isinstance(error, Malformed | web.RequestPayloadError):
        return MALFORMED
    if isinstance(error, UnsupportedMediaType):
        return MEDIA_TYPE
    if isinstance(error, TooManyAttempts):
        return TOO_MANY
    if isinstance(error, web.HTTPException):
        return _BY_STATUS.get(error.status, INTERNAL)
    return next((kind for cls, kind in _BY_EXCEPTION if isinstance(error, cls)), INTERNAL)


def facts_of(error: BaseException) -> dict[str, Fact]:
    """The facts that fill the places of the problem's sentence."""
    match error:
        case errors.Conflict():
            return {"state": error.state, "event": error.event}
        case errors.TooLarge():
            return {"limit": error.limit}
        case web.HTTPRequestEntityTooLarge():
            return {"limit": 0}
        case TooManyAttempts():
            return {"seconds": error.seconds}
        case web.HTTPMethodNotAllowed():
            return {"allowed": ", ".join(sorted(error.allowed_methods))}
        case _:
            return {}


def title(kind: ProblemType, language: Language) -> str:
    """The problem type's short name."""
    return say(f"problem.{kind.slug}.title", language)


def detail(error: BaseException, kind: ProblemType, language: Language) -> str:
    """What is wrong this time, in a sentence."""
    if isinstance(error, errors.Forged):
        return say("problem.forbidden.forged", language)
    if isinstance(error, OnlyJson):
        return say("problem.unsupported-media-type.json", language)
    if isinstance(error, errors.Unauthenticated):
        return say(f"problem.unauthenticated.{error.reason}", language)
    if isinstance(error, UnsupportedEncoding):
        return say("problem.unsupported-media-type.encoding", language)
    facts: dict[str, Fact] = {"state": "", "event": "", "limit": 0, "seconds": 0, "allowed": ""}
    return say(f"problem.{kind.slug}.detail", language, facts | facts_of(error))


def faults(found: list[errors.Fault], language: Language) -> list[Fault]:
    """Each fault with a sentence."""
    return [
        Fault(each.pointer, each.code, say(f"fault.{each.code}", language, dict(each.facts)))
        for each in found
    ]


def problem(error: BaseException, language: Language, request_id: str) -> Problem:
    """The error as a problem in that language."""
    kind = problem_type(error)
    told = Problem(
        type=f"/problems/{kind.slug}",
        title=title(kind, language),
        status=kind.status,
        detail=detail(error, kind, language),
        instance=request_id,
    )
    if isinstance(error, errors.Invalid):
        told.errors = faults(error.faults, language)
    if isinstance(error, errors.Conflict):
        told.state, told.event = error.state, error.event
    return told


def problem_response(
    error: BaseException, language: Language, request_id: str = ""
) -> web.Response:
    """The problem as an answer."""
    kind = problem_type(error)
    response = web.Response(
        status=kind.status,
        body=msgspec.json.encode(problem(error, language, request_id)),
        content_type=CONTENT_TYPE,
        headers={"Content-Language": language, **security_headers.JSON},
    )
    wait = error.seconds if isinstance(error, TooManyAttempts) else kind.retry_after
    if wait:
        response.headers["Retry-After"] = str(wait)
    if kind is UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, web.HTTPMethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.allowed_methods))
    return response
