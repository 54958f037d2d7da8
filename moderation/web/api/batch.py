"""POST /v1/comments/batch: up to 500 submissions, each of which succeeds or fails by itself."""

from typing import Any, Final

import msgspec
from aiohttp import web

from moderation import clock
from moderation.domain import Comment, Submission
from moderation.domain.fair_shares import Permit
from moderation.errors import Fault, Invalid, SaringError, UnknownParent
from moderation.intake.generations import generations
from moderation.messages import Language
from moderation.sites.directory import KnownSite
from moderation.submission.fields import JSON_POINTERS
from moderation.submission.validation import SubmissionReader
from moderation.web.api.comments import unknown_parent
from moderation.web.api.fields import from_json
from moderation.web.http import problems
from moderation.web.http.body import JSON, media_type, read_body
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.guard import REQUEST_ID, language_of, request_id_of
from moderation.web.http.json_body import read_json
from moderation.web.http.json_response import json_response
from moderation.web.http.site_keys import retry_key, site_of
from moderation.web.http.turns import PIECE
from moderation.web.serializers import Accepted, Result

CREATED: Final = 201
# Items of one batch in work at once: with their names and websites about as many texts as are
# scored together, few enough to need little memory and to leave room for five batches of one site.
TOGETHER: Final = 50
# What reading an item takes beside its text, in characters.
ITEM_LENGTH: Final = 1_000

_NO_RESULT: Final = msgspec.Raw()

# A submission with its idempotency key, or what is wrong with it: a failure is a result here.
Read = tuple[Submission, str] | SaringError


async def submit_batch(request: web.Request) -> web.Response:
    """Submit each item; 200 with one result for each, in order, whatever became of them."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    request_id = request_id_of(request)
    with context.bodies.permit(known.name, 0) as memory:
        with context.admission.permit(known.name) as permit:
            read = await _read_all(request, context, memory)
            results = await _results(request, context, known, permit, read, request_id)
        response = json_response({"results": results})
        response.headers[REQUEST_ID] = request_id
        return response


async def _results(
    request: web.Request,
    context: Context,
    known: KnownSite,
    permit: Permit,
    read: list[Read],
    request_id: str,
) -> list[msgspec.Raw]:
    """What became of each item, as JSON. As many are in work as the site may have places."""
    results = [_NO_RESULT] * len(read)
    for left in generations([None if isinstance(e, SaringError) else e[0] for e in read]):
        while left:
            now = left[: permit.widen(min(len(left), TOGETHER))]
            outcomes = await _submitted(context, known, [read[place] for place in now])
            # Written out at once: a comment takes ten times the memory of what is said of it.
            for place, outcome in zip(now, outcomes, strict=True):
                results[place] = _result(outcome, language_of(request), request_id)
            del left[: len(now)]
    return results


async def _submitted(
    context: Context, known: KnownSite, read: list[Read]
) -> list[Comment | SaringError]:
    valid = [each for each in read if not isinstance(each, SaringError)]
    submitted = iter(await context.intake.submit_all(known, valid))
    outcomes = [each if isinstance(each, SaringError) else next(submitted) for each in read]
    return [
        unknown_parent(JSON_POINTERS) if isinstance(each, UnknownParent) else each
        for each in outcomes
    ]


def _require_json(request: web.Request) -> None:
    """Raises OnlyJson."""
    try:
        readable = media_type(request) == JSON
    except problems.UnsupportedMediaType:
        readable = False
    if not readable:
        raise problems.OnlyJson(request.content_type)


async def _read_all(request: web.Request, context: Context, memory: Permit) -> list[Read]:
    """Each item as a submission, or the reason why it is none. Raises Malformed, Invalid."""
    settings = context.settings
    body = await read_body(
        request, limit=settings.batch_body_limit, seconds=settings.body_timeout, memory=memory
    )
    _require_json(request)
    key, now = retry_key(request), clock.now_ms()
    await context.turns.next()
    read: list[Read] = []
    length = 0
    for place, item in enumerate(_items(read_json(body), settings.batch_limit)):
        if length > PIECE:
            await context.turns.next()
            length = 0
        read.append(_read(context.reader, item, now, f"{key}\0{place}" if key else ""))
        length += ITEM_LENGTH + _text_length(item)
    return read


def _text_length(item: Any) -> int:
    text = item.get("text") if isinstance(item, dict) else None
    return len(text) if isinstance(text, str) else 0


def _read(reader: SubmissionReader, item: Any, now_ms: int, key: str) -> Read:
    if not isinstance(item, dict):
        return Invalid([Fault("", "wrong_type", (("expected", "object"),))])
    raw, faults = from_json(item)
    submission, found = reader.read(raw, now_ms)
    if faults or found:
        return Invalid(faults + found)
    return submission, key


def _items(value: Any, limit: int) -> list[Any]:
    items = value.get("comments") if isinstance(value, dict) else value
    if not isinstance(items, list):
        raise Invalid([Fault("/comments", "wrong_type", (("expected", "array"),))])
    if not items:
        raise Invalid([Fault("/comments", "required")])
    if len(items) > limit:
        raise Invalid([Fault("/comments", "too_many", (("limit", limit),))])
    return items


def _result(outcome: Comment | SaringError, language: Language, request_id: str) -> msgspec.Raw:
    if isinstance(outcome, SaringError):
        problem = problems.problem(outcome, language, request_id)
        result = Result(problem.status, problem=problem)
    else:
        result = Result(CREATED, comment=Accepted.of(outcome, language))
    return msgspec.Raw(msgspec.json.encode(result))
