"""A form arrives: it is recorded as any comment, and the browser is told where to go."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from aiohttp import web

from moderation import clock
from moderation.domain import Action, Comment, Submission
from moderation.domain.form_token import rendered_at
from moderation.errors import Fault, NotFound, Unavailable, UnknownParent
from moderation.messages import say
from moderation.signals.sending import HASTE_MS
from moderation.sites.directory import KnownSite
from moderation.web.doors.wordpress.fields import BACK, POINTERS, PROOF, WAIT, raw_fields
from moderation.web.doors.wordpress.pages import form_page, notice
from moderation.web.doors.wordpress.proof_of_work import LIFE_MS, challenge, solved
from moderation.web.doors.wordpress.way_back import page_of, to_comment
from moderation.web.http import problems
from moderation.web.http.body import FORM, media_type, read_body
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.form_body import form_fields
from moderation.web.http.guard import language_of
from moderation.web.http.json_response import json_response

HASH_LENGTH: Final = 24
_RATES: Final = ("rate_client", "rate_email")


async def post_comment(request: web.Request) -> web.Response:
    """POST /sites/{site}/wp-comments-post.php."""
    context = request.app[CONTEXT]
    known = await _open_site(request, context)
    with context.admission.permit(known.name), context.bodies.permit(known.name, 0) as memory:
        settings = context.settings
        body = await read_body(
            request, limit=settings.body_limit, seconds=settings.body_timeout, memory=memory
        )
        if media_type(request) != FORM:
            raise problems.UnsupportedMediaType(request.content_type)
        form = await form_fields(body, context.turns)
        await context.turns.next()  # it may be answered with a page, and takes no key
        return await _answered(request, context, known, form)


async def ask_challenge(request: web.Request) -> web.Response:
    """GET /sites/{site}/proof-of-work: a challenge for ALTCHA's widget on a page of the site's."""
    known = await _open_site(request, request.app[CONTEXT])
    response = json_response(challenge(known.digests, clock.now_ms()))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


async def _open_site(request: web.Request, context: Context) -> KnownSite:
    """The site of the address. Raises NotFound, also where it takes no forms without a key."""
    known = await context.directory.site(request.match_info["site"])
    if not known.site.form_open:
        raise NotFound(known.name)
    return known


async def _answered(
    request: web.Request, context: Context, known: KnownSite, form: Mapping[str, str]
) -> web.Response:
    """What the browser gets for a form that could be read."""
    now, referrer = clock.now_ms(), request.headers.get("Referer", "")
    page = page_of(form.get(BACK, ""), referrer, request.host.casefold(), known.domains)
    submission, faults = context.reader.read(raw_fields(request, form, page), now, POINTERS)
    if faults:
        return form_page(request, form, page, _sentences(request, faults))
    try:
        if await _is_proven(context, known, form):
            submission = _with(submission, token="")
        elif _is_unsure(known, submission, now):
            if WAIT not in form:
                asked = challenge(known.digests, now)
                return form_page(request, form, page, [_say(request, "prove")], challenge=asked)
            submission = _with(submission, unproven=True)
        comment = await context.intake.submit(known, submission)
    except UnknownParent:
        return form_page(request, form, page, [_say(request, "unknown_parent")], status=403)
    except Unavailable as error:
        kind = problems.problem_type(error)
        response = form_page(request, form, page, [_say(request, "away")], status=kind.status)
        response.headers["Retry-After"] = str(kind.retry_after)
        return response
    return _told(request, known, comment, page, again=comment.created_at < now)


async def _is_proven(context: Context, known: KnownSite, form: Mapping[str, str]) -> bool:
    """Whether the form brings proof of work that served nobody before."""
    found = solved(known.digests, form.get(PROOF, ""))
    if not found:
        return False
    return await context.store.sites.take_proof(
        known.name, known.digests.digest("proof", found), LIFE_MS
    )


def _is_unsure(known: KnownSite, submission: Submission, now: int) -> bool:
    """Whether the form does not show by itself that a person filled it."""
    token = submission.trap.token
    drawn = rendered_at(known.site.secret, token, now) if token else None
    return drawn is None or now - drawn < HASTE_MS


def _with(submission: Submission, **changes: Any) -> Submission:
    """The submission with its trap changed."""
    trap = msgspec.structs.replace(submission.trap, **changes)
    return msgspec.structs.replace(submission, trap=trap)


def _told(
    request: web.Request, known: KnownSite, comment: Comment, page: str, *, again: bool
) -> web.Response:
    """Where the browser goes from here, by what became of the comment."""
    decision = comment.events[0].decision
    approved = decision.action is Action.APPROVE
    reasons = {} if approved else {reason.code: reason for reason in decision.reasons}
    if again or "repeats" in reasons:
        return notice(request, page, "duplicate", status=409)
    passed = [int(reasons[code].facts["seconds"]) for code in _RATES if code in reasons]
    if passed:
        response = notice(request, page, "flood", status=429, seconds=max(passed))
        response.headers["Retry-After"] = str(max(passed))
        return response
    if not page:
        return notice(request, "", "taken" if approved else "waits", status=200)
    seen = known.digests.digest("moderation", comment.id)[:HASH_LENGTH]
    query = {} if approved else {"unapproved": comment.id, "moderation_hash": seen}
    return web.Response(
        status=302,
        content_type="text/html",
        headers={"Location": to_comment(page, comment.id, **query), "Cache-Control": "no-store"},
    )


def _say(request: web.Request, code: str) -> str:
    return say(f"wordpress.{code}", language_of(request))


def _sentences(request: web.Request, faults: list[Fault]) -> list[str]:
    """What is wrong, each fault with the name of its field where that can be mended."""
    language = language_of(request)
    found = []
    for fault in faults:
        sentence = say(f"fault.{fault.code}", language, dict(fault.facts))
        key = f"wordpress.field.{fault.pointer[1:]}"
        label = say(key, language)
        found.append(sentence if label == key else f"{label}: {sentence}")
    return found
