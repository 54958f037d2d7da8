"""The page in between, in a real browser: its script does the work, and its button does without."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from moderation import administration
from moderation.process.app import build_app, build_context, open_store
from moderation.settings import Settings
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.slow

FORM = """<!doctype html><form method="post" action="{action}">
<input name="author" value="Rina"><input name="email" value="rina@example.com">
<textarea name="comment">Terima kasih, beritanya jelas.</textarea>
<input type="hidden" name="comment_post_ID" value="7"><button>Kirim</button></form>"""


@pytest_asyncio.fixture(loop_scope="session")
async def action(redis_url: str, tmp_path: Path) -> AsyncIterator[str]:
    """Run the service; give the address that forms post to."""
    settings = Settings(data_dir=tmp_path, durability="server")
    context = build_context(settings, open_store(settings, redis_url))
    await administration.add_site(context.store, "kabar", form_open=True)
    async with TestServer(build_app(context)) as server:
        yield str(server.make_url("/sites/kabar/wp-comments-post.php"))


async def send(page: Page, action: str) -> None:
    await page.set_content(FORM.format(action=action))
    await page.get_by_role("button", name="Kirim").click()


async def test_the_browser_does_the_work_by_itself(open_page: OpenPage, action: str) -> None:
    page = await open_page()
    await send(page, action)
    await expect(page.get_by_text("komentar Anda sudah terbit")).to_be_visible()


async def test_without_scripts_a_button_lets_a_moderator_look(
    open_page: OpenPage, action: str
) -> None:
    page = await open_page(java_script_enabled=False)
    await send(page, action)
    await page.get_by_role("button", name="moderator membacanya dahulu").click()
    await expect(page.get_by_text("komentar Anda menunggu moderator")).to_be_visible()
