"""Use case: a moderator's shift: what was decided last, what is put aside, what is noted.

Each decision can be taken back for as long as nothing else has happened to its comment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from moderation.domain import CaseState, Comment, Moderator
from moderation.errors import Conflict, Fault, Invalid, NotFound
from moderation.review import Review, undoable_by
from moderation.store import Store
from moderation.store.worktable.desks import ASKED_LIMIT, Note
from moderation.store.worktable.jobs import Job
from moderation.store.worktable.listings import Line

# How far back one's own decisions are looked for, and how many of them are looked at.
_LINES: Final = 200
_CANDIDATES: Final = 8
LATER_MS: Final = 3_600_000
NOTE_LIMIT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it was made, with the comment or the job as it stands now.

    `stands` says that it can be taken back by who looks at it.
    """

    line: Line
    comment: Comment | None = None
    job: Job | None = None
    stands: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The shifts of moderators, over a store."""

    store: Store
    review: Review

    async def recent(self, moderator: Moderator, site: str, count: int) -> list[Decided]:
        """The moderator's last decisions that can be taken back, newest first. Raises NotFound."""
        await self.review.require_site(moderator, site)
        lines = await self.store.listings.decided(site, count=_LINES)
        own = [each for each in lines if each.moderator == moderator.id]
        found = await self._with_subjects(moderator, site, own[:_CANDIDATES])
        return [each for each in found if each.stands][:count]

    async def history(
        self, moderator: Moderator, site: str, *, start: int, count: int, who: str = ""
    ) -> tuple[list[Decided], int]:
        """Decisions on a site, newest first, of one moderator or of all, and where to go on.

        Of one moderator so many lines are looked through as a page of all has. Raises NotFound.
        """
        await self.review.require_site(moderator, site)
        lines = await self.store.listings.decided(site, start=start, count=count)
        wanted = [each for each in lines if not who or each.moderator == who]
        following = start + count if len(lines) == count else 0
        return await self._with_subjects(moderator, site, wanted), following

    async def put_aside(self, moderator: Moderator, site: str, comment_id: str) -> None:
        """Leave a comment for the end of one's table, for an hour. Raises Forbidden, NotFound."""
        self.review.require_decider(moderator)
        await self.review.require_site(moderator, site)
        at = self.review.now_ms()
        await self.store.desks.put_aside(site, moderator.id, comment_id, at=at, until=at + LATER_MS)

    async def note(self, moderator: Moderator, site: str, comment_id: str, text: str) -> None:
        """Leave a note for the other moderators. Raises Invalid, Forbidden, NotFound."""
        self.review.require_decider(moderator)
        await self.review.find(moderator, site, comment_id)
        note = Note(self.review.now_ms(), moderator.id, _said(text))
        await self.store.desks.write(site, comment_id, note)

    async def ask(self, moderator: Moderator, site: str, comment_id: str, text: str) -> None:
        """Leave a case that waits to somebody else, with a question; it is kept as a note, too.

        It leaves the moderator's own table until it is decided. Raises Conflict for one that does
        not wait, Invalid, Forbidden, NotFound.
        """
        self.review.require_decider(moderator)
        comment = await self.review.find(moderator, site, comment_id)
        case = await self.review.case(moderator, site, comment_id)
        if case is None or case.state is CaseState.CLOSED:
            raise Conflict(state=comment.state, event="ask")
        note = Note(self.review.now_ms(), moderator.id, _said(text), asks=True)
        asked = await self.store.desks.asked(site)
        if comment_id not in asked and len(asked) >= ASKED_LIMIT:
            raise Invalid([Fault("/text", "too_many", (("limit", ASKED_LIMIT),))])
        await self.store.desks.write(site, comment_id, note)
        await self.store.desks.ask(site, comment_id, note)

    async def _with_subjects(
        self, moderator: Moderator, site: str, lines: Sequence[Line]
    ) -> list[Decided]:
        ids = [each.comment_id for each in lines if each.comment_id]
        comments = {
            comment.id: comment for comment in await self.store.comments.find_all(site, ids)
        }
        found = []
        for line in lines:
            if line.job:
                found.append(await self._of_job(moderator, site, line))
            else:
                comment = comments.get(line.comment_id)
                stands = comment is not None and _stands(line, comment, moderator)
                found.append(Decided(line=line, comment=comment, stands=stands))
        return found

    async def _of_job(self, moderator: Moderator, site: str, line: Line) -> Decided:
        try:
            job = await self.store.jobs.find(site, line.job)
        except NotFound:  # kept no longer
            return Decided(line=line)
        own = line.moderator == moderator.id
        stands = own and not job.works and not job.progress.undone_by and bool(job.progress.changed)
        return Decided(line=line, job=job, stands=stands)


def _said(text: str) -> str:
    """What was written, trimmed. Raises Invalid."""
    said = text.strip()
    if not said:
        raise Invalid([Fault("/text", "required")])
    if len(said) > NOTE_LIMIT:
        facts = ("length", len(said)), ("limit", NOTE_LIMIT)
        raise Invalid([Fault("/text", "too_long", facts)])
    return said


def _stands(line: Line, comment: Comment, moderator: Moderator) -> bool:
    """Whether nothing has happened to the comment since the line was written."""
    return comment.revision == line.revision and undoable_by(moderator, comment)
