"""Connections that carry groups of commands, each its own lane.

The driver's pipeline borrows a pooled connection for every group, tests it for unread bytes, wraps
each step in a retry, and packs commands in Python. A lane keeps its connection, tests nothing (a
connection that has gone fails at once and is opened again), and packs in C: a third of the cost.
What is sent may be sent twice, so it must be harmless to repeat; our scripts are.
"""

import asyncio
import math
from collections.abc import Sequence
from typing import Any, Final

import hiredis
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import ResponseError

from moderation.store.connection import REPLY_SECONDS, Client

Command = tuple[str | int | bytes, ...]

LANES: Final = 8


class Lane:
    """One connection, kept open from group to group."""

    def __init__(self, client: Client) -> None:
        self._connection = client.connection_pool.make_connection()

    async def exchange(self, commands: Sequence[Command]) -> list[Any]:
        """The reply to each command, an error reply as the exception that it is.

        Sends the group once more, over a new connection, if the old one turns out to be gone.
        Raises what the driver raises when that fails too, or when no reply comes in time.
        """
        packed = b"".join(map(hiredis.pack_command, commands))  # type: ignore[arg-type]  # too narrow
        try:
            return await self._exchange(packed, len(commands))
        except TimeoutError:  # an OSError too, but waiting once more would help nobody
            raise
        except (LostConnection, OSError):
            await self._connection.disconnect(nowait=True)
            return await self._exchange(packed, len(commands))

    async def _exchange(self, packed: bytes, replies: int) -> list[Any]:
        if not self._connection.is_connected:
            await self._connection.connect()
        # One clock for the whole group: the driver would wind one for each reply.
        async with asyncio.timeout(REPLY_SECONDS):
            await self._connection.send_packed_command([packed], check_health=False)
            return [await self._reply() for _ in range(replies)]

    async def _reply(self) -> Any:
        try:
            return await self._connection.read_response(timeout=math.inf)
        except ResponseError as error:
            return error

    async def close(self) -> None:
        """Close the connection."""
        await self._connection.disconnect()


class Lanes:
    """LANES lanes to one server; a group that finds them all taken waits for one."""

    def __init__(self, client: Client) -> None:
        self._all = [Lane(client) for _ in range(LANES)]
        self._free = list(self._all)
        self._places = asyncio.Semaphore(LANES)

    async def exchange(self, commands: Sequence[Command]) -> list[Any]:
        """As Lane.exchange, over whichever lane is free."""
        async with self._places:
            lane = self._free.pop()
            try:
                return await lane.exchange(commands)
            finally:
                self._free.append(lane)

    async def close(self) -> None:
        """Close every lane."""
        for lane in self._all:
            await lane.close()


class ClusterLanes:
    """The same for a cluster, whose driver knows which node each command belongs to."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._places = asyncio.Semaphore(LANES)

    async def exchange(self, commands: Sequence[Command]) -> list[Any]:
        """As Lane.exchange."""
        pipeline = self._client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        async with self._places:
            return list(await pipeline.execute(raise_on_error=False))

    async def close(self) -> None:
        """Nothing: the connections are the client's."""
