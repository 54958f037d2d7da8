"""The marks of a long text: from one to the next by key, by touch and by links alone."""

import pytest
from playwright.async_api import Page, expect

from moderation.domain import Comment
from tests.browser.conftest import OpenPage
from tests.browser.test_moderator import Newsroom, newsroom, press
from tests.web.desk import hold, reason

__all__ = ["newsroom"]

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
LONG = "\n".join(
    f"Alinea {n}: feri yang baru itu lebih besar, dan kata-{n} berdiri di tengahnya. " * 3
    for n in range(20)
)


async def long_case(newsroom: Newsroom) -> Comment:
    """Hold a long comment with marks at its beginning, its middle and its end."""
    links = reason("links", LONG, ["kata-0 ", "kata-10"])
    return await hold(newsroom.context, LONG, reasons=[links, reason("repeats", LONG, ["kata-19"])])


async def focused(page: Page) -> str:
    """Read what has the focus."""
    return (await page.locator(":focus").inner_text()).strip()


async def test_marks_are_walked_by_keys_round_and_round(newsroom: Newsroom, page: Page) -> None:
    await newsroom.log_in(page)
    await newsroom.open(page, await long_case(newsroom))
    for key, word in (("n", "kata-0"), ("n", "kata-10"), ("n", "kata-19"), ("n", "kata-0")):
        await press(page, key)
        assert await focused(page) == word
        await expect(page.locator(":focus")).to_be_in_viewport()
    await press(page, "p")
    assert await focused(page) == "kata-19"
    await expect(page.locator("#at-mark")).to_have_text("Tanda 3 dari 3")
    await expect(page.locator(":focus")).to_have_accessible_description(
        "Teks yang sama pernah dikirim 2 kali sebelumnya."
    )


async def test_marks_are_walked_by_touch_however_far_the_text_is_scrolled(
    newsroom: Newsroom, open_page: OpenPage
) -> None:
    page = await open_page(viewport=PHONE, has_touch=True)
    await newsroom.log_in(page)
    await newsroom.open(page, await long_case(newsroom))
    after = page.get_by_role("button", name="Tanda berikutnya")
    for word in ("kata-0", "kata-10", "kata-19"):
        await after.tap()
        await expect(page.locator("mark:focus")).to_have_text(word)
        await expect(page.locator("mark:focus")).to_be_in_viewport()
        await expect(after).to_be_in_viewport()


async def test_without_scripting_marks_and_numbers_are_links(
    newsroom: Newsroom, open_page: OpenPage
) -> None:
    page = await open_page(java_script_enabled=False)
    await newsroom.log_in(page)
    await newsroom.open(page, await long_case(newsroom))
    await page.get_by_role("link", name="Tanda 2, alasan 1").click()
    await expect(page.locator("mark:target")).to_have_text("kata-10")
    await page.get_by_role("link", name="2, ke bagian bertanda pertama").click()
    await expect(page.locator("mark:target")).to_have_text("kata-19")
    await expect(page.locator("mark:target")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Tanda berikutnya")).to_be_hidden()
