"""The page on which the newsroom changes a comment's text."""

from aiohttp import web

from moderation.domain import Role
from moderation.errors import Forbidden
from moderation.web.console.paths import case_path, comment_of
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.frame import frame
from moderation.web.console.table.view import at, query_of, view_in, view_of
from moderation.web.http import problems
from moderation.web.http.context import CONTEXT


async def edit_page(request: web.Request, visit: Visit) -> web.Response:
    """The text as it stands, to be changed."""
    return await show_edit(request, visit)


async def show_edit(
    request: web.Request, visit: Visit, *, status: int = 200, typed: str | None = None
) -> web.Response:
    """The form; `typed` is what could not be recorded, because the comment has moved on."""
    context, (site, comment_id) = request.config_dict[CONTEXT], comment_of(request)
    comment = await context.review.find(visit.moderator, site, comment_id)
    if visit.moderator.role is Role.VIEWER:
        raise Forbidden("edit")
    if typed is not None:
        context.metrics.problem(problems.CONFLICT.slug)
    view = view_of(request.query) if request.method == "GET" else view_in({})
    return page(
        request,
        "edit.html",
        visit,
        status=status,
        **await frame(request, visit, site),
        comment=comment,
        path=case_path(site, comment_id),
        back=at(case_path(site, comment_id), view),
        view=view,
        query=query_of(view),
        text=comment.submission.text if typed is None else typed,
        moved=typed is not None,
        limit=context.settings.text_limit,
    )
