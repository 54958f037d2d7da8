"""axe-core on every page of the console: both themes, desk and phone, nothing to complain of."""

import re
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from moderation.domain import Action, CommentState, Role
from moderation.review.shift import NOTE_LIMIT
from moderation.store.moderators import moderator_id
from tests.browser.conftest import OpenPage
from tests.browser.test_moderator import Newsroom, newsroom, press
from tests.web.desk import SITE, case_path, hire, hold

__all__ = ["newsroom"]

pytestmark = pytest.mark.slow

QUEUE = f"/console/sites/{SITE}"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for scheme in ("light", "dark")
    for width, height in ((1280, 800), (390, 844))
]


async def complaints(page: Page) -> list[str]:
    """Let axe look at the page as it stands."""
    await page.evaluate(AXE)
    found = await page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found["violations"]]


@pytest_asyncio.fixture(loop_scope="session")
async def paths(newsroom: Newsroom) -> AsyncIterator[list[str]]:
    """Have something on every page: a group, a job, a note, a claim, a decision."""
    context = newsroom.context
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    for n in range(5):
        await hold(context, f"Yang minat kerja dari rumah hubungi Mba Lia WA 0813-77{n}, kak")
    approved = await hold(context, state=CommentState.APPROVED, queued=False)
    first, second, third, *_ = newsroom.held
    await context.review.decide(budi, SITE, first.id, Action.REJECT, revision=1)
    await context.shift.note(budi, SITE, second.id, "x" * NOTE_LIMIT)
    await context.store.queue.claim(
        SITE, third.case_id, moderator="sari", at=third.created_at, life_ms=9_000_000
    )
    await context.shift.ask(budi, SITE, newsroom.held[-1].id, "Ini SARA bukan?")
    edited = await hold(context, "Disunting nanti.")
    await context.editing.edit(budi, SITE, edited.id, "Sudah disunting.", revision=1)
    author = (await context.authors.lately(budi, SITE))[0].digest
    plan = await context.bulk.propose(budi, SITE, Action.REJECT, [(second.id, 1)])
    yield [
        *(QUEUE, f"{QUEUE}?topic=link", f"{QUEUE}?topic=listed", f"{QUEUE}?state=approved"),
        *(f"{QUEUE}?state=rejected", f"{QUEUE}/history", f"{QUEUE}/search?q=kerja"),
        *(f"{QUEUE}/search", f"{QUEUE}/jobs/{plan.id}", f"{case_path(second)}?decided={first.id}"),
        *(case_path(third), case_path(approved), case_path(first), "/console/none"),
        f"{case_path(second)}?kept=reject.1",
        *(f"{case_path(edited)}/edit", case_path(edited)),
        *(f"{QUEUE}/authors", f"{QUEUE}/authors/{author}"),
        *(f"{QUEUE}?asked=1", case_path(newsroom.held[-1])),
        f"{QUEUE}/search?q=kerja&state=held&least=1&by=people",
    ]


# Some twenty pages, one after another.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: re.sub(r"\W+", "-", str(look)))
async def test_axe_finds_nothing_on_any_page(
    newsroom: Newsroom, paths: list[str], open_page: OpenPage, look: dict[str, Any]
) -> None:
    page = await open_page(**look)
    await page.goto(f"{newsroom.base}/console/login")
    found = {"login": await complaints(page)}
    await newsroom.log_in(page)
    for path in paths:
        await page.goto(newsroom.base + path)
        found[path] = await complaints(page)
    await page.goto(newsroom.base + paths[9])
    await page.locator("#labels summary").click()
    found["labels"] = await complaints(page)
    assert {path: said for path, said in found.items() if said} == {}


async def test_axe_finds_nothing_where_an_administrator_may_take_over(
    newsroom: Newsroom, paths: list[str], open_page: OpenPage
) -> None:
    await hire(newsroom.context.store, "admin@kabar.example", Role.ADMIN)
    page = await open_page()
    await newsroom.log_in(page, "admin@kabar.example")
    await page.goto(newsroom.base + paths[10])
    assert await page.get_by_role("button", name="Ambil alih").count() == 1
    assert await complaints(page) == []


async def heard(page: Page) -> list[str]:
    """Read the page as assistive technology does: role, name, description, and what is focused."""
    session = await page.context.new_cdp_session(page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    return [_heard(node) for node in nodes[1:] if not node["ignored"]]


def _heard(node: dict[str, Any]) -> str:
    parts = [node.get(each, {}).get("value", "") for each in ("role", "name", "description")]
    states = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    return " | ".join([*parts, *(each for each in ("focused", "disabled") if states.get(each))])


async def test_a_turn_is_told_to_who_does_not_see_it(newsroom: Newsroom, page: Page) -> None:
    *_, selling, angry = newsroom.held
    await newsroom.log_in(page)
    await press(page, "j", "j", "j", "j")
    (row,) = [line for line in await heard(page) if line.endswith("focused")]
    assert row.startswith("link | Jual follower aktif, 50rb dapat 1000.")
    assert "| promosi Toko Ramah · penulis baru · Antrean di Gilimanuk" in row
    await press(page, "o")
    await page.wait_for_url(f"**{case_path(selling)}")
    lines = await heard(page)
    assert "heading | Komentar yang ditahan | " in "\n".join(lines)
    (at,) = [line for line in lines if line.endswith("focused")]
    assert "Jual follower aktif" in at
    assert at.endswith("Toko Ramah | focused")
    for expected in (
        "button | Setujui | ",
        "button | Tolak | ",
        "group | Teks komentar, persis seperti dikirim | ",
        "mark | 1. Kalimat bernada promosi. | Kalimat bernada promosi.",
        "image | 1,50 poin. Ditahan mulai 1, ditolak mulai 3. | ",
        "button | Sebelumnya | ",
        "button | Berikutnya | ",
    ):
        assert expected in lines, expected
    await press(page, "r")
    await page.wait_for_url(f"**{case_path(angry)}?decided={selling.id}")
    await expect(page.get_by_role("status")).to_have_text(re.compile("Ditolak: Jual follower"))
    (at,) = [line for line in await heard(page) if line.endswith("focused")]
    assert at.startswith("heading | Komentar yang ditahan | Pejabatnya cuma foto-foto")
    assert at.endswith("Pak Nyoman | focused")
    shortcut = await page.get_by_role("button", name="Tolak", exact=True).first.get_attribute(
        "aria-keyshortcuts"
    )
    assert shortcut == "r"
