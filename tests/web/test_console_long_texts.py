"""Long texts that wait: whatever a moderator looks at, the event loop goes on after each."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

import pytest

from classifier.text.normalise import fold
from moderation.administration import NewSite
from moderation.domain import Moderator, Role
from moderation.review.worktable import View
from moderation.web.http.context import Context
from tests.web.desk import SITE, hold

TEXT = "main di situs itu yang &amp;amp; " * 2_000
COMMENTS = 12
LONG = 1_000


class Turns:
    """The busiest turn of the event loop: how many long texts it folded, and how much of one."""

    def __init__(self) -> None:
        self.folds = self.most = self.longest = 0

    def count(self, frame: FrameType, event: str, _given: object) -> None:
        """Profile a call."""
        if event == "call" and frame.f_code is fold.__code__:
            length = len(frame.f_locals["text"])
            self.folds += length > LONG
            self.longest = max(self.longest, length)

    async def tick(self) -> None:
        """Count the turns, until cancelled."""
        while True:
            self.most, self.folds = max(self.most, self.folds), 0
            await asyncio.sleep(0)


@asynccontextmanager
async def counted() -> AsyncIterator[Turns]:
    """Count what is folded meanwhile."""
    turns = Turns()
    ticking = asyncio.create_task(turns.tick())
    sys.setprofile(turns.count)
    try:
        yield turns
    finally:
        sys.setprofile(None)
        turns.most = max(turns.most, turns.folds)
        ticking.cancel()


@pytest.fixture
async def held(context: Context, site: NewSite) -> list[tuple[str, int]]:
    """Hold comments as long as any."""
    comments = [await hold(context, f"{TEXT}{number}") for number in range(COMMENTS)]
    return [(comment.id, comment.revision) for comment in comments]


@pytest.fixture
def moderator() -> Moderator:
    """Let somebody see all sites."""
    return Moderator(id="m1", email="", role=Role.ADMIN, password_hash="", all_sites=True)


async def test_a_table_is_placed_comment_by_comment(
    context: Context, held: list[tuple[str, int]], moderator: Moderator
) -> None:
    async with counted() as turns:
        table = await context.worktable.look(moderator, SITE, View())
    assert len(table.placed) == COMMENTS
    assert turns.most == 1
    assert turns.longest < len(TEXT) / 10


async def test_outliers_are_found_comment_by_comment(
    context: Context, held: list[tuple[str, int]]
) -> None:
    async with counted() as turns:
        assert len(await context.worktable.outliers(SITE, held, 3)) == 3
    assert turns.most == 1
    assert turns.longest < len(TEXT) / 10


async def test_an_index_is_filled_and_asked_comment_by_comment(
    context: Context, held: list[tuple[str, int]], moderator: Moderator
) -> None:
    async with counted() as turns:
        assert await context.search.catch_up(SITE, seconds=60)
        hits = await context.search.find(moderator, SITE, "situs", limit=COMMENTS)
    assert len(hits.comments) == COMMENTS
    assert turns.most == 1
    assert turns.longest < len(TEXT) / 3
