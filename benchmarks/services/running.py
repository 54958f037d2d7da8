"""Starting each service on its core, and asking its store what arrived there.

Saring and the naive service each get a Valkey of their own, started by Saring's own means: on a
Unix socket, with every write synced to disk before it is answered. `SaringEverysec` is Saring on a
Valkey that syncs once a second, told to trust it (MODERATION_DURABILITY=server), so that its 201
no longer means "on disk". The store shares the load generator's core, so that what is measured on
the server's core is the service alone.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from redis import Redis

from benchmarks.bodies import BATCH, NULL
from benchmarks.processes import Started, on_core
from benchmarks.services.subject import Stored
from moderation import administration
from moderation.domain import Comment
from moderation.process import embedded
from moderation.process.app import open_store
from moderation.settings import Settings
from moderation.store.records import read_comment

COUNTED_SIGNALS: Final = {"repeats", "rate_client", "rate_email"}
GROUP: Final = 1_000


class Bare:
    """The handlers that do nothing, on uvloop (as Saring is) or on asyncio's own loop."""

    store_pid = None
    success = "201"
    keeps_alive = True

    def __init__(self, core: int | None, answer_bytes: int, loop: str = "uvloop") -> None:
        self.name = "bare" if loop == "uvloop" else f"bare-{loop}"
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
    success = "201"
    keeps_alive = True

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
    success = "201"
    keeps_alive = True
    store_arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self, core: int | None, store_core: int | None, folder: Path, *, workers: int = 1
    ) -> None:
        with on_core(store_core):
            self._store = embedded.start(folder, extra=self.store_arguments)
        # The service adopts the server that runs already.
        command = ("moderation", "serve", "--port", "0", "--data-dir", str(folder))
        environment = {"MODERATION_LOG_LEVEL": "warning", **self.settings}
        self._process = Started((*command, "--workers", str(workers)), core, environment)
        self.port, self.pid = self._process.port, self._process.pid
        self.store_url, self.store_pid = self._store.url, self._store.pid
        self.ready_seconds = self._process.ready_seconds

    def fresh(self) -> dict[str, str]:
        """A site of its own for each run: no text was seen there before, no limit is used up."""
        _empty(self.store_url)
        return {"Authorization": f"Bearer {new_site(self.store_url, 'bench')}"}

    def path(self, kind: str) -> str:
        return "/v1/comments/batch" if kind == BATCH else "/v1/comments"

    def stored(self) -> Stored | None:
        with Redis.from_url(self.store_url, decode_responses=True) as client:
            comments = [read_comment("bench", "", text, None) for text in _records(client)]
        return Stored(
            comments=len(comments),
            states=dict(Counter(comment.state for comment in comments)),
            signalled=sum(_signalled(comment) for comment in comments),
        )

    def stop(self) -> None:
        self._process.stop()
        self._store.stop()


class SaringEverysec(Saring):
    """The same on a Valkey that syncs its file once a second, trusted to do so."""

    name = "saring-everysec"
    store_arguments = ("--appendfsync", "everysec")
    settings: Mapping[str, str] = MappingProxyType({"MODERATION_DURABILITY": "server"})


def new_site(url: str, name: str) -> str:
    """Make a site, as `moderation site add` does; its API key."""

    async def add() -> str:
        store = open_store(Settings(), url)
        try:
            await store.formats.require()
            return (await administration.add_site(store, name)).api_key
        finally:
            await store.close()

    return asyncio.run(add())


def _empty(url: str) -> None:
    with Redis.from_url(url) as client:
        client.flushall()


def _fields(client: Redis, pattern: str, field: str) -> Iterator[str]:
    """One field of each hash whose key matches."""
    for group in _keys(client, pattern):
        pipeline = client.pipeline(transaction=False)
        for key in group:
            pipeline.hget(key, field)
        yield from _present(pipeline.execute())


def _records(client: Redis) -> Iterator[str]:
    """Every comment's record."""
    for group in _keys(client, "mod:*:comment:*"):
        found: Any = client.mget(group)
        yield from _present(found)


def _keys(client: Redis, pattern: str) -> Iterator[list[Any]]:
    keys = client.scan_iter(match=pattern, count=GROUP)
    while group := list(islice(keys, GROUP)):
        yield group


def _present(values: Iterable[Any]) -> Iterator[str]:
    return (str(value) for value in values if value is not None)


def _signalled(comment: Comment) -> bool:
    return any(signal.code in COUNTED_SIGNALS for signal in comment.events[0].decision.signals)
