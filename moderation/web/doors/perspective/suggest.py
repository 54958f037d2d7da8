"""comments:suggestscore: what a person decided, as a decision on the text, recorded for learning.

It is known again by the client's token (Coral sends its comment's id in it), so that a person who
changes their mind changes the decision and adds no second text.
"""

from typing import Any, Final

from aiohttp import web

from moderation import clock, logs
from moderation.domain import Action, Comment, Submission
from moderation.errors import Conflict
from moderation.intake.decision import external_digest
from moderation.sites.directory import KnownSite
from moderation.submission.fields import EXTERNAL_ID_LIMIT
from moderation.web.doors.perspective.analyze import DOOR, body_of, score, site_of
from moderation.web.doors.perspective.asked import Suggest, read, suggested, text_of, token_of
from moderation.web.doors.perspective.languages import detected
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.json_response import json_response

SPAM_FROM: Final = 0.5
# Where a client names no community, all of its texts stand together.
NO_COMMUNITY: Final = "perspective"
_LOG: Final = logs.logger("doors")


async def suggest(request: web.Request) -> web.Response:
    """POST /v1alpha1/comments:suggestscore."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    with context.admission.permit(known.name):
        asked = read(await body_of(request, context, known), Suggest)
        text, token = text_of(asked.comment).text, token_of(asked.client_token)
        scored = (await score(context, known, [text]))[0]
        language = detected(scored.folded.text, understood=scored.understood)
        value = suggested(asked.attribute_scores, language)
        await _decide(context, known, _submission(context, asked, text), value)
    told: dict[str, Any] = {
        "detectedLanguages": [language],
        "requestedLanguages": asked.languages or [],
    }
    return json_response(told | ({"clientToken": token} if token else {}))


def _submission(context: Context, asked: Suggest, text: str) -> Submission:
    raw = {
        "article.id": asked.community_id or NO_COMMUNITY,
        "external_id": (asked.client_token or "")[:EXTERNAL_ID_LIMIT],
        "text": text,
    }
    return context.reader.read_leniently(raw, clock.now_ms(), {"article.id"})


async def _decide(context: Context, known: KnownSite, submission: Submission, value: float) -> None:
    comment = await _known(context, known, submission)
    if comment is None:
        comment = await context.intake.submit(known, submission, via=DOOR)
    action = Action.REJECT if value >= SPAM_FROM else Action.APPROVE
    try:
        await context.review.report(comment, action, door=DOOR)
    except Conflict as conflict:
        _LOG.info("report_left_out", {"site": known.name, "state": conflict.state})


async def _known(context: Context, known: KnownSite, submission: Submission) -> Comment | None:
    """The comment of the token, if it holds the same text."""
    if not submission.external_id:
        return None
    comments = context.store.comments
    own = external_digest(known.digests, submission.external_id)
    named = [each for each in await comments.named(known.name, [own]) if each]
    found = await comments.find_all(known.name, named)
    same = (each for each in found if each.submission.text == submission.text)
    return next((each for each in same if each.via == DOOR), None)
