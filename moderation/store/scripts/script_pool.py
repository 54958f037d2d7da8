"""Groups of calls, and the lanes that carry them.

What is asked for in one turn of the event loop travels as a group. A group takes a whole lane; what
is asked for while every lane is taken joins the next group. So an idle service never waits, and a
busy server gets larger groups.

A server that syncs every write does so after each round of reading a little from every connection.
So a large turn is spread over several lanes: what they carry is read and synced in one round.
"""

import asyncio
import math
from collections.abc import Callable
from typing import Any, Final, Protocol

import hiredis

from moderation import logs
from moderation.errors import StoreUnavailable
from moderation.store.scripts.script_connection import Asked, Lane
from moderation.store.server.client import Client, is_cluster
from moderation.store.server.guard import FAILURES

_LOG: Final = logs.logger("lanes")

Command = tuple[str | int | bytes, ...]

LANES: Final = 8
GROUP_LIMIT: Final = 128
# About as many submissions as a server reads from a connection in two rounds. Fewer would save it
# more syncs; each further lane costs this process some 50 microseconds for a turn.
SMALL_GROUP: Final = 32


class Carrier(Protocol):
    """What carries one group at a time, as Lane does."""

    replicas: int | None

    def carry(self, group: list[Asked]) -> None: ...

    async def close(self) -> None: ...


class Lanes:
    """LANES lanes to a server or a cluster, and the calls that wait for a free one."""

    def __init__(self, client: Client) -> None:
        cluster = is_cluster(client)
        self._pack: Callable[[Any], Any] = tuple if cluster else hiredis.pack_command
        kind: Any = ClusterLane if cluster else Lane
        self._all: list[Carrier] = [kind(client, self._take_back) for _ in range(LANES)]
        self._free = list(self._all)
        self._pulse = None if cluster else client.pulse
        self._waiting: list[Asked] = []
        self._due = False

    def wait_for_disk(self, replicas: int) -> None:
        """From now on answer a group only when this server's disk and `replicas` others have it."""
        for lane in self._all:
            lane.replicas = replicas

    def ask(self, command: Command, future: asyncio.Future[Any]) -> None:
        """Put the reply into `future`; an error reply or a failure is a result, as an exception."""
        self._waiting.append((self._pack(command), future))
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._depart)

    def _depart(self) -> None:
        self._due = False
        if self._pulse is not None and self._pulse.silent:
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

    def _take_back(self, lane: Carrier) -> None:
        self._free.append(lane)
        self._depart()

    async def close(self) -> None:
        """Close every lane; what was not answered yet is answered with StoreUnavailable."""
        self._refuse("closed")
        for lane in self._all:
            await lane.close()


class ClusterLane:
    """The same for a cluster, whose driver knows which node each command belongs to."""

    def __init__(self, client: Client, freed: Callable[["ClusterLane"], None]) -> None:
        self.replicas: int | None = None  # never asked of a cluster
        self._client = client
        self._freed = freed
        self._travelling: asyncio.Task[None] | None = None

    def carry(self, group: list[Asked]) -> None:
        """As Lane.carry."""
        self._travelling = asyncio.get_running_loop().create_task(self._travel(group))

    async def _travel(self, group: list[Asked]) -> None:
        try:
            pipeline = self._client.pipeline(transaction=False)
            for command, _ in group:
                pipeline.execute_command(*command)
            replies = list(await pipeline.execute(raise_on_error=False))
        except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
            if not isinstance(error, FAILURES):
                _LOG.error("lane_failed", error=type(error).__name__, at=logs.place(error))
            replies = [error] * len(group)
        for (_, future), reply in zip(group, replies, strict=True):
            if not future.done():
                future.set_result(reply)
        self._freed(self)

    async def close(self) -> None:
        """Let the group on its way arrive; the connections are the client's."""
        if self._travelling is not None:
            await asyncio.wait([self._travelling])
