"""What moderators do with a case, as forms: take it, give it back, decide, take that back.

Each leads on to another page, so that reloading repeats nothing; a lost race answers with the case
as it now stands and says in words what happened.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress

from aiohttp import web

from moderation.domain import Action, Comment
from moderation.domain.labels import Label
from moderation.errors import Conflict, Fault, Invalid, NotFound, SaringError
from moderation.review.worktable import View
from moderation.web.console.acts.onward import arrive, take
from moderation.web.console.claim_status import waits
from moderation.web.console.forms import Form
from moderation.web.console.pages.case import show_case
from moderation.web.console.paths import comment_of
from moderation.web.console.sessions import Visit
from moderation.web.console.table.place import Place
from moderation.web.console.table.surroundings import next_case
from moderation.web.console.table.view import view_in
from moderation.web.http.context import CONTEXT

_DECIDED = (Action.APPROVE, Action.REJECT)
_REVISION_DIGITS = 9


async def claim(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Take the case and show it."""
    site, comment_id = comment_of(request)
    review, takeover = request.config_dict[CONTEXT].review, form.get("takeover") == "1"
    try:
        await review.claim(visit.moderator, site, comment_id, takeover=takeover)
    except Conflict:
        return await show_case(request, visit, conflict="claim")
    place = Place(site=site, view=view_in(form), comment_id=comment_id)
    return await arrive(request, visit, place)


async def release(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Give the case back, and go on to the queue or to the case named in `to`, which is taken.

    A moderator who leaves a case that was not theirs, or no longer is, goes on all the same.
    """
    site, comment_id = comment_of(request)
    with suppress(Conflict):
        await request.config_dict[CONTEXT].review.release(visit.moderator, site, comment_id)
    return await go_on(request, visit, site, form.get("to", ""), view_in(form))


async def decide(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Approve or reject, and go on to the next waiting case, which is taken."""
    site, comment_id = comment_of(request)
    action, revision = decided_action(form.get("action")), seen_revision(form.get("revision"))
    review, label = request.config_dict[CONTEXT].review, chosen_label(form)
    view = view_in(form)
    (comment, case), after = await asyncio.gather(
        review.with_case(visit.moderator, site, comment_id),
        next_case(request, visit, site, view, comment_id),
    )
    turn = waits(case)  # else an old comment is judged anew, and stays
    decision = review.decide_on(
        visit.moderator, comment, case, action, revision=revision, label=label
    )
    try:
        await _taking(request, visit, site, after if turn else "", decision)
    except Conflict:
        return await show_case(request, visit, conflict="decide")
    there = after if turn else comment_id
    place = Place(site=site, view=view, comment_id=there, decided=comment_id)
    return await arrive(request, visit, place)


async def _taking(
    request: web.Request, visit: Visit, site: str, after: str, decision: Awaitable[Comment]
) -> None:
    """Await a decision while the case after it is taken: each waits for the disk.

    Where the decision fails, that case is given back. Raises what the decision raises.
    """
    taking = take(request, visit, site, after) if after else asyncio.sleep(0)
    decided, _ = await asyncio.gather(decision, taking, return_exceptions=True)
    if isinstance(decided, BaseException):
        if after:
            with suppress(SaringError):
                await request.config_dict[CONTEXT].review.release(visit.moderator, site, after)
        raise decided


async def go_on(
    request: web.Request, visit: Visit, site: str, after: str, view: View, decided: str = ""
) -> web.Response:
    """On to the case `after`, which is taken, or to the list where there is none."""
    if after and after != decided:
        await take(request, visit, site, after)
    place = Place(site=site, view=view, comment_id=after, decided=decided)
    return await arrive(request, visit, place)


async def undo(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Take the last decision back, and return to its case, which is taken."""
    site, comment_id = comment_of(request)
    revision = seen_revision(form.get("revision"))
    review = request.config_dict[CONTEXT].review
    try:
        await review.undo(visit.moderator, site, comment_id, revision=revision)
    except Conflict:
        return await show_case(request, visit, conflict="undo")
    if left := form.get("leave", ""):
        with suppress(Conflict, NotFound):
            await review.release(visit.moderator, site, left)
    await take(request, visit, site, comment_id)
    return await arrive(request, visit, Place(site=site, comment_id=comment_id))


def decided_action(given: object) -> Action:
    """The action that a moderator may ask for. Raises Invalid."""
    for action in _DECIDED:
        if given == action:
            return action
    choices = ", ".join(_DECIDED)
    raise Invalid([Fault("/action", "unknown_choice", (("choices", choices),))])


def chosen_label(form: Form) -> Label | None:
    """Why the comment is rejected, where the form says so. Raises Invalid for no such reason."""
    given = form.get("label", "")
    if not given:
        return None
    if found := next((label for label in Label if label == given), None):
        return found
    raise Invalid([Fault("/label", "unknown_choice", (("choices", ", ".join(Label)),))])


def seen_revision(given: object) -> int:
    """The revision of the comment that the moderator saw, as a number or digits. Raises Invalid."""
    digits = str(given) if isinstance(given, int | str) and not isinstance(given, bool) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _REVISION_DIGITS):
        raise Invalid([Fault("/revision", "wrong_type", (("expected", "integer"),))])
    return int(digits)
