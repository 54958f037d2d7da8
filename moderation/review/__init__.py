"""Use cases of review: see the queue, take a case, decide, take a decision back.

Permissions are checked here and not in the pages, so that the console's HTML and its JSON answer
alike. Every decision goes through the store's one script, judged on the revision that the
moderator saw; a lost race is a Conflict and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from moderation import clock
from moderation.domain import (
    Action,
    Case,
    CaseState,
    Comment,
    CommentState,
    Decision,
    Event,
    EventType,
    Moderator,
    Reason,
    Role,
)
from moderation.domain.lifecycle import (
    CaseEvent,
    next_case_state,
    next_comment_state,
    permitted_actions,
)
from moderation.domain.publication import entry_after
from moderation.errors import Conflict, Forbidden, IllegalTransition, NotFound
from moderation.signals.context import published
from moderation.signals.fingerprints import digests
from moderation.sites.directory import Directory
from moderation.store import Store
from moderation.store.queue import Waiting
from moderation.store.sites import Site

# In place of a moderator's id: people of the site itself, who told of it through the door named.
SITE_PEOPLE: Final = "site:"
_ACTION_TO: dict[CommentState, Action] = {
    CommentState.HELD: Action.HOLD,
    CommentState.APPROVED: Action.APPROVE,
    CommentState.REJECTED: Action.REJECT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """All that a moderator sees of one comment. `history` is the author's other comments."""

    comment: Comment
    case: Case | None
    history: tuple[Comment, ...]
    actions: tuple[Action, ...]
    undoable: bool
    sees_private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Review over a store, of the sites that the directory knows.

    `claim_ms` is how long a claim lasts; `recorded` is told of each decision that was recorded.
    """

    store: Store
    directory: Directory
    claim_ms: int
    recorded: Callable[[Decision], None]
    now_ms: Callable[[], int] = clock.now_ms

    async def sites(self, moderator: Moderator) -> dict[str, int]:
        """The moderator's sites by name, with how many cases wait in each."""
        names = [name for name in await self.store.sites.names() if moderator.may_see(name)]
        return await self.store.queue.sizes(names)

    async def queue(
        self, moderator: Moderator, site: str, *, after: str = "", limit: int = 50
    ) -> list[Waiting]:
        """Waiting cases of a site with their comments, oldest first. Raises NotFound."""
        await self._site(moderator, site)
        return await self.store.queue.page(site, after=after, limit=limit)

    async def cases(
        self, moderator: Moderator, site: str, *, after: str = "", limit: int = 50
    ) -> list[Case]:
        """Waiting cases alone: their comments are not read. Raises NotFound."""
        await self._site(moderator, site)
        return await self.store.queue.cases(site, after=after, limit=limit)

    async def case(self, moderator: Moderator, site: str, comment_id: str) -> Case | None:
        """The case of a comment, if it has one. Raises NotFound."""
        return await self._case_of(await self._find(moderator, site, comment_id))

    async def case_view(self, moderator: Moderator, site: str, comment_id: str) -> CaseView:
        """One comment with its case and its author's history. Raises NotFound."""
        found = await self._site(moderator, site)
        comment = await self.store.comments.find(site, comment_id)
        case = await self._case_of(comment)
        digest = found.digest("author", comment.author_key)
        by_author = await self.store.comments.by_author(site, digest)
        return CaseView(
            comment=comment,
            case=case,
            history=tuple(other for other in by_author if other.id != comment.id),
            actions=_actions(comment, case) if _decides(moderator) else (),
            undoable=_undoable_by(moderator, comment),
            sees_private=moderator.role is Role.ADMIN,
        )

    async def just_decided(
        self, moderator: Moderator, site: str, comment_id: str
    ) -> Comment | None:
        """The comment, if its last event is a decision that this very moderator can undo.

        Raises NotFound.
        """
        comment = await self._find(moderator, site, comment_id)
        own = comment.events[-1].decision.moderator == moderator.id
        return comment if own and _undoable_by(moderator, comment) else None

    async def claim(self, moderator: Moderator, site: str, comment_id: str) -> int:
        """Take the comment's case until the returned time (ms). Raises Conflict, NotFound."""
        self._require_decider(moderator)
        comment = await self._find(moderator, site, comment_id)
        if not comment.case_id:
            raise NotFound(comment_id)
        at = self.now_ms()
        return await self.store.queue.claim(
            site, comment.case_id, moderator=moderator.id, at=at, life_ms=self.claim_ms
        )

    async def release(self, moderator: Moderator, site: str, comment_id: str) -> None:
        """Give the comment's case back to the queue. Raises Conflict, NotFound."""
        comment = await self._find(moderator, site, comment_id)
        if comment.case_id:
            await self.store.queue.release(
                site, comment.case_id, moderator=moderator.id, at=self.now_ms()
            )

    async def decide(
        self, moderator: Moderator, site: str, comment_id: str, action: Action, *, revision: int
    ) -> Comment:
        """Approve or reject, judged on the comment at `revision`; the comment as it is then.

        Raises Conflict when the comment moved on or another moderator holds its case,
        IllegalTransition, Forbidden, NotFound.
        """
        self._require_decider(moderator)
        comment = await self._find(moderator, site, comment_id)
        _require_revision(comment, revision, action)
        case = await self._case_of(comment)
        if action not in _actions(comment, case):
            raise IllegalTransition(state=comment.state, event=action)
        step = "leave"
        if case is not None and _waits(case):
            next_case_state(case.state, CaseEvent.DECIDE)
            step = "close"
        return await self._record(moderator.id, comment, EventType.DECIDED, action, step=step)

    async def undo(
        self, moderator: Moderator, site: str, comment_id: str, *, revision: int
    ) -> Comment:
        """Take back the last decision of a moderator and put its case back into the queue.

        Raises Conflict when the last event is not such a decision, Forbidden when it is another
        moderator's (an admin may undo everyone's).
        """
        self._require_decider(moderator)
        comment = await self._find(moderator, site, comment_id)
        _require_revision(comment, revision, "undo")
        if comment.events[-1].type is not EventType.DECIDED:
            raise Conflict(state=comment.state, event="undo")
        if not _undoable_by(moderator, comment):
            raise Forbidden("undo")
        case = await self._case_of(comment)
        reopen = case is not None and not _waits(case)
        action = _ACTION_TO[comment.events[-2].state]
        step = "reopen" if reopen else "leave"
        return await self._record(moderator.id, comment, EventType.UNDONE, action, step=step)

    async def report(self, comment: Comment, action: Action, *, door: str) -> Comment:
        """A decision that people of the site made there, told through a door.

        What the comment's state already says changes nothing, so no echo of a decision is another
        one. Raises Conflict when the comment moved on or a moderator holds its case.
        """
        case = await self._case_of(comment)
        if action not in _actions(comment, case):
            return comment
        step = "close" if _waits(case) else "leave"
        who, code = f"{SITE_PEOPLE}{door}", f"site_{action}"
        return await self._record(who, comment, EventType.DECIDED, action, step=step, code=code)

    async def _record(
        self,
        who: str,
        comment: Comment,
        kind: EventType,
        action: Action,
        *,
        step: str,
        code: str = "",
    ) -> Comment:
        at = self.now_ms()
        state = next_comment_state(comment.state, action)
        decision = Decision(
            action=action,
            by="moderator",
            moderator=who,
            reasons=(Reason(code=code or f"moderator_{kind}", weight=0.0),),
        )
        event = Event(type=kind, at=at, state=state, decision=decision)
        after = msgspec.structs.replace(comment, state=state, events=(*comment.events, event))
        entry = entry_after(after, comment.state, at)
        site = await self.directory.find(comment.site)
        await self.store.comments.decide(
            comment,
            event,
            entry=entry,
            case_step=step,
            fingerprints=digests(site.digest, published(comment.submission)),
        )
        self.recorded(decision)
        return after

    async def _find(self, moderator: Moderator, site: str, comment_id: str) -> Comment:
        await self._site(moderator, site)
        return await self.store.comments.find(site, comment_id)

    async def _case_of(self, comment: Comment) -> Case | None:
        if not comment.case_id:
            return None
        return await self.store.queue.case(comment.site, comment.case_id)

    async def _site(self, moderator: Moderator, site: str) -> Site:
        """The site. Raises NotFound, also for one that the moderator does not work on."""
        if not moderator.may_see(site):
            raise NotFound(site)
        return await self.directory.find(site)

    @staticmethod
    def _require_decider(moderator: Moderator) -> None:
        if not _decides(moderator):
            raise Forbidden("decide")


def _decides(moderator: Moderator) -> bool:
    return moderator.role in {Role.MODERATOR, Role.ADMIN}


def _waits(case: Case | None) -> bool:
    return case is not None and case.state is not CaseState.CLOSED


def _actions(comment: Comment, case: Case | None) -> tuple[Action, ...]:
    return tuple(permitted_actions(comment.state, waiting=_waits(case)))


def _undoable_by(moderator: Moderator, comment: Comment) -> bool:
    last = comment.events[-1]
    own = last.decision.moderator == moderator.id or moderator.role is Role.ADMIN
    return _decides(moderator) and own and last.type is EventType.DECIDED


def _require_revision(comment: Comment, revision: int, event: str) -> None:
    if comment.revision != revision:
        raise Conflict(state=comment.state, event=event)
