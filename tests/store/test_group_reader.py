"""The reader by consumer group in `docs/api.md`, as it stands there: nothing is passed over."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from redis import Redis

from moderation.store import Store
from tests.store.test_comments import a_new_comment

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
STREAM = "mod:{kabar}:approved"


class CrashError(Exception):
    """The worker dies."""


def reader() -> Callable[..., None]:
    """The function of the page, without its pause."""
    found = re.search(r"```python\n(import json, time\nimport redis.*?)```", PAGE, re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found[1], names)  # noqa: S102 - our own page
    names["time"] = SimpleNamespace(sleep=lambda _: None)
    follow: Callable[..., None] = names["follow_group"]
    return follow


def publisher(read: list[str], count: int) -> Callable[[dict[str, Any]], None]:
    """Note what is published, and die after so many."""

    def publish(entry: dict[str, Any]) -> None:
        read.append(entry["comment_id"])
        if len(read) == count:
            raise CrashError

    return publish


async def submitted(store: Store, count: int) -> list[str]:
    new_comments = [a_new_comment() for _ in range(count)]
    for new in new_comments:
        await store.comments.submit(new)
    return [new.comment.id for new in new_comments]


async def follow(url: str, read: list[str], count: int) -> None:
    """Read until so many were published."""
    with pytest.raises(CrashError):
        await asyncio.to_thread(reader(), url, "kabar", "satu", publisher(read, count), print)


async def test_what_was_delivered_before_a_crash_is_delivered_again(
    store: Store, redis_url: str
) -> None:
    ids = await submitted(store, 5)
    read: list[str] = []
    await follow(redis_url, read, 3)
    assert read == ids[:3]
    again: list[str] = []
    await follow(redis_url, again, 3)
    # The third was published and not acknowledged: it comes again, and then the others.
    assert again == ids[2:]
    pending = await store.client.xpending(STREAM, "my-site")
    assert pending["pending"] == 1


async def test_connections_that_are_cut_cost_nothing(store: Store, redis_url: str) -> None:
    read: list[str] = []
    cuts: list[int] = []

    def publish(entry: dict[str, Any]) -> None:
        read.append(entry["comment_id"])
        if len(cuts) < 4:
            cuts.append(len(read))
            with Redis.from_url(redis_url) as other:
                other.execute_command("CLIENT", "KILL", "TYPE", "normal")
        elif len(set(read)) == 10:
            raise CrashError

    ids = await submitted(store, 10)
    with pytest.raises(CrashError):
        await asyncio.to_thread(reader(), redis_url, "kabar", "satu", publish, print)
    assert list(dict.fromkeys(read)) == ids
