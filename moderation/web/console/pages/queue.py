"""The list of a site's comments: what waits, what was approved, what was rejected."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from moderation.domain import CommentState, Role
from moderation.review.topics import Topic
from moderation.review.worktable import Sort, Table, View
from moderation.web.console.language import language_of
from moderation.web.console.marks import excerpt
from moderation.web.console.paths import queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.frame import frame
from moderation.web.console.table.place import Place
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.surroundings import PAGE, page_rows
from moderation.web.console.table.view import (
    at,
    from_start,
    query_of,
    view_of,
    with_asked,
    with_sort,
    with_topic,
)
from moderation.web.http.context import CONTEXT

_GROUPS_SHOWN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A link to another view: its name among the messages, how many it holds, whether it is on."""

    name: str
    path: str
    count: int | None
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """Near-equal comments as one card; `of` names the group by its first case."""

    of: str
    excerpt: Markup
    size: int
    authors: int
    articles: int


async def first_queue(request: web.Request, visit: Visit) -> web.Response:
    """Go on to the site with most waiting cases; a page says so where there is no site."""
    sites = await request.config_dict[CONTEXT].review.sites(visit.moderator)
    if not sites:
        return page(request, "no_sites.html", visit)
    return see_other(queue_path(max(sites, key=lambda site: sites[site])))


async def queue_page(request: web.Request, visit: Visit) -> web.Response:
    """One page of a view of a site."""
    place = Place(site=request.match_info["site"], view=view_of(request.query))
    return await queue_at(request, visit, place)


async def queue_at(request: web.Request, visit: Visit, place: Place) -> web.Response:
    """The list at a place, whatever the address that was asked for. Raises NotFound."""
    site, view = place.site, place.view
    waits = view.state is CommentState.HELD
    shown = await (_waiting if waits else _listed)(request, visit, site, view)
    around = await frame(request, visit, site, place.decided)
    return page(
        request,
        "queue.html",
        visit,
        address=place.address,
        **around,
        **shown,
        view=view,
        query=query_of(view),
        may_decide=visit.moderator.role is not Role.VIEWER,
    )


async def _waiting(request: web.Request, visit: Visit, site: str, view: View) -> dict[str, Any]:
    table = await request.config_dict[CONTEXT].worktable.look(visit.moderator, site, view)
    end = view.start + PAGE
    return {
        "rows": await page_rows(request, visit, site, table, view),
        "table": table,
        "groups": await _cards(request, site, view, table),
        "chips": [
            *_chips(site, view, {None: table.reach} | table.topics),
            *_asked(site, view, table),
        ],
        "sorts": _sorts(site, view),
        "more": at(queue_path(site), from_start(view, end)) if end < len(table.order) else "",
    }


async def _cards(request: web.Request, site: str, view: View, table: Table) -> list[GroupCard]:
    """The largest groups, on the first page of the view of everything."""
    if view.topic or view.start or view.asked:
        return []
    groups = table.groups()[:_GROUPS_SHOWN]
    first = [group.cases[0].comment_id for group in groups]
    comments = await request.config_dict[CONTEXT].store.comments.find_all(site, first)
    said = {comment.id: excerpt(comment.submission.text) for comment in comments}
    return [
        GroupCard(
            of=group.cases[0].case_id,
            excerpt=said[group.cases[0].comment_id],
            size=len(group.cases),
            authors=group.authors,
            articles=group.articles,
        )
        for group in groups
        if group.cases[0].comment_id in said
    ]


async def _listed(request: web.Request, visit: Visit, site: str, view: View) -> dict[str, Any]:
    worktable = request.config_dict[CONTEXT].worktable
    found = await worktable.listed(visit.moderator, site, view, PAGE)
    looker = Looker(visit.moderator.id, view, language_of(request), {})
    return {
        "rows": [row(comment, None, looker) for comment in found.comments],
        "table": None,
        "groups": [],
        "chips": _chips(site, view, dict.fromkeys((None, *Topic))),
        "sorts": [],
        "more": at(queue_path(site), from_start(view, found.next)) if found.next else "",
    }


def _chips(
    site: str, view: View, counts: dict[Topic | None, int] | dict[Topic | None, None]
) -> list[Chip]:
    return [
        Chip(
            name=topic or "all",
            path=at(queue_path(site), with_topic(view, topic)),
            count=count,
            on=topic is view.topic and not view.asked,
        )
        for topic, count in counts.items()
    ]


def _asked(site: str, view: View, table: Table) -> list[Chip]:
    """The chip of what a second opinion is asked for, where there is something."""
    if not (table.asked or view.asked):
        return []
    path = at(queue_path(site), with_asked(view))
    return [Chip(name="asked", path=path, count=len(table.asked), on=view.asked)]


def _sorts(site: str, view: View) -> list[Chip]:
    return [
        Chip(
            name=sort,
            path=at(queue_path(site), with_sort(view, sort)),
            count=None,
            on=sort is view.sort,
        )
        for sort in Sort
    ]
