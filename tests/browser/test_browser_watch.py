"""The watch over every browser test notices what a person would only see in the console."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page

from tests.browser.watch import Watch

pytestmark = pytest.mark.slow

HEADERS = {"Content-Security-Policy": "default-src 'self'; img-src data:"}
BODIES = {
    "/plain": "<p>halo</p>",
    "/inline": "<script>document.title = 'x'</script>",
    "/broken": "<link rel=stylesheet href=/gone.css>",
    "/throws": "<script src=/script></script>",
}


async def _answer(request: web.Request) -> web.Response:
    if request.path == "/script":
        return web.Response(text="throw new Error('ups')", content_type="text/javascript")
    return web.Response(
        text=f"<!doctype html><link rel=icon href=data:,>{BODIES.get(request.path, 'x')}",
        status=200 if request.path in BODIES else 422,
        content_type="text/html",
        headers=HEADERS,
    )


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[TestServer]:
    """Serve pages with every fault there is."""
    app = web.Application()
    app.router.add_get("/{page}", _answer)
    server = TestServer(app)
    async with server:
        yield server


@pytest.mark.parametrize("path", ["/plain", "/a-page-that-refuses"])
async def test_a_page_without_fault_passes(page: Page, server: TestServer, path: str) -> None:
    await page.goto(str(server.make_url(path)))
    assert await page.evaluate("navigator.language") == "id-ID"


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/inline", "Content Security Policy"),
        ("/broken", "Failed to load resource"),
        ("/throws", "ups"),
    ],
)
async def test_a_fault_on_a_page_is_noticed(
    browser: Browser, server: TestServer, path: str, fault: str
) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        watch = Watch(page)
        await page.goto(str(server.make_url(path)))
        await page.title()  # an answer from the page comes after all that it reported before
    assert any(fault in found for found in watch.faults)
