"""The external moderation phase.

Coral signs no time and sends no id of the comment, so what it sends again looks as it did before:
the first answer is given again, for a day. Its phase carries neither name nor e-mail address; the
author is known by Coral's id.
"""

import hashlib
import time
from typing import Any, Final

import msgspec
from aiohttp import web
from msgspec import Struct

from moderation import clock, logs
from moderation.domain import Comment, CommentState, Submission
from moderation.errors import NotFound, TooLarge, TooSlow, Unauthenticated, Unavailable
from moderation.sites.directory import KnownSite
from moderation.submission.markup import as_text
from moderation.web.doors.coral.signature import HEADER, is_signed
from moderation.web.http.body import read_body
from moderation.web.http.budget import within
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.json_body import read_as
from moderation.web.http.json_response import json_response
from moderation.web.http.problems import Malformed

DOOR: Final = "coral"
# Coral's shortest limit of its own, for Perspective, is 800 ms.
BUDGET_SECONDS: Final = 0.65
COMMENT_ID: Final = "X-Saring-Comment"

# Coral's words, by the domain's names.
FIELDS: Final = {
    "article.id": "story.id",
    "article.url": "story.url",
    "author.id": "author.id",
    "text": "comment.body",
}
# The phase does not carry these, or (the parent) names what was never told to us.
ABSENT: Final = frozenset(
    {"article.title", "parent_id", "external_id", "author.name", "author.email", "author.url"}
    | {"client.ip", "client.user_agent", "client.referrer", "submitted_at"}
    | {"trap.token", "trap.honeypot"}
)
REQUIRED: Final = frozenset({"article.id"})

WITHHELD: Final = {"status": "SYSTEM_WITHHELD"}
_STATUSES: Final = {
    CommentState.HELD: "SYSTEM_WITHHELD",
    CommentState.REJECTED: "REJECTED",
}
_FLAG: Final = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}


class _Body(Struct):
    body: str | None = None


class _Named(Struct):
    id: str


class _Story(Struct):
    id: str
    url: str | None = None


class Phase(Struct):
    """What Coral asks about. Its other members say nothing of the comment."""

    comment: _Body
    author: _Named
    story: _Story


_LOG: Final = logs.logger("doors")
_decode: Final = msgspec.json.Decoder(Phase).decode


async def moderate(request: web.Request) -> web.Response:
    """POST /coral/{site}."""
    started = time.perf_counter()
    context = request.app[CONTEXT]
    known = await _site(request, context)
    try:
        submission = _submission(context, await _signed_body(request, context, known))
        if not submission.text.strip():
            return web.Response(status=204)
        response = await within(BUDGET_SECONDS, _moderated(context, known, submission))
    except (Unavailable, Malformed, TooLarge, TooSlow) as error:
        # Of any error Coral would let the comment pass, and a reader may know how to cause one.
        # It keeps what is withheld, so that its moderators have it.
        _LOG.warning("withheld_unrecorded", {"site": known.name, "why": type(error).__name__})
        response = None
    context.metrics.submitted(time.perf_counter() - started)
    return response or json_response(WITHHELD)


async def _site(request: web.Request, context: Context) -> KnownSite:
    """The site of the address. Raises Unauthenticated for one without a Coral, or none at all."""
    try:
        known = await context.directory.site(request.match_info["site"])
    except NotFound:
        raise Unauthenticated("unsigned") from None
    if not known.site.coral_secrets or HEADER not in request.headers:
        raise Unauthenticated("unsigned")
    return known


async def _signed_body(request: web.Request, context: Context, known: KnownSite) -> bytes:
    """The body, which is the site's Coral's. Raises Unauthenticated."""
    settings = context.settings
    with context.bodies.permit(known.name, 0) as memory:
        body = await read_body(
            request, limit=settings.body_limit, seconds=settings.body_timeout, memory=memory
        )
    if not is_signed(body, request.headers[HEADER], known.site.coral_secrets):
        raise Unauthenticated("unsigned")
    return body


def _submission(context: Context, body: bytes) -> Submission:
    """The comment. Raises Malformed for what Coral never sends."""
    try:
        asked = read_as(body, _decode)
    except msgspec.ValidationError:
        raise Malformed.because("wrong_type", expected="external moderation phase") from None
    raw = {
        "article.id": asked.story.id,
        "article.url": asked.story.url,
        "author.id": asked.author.id,
        "text": as_text(asked.comment.body or ""),
    }
    return context.reader.read_leniently(raw, clock.now_ms(), REQUIRED)


async def _moderated(context: Context, known: KnownSite, submission: Submission) -> web.Response:
    with context.admission.permit(known.name):
        key = hashlib.sha256(msgspec.json.encode(submission)).hexdigest()
        comment = await context.intake.submit(known, submission, f"{DOOR}:{key}", via=DOOR)
    response = _response(comment)
    response.headers[COMMENT_ID] = comment.id
    return response


def _response(comment: Comment) -> web.Response:
    """What Coral is to do: nothing by itself where we approve, since later phases may hold."""
    if comment.state is CommentState.APPROVED:
        return web.Response(status=204)
    told: dict[str, Any] = {"status": _STATUSES[comment.state]}
    reasons = comment.events[0].decision.reasons
    # What could not be looked at is no ground for a flag.
    if any(each.weight > 0 and not each.code.endswith("_unavailable") for each in reasons):
        told["actions"] = [_FLAG]
    return json_response(told)
