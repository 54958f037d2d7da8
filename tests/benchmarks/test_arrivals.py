"""Arrivals come at their rate, and their clocks run from when they were due."""

import asyncio
from typing import Any

from benchmarks.arrivals import Stream, carry_out
from tests.benchmarks.site import CREATED, running

RATE = 100.0
REFUSED = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"


def a_stream(port: int, bodies: str, **changes: Any) -> Stream:
    told: dict[str, Any] = {
        "name": "site",
        "port": port,
        "path": "/comments",
        "headers": {},
        "bodies": bodies,
        "rate": RATE,
        "requests": 10,
        "connections": 2,
    }
    return Stream(**told | changes)


async def test_every_request_is_sent_once_and_answered(bodies: str) -> None:
    async with running() as site:
        (outcome,) = await carry_out([a_stream(site.port, bodies)])
    assert len(set(site.bodies)) == len(site.bodies) == 10
    assert {status: len(each) for status, each in outcome.latencies.items()} == {"201": 10}
    assert (outcome.unanswered, outcome.broken) == (0, 0)
    assert outcome.seconds >= 10 / RATE


async def test_who_had_to_wait_to_be_sent_is_counted_from_when_it_was_due(bodies: str) -> None:
    held = 10 / RATE  # from the first request's arrival until the last one's

    async def hold_the_first(number: int) -> bytes:
        if number == 1:
            await asyncio.sleep(held)
        return CREATED

    async with running(hold_the_first) as site:
        (outcome,) = await carry_out([a_stream(site.port, bodies, connections=1)])
    # The second went out only when the first was answered, one beat after it was due.
    assert outcome.latencies["201"][1] >= held - 1 / RATE


async def test_refusals_are_told_apart_and_those_that_advise_are_counted(bodies: str) -> None:
    async def refuse_the_first(number: int) -> bytes:
        return REFUSED if number == 1 else CREATED

    async with running(refuse_the_first) as site:
        (outcome,) = await carry_out([a_stream(site.port, bodies)])
    assert {status: len(each) for status, each in outcome.latencies.items()} == {
        "201": 9,
        "503": 1,
    }
    assert outcome.advised == 1


async def test_a_connection_that_the_server_closed_is_replaced(bodies: str) -> None:
    async with running(closes=True) as site:
        (outcome,) = await carry_out([a_stream(site.port, bodies, connections=1)])
    assert sum(len(each) for each in outcome.latencies.values()) + outcome.broken == 10
    assert site.connections >= 2


async def test_streams_run_beside_each_other(bodies: str) -> None:
    async with running() as site:
        calm, loud = await carry_out(
            [
                a_stream(site.port, bodies, name="calm", requests=2),
                a_stream(site.port, bodies, name="loud"),
            ]
        )
    assert (len(calm.latencies["201"]), len(loud.latencies["201"])) == (2, 10)
