"""Script pools of a cluster: one for each primary, and the way from a call's key to its pool.

Each node confirms what was written over its own connections, so the scripts need connections to
the very node that holds their slot. The driver knows which node that is.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final

from redis.asyncio.cluster import ClusterNode
from redis.crc import key_slot

from moderation.store.scripts.script_connection import pack
from moderation.store.scripts.script_pool import ScriptPool
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import Elsewhere, Lost, NotYet
from moderation.store.server.primaries import NodePrimary, Primary
from moderation.store.server.tasks import end

MAP_SECONDS: Final = 2.0
# To read the map of slots takes milliseconds of CPU, and while a node is away every call wants it.
MAP_PAUSE_SECONDS: Final = 0.25
PAUSE_SECONDS: Final = 0.05

# The server replies to neither of these, so that a call after them still has one reply.
_ASKING: Final = pack(("CLIENT", "REPLY", "SKIP")) + pack(("ASKING",))


class ClusterPools:
    """To a cluster what a ScriptPool is to one server. `asked`: see Primary."""

    def __init__(self, client: RedisClient, asked: int | None) -> None:
        self._client = client
        self._asked = asked
        self._pools: dict[str, ScriptPool] = {}
        self._mapping: asyncio.Task[Exception | None] | None = None
        self._next_map = 0.0
        self._unmapped: set[asyncio.Task[None]] = set()

    def ask(self, packed: bytes, key: str, future: asyncio.Future[Any]) -> None:
        """As ScriptPool.ask, at the node that holds the slot of the key."""
        pool = self._pool_of(key)
        if pool is None:
            later = self._ask_when_mapped(packed, key, future)
            task = asyncio.get_running_loop().create_task(later)
            self._unmapped.add(task)
            task.add_done_callback(self._unmapped.discard)
        else:
            if pool.silent:  # perhaps another node has taken its place
                _ = self._start_map()
            pool.ask(packed, key, future)

    async def redirected(self, reply: Exception, packed: bytes, key: str) -> Any:
        """What the cluster replies when asked again as `reply` says; `reply` if it does not."""
        before = self._pool_of(key)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        match reply:
            case Elsewhere(asking=True):
                self._pool_at(reply.node).ask(_ASKING + packed, key, future)
                return await future
            case Elsewhere():
                # The node knows better than the map that another one may draw.
                with suppress(KeyError):
                    await self._client.nodes_manager.move_slot(reply.moved)
            case NotYet():
                await asyncio.sleep(PAUSE_SECONDS)
                await self._map()
            case Lost() | OSError():
                await self._map()
                if self._pool_of(key) is before:
                    return reply
            case _:
                return reply
        self.ask(packed, key, future)
        return await future

    async def primaries(self) -> list[Primary]:
        """The nodes that hold slots. Raises what reading the map of slots does."""
        if not self._slots and (error := await self._map()):
            raise error
        return [self._pool(node).primary for node in self._client.get_primaries()]

    def renew(self) -> None:
        """As ScriptPool.renew; and the map of slots is read again."""
        _ = self._start_map()
        for pool in self._pools.values():
            pool.renew()

    @property
    def _slots(self) -> dict[int, list[ClusterNode]]:
        slots: dict[int, list[ClusterNode]] = self._client.nodes_manager.slots_cache
        return slots

    def _pool_of(self, key: str) -> ScriptPool | None:
        nodes = self._slots.get(key_slot(key.encode()))
        return self._pool(nodes[0]) if nodes else None

    def _pool_at(self, name: str) -> ScriptPool:
        """The pool of a node that another one named (HOST:PORT)."""
        host, _, port = name.rpartition(":")
        node = self._client.get_node(host, int(port))
        return self._pool(node or ClusterNode(host, int(port), **self._client.connection_kwargs))

    def _pool(self, node: ClusterNode) -> ScriptPool:
        pool = self._pools.get(node.name)
        if pool is None:
            pool = self._pools[node.name] = ScriptPool(NodePrimary(node, self._asked))
        return pool

    async def _ask_when_mapped(self, packed: bytes, key: str, future: asyncio.Future[Any]) -> None:
        error = await self._map()
        pool = self._pool_of(key)
        if pool is not None:
            pool.ask(packed, key, future)
        elif not future.done():
            future.set_result(error or NotYet("CLUSTERDOWN the slot is not served"))

    async def _map(self) -> Exception | None:
        """Read where slots are, and return why that failed; who wants it meanwhile shares it."""
        return await asyncio.shield(self._start_map())

    def _start_map(self) -> asyncio.Task[Exception | None]:
        if self._mapping is None or self._mapping.done():
            self._mapping = asyncio.get_running_loop().create_task(self._read_map())
        return self._mapping

    async def _read_map(self) -> Exception | None:
        now = asyncio.get_running_loop().time
        await asyncio.sleep(max(0.0, self._next_map - now()))
        try:
            async with asyncio.timeout(MAP_SECONDS):
                await self._client.initialize()  # which does more, but only once
                await self._client.nodes_manager.initialize()
        except Exception as error:  # noqa: BLE001 - whatever the driver stumbles on
            return error
        finally:
            self._next_map = now() + MAP_PAUSE_SECONDS
        known = {node.name for node in self._client.get_nodes()}
        for name in self._pools.keys() - known:
            await self._pools.pop(name).close()
        return None

    async def close(self) -> None:
        """Close every connection; what was not answered yet is answered with StoreUnavailable."""
        for task in (*self._unmapped, self._mapping):
            await end(task)
        for pool in self._pools.values():
            await pool.close()
