"""Starting each service on its core, and asking its store what arrived there.

Saring and the naive service each get a Valkey of their own, started by Saring's own means: on a
Unix socket, with every write synced to disk before it is answered. The store shares the load
generator's core, so that what is measured on the server's core is the service alone.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from redis import Redis

from benchmarks.bodies import BATCH, NULL
from benchmarks.processes import Started, on_core
from benchmarks.services.subject import Stored
from moderation import administration, embedded
from moderation.app import open_store
from moderation.settings import Settings

COUNTED_SIGNALS: Final = {"repeats", "rate_client", "rate_email"}
GROUP: Final = 1_000


class Bare:
    """The handlers that do nothing."""

    name = "bare"
    store_pid = None

    def __init__(self, core: int | None, answer_bytes: int, loop: str) -> None:
        command = ("benchmarks.services.bare", str(answer_bytes), loop)
        self._process = Started(command, core)
        self.port, self.pid = self._process.port, self._process.pid
        self.ready_seconds = self._process.ready_seconds

    def fresh(self) -> dict[str, str]:
        return {}

    def path(self, kind: str) -> str:
        return f"/{kind}"

    def stored(self) -> Stored | None:
        return None

    def stop(self) -> None:
        self._process.stop()


class Naive:
    """The naive service over a store of its own."""

    name = "naive"

    def __init__(self, core: int | None, store_core: int | None, folder: Path) -> None:
        with on_core(store_core):
            self._store = embedded.start(folder)
        self._process = Started(("benchmarks.services.naive", self._store.url), core)
        self.port, self.pid = self._process.port, self._process.pid
        self.store_pid = self._store.pid
        self.ready_seconds = self._process.ready_seconds

    def fresh(self) -> dict[str, str]:
        _empty(self._store.url)
        return {}

    def path(self, kind: str) -> str:
        return {NULL: "/null"}.get(kind, "/comments")

    def stored(self) -> Stored | None:
        with Redis.from_url(self._store.url, decode_responses=True) as client:
            states = Counter(_fields(client, "naive:comment:*", "state"))
        return Stored(states.total(), dict(states))

    def stop(self) -> None:
        self._process.stop()
        self._store.stop()


class Saring:
    """Saring as it is served: authentication, every signal, the shipped model, durable writes."""

    name = "saring"

    def __init__(self, core: int | None, store_core: int | None, folder: Path) -> None:
        with on_core(store_core):
            self._store = embedded.start(folder)
        # The service adopts the server that runs already.
        command = ("moderation", "serve", "--port", "0", "--data-dir", str(folder))
        self._process = Started(command, core, {"MODERATION_LOG_LEVEL": "warning"})
        self.port, self.pid = self._process.port, self._process.pid
        self.store_pid = self._store.pid
        self.ready_seconds = self._process.ready_seconds

    def fresh(self) -> dict[str, str]:
        """A site of its own for each run: no text was seen there before, no limit is used up."""
        _empty(self._store.url)
        return {"Authorization": f"Bearer {asyncio.run(_new_site(self._store.url))}"}

    def path(self, kind: str) -> str:
        return "/v1/comments/batch" if kind == BATCH else "/v1/comments"

    def stored(self) -> Stored | None:
        with Redis.from_url(self._store.url, decode_responses=True) as client:
            events = [json.loads(text) for text in _fields(client, "mod:*:comment:*", "e1")]
        return Stored(
            comments=len(events),
            states=dict(Counter(event["state"] for event in events)),
            signalled=sum(_signalled(event) for event in events),
        )

    def stop(self) -> None:
        self._process.stop()
        self._store.stop()


async def _new_site(url: str) -> str:
    """Make a site, as `moderation site add` does; its API key."""
    store = open_store(Settings(), url)
    try:
        return (await administration.add_site(store, "bench")).api_key
    finally:
        await store.close()


def _empty(url: str) -> None:
    with Redis.from_url(url) as client:
        client.flushall()


def _fields(client: Redis, pattern: str, field: str) -> Iterator[str]:
    """One field of each hash whose key matches."""
    keys = client.scan_iter(match=pattern, count=GROUP)
    while group := list(islice(keys, GROUP)):
        pipeline = client.pipeline(transaction=False)
        for key in group:
            pipeline.hget(key, field)
        yield from _present(pipeline.execute())


def _present(values: Iterable[Any]) -> Iterator[str]:
    return (str(value) for value in values if value is not None)


def _signalled(event: dict[str, Any]) -> bool:
    return any(signal["code"] in COUNTED_SIGNALS for signal in event["decision"]["signals"])
