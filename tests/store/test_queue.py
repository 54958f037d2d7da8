"""The queue in a real server: order, paging, claims."""

import pytest

from moderation.domain import CaseState, Cause, Comment, CommentState
from moderation.errors import Conflict, NotFound
from moderation.store import Store
from tests.builders import a_comment
from tests.store.test_comments import a_new_comment


async def a_held_comment(store: Store, at: int) -> Comment:
    comment = a_comment(CommentState.HELD, created_at=at)
    await store.comments.submit(a_new_comment(comment=comment, cause=Cause.HOLD))
    return comment


async def test_the_queue_is_oldest_first_and_pages(store: Store) -> None:
    comments = [await a_held_comment(store, at) for at in (3_000, 1_000, 2_000)]
    oldest_first = [comments[1].id, comments[2].id, comments[0].id]
    first = await store.queue.page("kabar", limit=2)
    rest = await store.queue.page("kabar", after=first[-1].case.id, limit=2)
    assert [waiting.comment.id for waiting in [*first, *rest]] == oldest_first


async def test_a_claimed_case_stays_in_the_queue_and_names_its_holder(store: Store) -> None:
    comment = await a_held_comment(store, 1_000)
    ends = await store.queue.claim(
        "kabar", comment.case_id, moderator="m1", at=5_000, life_ms=60_000
    )
    (waiting,) = await store.queue.page("kabar")
    assert ends == 65_000
    assert (waiting.case.state, waiting.case.claimed_by) == (CaseState.CLAIMED, "m1")


async def test_a_second_moderator_gets_a_case_only_after_the_claim_has_expired(
    store: Store,
) -> None:
    comment = await a_held_comment(store, 1_000)
    await store.queue.claim("kabar", comment.case_id, moderator="m1", at=5_000, life_ms=1_000)
    with pytest.raises(Conflict):
        await store.queue.claim("kabar", comment.case_id, moderator="m2", at=5_999, life_ms=1_000)
    await store.queue.claim("kabar", comment.case_id, moderator="m2", at=6_000, life_ms=1_000)
    case = await store.queue.case("kabar", comment.case_id)
    assert case is not None
    assert case.claimed_by == "m2"


async def test_its_holder_may_renew_a_claim(store: Store) -> None:
    comment = await a_held_comment(store, 1_000)
    for at in (5_000, 5_500):
        ends = await store.queue.claim(
            "kabar", comment.case_id, moderator="m1", at=at, life_ms=1_000
        )
        assert ends == at + 1_000


async def test_only_its_holder_can_release_a_case(store: Store) -> None:
    comment = await a_held_comment(store, 1_000)
    await store.queue.claim("kabar", comment.case_id, moderator="m1", at=5_000, life_ms=60_000)
    with pytest.raises(Conflict) as refused:
        await store.queue.release("kabar", comment.case_id, moderator="m2", at=5_001)
    assert (refused.value.state, refused.value.event) == ("claimed", "release")
    held = await store.queue.case("kabar", comment.case_id)
    for _ in range(2):  # as when the first answer was lost
        await store.queue.release("kabar", comment.case_id, moderator="m1", at=5_001)
    free = await store.queue.case("kabar", comment.case_id)
    assert held is not None
    assert free is not None
    assert (held.state, free.state) == (CaseState.CLAIMED, CaseState.OPEN)


async def test_a_claim_that_has_expired_is_nothing_to_release(store: Store) -> None:
    comment = await a_held_comment(store, 1_000)
    await store.queue.claim("kabar", comment.case_id, moderator="m1", at=5_000, life_ms=1_000)
    await store.queue.release("kabar", comment.case_id, moderator="m2", at=6_000)


async def test_what_was_refused_is_named(store: Store) -> None:
    comment = await a_held_comment(store, 1_000)
    await store.queue.claim("kabar", comment.case_id, moderator="m1", at=5_000, life_ms=1_000)
    with pytest.raises(Conflict) as refused:
        await store.queue.claim("kabar", comment.case_id, moderator="m2", at=5_001, life_ms=1_000)
    assert (refused.value.state, refused.value.event) == ("claimed", "claim")


async def test_a_case_that_does_not_exist_cannot_be_claimed(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.queue.claim("kabar", "none-1", moderator="m1", at=1, life_ms=1)
