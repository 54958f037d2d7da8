"""The frame of a worktable's pages: sites, rail, and the tray of last decisions."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from moderation.review.shift import Decided
from moderation.web.console.marks import excerpt
from moderation.web.console.paths import case_path, job_path, queue_path
from moderation.web.console.sessions import Visit
from moderation.web.http.context import CONTEXT

TRAY: Final = 3
_EXCERPT: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayItem:
    """A deed that can be taken back: on one comment, or of a job on `count` of them.

    `revision` is the comment's that it led to. `new` says that it was made just now.
    """

    path: str
    deed: str
    excerpt: Markup | str = ""
    comment_id: str = ""
    revision: int = 0
    count: int = 1
    new: bool = False


async def frame(request: web.Request, visit: Visit, site: str, decided: str = "") -> dict[str, Any]:
    """What every page of a site has around it. Raises NotFound.

    `decided` is the comment that was decided on just now, which the address says else.
    """
    context = request.config_dict[CONTEXT]
    sites = await context.review.sites(visit.moderator)
    recent = await context.shift.recent(visit.moderator, site, TRAY)
    just_now = decided or request.query.get("decided", "")
    return {
        "site": site,
        "sites": {name: (queue_path(name), count) for name, count in sites.items()},
        "queue": queue_path(site),
        "tray": [_item(site, each, just_now) for each in recent],
    }


def _item(site: str, decided: Decided, just_now: str) -> TrayItem:
    line, comment, job = decided.line, decided.comment, decided.job
    if comment is None:
        changed = job.progress.changed if job else line.count
        return TrayItem(path=job_path(site, line.job), deed=line.deed, count=changed)
    return TrayItem(
        path=case_path(site, comment.id),
        deed=line.deed,
        excerpt=excerpt(comment.submission.text, length=_EXCERPT),
        comment_id=comment.id,
        revision=comment.revision,
        new=comment.id == just_now,
    )
