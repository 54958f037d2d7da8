"""The load generator sends each request once, when it is due, and counts every answer."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load import Load, Outcome, carry_out
from benchmarks.wire import write_bodies_file
from tests.benchmarks.site import CREATED, Site, running

RATE = 100.0
REFUSED = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
OPEN_OR_CLOSED = pytest.mark.parametrize("rate", [None, RATE], ids=["closed-loop", "open-loop"])


@pytest.fixture
def bodies(tmp_path: Path) -> str:
    """Give a file with ten bodies, line breaks and all."""
    file = tmp_path / "bodies"
    write_bodies_file(file, [f"comment {number}\r\n".encode() for number in range(10)])
    return str(file)


def a_load(site: Site, bodies: str, **changes: Any) -> Load:
    told: dict[str, Any] = {
        "port": site.port,
        "path": "/comments",
        "headers": {"Content-Type": "text/plain"},
        "bodies": bodies,
        "connections": 3,
        "requests": 10,
    }
    return Load(**told | changes)


def counts(outcome: Outcome) -> dict[str, int]:
    return {status: len(each) for status, each in outcome.latencies.items()}


@OPEN_OR_CLOSED
async def test_every_body_is_sent_once_as_it_is(bodies: str, rate: float | None) -> None:
    async with running() as site:
        (outcome,) = await carry_out([a_load(site, bodies, rate=rate)])
    assert sorted(site.bodies) == [f"comment {number}\r\n".encode() for number in range(10)]
    assert counts(outcome) == {"201": 10}
    assert (outcome.broken, outcome.unanswered) == (0, 0)
    assert outcome.answer_bytes == 10 * len('{"ok":true}')
    assert site.connections == 3


async def test_an_open_loop_keeps_its_rate(bodies: str) -> None:
    async with running() as site:
        (outcome,) = await carry_out([a_load(site, bodies, rate=RATE)])
    assert outcome.seconds >= 10 / RATE


async def test_who_had_to_wait_to_be_sent_is_counted_from_when_it_was_due(bodies: str) -> None:
    held = 10 / RATE  # from the first request's arrival until the last one's

    async def hold_the_first(number: int) -> bytes:
        if number == 1:
            await asyncio.sleep(held)
        return CREATED

    async with running(hold_the_first) as site:
        (outcome,) = await carry_out([a_load(site, bodies, rate=RATE, connections=1)])
    # The second went out only when the first was answered, one beat after it was due.
    assert outcome.latencies["201"][1] >= held - 1 / RATE


async def test_refusals_are_told_apart_and_those_that_advise_are_counted(bodies: str) -> None:
    async def refuse_the_first(number: int) -> bytes:
        return REFUSED if number == 1 else CREATED

    async with running(refuse_the_first) as site:
        (outcome,) = await carry_out([a_load(site, bodies)])
    assert counts(outcome) == {"201": 9, "503": 1}
    assert outcome.advised == 1


@OPEN_OR_CLOSED
async def test_a_server_that_closes_gets_a_connection_for_each_request(
    bodies: str, rate: float | None
) -> None:
    async with running(closes=True) as site:
        (outcome,) = await carry_out([a_load(site, bodies, rate=rate, keep_alive=False)])
    assert counts(outcome) == {"201": 10}
    assert (outcome.broken, len(site.bodies)) == (0, 10)
    assert site.connections >= 10


@OPEN_OR_CLOSED
async def test_a_connection_that_the_server_closed_is_replaced(
    bodies: str, rate: float | None
) -> None:
    async with running(closes=True) as site:
        (outcome,) = await carry_out([a_load(site, bodies, rate=rate, connections=1)])
    assert sum(counts(outcome).values()) + outcome.broken == 10
    assert site.connections >= 2


async def test_a_connection_that_ends_before_its_answer_is_counted_as_broken(bodies: str) -> None:
    async def half(number: int) -> bytes:
        return CREATED[:20] if number == 1 else CREATED

    async with running(half, closes=True) as site:
        (outcome,) = await carry_out([a_load(site, bodies, connections=1, requests=1)])
    assert (outcome.broken, counts(outcome)) == (1, {})


async def test_a_server_that_went_away_ends_the_run(bodies: str) -> None:
    async with running(closes=True) as site:

        async def go_away(_: int) -> bytes:
            site.listener.close()
            return CREATED

        site.answer = go_away
        with pytest.raises(ConnectionRefusedError):
            await carry_out([a_load(site, bodies, keep_alive=False)])


async def test_requests_take_turns_with_the_authorizations(bodies: str) -> None:
    async with running() as site:
        await carry_out([a_load(site, bodies, authorizations=["Bearer a", "Bearer b"])])
    assert sum("Authorization: Bearer a\r\n" in head for head in site.heads) == 5
    assert sum("Authorization: Bearer b\r\n" in head for head in site.heads) == 5


async def test_marks_are_counted_in_every_answer(bodies: str) -> None:
    async with running() as site:
        (outcome,) = await carry_out([a_load(site, bodies, marks=['"ok"', '"no"'])])
    assert outcome.marked == {'"ok"': 10, '"no"': 0}


async def test_loads_run_beside_each_other(bodies: str) -> None:
    async with running() as site:
        calm, loud = await carry_out(
            [a_load(site, bodies, rate=RATE, requests=2), a_load(site, bodies)]
        )
    assert (counts(calm), counts(loud)) == ({"201": 2}, {"201": 10})


async def test_more_requests_than_bodies_are_refused(bodies: str) -> None:
    with pytest.raises(ValueError, match="11 requests"):
        await carry_out([a_load(Site(), bodies, requests=11)])
