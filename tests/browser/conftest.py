"""A real Chromium: one for the session, a fresh profile for every page, and no fault overlooked.

Tests here run on one event loop for the whole session, because a browser belongs to the loop that
started it; async fixtures of this folder say `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.watch import Watch
from tests.waiting import PATIENCE_SECONDS

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder on the browser's event loop."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


class OpenPage(Protocol):
    """Opens a page in a profile of its own; options are those of Playwright's `new_context`."""

    async def __call__(self, **options: Any) -> Page:
        """Open the page."""


def find_browser() -> str:
    """Return the browser's program, which CHROMIUM may name; its absence is a failure."""
    wanted = os.environ.get("CHROMIUM")
    for name in [wanted] if wanted else NAMES:
        if path := shutil.which(name):
            return path
    pytest.fail(
        f"no browser found ({wanted or ', '.join(NAMES)}): sudo apt-get install chromium, "
        "or name one by CHROMIUM=/path/to/chromium"
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Run one browser for the session."""
    program = find_browser()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Open as many pages as the test needs, in Indonesian unless told otherwise."""
    watches: list[Watch] = []
    async with AsyncExitStack() as stack:

        async def opening(**options: Any) -> Page:
            settings = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", **options}
            context = await stack.enter_async_context(await browser.new_context(**settings))
            context.set_default_timeout(PATIENCE_SECONDS * 1000)
            page = await context.new_page()
            watches.append(Watch(page))
            return page

        yield opening
    assert [fault for watch in watches for fault in watch.faults] == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage) -> Page:
    """Open one page in a fresh profile."""
    return await open_page()
