"""Putting a case aside for later, noting something on it, and banning what it came with."""

from contextlib import suppress

from aiohttp import web

from moderation import administration, clock
from moderation.domain import Action, ListAction, ListEntry, ListKind
from moderation.errors import Conflict, Fault, Invalid
from moderation.review.bans import BAN_DAYS, Ban, subject
from moderation.store.keys import DAY_MS
from moderation.web.console.acts.decisions import chosen_label, go_on, seen_revision
from moderation.web.console.forms import Form
from moderation.web.console.pages.case import show_case
from moderation.web.console.paths import case_path, comment_of, job_path
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.surroundings import next_case
from moderation.web.console.table.view import at, view_in
from moderation.web.http.context import CONTEXT


async def later(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Put the case aside, give it back, and go on to the next."""
    context, (site, comment_id) = request.config_dict[CONTEXT], comment_of(request)
    view = view_in(form)
    after = await next_case(request, visit, site, view, comment_id)
    await context.shift.put_aside(visit.moderator, site, comment_id)
    with suppress(Conflict):
        await context.review.release(visit.moderator, site, comment_id)
    return await go_on(request, visit, site, after, view)


async def note(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Leave a note, and show the case with it."""
    site, comment_id = comment_of(request)
    shift = request.config_dict[CONTEXT].shift
    await shift.note(visit.moderator, site, comment_id, form.get("text", ""))
    return see_other(at(case_path(site, comment_id), view_in(form)))


async def ask(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Leave the case to somebody else with a question, give it back, and go on to the next."""
    context, (site, comment_id) = request.config_dict[CONTEXT], comment_of(request)
    view = view_in(form)
    after = await next_case(request, visit, site, view, comment_id)
    try:
        await context.shift.ask(visit.moderator, site, comment_id, form.get("text", ""))
    except Conflict:
        return await show_case(request, visit, conflict="decide")
    with suppress(Conflict):
        await context.review.release(visit.moderator, site, comment_id)
    return await go_on(request, visit, site, after, view)


async def ban(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Reject the comment and put what it came with on the list of what is rejected.

    Other comments that wait and came with the same are proposed for rejection as one.
    """
    context, (site, comment_id) = request.config_dict[CONTEXT], comment_of(request)
    view, kind, label = view_in(form), _chosen_ban(form), chosen_label(form)
    days, why = _chosen_days(form), _chosen_why(form)
    revision = seen_revision(form.get("revision"))
    comment = await context.review.find(visit.moderator, site, comment_id)
    if not (pattern := subject(kind, comment)):
        raise Invalid([Fault("/ban", "required")])
    after = await next_case(request, visit, site, view, comment_id)
    try:
        await context.review.decide(
            visit.moderator, site, comment_id, Action.REJECT, revision=revision, label=label
        )
    except Conflict:
        return await show_case(request, visit, conflict="decide")
    entry = ListEntry(
        kind=ListKind(kind),
        pattern=pattern,
        action=ListAction.REJECT,
        until=clock.now_ms() + days * DAY_MS if days else 0,
        why=why,
        by=visit.moderator.id,
    )
    await administration.list_entries(context.store, site, add=[entry], remove=[])
    if targets := await context.worktable.same(visit.moderator, comment, kind):
        plan = await context.bulk.propose(visit.moderator, site, Action.REJECT, targets, label)
        return see_other(job_path(site, plan.id))
    return await go_on(request, visit, site, after, view, decided=comment_id)


def _chosen_days(form: Form) -> int:
    """How many days the ban lasts; 0: for good. Raises Invalid."""
    given, choices = form.get("days", "0"), [str(days) for days in BAN_DAYS]
    if given not in choices:
        raise Invalid([Fault("/days", "unknown_choice", (("choices", ", ".join(choices)),))])
    return int(given)


def _chosen_why(form: Form) -> str:
    why = form.get("why", "").strip()
    if len(why) > administration.WHY_LIMIT:
        facts = ("length", len(why)), ("limit", administration.WHY_LIMIT)
        raise Invalid([Fault("/why", "too_long", facts)])
    return why


def _chosen_ban(form: Form) -> Ban:
    for kind in Ban:
        if form.get("ban") == kind:
            return kind
    raise Invalid([Fault("/ban", "unknown_choice", (("choices", ", ".join(Ban)),))])
