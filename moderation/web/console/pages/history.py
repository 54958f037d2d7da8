"""The history of a site: what moderators decided, newest first, each decision with its way back."""

import re
from typing import Final

from aiohttp import web

from moderation.messages import Language, say
from moderation.review.shift import Decided
from moderation.web.console.claim_status import names
from moderation.web.console.language import language_of
from moderation.web.console.marks import excerpt
from moderation.web.console.paths import case_path, job_path, queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.frame import frame
from moderation.web.http.context import CONTEXT

PAGE: Final = 50
_EXCERPT: Final = 120
_START: Final = re.compile(r"[0-9]{1,6}", re.ASCII)


async def history_page(request: web.Request, visit: Visit) -> web.Response:
    """A page of it, of everybody or (`?who=me`) of oneself."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    given = request.query.get("start", "")
    start = int(given) if _START.fullmatch(given) else 0
    mine = request.query.get("who") == "me"
    found, following = await context.shift.history(
        visit.moderator, site, start=start, count=PAGE, who=visit.moderator.id if mine else ""
    )
    who = await names(context.store.moderators, (each.line.moderator for each in found))
    here = f"{queue_path(site)}/history"
    more = f"{here}?{'who=me&' if mine else ''}start={following}" if following else ""
    return page(
        request,
        "history.html",
        visit,
        **await frame(request, visit, site),
        lines=[_line(site, each, who, language_of(request)) for each in found],
        mine=mine,
        path=here,
        start=start,
        more=more,
    )


def _line(
    site: str, decided: Decided, who: dict[str, str], language: Language
) -> dict[str, object]:
    line, comment = decided.line, decided.comment
    path = job_path(site, line.job) if line.job else case_path(site, line.comment_id)
    return {
        "line": line,
        "path": path,
        "who": who.get(line.moderator, line.moderator),
        "excerpt": excerpt(comment.submission.text, length=_EXCERPT) if comment else "",
        "label": say(f"console.label.{line.label}", language) if line.label else "",
        "stands": decided.stands,
        "revision": line.revision,
    }
