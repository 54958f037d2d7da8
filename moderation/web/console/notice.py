"""Notice: the next page says what a moderator has just decided, and offers to take it back."""

from dataclasses import dataclass

from aiohttp import web

from moderation.domain import CommentState
from moderation.errors import NotFound
from moderation.web.console.paths import case_path
from moderation.web.console.sessions import Visit
from moderation.web.http.context import CONTEXT


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision that its moderator can still take back, and on which revision."""

    comment_id: str
    path: str
    state: CommentState
    revision: int


async def notice(request: web.Request, visit: Visit, site: str) -> Notice | None:
    """The notice for `?decided=`, which only says where to look: what happened is in the store."""
    decided = request.query.get("decided", "")
    if not decided:
        return None
    try:
        review = request.config_dict[CONTEXT].review
        comment = await review.just_decided(visit.moderator, site, decided)
    except NotFound:
        return None
    if comment is None:
        return None
    return Notice(comment.id, case_path(site, comment.id), comment.state, comment.revision)
