"""The store behind Redis Sentinel: a real primary, and a real Sentinel that names it."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from moderation.domain import Action, CommentState
from moderation.process import embedded
from moderation.store import Store
from moderation.store.keys import SiteKeys
from tests.store.conftest import open_store
from tests.store.deployments import free_port
from tests.store.test_comments import a_decision, a_new_comment
from tests.waiting import until


@contextmanager
def running(*arguments: str) -> Iterator[None]:
    """Run a server of the embedded kind with these arguments."""
    process = subprocess.Popen(
        [embedded.program(), *arguments], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture
async def sentinel_store(tmp_path: Path) -> AsyncIterator[Store]:
    port, sentinel_port = free_port(), free_port()
    config = tmp_path / "sentinel.conf"
    config.write_text(
        f"port {sentinel_port}\nbind 127.0.0.1\nsentinel monitor utama 127.0.0.1 {port} 1\n"
    )
    primary = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", "")
    with running(*primary), running(str(config), "--sentinel"):
        store = open_store(f"redis+sentinel://127.0.0.1:{sentinel_port}/utama")
        await until(partial(_answers, store), "the store answers")
        yield store
        await store.close()


async def _answers(store: Store) -> bool:
    try:
        await store.client.ping()
    except RedisError:
        return False
    return True


async def _reachable(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def test_a_comment_is_recorded_and_decided_behind_a_sentinel(sentinel_store: Store) -> None:
    new = a_new_comment(CommentState.HELD)
    assert await sentinel_store.comments.submit(new) is None
    event = a_decision(Action.REJECT, CommentState.REJECTED)
    await sentinel_store.comments.decide(new.comment, event, entry=None, case_step="close")
    found = await sentinel_store.comments.find("kabar", new.comment.id)
    assert found.state is CommentState.REJECTED


async def test_calls_follow_the_primary_that_sentinel_names(
    sentinel_store: Store, tmp_path: Path
) -> None:
    assert await sentinel_store.comments.submit(a_new_comment()) is None
    port = free_port()
    folder = tmp_path / "next"
    folder.mkdir()
    following = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "")
    with running(*following):
        (sentinel,) = sentinel_store.client.connection_pool.sentinel_manager.sentinels
        await until(partial(_reachable, port), "the next primary listens")
        # What a failover does: the old primary becomes a replica and keeps its connections.
        await sentinel.sentinel_remove("utama")
        await sentinel.sentinel_monitor("utama", "127.0.0.1", port, 1)
        await sentinel_store.client.replicaof("127.0.0.1", port)
        new = a_new_comment()
        assert await sentinel_store.comments.submit(new) is None
        with Redis(port=port, decode_responses=True) as chosen:
            assert chosen.exists(SiteKeys.of("kabar").comment(new.comment.id))
