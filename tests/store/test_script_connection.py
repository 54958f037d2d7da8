"""Script connections over real servers, through a relay that fails when it is told to."""

import asyncio
import os
import signal
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.process import embedded
from moderation.store import Store
from moderation.store.comments import Idempotency
from moderation.store.keys import SiteKeys
from moderation.store.scripts.script_pool import CONNECTIONS, GROUP_LIMIT, SMALL_GROUP
from tests.store.conftest import open_store
from tests.store.relay import Relay, relay_to
from tests.store.test_comments import a_new_comment
from tests.waiting import PATIENCE_SECONDS, until

COUNT = SMALL_GROUP  # so that one connection carries them
EVENTS = SiteKeys.of("kabar").events
CERTIFICATE = Path(__file__).parent / "relay.pem"


@pytest.fixture
async def relayed(relay: Relay) -> AsyncIterator[Store]:
    """Open a store that reaches its server through the relay, with one connection open."""
    store = open_store(f"redis://127.0.0.1:{relay.port}")
    await store.comments.submit(a_new_comment())
    yield store
    await store.close()


def submitting(store: Store, count: int = COUNT) -> list[asyncio.Task[Any]]:
    """Set so many submissions on their way."""
    return [asyncio.create_task(store.comments.submit(a_new_comment())) for _ in range(count)]


async def recorded(store: Store, count: int) -> None:
    """Wait until the server has recorded so many comments, whatever was answered."""

    async def found() -> bool:
        return bool(await store.client.xlen(EVENTS) == count)

    await until(found, f"{count} comments are recorded")


async def answers(store: Store) -> None:
    """Wait until the server is no longer taken to be silent."""

    async def found() -> bool:
        await asyncio.sleep(0)
        return not store.client.breaker.silent

    await until(found, "the server answers")


async def test_calls_whose_connection_dies_are_made_again_and_count_once(
    relayed: Store, relay: Relay, store: Store
) -> None:
    relay.hold()
    tasks = submitting(relayed)
    await recorded(store, COUNT + 1)
    relay.cut()
    assert await asyncio.gather(*tasks) == [None] * COUNT
    assert await store.client.xlen(EVENTS) == COUNT + 1
    assert len(await store.approved.read("kabar", after="0-0", limit=100)) == COUNT + 1


async def test_calls_whose_connection_dies_twice_are_unavailable(
    relayed: Store, relay: Relay, store: Store
) -> None:
    relay.hold()
    tasks = submitting(relayed)
    await recorded(store, COUNT + 1)
    relay.refusing = True
    relay.cut()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    relay.refusing = False
    assert await relayed.comments.submit(a_new_comment()) is None


@pytest.mark.parametrize(
    ("calls", "connections"),
    [
        (1, 1),
        (SMALL_GROUP, 1),
        (SMALL_GROUP + 1, 2),
        (SMALL_GROUP * CONNECTIONS, CONNECTIONS),
        (500, CONNECTIONS),
    ],
)
async def test_what_is_asked_in_one_turn_is_spread_over_as_many_connections_as_help(
    relayed: Store, relay: Relay, calls: int, connections: int
) -> None:
    assert await asyncio.gather(*submitting(relayed, calls)) == [None] * calls
    assert relay.opened == connections


async def test_groups_leave_while_others_are_on_their_way_and_then_wait_for_a_connection(
    relayed: Store, relay: Relay, store: Store
) -> None:
    count = GROUP_LIMIT * (CONNECTIONS + 1)
    assert await asyncio.gather(*submitting(relayed, count)) == [None] * count
    assert relay.opened == CONNECTIONS
    assert await store.client.xlen(EVENTS) == count + 1


async def test_a_connection_that_went_away_unused_is_opened_again(
    relayed: Store, relay: Relay
) -> None:
    relay.cut()
    assert await relayed.comments.submit(a_new_comment()) is None
    assert relay.opened == 2


async def test_a_connection_that_ends_while_it_is_set_up_leaves_nobody_waiting(
    relayed: Store, relay: Relay
) -> None:
    relay.cut()
    relay.hanging_up = True
    async with asyncio.timeout(PATIENCE_SECONDS):
        outcomes = await asyncio.gather(*submitting(relayed), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    relay.hanging_up = False
    assert await relayed.comments.submit(a_new_comment()) is None


async def test_a_store_whose_connection_went_away_closes(relayed: Store, relay: Relay) -> None:
    relay.cut()
    pool: Any = relayed.scripts._pool
    connection = pool._all[-1]

    async def lost() -> bool:
        await asyncio.sleep(0)
        return connection._transport is None

    await until(lost, "the connection knows")
    connection._connection.socket_connect_timeout = 3600.0  # how long the driver would wait in vain
    async with asyncio.timeout(PATIENCE_SECONDS):
        await relayed.close()


async def test_no_reply_in_time_is_unavailable_and_no_later_call_gets_it(
    relayed: Store, relay: Relay, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay.hold()
    with monkeypatch.context() as patience:
        patience.setattr("moderation.store.scripts.script_connection.REPLY_SECONDS", 0.05)
        outcomes = await asyncio.gather(*submitting(relayed), return_exceptions=True)
    assert {str(outcome) for outcome in outcomes} == {"it does not answer in time"}
    relay.release()
    await answers(relayed)
    twice = a_new_comment(idempotency=Idempotency("key", "body"))
    assert await relayed.comments.submit(twice) is None
    assert relay.opened == 3  # one of them asked whether it answers
    assert await store.comments.find("kabar", twice.comment.id) == twice.comment


@pytest.mark.parametrize(
    "nonsense", [b"HTTP/1.1 400 Bad Request\r\n", b"+OK\r\n"], ids=["no reply", "one too many"]
)
async def test_nonsense_ends_the_connection_and_the_calls_are_made_again(
    relayed: Store, relay: Relay, store: Store, nonsense: bytes
) -> None:
    relay.before_replies = nonsense
    assert await asyncio.gather(*submitting(relayed)) == [None] * COUNT
    assert relay.opened == 2
    assert await store.client.xlen(EVENTS) == COUNT + 1


async def test_what_the_server_pushes_is_no_reply(relayed: Store, relay: Relay) -> None:
    relay.before_replies = b">2\r\n+invalidate\r\n*1\r\n$3\r\nkey\r\n"
    assert await asyncio.gather(*submitting(relayed)) == [None] * COUNT
    assert relay.opened == 1


async def test_replies_may_come_in_pieces(relayed: Store, relay: Relay) -> None:
    relay.piece = 1
    again = [a_new_comment(idempotency=Idempotency("key", "body")) for _ in range(COUNT)]
    outcomes = await asyncio.gather(*(relayed.comments.submit(each) for each in again))
    assert outcomes.count(None) == 1


async def test_an_asker_who_goes_away_takes_nobody_along(
    relayed: Store, relay: Relay, store: Store
) -> None:
    relay.hold()
    gone, *others = submitting(relayed)
    await recorded(store, COUNT + 1)
    gone.cancel()
    relay.release()
    assert await asyncio.gather(*others) == [None] * (COUNT - 1)
    assert gone.cancelled()


async def test_a_primary_that_became_a_replica_is_unavailable_until_it_is_one_no_longer(
    tmp_path: Path,
) -> None:
    server = embedded.start(tmp_path, extra=("--appendfsync", "no"))
    store = open_store(server.url)
    try:
        assert await store.comments.submit(a_new_comment()) is None
        await store.client.replicaof("127.0.0.1", 1)
        with pytest.raises(StoreUnavailable):
            await store.comments.submit(a_new_comment())
        await store.client.execute_command("REPLICAOF", "NO", "ONE")
        assert await store.comments.submit(a_new_comment()) is None
    finally:
        await store.close()
        server.stop()


async def test_a_server_that_starts_anew_is_used_again_and_learns_the_scripts(
    tmp_path: Path,
) -> None:
    server = embedded.start(tmp_path, extra=("--appendfsync", "no"))
    store = open_store(server.url)
    try:
        assert await store.comments.submit(a_new_comment()) is None
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(StoreUnavailable):
            await store.comments.submit(a_new_comment())
        assert server.revive()
        assert await asyncio.gather(*submitting(store)) == [None] * COUNT
    finally:
        await store.close()
        server.stop()


async def test_a_call_on_its_way_when_the_store_closes_is_answered(
    redis_url: str, store: Store
) -> None:
    async with relay_to(urlsplit(redis_url).path) as relay:
        relayed = open_store(f"redis://127.0.0.1:{relay.port}")
        await relayed.comments.submit(a_new_comment())
        relay.hold()
        tasks = submitting(relayed)
        await recorded(store, COUNT + 1)
        tasks += submitting(relayed, 1)  # this one waits for its connection's set-up
        await asyncio.sleep(0)
        await relayed.close()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert {str(outcome) for outcome in outcomes} == {"closed"}


async def test_user_password_and_database_of_the_address_are_used(
    relay: Relay, store: Store
) -> None:
    await store.client.execute_command("ACL SETUSER tamu reset on >rahasia ~* &* +@all")
    url = f"redis://tamu:rahasia@127.0.0.1:{relay.port}/3"
    guest = open_store(url)
    stranger = open_store(url.replace("rahasia", "salah"))
    try:
        assert await guest.comments.submit(a_new_comment()) is None
        assert (await guest.client.dbsize() > 0, await store.client.dbsize()) == (True, 0)
        with pytest.raises(StoreUnavailable, match="password"):
            await stranger.comments.submit(a_new_comment())
    finally:
        await guest.close()
        await stranger.close()
        await store.client.execute_command("ACL DELUSER tamu")


async def test_a_database_that_there_is_not_is_refused(relay: Relay, store: Store) -> None:
    lost = open_store(f"redis://127.0.0.1:{relay.port}/99")
    with pytest.raises(StoreUnusable, match="no database"):
        await lost.health.require()
    await lost.close()


async def test_a_server_behind_tls_is_spoken_to(redis_url: str, store: Store) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    async with relay_to(urlsplit(redis_url).path, tls) as relay:
        secured = open_store(f"rediss://127.0.0.1:{relay.port}?ssl_ca_certs={CERTIFICATE}")
        wary = open_store(f"rediss://127.0.0.1:{relay.port}")
        assert await asyncio.gather(*submitting(secured)) == [None] * COUNT
        with pytest.raises(StoreUnusable, match="certificate"):  # nobody vouches for it
            await wary.comments.submit(a_new_comment())
        with pytest.raises(StoreUnusable, match=f":{relay.port}: .*certificate"):
            await wary.health.require()
        await secured.close()
        await wary.close()
    assert await store.client.xlen(EVENTS) == COUNT
