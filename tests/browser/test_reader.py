"""A reader in a real browser, without JavaScript: comments, corrects, replies, waits."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from moderation.domain import Mode
from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import complaints
from tests.web.demo_site import ARTICLE, Demo, running_demo

pytestmark = pytest.mark.slow

HOSTILE = "<script>document.title='dibajak'</script><img src=x onerror=document.title='dibajak'>"
SIZES = [
    pytest.param({"width": 320, "height": 640}, id="small phone"),
    pytest.param({"width": 1280, "height": 900}, id="desktop"),
]


@pytest_asyncio.fixture(loop_scope="session")
async def demo(redis_url: str, tmp_path: Path) -> AsyncIterator[Demo]:
    """Run the demo site."""
    async with running_demo(redis_url, tmp_path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def reader(open_page: OpenPage, demo: Demo) -> Page:
    """Open the article in a browser that runs no scripts."""
    page = await open_page(java_script_enabled=False)
    await page.goto(demo.reader.base + ARTICLE)
    return page


async def fill(
    page: Page, text: str, *, name: str = "Rina", email: str = "rina@contoh.id", url: str = ""
) -> None:
    """Fill in the form, by its labels, and send it."""
    await page.get_by_label("Komentar", exact=False).last.fill(text)
    await page.get_by_label("Nama").fill(name)
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Situs Web").fill(url)
    await page.get_by_role("button", name="Kirim Komentar").click()


async def test_a_comment_appears_under_the_article(reader: Page) -> None:
    await fill(reader, "Akhirnya ada feri!\n\nTerima kasih kabarnya.", url="https://rina.example/")
    comment = reader.get_by_role("article", name="Rina")
    await expect(comment).to_be_in_viewport()
    await expect(comment.get_by_text("Akhirnya ada feri!")).to_be_visible()
    await expect(comment.get_by_role("link", name="Rina", exact=True)).to_have_attribute(
        "rel", "nofollow ugc noopener"
    )
    await expect(reader.get_by_role("heading", name="1 komentar")).to_be_attached()


async def test_a_published_comment_is_confirmed_where_it_stands(reader: Page) -> None:
    await fill(reader, "Akhirnya ada feri!")
    comment = reader.get_by_role("article", name="Rina")
    await expect(comment).to_be_focused()
    await expect(comment).to_have_accessible_description(
        "Terima kasih. Komentar Anda sudah terbit."
    )
    await expect(comment.get_by_text("sudah terbit")).to_be_in_viewport()


async def test_the_form_is_one_jump_away(reader: Page) -> None:
    await reader.get_by_role("link", name="Tulis komentar").first.click()
    await expect(reader.get_by_role("heading", name="Tinggalkan Komentar")).to_be_in_viewport()


async def test_every_error_is_shown_at_once_and_nothing_typed_is_lost(reader: Page) -> None:
    await fill(
        reader, "Sudah panjang saya tulis.", name="", email="rina(at)contoh", url="ftp://rina.id"
    )
    summary = reader.get_by_role("region", name="Komentar belum terkirim")
    await expect(summary).to_be_focused()
    await expect(summary.get_by_role("link")).to_have_count(3)
    for label in ("Nama", "Email", "Situs Web"):
        await expect(reader.get_by_label(label)).to_have_attribute("aria-invalid", "true")
        await expect(reader.get_by_label(label)).to_have_accessible_description(
            re.compile("^Eror: .")
        )
    await expect(reader.locator("#comment")).to_have_value("Sudah panjang saya tulis.")
    await expect(reader.get_by_label("Email")).to_have_value("rina(at)contoh")
    await expect(reader.get_by_label("Situs Web")).to_have_value("ftp://rina.id")


async def test_a_link_of_the_summary_leads_to_its_field(reader: Page) -> None:
    await fill(reader, "Halo", email="bukan")
    await reader.get_by_role("link", name="Mohon masukkan alamat email").press("Enter")
    await expect(reader.get_by_label("Email")).to_be_focused()


async def test_a_corrected_form_goes_through(reader: Page) -> None:
    await fill(reader, "Halo semua", email="bukan")
    await fill(reader, "Halo semua")
    await expect(reader.get_by_role("article", name="Rina")).to_be_in_viewport()


async def test_a_reply_stands_under_its_comment(reader: Page) -> None:
    await fill(reader, "Boleh bawa sepeda?", name="Bang Togar")
    await reader.get_by_role("link", name="Balas komentar Bang Togar").click()
    await expect(reader.get_by_role("heading", name="Balasan ke Bang Togar")).to_be_in_viewport()
    form = reader.get_by_role("region", name="Balasan ke Bang Togar")
    await expect(form.get_by_text("Boleh bawa sepeda?")).to_be_visible()
    await fill(reader, "Boleh, di geladak bawah.", name="Dewi")
    replies = reader.get_by_role("list", name="Balasan")
    await expect(replies.get_by_role("article", name="Dewi")).to_be_in_viewport()
    await reader.get_by_role("link", name="Balas komentar Dewi").click()
    await fill(reader, "Terima kasih!", name="Sari")
    answer = replies.get_by_role("article", name="Sari")
    await expect(answer.get_by_text("Boleh, di geladak bawah.")).to_be_visible()
    await expect(answer.get_by_role("link", name="Membalas Dewi")).to_be_visible()


async def test_a_reply_can_be_called_off(reader: Page) -> None:
    await fill(reader, "Boleh bawa sepeda?", name="Bang Togar")
    await reader.get_by_role("link", name="Balas komentar Bang Togar").click()
    await reader.get_by_role("link", name="Batalkan balasan").click()
    await expect(reader.get_by_role("heading", name="Tinggalkan Komentar")).to_be_in_viewport()


async def test_a_held_comment_is_answered_politely(
    open_page: OpenPage, redis_url: str, tmp_path: Path
) -> None:
    async with running_demo(redis_url, tmp_path, mode=Mode.ALL_HELD) as demo:
        await demo.reader.comment("Kalimat orang lain.", author="Orang Lain")
        page = await open_page(java_script_enabled=False)
        await page.goto(demo.reader.base + ARTICLE)
        await fill(page, "Menunggu giliran.")
        heading = page.get_by_role("heading", name="Komentar Anda sedang menunggu moderasi.")
        await expect(heading).to_be_visible()
        await expect(page.get_by_text("Orang Lain")).to_have_count(0)
        await page.get_by_role("link", name="Kembali ke artikel").click()
        await expect(page.get_by_role("heading", name="Belum ada komentar")).to_be_attached()


async def test_hostile_input_does_nothing_even_where_scripts_run(
    open_page: OpenPage, demo: Demo
) -> None:
    page = await open_page(java_script_enabled=True)
    await page.goto(demo.reader.base + ARTICLE)
    await fill(page, HOSTILE, name=HOSTILE, email="bukan", url=f"javascript:{HOSTILE}")
    await expect(page).not_to_have_title("dibajak")
    await expect(page.locator("#comment")).to_have_value(HOSTILE)
    await fill(page, HOSTILE, name=HOSTILE)
    await expect(page.locator(".said")).to_have_text(HOSTILE)
    await expect(page).not_to_have_title("dibajak")
    assert await page.locator("script, .comment img").count() == 0


async def test_the_keyboard_meets_every_field_in_order_and_never_the_trap(reader: Page) -> None:
    await reader.locator("#comment").focus()
    for name in ("author", "email", "url", "submit"):
        await reader.keyboard.press("Tab")
        await expect(reader.locator(f"[name={name}]")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/demo/", ARTICLE])
async def test_no_page_is_wider_than_the_screen(
    open_page: OpenPage, demo: Demo, path: str, scheme: str, size: dict[str, int]
) -> None:
    await demo.reader.comment("x" * 400, author="M" * 200)
    page = await open_page(viewport=size, color_scheme=scheme)
    await page.goto(demo.reader.base + path)
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert await page.evaluate(LOW_CONTRAST) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_from_the_form_to_the_answer(
    open_page: OpenPage, demo: Demo, scheme: str, size: dict[str, int]
) -> None:
    page = await open_page(viewport=size, color_scheme=scheme)
    await page.goto(demo.reader.base + ARTICLE)
    await fill(page, "Boleh bawa sepeda?", name="Bang Togar")
    found = await complaints(page)
    await page.get_by_role("link", name="Balas komentar Bang Togar").click()
    found += await complaints(page)
    await fill(page, "Boleh.", email="bukan")
    assert found + await complaints(page) == []


async def test_the_language_can_be_switched_and_stays(reader: Page) -> None:
    await reader.get_by_role("link", name="English").click()
    await expect(reader.get_by_role("button", name="Post Comment")).to_be_attached()
    await reader.get_by_role("link", name="Warta Muara", exact=True).click()
    await expect(reader.get_by_role("heading", name="New ferry")).to_be_visible()


# Every element with text of its own whose colour stands out from what is behind it by less than
# WCAG AA asks of it.
LOW_CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const faults = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push(`${element.className || element.tagName} ${ratio}`);
  }
  return faults;
}"""
