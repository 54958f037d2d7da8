"""A decision on many comments: what it is about, how far it has got, and the way back."""

from typing import Final

from aiohttp import web

from moderation.domain import CommentState, Role
from moderation.web.console.language import language_of
from moderation.web.console.paths import job_of, job_path
from moderation.web.console.rendering import page
from moderation.web.console.sessions import Visit
from moderation.web.console.table.frame import frame
from moderation.web.console.table.rows import Looker, row
from moderation.web.console.table.view import DEFAULT
from moderation.web.http.context import CONTEXT

EXAMPLES: Final = 10


async def job_page(request: web.Request, visit: Visit) -> web.Response:
    """The page of one job."""
    context, (site, job_id) = request.config_dict[CONTEXT], job_of(request)
    job = await context.bulk.job(visit.moderator, site, job_id)
    examples = await context.worktable.outliers(site, job.plan.targets, EXAMPLES)
    looker = Looker(visit.moderator.id, DEFAULT, language_of(request), {})
    own = job.plan.moderator == visit.moderator.id or visit.moderator.role is Role.ADMIN
    return page(
        request,
        "job.html",
        visit,
        **await frame(request, visit, site),
        job=job,
        path=job_path(site, job_id),
        rows=[row(comment, None, looker) for comment in examples],
        own=own,
        view=DEFAULT,
        here_state=CommentState.HELD,
    )
