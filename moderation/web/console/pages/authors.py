"""Authors: those of the newest comments, and the record of one of them."""

from typing import Final

from aiohttp import web

from moderation import logs
from moderation.domain import CommentState
from moderation.sites.list_entries import shown_pattern
from moderation.web.console.claim_status import names
from moderation.web.console.language import language_of
from moderation.web.console.paths import author_path, queue_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.frame import frame
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.view import DEFAULT
from moderation.web.http.context import CONTEXT

STATES: Final = (CommentState.REJECTED, CommentState.HELD, CommentState.APPROVED)
_LOG: Final = logs.logger("console")


async def authors_page(request: web.Request, visit: Visit) -> web.Response:
    """Who wrote the newest comments."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    found = await context.authors.lately(visit.moderator, site)
    return page(
        request,
        "authors.html",
        visit,
        **await frame(request, visit, site),
        lines=[(author_path(site, each.digest), each) for each in found],
        states=STATES,
    )


async def author_page(request: web.Request, visit: Visit) -> web.Response:
    """One author's last comments, and what the lists hold of them."""
    context, site = request.config_dict[CONTEXT], request.match_info["site"]
    digest = request.match_info["author"]
    record = await context.authors.record(visit.moderator, site, digest)
    comments = record.line.comments
    if record.private:
        about = {"moderator": visit.moderator.id, "site": site, "comment": comments[0].id}
        _LOG.info("private_data_viewed", about)
    looker = Looker(visit.moderator.id, DEFAULT, language_of(request), {})
    who = await names(context.store.moderators, (each.by for each in record.entries))
    return page(
        request,
        "author.html",
        visit,
        **await frame(request, visit, site),
        record=record,
        rows=[row(comment, None, looker) for comment in comments],
        states=STATES,
        entries=[(each, shown_pattern(each), who.get(each.by, "")) for each in record.entries],
        authors=f"{queue_path(site)}/authors",
    )
