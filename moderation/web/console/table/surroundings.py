"""Surroundings of a case: the rows around it in the view that it is looked at in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from aiohttp import web

from moderation import clock
from moderation.domain import CommentState
from moderation.review.worktable import Placed, Table, View
from moderation.store.queue import Waiting
from moderation.web.console.claim_status import ClaimStatus, claim_status, names
from moderation.web.console.language import language_of
from moderation.web.console.sessions import Visit
from moderation.web.console.table.place import Place
from moderation.web.console.table.rows import Looker, Row, free_first, row
from moderation.web.console.table.view import DEFAULT
from moderation.web.http.context import CONTEXT

PAGE: Final = 50
# Around a case so many rows are looked at for a free one, and so many before it are shown.
_BEFORE: Final = 12
_BEHIND: Final = 20
_SHOWN_BEFORE: Final = 3
# Under which a request keeps the table that a decision is made at.
_LOOKED: Final = web.RequestKey("looked", Table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Rows to show beside a case, and the free cases before and after it; "" where none is."""

    rows: list[Row]
    before: str = ""
    after: str = ""


async def page_rows(
    request: web.Request, visit: Visit, site: str, table: Table, view: View
) -> list[Row]:
    """The rows of a page of the table, those that others review last.

    They say whose authors are new; beside a case, which says so itself, that is not looked for.
    """
    found = table.order[view.start : view.start + PAGE]
    worktable = request.config_dict[CONTEXT].worktable
    waiting = await worktable.rows(site, found)
    first_ones = await worktable.first_ones(site, [each.comment for each in waiting])
    rows = await _rows(request, visit, table, waiting, view)
    return free_first(replace(each, first=each.comment.id in first_ones) for each in rows)


async def surroundings(request: web.Request, visit: Visit, place: Place) -> Surroundings:
    """What surrounds a place's comment in its view. Raises NotFound.

    After a decision the table that it was made at is looked at, without what was decided.
    """
    site, view, comment_id = place.site, place.view, place.comment_id
    if view.state is not CommentState.HELD:
        return await _in_listing(request, visit, site, view, comment_id)
    worktable = request.config_dict[CONTEXT].worktable
    table = request.get(_LOOKED)
    if table is None or not place.decided:
        table = await worktable.look(visit.moderator, site, view)
    else:
        table = table.without(place.decided)
    before, behind = _around(table, comment_id)
    waiting = await worktable.rows(site, [*before, *behind])
    rows = {each.comment.id: each for each in await _rows(request, visit, table, waiting, view)}
    earlier = [rows[each.comment_id] for each in before if each.comment_id in rows]
    later = [rows[each.comment_id] for each in behind if each.comment_id in rows]
    others = [each for each in later if each.comment.id != comment_id]
    return Surroundings(
        rows=_each_once([*earlier[-_SHOWN_BEFORE:], *later]),
        before=_first_free(earlier[::-1], comment_id),
        after=_first_free([*others, *earlier], comment_id),
    )


async def next_case(
    request: web.Request, visit: Visit, site: str, view: View, comment_id: str
) -> str:
    """The free case after a comment's in a view; "" where there is none. Raises NotFound."""
    context = request.config_dict[CONTEXT]
    held = view if view.state is CommentState.HELD else DEFAULT
    table = request[_LOOKED] = await context.worktable.look(visit.moderator, site, held)
    before, behind = _around(table, comment_id)
    order = [*behind, *before]
    cases = await context.store.queue.read(site, [each.case_id for each in order])
    at = clock.now_ms()
    free = (
        case.comment_id
        for case in cases
        if case.comment_id != comment_id
        and claim_status(case, visit.moderator.id, at) is not ClaimStatus.OTHER
    )
    return next(free, "")


async def _in_listing(
    request: web.Request, visit: Visit, site: str, view: View, comment_id: str
) -> Surroundings:
    worktable = request.config_dict[CONTEXT].worktable
    listed = await worktable.listed(visit.moderator, site, view, PAGE)
    looker = Looker(visit.moderator.id, view, language_of(request), {})
    rows = [row(comment, None, looker) for comment in listed.comments]
    ids = [comment.id for comment in listed.comments]
    if comment_id not in ids:
        return Surroundings(rows=rows)
    place = ids.index(comment_id)
    return Surroundings(
        rows=rows[max(0, place - _SHOWN_BEFORE) :],
        before=ids[place - 1] if place else "",
        after=ids[place + 1] if place + 1 < len(ids) else "",
    )


def _around(table: Table, comment_id: str) -> tuple[Sequence[Placed], Sequence[Placed]]:
    """The cases before a comment's, and from it on; behind the last the first follow again."""
    place, order = table.place(comment_id), table.order
    if place is None:
        return (), order[:_BEHIND]
    start = max(0, place - _BEFORE)
    behind = order[place : place + _BEHIND]
    again = order[: min(start, _BEHIND - len(behind))]
    return order[start:place], (*behind, *again)


async def _rows(
    request: web.Request, visit: Visit, table: Table, waiting: Sequence[Waiting], view: View
) -> list[Row]:
    moderators = request.config_dict[CONTEXT].store.moderators
    askers = {comment_id: note.moderator for comment_id, note in table.asked.items()}
    known = await names(moderators, (*(each.case.claimed_by for each in waiting), *askers.values()))
    asked = {comment_id: known[asker] for comment_id, asker in askers.items()}
    looker = Looker(visit.moderator.id, replace(view, start=0), language_of(request), known, asked)
    return [row(each.comment, each.case, looker) for each in waiting]


def _each_once(rows: Sequence[Row]) -> list[Row]:
    return list({each.comment.id: each for each in rows}.values())


def _first_free(rows: Sequence[Row], but: str) -> str:
    free = (
        each.comment.id
        for each in rows
        if each.claim is not ClaimStatus.OTHER and each.comment.id != but
    )
    return next(free, "")
