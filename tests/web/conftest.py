"""The whole application over a real server, with one site and its key."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from moderation import administration, settings
from moderation.administration import NewSite
from moderation.process import app as app_module
from moderation.process import listener
from moderation.process.app import build_app, build_context, open_store
from moderation.settings import Settings
from moderation.web.http.context import CONTEXT, Context
from tests.web.desk import SITE, Desk, hire
from tests.web.openapi import contract

Browser = TestClient[Request, Application]
Serve = Callable[..., Awaitable[Browser]]
Listen = Callable[..., Awaitable[int]]


@pytest.fixture(scope="session", autouse=True)
def shipped_scoring() -> Iterator[None]:
    """Load the shipped model once for all applications; other models are loaded as ever."""
    load, shipped = app_module.load_scoring, app_module.load_scoring(Settings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            app_module, "load_scoring", lambda told: load(told) if told.model_dir else shipped
        )
        yield


@pytest.fixture
async def serve(redis_url: str, tmp_path: Path) -> AsyncIterator[Serve]:
    """Start the application with some settings changed, and connect a client to it."""
    clients: list[Browser] = []

    async def start(**changes: Any) -> Browser:
        chosen = _settings(redis_url, tmp_path, changes)
        app = build_app(build_context(chosen, open_store(chosen, redis_url)))
        client: Browser = TestClient(TestServer(app), trace_configs=[contract()])
        await client.start_server()
        clients.append(client)
        await app[CONTEXT].store.formats.require()
        return client

    yield start
    for client in clients:
        await client.close()


@pytest.fixture
async def client(serve: Serve) -> Browser:
    """Connect to the application with default settings."""
    return await serve()


@pytest.fixture
async def context(client: Browser) -> Context:
    """Reach the use cases that the client's application stands on."""
    return context_of(client)


def context_of(client: Browser) -> Context:
    """Reach the use cases behind any client."""
    assert client.app is not None
    return client.app[CONTEXT]


@pytest.fixture
async def site(context: Context) -> NewSite:
    """Make a site."""
    return await administration.add_site(context.store, "kabar")


@pytest.fixture
async def bearer(site: NewSite) -> dict[str, str]:
    """Carry the site's key."""
    return {"Authorization": f"Bearer {site.api_key}"}


@pytest.fixture
async def desk(client: Browser, context: Context) -> AsyncIterator[Desk]:
    """Sit at the desk of a moderator who has logged in."""
    await administration.add_site(context.store, SITE)
    desk = Desk(client)
    await desk.enter(context, await hire(context.store))
    yield desk
    await desk.session.close()


@pytest.fixture
async def listen(redis_url: str, tmp_path: Path) -> AsyncIterator[Listen]:
    """Serve as the `serve` command does, with its own protocol; return the port."""
    async with AsyncExitStack() as stack:

        async def start(**changes: Any) -> int:
            chosen = _settings(redis_url, tmp_path, changes)
            return await stack.enter_async_context(_listening(chosen, redis_url))

        yield start


@asynccontextmanager
async def _listening(chosen: Settings, redis_url: str) -> AsyncIterator[int]:
    app = build_app(build_context(chosen, open_store(chosen, redis_url)))
    bound = listener.bind("127.0.0.1", 0, shared=False)
    port = int(bound.getsockname()[1])
    ready = asyncio.Event()
    owner, ours = os.pipe()
    task = asyncio.create_task(listener._serve(app, bound, ready.set, owner))
    await ready.wait()
    yield port
    os.close(ours)  # as when a supervisor dies
    await task
    asyncio.get_running_loop().remove_reader(owner)
    os.close(owner)


def _settings(redis_url: str, folder: Path, changes: dict[str, Any]) -> Settings:
    given: dict[str, Any] = {"redis_url": redis_url, "durability": "server", "data_dir": folder}
    given["drain_timeout"] = 5.0
    return settings.from_environment({}, **(given | changes))
