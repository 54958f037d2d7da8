"""The search page: what holds all words, in whatever state. What was typed is never logged."""

import re
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from moderation.domain import CommentState
from moderation.review.search import QUERY_LIMIT
from moderation.web.console.language import language_of
from moderation.web.console.paths import queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.frame import frame
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.surroundings import PAGE
from moderation.web.console.table.view import DEFAULT
from moderation.web.http.context import CONTEXT

STATES: Final = (CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED)
_START: Final = re.compile(r"[0-9]{1,7}", re.ASCII)


async def search_page(request: web.Request, visit: Visit) -> web.Response:
    """A page of what was found."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    query = request.query.get("q", "")[:QUERY_LIMIT]
    given = request.query.get("start", "")
    start = int(given) if _START.fullmatch(given) else 0
    state = next((each for each in STATES if each == request.query.get("state")), None)
    hits = await context.search.find(
        visit.moderator, site, query, state=state, start=start, limit=PAGE
    )
    looker = Looker(visit.moderator.id, DEFAULT, language_of(request), {})
    here = f"{queue_path(site)}/search"
    following = _query(query, state, start=str(hits.next))
    return page(
        request,
        "search.html",
        visit,
        **await frame(request, visit, site),
        rows=[row(comment, None, looker) for comment in hits.comments],
        asked=query,
        hits=hits,
        state=state,
        states={each: f"{here}?{_query(query, each)}" for each in (None, *STATES)},
        more=f"{here}?{following}" if hits.next else "",
    )


def _query(query: str, state: CommentState | None, **more: str) -> str:
    asked = {"q": query} | ({"state": state} if state else {}) | more
    return urlencode(asked, errors="replace")
