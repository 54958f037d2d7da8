"""Use cases of review: see the queue, take a case, decide, take a decision back.

Permissions are checked here and not in the pages, so that the console's HTML and its JSON answer
alike. Every decision goes through the store's one script, judged on the revision that the
moderator saw; a lost race is a Conflict and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

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
from moderation.domain.edits import text_after, with_event
from moderation.domain.labels import Label
from moderation.domain.lifecycle import (
    CaseEvent,
    next_case_state,
    next_comment_state,
    permitted_actions,
)
from moderation.domain.publication import SITE_PEOPLE, entry_after
from moderation.errors import (
    Conflict,
    Forbidden,
    IllegalTransition,
    NotFound,
    StoreUnavailable,
    StoreUnusable,
    Unconfirmed,
)
from moderation.review.case_view import CaseView, read_case_view
from moderation.signals.context import published
from moderation.signals.fingerprints import digests
from moderation.sites.directory import Directory
from moderation.store import Store
from moderation.store.queue import Waiting
from moderation.store.sites import Site
from moderation.store.worktable.listings import Line
from moderation.store.worktable.moves import Did

_LABEL = "moderator."
_UNDOABLE = frozenset({EventType.DECIDED, EventType.EDITED})
_ACTION_TO: dict[CommentState, Action] = {
    CommentState.HELD: Action.HOLD,
    CommentState.APPROVED: Action.APPROVE,
    CommentState.REJECTED: Action.REJECT,
}


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
        await self.require_site(moderator, site)
        return await self.store.queue.page(site, after=after, limit=limit)

    async def cases(
        self, moderator: Moderator, site: str, *, after: str = "", limit: int = 50
    ) -> list[Case]:
        """Waiting cases alone: their comments are not read. Raises NotFound."""
        await self.require_site(moderator, site)
        return await self.store.queue.cases(site, after=after, limit=limit)

    async def case(self, moderator: Moderator, site: str, comment_id: str) -> Case | None:
        """The case of a comment, if it has one. Raises NotFound."""
        return await self._case_of(await self.find(moderator, site, comment_id))

    async def with_case(
        self, moderator: Moderator, site: str, comment_id: str
    ) -> tuple[Comment, Case | None]:
        """A comment and its case, if it has one. Raises NotFound."""
        comment = await self.find(moderator, site, comment_id)
        return comment, await self._case_of(comment)

    async def case_view(self, moderator: Moderator, site: str, comment_id: str) -> CaseView:
        """One comment with its case and its author's history. Raises NotFound."""
        found = await self.require_site(moderator, site)
        comment = await self.store.comments.find(site, comment_id)
        case = await self._case_of(comment)
        return await read_case_view(
            self.store,
            found,
            comment,
            case=case,
            actions=_actions(comment, case) if _decides(moderator) else (),
            undoable=undoable_by(moderator, comment),
            sees_private=self.sees_private(moderator),
        )

    async def claim(
        self, moderator: Moderator, site: str, comment_id: str, *, takeover: bool = False
    ) -> int:
        """Take the comment's case until the returned time (ms).

        An administrator may take it over from somebody else. Raises Conflict, Forbidden, NotFound.
        """
        self.require_decider(moderator)
        if takeover and moderator.role is not Role.ADMIN:
            raise Forbidden("takeover")
        comment = await self.find(moderator, site, comment_id)
        if not comment.case_id:
            raise NotFound(comment_id)
        at = self.now_ms()
        return await self.store.queue.claim(
            site,
            comment.case_id,
            moderator=moderator.id,
            at=at,
            life_ms=self.claim_ms,
            takeover=takeover,
        )

    async def release(self, moderator: Moderator, site: str, comment_id: str) -> None:
        """Give the comment's case back to the queue. Raises Conflict, NotFound."""
        comment = await self.find(moderator, site, comment_id)
        if comment.case_id:
            await self.store.queue.release(
                site, comment.case_id, moderator=moderator.id, at=self.now_ms()
            )

    async def decide(
        self,
        moderator: Moderator,
        site: str,
        comment_id: str,
        action: Action,
        *,
        revision: int,
        label: Label | None = None,
        listed: bool = True,
    ) -> Comment:
        """Approve or reject, judged on the comment at `revision`; the comment as it is then.

        `label` says why it is rejected; `listed` is False for a decision of a job, which stands
        among the moderators' decisions itself.

        The same decision by the same moderator, sent again, changes nothing and is done. Raises
        Conflict when the comment moved on or another moderator holds its case, IllegalTransition,
        Forbidden, NotFound.
        """
        found = await self.with_case(moderator, site, comment_id)
        return await self.decide_on(
            moderator, *found, action, revision=revision, label=label, listed=listed
        )

    async def decide_on(
        self,
        moderator: Moderator,
        comment: Comment,
        case: Case | None,
        action: Action,
        *,
        revision: int,
        label: Label | None = None,
        listed: bool = True,
    ) -> Comment:
        """As `decide`, for who has read the comment and its case; either may have moved on since.

        The script that records it looks again.
        """
        self.require_decider(moderator)
        if _is_done(comment, moderator, action, revision):
            return comment
        _require_revision(comment, revision, action)
        if action not in _actions(comment, case):
            raise IllegalTransition(state=comment.state, event=action)
        step = "leave"
        if case is not None and _waits(case):
            next_case_state(case.state, CaseEvent.DECIDE)
            step = "close"
        reasons = _reasons(EventType.DECIDED, label if action is Action.REJECT else None)
        event = self._event(moderator.id, comment, EventType.DECIDED, action, reasons)
        return await self.record(comment, event, case_step=step, listed=listed)

    async def undo(
        self, moderator: Moderator, site: str, comment_id: str, *, revision: int
    ) -> Comment:
        """Take back the last decision of a moderator and put its case back into the queue.

        Or the last edit, which leaves the case as it is. Raises Conflict when the last event is
        neither, Forbidden when it is another
        moderator's (an admin may undo everyone's).
        """
        self.require_decider(moderator)
        comment = await self.find(moderator, site, comment_id)
        _require_revision(comment, revision, "undo")
        if comment.events[-1].type not in _UNDOABLE:
            raise Conflict(state=comment.state, event="undo")
        if not undoable_by(moderator, comment):
            raise Forbidden("undo")
        if comment.events[-1].type is EventType.EDITED:
            return await self.record(comment, self._unedited(moderator, comment), case_step="leave")
        case = await self._case_of(comment)
        reopen = case is not None and not _waits(case)
        action = _ACTION_TO[comment.events[-2].state]
        step = "reopen" if reopen else "leave"
        event = self._event(moderator.id, comment, EventType.UNDONE, action)
        return await self.record(comment, event, case_step=step)

    async def report(self, comment: Comment, action: Action, *, door: str) -> Comment:
        """A decision that people of the site made there, told through a door.

        What the comment's state already says changes nothing, so no echo of a decision is another
        one. Raises Conflict when the comment moved on or a moderator holds its case.
        """
        case = await self._case_of(comment)
        if action not in _actions(comment, case):
            return comment
        step = "close" if _waits(case) else "leave"
        reasons = (Reason(code=f"site_{action}", weight=0.0),)
        event = self._event(f"{SITE_PEOPLE}{door}", comment, EventType.DECIDED, action, reasons)
        return await self.record(comment, event, case_step=step)

    def _event(
        self,
        who: str,
        comment: Comment,
        kind: EventType,
        action: Action,
        reasons: tuple[Reason, ...] = (),
    ) -> Event:
        """The event that `who` adds to the comment. Raises IllegalTransition."""
        decision = Decision(
            action=action,
            by="moderator",
            moderator=who,
            reasons=reasons or _reasons(kind, None),
        )
        state = next_comment_state(comment.state, action)
        return Event(type=kind, at=self.now_ms(), state=state, decision=decision)

    def _unedited(self, moderator: Moderator, comment: Comment) -> Event:
        """The event that takes back the last edit."""
        action = _ACTION_TO[comment.state]
        by = Decision(
            action=action,
            by="moderator",
            moderator=moderator.id,
            reasons=_reasons(EventType.UNDONE, None),
        )
        text = text_after(comment.as_sent.text, comment.events[:-1])
        at = self.now_ms()
        return Event(type=EventType.UNDONE, at=at, state=comment.state, decision=by, text=text)

    async def record(
        self, comment: Comment, event: Event, *, case_step: str, listed: bool = True
    ) -> Comment:
        """Record an event that was judged on `comment`, and what follows from it; the comment then.

        `case_step` and the Conflict that it raises are those of the store's `decide`. Raises
        Unconfirmed, StoreUnusable.
        """
        after, edited = with_event(comment, event), event.text is not None
        site = await self.directory.find(comment.site)
        try:
            await self.store.comments.decide(
                comment,
                event,
                entry=entry_after(after, comment.state, event.at, edited=edited),
                case_step=case_step,
                line=_line(after) if listed else "",
                move=_move(event, case_step),
                fingerprints=digests(site.digest, published(comment.as_sent)),
            )
        except StoreUnusable:
            raise
        except StoreUnavailable as error:
            raise Unconfirmed(str(error)) from error
        if not edited:
            self.recorded(event.decision)
        return after

    async def find(self, moderator: Moderator, site: str, comment_id: str) -> Comment:
        """A comment of a site that the moderator works on. Raises NotFound."""
        await self.require_site(moderator, site)
        return await self.store.comments.find(site, comment_id)

    async def _case_of(self, comment: Comment) -> Case | None:
        if not comment.case_id:
            return None
        return await self.store.queue.case(comment.site, comment.case_id)

    async def require_site(self, moderator: Moderator, site: str) -> Site:
        """The site. Raises NotFound, also for one that the moderator does not work on."""
        if not moderator.may_see(site):
            raise NotFound(site)
        return await self.directory.find(site)

    @staticmethod
    def sees_private(moderator: Moderator) -> bool:
        """Whether e-mail and IP addresses are shown to this moderator."""
        return moderator.role is Role.ADMIN

    @staticmethod
    def require_decider(moderator: Moderator) -> None:
        """Nothing for who may decide. Raises Forbidden."""
        if not _decides(moderator):
            raise Forbidden("decide")


def _decides(moderator: Moderator) -> bool:
    return moderator.role in {Role.MODERATOR, Role.ADMIN}


def _waits(case: Case | None) -> bool:
    return case is not None and case.state is not CaseState.CLOSED


def _actions(comment: Comment, case: Case | None) -> tuple[Action, ...]:
    return tuple(permitted_actions(comment.state, waiting=_waits(case)))


def undoable_by(moderator: Moderator, comment: Comment) -> bool:
    """Whether the last event is a decision or an edit that this moderator may take back."""
    last = comment.events[-1]
    own = last.decision.moderator == moderator.id or moderator.role is Role.ADMIN
    return _decides(moderator) and own and last.type in _UNDOABLE


def _is_done(comment: Comment, moderator: Moderator, action: Action, revision: int) -> bool:
    """Whether the last event is this very decision, made on that revision."""
    last = comment.events[-1]
    return (
        comment.revision == revision + 1
        and last.type is EventType.DECIDED
        and (last.decision.moderator, last.decision.action) == (moderator.id, action)
    )


def _line(after: Comment) -> str:
    """How the last event is told among the moderators' decisions; undoing one tells nothing."""
    event = after.events[-1]
    if event.type not in _UNDOABLE:
        return ""
    line = Line(
        at=event.at,
        comment_id=after.id,
        revision=after.revision,
        action=event.decision.action,
        moderator=event.decision.moderator,
        label=label_of(event.decision) or "",
        edited=event.type is EventType.EDITED,
    )
    return line.text()


def _move(event: Event, case_step: str) -> str:
    """What the event is among the moves; "" for one that moves no comment."""
    if case_step == "reopen":
        return Did.REOPEN
    return Did(event.decision.action) if event.type is EventType.DECIDED else ""


def label_of(decision: Decision) -> Label | None:
    """Why a moderator rejected, where that was said."""
    codes = {reason.code.removeprefix(_LABEL) for reason in decision.reasons}
    return next((label for label in Label if label in codes), None)


def _reasons(kind: EventType, label: Label | None) -> tuple[Reason, ...]:
    said = Reason(code=f"moderator_{kind}", weight=0.0)
    return (said, Reason(code=f"{_LABEL}{label}", weight=0.0)) if label else (said,)


def _require_revision(comment: Comment, revision: int, event: str) -> None:
    if comment.revision != revision:
        raise Conflict(state=comment.state, event=event)
