"""What others do shows itself on a page that is looked at, and nothing moves under the finger."""

import re
from contextlib import suppress

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from moderation.domain import Action, Comment, Moderator, Role
from moderation.errors import Conflict
from moderation.store.moderators import moderator_id
from tests.browser.test_moderator import Newsroom, newsroom, press
from tests.waiting import until
from tests.web.desk import SITE, case_path, hire, hold

__all__ = ["newsroom"]

pytestmark = pytest.mark.slow

TAKEN = re.compile(r"Ditinjau sari sejak \d\d\.\d\d")


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the store often."""
    monkeypatch.setattr("moderation.review.live.LOOK_SECONDS", 0.05)


@pytest_asyncio.fixture(loop_scope="session")
async def sari(newsroom: Newsroom) -> Moderator:
    """Have somebody else at work, who may take cases over."""
    email = await hire(newsroom.context.store, "sari@redaksi.example", Role.ADMIN)
    return await newsroom.context.store.moderators.find(moderator_id(email))


async def followed(newsroom: Newsroom, count: int = 1) -> None:
    """Wait until so many pages follow the site."""
    places = newsroom.context.live.places
    await until(lambda: places.in_flight == count, f"{count} pages follow")


async def order(page: Page) -> list[str | None]:
    return [await row.get_attribute("data-id") for row in await page.locator(".row").all()]


def ids(*comments: Comment) -> list[str]:
    return [comment.id for comment in comments]


async def test_a_row_that_another_takes_moves_away_and_comes_back(
    newsroom: Newsroom, page: Page, sari: Moderator
) -> None:
    first, second, *rest = newsroom.held
    review = newsroom.context.review
    await newsroom.log_in(page)
    await followed(newsroom)
    row = page.locator(f".row[data-id='{first.id}']")
    await review.claim(sari, SITE, first.id)
    await expect(row.locator(".holder")).to_have_text(TAKEN)
    assert await order(page) == ids(second, *rest, first)
    await press(page, "j")
    await expect(page.locator(f".row[data-id='{second.id}'] :focus")).to_be_visible()
    await press(page, *["k"] * 2, *["j"] * 9)
    await expect(page.locator(f".row[data-id='{rest[-1].id}'] :focus")).to_be_visible()
    await review.release(sari, SITE, first.id)
    await expect(row).not_to_have_class(re.compile("taken"))
    await expect(row.locator(".cause")).to_be_visible()


async def test_nothing_moves_that_is_pointed_at(
    newsroom: Newsroom, page: Page, sari: Moderator
) -> None:
    first, second, third, *_ = newsroom.held
    await newsroom.log_in(page)
    await followed(newsroom)
    under = page.locator(f".row[data-id='{third.id}']")
    await under.hover()
    before = await under.bounding_box()
    await page.locator(f".row[data-id='{first.id}'] .tick").check()
    await under.hover()
    await newsroom.context.review.claim(sari, SITE, second.id)
    await newsroom.context.review.decide(sari, SITE, first.id, Action.APPROVE, revision=1)
    await hold(newsroom.context, "baru saja masuk")
    gone = page.locator(f".row[data-id='{first.id}']")
    await expect(gone.locator(".holder")).to_have_text("Disetujui oleh sari")
    await expect(gone.locator(".tick")).to_be_disabled()
    await expect(page.locator(".tick:checked")).to_have_count(0)
    await expect(page.get_by_role("link", name="1 komentar baru menunggu")).to_be_visible()
    assert await order(page) == ids(*newsroom.held)
    assert await under.bounding_box() == before


async def test_counts_and_title_follow_and_what_came_is_offered(
    newsroom: Newsroom, page: Page
) -> None:
    await newsroom.log_in(page)
    await followed(newsroom)
    await hold(newsroom.context, "baru saja masuk")
    offer = page.get_by_role("link", name="1 komentar baru menunggu")
    await expect(offer).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\(6\)"))
    await expect(page.locator("#waiting")).to_have_text("6")
    await expect(page.get_by_text("6 menunggu")).to_be_visible()
    await expect(page.locator(".row")).to_have_count(5)
    await offer.click()
    await expect(page.locator(".row")).to_have_count(6)
    await expect(page.locator("#live")).to_be_hidden()


async def test_a_case_that_is_taken_over_says_so_at_once_and_j_goes_to_a_free_one(
    newsroom: Newsroom, page: Page, sari: Moderator
) -> None:
    first, second, third, *_ = newsroom.held
    review = newsroom.context.review
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(first)}")
    await followed(newsroom)
    await review.claim(sari, SITE, second.id)
    await expect(page.locator(f".row[data-id='{second.id}'] .holder")).to_have_text(TAKEN)
    await review.claim(sari, SITE, first.id, takeover=True)
    await expect(page.locator("#lost")).to_be_visible()
    await press(page, "j")
    await page.wait_for_url(f"**{case_path(third)}")


async def test_a_page_that_nobody_looks_at_holds_no_place(newsroom: Newsroom, page: Page) -> None:
    await newsroom.log_in(page)
    await followed(newsroom)
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    changed = "document.dispatchEvent(new Event('visibilitychange'))"
    await page.evaluate(hide % "true" + changed)
    await followed(newsroom, 0)
    await page.evaluate(hide % "false" + changed)
    await followed(newsroom)
    await page.get_by_role("button", name="Keluar").click()
    await page.wait_for_url("**/console/login")
    await followed(newsroom, 0)


async def test_a_page_that_is_refused_a_stream_asks_instead(
    newsroom: Newsroom, browser: Browser, sari: Moderator
) -> None:
    # A browser of its own: it reports the refusal as a fault, and here it is none.
    page = await browser.new_page(locale="id-ID")
    await page.clock.install()
    newsroom.context.live.places.limit = 0
    await newsroom.log_in(page)
    await newsroom.context.review.claim(sari, SITE, newsroom.held[0].id)
    row = page.locator(f".row[data-id='{newsroom.held[0].id}']")
    async with page.expect_response(lambda answer: answer.ok and "/live?" in answer.url):
        await page.clock.run_for(13_000)
    await expect(row.locator(".holder")).to_have_text(TAKEN)
    newsroom.context.live.places.limit = 1
    await page.clock.run_for(40_000)
    await followed(newsroom)
    await page.context.close()


async def test_whoever_closes_the_tab_gives_the_case_back(
    newsroom: Newsroom, page: Page, sari: Moderator
) -> None:
    first = newsroom.held[0]
    await newsroom.log_in(page)
    second = await page.context.new_page()
    await second.goto(page.url)
    await press(second, "j", "o")
    await expect(second.locator("[data-renew]")).to_be_attached()
    await second.close(run_before_unload=True)
    await until_free(newsroom, sari, first)


async def test_a_reload_keeps_the_case(newsroom: Newsroom, page: Page, sari: Moderator) -> None:
    first = newsroom.held[0]
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await expect(page.locator("[data-renew]")).to_be_attached()
    await page.reload()
    await expect(page.locator("[data-renew]")).to_be_attached()
    assert await page.evaluate("sessionStorage.length") == 0
    with pytest.raises(Conflict):
        await newsroom.context.review.claim(sari, SITE, first.id)


async def test_a_reload_takes_no_case_from_whoever_took_it_meanwhile(
    newsroom: Newsroom, page: Page, sari: Moderator
) -> None:
    first = newsroom.held[0]
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await expect(page.locator("[data-renew]")).to_be_attached()
    path = page.url
    await page.goto("about:blank")
    await until_free(newsroom, sari, first)
    await page.goto(path)
    await expect(page.locator(".holder.other")).to_be_visible()
    await expect(page.locator("[data-renew]")).not_to_be_attached()


async def until_free(newsroom: Newsroom, who: Moderator, comment: Comment) -> None:
    """Wait until somebody else can claim the case, and have them do so."""

    async def claimed() -> bool:
        with suppress(Conflict):
            await newsroom.context.review.claim(who, SITE, comment.id)
            return True
        return False

    await until(claimed, "the case is free")
