"""Long texts that wait: whatever a moderator looks at, the event loop goes on after each."""

from typing import Any

import pytest

from classifier.text.normalise import fold
from moderation.administration import NewSite
from moderation.domain import Moderator, Role
from moderation.review.worktable import View
from moderation.web.http.context import Context
from tests.steps import turns_of
from tests.web.desk import SITE, hold

TEXT = "main di situs itu yang &amp;amp; " * 2_000
COMMENTS = 12
LONG = 1_000


def is_long(given: dict[str, Any]) -> bool:
    return len(given["text"]) > LONG


def is_whole(given: dict[str, Any]) -> bool:
    return len(given["text"]) > len(TEXT) / 3


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
    async with turns_of(fold, is_long) as turns:
        table = await context.worktable.look(moderator, SITE, View())
    assert len(table.placed) == COMMENTS
    assert turns.busiest == 1


async def test_outliers_are_found_comment_by_comment(
    context: Context, held: list[tuple[str, int]]
) -> None:
    async with turns_of(fold, is_long) as turns:
        assert len(await context.worktable.outliers(SITE, held, 3)) == 3
    assert turns.busiest == 1


async def test_an_index_is_filled_and_asked_comment_by_comment(
    context: Context, held: list[tuple[str, int]], moderator: Moderator
) -> None:
    async with turns_of(fold, is_long) as turns:
        assert await context.search.catch_up(SITE, seconds=60)
        hits = await context.search.find(moderator, SITE, "situs", limit=COMMENTS)
    assert len(hits.comments) == COMMENTS
    assert turns.busiest == 1


async def test_no_text_is_folded_to_its_end(
    context: Context, held: list[tuple[str, int]], moderator: Moderator
) -> None:
    async with turns_of(fold, is_whole) as turns:
        await context.worktable.look(moderator, SITE, View())
        await context.worktable.outliers(SITE, held, 3)
        assert await context.search.catch_up(SITE, seconds=60)
        await context.search.find(moderator, SITE, "situs", limit=COMMENTS)
    assert turns.busiest == 0
