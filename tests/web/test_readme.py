"""The reader of the approved stream in the README, as it stands there."""

import asyncio
import re
import urllib.error
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from redis import Redis

from tests.builders import a_body_by
from tests.web.conftest import Browser, Listen

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


class EnoughError(Exception):
    """The reader has read what the test is about."""


def reader(pause: Callable[[float], object]) -> Callable[..., None]:
    """The function of the README, pausing in a way of ours."""
    found = re.search(r"```python\n(import .*?)```", README, re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found[1], names)  # noqa: S102 - our own page
    names["time"] = SimpleNamespace(sleep=pause)
    follow: Callable[..., None] = names["follow"]
    return follow


def publisher(read: list[str], count: int) -> Callable[[dict[str, Any]], None]:
    """Note what is published until there is enough."""

    def publish(entry: dict[str, Any]) -> None:
        read.append(entry["comment_id"])
        if len(read) == count:
            raise EnoughError

    return publish


async def submitted(client: Browser, bearer: dict[str, str], number: int) -> str:
    answer = await client.post("/v1/comments", json=a_body_by(number), headers=bearer)
    comment_id: str = (await answer.json())["id"]
    return comment_id


def nothing() -> None:
    """There is nothing to be done."""


def enough(_: float) -> None:
    raise EnoughError


async def test_it_publishes_what_was_approved(
    listen: Listen, client: Browser, bearer: dict[str, str]
) -> None:
    base, key = f"http://127.0.0.1:{await listen()}", bearer["Authorization"].split()[1]
    wanted = [await submitted(client, bearer, number) for number in range(3)]
    read: list[str] = []
    with pytest.raises(EnoughError):
        await asyncio.to_thread(reader(enough), base, key, publisher(read, 3), print, nothing)
    assert read == wanted


async def test_a_key_that_is_refused_ends_it(listen: Listen) -> None:
    base = f"http://127.0.0.1:{await listen()}"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        await asyncio.to_thread(reader(enough), base, "srg_x", print, print, nothing)


async def test_a_cursor_that_has_expired_makes_it_start_over(
    listen: Listen, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    base, key = f"http://127.0.0.1:{await listen()}", bearer["Authorization"].split()[1]
    *_, last = [await submitted(client, bearer, number) for number in range(3)]
    with Redis.from_url(redis_url) as redis:
        first = redis.xrange("mod:{kabar}:approved", count=1)[0][0].decode()
        redis.xtrim("mod:{kabar}:approved", maxlen=1, approximate=False)
    read: list[str] = []
    over: list[int] = []
    arguments = (base, key, publisher(read, 1), print, lambda: over.append(1), first)
    with pytest.raises(EnoughError):
        await asyncio.to_thread(reader(lambda _: None), *arguments)
    assert (read, over) == ([last], [1])


async def test_a_service_that_is_away_is_asked_again() -> None:
    with pytest.raises(EnoughError):
        reader(enough)("http://127.0.0.1:1", "srg_x", print, print, nothing)
