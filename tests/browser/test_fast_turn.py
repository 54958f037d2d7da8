"""A moderator who decides by keyboard as fast as the keys allow, and never on another comment.

`SARING_DECISIONS=300 .venv/bin/pytest tests/browser/test_fast_turn.py` decides so many, and says
with `-rP` how long each took.
"""

import logging
import os
import time
from urllib.parse import parse_qs

import pytest
from playwright.async_api import Page, Request

from moderation.domain import Action, CommentState, Moderator, Role
from moderation.store.moderators import moderator_id
from tests.browser.test_moderator import AT_WORK, Newsroom, newsroom, press
from tests.web.desk import SITE, hire, hold

__all__ = ["newsroom"]

pytestmark = pytest.mark.slow

DECISIONS = int(os.environ.get("SARING_DECISIONS", "60"))
# One in so many cases is decided by somebody else while it is being looked at.
OVERTAKEN = 20
ACTIONS = {"a": Action.APPROVE, "r": Action.REJECT}
STATES = {"a": CommentState.APPROVED, "r": CommentState.REJECTED}
# What the page shows: the comment, the revision that its buttons send, and its text.
SHOWN = """
() => {
  const revision = document.querySelector("form.decide [name=revision]").value;
  const row = document.querySelector(".row.current");
  return [row.dataset.id, revision, document.querySelector(".text").innerText];
}
"""


async def test_every_decision_is_on_the_comment_and_the_revision_that_were_shown(
    newsroom: Newsroom, page: Page
) -> None:
    lead = await _lead(newsroom)
    for n in range(DECISIONS - len(newsroom.held)):
        said = f"nomor {n}: " + ("tolak" if n % 3 else "setujui")
        await hold(newsroom.context, said, spam=0.2, minutes_ago=1)
    sent: list[tuple[str, ...]] = []
    page.on("request", lambda request: _note(request, sent))
    await newsroom.log_in(page)
    await press(page, "j", "o")
    wanted, pressed, began = dict[str, CommentState](), list[tuple[str, ...]](), time.monotonic()
    for n in range(1, DECISIONS + 1):
        await page.wait_for_selector(f"{AT_WORK} .split:not(:has([role=alert]:not([hidden])))")
        comment_id, revision, said = await page.evaluate(SHOWN)
        key, other = ("a", "r") if "setujui" in said else ("r", "a")
        overtaken = n % OVERTAKEN == 0
        if overtaken:
            await _decide_before(newsroom, lead, comment_id, ACTIONS[other])
        wanted[comment_id] = STATES[other if overtaken else key]
        pressed.append((comment_id, revision, ACTIONS[key]))
        # Twice, as a nervous finger does: the second press falls into the look-first time.
        await page.keyboard.press(key)
        await page.keyboard.press(key)
        if overtaken:
            await page.get_by_role("alert").wait_for()
            await page.keyboard.press("j")
        else:
            await page.wait_for_url(f"**decided={comment_id}")
    logging.getLogger("tests").warning("%.3f s a decision", (time.monotonic() - began) / DECISIONS)
    assert sent == pressed
    found = await newsroom.context.store.comments.find_all(SITE, list(wanted))
    assert {each.id: each.state for each in found} == wanted
    assert {each.revision for each in found} == {2}
    assert len(wanted) == DECISIONS
    assert await newsroom.context.store.queue.size(SITE) == 0


def _note(request: Request, sent: list[tuple[str, ...]]) -> None:
    """Keep what a decision that leaves the browser is about."""
    if request.url.endswith("/decide"):
        fields = parse_qs(request.post_data or "")
        comment_id = request.url.split("/")[-2]
        sent.append((comment_id, fields["revision"][0], fields["action"][0]))


async def _lead(newsroom: Newsroom) -> Moderator:
    email = await hire(newsroom.context.store, "admin@kabar.example", Role.ADMIN)
    return await newsroom.context.store.moderators.find(moderator_id(email))


async def _decide_before(
    newsroom: Newsroom, lead: Moderator, comment_id: str, action: Action
) -> None:
    """Have somebody else take the case over and decide on it."""
    review = newsroom.context.review
    await review.claim(lead, SITE, comment_id, takeover=True)
    await review.decide(lead, SITE, comment_id, action, revision=1)
