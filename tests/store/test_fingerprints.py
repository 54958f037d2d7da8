"""Fingerprints in the store: uses, decisions, halving, bounds."""

import msgspec
import pytest

from moderation.domain import Action, Comment, CommentState, Event, EventType
from moderation.store import Store
from moderation.store.comments import Counted, Counters, NewComment, Seen
from moderation.store.keys import AGAIN_MS, DAY_MS, ONCE_MS, SiteKeys
from moderation.store.memory.fingerprints import Uses
from tests.builders import a_comment
from tests.store.test_comments import a_decision, a_new_comment

SITE, PRINT = "kabar", "f1"
NOW = 1_700_000_000_000


def a_use(
    number: int, *, author: str = "aaaa", article: str = "banjir", at: int = NOW
) -> NewComment:
    """A new comment with the fingerprint."""
    made = a_comment(CommentState.HELD, site=SITE, id=f"{number:028x}", created_at=at)
    submission = msgspec.structs.replace(
        made.submission, article=msgspec.structs.replace(made.submission.article, id=article)
    )
    made = msgspec.structs.replace(made, submission=submission)
    new = a_new_comment(comment=made)
    return msgspec.structs.replace(new, fingerprints=(PRINT,), author_digest=f"{author}0000")


async def known(store: Store) -> Uses:
    (found,) = await store.fingerprints.find_all(SITE, [PRINT])
    assert found is not None
    return found


async def decided(store: Store, comment: Comment, event: Event) -> Comment:
    """Record a decision with the comment's fingerprint."""
    await store.comments.decide(comment, event, entry=None, case_step="leave", fingerprints=[PRINT])
    return msgspec.structs.replace(comment, state=event.state, events=(*comment.events, event))


async def test_uses_authors_and_articles_are_counted(store: Store) -> None:
    for number, (author, article) in enumerate(
        [("aaaa", "banjir"), ("aaaa", "banjir"), ("bbbb", "banjir"), ("cccc", "pemilu")]
    ):
        assert await store.comments.submit(a_use(number, author=author, article=article)) is None
    assert await known(store) == Uses(
        comments=4.0,
        rejected=0.0,
        approved=0.0,
        authors=3,
        articles=2,
        comment_ids=tuple(f"{number:028x}" for number in (3, 2, 1, 0)),
    )
    assert await store.fingerprints.find_all(SITE, ["unseen", PRINT]) == [None, await known(store)]
    assert await store.fingerprints.find_all(SITE, []) == []


async def test_a_use_that_is_sent_again_counts_once(store: Store) -> None:
    for _ in range(3):
        assert await store.comments.submit(a_use(1)) is None
    assert (await known(store)).comments == 1


async def test_what_was_only_counted_is_no_use_yet(store: Store) -> None:
    seen = Counters(seen=Seen("text", "00000001", 60_000, 1))
    first = msgspec.structs.replace(a_use(1), counters=seen)
    assert await store.comments.submit(first) is None
    again = msgspec.structs.replace(a_use(2), counters=seen)
    assert isinstance(await store.comments.submit(again), Counted)
    assert (await known(store)).comments == 1
    assert await store.comments.submit(msgspec.structs.replace(again, observed=True)) is None
    assert (await known(store)).comments == 2


async def test_uses_halve_in_a_week_and_end_some_time_after_the_last(store: Store) -> None:
    key = SiteKeys.of(SITE).fingerprint(PRINT)
    await store.comments.submit(a_use(1))
    assert int(ONCE_MS) - 60_000 < await store.client.pttl(key) <= int(ONCE_MS)
    await store.comments.submit(a_use(2, at=NOW + 7 * DAY_MS))
    assert (await known(store)).comments == 1.5
    assert int(AGAIN_MS) - 60_000 < await store.client.pttl(key) <= int(AGAIN_MS)


async def test_the_newest_entries_are_kept(store: Store) -> None:
    for number in range(60):
        await store.comments.submit(a_use(number, author=f"{number:04x}"))
    uses = await known(store)
    assert (uses.comments, uses.authors, len(uses.comment_ids)) == (60, 50, 50)
    assert uses.comment_ids[0] == f"{59:028x}"


@pytest.mark.parametrize(
    ("first", "counts"), [(Action.APPROVE, (0.0, 1.0)), (Action.REJECT, (1.0, 0.0))]
)
async def test_the_decision_that_stands_is_counted(
    store: Store, first: Action, counts: tuple[float, float]
) -> None:
    new = a_use(1)
    await store.comments.submit(new)

    async def rejected_and_approved() -> tuple[float, float]:
        uses = await known(store)
        return uses.rejected, uses.approved

    states = {Action.APPROVE: CommentState.APPROVED, Action.REJECT: CommentState.REJECTED}
    other = Action.REJECT if first is Action.APPROVE else Action.APPROVE
    comment = await decided(store, new.comment, a_decision(first, states[first]))
    assert await rejected_and_approved() == counts
    second = await decided(store, comment, a_decision(other, states[other]))
    assert await rejected_and_approved() == counts[::-1]
    undone = msgspec.structs.replace(a_decision(first, states[first]), type=EventType.UNDONE)
    await decided(store, second, undone)
    assert await rejected_and_approved() == counts


async def test_a_decision_on_what_is_forgotten_makes_no_count(store: Store) -> None:
    new = msgspec.structs.replace(a_use(1), fingerprints=())
    await store.comments.submit(new)
    await decided(store, new.comment, a_decision(Action.REJECT, CommentState.REJECTED))
    assert await store.fingerprints.find_all(SITE, [PRINT]) == [None]
