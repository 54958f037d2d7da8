"""Clients of the server that a URL names: one server, Sentinel, or a cluster.

Every wait is bounded, and a lost connection is tried once more at once: the scripts recognise a
call that they have already carried out, so sending it again is safe.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final

from redis import DriverInfo
from redis.asyncio import (
    BlockingConnectionPool,
    Connection,
    Redis,
    RedisCluster,
    Sentinel,
    SSLConnection,
    UnixDomainSocketConnection,
)
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff, NoBackoff

from moderation.errors import StoreUnavailable
from moderation.store.server import addresses
from moderation.store.server.addresses import Address
from moderation.store.server.circuit_breaker import CircuitBreaker
from moderation.store.server.failures import FAILURES, LATE, SILENT, unavailable
from moderation.store.server.outages import Outages

CONNECT_SECONDS: Final = 2.0
# A Sentinel that says nothing is passed over for the next one while a command can still wait.
SENTINEL_SECONDS: Final = 1.0
REPLY_SECONDS: Final = 5.0
RETRY_SECONDS: Final = 0.05
# The driver's pools for clusters and Sentinels cannot wait for a connection: they fail over this.
IMPATIENT_CONNECTIONS: Final = 1_000
# Left to itself, each connection reads the driver's version from disk.
_DRIVER: Final = DriverInfo()

# BreakerRedis or BoundedCluster: this package uses only what both have. The driver's types cannot
# say that replies are decoded, so they would need a cast at every call.
RedisClient = Any


class BoundedCluster(RedisCluster):
    """Client of a cluster that waits at most `patience` seconds for a command.

    The driver by itself waits for a map of slots, for a connection and for the reply, each for as
    long, and then tries all of it again. Here as below, what neither the driver nor the network
    has a name for is StoreUnavailable, and the reason of a failure is logged.
    """

    address: Address
    patience: float
    outages: Outages

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """As the driver's. Raises StoreUnavailable for what the driver does not foresee."""
        try:
            async with asyncio.timeout(self.patience):
                return await super().execute_command(*args, **options)
        except Exception as error:
            self.outages.note(error)
            if isinstance(error, FAILURES):
                raise
            raise unavailable(error) from error


class BreakerRedis(Redis):
    """Client of one server with a circuit breaker; it waits at most `patience` seconds."""

    address: Address
    patience: float
    outages: Outages
    breaker: CircuitBreaker

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """As the driver's. Raises StoreUnavailable at once for a silent server."""
        if self.breaker.silent:
            raise StoreUnavailable(SILENT)
        try:
            return await self.ask(*args, **options)
        except Exception as error:
            self.outages.note(error)
            if isinstance(error, LATE):
                self.breaker.lost()
            if isinstance(error, FAILURES):
                raise
            raise unavailable(error) from error

    async def ask(self, *args: Any, **options: Any) -> Any:
        """As execute_command, whether the server is silent or not."""
        async with asyncio.timeout(self.patience):
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # untyped there


def connect(
    url: str, *, connections: int = 32, reply_seconds: float = REPLY_SECONDS
) -> RedisClient:
    """A client for `url` that opens its connections when first needed.

    At most `connections` to one server, and IMPATIENT_CONNECTIONS to a cluster's node or a primary.

    Raises ValueError, which says what is wrong with the URL.
    """
    address = addresses.parse(url)
    options: dict[str, Any] = address.options | {
        "decode_responses": True,
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": reply_seconds,
        "max_connections": IMPATIENT_CONNECTIONS,
        "driver_info": _DRIVER,
    }
    match address.kind:
        case "cluster":
            nodes = [ClusterNode(host, port) for host, port in address.hosts]
            client: Any = BoundedCluster(startup_nodes=nodes, **options)
        case "sentinel":
            client = _primary(address, options | {"retry": _once_more()})
        case _:
            # Who finds every connection busy waits for one, as long as for a reply.
            limits = {"max_connections": connections, "timeout": reply_seconds}
            client = _single(address, options | limits | {"retry": _once_more()})
    client.address, client.patience = address, reply_seconds
    client.outages = Outages(address.where)
    if not is_cluster(client):
        client.breaker = CircuitBreaker(address.where, lambda: client.ask("PING"))
    return client


def _once_more() -> Retry:
    return Retry(ConstantBackoff(RETRY_SECONDS), retries=1)


def _single(address: Address, options: dict[str, Any]) -> RedisClient:
    kind: type[Any] = SSLConnection if options.pop("ssl", False) else Connection
    if not address.hosts:
        kind = UnixDomainSocketConnection
    for host, port in address.hosts:
        options |= {"host": host, "port": port}
    pool = BlockingConnectionPool(connection_class=kind, **options)
    return BreakerRedis.from_pool(pool)


def _primary(address: Address, options: dict[str, Any]) -> RedisClient:
    of_sentinels = address.sentinel_options | {
        "decode_responses": True,
        "socket_connect_timeout": SENTINEL_SECONDS,
        "socket_timeout": SENTINEL_SECONDS,
        "retry": Retry(NoBackoff(), retries=0),
    }
    sentinel: Any = Sentinel(list(address.hosts), sentinel_kwargs=of_sentinels, **options)  # type: ignore[no-untyped-call]  # untyped there
    return sentinel.master_for(address.service, redis_class=BreakerRedis, **options)


async def disconnect(client: RedisClient) -> None:
    """Give the client's connections back, those to its Sentinels included."""
    if is_cluster(client):
        # While the driver has yet to ask for a new map of slots, it thinks that nothing is open.
        manager = client.nodes_manager
        for node in (*manager.nodes_cache.values(), *manager.startup_nodes.values()):
            with suppress(*FAILURES):
                await node.disconnect()
    else:
        await client.breaker.stop()
    await client.aclose()
    for sentinel in sentinels(client):
        await sentinel.aclose()


def sentinels(client: RedisClient) -> list[Any]:
    """The clients of the Sentinels that name its server, if any do."""
    pool = getattr(client, "connection_pool", None)
    manager = getattr(pool, "sentinel_manager", None)
    return manager.sentinels if manager is not None else []


def is_cluster(client: RedisClient) -> bool:
    """Whether the client speaks to a cluster, whose nodes each confirm their own writes."""
    return isinstance(client, RedisCluster)
