"""Use case: what a moderator decided last, so that each decision can be taken back."""

from dataclasses import dataclass
from typing import Final

from moderation.domain import Comment, Moderator
from moderation.review import Review, undoable_by
from moderation.store import Store
from moderation.store.listings import Line

# How far back one's own decisions are looked for, and how many of them are looked at.
_LINES: Final = 200
_CANDIDATES: Final = 8


@dataclass(frozen=True, slots=True)
class Recent:
    """A decision of one's own that still stands, with the comment as it stands."""

    line: Line
    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The shifts of moderators, over a store."""

    store: Store
    review: Review

    async def recent(self, moderator: Moderator, site: str, count: int) -> list[Recent]:
        """The moderator's last decisions that can be taken back, newest first. Raises NotFound."""
        await self.review.require_site(moderator, site)
        lines = await self.store.listings.decided(site, count=_LINES)
        own = [each for each in lines if each.moderator == moderator.id and each.comment_id]
        asked = own[:_CANDIDATES]
        comments = await self.store.comments.find_all(site, [each.comment_id for each in asked])
        by_id = {comment.id: comment for comment in comments}
        found = [
            Recent(line, by_id[line.comment_id])
            for line in asked
            if line.comment_id in by_id and _stands(line, by_id[line.comment_id], moderator)
        ]
        return found[:count]


def _stands(line: Line, comment: Comment, moderator: Moderator) -> bool:
    """Whether nothing has happened to the comment since the line was written."""
    return comment.revision == line.revision and undoable_by(moderator, comment)
