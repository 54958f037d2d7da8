"""The approved stream in a real server: order, waiting, trimming, consumer groups."""

import asyncio

import pytest

from moderation.domain import CommentState
from moderation.errors import CursorExpired
from moderation.store import Store
from moderation.store.keys import SiteKeys
from moderation.store.server.client import connect
from tests.builders import a_comment, a_submission
from tests.store.test_comments import a_new_comment


async def test_reading_goes_on_behind_the_cursor(store: Store) -> None:
    new_comments = [a_new_comment() for _ in range(5)]
    for new in new_comments:
        await store.comments.submit(new)
    first = await store.approved.read("kabar", after="0-0", limit=2)
    rest = await store.approved.read("kabar", after=first[-1].cursor, limit=10)
    read = [entry.comment_id for entry in [*first, *rest]]
    assert read == [new.comment.id for new in new_comments]


async def test_a_waiting_reader_wakes_when_a_comment_is_approved(store: Store) -> None:
    reader = asyncio.create_task(store.approved.wait("kabar", after="0-0", wait_ms=30_000))
    await store.comments.submit(a_new_comment())
    assert await reader


async def test_a_reader_may_wait_in_vain(store: Store) -> None:
    assert not await store.approved.wait("kabar", after="0-0", wait_ms=1)


@pytest.mark.parametrize(("size", "count"), [(1, 1), (6_000, 2), (100_000, 20)])
async def test_a_page_ends_with_the_entry_that_makes_it_long_enough(
    size: int, count: int, store: Store
) -> None:
    for _ in range(20):
        comment = a_comment(CommentState.APPROVED, submission=a_submission(text="panjang " * 600))
        await store.comments.submit(a_new_comment(comment=comment))
    read: list[str] = []
    cursor = "0-0"
    while entries := await store.approved.read("kabar", after=cursor, limit=100, size=size):
        assert len(entries) == count
        read += [entry.comment_id for entry in entries]
        cursor = entries[-1].cursor
    assert len(read) == len(set(read)) == 20


@pytest.mark.parametrize("ahead", ["0-1", "9" * 19 + "-0"])
async def test_a_cursor_that_the_server_never_gave_out_is_refused(ahead: str, store: Store) -> None:
    with pytest.raises(CursorExpired):
        await store.approved.read("kabar", after=ahead, limit=10)


async def test_a_cursor_of_entries_that_a_restored_server_has_lost_is_refused(
    store: Store,
) -> None:
    for _ in range(2):
        await store.comments.submit(a_new_comment())
    *_, last = await store.approved.read("kabar", after="0-0", limit=10)
    assert await store.approved.read("kabar", after=last.cursor, limit=10) == []
    ms = int(last.cursor.partition("-")[0])
    with pytest.raises(CursorExpired):
        await store.approved.read("kabar", after=f"{ms + 1}-0", limit=10)


async def test_a_cursor_behind_which_entries_were_trimmed_is_refused(store: Store) -> None:
    for _ in range(3):
        await store.comments.submit(a_new_comment())
    first, *_ = await store.approved.read("kabar", after="0-0", limit=10)
    await store.client.xtrim(SiteKeys.of("kabar").approved, maxlen=1, approximate=False)
    with pytest.raises(CursorExpired):
        await store.approved.read("kabar", after=first.cursor, limit=10)


async def test_a_site_may_read_the_stream_itself_with_a_consumer_group(store: Store) -> None:
    new = a_new_comment()
    await store.comments.submit(new)
    stream = "mod:{kabar}:approved"
    await store.client.xgroup_create(stream, "situs", id="0")
    ((name, messages),) = await store.client.xreadgroup("situs", "satu", {stream: ">"})
    assert name == stream
    assert [new.comment.id in fields["entry"] for _, fields in messages] == [True]
    assert await store.client.xack(stream, "situs", messages[0][0]) == 1


async def test_nothing_private_is_in_the_stream(store: Store) -> None:
    comment = a_comment(CommentState.APPROVED)
    await store.comments.submit(a_new_comment(comment=comment))
    everything = str(await store.client.xrange(SiteKeys.of("kabar").approved))
    assert comment.submission.author.email not in everything
    assert comment.submission.client.ip not in everything


async def test_the_stream_keeps_about_as_many_entries_as_asked(redis_url: str) -> None:
    client = connect(redis_url)
    short = Store.over(client, client, replicas=None, approved_length=100)
    for _ in range(400):
        await short.comments.submit(a_new_comment())
    assert await client.xlen(SiteKeys.of("kabar").approved) < 300
    await short.close()
