"""The approved stream: in order, by cursor, waiting for news, and nothing private in it."""

import asyncio
import json
from functools import partial
from typing import Any

import msgspec
import pytest
from redis import Redis

from moderation import administration, delivery
from moderation.administration import NewSite
from moderation.administration.moderators import add_moderator
from moderation.domain import Action, CommentState, Mode, Moderator, Role
from moderation.domain.publication import entry_after
from moderation.store.approved import PAGE_BYTES
from moderation.web.http.context import Context
from tests.builders import a_body, a_body_by, a_comment, a_submission
from tests.store.test_comments import a_new_comment
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.conftest import Browser, Serve, context_of
from tests.web.openapi import assert_fits
from tests.web.problem_shape import problem_of


async def submitted(client: Browser, bearer: dict[str, str], number: int = 0) -> str:
    """Submit a polite comment and return its id."""
    answer = await client.post("/v1/comments", json=a_body_by(number), headers=bearer)
    assert answer.status == 201
    return str((await answer.json())["id"])


async def page(client: Browser, bearer: dict[str, str], **query: str | int) -> dict[str, Any]:
    """Read the stream."""
    params = {name: str(value) for name, value in query.items()}
    answer = await client.get("/v1/approved", params=params, headers=bearer)
    assert answer.status == 200, await answer.text()
    found: dict[str, Any] = await answer.json()
    assert_fits(found, "Page")
    return found


@pytest.fixture
async def moderator(context: Context) -> Moderator:
    """Make a moderator."""
    return await add_moderator(
        context.store,
        "budi@kabar.example",
        "kata sandi yang panjang",
        Role.MODERATOR,
        sites=("kabar",),
    )


async def decided(context: Context, moderator: Moderator, comment_id: str, action: Action) -> None:
    """Decide on a comment as the console does."""
    comment = await context.store.comments.find("kabar", comment_id)
    await context.review.decide(moderator, "kabar", comment_id, action, revision=comment.revision)


async def test_entries_come_in_order_and_the_cursor_leads_on(
    client: Browser, bearer: dict[str, str]
) -> None:
    ids = [await submitted(client, bearer, number) for number in range(7)]
    seen: list[str] = []
    cursor = "0-0"
    for _ in range(3):
        found = await page(client, bearer, after=cursor, limit=3)
        seen += [entry["comment_id"] for entry in found["entries"]]
        cursor = found["cursor"]
    assert seen == ids
    assert await page(client, bearer, after=cursor) == {"entries": [], "cursor": cursor}


async def test_an_entry_holds_what_a_page_needs(client: Browser, bearer: dict[str, str]) -> None:
    parent = await submitted(client, bearer)
    body = a_body(
        parent_id=parent,
        author={"name": "Rina", "email": "r@example.com", "url": "https://rina.example"},
        text="Setuju.\r\nSekali \u202elagi\u202c!",
    )
    await approved_at_once(client, bearer, body)
    entry = (await page(client, bearer))["entries"][-1]
    assert set(entry) == {
        *("cursor", "type", "comment_id", "at", "article", "parent_id", "author", "text"),
        "created_at",
    }
    assert (entry["type"], entry["parent_id"]) == ("approved", parent)
    assert entry["author"] == {"name": "Rina", "url": "https://rina.example"}
    assert entry["article"]["id"] == "feri-baru"
    assert entry["text"] == "Setuju.\nSekali lagi!"


async def approved_at_once(client: Browser, bearer: dict[str, str], body: Any) -> None:
    """Submit what the policy approves."""
    answer = await client.post("/v1/comments", json=body, headers=bearer)
    assert (await answer.json())["status"] == "approved", await answer.text()


async def test_an_empty_stream_answers_at_once_with_the_cursor_that_was_given(
    client: Browser, bearer: dict[str, str]
) -> None:
    assert await page(client, bearer) == {"entries": [], "cursor": "0-0"}
    assert await page(client, bearer, after="") == {"entries": [], "cursor": "0-0"}


async def test_a_long_poll_wakes_up_when_a_comment_is_approved(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    waiting = asyncio.create_task(page(client, bearer, wait=60))
    await until(lambda: len(context.delivery._waiting) == 1, "the long poll waits")
    comment_id = await submitted(client, bearer)
    async with asyncio.timeout(PATIENCE_SECONDS):
        found = await waiting
    assert [entry["comment_id"] for entry in found["entries"]] == [comment_id]


async def test_a_long_poll_wakes_up_when_a_moderator_approves(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    site: NewSite,
    moderator: Moderator,
) -> None:
    await administration.change_site(context.store, site.site, mode=Mode.ALL_HELD)
    comment_id = await submitted(client, bearer)
    waiting = asyncio.create_task(page(client, bearer, wait=60))
    await until(lambda: len(context.delivery._waiting) == 1, "the long poll waits")
    await decided(context, moderator, comment_id, Action.APPROVE)
    async with asyncio.timeout(PATIENCE_SECONDS):
        found = await waiting
    assert [(e["type"], e["comment_id"]) for e in found["entries"]] == [("approved", comment_id)]


async def test_a_long_poll_ends_empty_after_its_time(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    async with context.delivery.page(
        "kabar", after="0-0", limit=1, wait_ms=20, gone=lambda: False
    ) as found:
        assert found == []
    assert await page(client, bearer, wait=0) == {"entries": [], "cursor": "0-0"}


async def test_over_the_limit_of_waiters_the_answer_comes_at_once(
    serve: Serve, client: Browser, bearer: dict[str, str]
) -> None:
    small = await serve(waiters_limit=1)
    context = context_of(small)
    waiting = asyncio.create_task(page(small, bearer, wait=60))
    await until(lambda: len(context.delivery._waiting) == 1, "the long poll waits")
    answer = await small.get("/v1/approved?wait=60", headers=bearer)
    problem = await problem_of(answer, 503)
    assert problem["type"] == "/problems/overloaded"
    assert int(answer.headers["Retry-After"]) > 0
    await submitted(client, bearer)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert len((await waiting)["entries"]) == 1


async def test_long_polls_of_one_site_refuse_none_of_another(
    serve: Serve, client: Browser, bearer: dict[str, str], context: Context
) -> None:
    small = await serve(waiters_limit=10)
    waiting = context_of(small).delivery.waiters
    other = await administration.add_site(context.store, "lain")
    theirs = {"Authorization": f"Bearer {other.api_key}"}
    ask = partial(small.get, "/v1/approved?wait=60")
    polls = [asyncio.create_task(ask(headers=bearer)) for _ in range(12)]
    await until(lambda: sum(poll.done() for poll in polls) == 4, "those over the share are refused")
    assert waiting.held("kabar") == 8
    poll = asyncio.create_task(ask(headers=theirs))
    await until(lambda: waiting.held("lain") == 1, "the other site's waits")
    # Who does not wait is not refused for those who do.
    assert (await page(small, bearer, wait=0))["entries"] == []
    await submitted(client, bearer)
    await submitted(client, theirs)
    async with asyncio.timeout(PATIENCE_SECONDS):
        answers = [await each for each in (*polls, poll)]
    assert sorted(answer.status for answer in answers) == [200] * 9 + [503] * 4
    assert waiting.in_flight == 0
    assert len((await page(small, bearer, wait=60))["entries"]) == 1


async def long_comments(context: Context, count: int) -> None:
    """Record approved comments of the longest kind."""
    submission = a_submission(text="\u6c49" * 65_525)
    for _ in range(count):
        comment = a_comment(CommentState.APPROVED, submission=submission)
        await context.store.comments.submit(a_new_comment(comment=comment))


async def test_a_page_ends_after_some_megabytes_and_its_cursor_leads_on(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    await long_comments(context, 25)
    seen: list[str] = []
    cursor = "0-0"
    while entries := (found := await page(client, bearer, after=cursor, limit=1000))["entries"]:
        assert len(entries) * 196_575 <= PAGE_BYTES + 200_000
        seen += [entry["comment_id"] for entry in entries]
        cursor = found["cursor"]
    assert len(seen) == len(set(seen)) == 25
    assert context.delivery.pages.in_flight == 0


async def test_pages_that_nobody_takes_count_against_their_site_alone(
    serve: Serve, client: Browser, bearer: dict[str, str], context: Context
) -> None:
    small = await serve(pages_limit=1_048_576)
    pages = context_of(small).delivery.pages
    await long_comments(context, 6)
    other = await administration.add_site(context.store, "lain")
    theirs = {"Authorization": f"Bearer {other.api_key}"}
    stalled = [await asyncio.open_connection(small.host, small.port, limit=1) for _ in range(20)]
    head = (
        f"GET /v1/approved HTTP/1.1\r\nHost: s\r\nAuthorization: {bearer['Authorization']}\r\n\r\n"
    )
    for _, writer in stalled:
        writer.write(head.encode() * 20)
    await until(lambda: pages.held("kabar") == pages.most, "slow readers have all they may")
    assert (await page(small, theirs))["entries"] == []
    for _, writer in stalled:
        writer.close()
    await until(lambda: pages.in_flight == 0, "who left holds nothing")
    assert len((await page(small, bearer))["entries"]) == 3


async def test_draining_ends_every_wait_at_once(
    client: Browser, bearer: dict[str, str], context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some are just connecting to the server, where a cancellation may be swallowed.
    monkeypatch.setattr(delivery, "SLICE_MS", 50)
    waiting = [asyncio.create_task(page(client, bearer, wait=60)) for _ in range(5)]
    await until(lambda: len(context.delivery._waiting) == 5, "five long polls wait")
    context.drain()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [each["entries"] for each in await asyncio.gather(*waiting)] == [[]] * 5
        assert (await page(client, bearer, wait=60))["entries"] == []
    assert (await client.get("/readyz")).status == 503


async def test_what_is_rejected_later_is_withdrawn_and_says_no_more_than_its_id(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    moderator: Moderator,
) -> None:
    comment_id = await submitted(client, bearer)
    await decided(context, moderator, comment_id, Action.REJECT)
    entries = (await page(client, bearer))["entries"]
    assert [entry["type"] for entry in entries] == ["approved", "withdrawn"]
    assert set(entries[1]) == {"cursor", "type", "comment_id", "at"}
    assert entries[1]["comment_id"] == comment_id


async def test_a_decision_whose_reply_was_lost_and_that_is_sent_again_counts_once(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    moderator: Moderator,
) -> None:
    comment_id = await submitted(client, bearer)
    comments = context.store.comments
    before = await comments.find("kabar", comment_id)
    await decided(context, moderator, comment_id, Action.REJECT)
    event = (await comments.find("kabar", comment_id)).events[-1]
    entry = entry_after(msgspec.structs.replace(before, state=event.state), before.state, event.at)
    await comments.decide(before, event, entry=entry, case_step="leave")
    assert [each["type"] for each in (await page(client, bearer))["entries"]] == [
        *("approved", "withdrawn")
    ]
    assert (await comments.find("kabar", comment_id)).revision == 2


async def test_what_was_never_public_is_not_withdrawn(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    site: NewSite,
    moderator: Moderator,
) -> None:
    await administration.change_site(context.store, site.site, mode=Mode.ALL_HELD)
    comment_id = await submitted(client, bearer)
    await decided(context, moderator, comment_id, Action.REJECT)
    assert (await page(client, bearer))["entries"] == []


async def test_a_cursor_behind_what_was_trimmed_is_gone(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    await submitted(client, bearer, 1)
    first = (await page(client, bearer))["cursor"]
    for number in (2, 3):
        await submitted(client, bearer, number)
    with Redis.from_url(redis_url) as redis:
        redis.xtrim("mod:{kabar}:approved", maxlen=1, approximate=False)
    answer = await client.get(f"/v1/approved?after={first}", headers=bearer)
    assert (await problem_of(answer, 410))["type"] == "/problems/cursor-expired"
    assert len((await page(client, bearer))["entries"]) == 1


async def test_sites_read_only_their_own(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    await submitted(client, bearer)
    other = await administration.add_site(context.store, "lain")
    theirs = {"Authorization": f"Bearer {other.api_key}"}
    assert (await page(client, theirs))["entries"] == []


async def test_consumer_groups_of_the_server_read_the_documented_key(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    ids = [await submitted(client, bearer, number) for number in range(4)]
    key = "mod:{kabar}:approved"
    with Redis.from_url(redis_url, decode_responses=True) as redis:
        redis.xgroup_create(key, "situs", id="0")
        one = _read_group(redis, key, "satu", 2)
        two = _read_group(redis, key, "dua", 10)
        assert [json.loads(entry["entry"])["comment_id"] for _, entry in one + two] == ids
        assert [message for message, _ in one + two] == [
            entry["cursor"] for entry in (await page(client, bearer))["entries"]
        ]
        assert redis.xack(key, "situs", *[message for message, _ in one]) == 2
        assert redis.xpending(key, "situs")["pending"] == 2


def _read_group(redis: Redis, key: str, consumer: str, count: int) -> list[tuple[str, Any]]:
    found: Any = redis.xreadgroup("situs", consumer, {key: ">"}, count=count)
    streams = list(found.values()) if isinstance(found, dict) else [found[0][1]]
    entries = streams[0]
    return [tuple(each) for each in (entries[0] if isinstance(found, dict) else entries)]


async def test_a_reader_who_has_left_gives_its_place_back_before_its_wait_ends(
    context: Context, site: NewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SLICE_MS", 5)
    delivering = context.delivery
    async with delivering.page(
        site.site, after="0-0", limit=1, wait_ms=60_000, gone=lambda: True
    ) as found:
        assert found == []


async def test_a_sites_own_id_and_time_come_back(client: Browser, bearer: dict[str, str]) -> None:
    body = a_body(external_id="komentar-15", submitted_at="2026-01-02T03:04:05Z")
    answer = await (await client.post("/v1/comments", json=body, headers=bearer)).json()
    read = await (await client.get(f"/v1/comments/{answer['id']}", headers=bearer)).json()
    (entry,) = (await page(client, bearer))["entries"]
    assert [each["external_id"] for each in (answer, read, entry)] == ["komentar-15"] * 3
    assert entry["submitted_at"] == read["submitted_at"]
    assert entry["submitted_at"].startswith("2026-01-02T03:04:05")
