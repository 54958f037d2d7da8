"""The worktable: every comment reachable, filtered, sorted and counted, and a tray of decisions."""

import re

import pytest

from moderation import clock
from moderation.domain import Author, Comment, CommentState, Reason
from moderation.store.moderators import moderator_id
from moderation.web.console import templates
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.desk import SITE, Desk, case_path, hold

QUEUE = f"/console/sites/{SITE}"
LINKS = Reason(code="links", weight=1.5)
UNDO = r'action="([^"]*)/undo".*?value="(\d+)".*?data-key="u"'
JUDI = Reason(code="spam.gambling_words", weight=2.5)


def listed(desk: Desk) -> list[str]:
    """Read the ids of the rows of the page last seen."""
    return re.findall(r'data-id="(\w+)"', desk.text)


def ids(*comments: Comment) -> list[str]:
    return [comment.id for comment in comments]


async def decide(desk: Desk, comment: Comment, action: str, revision: int = 1) -> None:
    await desk.post(f"{case_path(comment)}/decide", action=action, revision=revision)


@pytest.mark.parametrize("state", [CommentState.APPROVED, CommentState.REJECTED])
async def test_what_the_policy_decided_is_listed_newest_first(
    desk: Desk, context: Context, state: CommentState
) -> None:
    made = [await hold(context, f"komentar {n}", state=state, queued=False) for n in range(3)]
    await hold(context)
    await desk.get(f"{QUEUE}?state={state}")
    assert listed(desk) == ids(*made)[::-1]
    await desk.get(case_path(made[0]))
    assert "Komentar yang di" in desk.text


async def test_a_comment_moves_between_the_lists_as_it_is_decided_on(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context, "pindah-pindah", state=CommentState.REJECTED, queued=False)
    for action, now, before in (
        ("approve", "approved", "rejected"),
        ("reject", "rejected", "approved"),
    ):
        revision = (await context.store.comments.find(SITE, comment.id)).revision
        await decide(desk, comment, action, revision)
        await desk.get(f"{QUEUE}?state={now}")
        assert listed(desk) == [comment.id]
        await desk.get(f"{QUEUE}?state={before}")
        assert listed(desk) == []


async def test_a_long_list_has_pages_without_gap(desk: Desk, context: Context) -> None:
    made = [
        await hold(context, f"komentar {n}", state=CommentState.REJECTED, queued=False)
        for n in range(PAGE + 3)
    ]
    await decide(desk, made[5], "approve")
    await desk.get(f"{QUEUE}?state=rejected")
    first = listed(desk)
    further = re.search(r'href="([^"]*start=[^"]*)"', desk.text)
    assert further is not None
    await desk.get(further[1].replace("&amp;", "&"))
    expected = [each.id for each in reversed(made) if each is not made[5]]
    assert first + listed(desk) == expected


async def test_a_filter_shows_its_topic_alone_and_counts_it(desk: Desk, context: Context) -> None:
    link = await hold(context, "mampir ke sini", reasons=[LINKS], spam=0.1)
    judi = await hold(context, "main di sini", reasons=[JUDI, LINKS])
    plain = await hold(context, "baik", spam=0.1)
    await desk.get(QUEUE)
    chips = dict(re.findall(r'>(\w[\w ]*) <span class="number">(\d+)', desk.text))
    assert chips == {"Semua": "3", "Judi": "1", "Tautan": "2", "Tampak wajar": "1"}
    for topic, found in (("link", [link, judi]), ("gambling", [judi]), ("plain", [plain])):
        await desk.get(f"{QUEUE}?topic={topic}")
        assert listed(desk) == ids(*found)
    await desk.get(f"{QUEUE}?topic=listed")
    assert "Tidak ada komentar di saringan ini." in desk.text


async def test_listings_are_filtered_too(desk: Desk, context: Context) -> None:
    rejected = CommentState.REJECTED
    judi = await hold(context, "main", reasons=[JUDI], state=rejected)
    await hold(context, "mampir", reasons=[LINKS], spam=0.1, state=rejected)
    await desk.get(f"{QUEUE}?state=rejected&topic=gambling")
    assert listed(desk) == [judi.id]


async def test_the_queue_has_four_orders(desk: Desk, context: Context) -> None:
    weak = await hold(context, "satu", reasons=[LINKS])
    strong = await hold(context, "dua", reasons=[JUDI])
    public = await hold(context, "tiga", state=CommentState.APPROVED)
    for sort, order in (
        ("", [public, weak, strong]),
        ("oldest", [weak, strong, public]),
        ("newest", [public, strong, weak]),
        ("score", [strong, weak, public]),
    ):
        await desk.get(f"{QUEUE}?sort={sort}")
        assert listed(desk) == ids(*order)


async def test_a_turn_follows_the_filter_it_began_with(desk: Desk, context: Context) -> None:
    first = await hold(context, "satu", reasons=[LINKS])
    await hold(context, "lain", reasons=[JUDI])
    second = await hold(context, "dua", reasons=[LINKS])
    await desk.get(f"{case_path(first)}?topic=link")
    assert listed(desk) == ids(first, second)
    view = re.search(r'name="view" value="([^"]*)"', desk.text)
    assert view is not None
    path = f"{case_path(first)}/decide"
    answer = await desk.post(path, action="reject", revision=1, view=view[1])
    assert answer.url.path == case_path(second)
    assert answer.url.query["topic"] == "link"


async def test_previous_works_however_far_one_walked(desk: Desk, context: Context) -> None:
    held = [await hold(context, f"nomor {n}") for n in range(PAGE + 20)]
    await desk.get(case_path(held[-1]))
    assert f'value="{held[-2].id}" data-key="k"' in desk.text
    await desk.get(case_path(held[PAGE + 5]))
    assert f'value="{held[PAGE + 4].id}" data-key="k"' in desk.text
    assert f'value="{held[PAGE + 6].id}" data-key="j"' in desk.text


async def test_a_row_that_another_reviews_moves_out_of_the_way(
    desk: Desk, context: Context
) -> None:
    first, second = await hold(context, "satu"), await hold(context, "dua")
    await context.store.queue.claim(
        SITE, first.case_id, moderator="lain", at=first.created_at, life_ms=600_000
    )
    await desk.get(QUEUE)
    assert listed(desk) == ids(second, first)
    assert re.search(r"Ditinjau lain sejak \d\d\.\d\d", desk.text)


async def test_the_tray_takes_back_the_last_three_one_after_another(
    desk: Desk, context: Context
) -> None:
    held = [await hold(context, f"komentar {n}") for n in range(4)]
    for comment in held:
        await decide(desk, comment, "reject")
    await desk.get(QUEUE)
    for comment in held[:0:-1]:
        undo = re.search(UNDO, desk.text, re.DOTALL)
        assert undo is not None
        assert undo[1] == case_path(comment)
        await desk.post(f"{undo[1]}/undo", revision=undo[2])
        assert (await context.store.comments.find(SITE, comment.id)).state is CommentState.HELD
    assert case_path(held[0]) in desk.text


async def test_the_tray_shows_only_what_still_stands(desk: Desk, context: Context) -> None:
    comment = await hold(context, "satu")
    await decide(desk, comment, "reject")
    await desk.get(QUEUE)
    assert "/undo" in desk.text
    await decide(desk, comment, "approve", 2)
    await desk.get(QUEUE)
    assert desk.text.count("/undo") == 1


async def test_a_name_of_any_length_leaves_room_for_the_text(desk: Desk, context: Context) -> None:
    await hold(context, "teksnya", author=Author(name="M" * 200, email="m@example.com"))
    await desk.get(QUEUE)
    assert desk.text.index("teksnya") < desk.text.index("M" * 200)


async def test_rows_that_are_remembered_are_bounded_and_tell_what_changed(
    desk: Desk, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_ROWS_KEPT", 10)
    monkeypatch.setattr(templates, "_rows", {})
    held = [await hold(context, f"nomor {n}", minutes_ago=5) for n in range(20)]
    for _ in range(2):
        await desk.get(QUEUE)
        assert listed(desk) == ids(*held)
        assert len(templates._rows) == 10
    await context.store.queue.claim(
        SITE, held[-1].case_id, moderator="lain", at=clock.now_ms(), life_ms=600_000
    )
    await desk.get(QUEUE)
    assert "Ditinjau lain sejak" in desk.text
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    await context.editing.edit(budi, SITE, held[0].id, "nomor lain sama sekali", revision=1)
    await desk.get(QUEUE)
    assert "nomor lain sama sekali" in desk.text
    assert "nomor 0" not in desk.text
