"""The demo's consumer of the approved stream: in order, once each, through every failure."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from moderation.administration.moderators import add_moderator
from moderation.demo.consumer import (
    FIRST_PAUSE_SECONDS,
    IDLE_PAUSE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    Consumer,
    pause_after,
)
from moderation.demo.saring_client import Entry, SaringClient
from moderation.demo.threads import Threads
from moderation.domain import Action, Moderator, Role
from tests.waiting import until
from tests.web.demo_site import (
    ARTICLE,
    Demo,
    ScriptedSaring,
    running_demo,
)

APPROVED = "/v1/approved"


def entry(comment_id: str, kind: str = "approved", text: str = "Halo") -> dict[str, Any]:
    """Make an entry as the API tells it."""
    told: dict[str, Any] = {"cursor": "1-0", "type": kind, "comment_id": comment_id, "at": "x"}
    if kind in {"withdrawn", "erased"}:
        return told
    return told | {
        "article": {"id": "a", "title": "Judul"},
        "parent_id": None,
        "author": {"name": "Rina", "url": None},
        "text": text,
        "created_at": "2026-11-23T04:00:00.000Z",
    }


def page(cursor: str, *entries: dict[str, Any]) -> Callable[[web.Request], web.Response]:
    """Answer with a page of entries."""
    return lambda _: web.json_response({"entries": list(entries), "cursor": cursor})


def broken(request: web.Request) -> web.Response:
    """Break the connection off."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class Stumbling(Threads):
    """Fails on the first entry that it is given."""

    failed = False

    def apply(self, entry: Entry) -> None:
        """Apply an entry, but for the first."""
        if not self.failed:
            self.failed = True
            raise RuntimeError
        super().apply(entry)


class Reading:
    """A consumer at work on a scripted stream; its pauses are noted instead of waited for."""

    def __init__(self, threads: Threads | None = None) -> None:
        self.saring = ScriptedSaring()
        self.threads = threads or Threads()
        self.pauses: list[float] = []
        self.script: list[Callable[[web.Request], web.Response]] = []
        self.done = asyncio.Event()
        self.saring.answers[APPROVED] = self._next

    @property
    def cursors(self) -> list[str]:
        """What was asked behind, in order."""
        return [request.query["after"] for request in self.saring.asked]

    @property
    def shown(self) -> list[str]:
        """The texts that stand under the article, in order."""
        return [thread.comment.text for thread in self.threads.under("a")]

    def _next(self, request: web.Request) -> web.Response:
        return self.script.pop(0)(request)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if not self.script:
            self.done.set()
            await asyncio.Event().wait()

    @asynccontextmanager
    async def _consumer(self) -> AsyncIterator[Consumer]:
        async with self.saring.server, ClientSession() as session:
            client = SaringClient(session, lambda: self.saring.url, "srg_kunci")
            yield Consumer(client, self.threads, pause=self._pause)

    async def through(self, *script: Callable[[web.Request], web.Response]) -> "Reading":
        """Read until the script ends; it must end with what makes a consumer pause."""
        self.script = list(script)
        async with self._consumer() as consumer:
            task = asyncio.create_task(consumer.run())
            await asyncio.wait(
                [task, asyncio.create_task(self.done.wait())], return_when="FIRST_COMPLETED"
            )
            assert not task.done()
            task.cancel()
            await asyncio.wait([task])
        return self


async def test_it_begins_at_the_start_and_goes_on_from_each_pages_cursor() -> None:
    reading = await Reading().through(
        page("2-0", entry("x", text="satu"), entry("y", text="dua")),
        page("3-0", entry("z", text="tiga")),
        page("3-0"),
    )
    assert reading.cursors == ["0-0", "2-0", "3-0"]
    assert reading.shown == ["satu", "dua", "tiga"]


async def test_it_asks_as_its_site_and_waits_for_news() -> None:
    reading = await Reading().through(page("0-0"))
    (request,) = reading.saring.asked
    assert request.headers["Authorization"] == "Bearer srg_kunci"
    assert request.query["wait"] == "20"
    assert request.query["limit"] == "100"


async def test_an_entry_that_comes_twice_counts_once() -> None:
    reading = await Reading().through(
        page("2-0", entry("x"), entry("x")), page("2-0", entry("x")), page("2-0")
    )
    assert reading.threads.count("a") == 1


async def test_an_update_takes_the_place_of_what_was_there() -> None:
    reading = await Reading().through(
        page("2-0", entry("x", text="lama"), entry("x", "updated", "baru")), page("2-0")
    )
    assert reading.shown == ["baru"]


@pytest.mark.parametrize("kind", ["withdrawn", "erased"])
async def test_what_is_taken_back_disappears(kind: str) -> None:
    reading = await Reading().through(
        page("3-0", entry("x"), entry("y", text="tetap"), entry("x", kind)), page("3-0")
    )
    assert reading.shown == ["tetap"]


async def test_what_was_taken_back_may_return() -> None:
    reading = await Reading().through(
        page("3-0", entry("x"), entry("x", "withdrawn"), entry("x", text="kembali")), page("3-0")
    )
    assert reading.shown == ["kembali"]


async def test_taking_back_what_never_came_changes_nothing() -> None:
    reading = await Reading().through(page("2-0", entry("x", "erased"), entry("y")), page("2-0"))
    assert reading.threads.count("a") == 1


async def test_entry_types_of_the_future_are_passed_over() -> None:
    reading = await Reading().through(page("2-0", entry("x", "pinned"), entry("y")), page("2-0"))
    assert reading.threads.count("a") == 1


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(lambda _: web.Response(status=503), id="away"),
        pytest.param(lambda _: web.Response(status=500, text="<html>"), id="a proxy's page"),
        pytest.param(lambda _: web.Response(status=401), id="key refused"),
        pytest.param(lambda _: web.Response(text="{"), id="cut short"),
        pytest.param(lambda _: web.json_response({"entries": 3}), id="another shape"),
        pytest.param(lambda _: web.json_response({"entries": [{}], "cursor": "9-0"}), id="no id"),
    ],
)
async def test_after_a_failure_it_goes_on_where_it_was(
    failure: Callable[[web.Request], web.Response],
) -> None:
    reading = await Reading().through(
        page("2-0", entry("x")), failure, page("3-0", entry("y")), page("3-0")
    )
    assert reading.cursors == ["0-0", "2-0", "2-0", "3-0"]
    assert reading.threads.count("a") == 2
    assert FIRST_PAUSE_SECONDS / 2 <= reading.pauses[0] <= FIRST_PAUSE_SECONDS


async def test_connections_that_keep_breaking_are_a_failure_too() -> None:
    reading = await Reading().through(*[broken] * 12, page("2-0", entry("x")), page("2-0"))
    assert reading.threads.count("a") == 1
    assert len(reading.pauses) > 1


async def test_its_patience_is_fresh_after_a_success() -> None:
    def down(_: web.Request) -> web.Response:
        return web.Response(status=503)

    reading = await Reading().through(down, down, down, page("2-0", entry("x")), down)
    assert reading.pauses[3] <= FIRST_PAUSE_SECONDS < reading.pauses[2]


async def test_a_cursor_that_has_expired_means_reading_all_again() -> None:
    reading = await Reading().through(
        page("2-0", entry("x", text="sudah ditarik"), entry("y", text="tetap")),
        lambda _: web.Response(status=410),
        page("5-0", entry("y", text="tetap")),
        page("5-0"),
    )
    assert reading.cursors == ["0-0", "2-0", "0-0", "5-0"]
    assert reading.shown == ["tetap"]


async def test_a_stream_that_is_always_expired_is_not_asked_in_a_tight_circle() -> None:
    gone = [lambda _: web.Response(status=410)] * 6
    reading = await Reading().through(*gone)
    assert len(reading.pauses) == 6
    assert reading.pauses[5] > FIRST_PAUSE_SECONDS


async def test_a_poll_that_was_answered_early_is_not_repeated_in_a_tight_circle() -> None:
    reading = await Reading().through(page("0-0"), page("0-0"))
    assert reading.pauses == [IDLE_PAUSE_SECONDS] * 2


@pytest.mark.parametrize("failures", [1, 2, 5, 10, 1_000_000])
def test_pauses_grow_but_not_for_ever(failures: int) -> None:
    assert FIRST_PAUSE_SECONDS / 2 <= pause_after(failures) <= LONGEST_PAUSE_SECONDS


async def test_an_entry_that_cannot_be_applied_does_not_end_the_reading() -> None:
    reading = Reading(Stumbling())
    await reading.through(page("2-0", entry("x")), page("2-0", entry("x")), page("2-0"))
    assert reading.cursors == ["0-0", "0-0", "2-0"]
    assert reading.shown == ["Halo"]


async def test_it_catches_up_when_saring_comes_back(
    redis_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    threads = Threads()
    async with ClientSession() as session:
        async with running_demo(redis_url, tmp_path, port=unused_tcp_port) as demo:
            client = SaringClient(session, lambda: demo.reader.base, demo.api_key)
            reading = asyncio.create_task(Consumer(client, threads).run())
            await demo.reader.comment("Sebelum")
            await until(lambda: threads.count("feri-baru") == 1, "the first comment is there")
            demo.context.drain()
        async with running_demo(
            redis_url, tmp_path, port=unused_tcp_port, api_key=demo.api_key
        ) as back:
            await back.reader.comment("Sesudah")
            await until(lambda: threads.count("feri-baru") == 2, "the second comment is there")
            reading.cancel()
            await asyncio.wait([reading])


async def a_moderator(demo: Demo) -> Moderator:
    password, role = "kata sandi yang panjang", Role.MODERATOR
    store = demo.context.store
    return await add_moderator(store, "budi@warta.example", password, role, all_sites=True)


async def test_what_the_newsroom_edits_is_changed_on_the_page_and_said(demo: Demo) -> None:
    sent = await demo.reader.comment("Nomor saya 0812-000")
    comment_id = sent.location.partition("terbit=")[2].partition("#")[0]
    assert "disunting redaksi" not in (await demo.reader.get(ARTICLE)).text
    moderator = await a_moderator(demo)
    await demo.context.editing.edit(moderator, demo.site, comment_id, "Nomor saya …", revision=1)

    async def changed() -> bool:
        text = (await demo.reader.get(ARTICLE)).text
        return "Nomor saya …" in text and "0812-000" not in text and "disunting redaksi" in text

    await until(changed, "the edit has reached the page")


async def test_what_a_moderator_takes_back_leaves_the_page(demo: Demo) -> None:
    sent = await demo.reader.comment("Akan ditarik")
    comment_id = sent.location.partition("terbit=")[2].partition("#")[0]
    assert "Akan ditarik" in (await demo.reader.get(ARTICLE)).text
    review, moderator = demo.context.review, await a_moderator(demo)
    await review.decide(moderator, demo.site, comment_id, Action.REJECT, revision=1)

    async def gone() -> bool:
        return "Akan ditarik" not in (await demo.reader.get(ARTICLE)).text

    await until(gone, "the comment has left the page")


@pytest.fixture
async def demo(redis_url: str, tmp_path: Path) -> AsyncIterator[Demo]:
    """Run the demo site."""
    async with running_demo(redis_url, tmp_path) as running:
        yield running
