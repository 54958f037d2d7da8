"""Weight: what a page of the console costs a phone on a slow line, with all that it needs."""

import gzip
import random
import re
from collections.abc import Iterator

import pytest

from moderation.domain import Action, Author, CommentState
from moderation.review.worktable import View
from moderation.store.moderators import moderator_id
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.desk import SITE, Desk, case_path, hold, reason

QUEUE = f"/console/sites/{SITE}"
LIMIT_BYTES = 60_000
NEEDED = re.compile(r'(?:<script src|<link rel="stylesheet" href|<link rel="icon" href)="([^"]+)"')
LONG_WORDS = 1_400


def words(source: random.Random, count: int) -> str:
    """Make words that no two texts share, so that nothing packs better than in real life."""
    letters = "abdegijklmnoprstuy"
    return " ".join("".join(source.choices(letters, k=source.randint(3, 9))) for _ in range(count))


@pytest.fixture
def source() -> random.Random:
    """Draw the same words each time."""
    return random.Random(13)  # noqa: S311 - words, no secrets


async def weight(desk: Desk, path: str) -> int:
    """Ask for a page and all that it needs; return its bytes as a packing proxy sends them."""
    await desk.get(path)
    page = desk.text
    needed = [await (await desk.session.get(desk.base + each)).read() for each in _needed(page)]
    return sum(len(gzip.compress(each, 6)) for each in (page.encode(), *needed))


def _needed(page: str) -> Iterator[str]:
    return (found[1].replace("&amp;", "&") for found in NEEDED.finditer(page))


async def test_no_page_weighs_more_than_a_slow_line_carries_in_a_second(
    desk: Desk, context: Context, source: random.Random
) -> None:
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    author = Author(name="Rina Kartika", email="rina@example.com")
    for state in (CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED):
        for _ in range(PAGE):
            text = words(source, 60)
            found = [reason("links", text, [text.split()[2]])]
            await hold(context, text, author=author, state=state, reasons=found)
    text = words(source, LONG_WORDS)
    marks = text.split()[::20]
    long = await hold(context, text, author=author, reasons=[reason("links", text, marks)])
    table = await context.worktable.look(budi, SITE, View())
    targets = await context.worktable.targets(SITE, table.order[:20])
    plan = await context.bulk.propose(budi, SITE, Action.REJECT, targets)
    for comment_id, revision in targets:
        await context.review.decide(budi, SITE, comment_id, Action.REJECT, revision=revision)
    pages = [
        *("/console/login", QUEUE, f"{QUEUE}?state=approved", f"{QUEUE}?state=rejected"),
        *(f"{QUEUE}/history", f"{QUEUE}/search?q=rina", f"{QUEUE}/jobs/{plan.id}"),
        *(case_path(long), f"{QUEUE}/authors", "/console/none"),
    ]
    weights = {path: await weight(desk, path) for path in pages}
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > LIMIT_BYTES} == {}
