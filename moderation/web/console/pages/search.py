"""The search page: what holds all words, in whatever state. What was typed is never logged."""

import re
from dataclasses import replace
from typing import Any, Final

from aiohttp import web

from moderation.domain import CommentState
from moderation.review.filters import Age, Filters, Tongue
from moderation.review.search import ANY, QUERY_LIMIT
from moderation.review.topics import Topic
from moderation.web.console.language import language_of
from moderation.web.console.paths import queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.filters import STATES, filters_of, search_query
from moderation.web.console.table.frame import frame
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.surroundings import PAGE
from moderation.web.console.table.view import DEFAULT
from moderation.web.http.context import CONTEXT

_START: Final = re.compile(r"[0-9]{1,7}", re.ASCII)


async def search_page(request: web.Request, visit: Visit) -> web.Response:
    """A page of what was found."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    query, filters = request.query.get("q", "")[:QUERY_LIMIT], filters_of(request.query)
    given = request.query.get("start", "")
    start = int(given) if _START.fullmatch(given) else 0
    hits = await context.search.find(visit.moderator, site, query, filters, start=start, limit=PAGE)
    looker = Looker(visit.moderator.id, DEFAULT, language_of(request), {})
    here = f"{queue_path(site)}/search"
    return page(
        request,
        "search.html",
        visit,
        **await frame(request, visit, site),
        **await _choices(request, site),
        rows=[row(comment, None, looker) for comment in hits.comments],
        asked=query,
        filters=filters,
        filtered=filters != ANY,
        here_path=here,
        hits=hits,
        states={each: f"{here}?{_of_state(query, filters, each)}" for each in (None, *STATES)},
        more=f"{here}?{search_query(query, filters, start=str(hits.next))}" if hits.next else "",
    )


async def _choices(request: web.Request, site: str) -> dict[str, Any]:
    """What the form offers."""
    everyone = await request.config_dict[CONTEXT].store.moderators.everyone()
    people = {each.id: each.email for each in everyone if each.may_see(site)}
    return {"topics": list(Topic), "ages": list(Age), "tongues": list(Tongue), "people": people}


def _of_state(query: str, filters: Filters, state: CommentState | None) -> str:
    return search_query(query, replace(filters, state=state))
