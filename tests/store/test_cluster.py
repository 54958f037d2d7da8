"""The store on a Redis Cluster of three real nodes: the same calls, unchanged."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterNode

from moderation import administration
from moderation.domain import Action, Cause, CommentState
from moderation.domain.publication import entry_after
from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.store import Store
from moderation.store.comments import Idempotency
from moderation.store.keys import SiteKeys
from moderation.store.server.promises import AS_DEPLOYED
from tests.builders import a_comment
from tests.store.conftest import open_store
from tests.store.deployments import clustered
from tests.store.relay import relay_to
from tests.store.test_comments import a_decision, a_new_comment
from tests.store.test_script_connection import CERTIFICATE
from tests.waiting import until

SITES = [f"situs-{number}" for number in range(12)]


async def test_a_comment_goes_all_the_way_on_every_site(cluster_store: Store) -> None:
    for site in SITES:
        comment = a_comment(CommentState.HELD, site=site)
        new = a_new_comment(
            comment=comment, cause=Cause.HOLD, idempotency=Idempotency("key", "body")
        )
        assert await cluster_store.comments.submit(new) is None
        await cluster_store.queue.claim(
            site, comment.case_id, moderator="m1", at=1_000, life_ms=60_000
        )
        event = a_decision(Action.APPROVE, CommentState.APPROVED)
        after = msgspec.structs.replace(comment, state=event.state, events=(*comment.events, event))
        entry = entry_after(after, comment.state, event.at)
        await cluster_store.comments.decide(comment, event, entry=entry, case_step="close")
        (read,) = await cluster_store.approved.read(site, after="0-0", limit=10)
        assert read.comment_id == comment.id
        assert await cluster_store.queue.size(site) == 0


async def test_one_turns_calls_may_go_to_different_nodes(cluster_store: Store) -> None:
    new_comments = [a_new_comment(comment=a_comment(site=site), cause=Cause.HOLD) for site in SITES]
    outcomes = await asyncio.gather(*(cluster_store.comments.submit(e) for e in new_comments))
    assert outcomes == [None] * len(SITES)
    assert [await cluster_store.queue.size(site) for site in SITES] == [1] * len(SITES)


async def test_calls_follow_a_slot_that_moved_to_another_node(cluster_store: Store) -> None:
    assert await cluster_store.comments.submit(a_new_comment()) is None
    await cluster_store.client.flushall(target_nodes=RedisCluster.PRIMARIES)
    async with moved_slot(cluster_store, SiteKeys.of("kabar").prefix):
        new_comments = [a_new_comment() for _ in range(30)]
        outcomes = await asyncio.gather(*(cluster_store.comments.submit(e) for e in new_comments))
        assert outcomes == [None] * 30
        for new in new_comments:
            found = await cluster_store.comments.find("kabar", new.comment.id)
            assert found == new.comment
        await cluster_store.client.flushall(target_nodes=RedisCluster.PRIMARIES)


@asynccontextmanager
async def moved_slot(store: Store, key: str) -> AsyncIterator[None]:
    """Give the empty slot of a key to another node, and then back, behind the client's back."""
    client = store.client
    slot = client.keyslot(key)
    old = client.get_node_from_key(key)
    new = next(node for node in client.get_primaries() if node != old)
    ids = {node: await client.execute_command("CLUSTER MYID", target_nodes=node)
           for node in (old, new)}  # fmt: skip
    for owner in (new, old):
        for node in (new, old):
            await client.execute_command(
                "CLUSTER SETSLOT", slot, "NODE", ids[owner], target_nodes=node
            )
        if owner is new:
            yield


async def test_sites_keys_and_moderators_work_on_a_cluster(cluster_store: Store) -> None:
    made = await administration.add_site(cluster_store, "kabar")
    record = await cluster_store.sites.key(made.api_key)
    assert record is not None
    assert record.site == "kabar"
    assert await cluster_store.moderators.login_wait_ms("rina", "203.0.113.7", 1_000) == 0
    assert [key.id for key in await cluster_store.sites.keys_of("kabar")]


@asynccontextmanager
async def promising(url: str, replicas: int) -> AsyncIterator[Store]:
    """Open a store on a cluster whose nodes keep an append-only file."""
    store = open_store(url, replicas)
    try:
        await store.client.initialize()
        await everywhere(store, "appendonly", "yes")
        await until(partial(unbroken, store), "each node keeps a file")
        yield store
    finally:
        await everywhere(store, "appendonly", "no")
        await store.close()


async def everywhere(store: Store, *settings: str) -> None:
    await store.client.config_set(*settings, target_nodes=RedisCluster.PRIMARIES)


async def unbroken(store: Store) -> bool:
    return not await store.health.breaches()


@pytest.mark.parametrize("how", ["always", "everysec"])
async def test_each_node_confirms_the_writes_to_it(cluster_url: str, how: str) -> None:
    async with promising(cluster_url, AS_DEPLOYED) as store:
        await everywhere(store, "appendfsync", how)
        await everywhere_reset(store)
        new_comments = [a_new_comment(comment=a_comment(site=site)) for site in SITES]
        outcomes = await asyncio.gather(*(store.comments.submit(e) for e in new_comments))
        assert outcomes == [None] * len(SITES)
        for node in store.client.get_primaries():
            stats = await store.client.info("commandstats", target_nodes=node)
            assert stats["cmdstat_waitaof"]["calls"] > 0


async def everywhere_reset(store: Store) -> None:
    await store.client.config_resetstat(target_nodes=RedisCluster.PRIMARIES)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (("appendonly", "no"), "append-only"),
        (("appendfsync", "no"), "never syncs"),
        (("maxmemory", "64mb", "maxmemory-policy", "allkeys-lru"), "noeviction"),
    ],
)
async def test_a_cluster_with_a_node_that_loses_comments_is_refused_by_its_name(
    cluster_url: str, settings: tuple[str, ...], said: str
) -> None:
    async with promising(cluster_url, 0) as store:
        await store.health.require()
        one = store.client.get_primaries()[-1]
        await store.client.config_set(*settings, target_nodes=one)
        try:
            with pytest.raises(StoreUnusable, match=f"{one.name}: .*{said}"):
                await store.health.require()
        finally:
            await store.client.config_set(
                "maxmemory", 0, "maxmemory-policy", "noeviction", "appendfsync", "everysec",
                target_nodes=one,
            )  # fmt: skip


async def test_more_replicas_than_a_node_has_are_refused(cluster_url: str) -> None:
    async with promising(cluster_url, 0):
        store = open_store(cluster_url, 1)
        with pytest.raises(StoreUnusable, match=r"0 replicas.*asks for 1"):
            await store.health.require()
        await store.close()


async def test_while_a_slot_moves_calls_follow_their_keys_or_are_unavailable(
    cluster_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster answers no call that names keys of both nodes, or none yet, until it is done."""
    comment = a_comment(CommentState.HELD)
    assert (
        await cluster_store.comments.submit(a_new_comment(comment=comment, cause=Cause.HOLD))
        is None
    )
    new = a_new_comment(idempotency=Idempotency("key", "body"))
    async with moving_slot(cluster_store, SiteKeys.of("kabar").prefix):
        assert await cluster_store.callbacks.take("kabar", 1_000) is None
        monkeypatch.setattr("moderation.store.scripts.SETTLE_SECONDS", 0.2)
        with pytest.raises(StoreUnavailable, match="moving slots"):
            await cluster_store.comments.submit(new)
    assert await cluster_store.comments.submit(new) is None
    assert await cluster_store.comments.find("kabar", new.comment.id) == new.comment
    await cluster_store.client.flushall(target_nodes=RedisCluster.PRIMARIES)


@asynccontextmanager
async def moving_slot(store: Store, key: str) -> AsyncIterator[None]:
    """Move the keys of a slot to another node, and say so only at the end."""
    client = store.client
    slot = client.keyslot(key)
    old = client.get_node_from_key(key)
    new = next(node for node in client.get_primaries() if node != old)

    async def at(node: ClusterNode, *command: str | int) -> Any:
        return await client.execute_command(*command, target_nodes=node)

    ids = {node: await at(node, "CLUSTER MYID") for node in (old, new)}
    await at(new, "CLUSTER SETSLOT", slot, "IMPORTING", ids[old])
    await at(old, "CLUSTER SETSLOT", slot, "MIGRATING", ids[new])
    keys = await at(old, "CLUSTER GETKEYSINSLOT", slot, 1000)
    await at(old, "MIGRATE", new.host, new.port, "", 0, 5000, "KEYS", *keys)
    try:
        yield
    finally:
        for node in (new, old):
            await at(node, "CLUSTER SETSLOT", slot, "NODE", ids[new])


async def test_a_slot_that_nobody_holds_is_unavailable_and_then_served_again(
    cluster_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.store.scripts.SETTLE_SECONDS", 0.2)
    assert await cluster_store.comments.submit(a_new_comment()) is None
    client = cluster_store.client
    slot = client.keyslot(SiteKeys.of("kabar").prefix)
    old = client.get_node_from_key(SiteKeys.of("kabar").prefix)
    await client.flushall(target_nodes=RedisCluster.PRIMARIES)
    await client.execute_command("CLUSTER DELSLOTS", slot, target_nodes=old)
    try:
        for asked in (
            lambda: cluster_store.comments.submit(a_new_comment()),
            lambda: cluster_store.sites.stored("kabar"),
        ):
            with pytest.raises(StoreUnavailable):
                await asked()
    finally:
        await client.execute_command("CLUSTER ADDSLOTS", slot, target_nodes=old)
    await until(partial(taken, cluster_store), "the slot is served")
    assert await cluster_store.comments.submit(a_new_comment()) is None


async def test_what_the_driver_of_a_cluster_stumbles_on_is_unavailable(
    cluster_store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    """A slot that its map lacks is a KeyError to it."""
    await cluster_store.sites.names()
    cluster_store.client.nodes_manager.slots_cache.clear()
    with pytest.raises(StoreUnavailable, match="KeyError"):
        await cluster_store.sites.names()
    assert "KeyError" in capfd.readouterr().err
    assert await cluster_store.comments.submit(a_new_comment()) is None


async def test_user_and_password_of_a_clusters_address_are_used(
    cluster_url: str, cluster_store: Store
) -> None:
    await cluster_store.client.acl_setuser(
        "tamu", enabled=True, passwords=["+rahasia"], categories=["+@all"], keys=["*"],
        channels=["*"], target_nodes=RedisCluster.PRIMARIES,
    )  # fmt: skip
    guest = open_store(cluster_url.replace("//", "//tamu:rahasia@"))
    stranger = open_store(cluster_url.replace("//", "//tamu:salah@"))
    try:
        assert await guest.comments.submit(a_new_comment()) is None
        assert await guest.sites.names() == []
        for asked in (stranger.comments.submit(a_new_comment()), stranger.sites.names()):
            with pytest.raises(StoreUnusable, match="password"):
                await asked
        with pytest.raises(StoreUnusable, match=r"127\.0\.0\.1.*password"):
            await stranger.health.require()
    finally:
        await guest.close()
        await stranger.close()
        await cluster_store.client.acl_deluser("tamu", target_nodes=RedisCluster.PRIMARIES)


async def test_a_server_that_is_no_cluster_is_called_so(redis_url: str, valkey: Any) -> None:
    async with relay_to(urlsplit(redis_url).path) as relay:
        store = open_store(f"redis+cluster://127.0.0.1:{relay.port}")
        with pytest.raises(StoreUnusable, match="no cluster"):
            await store.health.require()
        with pytest.raises(StoreUnusable, match="no cluster"):
            await store.comments.submit(a_new_comment())
        await store.close()


async def test_a_node_named_as_a_server_is_refused(cluster_ports: list[int]) -> None:
    store = open_store(f"redis://127.0.0.1:{cluster_ports[0]}")
    with pytest.raises(StoreUnusable, match="redis\\+cluster"):
        await store.health.require()
    await store.close()


async def taken(store: Store) -> bool:
    try:
        await store.comments.submit(a_new_comment())
    except StoreUnavailable:
        return False
    return True


async def test_a_store_that_looks_for_its_nodes_anew_closes_what_is_open(cluster_url: str) -> None:
    store = open_store(cluster_url)
    assert await store.sites.names() == []
    nodes = store.client.get_nodes()
    connections = [each for node in nodes for each in node._connections]
    assert any(each.is_connected for each in connections)
    store.client._initialize = True  # as after a lost connection
    await store.close()
    assert not any(each.is_connected for each in connections)


async def test_a_cluster_that_speaks_tls_to_a_user_of_its_own(tmp_path: Path) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    user = {"user": "saring on >sandi ~mod:* &* +@all -flushall"}
    async with AsyncExitStack() as stack:
        relays = [await stack.enter_async_context(relay_to(0, tls)) for _ in range(3)]
        ports = [relay.port for relay in relays]
        with clustered(tmp_path, replicas=0, settings=user, announced=ports) as nodes:
            for node, relay in zip(nodes, relays, strict=True):
                relay.to = node.port
            hosts = ",".join(f"127.0.0.1:{relay.port}" for relay in relays)
            rest = f"{hosts}?ssl_ca_certs={CERTIFICATE}"
            store = open_store(f"rediss+cluster://saring:sandi@{rest}", 0)
            stranger = open_store(f"rediss+cluster://saring:salah@{rest}", 0)
            new_comments = [a_new_comment(comment=a_comment(site=site)) for site in SITES]
            outcomes = await asyncio.gather(*(store.comments.submit(e) for e in new_comments))
            assert outcomes == [None] * len(SITES)
            assert await store.health.breaches() == []
            assert all(relay.opened for relay in relays)
            with pytest.raises(StoreUnavailable, match="password"):
                await stranger.health.require()
            await store.close()
            await stranger.close()
