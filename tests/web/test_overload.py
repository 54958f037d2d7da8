"""More work than the service takes on: refused at once, before it costs anything, and fairly."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from moderation import administration
from moderation.domain.fair_shares import units
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer
from moderation.sites import directory
from moderation.web.http.context import Context
from tests.builders import a_body, a_body_by
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.conftest import Browser, Listen, Serve, context_of
from tests.web.problem_shape import problem_of
from tests.web.wire import exchange, request

LIMIT = 10
# By the rule of `moderation.domain.fair_shares`, of a limit of 10.
ALONE = 8
MEBIBYTE = 1_048_576

Sites = dict[str, dict[str, str]]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """Run a server that only this test uses, and may pause: then work stays in flight."""
    server = embedded.start(tmp_path)
    yield server
    os.kill(server.pid, signal.SIGCONT)
    server.stop()


@pytest.fixture
def redis_url(own: EmbeddedServer) -> str:
    """Stand the application on the server of one's own."""
    return own.url


@pytest.fixture
async def small(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Serve with few places; sites that are known stay known while the server is paused."""
    monkeypatch.setattr(directory, "REFRESH_SECONDS", 3600.0)
    return await serve(in_flight_limit=LIMIT)


@pytest.fixture
def work(small: Browser) -> Context:
    """Reach what counts the work in flight."""
    return context_of(small)


@pytest.fixture
async def sites(small: Browser, work: Context) -> Sites:
    """Make two sites, known to the service; the headers that each sends."""
    made: Sites = {}
    for name in ("banjir", "tenang"):
        key = (await administration.add_site(work.store, name)).api_key
        made[name] = {"Authorization": f"Bearer {key}"}
        assert (await small.post("/v1/comments", json=a_body(), headers=made[name])).status == 201
    return made


def as_json(client: Browser, number: int, headers: dict[str, str]) -> Awaitable[ClientResponse]:
    """Submit as JSON."""
    return client.post("/v1/comments", json=a_body_by(number), headers=headers)


def as_form(client: Browser, number: int, headers: dict[str, str]) -> Awaitable[ClientResponse]:
    """Submit as a form."""
    author = {"author": "Rina", "email": f"pembaca{number}@example.com"}
    fields = author | {"comment": f"Pendapat nomor {number}.", "comment_post_ID": "15"}
    return client.post("/v1/comments", data=fields, headers=headers)


def as_batch(client: Browser, number: int, headers: dict[str, str]) -> Awaitable[ClientResponse]:
    """Submit as a batch of one."""
    return client.post("/v1/comments/batch", json=[a_body_by(number)], headers=headers)


async def assert_refused(answer: ClientResponse) -> None:
    """Find the problem that says to come again soon."""
    problem = await problem_of(answer, 503)
    assert problem["type"] == "/problems/overloaded"
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("submit", [as_json, as_form, as_batch])
async def test_a_flooding_site_is_refused_and_a_calm_one_is_not(
    submit: Callable[..., Awaitable[ClientResponse]],
    small: Browser,
    sites: Sites,
    work: Context,
    own: EmbeddedServer,
) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    flood = [asyncio.ensure_future(submit(small, n, sites["banjir"])) for n in range(30)]
    await until(lambda: sum(each.done() for each in flood) == 30 - ALONE, "the rest is refused")
    assert work.admission.held("banjir") == ALONE
    calm = asyncio.ensure_future(submit(small, 99, sites["tenang"]))
    await until(lambda: work.admission.held("tenang") == 1 or calm.done(), "the calm one is in")
    os.kill(own.pid, signal.SIGCONT)
    assert (await calm).ok
    answers = [await each for each in flood]
    refused = [answer for answer in answers if not answer.ok]
    assert len(refused) == 30 - ALONE
    for answer in refused:
        await assert_refused(answer)
    assert work.admission.in_flight == 0
    assert (await submit(small, 100, sites["banjir"])).ok


async def test_a_batch_leaves_half_of_the_places(
    small: Browser, sites: Sites, work: Context, own: EmbeddedServer
) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    items = [a_body_by(number) for number in range(25)]
    batch = asyncio.ensure_future(
        small.post("/v1/comments/batch", json=items, headers=sites["banjir"])
    )
    await until(lambda: work.admission.held("banjir") == LIMIT // 2, "the batch has its places")
    single = asyncio.ensure_future(as_json(small, 50, sites["banjir"]))
    await until(lambda: work.admission.held("banjir") > LIMIT // 2, "a reader's comment is in")
    calm = asyncio.ensure_future(as_json(small, 99, sites["tenang"]))
    await until(lambda: work.admission.held("tenang") == 1, "the calm one is in")
    os.kill(own.pid, signal.SIGCONT)
    assert [(await each).status for each in (single, calm)] == [201, 201]
    results = (await (await batch).json())["results"]
    assert [result["status"] for result in results] == [201] * len(items)
    assert work.admission.in_flight == 0


async def test_who_is_refused_need_not_send_the_body(
    small: Browser, sites: Sites, work: Context, own: EmbeddedServer
) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    waiting = [asyncio.ensure_future(as_json(small, n, sites["banjir"])) for n in range(ALONE)]
    await until(lambda: work.admission.held("banjir") == ALONE, "the site has all it may")
    head = (
        f"POST /v1/comments HTTP/1.1\r\nHost: s\r\nContent-Length: 500\r\n"
        f"Authorization: {sites['banjir']['Authorization']}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection(small.host, small.port)
    writer.write(head.encode())
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert (await reader.readline()).startswith(b"HTTP/1.1 503 ")
    writer.close()
    os.kill(own.pid, signal.SIGCONT)
    assert [(await each).status for each in waiting] == [201] * ALONE


async def test_a_body_that_does_not_come_holds_only_its_own_sites_places(
    small: Browser, sites: Sites, work: Context
) -> None:
    head = (
        f"POST /v1/comments HTTP/1.1\r\nHost: s\r\nContent-Length: 500\r\n"
        f"Authorization: {sites['banjir']['Authorization']}\r\n\r\n"
    )
    slow = [await asyncio.open_connection(small.host, small.port) for _ in range(2 * ALONE)]
    for _, writer in slow:
        writer.write(head.encode())
    await until(lambda: work.admission.held("banjir") == ALONE, "slow clients hold what they may")
    assert (await as_json(small, 1, sites["tenang"])).status == 201
    for _, writer in slow:
        writer.close()
    await until(lambda: work.admission.in_flight == 0, "who left holds nothing")


async def test_a_large_body_that_arrives_at_once_starts_no_clock_for_the_head(
    listen: Listen, small: Browser, sites: Sites, own: EmbeddedServer
) -> None:
    port = await listen(head_timeout=0.2, keepalive_timeout=3600)
    headers = [f"{name}: {value}" for name, value in sites["banjir"].items()]
    known = request("/v1/approved", *headers, method="GET")
    assert (await asyncio.to_thread(exchange, port, known)).status == 200
    headers.append("Content-Type: application/json")
    batch = json.dumps([a_body_by(1) | {"more": "x" * 1_000_000}]).encode()
    sent = request("/v1/comments/batch", *headers, body=batch)
    os.kill(own.pid, signal.SIGSTOP)
    asking = asyncio.create_task(asyncio.to_thread(exchange, port, sent))
    # A connection without a head is closed after the head's time, here twice.
    for _ in range(2):
        assert (await asyncio.to_thread(exchange, port, b"")).status == 0
    os.kill(own.pid, signal.SIGCONT)
    assert (await asking).status == 200


async def test_large_bodies_are_counted_by_their_bytes_and_shared_fairly(
    serve: Serve, small: Browser, sites: Sites, own: EmbeddedServer
) -> None:
    client = await serve(bodies_limit=MEBIBYTE)
    for headers in sites.values():
        assert (await as_json(client, 1, headers)).status == 201
    bodies = context_of(client).bodies
    large = a_body_by(2) | {"more": "x" * (MEBIBYTE // 4)}
    os.kill(own.pid, signal.SIGSTOP)
    flood = [
        asyncio.ensure_future(client.post("/v1/comments", json=large, headers=sites["banjir"]))
        for _ in range(10)
    ]
    await until(lambda: sum(each.done() for each in flood) == 8, "the rest is refused")
    assert bodies.held("banjir") == 2 * units(MEBIBYTE // 4 + 1)
    little = asyncio.ensure_future(as_json(client, 3, sites["banjir"]))
    calm = asyncio.ensure_future(client.post("/v1/comments", json=large, headers=sites["tenang"]))
    await until(lambda: bodies.held("tenang") > 0 or calm.done(), "the calm one is in")
    os.kill(own.pid, signal.SIGCONT)
    assert [(await each).status for each in (little, calm)] == [201, 201]
    answers = [await each for each in flood]
    assert sorted(answer.status for answer in answers) == [201] * 2 + [503] * 8
    for answer in answers:
        if not answer.ok:
            await assert_refused(answer)
    assert bodies.in_flight == 0


async def test_a_body_of_unknown_length_counts_as_the_longest_until_it_is_here(
    serve: Serve, small: Browser, sites: Sites
) -> None:
    client = await serve(bodies_limit=MEBIBYTE, body_limit=MEBIBYTE // 2)
    bodies = context_of(client).bodies
    more = asyncio.Event()

    async def parts() -> AsyncIterator[bytes]:
        whole = json.dumps(a_body_by(1)).encode()
        yield whole[:10]
        await more.wait()
        yield whole[10:]

    headers = sites["banjir"] | {"Content-Type": "application/json"}
    slow = asyncio.ensure_future(client.post("/v1/comments", data=parts(), headers=headers))
    await until(lambda: bodies.held("banjir") == units(MEBIBYTE // 2), "its places are taken")
    more.set()
    assert (await slow).status == 201
    assert bodies.in_flight == 0
