"""What is acknowledged is on disk, whatever the server's settings are and become."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from moderation.domain import Action, CommentState
from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer
from moderation.store import Store
from moderation.store.comments import Idempotency, Replayed
from moderation.store.keys import SiteKeys
from moderation.store.server.promises import AS_DEPLOYED, Promise, breaches, facts_of
from tests.store.conftest import open_store
from tests.store.deployments import HOST, abreast, replicated
from tests.store.test_comments import a_decision, a_new_comment
from tests.waiting import eventually, until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """Run a server that only this test uses; it syncs every write."""
    running = embedded.start(tmp_path)
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("change", "promise", "said"),
    [
        ({"appendonly": "no"}, Promise.DURABLE, "append-only"),
        ({"appendfsync": "no"}, Promise.DURABLE, "never syncs"),
        (
            {"maxmemory": "64mb", "maxmemory-policy": "allkeys-lru"},
            Promise.RETAINED,
            "allkeys-lru.*noeviction",
        ),
    ],
    ids=["no append-only file", "no sync", "eviction"],
)
async def test_a_server_that_loses_comments_is_refused_and_told(
    server: EmbeddedServer, change: dict[str, str], promise: Promise, said: str
) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.health.require()
        await store.client.config_set(*[part for pair in change.items() for part in pair])
        (breach,) = await store.health.breaches()
        assert breach.promise is promise
        with pytest.raises(StoreUnusable, match=said):
            await store.health.require()
        with pytest.raises(StoreUnavailable, match=said):
            await store.comments.submit(a_new_comment())
        assert await store.client.exists(SiteKeys.of("kabar").events) == 0
    async with closing(open_store(server.url)) as trusting:
        assert await trusting.health.breaches() == []
        assert await trusting.comments.submit(a_new_comment()) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("CONFIG", "SET", "min-replicas-to-write", "1"), "min-replicas-to-write"),
        (("ACL", "SETUSER", "default", "-xadd"), "may not do there"),
        (("ACL", "SETUSER", "default", "-evalsha"), "may not do there"),
    ],
    ids=["fewer replicas than it wants", "a script's command forbidden", "scripts forbidden"],
)
async def test_a_server_that_takes_no_writes_is_told_though_it_answers(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, change: tuple[str, ...], said: str
) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.health.require()
        assert await store.comments.submit(a_new_comment()) is None
        await store.client.execute_command(*change)
        with pytest.raises(StoreUnavailable, match=said):
            await store.comments.submit(a_new_comment())
        (breach,) = await store.health.breaches()
        assert (breach.promise, breach.lasting) == (Promise.WRITABLE, False)
        assert said in breach.reason
        monkeypatch.setattr("moderation.store.server.primaries.RECENT_SECONDS", 0)
        assert await store.health.breaches() == []


@pytest.mark.parametrize(
    ("memory", "policy"), [("64mb", "noeviction"), ("0", "allkeys-lru"), ("64mb", "volatile-ttl")]
)
async def test_a_server_that_keeps_comments_is_taken(
    server: EmbeddedServer, memory: str, policy: str
) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.client.config_set("maxmemory", memory, "maxmemory-policy", policy)
        await store.health.require()
        assert await store.comments.submit(a_new_comment()) is None


async def test_who_asks_while_somebody_looks_shares_that_look(server: EmbeddedServer) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.health.require()
        before = (await store.client.info("stats"))["total_connections_received"]
        found = await asyncio.gather(*(store.health.breaches() for _ in range(50)))
        after = (await store.client.info("stats"))["total_connections_received"]
        assert found == [[]] * 50
        assert after == before + 1
        await store.client.config_set("appendonly", "no")
        assert [breach.promise for breach in await store.health.breaches()] == [Promise.DURABLE]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [("appendonly", "no", "append-only"), ("appendfsync", "no", "never syncs")],
)
async def test_nothing_is_acknowledged_once_a_server_in_use_syncs_no_more(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setattr("moderation.store.scripts.script_connection.SYNC_MS", 100)
    async with closing(open_store(server.url, replicas=0)) as store:
        assert await store.comments.submit(a_new_comment()) is None
        await store.client.config_set(name, value)
        with pytest.raises(StoreUnavailable, match="confirm"):
            await store.comments.submit(a_new_comment())
        with pytest.raises(StoreUnavailable, match=reason):
            await store.comments.submit(a_new_comment())


@pytest.mark.parametrize("how", ["always", "everysec"])
async def test_every_group_of_writes_waits_for_the_disk(server: EmbeddedServer, how: str) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.client.config_set("appendfsync", how)
        assert await store.comments.submit(a_new_comment()) is None
        before = await waited(store)
        assert await store.comments.submit(a_new_comment()) is None
        assert await waited(store) == before + 1


async def waited(store: Store) -> int:
    """Count how often the server was asked to wait for the disk."""
    return int((await store.client.info("commandstats"))["cmdstat_waitaof"]["calls"])


async def test_connections_ask_anew_when_the_watch_finds_a_change(
    server: EmbeddedServer, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.store.health.WATCH_SECONDS", 0.01)
    async with closing(open_store(server.url, replicas=0)) as store:
        watching = asyncio.create_task(store.health.keep_looking())
        assert await store.comments.submit(a_new_comment()) is None
        await store.client.config_set("maxmemory", "64mb", "maxmemory-policy", "allkeys-lru")
        await until(lambda: refused(store), "a submission is refused")
        await store.client.config_set("maxmemory-policy", "noeviction")
        await until(lambda: taken(store), "a submission is taken")
        events: list[dict[str, Any]] = []

        async def told_of_two() -> bool:
            events.extend(logged(capfd))
            return len([line for line in events if "promise" in line]) == 2

        await until(told_of_two, "the watch told that the promise is kept again")
        watching.cancel()
        await asyncio.wait([watching])
    told = [(line["event"], line["promise"]) for line in events if "promise" in line]
    assert told == [("promise_broken", "retained"), ("promise_kept", "retained")]
    assert len([line for line in events if line["event"] == "store_unavailable"]) == 1


async def refused(store: Store) -> bool:
    return not await taken(store)


async def taken(store: Store) -> bool:
    try:
        await store.comments.submit(a_new_comment())
    except StoreUnavailable:
        return False
    return True


def logged(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Give the lines that were logged so far."""
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


async def test_a_server_that_tells_nothing_of_itself_is_taken(server: EmbeddedServer) -> None:
    async with closing(open_store(server.url, replicas=0)) as store:
        await store.client.acl_setuser("default", enabled=True, commands=["-info", "-config"])
        assert await store.health.breaches() == []
        assert await store.comments.submit(a_new_comment()) is None


async def test_more_replicas_than_there_are_is_refused(server: EmbeddedServer) -> None:
    async with closing(open_store(server.url, replicas=2)) as store:
        with pytest.raises(StoreUnusable, match=f"{server.url[7:]}.*0 replicas.*asks for 2"):
            await store.health.require()
        with pytest.raises(StoreUnavailable, match="asks for 2"):
            await store.comments.submit(a_new_comment())


async def test_a_lone_server_waits_for_no_replica_unless_told_to(server: EmbeddedServer) -> None:
    async with closing(open_store(server.url, replicas=AS_DEPLOYED)) as store:
        assert await store.health.breaches() == []
        assert await store.comments.submit(a_new_comment()) is None


@pytest.mark.parametrize(
    ("info", "broken"),
    [
        ("redis_version:7.0.15", {Promise.DURABLE}),
        ("redis_version:6.2.14", {Promise.DURABLE}),
        ("redis_version:7.2.4\nvalkey_version:9.1.2", set()),
        ("redis_version:8.0.0", set()),
        ("aof_last_write_status:err", {Promise.WRITABLE}),
        ("maxmemory:100\nused_memory:150\nmem_not_counted_for_evict:60", set()),
        ("maxmemory:100\nused_memory:150\nmem_not_counted_for_evict:40", {Promise.WRITABLE}),
        ("role:slave", {Promise.WRITABLE}),
        ("cluster_enabled:1", {Promise.REACHABLE}),
        ("", set()),
    ],
)
def test_what_a_server_says_of_itself_breaks_promises(info: str, broken: set[Promise]) -> None:
    facts = facts_of(info, "", None)
    found = {breach.promise for breach in breaches(facts, 0, in_cluster=False)}
    assert found == broken


def test_only_replicas_that_keep_up_count() -> None:
    info = (
        "slave0:ip=10.0.0.1,port=6379,state=online,offset=9,lag=1\n"
        "slave1:ip=10.0.0.2,port=6379,state=online,offset=3,lag=30\n"
        "slave2:ip=10.0.0.3,port=6379,state=send_bulk,offset=0,lag=0\n"
    )
    facts = facts_of(info, "", None)
    assert (facts.known, facts.abreast) == (3, 1)
    assert not list(breaches(facts, 1, in_cluster=False))
    (short,) = breaches(facts, 2, in_cluster=False)
    assert (short.promise, short.lasting) == (Promise.REPLICATED, False)


async def test_a_write_waits_for_the_replica_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with replicated(tmp_path, 1) as (primary, replica):
        async with closing(open_store(f"redis://{HOST}:{primary.port}", replicas=1)) as store:
            new = a_new_comment(idempotency=Idempotency("key", "body"))
            replica.signal(signal.SIGSTOP)
            with monkeypatch.context() as impatience:
                impatience.setattr("moderation.store.scripts.script_connection.SYNC_MS", 50)
                with pytest.raises(StoreUnavailable, match="confirm"):
                    await store.comments.submit(new)
            assert Promise.DURABLE in {each.promise for each in await store.health.breaches()}
            replica.signal(signal.SIGCONT)
            again = a_new_comment(idempotency=Idempotency("key", "body"))
            eventually(lambda: abreast(primary) == 1, "the replica keeps up")
            assert await store.comments.submit(again) == Replayed(new.comment.id, "body")
        with replica.client() as client:
            assert client.exists(SiteKeys.of("kabar").comment(new.comment.id))


async def test_what_is_asked_for_again_is_acknowledged_no_sooner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the replica stands still nothing may be acknowledged, however it is asked."""
    monkeypatch.setattr("moderation.store.scripts.script_connection.SYNC_MS", 50)
    first = a_new_comment(CommentState.HELD, idempotency=Idempotency("key", "body"))
    another = a_new_comment(idempotency=Idempotency("key", "body"))
    event = a_decision(Action.APPROVE, CommentState.APPROVED)
    with replicated(tmp_path, 1) as (primary, replica):
        url = f"redis://{HOST}:{primary.port}"
        replica.signal(signal.SIGSTOP)
        # Each time over new connections, as after a lost one.
        for new in (first, first, another):
            async with closing(open_store(url, replicas=1)) as store:
                with pytest.raises(StoreUnavailable, match="confirm"):
                    await store.comments.submit(new)
        for _ in range(2):
            async with closing(open_store(url, replicas=1)) as store:
                with pytest.raises(StoreUnavailable, match="confirm"):
                    await store.comments.decide(first.comment, event, entry=None, case_step="close")
        async with closing(open_store(url)) as store:
            found = await store.comments.find("kabar", first.comment.id)
        assert found.revision == 2


@asynccontextmanager
async def closing(store: Store) -> AsyncIterator[Store]:
    try:
        yield store
    finally:
        await store.close()
