"""Pages swapped in place: nothing is loaded anew, and nothing that was decided gets lost."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from moderation.domain import CaseState, Comment, CommentState
from moderation.errors import StoreUnavailable
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer
from tests.browser.test_moderator import AT_WORK, Newsroom, newsroom, press
from tests.waiting import until
from tests.web.desk import SITE, case_path

__all__ = ["newsroom"]

pytestmark = pytest.mark.slow

# What only this document knows; a page that is loaded anew does not.
STAMP = "window.stamp = 'sama'"
STAMPED = "window.stamp === 'sama'"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """Run a server that only this test uses, and may stop."""
    server = embedded.start(tmp_path, extra=("--appendfsync", "no"))
    yield server
    server.stop()


@pytest.fixture
def redis_url(own: EmbeddedServer) -> str:
    """Stand the application on the server of one's own."""
    return own.url


async def first_case(newsroom: Newsroom, page: Page) -> None:
    """Log in, take the first case by keyboard, and stamp the document."""
    await newsroom.log_in(page)
    await page.evaluate(STAMP)
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(newsroom.held[0])}")


async def test_from_case_to_case_nothing_is_loaded_anew(newsroom: Newsroom, page: Page) -> None:
    first, second, *_ = newsroom.held
    await first_case(newsroom, page)
    await press(page, "r")
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    await expect(page.locator("#told")).to_have_text(re.compile("Ditolak: Editannya rapi"))
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(page.locator(".row.current")).to_have_attribute("data-id", second.id)
    await expect(page).to_have_title(re.compile("Harga tiketnya"))
    await expect(page.locator("#waiting")).to_have_text("4")
    assert await newsroom.case_state(second) is CaseState.CLAIMED
    assert await page.evaluate(STAMPED)


async def test_rows_that_stay_are_the_same_rows(newsroom: Newsroom, page: Page) -> None:
    *_, last = newsroom.held
    await first_case(newsroom, page)
    await page.evaluate("id => document.querySelector(`[data-id='${id}']`).stamp = 1", last.id)
    await press(page, "a")
    await page.wait_for_url("**decided=**")
    assert await page.evaluate("id => document.querySelector(`[data-id='${id}']`).stamp", last.id)
    ids = [await row.get_attribute("data-id") for row in await page.locator(".row").all()]
    assert ids == [each.id for each in newsroom.held[1:]]


async def test_back_shows_what_was_there_and_lists_are_swapped_too(
    newsroom: Newsroom, page: Page
) -> None:
    first, second, *_ = newsroom.held
    await first_case(newsroom, page)
    await press(page, "j")
    await page.wait_for_url(f"**{case_path(second)}")
    await page.go_back()
    await expect(page.locator(".row.current")).to_have_attribute("data-id", first.id)
    await page.get_by_role("link", name=re.compile("^Antrean")).click()
    await page.wait_for_url(f"**/console/sites/{SITE}")
    await expect(page.locator(f".row[data-id='{first.id}'] .open")).to_be_focused()
    await page.get_by_role("link", name="Ditolak", exact=True).click()
    await page.wait_for_url("**?state=rejected")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ditolak")
    assert await page.evaluate(STAMPED)


async def test_the_language_is_switched_on_the_page_that_is_shown(
    newsroom: Newsroom, page: Page
) -> None:
    await first_case(newsroom, page)
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("A held comment")
    assert page.url.endswith(case_path(newsroom.held[0]))


async def test_a_note_stays_beside_its_case(newsroom: Newsroom, page: Page) -> None:
    await first_case(newsroom, page)
    await page.get_by_role("textbox", name=re.compile("^Catatan")).fill("tanya redaktur")
    await page.get_by_role("button", name="Simpan catatan").click()
    await expect(page.get_by_text("tanya redaktur")).to_be_visible()
    assert await page.evaluate(STAMPED)


async def test_a_decision_without_connection_is_not_dropped(
    newsroom: Newsroom, browser: Browser
) -> None:
    # A browser of its own: it reports the lost connection as a fault, and here it is none.
    page = await browser.new_page(locale="id-ID")
    first, second, *_ = newsroom.held
    await first_case(newsroom, page)
    await page.wait_for_selector(AT_WORK)
    await page.context.set_offline(True)
    await page.keyboard.press("r")
    await expect(page.get_by_role("alert")).to_contain_text("Tidak tersambung")
    assert await newsroom.state(first) is CommentState.HELD
    await page.context.set_offline(False)
    await press(page, "r")
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    assert await newsroom.state(first) is CommentState.REJECTED
    await expect(page.locator("#unsent")).to_be_hidden()
    await page.context.close()


async def test_a_decision_after_the_session_ended_is_offered_again(
    newsroom: Newsroom, page: Page
) -> None:
    first = newsroom.held[0]
    await first_case(newsroom, page)
    await page.context.clear_cookies(name="saring-session")
    await press(page, "r")
    await page.wait_for_url("**/console/login?next=*")
    await page.get_by_label("Email").fill("budi@kabar.example")
    await page.get_by_label("Kata sandi").fill("kata sandi yang panjang")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Tolak sekarang").click()
    await page.wait_for_url(f"**decided={first.id}")
    assert await newsroom.state(first) is CommentState.REJECTED


async def _answers(newsroom: Newsroom, comment: Comment) -> bool:
    try:
        await newsroom.state(comment)
    except StoreUnavailable:
        return False
    return True


async def test_while_the_store_is_away_the_page_says_what_was_saved_and_offers_it_again(
    newsroom: Newsroom, page: Page, own: EmbeddedServer
) -> None:
    first = newsroom.held[0]
    await first_case(newsroom, page)
    await page.wait_for_selector(AT_WORK)
    os.kill(own.pid, signal.SIGSTOP)
    await page.keyboard.press("r")
    again = page.get_by_role("button", name="Kirim lagi")
    await again.wait_for()
    os.kill(own.pid, signal.SIGCONT)
    # Who asked last for news may have found the store away, and then nobody asks it for a while.
    await until(lambda: _answers(newsroom, first), "the store is asked again")
    await again.click()
    await page.wait_for_url(f"**decided={first.id}")
    assert await newsroom.state(first) is CommentState.REJECTED
    assert await page.evaluate(STAMPED)
