"""comments:analyze."""

from typing import Any, Final

from aiohttp import web

from moderation.errors import Unauthenticated, Unavailable
from moderation.signals.scoring import Scored
from moderation.sites.directory import KnownSite
from moderation.web.doors.perspective.asked import (
    PROBABILITY,
    Analyze,
    read,
    text_of,
    thresholds,
    token_of,
)
from moderation.web.doors.perspective.attributes import SERVED, SUFFIX
from moderation.web.doors.perspective.languages import detected
from moderation.web.doors.perspective.spans import Range, in_utf16, sentences
from moderation.web.http.body import read_body
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.json_response import json_response

DOOR: Final = "perspective"
KEY_LIMIT: Final = 200
DIGITS: Final = 6


async def analyze(request: web.Request) -> web.Response:
    """POST /v1alpha1/comments:analyze."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    with context.admission.permit(known.name):
        asked = read(await body_of(request, context, known), Analyze)
        return json_response(await _answer(context, known, asked))


async def site_of(request: web.Request, context: Context) -> KnownSite:
    """The site whose key the request carries, as Google's clients send it.

    Raises Unauthenticated.
    """
    key = request.query.get("key") or request.headers.get("X-Goog-Api-Key", "")
    if not key:
        raise Unauthenticated("missing_key")
    if len(key) > KEY_LIMIT:
        raise Unauthenticated("unknown_key")
    return await context.directory.site_of_key(key, DOOR)


async def body_of(request: web.Request, context: Context, known: KnownSite) -> bytes:
    """The body, within the limits of a submission's. Raises TooLarge, TooSlow, Overloaded."""
    settings = context.settings
    with context.bodies.permit(known.name, 0) as memory:
        return await read_body(
            request, limit=settings.body_limit, seconds=settings.body_timeout, memory=memory
        )


async def _answer(context: Context, known: KnownSite, asked: Analyze) -> dict[str, Any]:
    source, plain = (asked.comment.text if asked.comment else None) or "", text_of(asked.comment)
    token = token_of(asked.client_token)
    scored = (await score(context, known, [plain.text]))[0]
    language = detected(scored.folded.text, understood=scored.understood)
    wanted = thresholds(asked.requested_attributes, language)
    ranges: list[Range] = [(0, len(plain.text))]
    parts = [scored]
    if asked.span_annotations:
        ranges = sentences(plain.text) or ranges
        parts = await score(context, known, [plain.text[start:end] for start, end in ranges])
    places = in_utf16(source, plain, ranges)
    scores = {
        name: _attribute(SERVED[name.removesuffix(SUFFIX)], scored, parts, places)
        for name, threshold in wanted.items()
        if scored.scores[SERVED[name.removesuffix(SUFFIX)]] >= threshold
    }
    told: dict[str, Any] = {"attributeScores": scores} if scores else {}
    told |= {"languages": [language], "detectedLanguages": [language]}
    return told | ({"clientToken": token} if token else {})


async def score(context: Context, known: KnownSite, texts: list[str]) -> list[Scored]:
    """What the classifier makes of each text. Raises Unavailable where it is away."""
    found = await context.intake.assess(known, texts)
    scored = [each for each in found if each is not None]
    if len(scored) < len(texts):
        raise Unavailable("the classifier is away")
    return scored


def _attribute(
    label: str, whole: Scored, parts: list[Scored], places: list[Range]
) -> dict[str, Any]:
    return {
        "spanScores": [
            {"begin": begin, "end": end, "score": _score(part.scores[label])}
            for (begin, end), part in zip(places, parts, strict=True)
        ],
        "summaryScore": _score(whole.scores[label]),
    }


def _score(value: float) -> dict[str, Any]:
    return {"value": round(value, DIGITS), "type": PROBABILITY}
