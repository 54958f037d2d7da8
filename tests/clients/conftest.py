"""Real clients against the service as it is; `make test-clients` runs them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from moderation.process.app import build_app, build_context, open_store
from moderation.settings import Settings
from moderation.web.http.context import Context
from tests.clients.wordpress import WordPress, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.clients)


@dataclass(slots=True)
class Service:
    """A service that runs, and what it stands on."""

    address: str
    context: Context


Serve = Callable[..., Awaitable[Service]]


@pytest.fixture
async def serve(redis_url: str, tmp_path: Path) -> AsyncIterator[Serve]:
    """Run the service, as often as the test likes, on a port of its choice."""
    async with AsyncExitStack() as stack:

        async def start(port: int = 0) -> Service:
            settings = Settings(data_dir=tmp_path, durability="server")
            context = build_context(settings, open_store(settings, redis_url))
            await context.store.formats.require()
            server = await stack.enter_async_context(TestServer(build_app(context), port=port))
            return Service(str(server.make_url("/")).rstrip("/"), context)

        yield start


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """Run one WordPress for the session."""
    with running(tmp_path_factory.mktemp("wordpress")) as found:
        yield found


@pytest.fixture(autouse=True)
def _no_complaints(wordpress: WordPress) -> Iterator[None]:
    """Begin without comments, and end without a notice of PHP about our plugin."""
    wordpress.define()
    wordpress.php("foreach (get_comments(['status' => 'any']) as $c) wp_delete_comment($c, true);")
    yield
    assert wordpress.complaints() == ""
