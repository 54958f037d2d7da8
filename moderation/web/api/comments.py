"""The sites' API: submit a comment, read one, read the approved stream, ask for a form token."""

import time
from functools import partial
from typing import Final

from aiohttp import hdrs, web

from moderation import clock
from moderation.domain import Submission, form_token
from moderation.errors import Fault, Invalid, UnknownParent
from moderation.sites.directory import KnownSite
from moderation.store.approved import START, is_cursor
from moderation.submission.fields import Pointers
from moderation.web import serializers
from moderation.web.api.fields import POINTERS, from_form, from_json
from moderation.web.http.body import FORM, media_type, read_body
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.form_body import form_fields
from moderation.web.http.guard import language_of, send
from moderation.web.http.json_body import read_object
from moderation.web.http.json_response import json_response, whole_response
from moderation.web.http.site_keys import retry_key, site_of
from moderation.web.http.turns import PIECE
from moderation.web.serializers import Accepted, Entry, FormToken, Page

PAGE_LIMIT: Final = 1_000
PAGE_DEFAULT: Final = 100
WAIT_LIMIT: Final = 60
DIGITS: Final = 9


async def submit(request: web.Request) -> web.Response:
    """POST /v1/comments."""
    started = time.perf_counter()
    context = request.app[CONTEXT]
    settings, known = context.settings, await site_of(request, context)
    with context.admission.permit(known.name), context.bodies.permit(known.name, 0) as memory:
        body = await read_body(
            request, limit=settings.body_limit, seconds=settings.body_timeout, memory=memory
        )
        key, kind = retry_key(request), media_type(request)
        submission = await read_one(context, known, kind, body)
        try:
            comment = await context.intake.submit(known, submission, key)
        except UnknownParent:
            raise unknown_parent(POINTERS[kind]) from None
    context.metrics.submitted(time.perf_counter() - started)
    response = whole_response(Accepted.of(comment, language_of(request)), status=201)
    response.headers[hdrs.LOCATION] = f"/v1/comments/{comment.id}"
    return response


async def read_comment(request: web.Request) -> web.Response:
    """GET /v1/comments/{id}."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    found = await context.store.comments.find(known.name, request.match_info["id"])
    return json_response(serializers.Comment.of(found, language_of(request)))


async def read_approved(request: web.Request) -> web.Response:
    """GET /v1/approved."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    after = request.query.get("after") or START
    faults = [] if is_cursor(after) else [Fault("/after", "invalid_cursor")]
    limit, wait = PAGE_DEFAULT, 0
    if "limit" in request.query:
        limit = _whole(request, "limit", 1, PAGE_LIMIT, faults)
    if "wait" in request.query:
        wait = _whole(request, "wait", 0, WAIT_LIMIT, faults)
    if faults:
        raise Invalid(faults)
    async with context.delivery.page(
        known.name,
        after=after,
        limit=limit,
        wait_ms=wait * 1000,
        gone=partial(_has_left, request),
    ) as entries:
        cursor = entries[-1].cursor if entries else after
        response = json_response(Page([Entry.of(each) for each in entries], cursor))
        entries.clear()  # a slow client keeps only the answer in memory
        return await send(request, response)


def _has_left(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


async def issue_form_token(request: web.Request) -> web.Response:
    """GET /v1/form-token."""
    context = request.app[CONTEXT]
    known = await site_of(request, context)
    at = clock.now_ms()
    made = form_token.issue(known.site.secret, at)
    expires_at = clock.iso(at + form_token.LIFE_MS)
    return json_response(FormToken(made.token, made.honeypot_field, expires_at))


async def read_one(context: Context, known: KnownSite, kind: str, body: bytes) -> Submission:
    """The submission in a body. Raises Malformed, or Invalid with every fault."""
    faults: list[Fault] = []
    if kind == FORM:
        raw = from_form(await form_fields(body, context.turns))
    else:
        if len(body) > PIECE:
            await context.turns.next()
        raw, faults = from_json(read_object(body))
    submission, found = context.reader.read(raw, clock.now_ms(), POINTERS[kind])
    if faults := faults + found:
        if not await context.intake.knows_parent(known, submission):
            faults += unknown_parent(POINTERS[kind]).faults
        raise Invalid(faults)
    return submission


def unknown_parent(pointers: Pointers) -> Invalid:
    """The fault that UnknownParent is, where it stands in what was sent."""
    return Invalid([Fault(pointers["parent_id"], "unknown_parent")])


def _whole(request: web.Request, name: str, least: int, most: int, faults: list[Fault]) -> int:
    """A whole number of the query, within its range; otherwise `least` and a fault."""
    given = request.query[name]
    if given.isascii() and given.isdigit() and len(given) <= DIGITS and least <= int(given) <= most:
        return int(given)
    faults.append(Fault(f"/{name}", "out_of_range", (("least", least), ("most", most))))
    return least
