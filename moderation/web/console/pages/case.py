"""The case page: all that a moderator needs to judge one comment, and the buttons to do so."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web
from markupsafe import Markup

from moderation import clock
from moderation.domain import Action, CommentState, Event
from moderation.messages import Language
from moderation.review import Dossier
from moderation.web.console.adjacent_cases import neighbours
from moderation.web.console.claim_status import Holding, holding, names
from moderation.web.console.highlights import grounds, machine_decision, masked, told
from moderation.web.console.language import language_of
from moderation.web.console.marks import excerpt, hidden_characters, marked
from moderation.web.console.notice import notice
from moderation.web.console.paths import case_path, queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.http.context import CONTEXT

_HISTORY_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the comment's history, with who did it ("" for the policy)."""

    event: Event
    who: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another comment of the same author."""

    path: str
    at: int
    state: CommentState
    excerpt: Markup


async def case_page(request: web.Request, visit: Visit) -> web.Response:
    """The case of one comment."""
    return await show_case(request, visit)


async def show_case(
    request: web.Request, visit: Visit, *, status: int = 200, conflict: str = ""
) -> web.Response:
    """The case of one comment; `conflict` names the act that was refused because of another's."""
    context = request.app[CONTEXT]
    site, comment_id = request.match_info["site"], request.match_info["id"]
    dossier = await context.review.dossier(visit.moderator, site, comment_id)
    near = await neighbours(context.review, visit.moderator, site, dossier.case)
    claimed_by = dossier.case.claimed_by if dossier.case else ""
    ids = [event.decision.moderator for event in dossier.comment.events]
    who = await names(context.store.moderators, [*ids, claimed_by])
    held = holding(dossier.case, visit.moderator.id, clock.now_ms())
    values = _about_comment(dossier, language_of(request)) | {
        "site": site,
        "path": case_path(site, comment_id),
        "queue": queue_path(site),
        "near": near,
        "dossier": dossier,
        "lines": [Line(event, who.get(event.decision.moderator, "")) for event in _newest(dossier)],
        "holding": held,
        "actions": offered(dossier, held),
        "holder": who.get(claimed_by, ""),
        "conflict": conflict,
        "notice": await notice(request, visit, site),
        "renew_ms": int(context.settings.claim_life * 1000 / 3),
    }
    return page(request, "case.html", visit, status=status, **values)


def offered(dossier: Dossier, held: Holding) -> list[Action]:
    """The acts to offer: what is permitted, while nobody else holds the case."""
    return [] if held is Holding.OTHER else list(dossier.actions)


def _about_comment(dossier: Dossier, language: Language) -> dict[str, Any]:
    """What the page says of the comment itself."""
    submission = dossier.comment.submission
    decision = machine_decision(dossier.comment)
    email = submission.author.email
    return {
        "text": marked(submission.text, grounds(decision, language)),
        "hidden": hidden_characters(submission.text),
        "reasons": told(decision, language),
        "decision": decision,
        "email": email if dossier.sees_private else masked(email),
        "earlier": [
            Earlier(
                case_path(other.site, other.id),
                other.created_at,
                other.state,
                excerpt(other.submission.text, length=_HISTORY_EXCERPT),
            )
            for other in dossier.history
        ],
    }


def _newest(dossier: Dossier) -> list[Event]:
    return list(reversed(dossier.comment.events))
