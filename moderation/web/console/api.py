"""The console's JSON API: the same use cases as the pages, under the same session.

A write carries the session's token in X-CSRF-Token; the answer to a read of the sites names it.
"""

from typing import Any, Final

from aiohttp import web
from msgspec import UNSET
from msgspec.structs import asdict

from moderation import clock
from moderation.clock import iso
from moderation.domain import Case, Comment, Event
from moderation.domain.masks import masked_email
from moderation.errors import Fault, Invalid
from moderation.messages import Language
from moderation.review.case_view import CaseView
from moderation.review.topics import machine_decision
from moderation.store.queue import Waiting
from moderation.web import serializers
from moderation.web.console.acts.decisions import decided_action, seen_revision
from moderation.web.console.claim_status import ClaimStatus, claim_status
from moderation.web.console.forms import BODY_LIMIT
from moderation.web.console.language import language_of
from moderation.web.console.pages.case import log_view, offered
from moderation.web.console.paths import comment_of
from moderation.web.console.sessions import Visit, visiting
from moderation.web.http.body import read_body
from moderation.web.http.context import CONTEXT
from moderation.web.http.json_body import read_object
from moderation.web.http.json_response import json_response
from moderation.web.serializers import Decision

Facts = dict[str, Any]
PAGE: Final = 30


async def sites(request: web.Request) -> web.Response:
    """The moderator, the token for writes, and the sites with how many cases wait."""
    visit = await visiting(request)
    counts = await request.config_dict[CONTEXT].review.sites(visit.moderator)
    return json_response(
        {
            "moderator": {"email": visit.moderator.email, "role": visit.moderator.role},
            "csrf_token": visit.session.csrf,
            "sites": [{"site": name, "waiting": count} for name, count in counts.items()],
        }
    )


async def queue(request: web.Request) -> web.Response:
    """One page of waiting cases, oldest first; `next` goes into `?after=` for the one behind."""
    visit = await visiting(request)
    review, site = request.config_dict[CONTEXT].review, request.match_info["site"]
    if strange := sorted(set(request.query) - {"after"}):
        raise Invalid([Fault(f"/{name}", "unknown_parameter") for name in strange])
    after = request.query.get("after", "")
    found = await review.queue(visit.moderator, site, after=after, limit=PAGE + 1)
    language = language_of(request)
    return json_response(
        {
            "cases": [_waiting(each, visit, language) for each in found[:PAGE]],
            "next": found[PAGE - 1].case.id if len(found) > PAGE else None,
        }
    )


async def comment(request: web.Request) -> web.Response:
    """One comment with its case, its history, and what this moderator may do with it."""
    visit = await visiting(request)
    site, comment_id = comment_of(request)
    case_view = await request.config_dict[CONTEXT].review.case_view(
        visit.moderator, site, comment_id
    )
    log_view(visit, case_view)
    return json_response(_case_view(case_view, visit, language_of(request)))


async def claim(request: web.Request) -> web.Response:
    """Take the case, or renew one's claim."""
    visit = await visiting(request)
    until = await request.config_dict[CONTEXT].review.claim(visit.moderator, *comment_of(request))
    return json_response({"claimed_until": iso(until)})


async def release(request: web.Request) -> web.Response:
    """Give the case back to the queue."""
    visit = await visiting(request)
    await request.config_dict[CONTEXT].review.release(visit.moderator, *comment_of(request))
    return web.Response(status=204)


async def decide(request: web.Request) -> web.Response:
    """Approve or reject the comment as it stood at `revision`."""
    visit = await visiting(request)
    body = await _body(request)
    action, revision = decided_action(body.get("action")), seen_revision(body.get("revision"))
    review = request.config_dict[CONTEXT].review
    after = await review.decide(visit.moderator, *comment_of(request), action, revision=revision)
    return json_response(_state(after))


async def undo(request: web.Request) -> web.Response:
    """Take back the decision that led to `revision`."""
    visit = await visiting(request)
    revision = seen_revision((await _body(request)).get("revision"))
    review = request.config_dict[CONTEXT].review
    return json_response(
        _state(await review.undo(visit.moderator, *comment_of(request), revision=revision))
    )


async def _body(request: web.Request) -> Facts:
    seconds = request.config_dict[CONTEXT].settings.body_timeout
    return dict(read_object(await read_body(request, limit=BODY_LIMIT, seconds=seconds)))


def _state(value: Comment) -> Facts:
    return {"id": value.id, "status": value.state, "revision": value.revision}


def _waiting(value: Waiting, visit: Visit, language: Language) -> Facts:
    submission = value.comment.submission
    return _state(value.comment) | {
        "case": _case(value.case, visit),
        "created_at": iso(value.comment.created_at),
        "article": submission.article,
        "author": {"name": submission.author.name},
        "text": submission.text,
        "decision": Decision.of(machine_decision(value.comment), language),
    }


def _case(value: Case | None, visit: Visit) -> Facts | None:
    if value is None:
        return None
    status = claim_status(value, visit.moderator.id, clock.now_ms())
    claimed = status in {ClaimStatus.MINE, ClaimStatus.OTHER}
    return {
        "id": value.id,
        "holding": status,
        "cause": value.cause,
        "opened_at": iso(value.opened_at),
        "claimed_by": value.claimed_by if claimed else None,
        "claimed_until": iso(value.claim_expires_at) if claimed else None,
    }


def _case_view(case_view: CaseView, visit: Visit, language: Language) -> Facts:
    found = case_view.comment
    author = found.submission.author
    email = author.email if case_view.sees_private else masked_email(author.email)
    fields = asdict(serializers.Comment.of(found, language)) | _state(found)
    told = {name: value for name, value in fields.items() if value is not UNSET}
    return told | {
        "author": {"name": author.name, "url": author.url or None, "email": email},
        "machine_decision": Decision.of(machine_decision(found), language),
        "history": [_event(each, language) for each in found.events],
        "case": _case(case_view.case, visit),
        "actions": offered(
            case_view, claim_status(case_view.case, visit.moderator.id, clock.now_ms())
        ),
        "undoable": case_view.undoable,
        "author_history": [
            _state(other) | {"created_at": iso(other.created_at), "text": other.submission.text}
            for other in case_view.history
        ],
    }


def _event(value: Event, language: Language) -> Facts:
    told = asdict(serializers.Event.of(value, language))
    known = {name: each for name, each in told.items() if each is not UNSET}
    return known | {"moderator": value.decision.moderator or None}
