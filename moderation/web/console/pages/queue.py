"""The queue page: a site's waiting cases, oldest first."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web
from markupsafe import Markup

from moderation import clock
from moderation.domain import Case, Comment, Role
from moderation.messages import Language
from moderation.store.queue import Waiting
from moderation.web.console.claim_status import ClaimStatus, claim_status, names
from moderation.web.console.highlights import (
    Explanation,
    explanations,
    highlights,
    machine_decision,
)
from moderation.web.console.language import language_of
from moderation.web.console.marks import excerpt
from moderation.web.console.notice import notice
from moderation.web.console.paths import case_path, queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit, see_other
from moderation.web.http.context import CONTEXT

PAGE: Final = 30
_REASONS_SHOWN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One waiting case as the queue shows it."""

    case: Case
    comment: Comment
    path: str
    excerpt: Markup
    reasons: list[Explanation]
    spam: float | None
    claim: ClaimStatus
    holder: str


async def first_queue(request: web.Request, visit: Visit) -> web.Response:
    """Go on to the site with most waiting cases; a page says so where there is no site."""
    sites = await request.config_dict[CONTEXT].review.sites(visit.moderator)
    if not sites:
        return page(request, "no_sites.html", visit)
    return see_other(queue_path(max(sites, key=lambda site: sites[site])))


async def queue_page(request: web.Request, visit: Visit) -> web.Response:
    """One page of a site's queue."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    after = request.query.get("after", "")
    found = await context.review.queue(visit.moderator, site, after=after, limit=PAGE + 1)
    shown = found[:PAGE]
    holders = await names(context.store.moderators, (waiting.case.claimed_by for waiting in shown))
    language = language_of(request)
    rows = [_row(waiting, visit, holders, language) for waiting in shown]
    sites = await context.review.sites(visit.moderator)
    return page(
        request,
        "queue.html",
        visit,
        site=site,
        sites={name: (queue_path(name), count) for name, count in sites.items()},
        rows=rows,
        notice=await notice(request, visit, site),
        after=after,
        more=shown[-1].case.id if len(found) > PAGE else "",
        may_decide=visit.moderator.role is not Role.VIEWER,
    )


def _row(waiting: Waiting, visit: Visit, holders: dict[str, str], language: Language) -> QueueRow:
    case, comment = waiting.case, waiting.comment
    decision = machine_decision(comment)
    return QueueRow(
        case=case,
        comment=comment,
        path=case_path(comment.site, comment.id),
        excerpt=excerpt(comment.submission.text, highlights(decision, language)),
        reasons=explanations(decision, language)[:_REASONS_SHOWN],
        spam=decision.scores.get("spam"),
        claim=claim_status(case, visit.moderator.id, clock.now_ms()),
        holder=holders.get(case.claimed_by, ""),
    )
