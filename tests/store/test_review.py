"""Review over a real store: who may do what, and that every act can be taken back."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from moderation import administration
from moderation.domain import (
    Action,
    CaseState,
    Cause,
    Comment,
    CommentState,
    Decision,
    EntryType,
    Moderator,
    Role,
)
from moderation.errors import Conflict, Forbidden, IllegalTransition, NotFound
from moderation.review import Review
from moderation.signals.scoring import Thresholds
from moderation.sites.directory import Directory
from moderation.store import Store
from tests.builders import a_comment
from tests.store.test_comments import a_new_comment, approved

CLAIM_MS = 60_000


def a_moderator(name: str = "m1", role: Role = Role.MODERATOR, *sites: str) -> Moderator:
    return Moderator(
        id=name,
        email=f"{name}@example.com",
        role=role,
        password_hash="",
        sites=sites,
        all_sites=not sites,
    )


RINA = a_moderator("rina")
TONO = a_moderator("tono")
ADMIN = a_moderator("admin", Role.ADMIN)
VIEWER = a_moderator("viewer", Role.VIEWER)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.ms = 1_000_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counted() -> list[Decision]:
    return []


@pytest.fixture
async def review(store: Store, clock: Clock, counted: list[Decision]) -> Review:
    await administration.add_site(store, "kabar")
    return Review(
        store=store,
        directory=Directory(store, Thresholds(0.5, 0.9)),
        claim_ms=CLAIM_MS,
        recorded=counted.append,
        now_ms=clock,
    )


async def a_stored(review: Review, state: CommentState, **changes: Any) -> Comment:
    comment = a_comment(state, **changes)
    cause = Cause.HOLD if comment.case_id else None
    await review.store.comments.submit(a_new_comment(comment=comment, cause=cause))
    return comment


async def test_approving_publishes_and_empties_the_queue(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    after = await review.decide(RINA, "kabar", comment.id, Action.APPROVE, revision=1)
    assert after == await review.store.comments.find("kabar", comment.id)
    assert after.state is CommentState.APPROVED
    assert await approved(review.store) == [(EntryType.APPROVED, comment.id)]
    assert await review.queue(RINA, "kabar") == []


async def test_each_recorded_decision_is_told_of_once(
    review: Review, counted: list[Decision]
) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)
    with pytest.raises(Conflict):
        await review.decide(TONO, "kabar", comment.id, Action.APPROVE, revision=1)
    await review.undo(RINA, "kabar", comment.id, revision=2)
    assert [(told.action, told.by) for told in counted] == [
        (Action.REJECT, "moderator"),
        (Action.HOLD, "moderator"),
    ]


async def test_undo_brings_the_comment_and_its_case_back(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.decide(RINA, "kabar", comment.id, Action.APPROVE, revision=1)
    after = await review.undo(RINA, "kabar", comment.id, revision=2)
    assert after.state is CommentState.HELD
    (waiting,) = await review.queue(RINA, "kabar")
    assert (waiting.comment.id, waiting.case.state) == (comment.id, CaseState.OPEN)
    assert await approved(review.store) == [
        (EntryType.APPROVED, comment.id),
        (EntryType.WITHDRAWN, comment.id),
    ]


async def test_a_case_that_came_back_keeps_its_place_in_the_queue(review: Review) -> None:
    comments = [await a_stored(review, CommentState.HELD, created_at=n) for n in (1, 2, 3)]
    await review.decide(RINA, "kabar", comments[0].id, Action.REJECT, revision=1)
    await review.undo(RINA, "kabar", comments[0].id, revision=2)
    waiting = [each.comment.id for each in await review.queue(RINA, "kabar")]
    assert waiting == [comment.id for comment in comments]


async def test_a_rejected_comment_can_be_approved_without_a_case(review: Review) -> None:
    comment = await a_stored(review, CommentState.REJECTED)
    after = await review.decide(RINA, "kabar", comment.id, Action.APPROVE, revision=1)
    assert after.state is CommentState.APPROVED
    undone = await review.undo(RINA, "kabar", comment.id, revision=2)
    assert undone.state is CommentState.REJECTED


async def test_an_approved_comment_can_be_rejected_and_is_withdrawn(review: Review) -> None:
    comment = await a_stored(review, CommentState.APPROVED)
    await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)
    assert [kind for kind, _ in await approved(review.store)] == [
        EntryType.APPROVED,
        EntryType.WITHDRAWN,
    ]


async def test_only_the_last_decision_can_be_taken_back_and_once(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    with pytest.raises(Conflict):
        await review.undo(RINA, "kabar", comment.id, revision=1)
    await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)
    await review.undo(RINA, "kabar", comment.id, revision=2)
    with pytest.raises(Conflict):
        await review.undo(RINA, "kabar", comment.id, revision=3)


async def test_another_moderators_decision_is_undone_by_an_admin_only(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)
    with pytest.raises(Forbidden):
        await review.undo(TONO, "kabar", comment.id, revision=2)
    after = await review.undo(ADMIN, "kabar", comment.id, revision=2)
    assert after.state is CommentState.HELD


async def test_a_decision_on_an_older_revision_is_refused(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)
    with pytest.raises(Conflict) as conflict:
        await review.decide(TONO, "kabar", comment.id, Action.APPROVE, revision=1)
    assert (conflict.value.state, conflict.value.event) == ("rejected", "approve")


async def test_of_twenty_moderators_at_once_one_decides(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    moderators = [a_moderator(f"m{number}") for number in range(20)]
    outcomes = await asyncio.gather(
        *(review.decide(m, "kabar", comment.id, Action.APPROVE, revision=1) for m in moderators),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Comment) for outcome in outcomes) == 1
    assert len(await approved(review.store)) == 1


async def test_a_claim_keeps_others_out_until_it_expires(review: Review, clock: Clock) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.claim(RINA, "kabar", comment.id)
    with pytest.raises(Conflict):
        await review.claim(TONO, "kabar", comment.id)
    with pytest.raises(Conflict):
        await review.decide(TONO, "kabar", comment.id, Action.REJECT, revision=1)
    clock.ms += CLAIM_MS
    await review.claim(TONO, "kabar", comment.id)
    await review.decide(TONO, "kabar", comment.id, Action.REJECT, revision=1)


async def test_a_released_case_is_free(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    await review.claim(RINA, "kabar", comment.id)
    await review.release(RINA, "kabar", comment.id)
    await review.claim(TONO, "kabar", comment.id)


async def test_a_comment_without_a_case_cannot_be_claimed(review: Review) -> None:
    comment = await a_stored(review, CommentState.REJECTED)
    with pytest.raises(NotFound):
        await review.claim(RINA, "kabar", comment.id)


async def test_what_would_change_nothing_is_refused(review: Review) -> None:
    comment = await a_stored(review, CommentState.REJECTED)
    with pytest.raises(IllegalTransition):
        await review.decide(RINA, "kabar", comment.id, Action.REJECT, revision=1)


@pytest.mark.parametrize("action", [Action.HOLD, Action.ERASE])
async def test_a_moderator_neither_holds_nor_erases(review: Review, action: Action) -> None:
    comment = await a_stored(review, CommentState.APPROVED)
    with pytest.raises(IllegalTransition):
        await review.decide(RINA, "kabar", comment.id, action, revision=1)


@pytest.mark.parametrize("act", ["claim", "decide", "undo"])
async def test_a_viewer_only_looks(review: Review, act: str) -> None:
    comment = await a_stored(review, CommentState.HELD)
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        "claim": lambda: review.claim(VIEWER, "kabar", comment.id),
        "decide": lambda: review.decide(VIEWER, "kabar", comment.id, Action.REJECT, revision=1),
        "undo": lambda: review.undo(VIEWER, "kabar", comment.id, revision=1),
    }
    with pytest.raises(Forbidden):
        await acts[act]()
    case_view = await review.case_view(VIEWER, "kabar", comment.id)
    assert (case_view.actions, case_view.undoable, case_view.sees_private) == ((), False, False)


async def test_another_sites_comments_do_not_exist_for_a_moderator(review: Review) -> None:
    comment = await a_stored(review, CommentState.HELD)
    elsewhere = a_moderator("lain", Role.ADMIN, "situs-lain")
    with pytest.raises(NotFound):
        await review.case_view(elsewhere, "kabar", comment.id)
    with pytest.raises(NotFound):
        await review.queue(elsewhere, "kabar")
    assert await review.sites(elsewhere) == {}


async def test_a_case_view_shows_the_authors_other_comments(review: Review) -> None:
    site = await review.store.sites.find("kabar")
    digest = site.digest("author", "rina@example.com")
    comments = [a_comment(CommentState.REJECTED), a_comment(CommentState.HELD)]
    for comment in comments:
        await review.store.comments.submit(a_new_comment(comment=comment, author_digest=digest))
    case_view = await review.case_view(ADMIN, "kabar", comments[1].id)
    assert [other.id for other in case_view.history] == [comments[0].id]
    assert case_view.actions == (Action.APPROVE, Action.REJECT)
    assert case_view.sees_private


async def test_sites_come_with_what_waits_there(review: Review) -> None:
    await administration.add_site(review.store, "lain")
    await a_stored(review, CommentState.HELD)
    assert await review.sites(ADMIN) == {"kabar": 1, "lain": 0}


async def test_an_approved_comment_under_review_is_closed_by_approving(review: Review) -> None:
    comment = a_comment(CommentState.APPROVED)
    published = a_comment(CommentState.APPROVED, id=comment.id, case_id=f"{comment.id}-1")
    await review.store.comments.submit(a_new_comment(comment=published, cause=Cause.POST_REVIEW))
    await review.decide(RINA, "kabar", comment.id, Action.APPROVE, revision=1)
    assert await review.queue(RINA, "kabar") == []
    assert len(await approved(review.store)) == 1
    undone = await review.undo(RINA, "kabar", comment.id, revision=2)
    assert undone.state is CommentState.APPROVED
    assert len(await review.queue(RINA, "kabar")) == 1
