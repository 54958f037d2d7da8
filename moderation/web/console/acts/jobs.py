"""Decisions on many comments as forms: propose, start, take back. Nothing happens unseen.

What is proposed shows itself first: how many, and examples with what fits least among them first.
"""

import re
from contextlib import suppress
from typing import Final

from aiohttp import web

from moderation.errors import Conflict, Fault, Invalid
from moderation.review.worktable import Placed, Table
from moderation.store.worktable.jobs import Target
from moderation.web.console.acts.decisions import chosen_label, decided_action, seen_revision
from moderation.web.console.forms import Form
from moderation.web.console.paths import job_of, job_path
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.view import view_in
from moderation.web.http.context import CONTEXT

# A row that was ticked: its comment, and as the value its revision.
_TICKED: Final = re.compile(r"c\.([0-9a-f]{28})", re.ASCII)
_SCOPES: Final = ("selected", "view", "group")


async def propose(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Fix which comments a decision is to be about, and show them."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    scope, _, asked = form.get("do", "").partition(".")
    if scope not in _SCOPES:
        raise Invalid([Fault("/do", "unknown_choice", (("choices", ", ".join(_SCOPES)),))])
    action, label = decided_action(asked), chosen_label(form)
    targets = await _targets(request, visit, site, scope, form)
    plan = await context.bulk.propose(visit.moderator, site, action, targets, label)
    return see_other(job_path(site, plan.id))


async def start(request: web.Request, visit: Visit, _form: Form) -> web.Response:
    """Have it done."""
    site, job_id = job_of(request)
    await request.config_dict[CONTEXT].bulk.start(visit.moderator, site, job_id)
    return see_other(job_path(site, job_id))


async def undo(request: web.Request, visit: Visit, _form: Form) -> web.Response:
    """Take it back. One that still works, or was never started, shows itself again."""
    site, job_id = job_of(request)
    with suppress(Conflict):
        await request.config_dict[CONTEXT].bulk.undo(visit.moderator, site, job_id)
    return see_other(job_path(site, job_id))


async def _targets(
    request: web.Request, visit: Visit, site: str, scope: str, form: Form
) -> list[Target]:
    """The comments of the scope, each with the revision that it has for the moderator."""
    if scope == "selected":
        ticked = ((_TICKED.fullmatch(name), value) for name, value in form.items())
        return [(found[1], seen_revision(value)) for found, value in ticked if found]
    context = request.config_dict[CONTEXT]
    table = await context.worktable.look(visit.moderator, site, view_in(form))
    found = _group(table, form.get("of", "")) if scope == "group" else table.order
    return await context.worktable.targets(site, found)


def _group(table: Table, case_id: str) -> tuple[Placed, ...]:
    groups = (each.cases for each in table.groups() if each.cases[0].case_id == case_id)
    return next(groups, ())
