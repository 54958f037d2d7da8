"""The case page: all that a moderator needs to judge one comment, and the buttons to do so."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from moderation import clock, logs
from moderation.domain import Action, Comment, CommentState, Decision, Event, Field
from moderation.domain.labels import Label
from moderation.domain.masks import masked_email
from moderation.domain.publication import publishable
from moderation.messages import Language
from moderation.review.bans import BAN_DAYS, bannable
from moderation.review.case_view import CaseView
from moderation.review.topics import machine_decision
from moderation.store.comments import HISTORY_READ
from moderation.web.console.claim_status import ClaimStatus, claim_status, names
from moderation.web.console.forms import SENT
from moderation.web.console.highlights import explanations, highlights
from moderation.web.console.language import language_of
from moderation.web.console.marks import anchors, excerpt, hidden_characters, marked
from moderation.web.console.paths import author_path, case_path, comment_of
from moderation.web.console.points import kinds, points_bar
from moderation.web.console.reads_as import reads_as
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit, kept_decision
from moderation.web.console.table.frame import frame
from moderation.web.console.table.place import Place
from moderation.web.console.table.surroundings import surroundings
from moderation.web.console.table.view import query_of, view_in, view_of
from moderation.web.http import problems
from moderation.web.http.context import CONTEXT

_RECORDED: Final = (CommentState.APPROVED, CommentState.HELD, CommentState.REJECTED)
_REFUSED: Final = frozenset({"claim", "decide", "undo"})
_CONFLICT: Final = 409
_HISTORY_EXCERPT = 120
_HEADLINE = 60
_LOG = logs.logger("console")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the comment's history, with who did it ("" for the policy)."""

    event: Event
    who: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another comment, of the same author or with the same in it."""

    path: str
    at: int
    state: CommentState
    excerpt: Markup


async def case_page(request: web.Request, visit: Visit) -> web.Response:
    """The case of one comment."""
    refused = request.query.get("refused", "")
    place = _place(request, refused=refused if refused in _REFUSED else "")
    return await case_at(request, visit, place)


async def show_case(request: web.Request, visit: Visit, *, conflict: str) -> web.Response:
    """The case as it stands; `conflict` names the act that was refused because of another's."""
    request.config_dict[CONTEXT].metrics.problem(problems.CONFLICT.slug)
    return await case_at(request, visit, _place(request, refused=conflict), status=_CONFLICT)


def _place(request: web.Request, refused: str) -> Place:
    site, comment_id = comment_of(request)
    view = view_of(request.query) if request.method == "GET" else view_in(request.get(SENT, {}))
    return Place(site=site, view=view, comment_id=comment_id, refused=refused)


async def case_at(
    request: web.Request, visit: Visit, place: Place, *, status: int = 200
) -> web.Response:
    """The case at a place, whatever the address that was asked for. Raises NotFound."""
    context, site, comment_id = request.config_dict[CONTEXT], place.site, place.comment_id
    case_view, near, around = await asyncio.gather(
        context.review.case_view(visit.moderator, site, comment_id),
        surroundings(request, visit, place),
        frame(request, visit, site, place.decided),
    )
    log_view(visit, case_view)
    claimed_by = case_view.case.claimed_by if case_view.case else ""
    who = await names(context.store.moderators, [*_concerned(case_view), claimed_by])
    claim = claim_status(case_view.case, visit.moderator.id, clock.now_ms())
    values = (
        _about_comment(case_view, language_of(request))
        | around
        | {
            "path": case_path(site, comment_id),
            "near": near,
            "view": place.view,
            "query": query_of(place.view),
            "own_tray": comment_id in {each.comment_id for each in around["tray"]},
            "case_view": case_view,
            "lines": [
                HistoryLine(event, who.get(event.decision.moderator, ""))
                for event in _newest(case_view)
            ],
            "claim": claim,
            "actions": offered(case_view, claim),
            "holder": who.get(claimed_by, ""),
            "conflict": place.refused,
            "kept": kept_decision(request),
            **_noted(case_view, who),
            "renew_ms": int(context.settings.claim_life * 1000 / 3),
        }
    )
    return page(request, "case.html", visit, status=status, address=place.address, **values)


def _noted(case_view: CaseView, who: dict[str, str]) -> dict[str, Any]:
    """What moderators told one another about the comment, with their names."""
    asked = case_view.asked
    return {
        "asker": who.get(asked.moderator, asked.moderator) if asked else "",
        "notes": [(each, who.get(each.moderator, each.moderator)) for each in case_view.notes],
    }


def _concerned(case_view: CaseView) -> list[str]:
    """Ids of the moderators who decided on the comment, or noted something."""
    deciders = [event.decision.moderator for event in case_view.comment.events]
    return deciders + [each.moderator for each in case_view.notes]


def log_view(visit: Visit, case_view: CaseView) -> None:
    """Audit log: who was shown an e-mail or IP address, and whose comment's it was."""
    if case_view.sees_private:
        comment = case_view.comment
        about = {"moderator": visit.moderator.id, "site": comment.site, "comment": comment.id}
        _LOG.info("private_data_viewed", about)


def offered(case_view: CaseView, claim: ClaimStatus) -> list[Action]:
    """The acts to offer: what is permitted, while nobody else holds the case."""
    return [] if claim is ClaimStatus.OTHER else list(case_view.actions)


def _about_comment(case_view: CaseView, language: Language) -> dict[str, Any]:
    """What the page says of the comment itself, and of what it answers."""
    comment, parent = case_view.comment, case_view.parent
    submission = comment.submission
    decision = machine_decision(comment)
    email = submission.author.email
    return _marked_fields(comment, decision, language) | {
        "headline": publishable(submission.text)[:_HEADLINE],
        "marks": anchors(submission.text, highlights(decision, language)),
        "first_mark": _first_marks(comment, decision, language),
        "hidden": hidden_characters(submission.text),
        "length": len(submission.text),
        "decoded": reads_as(comment, decision),
        "reasons": explanations(decision, language),
        "bar": points_bar(decision, case_view.policy),
        "kinds": kinds(decision),
        "policy": case_view.policy,
        "decision": decision,
        "article_url": web_address(submission.article.url),
        "parent": parent,
        "parent_path": case_path(parent.site, parent.id) if parent else "",
        "parent_excerpt": excerpt(parent.submission.text) if parent else "",
        "email": email if case_view.sees_private else masked_email(email),
        "author_path": author_path(comment.site, case_view.author),
        "earlier": [_other(each) for each in case_view.history],
        "record": _record(case_view),
        "shared_decided": _shared_decided(case_view),
        "history_read": HISTORY_READ,
        "siblings": [_other(each) for each in case_view.siblings],
        "bannable": bannable(comment),
        "ban_days": BAN_DAYS,
        "labels": list(Label),
    }


def _record(case_view: CaseView) -> dict[CommentState, int]:
    """How many of the author's other comments are in each state that one of them is in."""
    counts = Counter(comment.state for comment in case_view.history)
    return {state: counts[state] for state in _RECORDED if counts[state]}


def _shared_decided(case_view: CaseView) -> dict[CommentState, int]:
    """What people decided on comments with the same in them, in whole decisions."""
    shared = case_view.shared
    if shared is None:
        return {}
    rejected, approved = round(shared.rejected), round(shared.approved)
    counts = {CommentState.REJECTED: rejected, CommentState.APPROVED: approved}
    return {state: count for state, count in counts.items() if count}


def _other(comment: Comment) -> Earlier:
    """A line for another comment."""
    said = excerpt(comment.submission.text, length=_HISTORY_EXCERPT)
    return Earlier(case_path(comment.site, comment.id), comment.created_at, comment.state, said)


def _marked_fields(comment: Comment, decision: Decision, language: Language) -> dict[str, Markup]:
    """Text, name and website with the places that the reasons rest on."""
    return {
        field or "text": marked(text, highlights(decision, language, field), anchored=True)
        for field, text in _fields(comment).items()
    }


def _first_marks(comment: Comment, decision: Decision, language: Language) -> dict[int, str]:
    """The name of each reason's first mark, by the reason's number."""
    found: dict[int, str] = {}
    for field, text in _fields(comment).items():
        for anchor in anchors(text, highlights(decision, language, field)):
            found = dict.fromkeys(anchor.numbers, anchor.name) | found
    return found


def _fields(comment: Comment) -> dict[Field, str]:
    """What reasons mark places in."""
    author = comment.submission.author
    return {Field.TEXT: comment.submission.text, Field.NAME: author.name, Field.URL: author.url}


def web_address(address: str) -> str:
    """The address if it is one that a browser may follow, else ""."""
    return address if address.startswith(("https://", "http://")) else ""


def _newest(case_view: CaseView) -> list[Event]:
    return list(reversed(case_view.comment.events))
