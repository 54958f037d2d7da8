"""The closed loop sends each body once and counts every answer."""

from typing import Any

import pytest

from benchmarks.load import Task, carry_out
from tests.benchmarks.site import CREATED, running


def a_task(port: int, bodies: str, **changes: Any) -> Task:
    told: dict[str, Any] = {
        "port": port,
        "path": "/comments",
        "headers": {"Content-Type": "text/plain"},
        "bodies": bodies,
        "connections": 3,
        "requests": 10,
    }
    return Task(**told | changes)


async def test_every_body_is_sent_once_as_it_is(bodies: str) -> None:
    async with running() as site:
        tally = await carry_out(a_task(site.port, bodies))
    assert sorted(site.bodies) == [f"comment {number}\r\n".encode() for number in range(10)]
    assert tally.statuses == {"201": 10}
    assert (len(tally.latencies), tally.broken) == (10, 0)
    assert tally.answer_bytes == 10 * len('{"ok":true}')
    assert site.connections == 3


async def test_a_server_that_closes_gets_a_connection_for_each_request(bodies: str) -> None:
    async with running(closes=True) as site:
        tally = await carry_out(a_task(site.port, bodies, keep_alive=False))
    assert tally.statuses == {"201": 10}
    assert tally.broken == 0
    assert len(site.bodies) == 10
    assert site.connections >= 10


async def test_requests_take_turns_with_the_authorizations(bodies: str) -> None:
    async with running() as site:
        await carry_out(a_task(site.port, bodies, authorizations=["Bearer a", "Bearer b"]))
    assert sum("Authorization: Bearer a\r\n" in head for head in site.heads) == 5
    assert sum("Authorization: Bearer b\r\n" in head for head in site.heads) == 5


async def test_a_connection_that_ends_before_its_answer_is_counted_as_broken(bodies: str) -> None:
    async def half(number: int) -> bytes:
        return CREATED[:20] if number == 1 else CREATED

    async with running(half, closes=True) as site:
        tally = await carry_out(a_task(site.port, bodies, connections=1, requests=1))
    assert (tally.broken, tally.statuses) == (1, {})


async def test_marks_are_counted_in_every_answer(bodies: str) -> None:
    async with running() as site:
        tally = await carry_out(a_task(site.port, bodies, mark='"ok"'))
    assert tally.marked == 10


async def test_more_requests_than_bodies_are_refused(bodies: str) -> None:
    with pytest.raises(ValueError, match="11 requests"):
        await carry_out(a_task(1, bodies, requests=11))
