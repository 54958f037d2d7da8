"""The frame of a worktable's pages: sites, rail with counts, and the tray of last decisions."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from moderation.domain import Action, CommentState
from moderation.web.console.marks import excerpt
from moderation.web.console.paths import case_path, queue_path
from moderation.web.console.sessions import Visit
from moderation.web.http.context import CONTEXT

TRAY: Final = 3
_EXCERPT: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayItem:
    """A decision that can be taken back, and on which revision. `new`: it was made just now."""

    comment_id: str
    path: str
    excerpt: Markup
    action: Action
    state: CommentState
    revision: int
    new: bool


async def frame(request: web.Request, visit: Visit, site: str) -> dict[str, Any]:
    """What every page of a site has around it. Raises NotFound."""
    context = request.config_dict[CONTEXT]
    sites = await context.review.sites(visit.moderator)
    return {
        "site": site,
        "sites": {name: (queue_path(name), count) for name, count in sites.items()},
        "queue": queue_path(site),
        "tray": await _tray(request, visit, site),
    }


async def _tray(request: web.Request, visit: Visit, site: str) -> list[TrayItem]:
    shift = request.config_dict[CONTEXT].shift
    decided = request.query.get("decided", "")
    return [
        TrayItem(
            comment_id=each.comment.id,
            path=case_path(site, each.comment.id),
            excerpt=excerpt(each.comment.submission.text, length=_EXCERPT),
            action=each.line.action,
            state=each.comment.state,
            revision=each.comment.revision,
            new=each.comment.id == decided,
        )
        for each in await shift.recent(visit.moderator, site, TRAY)
    ]
