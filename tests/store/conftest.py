"""A store over a real server, and one over a real cluster."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from moderation.store import Store
from moderation.store.server.client import connect
from tests.store.relay import Relay, relay_to


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    """Open a store on an empty server."""
    opened = open_store(redis_url)
    yield opened
    await opened.close()


@pytest.fixture
async def cluster_store(cluster_url: str) -> AsyncIterator[Store]:
    """Open a store on an empty cluster of three nodes."""
    opened = open_store(cluster_url)
    yield opened
    await opened.close()


@pytest.fixture
async def relay(redis_url: str) -> AsyncIterator[Relay]:
    """Run a relay to the session's server."""
    async with relay_to(urlsplit(redis_url).path) as running:
        yield running


def open_store(url: str, replicas: int | None = None) -> Store:
    """Open a store whose approved streams are long enough for any test."""
    return Store.over(connect(url), connect(url), replicas=replicas, approved_length=10_000)
