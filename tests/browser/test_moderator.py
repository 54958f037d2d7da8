"""A moderator at work in a real browser: by keyboard, on a phone, without scripting, and racing.

`SARING_PICTURES=docs/images .venv/bin/pytest tests/browser/test_moderator.py -k pictures` writes
the pictures that the documentation shows.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from moderation import administration, settings
from moderation.domain import CaseState, Comment, CommentState
from moderation.process.app import build_app, build_context, open_store
from moderation.web.http.context import Context
from tests.browser import desk_scene
from tests.browser.conftest import OpenPage
from tests.waiting import until
from tests.web.desk import PASSWORD, SITE, case_path, hire, hold

pytestmark = pytest.mark.slow

AT_WORK = "html[data-keys]"
WIDTHS = {"desk": 1280, "phone": 360, "small-phone": 320}


@dataclass
class Newsroom:
    """A site with comments in its queue, and where its console stands."""

    base: str
    context: Context
    held: list[Comment]

    async def log_in(self, page: Page, email: str = "budi@kabar.example") -> None:
        """Log in as a moderator does, and wait for the queue."""
        await page.goto(f"{self.base}/console")
        await page.get_by_label("Email").fill(email)
        await page.get_by_label("Kata sandi").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/console/sites/{SITE}")

    async def open(self, page: Page, comment: Comment) -> None:
        """Look at a case."""
        await page.goto(self.base + case_path(comment))

    async def state(self, comment: Comment) -> CommentState:
        """Read where the comment stands."""
        return (await self.context.store.comments.find(SITE, comment.id)).state

    async def case_state(self, comment: Comment) -> CaseState:
        """Read where its case stands."""
        case = await self.context.store.queue.case(SITE, comment.case_id)
        assert case is not None
        return case.state


@pytest_asyncio.fixture(loop_scope="session")
async def newsroom(redis_url: str, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Serve the application over a real server, with a morning's comments in the queue."""
    chosen = settings.from_environment(
        {}, redis_url=redis_url, durability="server", data_dir=tmp_path
    )
    context = build_context(chosen, open_store(chosen, redis_url))
    await administration.add_site(context.store, SITE)
    for email in ("budi@kabar.example", "sari@kabar.example"):
        await hire(context.store, email)
    server = TestServer(build_app(context))
    await server.start_server()
    held = await desk_scene.fill(context)
    yield Newsroom(str(server.make_url("")).rstrip("/"), context, held)
    await server.close()


async def press(page: Page, *keys: str) -> None:
    """Press keys one after another, each once the page listens."""
    for key in keys:
        await page.wait_for_selector(AT_WORK)
        await page.keyboard.press(key)


async def test_a_whole_turn_by_keyboard(newsroom: Newsroom, page: Page) -> None:
    first, second, third, *_ = newsroom.held
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(first)}")
    await expect(page.get_by_text("Anda sedang meninjau")).to_be_visible()
    await press(page, "r")
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    await expect(page.get_by_role("status")).to_contain_text("Ditolak:")
    assert await newsroom.state(first) is CommentState.REJECTED
    await press(page, "u")
    await page.wait_for_url(f"**{case_path(first)}")
    assert await newsroom.state(first) is CommentState.HELD
    await press(page, "a")
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    assert await newsroom.state(first) is CommentState.APPROVED
    await press(page, "j")
    await page.wait_for_url(f"**{case_path(third)}")
    assert await newsroom.case_state(second) is CaseState.OPEN
    assert await newsroom.case_state(third) is CaseState.CLAIMED
    await press(page, "k")
    await page.wait_for_url(f"**{case_path(second)}")


async def test_j_and_k_walk_the_queue_and_stop_at_its_ends(newsroom: Newsroom, page: Page) -> None:
    await newsroom.log_in(page)
    for keys, at in (["j"], 0), (["j", "j"], 2), (["k"], 1), (["k", "k", "k"], 0), (["j"] * 9, 4):
        await press(page, *keys)
        focused = page.locator(f".row[data-id='{newsroom.held[at].id}'] :focus")
        await expect(focused).to_be_visible()


async def test_rows_are_ticked_by_keys_and_rejected_together(
    newsroom: Newsroom, page: Page
) -> None:
    await newsroom.log_in(page)
    await press(page, "j", "x", "j", "j", "Shift+X")
    await expect(page.locator(".tick:checked")).to_have_count(3)
    await expect(page.get_by_text("3 dipilih")).to_be_visible()
    await press(page, "k", "x", "Shift+R")
    await page.wait_for_url("**/jobs/*")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Tolak 2 komentar?")
    await press(page, "Shift+R")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Selesai menolak 2 komentar")
    rejected = [await newsroom.state(each) is CommentState.REJECTED for each in newsroom.held]
    assert rejected == [True, False, True, False, False]
    await press(page, "Shift+U")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("diurungkan")
    assert await newsroom.state(newsroom.held[0]) is CommentState.HELD


async def test_the_buttons_stay_where_they_are_and_the_rows_are_many(
    newsroom: Newsroom, open_page: OpenPage
) -> None:
    for size, least in (((1280, 800), 9), ((1920, 1080), 14), ((390, 844), 6)):
        page = await open_page(viewport={"width": size[0], "height": size[1]})
        for n in range(20 - 5 * (least < 14)):
            await hold(newsroom.context, f"{n} " + "kata yang lain " * (n % 7), spam=0.2)
        await newsroom.log_in(page)
        assert await page.evaluate(VISIBLE_ROWS) >= least
        places = set()
        await page.locator(".open").first.click()
        for _ in range(25):
            await page.wait_for_selector(AT_WORK)
            box = await page.locator(".decide").bounding_box()
            assert box is not None
            places.add(box["y"])
            await page.evaluate("delete document.documentElement.dataset.keys")
            await page.keyboard.press("j")
            await page.wait_for_selector(AT_WORK)
        assert len(places) == 1
        await page.context.close()


async def test_j_and_k_are_live_at_once_and_move_nothing_else(
    newsroom: Newsroom, page: Page
) -> None:
    await newsroom.log_in(page)
    await page.wait_for_load_state()
    await page.evaluate("dispatchEvent(new Event('pageshow'))")  # the look-first time begins again
    await page.keyboard.press("j")
    row = page.locator(f".row[data-id='{newsroom.held[0].id}'] :focus")
    await expect(row).to_be_visible()


@pytest.mark.parametrize("way", ["link", "search", "log out"])
async def test_every_way_of_leaving_gives_the_case_back(
    newsroom: Newsroom, page: Page, way: str
) -> None:
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(newsroom.held[0])}")
    assert await newsroom.case_state(newsroom.held[0]) is CaseState.CLAIMED
    if way == "link":
        await page.get_by_role("link", name="Riwayat").click()
        await page.wait_for_url("**/history")
    elif way == "search":
        await press(page, "/")
        await page.keyboard.type("feri")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/search?q=feri")
    else:
        await page.get_by_role("button", name="Keluar").click()
        await page.wait_for_url("**/console/login")

    async def given_back() -> bool:
        return await newsroom.case_state(newsroom.held[0]) is CaseState.OPEN

    await until(given_back, "the case is given back")


async def test_enter_opens_and_takes_the_case_in_focus(newsroom: Newsroom, page: Page) -> None:
    await newsroom.log_in(page)
    await press(page, "j", "j", "Enter")
    await page.wait_for_url(f"**{case_path(newsroom.held[1])}")
    assert await newsroom.case_state(newsroom.held[1]) is CaseState.CLAIMED


async def test_the_list_of_keys_opens_and_closes_and_swallows_keys(
    newsroom: Newsroom, page: Page
) -> None:
    await newsroom.log_in(page)
    await newsroom.open(page, newsroom.held[0])
    await press(page, "?")
    dialog = page.get_by_role("dialog", name="Pintasan keyboard")
    await expect(dialog).to_be_visible()
    await press(page, "r", "Escape")
    await expect(dialog).to_be_hidden()
    assert await newsroom.state(newsroom.held[0]) is CommentState.HELD


@pytest.mark.parametrize("keys", ["Control+a", "Alt+r", "Meta+a", "Shift+R"])
async def test_keys_with_modifiers_decide_nothing(
    newsroom: Newsroom, page: Page, keys: str
) -> None:
    await newsroom.log_in(page)
    await newsroom.open(page, newsroom.held[0])
    await press(page, keys)
    await press(page, "?")  # what came before it has been heard by now
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await newsroom.state(newsroom.held[0]) is CommentState.HELD


async def test_a_key_pressed_twice_judges_one_comment(newsroom: Newsroom, page: Page) -> None:
    first, second, *_ = newsroom.held
    await newsroom.log_in(page)
    await newsroom.open(page, first)
    await page.wait_for_selector(AT_WORK)
    await page.keyboard.press("r")
    await page.keyboard.press("r")
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    assert await newsroom.state(first) is CommentState.REJECTED
    assert await newsroom.state(second) is CommentState.HELD


async def test_everything_works_without_scripting(newsroom: Newsroom, open_page: OpenPage) -> None:
    page = await open_page(java_script_enabled=False)
    first, second, *_ = newsroom.held
    await newsroom.log_in(page)
    await page.locator(".open").first.click()
    await page.wait_for_url(f"**{case_path(first)}")
    await page.get_by_role("button", name="Tinjau").click()
    await page.wait_for_url(f"**{case_path(first)}")
    await page.get_by_role("button", name="Tolak").click()
    await page.wait_for_url(f"**{case_path(second)}?decided={first.id}")
    await page.get_by_role("button", name="Urungkan").click()
    await page.wait_for_url(f"**{case_path(first)}")
    await page.get_by_role("button", name="Antrean").click()
    await page.wait_for_url(f"**/console/sites/{SITE}")
    assert await newsroom.case_state(first) is CaseState.OPEN
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    await page.get_by_role("button", name="Log out").click()
    await page.wait_for_url("**/console/login")


async def test_two_moderators_do_not_collide(newsroom: Newsroom, open_page: OpenPage) -> None:
    budi, sari = await open_page(), await open_page()
    first = newsroom.held[0]
    await newsroom.log_in(budi)
    await newsroom.log_in(sari, "sari@kabar.example")
    await newsroom.open(sari, first)
    await press(budi, "j", "o")
    await budi.wait_for_url(f"**{case_path(first)}")
    await press(sari, "r")
    await expect(sari.get_by_role("alert")).to_contain_text("Keputusan Anda tidak disimpan")
    await expect(sari.get_by_role("alert")).to_contain_text("budi@kabar.example")
    assert await newsroom.state(first) is CommentState.HELD
    await press(sari, "j")
    await sari.wait_for_url(f"**{case_path(newsroom.held[1])}")


async def test_a_claim_is_renewed_while_its_page_is_open(newsroom: Newsroom, page: Page) -> None:
    first = newsroom.held[0]
    await page.clock.install()
    await newsroom.log_in(page)
    await newsroom.open(page, first)
    await page.get_by_role("button", name="Tinjau").click()
    await page.get_by_text("Anda sedang meninjau").wait_for()
    async with page.expect_response(lambda answer: answer.url.endswith("/claim")) as renewal:
        await page.clock.run_for(41_000)
    assert (await renewal.value).status == 200


async def test_who_has_lost_the_claim_is_told(newsroom: Newsroom, browser: Browser) -> None:
    # A browser of its own: it reports the refused request as a fault, and here it is none.
    page = await browser.new_page(locale="id-ID")
    first = newsroom.held[0]
    await page.clock.install()
    await newsroom.log_in(page)
    await newsroom.open(page, first)
    await page.get_by_role("button", name="Tinjau").click()
    await page.get_by_text("Anda sedang meninjau").wait_for()
    await page.evaluate("document.body.dataset.csrf = ''")  # as after the session's end
    await page.clock.run_for(41_000)
    await expect(page.locator("#lost")).to_be_visible()
    await page.context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
async def test_no_page_is_wider_than_the_screen(
    newsroom: Newsroom, open_page: OpenPage, width: int
) -> None:
    page = await open_page(viewport={"width": width, "height": 740})
    await newsroom.log_in(page)
    for path in (f"/console/sites/{SITE}", *map(case_path, newsroom.held[:2])):
        await page.goto(newsroom.base + path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read_against_its_ground(
    newsroom: Newsroom, open_page: OpenPage, scheme: str
) -> None:
    page = await open_page(color_scheme=scheme)
    await newsroom.log_in(page)
    assert await page.evaluate(FAINT) == []
    await newsroom.open(page, newsroom.held[0])
    await press(page, "a")
    await page.wait_for_url("**decided=**")
    await newsroom.open(page, newsroom.held[0])
    assert await page.evaluate(FAINT) == []


@pytest.mark.parametrize("width", [390, 320])
async def test_on_a_phone_the_foot_belongs_to_the_buttons_of_the_case(
    newsroom: Newsroom, open_page: OpenPage, width: int
) -> None:
    page = await open_page(viewport={"width": width, "height": 640}, has_touch=True)
    first, second, *_ = newsroom.held
    await newsroom.log_in(page)
    await newsroom.open(page, second)  # free, so that every button is there
    assert await page.evaluate(OVERLAPS) == []
    foot = await page.locator(".acts").bounding_box()
    await expect(page.locator(".bottom")).to_be_hidden()
    await newsroom.open(page, first)
    await page.get_by_role("button", name="Tolak", exact=True).tap()
    await page.wait_for_url("**decided=**")
    undo = page.get_by_role("button", name="Urungkan")
    await expect(undo).to_be_in_viewport()
    above, text = await undo.bounding_box(), await page.locator(".text").bounding_box()
    assert above is not None
    assert text is not None
    assert above["y"] + above["height"] < text["y"]
    assert await page.locator(".acts").bounding_box() == foot


async def test_at_twice_the_size_the_text_and_its_buttons_are_seen_together(
    newsroom: Newsroom, open_page: OpenPage
) -> None:
    page = await open_page(viewport={"width": 640, "height": 400})  # 1280 × 800 at 200 %
    await newsroom.log_in(page)
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(newsroom.held[0])}")
    for button in await page.locator(".decide button").all():
        await expect(button).to_be_in_viewport(ratio=1)
    await expect(page.locator(".text")).to_be_in_viewport(ratio=0.9)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 640


async def test_what_is_chosen_is_seen_where_colours_are_forced(
    newsroom: Newsroom, open_page: OpenPage
) -> None:
    page = await open_page(forced_colors="active")
    await newsroom.log_in(page)
    await press(page, "j", "x")
    look = "element => getComputedStyle(element).outlineStyle"
    for place in (".rail [aria-current]", ".row:has(.tick:checked)"):
        assert await page.locator(place).evaluate(look) == "solid"
    ground = "element => getComputedStyle(element).backgroundColor"
    chosen = await page.locator(".filter[aria-current]").first.evaluate(ground)
    others = page.locator(".filter:not([aria-current])").first
    assert chosen != await others.evaluate(ground)
    await press(page, "o")
    assert await page.locator(".row.current").evaluate(look) == "solid"
    assert await page.locator(".text mark").first.evaluate(look) == "solid"


async def test_headings_and_landmarks_make_an_outline(newsroom: Newsroom, page: Page) -> None:
    await newsroom.log_in(page)
    for path in (f"/console/sites/{SITE}", case_path(newsroom.held[0])):
        await page.goto(newsroom.base + path)
        levels = [
            int(await h.evaluate("h => h.tagName[1]"))
            for h in await page.locator("main :is(h1, h2, h3)").all()
        ]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for landmark in ("banner", "main", "contentinfo"):
            await expect(page.get_by_role(landmark)).to_have_count(1)


async def test_pictures_for_the_documentation(
    newsroom: Newsroom, open_page: OpenPage, tmp_path: Path
) -> None:
    folder = Path(os.environ.get("SARING_PICTURES", tmp_path))
    page = await open_page(viewport={"width": 1120, "height": 760}, color_scheme="light")
    await newsroom.log_in(page)
    await page.wait_for_selector(AT_WORK)
    await page.screenshot(path=folder / "console-queue.png")
    await press(page, "j", "o")
    await page.wait_for_url(f"**{case_path(newsroom.held[0])}")
    await page.wait_for_selector(AT_WORK)
    taken = await page.screenshot(path=folder / "console-case.png")
    assert len(taken) > 10_000


# Rows that are wholly in view, above the bar at the foot where it is fixed there.
VISIBLE_ROWS = """
() => {
  const foot = document.querySelector(".bottom").getBoundingClientRect().top;
  const below = Math.min(innerHeight, foot);
  const boxes = [...document.querySelectorAll(".row")].map((row) => row.getBoundingClientRect());
  return boxes.filter((box) => box.top >= 0 && box.bottom <= below).length;
}
"""

# Buttons at the foot of a case that lie over one another, or reach beyond the screen.
OVERLAPS = """
() => {
  const places = ".decide button, .more > form button, .more summary";
  const shown = [...document.querySelectorAll(places)];
  const boxes = shown.map((each) => [each.innerText, each.getBoundingClientRect()]);
  const seen = boxes.filter(([, box]) => box.width);
  const cross = (from, to, a, b) => a[from] < b[to] && b[from] < a[to];
  const over = (a, b) => cross("left", "right", a, b) && cross("top", "bottom", a, b);
  return seen.filter(([, a], i) =>
    a.right > innerWidth || seen.some(([, b], j) => i !== j && over(a, b))).map(([name]) => name);
}
"""

# Texts whose contrast against the nearest painted ground is under WCAG AA's 4.5 (3 for large).
FAINT = """
() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parts = (css) => css.match(/[\\d.]+/g).map(Number);
  const ground = (el) => {
    for (; el; el = el.parentElement) {
      const found = parts(getComputedStyle(el).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const el = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || el.closest("meter")) continue;
    if (!el.getClientRects().length) continue;
    const style = getComputedStyle(el);
    const [a, b] = [light(parts(style.color)), light(ground(el))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${el.textContent.trim()}`);
  }
  return faint;
}
"""
