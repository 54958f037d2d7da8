"""What is acknowledged is on disk: on servers that sync always, now and then, and never."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from moderation.domain import Action, CommentState
from moderation.errors import StoreUnavailable
from moderation.process import embedded
from moderation.store import Store
from moderation.store.server.client import connect
from moderation.store.server.durability import must_wait
from tests.store.conftest import open_store
from tests.store.test_comments import a_decision, a_new_comment


@pytest.mark.parametrize(("how", "waits"), [("always", False), ("everysec", True), ("no", True)])
async def test_a_server_is_waited_for_unless_it_syncs_every_write(
    tmp_path: Path, how: str, waits: bool
) -> None:
    server = embedded.start(tmp_path, extra=("--appendfsync", how))
    client = connect(server.url)
    try:
        assert await must_wait(client, 0) is waits
        assert await must_wait(client, 1) is True
    finally:
        await client.aclose()
        server.stop()


async def test_a_server_without_a_log_is_refused(tmp_path: Path) -> None:
    server = embedded.start(tmp_path, extra=("--appendonly", "no"))
    store = open_store(server.url, replicas=0)
    try:
        with pytest.raises(StoreUnavailable, match="append-only"):
            await store.require_durable()
        with pytest.raises(StoreUnavailable):
            await store.comments.submit(a_new_comment())
        assert await store.client.dbsize() == 0
    finally:
        await store.close()
        server.stop()


@pytest.mark.parametrize(
    ("memory", "policy", "kept"),
    [
        ("64mb", "noeviction", True),
        ("0", "allkeys-lru", True),
        ("64mb", "allkeys-lru", False),
        ("64mb", "volatile-ttl", True),
    ],
)
async def test_a_server_that_would_evict_comments_is_refused(
    tmp_path: Path, memory: str, policy: str, *, kept: bool
) -> None:
    chosen = ("--maxmemory", memory, "--maxmemory-policy", policy)
    server = embedded.start(tmp_path, extra=chosen)
    store = open_store(server.url, replicas=0)
    try:
        if kept:
            await store.require_durable()
            assert await store.comments.submit(a_new_comment()) is None
        else:
            with pytest.raises(StoreUnavailable, match=f"{policy}.*noeviction"):
                await store.require_durable()
            with pytest.raises(StoreUnavailable):
                await store.comments.submit(a_new_comment())
            assert await store.client.dbsize() == 0
    finally:
        await store.close()
        server.stop()


async def test_a_server_that_tells_nothing_of_its_memory_is_taken(tmp_path: Path) -> None:
    server = embedded.start(tmp_path)
    client = connect(server.url)
    try:
        await client.acl_setuser("default", enabled=True, commands=["-info"])
        assert await must_wait(client, 0) is False
    finally:
        await client.aclose()
        server.stop()


async def test_a_write_is_synced_before_it_is_acknowledged(tmp_path: Path) -> None:
    server = embedded.start(tmp_path, extra=("--appendfsync", "everysec"))
    store = open_store(server.url, replicas=0)
    try:
        new = a_new_comment()
        assert await store.comments.submit(new) is None
    finally:
        await store.close()
        server.stop()


async def test_too_few_replicas_are_an_unacknowledged_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.store.scripts.script_connection.SYNC_MS", 50)
    server = embedded.start(tmp_path)
    store = open_store(server.url, replicas=1)
    try:
        with pytest.raises(StoreUnavailable, match="synced"):
            await store.comments.submit(a_new_comment())
    finally:
        await store.close()
        server.stop()


async def test_what_is_asked_for_again_is_acknowledged_no_sooner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server that never syncs by itself nothing may be acknowledged, however it is asked."""
    monkeypatch.setattr("moderation.store.scripts.script_connection.SYNC_MS", 50)
    server = embedded.start(tmp_path, extra=("--appendfsync", "no"))
    first = a_new_comment(CommentState.HELD, idempotency=("key", "body"))
    another = a_new_comment(idempotency=("key", "body"))
    event = a_decision(Action.APPROVE, CommentState.APPROVED)
    try:
        # Each time over new connections, as after a lost one.
        for new in (first, first, another):
            async with closing(open_store(server.url, replicas=0)) as store:
                with pytest.raises(StoreUnavailable, match="synced"):
                    await store.comments.submit(new)
        for _ in range(2):
            async with closing(open_store(server.url, replicas=0)) as store:
                with pytest.raises(StoreUnavailable, match="synced"):
                    await store.comments.decide(first.comment, event, entry=None, case_step="close")
        async with closing(open_store(server.url)) as store:
            found = await store.comments.find("kabar", first.comment.id)
        assert found.revision == 2
    finally:
        server.stop()


@asynccontextmanager
async def closing(store: Store) -> AsyncIterator[Store]:
    yield store
    await store.close()
