"""Refusals in the form of Google's APIs: a code, a status by name, a sentence, details."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from aiohttp import web

from moderation import errors
from moderation.web.doors.perspective.attributes import KNOWN, SUFFIX
from moderation.web.http import problems, security_headers

NAME_SHOWN: Final = 64
_COMMENT_ERROR: Final = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
_ERROR_INFO: Final = "type.googleapis.com/google.rpc.ErrorInfo"
_INVALID: Final = "INVALID_ARGUMENT"
# google.rpc.Code, by the status of our own problems.
_STATUSES: Final[Mapping[int, str]] = {
    400: _INVALID,
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    408: "DEADLINE_EXCEEDED",
    413: _INVALID,
    415: _INVALID,
    422: _INVALID,
    503: "UNAVAILABLE",
}


class Refused(errors.Invalid):
    """A request that Perspective, too, would refuse, with what it would say."""

    def __init__(self, code: int, message: str, details: tuple[Mapping[str, Any], ...]) -> None:
        super().__init__([])
        self.code = code
        self.message = message
        self.details = details


def invalid(message: str, *details: Mapping[str, Any]) -> Refused:
    """Something of the request cannot be worked with."""
    return Refused(400, message, details)


def empty() -> Refused:
    """There is nothing to score."""
    return invalid("Comment must be non-empty.", _comment_error("COMMENT_EMPTY"))


def too_long() -> Refused:
    """The text is over the limit."""
    return invalid("Comment text was too long.", _comment_error("COMMENT_TOO_LONG"))


def unserved(name: str, language: str) -> Refused:
    """No model of ours scores that attribute, or there is none of the name."""
    shown = name[:NAME_SHOWN].encode("utf-8", "replace").decode()
    if name.removesuffix(SUFFIX) not in KNOWN:
        return invalid(f"Unknown requested attribute: {shown}")
    about = {"detectedLanguages": [language], "attribute": shown}
    detail = {"languageNotSupportedByAttributeError": about}
    kind = _comment_error("LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE")
    return invalid(
        f"Attribute {shown} does not support request languages: {language}", kind | detail
    )


def refusal(_: web.Request, error: BaseException, request_id: str) -> web.Response:
    """The error in Google's form."""
    told = _told(error, request_id)
    body = {"code": told.code, "message": told.message, "status": _STATUSES.get(told.code)}
    if body["status"] is None:
        body["status"] = "INTERNAL"
    if told.details:
        body["details"] = told.details
    response = web.Response(
        status=told.code,
        body=msgspec.json.encode({"error": body}),
        content_type="application/json",
        headers=security_headers.JSON,
    )
    wait = problems.problem_type(error).retry_after
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _told(error: BaseException, request_id: str) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, errors.Unauthenticated):
        return _without_key(error.reason)
    kind = problems.problem_type(error)
    return Refused(kind.status, f"{_PLAIN.get(kind.slug, kind.slug)} Request {request_id}.", ())


def _without_key(reason: str) -> Refused:
    if reason == "missing_key":
        return Refused(403, "The request has no API key: send it as ?key=KEY.", ())
    about = {"@type": _ERROR_INFO, "reason": "API_KEY_INVALID", "domain": "googleapis.com"}
    return invalid("API key not valid. Please pass a valid API key.", about)


def _comment_error(kind: str) -> dict[str, Any]:
    return {"@type": _COMMENT_ERROR, "errorType": kind}


_PLAIN: Final[Mapping[str, str]] = {
    "malformed": "The request cannot be read.",
    "too-large": "Request payload size exceeds the limit.",
    "too-slow": "The request did not arrive in time.",
    "unsupported-media-type": "The request is in an encoding that is not read here.",
    "store-unavailable": "The service is currently unavailable.",
    "overloaded": "The service is currently unavailable.",
    "unavailable": "The service is currently unavailable.",
    "internal": "Internal error encountered.",
}
