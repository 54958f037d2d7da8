"""Comments in a real server: recording, replays, races, decisions."""

import asyncio
from typing import Any

import msgspec
import pytest

from moderation.domain import (
    Action,
    Article,
    Cause,
    CommentState,
    Decision,
    EntryType,
    Event,
    EventType,
)
from moderation.domain.publication import entry_after
from moderation.errors import Conflict, NotFound
from moderation.store import Store
from moderation.store.comments import (
    SEEN_KEPT,
    TAG_LENGTH,
    Counted,
    Counters,
    Idempotency,
    NewComment,
    RateLimit,
    Replayed,
    Seen,
)
from moderation.store.keys import SiteKeys
from tests.builders import a_comment, a_submission


def a_new_comment(state: CommentState = CommentState.APPROVED, **changes: Any) -> NewComment:
    comment = changes.pop("comment", None) or a_comment(state)
    given: dict[str, Any] = {
        "comment": comment,
        "entry": entry_after(comment, None, comment.created_at),
        "cause": Cause.HOLD if comment.case_id else None,
        "counters": Counters(),
        "author_digest": "rina",
    }
    return NewComment(**(given | changes))


def a_decision(action: Action, state: CommentState, *, moderator: str = "m1") -> Event:
    decision = Decision(action=action, by="moderator", moderator=moderator)
    return Event(type=EventType.DECIDED, at=2_000, state=state, decision=decision)


async def approved(store: Store) -> list[tuple[EntryType, str]]:
    entries = await store.approved.read("kabar", after="0-0", limit=100)
    return [(entry.type, entry.comment_id) for entry in entries]


@pytest.mark.parametrize("state", [CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED])
async def test_a_comment_comes_back_as_it_was_recorded(store: Store, state: CommentState) -> None:
    new = a_new_comment(state)
    assert await store.comments.submit(new) is None
    assert await store.comments.find("kabar", new.comment.id) == new.comment


async def test_an_approved_comment_is_in_the_stream_and_not_in_the_queue(store: Store) -> None:
    new = a_new_comment(CommentState.APPROVED)
    await store.comments.submit(new)
    assert await approved(store) == [(EntryType.APPROVED, new.comment.id)]
    assert await store.queue.size("kabar") == 0


async def test_a_held_comment_is_in_the_queue_and_not_in_the_stream(store: Store) -> None:
    new = a_new_comment(CommentState.HELD)
    await store.comments.submit(new)
    assert await approved(store) == []
    waiting = await store.queue.page("kabar")
    assert [(w.case.cause, w.comment.id) for w in waiting] == [(Cause.HOLD, new.comment.id)]


async def test_a_rejected_comment_is_in_neither(store: Store) -> None:
    await store.comments.submit(a_new_comment(CommentState.REJECTED))
    assert await approved(store) == []
    assert await store.queue.size("kabar") == 0


async def test_a_call_sent_again_after_a_lost_reply_records_once(store: Store) -> None:
    new = a_new_comment()
    assert await store.comments.submit(new) is None
    assert await store.comments.submit(new) is None
    assert await approved(store) == [(EntryType.APPROVED, new.comment.id)]


async def test_an_idempotency_key_stands_for_the_first_comment(store: Store) -> None:
    first = a_new_comment(idempotency=Idempotency("key", "body"))
    second = a_new_comment(idempotency=Idempotency("key", "other"))
    assert await store.comments.submit(first) is None
    assert await store.comments.submit(second) == Replayed(first.comment.id, "body")
    with pytest.raises(NotFound):
        await store.comments.find("kabar", second.comment.id)


async def test_many_at_once_under_one_key_record_one_comment(store: Store) -> None:
    new_comments = [a_new_comment(idempotency=Idempotency("key", "body")) for _ in range(50)]
    outcomes = await asyncio.gather(*(store.comments.submit(each) for each in new_comments))
    assert outcomes.count(None) == 1
    assert len(await approved(store)) == 1


async def test_an_unknown_parent_records_nothing(store: Store, redis_url: str) -> None:
    child = a_comment(CommentState.APPROVED, submission=a_submission(parent_id="f" * 28))
    with pytest.raises(NotFound):
        await store.comments.submit(a_new_comment(comment=child))
    assert await store.client.dbsize() == 0


async def test_a_known_parent_is_accepted(store: Store) -> None:
    parent = a_new_comment()
    await store.comments.submit(parent)
    child = a_comment(CommentState.APPROVED, submission=a_submission(parent_id=parent.comment.id))
    assert await store.comments.submit(a_new_comment(comment=child)) is None


@pytest.mark.parametrize(
    ("above", "below", "taken"),
    [
        ("feri-baru", "feri-baru", True),
        ("feri-baru", "feri", False),
        ("feri", "feri-baru", False),
        ('a"b\\/é', 'a"b\\/é', True),
        ("é", "e", False),
    ],
)
async def test_a_parent_stands_under_the_same_article(
    above: str, below: str, store: Store, *, taken: bool
) -> None:
    parent = a_new_comment(
        comment=a_comment(
            CommentState.APPROVED, submission=a_submission(article=Article(id=above, title="A"))
        )
    )
    await store.comments.submit(parent)
    reply = a_submission(article=Article(id=below, url="http://x.id"), parent_id=parent.comment.id)
    child = a_new_comment(comment=a_comment(CommentState.APPROVED, submission=reply))
    if taken:
        assert await store.comments.submit(child) is None
    else:
        before = await store.client.dbsize()
        with pytest.raises(NotFound):
            await store.comments.submit(child)
        assert await store.client.dbsize() == before


def seen_by(author: str, campaign_from: int = 1) -> Counters:
    return Counters(seen=Seen("text", author, window_ms=60_000, campaign_from=campaign_from))


async def test_a_repeated_text_is_reported_and_not_recorded(store: Store) -> None:
    assert await store.comments.submit(a_new_comment(counters=seen_by("a" * 8))) is None
    again = a_new_comment(counters=seen_by("a" * 8))
    assert await store.comments.submit(again) == Counted(1, client_ms=0, email_ms=0)
    with pytest.raises(NotFound):
        await store.comments.find("kabar", again.comment.id)


async def test_what_was_counted_is_recorded_when_asked_again(store: Store) -> None:
    await store.comments.submit(a_new_comment(counters=seen_by("a" * 8)))
    again = a_new_comment(counters=seen_by("a" * 8), observed=True)
    assert await store.comments.submit(again) is None
    assert len(await approved(store)) == 2


async def test_a_text_of_others_is_reported_once_they_are_enough(store: Store) -> None:
    counts = [
        await store.comments.submit(a_new_comment(counters=seen_by(f"{number:08}", 3)))
        for number in range(5)
    ]
    assert counts == [None, None, None, Counted(3, 0, 0), Counted(4, 0, 0)]
    own = await store.comments.submit(a_new_comment(counters=seen_by("00000001", 100)))
    assert own == Counted(1, 0, 0)


async def test_what_is_kept_of_a_text_is_bounded(store: Store) -> None:
    for number in range(SEEN_KEPT + 5):
        await store.comments.submit(a_new_comment(counters=seen_by(f"{number:08}", 1_000)))
    kept = await store.client.get(SiteKeys.of("kabar").seen("text"))
    assert len(kept) == SEEN_KEPT * TAG_LENGTH


@pytest.mark.parametrize("which", ["client", "email"])
async def test_a_passed_limit_is_reported_with_the_time_until_it_is_not(
    store: Store, which: str
) -> None:
    limits: dict[str, Any] = {which: RateLimit("who", burst=2, interval_ms=10_000)}
    outcomes = [
        await store.comments.submit(a_new_comment(counters=Counters(**limits))) for _ in range(3)
    ]
    waits = {"client_ms": 0, "email_ms": 0} | {f"{which}_ms": 10_000}
    assert outcomes == [None, None, Counted(0, **waits)]


async def test_a_limit_gives_back_with_time(store: Store) -> None:
    limit = RateLimit("who", burst=1, interval_ms=1_000)

    async def at(ms: int) -> Any:
        comment = a_comment(CommentState.APPROVED, created_at=ms)
        new = a_new_comment(comment=comment, counters=Counters(email=limit))
        return await store.comments.submit(new)

    assert await at(100_000) is None
    assert await at(100_500) is not None
    assert await at(101_000) is None


async def test_a_decision_moves_the_comment_and_closes_its_case(store: Store) -> None:
    comment = a_comment(CommentState.HELD)
    await store.comments.submit(a_new_comment(comment=comment))
    event = a_decision(Action.APPROVE, CommentState.APPROVED)
    after = msgspec.structs.replace(comment, state=event.state, events=(*comment.events, event))
    entry = entry_after(after, comment.state, event.at)
    await store.comments.decide(comment, event, entry=entry, case_step="close")
    assert await store.comments.find("kabar", comment.id) == after
    assert await store.queue.size("kabar") == 0
    assert await approved(store) == [(EntryType.APPROVED, comment.id)]


async def test_of_two_decisions_on_one_revision_one_wins(store: Store) -> None:
    comment = a_comment(CommentState.HELD)
    await store.comments.submit(a_new_comment(comment=comment))
    events = [
        a_decision(Action.APPROVE, CommentState.APPROVED, moderator="m1"),
        a_decision(Action.REJECT, CommentState.REJECTED, moderator="m2"),
    ]
    outcomes = await asyncio.gather(
        *(store.comments.decide(comment, e, entry=None, case_step="close") for e in events),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes].count(Conflict) == 1
    assert (await store.comments.find("kabar", comment.id)).revision == 2


async def test_a_decision_on_a_case_that_another_holds_is_refused(store: Store) -> None:
    comment = a_comment(CommentState.HELD)
    await store.comments.submit(a_new_comment(comment=comment))
    await store.queue.claim("kabar", comment.case_id, moderator="m2", at=1_500, life_ms=60_000)
    event = a_decision(Action.REJECT, CommentState.REJECTED, moderator="m1")
    with pytest.raises(Conflict):
        await store.comments.decide(comment, event, entry=None, case_step="close")
    assert await store.comments.find("kabar", comment.id) == comment


async def test_a_decision_on_what_does_not_exist_is_refused(store: Store) -> None:
    event = a_decision(Action.REJECT, CommentState.REJECTED)
    with pytest.raises(NotFound):
        await store.comments.decide(a_comment(), event, entry=None, case_step="close")


async def test_an_authors_comments_come_newest_first_and_are_bounded(store: Store) -> None:
    new_comments = [a_new_comment() for _ in range(25)]
    for new in new_comments:
        await store.comments.submit(new)
    found = await store.comments.by_author("kabar", "rina")
    newest = [new.comment.id for new in reversed(new_comments)][:20]
    assert [comment.id for comment in found] == newest


async def test_scripts_that_the_server_forgot_are_loaded_again(store: Store) -> None:
    await store.comments.submit(a_new_comment())
    await store.client.script_flush()
    assert await store.comments.submit(a_new_comment()) is None


async def test_a_call_that_cannot_even_be_sent_harms_no_other(store: Store) -> None:
    broken = a_new_comment(author_digest="\ud800")
    whole = a_new_comment()
    outcomes = await asyncio.gather(
        *(store.comments.submit(each) for each in (broken, whole)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [UnicodeEncodeError, type(None)]
    assert await store.comments.find("kabar", whole.comment.id) == whole.comment
