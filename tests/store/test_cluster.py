"""The store on a Redis Cluster of three real nodes: the same calls, unchanged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from redis.asyncio import RedisCluster

from moderation import administration
from moderation.domain import Action, Cause, CommentState
from moderation.domain.publication import entry_after
from moderation.errors import StoreUnavailable
from moderation.store import Store
from moderation.store.keys import SiteKeys
from moderation.store.server.client import connect
from moderation.store.server.durability import must_wait
from tests.builders import a_comment
from tests.store.test_comments import a_decision, a_new_comment

SITES = [f"situs-{number}" for number in range(12)]


async def test_a_comment_goes_all_the_way_on_every_site(cluster_store: Store) -> None:
    for site in SITES:
        comment = a_comment(CommentState.HELD, site=site)
        new = a_new_comment(comment=comment, cause=Cause.HOLD, idempotency=("key", "body"))
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


async def test_a_cluster_with_a_node_that_would_evict_comments_is_refused(cluster_url: str) -> None:
    client: Any = connect(cluster_url)
    await client.initialize()
    one = client.get_primaries()[-1]
    await client.config_set(
        "maxmemory", "64mb", "maxmemory-policy", "allkeys-lru", target_nodes=one
    )
    try:
        with pytest.raises(StoreUnavailable, match="noeviction"):
            await must_wait(client, 0)
    finally:
        await client.config_set("maxmemory", 0, "maxmemory-policy", "noeviction", target_nodes=one)
        await client.aclose()


async def test_a_cluster_that_does_not_sync_every_write_is_refused(cluster_url: str) -> None:
    client: Any = connect(cluster_url)
    with pytest.raises(StoreUnavailable, match="appendfsync always"):
        await must_wait(client, 0)
    await client.aclose()
