"""Connection pool for scripts: groups of calls, and the connections that carry them.

What is asked for in one turn of the event loop travels as a group. A group takes a whole
connection; what is asked for while every connection is taken joins the next group. So an idle
service never waits, and a busy server gets larger groups.

A server that syncs every write does so after each round of reading a little from every connection.
So a large turn is spread over several: what they carry is read and synced in one round.
"""

import asyncio
import math
from collections.abc import Callable
from typing import Any, Final, Protocol

import hiredis

from moderation import logs
from moderation.errors import StoreUnavailable
from moderation.store.scripts.script_connection import Asked, ScriptConnection
from moderation.store.server.client import RedisClient, is_cluster
from moderation.store.server.failures import FAILURES

_LOG: Final = logs.logger("connections")

Command = tuple[str | int | bytes, ...]

CONNECTIONS: Final = 8
GROUP_LIMIT: Final = 128
# About as many submissions as a server reads from a connection in two rounds. Fewer would save it
# more syncs; each further connection costs this process some 50 microseconds for a turn.
SMALL_GROUP: Final = 32


class Carrier(Protocol):
    """What carries one group at a time, as ScriptConnection does."""

    replicas: int | None

    def carry(self, group: list[Asked]) -> None: ...

    async def close(self) -> None: ...


class ScriptPool:
    """CONNECTIONS connections to a server or a cluster, and the calls that wait for a free one."""

    def __init__(self, client: RedisClient) -> None:
        cluster = is_cluster(client)
        self._pack: Callable[[Any], Any] = tuple if cluster else hiredis.pack_command
        kind: Any = ClusterConnection if cluster else ScriptConnection
        self._all: list[Carrier] = [kind(client, self._take_back) for _ in range(CONNECTIONS)]
        self._free = list(self._all)
        self._breaker = None if cluster else client.breaker
        self._waiting: list[Asked] = []
        self._due = False

    def wait_for_disk(self, replicas: int) -> None:
        """From now on answer a group only when this server's disk and `replicas` others have it."""
        for connection in self._all:
            connection.replicas = replicas

    def ask(self, command: Command, future: asyncio.Future[Any]) -> None:
        """Put the reply into `future`; an error reply or a failure is a result, as an exception."""
        self._waiting.append((self._pack(command), future))
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._depart)

    def _depart(self) -> None:
        self._due = False
        if self._breaker is not None and self._breaker.silent:
            self._refuse("silent")
        while self._waiting and self._free:
            share = math.ceil(len(self._waiting) / len(self._free))
            size = min(max(share, SMALL_GROUP), GROUP_LIMIT)
            group, self._waiting = self._waiting[:size], self._waiting[size:]
            self._free.pop().carry(group)

    def _refuse(self, why: str) -> None:
        """Answer all who wait."""
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            if not future.done():
                future.set_result(StoreUnavailable(why))

    def _take_back(self, connection: Carrier) -> None:
        self._free.append(connection)
        self._depart()

    async def close(self) -> None:
        """Close every connection; what was not answered yet is answered with StoreUnavailable."""
        self._refuse("closed")
        for connection in self._all:
            await connection.close()


class ClusterConnection:
    """The same for a cluster, whose driver knows which node each command belongs to."""

    def __init__(self, client: RedisClient, freed: Callable[["ClusterConnection"], None]) -> None:
        self.replicas: int | None = None  # never asked of a cluster
        self._client = client
        self._freed = freed
        self._travelling: asyncio.Task[None] | None = None

    def carry(self, group: list[Asked]) -> None:
        """As ScriptConnection.carry."""
        self._travelling = asyncio.get_running_loop().create_task(self._travel(group))

    async def _travel(self, group: list[Asked]) -> None:
        try:
            pipeline = self._client.pipeline(transaction=False)
            for command, _ in group:
                pipeline.execute_command(*command)
            replies = list(await pipeline.execute(raise_on_error=False))
        except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
            if not isinstance(error, FAILURES):
                _LOG.error("connection_failed", logs.failure(error))
            replies = [error] * len(group)
        for (_, future), reply in zip(group, replies, strict=True):
            if not future.done():
                future.set_result(reply)
        self._freed(self)

    async def close(self) -> None:
        """Let the group on its way arrive; the connections are the client's."""
        if self._travelling is not None:
            await asyncio.wait([self._travelling])
