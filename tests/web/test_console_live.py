"""What pages are told while they are looked at: by a stream of events, or when they ask."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientResponse

from moderation import administration, clock
from moderation.administration.moderators import change_moderator
from moderation.domain import Action, Comment, Moderator, Role
from moderation.store.keys import MOVES_LENGTH, session
from moderation.store.moderators import moderator_id
from moderation.web.console import live
from moderation.web.http.context import Context
from tests.waiting import until
from tests.web.conftest import Serve, context_of
from tests.web.desk import SESSION, SITE, Desk, hire, hold
from tests.web.problem_shape import problem_of

LIVE = f"/console/api/sites/{SITE}/live"
STREAM = {"Accept": live.EVENT_STREAM}
Told = dict[str, Any]


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the store all the time."""
    monkeypatch.setattr("moderation.review.live.LOOK_SECONDS", 0.01)
    monkeypatch.setattr("moderation.web.console.attendance.LOOK_SECONDS", 0.0)


@pytest.fixture
async def sari(desk: Desk, context: Context) -> Moderator:
    """Have somebody else work on the site; `desk` is Budi's."""
    assert desk.base
    email = await hire(context.store, "sari@kabar.example")
    return await context.store.moderators.find(moderator_id(email))


@pytest.fixture
async def comment(desk: Desk, context: Context) -> Comment:
    """Have a comment wait."""
    assert desk.base
    return await hold(context, "Ini rahasia sampai disetujui.")


async def asked(desk: Desk, **query: int) -> Told:
    """Ask once, from before anything happened unless told otherwise."""
    answer = await desk.session.get(desk.base + LIVE, params={"shown": 1} | query)
    assert answer.status == 200
    return dict(await answer.json())


@asynccontextmanager
async def following(desk: Desk, **headers: str) -> AsyncIterator[ClientResponse]:
    """Follow the site by a stream."""
    url, all_headers = f"{desk.base}{LIVE}?shown=1", desk.headers | STREAM | headers
    async with desk.session.get(url, headers=all_headers) as answer:
        assert answer.status == 200
        assert answer.content_type == live.EVENT_STREAM
        yield answer


async def heard(stream: ClientResponse, fits: Callable[[Told], Any] = bool) -> Told:
    """Listen until an event fits."""
    async with asyncio.timeout(30):
        async for line in stream.content:
            if line.startswith(b"data: ") and fits(told := json.loads(line[6:])):
                return dict(told)
    pytest.fail("the stream ended")


async def ended(stream: ClientResponse) -> None:
    """Listen until the stream ends."""
    async with asyncio.timeout(30):
        await stream.content.read()


async def test_whoever_asks_is_told_how_many_wait_and_what_came(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context, minutes_ago=1)
    before = await asked(desk, shown=comment.created_at)
    assert (before["waiting"], before["opened"], before["rows"]) == ("1", [], {})
    later = await hold(context, "Yang kedua")

    async def told() -> bool:
        now = await asked(desk, shown=comment.created_at)
        return (now["waiting"], now["opened"]) == ("2", [later.created_at])

    await until(told, "the second one is told of")


async def test_a_stream_tells_what_others_take_give_back_and_decide(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    async with following(desk) as stream:
        assert (await heard(stream))["rows"] == {}
        await context.review.claim(sari, SITE, comment.id)
        taken = (await heard(stream, lambda told: told["rows"]))["rows"][comment.id]
        assert taken["state"] == "taken"
        assert re.fullmatch(r"Ditinjau sari sejak \d\d\.\d\d", taken["says"])
        await context.review.release(sari, SITE, comment.id)
        free = await heard(stream, lambda told: told["rows"])
        assert free["rows"] == {comment.id: {"state": "free", "says": ""}}
        await context.review.decide(sari, SITE, comment.id, Action.REJECT, revision=1)
        gone = await heard(stream, lambda told: told["rows"])
        assert gone["rows"] == {comment.id: {"state": "gone", "says": "Ditolak oleh sari"}}
        assert gone["waiting"] == "0"
        await context.review.undo(sari, SITE, comment.id, revision=2)
        back = await heard(stream, lambda told: told["rows"])
        assert back["rows"] == {comment.id: {"state": "free", "says": ""}}


async def test_what_the_sites_own_people_decided_is_told_as_the_sites(
    desk: Desk, context: Context, comment: Comment
) -> None:
    await context.review.report(comment, Action.REJECT, door="akismet")
    rows = (await asked(desk))["rows"]
    assert rows == {comment.id: {"state": "gone", "says": "Ditolak oleh situs"}}


async def test_no_more_is_told_than_rows_show(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    await context.review.claim(sari, SITE, comment.id)
    told = json.dumps(await asked(desk))
    for hidden in ("rahasia", "@", "203.0.113", "Rina", sari.id):
        assert hidden not in told


async def test_ones_own_moves_and_claims_that_have_run_out_are_free(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    await context.review.claim(budi, SITE, comment.id)
    other = await hold(context)
    at = clock.now_ms() - 60_000
    await context.store.queue.claim(SITE, other.case_id, moderator=sari.id, at=at, life_ms=59_000)
    rows = (await asked(desk))["rows"]
    assert {row["state"] for row in rows.values()} == {"free"}
    assert set(rows) == {comment.id, other.id}


async def test_what_was_decided_before_the_page_was_shown_is_no_news_but_who_reviews_is(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    other = await hold(context)
    earlier = replace(context.review, now_ms=lambda: clock.now_ms() - 5_000)
    await earlier.decide(sari, SITE, comment.id, Action.APPROVE, revision=1)
    await earlier.claim(sari, SITE, other.id)
    rows = (await asked(desk, shown=clock.now_ms()))["rows"]
    assert {name: row["state"] for name, row in rows.items()} == {other.id: "taken"}


async def test_a_renewed_claim_began_when_it_was_taken(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    assert desk.base
    for at in (100_000, 130_000):
        await context.store.queue.claim(
            SITE, comment.case_id, moderator=sari.id, at=at, life_ms=60_000
        )
    (case,) = await context.store.queue.read(SITE, [comment.case_id])
    moves = (await context.store.moves.glance(SITE)).moves
    assert case.claimed_at == 100_000
    assert [(move.at, move.since, move.until) for move in moves] == [
        (130_000, 100_000, 190_000),
        (100_000, 100_000, 160_000),
    ]


async def test_a_page_that_missed_more_than_is_kept_is_told_so(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    now = clock.now_ms()
    for n in range(MOVES_LENGTH):
        await context.store.queue.claim(
            SITE, comment.case_id, moderator=sari.id, at=now + n, life_ms=60_000
        )
    assert not (await asked(desk, known=now - 1))["whole"]
    assert (await asked(desk, known=now))["whole"]
    async with following(desk, **{"Last-Event-ID": str(now + MOVES_LENGTH)}) as stream:
        assert (await heard(stream))["whole"]


async def test_following_takes_no_case_and_changes_nothing(
    desk: Desk, context: Context, comment: Comment
) -> None:
    keys = await context.store.client.keys("*")
    async with following(desk) as stream:
        await heard(stream)
    await asked(desk)
    (case,) = await context.store.queue.read(SITE, [comment.case_id])
    assert case.claimed_by == ""
    assert sorted(await context.store.client.keys("*")) == sorted(keys)
    assert (await desk.session.head(desk.base + LIVE)).status == 405


async def test_a_page_follows_without_renewing_its_session(desk: Desk, context: Context) -> None:
    key = session(hashlib.sha256(desk.cookie(SESSION).encode()).hexdigest())
    await context.store.client.pexpire(key, 5_000)
    await asked(desk)
    async with following(desk) as stream:
        await heard(stream)
    assert await context.store.client.pttl(key) <= 5_000


async def test_nobody_follows_a_site_who_may_not_see_it(desk: Desk, context: Context) -> None:
    other = await administration.add_site(context.store, "lain")
    await hire(context.store, "tono@kabar.example", sites=(SITE,))
    tono = Desk(desk.client)
    await tono.enter(context, "tono@kabar.example")
    for path, status in ((LIVE, 200), (LIVE.replace(SITE, other.site), 404)):
        assert (await tono.session.get(tono.base + path)).status == status
    await tono.session.close()
    for headers in ({}, STREAM):
        answer = await desk.client.get(LIVE, headers=headers)
        assert (await problem_of(answer, 401))["type"] == "/problems/unauthenticated"


async def test_over_the_limit_pages_are_refused_and_may_ask(serve: Serve, context: Context) -> None:
    small = await serve(followers_limit=1, waiters_limit=1)
    await administration.add_site(context.store, SITE)
    desk = Desk(small)
    await desk.enter(context, await hire(context.store))
    async with following(desk) as stream:
        await heard(stream)
        refused = await desk.session.get(desk.base + LIVE, headers=STREAM)
        assert (await problem_of(refused, 503))["type"] == "/problems/overloaded"
        assert int(refused.headers["Retry-After"]) > 0
        assert (await asked(desk))["waiting"] == "0"
        assert context_of(small).delivery.waiters.in_flight == 0
    places = context_of(small).live.places
    await until(lambda: places.in_flight == 0, "who left holds no place")
    async with following(desk) as stream:
        await heard(stream)
    await desk.session.close()


async def test_pages_of_one_site_refuse_none_of_another(serve: Serve, context: Context) -> None:
    small = await serve(followers_limit=10)
    for name in (SITE, "lain"):
        await administration.add_site(context.store, name)
    desk = Desk(small)
    await desk.enter(context, await hire(context.store))
    answers = [await desk.session.get(desk.base + LIVE, headers=STREAM) for _ in range(10)]
    assert [answer.status for answer in answers].count(200) == context_of(small).live.places.most
    path = LIVE.replace(SITE, "lain")
    async with desk.session.get(desk.base + path, headers=STREAM) as theirs:
        assert theirs.status == 200
    for answer in answers:
        answer.close()
    await desk.session.close()


async def log_out(desk: Desk, _context: Context) -> None:
    """End the session as its moderator does."""
    assert (await desk.post("/console/logout", follow=False)).status == 303


async def change_role(_desk: Desk, context: Context) -> None:
    """Make a viewer of the moderator."""
    await change_moderator(context.store, "budi@kabar.example", role=Role.VIEWER)


async def drain(_desk: Desk, context: Context) -> None:
    """Have the process end."""
    context.drain()


@pytest.mark.parametrize("act", [log_out, change_role, drain])
async def test_a_stream_ends_with_what_allowed_it(
    act: Callable[[Desk, Context], Any],
    desk: Desk,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.02)
    async with following(desk) as stream:
        await heard(stream)
        await act(desk, context)
        await ended(stream)
    assert context.live.places.in_flight == 0


async def test_nothing_is_told_to_a_session_that_has_ended(
    desk: Desk, context: Context, comment: Comment, sari: Moderator
) -> None:
    async with following(desk) as stream:
        await heard(stream)
        await log_out(desk, context)
        await context.review.claim(sari, SITE, comment.id)
        async with asyncio.timeout(30):
            assert b"taken" not in await stream.content.read()


async def test_a_stream_ends_after_its_time_so_that_another_page_may_have_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LIFE_SECONDS", 0.05)
    async with following(desk) as stream:
        assert (await heard(stream))["waiting"] == "0"
        await ended(stream)


async def test_however_many_follow_the_store_is_looked_at_once(
    desk: Desk, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.live._looks, "_seconds", 3_600)
    glances = 0
    glance = context.store.moves.glance

    async def counted(site: str) -> Any:
        nonlocal glances
        glances += 1
        return await glance(site)

    monkeypatch.setattr(context.store.moves, "glance", counted)
    path = f"{desk.base}{LIVE}?shown=1"
    streams = [await desk.session.get(path, headers=STREAM) for _ in range(5)]
    for stream in streams:
        await heard(stream)
        stream.close()
    await asked(desk)
    assert glances == 1
