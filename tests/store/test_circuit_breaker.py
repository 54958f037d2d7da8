"""A server that hangs: waited for once, then everybody is refused at once until it answers."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest

from moderation.errors import StoreUnavailable
from moderation.store import Store
from moderation.store.scripts.script_pool import CONNECTIONS, GROUP_LIMIT
from moderation.store.server.client import connect
from moderation.store.server.promises import Promise
from tests.store.relay import Relay
from tests.store.test_comments import a_new_comment
from tests.store.test_script_connection import answers, submitting

REPLY_SECONDS = "moderation.store.scripts.script_connection.REPLY_SECONDS"
SHORT = 0.05
LONG = 3600.0


@pytest.fixture
async def relayed(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """Open a store that reaches its server through the relay, and waits for ever."""
    monkeypatch.setattr(REPLY_SECONDS, LONG)
    url = f"redis://127.0.0.1:{relay.port}"
    client, streams = connect(url, reply_seconds=LONG), connect(url, reply_seconds=LONG)
    store = Store.over(client, streams, replicas=None, approved_length=10_000)
    await store.comments.submit(a_new_comment())
    await store.sites.names()
    yield store
    await store.close()


@contextmanager
def impatient(store: Store) -> Iterator[None]:
    """Wait SHORT for a reply meanwhile: only for replies that never come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(REPLY_SECONDS, SHORT)
        patch.setattr(store.client, "patience", SHORT)
        yield


async def unanswered(store: Store) -> None:
    """Submit to a server that does not answer."""
    with impatient(store), pytest.raises(StoreUnavailable, match="in time"):
        await store.comments.submit(a_new_comment())


async def refusal(store: Store) -> str:
    """Why the server was not even asked."""
    with pytest.raises(StoreUnavailable) as submission:
        await store.comments.submit(a_new_comment())
    with pytest.raises(StoreUnavailable) as question:
        await store.sites.names()
    with pytest.raises(StoreUnavailable) as poll:
        await store.approved.read("kabar", after="0-0", limit=1)
    assert str(submission.value) == str(question.value) == str(poll.value)
    return str(question.value)


async def test_who_comes_after_a_submission_was_not_answered_is_refused_at_once(
    relayed: Store, relay: Relay
) -> None:
    relay.hold()
    await unanswered(relayed)
    assert await refusal(relayed) == "silent"
    relay.release()
    await answers(relayed)
    assert await relayed.comments.submit(a_new_comment()) is None
    assert await relayed.sites.names() == []


async def test_who_comes_after_a_question_was_not_answered_is_refused_at_once(
    relayed: Store, relay: Relay
) -> None:
    relay.hold()
    with impatient(relayed), pytest.raises(StoreUnavailable, match="in time"):
        await relayed.sites.names()
    assert await refusal(relayed) == "silent"


async def test_a_server_that_dies_while_it_is_silent_is_asked_until_it_is_back(
    relayed: Store, relay: Relay
) -> None:
    relay.hold()
    await unanswered(relayed)
    relay.refusing = True
    relay.cut()
    assert await refusal(relayed) == "silent"
    relay.refusing = False
    await answers(relayed)
    assert await relayed.comments.submit(a_new_comment()) is None


async def test_who_waits_for_a_connection_waits_no_longer_than_those_it_carries(
    relayed: Store, relay: Relay
) -> None:
    relay.hold()
    tasks = submitting(relayed, GROUP_LIMIT * (CONNECTIONS + 1))
    with impatient(relayed):
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    assert [str(outcome) for outcome in outcomes].count("silent") == GROUP_LIMIT


async def test_a_connection_whose_set_up_hangs_is_waited_for_no_longer(
    relayed: Store, relay: Relay
) -> None:
    relay.cut()
    relay.hold()
    await unanswered(relayed)
    relay.release()
    await answers(relayed)
    assert await relayed.comments.submit(a_new_comment()) is None


async def test_readiness_waits_less_and_decides_nothing(
    relayed: Store, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.store.server.primaries.LOOK_SECONDS", SHORT)
    relay.hold()
    (breach,) = await relayed.health.breaches()
    assert breach.promise is Promise.REACHABLE
    assert not relayed.client.breaker.silent


async def test_a_refusal_is_an_answer_too(relayed: Store, relay: Relay, store: Store) -> None:
    relay.hold()
    await unanswered(relayed)
    await store.client.execute_command("ACL SETUSER default -ping")
    try:
        relay.release()
        await answers(relayed)
    finally:
        await store.client.execute_command("ACL SETUSER default +ping")


async def test_a_store_whose_server_is_silent_closes(relayed: Store, relay: Relay) -> None:
    relay.hold()
    await unanswered(relayed)
    await relayed.close()
