"""The list of a site's comments: what waits, what was approved, what was rejected."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from moderation.domain import CommentState, Role
from moderation.review.topics import Topic
from moderation.review.worktable import Sort, View
from moderation.web.console.language import language_of
from moderation.web.console.paths import queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.frame import frame
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.surroundings import PAGE, page_rows
from moderation.web.console.table.view import (
    at,
    from_start,
    query_of,
    view_of,
    with_sort,
    with_topic,
)
from moderation.web.http.context import CONTEXT

_GROUPS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A link to another view: its name among the messages, how many it holds, whether it is on."""

    name: str
    path: str
    count: int | None
    on: bool


async def first_queue(request: web.Request, visit: Visit) -> web.Response:
    """Go on to the site with most waiting cases; a page says so where there is no site."""
    sites = await request.config_dict[CONTEXT].review.sites(visit.moderator)
    if not sites:
        return page(request, "no_sites.html", visit)
    return see_other(queue_path(max(sites, key=lambda site: sites[site])))


async def queue_page(request: web.Request, visit: Visit) -> web.Response:
    """One page of a view of a site."""
    site, view = request.match_info["site"], view_of(request.query)
    waits = view.state is CommentState.HELD
    shown = await (_waiting if waits else _listed)(request, visit, site, view)
    around = await frame(request, visit, site)
    return page(
        request,
        "queue.html",
        visit,
        **around,
        **shown,
        view=view,
        query=query_of(view),
        may_decide=visit.moderator.role is not Role.VIEWER,
    )


async def _waiting(request: web.Request, visit: Visit, site: str, view: View) -> dict[str, Any]:
    table = await request.config_dict[CONTEXT].worktable.look(visit.moderator, site, view)
    found = table.order[view.start : view.start + PAGE]
    end = view.start + PAGE
    return {
        "rows": await page_rows(request, visit, site, found, view),
        "table": table,
        "chips": _chips(site, view, {None: table.reach} | table.topics),
        "sorts": _sorts(site, view),
        "more": at(queue_path(site), from_start(view, end)) if end < len(table.order) else "",
    }


async def _listed(request: web.Request, visit: Visit, site: str, view: View) -> dict[str, Any]:
    worktable = request.config_dict[CONTEXT].worktable
    found = await worktable.listed(visit.moderator, site, view, PAGE)
    looker = Looker(visit.moderator.id, view, language_of(request), {})
    return {
        "rows": [row(comment, None, looker) for comment in found.comments],
        "table": None,
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
            on=topic is view.topic,
        )
        for topic, count in counts.items()
    ]


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
