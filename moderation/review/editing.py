"""Use case: the newsroom changes a comment's text; what was sent is kept.

The new text is judged by the same scorer and policy as any comment, with nothing counted. That
moves no comment: a person's word stands, and whoever decides next sees what was judged. What is
published already is told to the site as `updated`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from moderation.domain import Comment, Decision, Event, EventType, Moderator, Submission
from moderation.domain.edits import EDITABLE
from moderation.errors import Conflict, Fault, IllegalTransition, Invalid
from moderation.review import Review
from moderation.submission.validation import Reader

Judge = Callable[[str, Submission], Awaitable[Decision]]
"""The policy's decision on a submission to a site of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Edits of a site's comments. `text_limit` is in code points, as that of submissions is."""

    review: Review
    judge: Judge
    text_limit: int

    async def edit(
        self, moderator: Moderator, site: str, comment_id: str, text: str, *, revision: int
    ) -> Comment:
        """Change the text of the comment as it was at `revision`; the comment as it is then.

        The same edit by the same moderator, sent again, changes nothing and is done. Raises
        Conflict when the comment moved on or another moderator holds its case, Invalid for a text
        that could not be submitted or is the same, IllegalTransition, Forbidden, NotFound.
        """
        self.review.require_decider(moderator)
        comment = await self.review.find(moderator, site, comment_id)
        said = self._read(text)
        if _is_done(comment, moderator, said, revision):
            return comment
        if comment.revision != revision:
            raise Conflict(state=comment.state, event="edit")
        if comment.state not in EDITABLE:
            raise IllegalTransition(state=comment.state, event="edit")
        if said == _lines(comment.submission.text):
            raise Invalid([Fault("/text", "unchanged")])
        edited = msgspec.structs.replace(comment.submission, text=said)
        decision = await self.judge(site, edited)
        event = Event(
            type=EventType.EDITED,
            at=self.review.now_ms(),
            state=comment.state,
            decision=msgspec.structs.replace(decision, moderator=moderator.id),
            text=said,
        )
        return await self.review.record(comment, event, case_step="leave")

    def _read(self, text: str) -> str:
        """The text as a submission's would be read, with the line ends of no browser."""
        reader = Reader(latest_ms=0)
        said = reader.text("/text", _lines(text), self.text_limit)
        if reader.faults:
            raise Invalid(reader.faults)
        return said


def _is_done(comment: Comment, moderator: Moderator, text: str, revision: int) -> bool:
    last = comment.events[-1]
    own = last.type is EventType.EDITED and last.decision.moderator == moderator.id
    return comment.revision == revision + 1 and own and last.text == text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
