"""Primaries: the servers that scripts are sent to, and what each says of our promises.

One server is its own primary; Sentinels name one; a cluster has several.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from moderation.errors import StoreUnavailable
from moderation.store.server.circuit_breaker import CircuitBreaker
from moderation.store.server.client import RedisClient, sentinels
from moderation.store.server.failures import FAILURES, Lost, Refused
from moderation.store.server.promises import (
    Breach,
    Promise,
    breaches,
    facts_of,
    replicas_of,
    waited_for,
)

LOOK_SECONDS: Final = 2.0
RECENT_SECONDS: Final = 10.0
UNCONFIRMED: Final = "its disk, or those of its replicas, did not confirm writes in time"

Ask = Callable[..., Awaitable[Any]]


class Examination(Struct, frozen=True):
    """What a primary said: the promises it breaks, and how many replicas have to be waited for.

    `replicas` None: its own settings are trusted, and nothing is waited for.
    """

    breaches: tuple[Breach, ...]
    replicas: int | None


class Primary:
    """One server by itself.

    `connection` makes a connection of the driver's that is not open yet. `asked` is the number of
    replicas to wait for, AS_DEPLOYED, or None to trust the server's own settings.
    """

    fails_over = False  # nothing promotes a replica of it
    in_cluster = False

    def __init__(
        self,
        name: str,
        connection: Callable[[], Any],
        asked: int | None,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self.name = name
        self.connection = connection
        self.breaker = breaker or CircuitBreaker(name, self._ping)
        self._asked = asked
        self._noticed: dict[Promise, tuple[str, float]] = {}

    def unconfirmed(self) -> None:
        """Remember that writes were not confirmed in time: a breach, for RECENT_SECONDS."""
        self._noticed[Promise.DURABLE] = UNCONFIRMED, time.monotonic()

    def refused(self, reason: str) -> None:
        """Remember why the server refuses writes, as unconfirmed."""
        self._noticed[Promise.WRITABLE] = reason, time.monotonic()

    async def admitted(self, connection: Any) -> int | None:
        """As Examination.replicas, if writes over an open connection keep our promises.

        Raises StoreUnavailable, which says why they would not, and what the driver raises.
        """
        if self._asked is None:
            return None
        found = await self.examine(connection)
        for breach in found.breaches:
            # What is not writable says so itself, and that may pass at any moment.
            if breach.promise is not Promise.WRITABLE:
                raise StoreUnavailable(breach.reason)
        return found.replicas

    async def examine(self, connection: Any) -> Examination:
        """What the server says over an open connection. Raises what the driver does."""

        async def ask(*command: str) -> Any:
            await connection.send_command(*command)
            with suppress(Refused):  # hosted servers often do not tell
                return await connection.read_response()

        facts = facts_of(await ask("INFO") or "", await _fsync(ask), await self._known(ask))
        replicas = self._asked
        if replicas is not None:
            replicas = waited_for(replicas, facts, fails_over=self.fails_over)
        return Examination(tuple(breaches(facts, replicas, in_cluster=self.in_cluster)), replicas)

    async def look(self) -> Examination:
        """As `examine`, over a connection of its own, within LOOK_SECONDS; and what was noticed."""
        if self.breaker.silent:
            return Examination((Breach(Promise.REACHABLE, "it does not answer in time"),), None)
        found: Examination = await self._briefly(self.examine)
        told, now = {breach.promise for breach in found.breaches}, time.monotonic()
        noticed = [
            Breach(promise, reason)
            for promise, (reason, at) in self._noticed.items()
            if promise not in told and now - at < RECENT_SECONDS
        ]
        return Examination((*found.breaches, *noticed), found.replicas)

    async def _known(self, ask: Ask) -> int | None:
        """How many replicas the deployment knows of, away or not; None: only the server knows."""

    async def _ping(self) -> None:
        async def ping(connection: Any) -> None:
            await connection.send_command("PING")
            await connection.read_response()

        await self._briefly(ping)

    async def _briefly(self, use: Callable[[Any], Awaitable[Any]]) -> Any:
        connection = self.connection()
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await connection.connect()
                return await use(connection)
        finally:
            await connection.disconnect()


class SentinelPrimary(Primary):
    """The primary that Sentinels name."""

    fails_over = True

    def __init__(self, client: RedisClient, asked: int | None) -> None:
        name = f"{client.address.service} of {client.address.where}"
        super().__init__(name, client.connection_pool.make_connection, asked, client.breaker)
        self._client = client

    async def _known(self, _: Ask) -> int | None:
        for sentinel in sentinels(self._client):
            with suppress(*FAILURES):
                state = await sentinel.sentinel_master(self._client.address.service)
                return int(state["num-slaves"])
        raise Lost("no Sentinel tells of replicas")


class NodePrimary(Primary):
    """A node of a cluster."""

    fails_over = True
    in_cluster = True

    def __init__(self, node: ClusterNode, asked: int | None) -> None:
        def connection() -> Any:
            options = node.connection_kwargs | {"retry": Retry(NoBackoff(), retries=0)}
            return node.connection_class(**options)

        super().__init__(node.name, connection, asked)

    async def _known(self, ask: Ask) -> int | None:
        return replicas_of(await ask("CLUSTER", "NODES") or "")


def of_client(client: RedisClient, asked: int | None) -> Primary:
    """The server that the client speaks to, or the one that its Sentinels name."""
    if client.address.kind == "sentinel":
        return SentinelPrimary(client, asked)
    make = client.connection_pool.make_connection
    return Primary(client.address.where, make, asked, client.breaker)


async def _fsync(ask: Ask) -> str:
    """`appendfsync`, or "" where it is not told."""
    found = await ask("CONFIG", "GET", "appendfsync") or ()
    pairs = found if isinstance(found, dict) else dict(zip(found[::2], found[1::2], strict=True))
    return str(pairs.get("appendfsync", ""))
