"""Comments that version 1 recorded, in a real server: read, decided on, listed with newer ones."""

import json
from pathlib import Path

import pytest

from moderation.domain import Action, CommentState
from moderation.errors import Conflict, NotFound
from moderation.store import Store
from moderation.store.keys import SiteKeys
from tests.builders import a_comment, a_submission
from tests.store.test_comments import a_decision, an_entrance

ID = "01a206aef7a9b86d46b4233a5e43"
KEYS = SiteKeys.of("kabar")


@pytest.fixture
async def kept(store: Store) -> Store:
    """Put a comment into the store as version 1 left it, approved after it was held."""
    sample = json.loads((Path(__file__).parent / "records" / "v1.json").read_text("utf-8"))
    await store.client.hset(KEYS.comment(ID), mapping=sample["comment"])
    await store.client.hset(KEYS.case(f"{ID}-1"), mapping={"v": "1", "state": "closed"})
    await store.client.lpush(KEYS.first_author("rina"), ID)
    return store


async def test_it_is_found(kept: Store) -> None:
    comment = await kept.comments.find("kabar", ID)
    assert (comment.id, comment.submission.text) == (ID, "Terima kasih.")


async def test_it_is_found_among_newer_ones_in_the_order_asked_for(kept: Store) -> None:
    newer = a_comment(CommentState.APPROVED)
    await kept.comments.submit(an_entrance(comment=newer, author_digest="rina"))
    ids = [newer.id, "f" * 28, ID]
    found = await kept.comments.find_all("kabar", ids)
    assert [comment.id for comment in found] == [newer.id, ID]
    assert await kept.comments.by_author("kabar", "rina") == found


async def test_it_may_be_replied_to(kept: Store) -> None:
    reply = a_comment(CommentState.APPROVED, submission=a_submission(parent_id=ID))
    assert await kept.comments.submit(an_entrance(comment=reply)) is None


async def test_decisions_are_added_to_it_and_it_stays_what_it_is(kept: Store) -> None:
    before = await kept.comments.find("kabar", ID)
    event = a_decision(Action.REJECT, CommentState.REJECTED)
    for _ in range(2):  # as after a lost reply
        await kept.comments.decide(before, event, entry=None, case_step="leave")
    after = await kept.comments.find("kabar", ID)
    assert (after.state, after.events) == (CommentState.REJECTED, (*before.events, event))
    assert await kept.client.type(KEYS.comment(ID)) == "hash"
    assert await kept.client.xlen(KEYS.events) == 1


async def test_a_decision_on_what_has_moved_on_is_refused(kept: Store) -> None:
    before = await kept.comments.find("kabar", ID)
    decided = a_decision(Action.REJECT, CommentState.REJECTED)
    await kept.comments.decide(before, decided, entry=None, case_step="leave")
    other = a_decision(Action.REJECT, CommentState.REJECTED, moderator="m2")
    with pytest.raises(Conflict) as refused:
        await kept.comments.decide(before, other, entry=None, case_step="leave")
    assert refused.value.state == "rejected"


async def test_what_is_neither_is_not_found(kept: Store) -> None:
    with pytest.raises(NotFound):
        await kept.comments.find("kabar", "e" * 28)
