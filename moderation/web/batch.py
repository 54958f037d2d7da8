"""POST /v1/comments/batch: up to 500 submissions, each of which succeeds or fails by itself."""

import asyncio
import json
from typing import Any, Final

from aiohttp import web

from moderation import clock
from moderation.directory import KnownSite
from moderation.domain import Comment
from moderation.errors import Fault, Invalid, SaringError
from moderation.intake import Retry
from moderation.messages import Language
from moderation.validation import read_submission
from moderation.web import answers, problems
from moderation.web.body import JSON, media_type, read_body, read_json
from moderation.web.context import CONTEXT, Context
from moderation.web.guard import language_of
from moderation.web.sites import field_limits, json_response, retry_key, site_of

CREATED: Final = 201


async def submit_batch(request: web.Request) -> web.Response:
    """Submit each item; 200 with one result for each, in order, whatever became of them."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    settings = context.settings
    body = await read_body(request, limit=settings.batch_body_limit, seconds=settings.body_timeout)
    if media_type(request) != JSON:
        raise problems.UnsupportedMediaType(request.content_type)
    items = _items(read_json(body), settings.batch_limit)
    key = retry_key(request)
    keys = [f"{key}\0{place}" if key else "" for place in range(len(items))]
    submissions = zip(items, keys, strict=True)
    outcomes = await asyncio.gather(*(_submit(context, known, i, k) for i, k in submissions))
    language = language_of(request)
    return json_response({"results": [_result(outcome, language) for outcome in outcomes]})


async def _submit(context: Context, known: KnownSite, item: Any, key: str) -> Comment | SaringError:
    """What became of one item; a failure is a result here, not an end."""
    try:
        if not isinstance(item, dict):
            raise Invalid([Fault("", "wrong_type", (("expected", "object"),))])
        submission, faults = read_submission(item, field_limits(context), clock.now_ms())
        if faults:
            raise Invalid(faults)
        # Escapes lone surrogates, which may stand in members that nobody reads.
        retry = Retry.of(key, json.dumps(item).encode()) if key else None
        return await context.intake.submit(known, submission, retry)
    except SaringError as error:
        return error


def _items(value: Any, limit: int) -> list[Any]:
    items = value.get("comments") if isinstance(value, dict) else value
    if not isinstance(items, list):
        raise Invalid([Fault("/comments", "wrong_type", (("expected", "array"),))])
    if not items:
        raise Invalid([Fault("/comments", "required")])
    if len(items) > limit:
        raise Invalid([Fault("/comments", "too_many", (("limit", limit),))])
    return items


def _result(outcome: Comment | SaringError, language: Language) -> dict[str, Any]:
    if isinstance(outcome, SaringError):
        problem = problems.problem(outcome, language, "")
        return {"status": problem["status"], "problem": problem}
    return {"status": CREATED, "comment": answers.accepted(outcome, language)}
