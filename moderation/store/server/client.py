"""Connections to the server that a URL names: one server, Sentinel, or a cluster.

    redis://…  rediss://…  unix://…          one server
    redis+sentinel://H:P,H:P/SERVICE         the primary that the Sentinels name
    redis+cluster://H:P,H:P                  a Redis Cluster

Every wait is bounded, and a lost connection is tried once more at once: the scripts recognise a
call that they have already carried out, so sending it again is safe.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from redis import DriverInfo
from redis.asyncio import BlockingConnectionPool, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff, NoBackoff

from moderation.store.server.circuit_breaker import BreakerRedis, with_breaker

CONNECT_SECONDS: Final = 2.0
# A Sentinel that says nothing is passed over for the next one while a command can still wait.
SENTINEL_SECONDS: Final = 1.0
REPLY_SECONDS: Final = 5.0
RETRY_SECONDS: Final = 0.05
DEFAULT_PORT: Final = 6379
# The driver's pools for clusters and Sentinels cannot wait for a connection: they fail over this.
IMPATIENT_CONNECTIONS: Final = 1_000
# Left to itself, each connection reads the driver's version from disk.
_DRIVER: Final = DriverInfo()

# Redis or RedisCluster: this package uses only what both have. The driver's types cannot say that
# replies are decoded, so they would need a cast at every call.
RedisClient = Any


def connect(
    url: str, *, connections: int = 32, reply_seconds: float = REPLY_SECONDS
) -> RedisClient:
    """A client for `url` that opens its connections when first needed.

    At most `connections` to one server, and IMPATIENT_CONNECTIONS to a cluster's node or a primary.

    Raises ValueError for a URL of another form.
    """
    scheme = urlsplit(url).scheme
    options: dict[str, Any] = {
        "decode_responses": True,
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": reply_seconds,
        "max_connections": IMPATIENT_CONNECTIONS,
        "driver_info": _DRIVER,
    }
    if scheme == "redis+cluster":
        nodes = [ClusterNode(host, port) for host, port in _hosts(url)]
        return RedisCluster(startup_nodes=nodes, **options)
    options["retry"] = Retry(ConstantBackoff(RETRY_SECONDS), retries=1)
    if scheme == "redis+sentinel":
        service = urlsplit(url).path.strip("/") or "mymaster"
        sentinel: Any = Sentinel(_hosts(url), sentinel_kwargs=_of_sentinels(), **options)  # type: ignore[no-untyped-call]  # untyped there
        primary = sentinel.master_for(service, redis_class=BreakerRedis, **options)
        return with_breaker(primary, reply_seconds)
    # Who finds every connection busy waits for one, up to a reply's time, instead of failing.
    options["max_connections"] = connections
    pool = BlockingConnectionPool.from_url(url, timeout=reply_seconds, **options)
    return with_breaker(BreakerRedis.from_pool(pool), reply_seconds)


async def disconnect(client: RedisClient) -> None:
    """Give the client's connections back, those to its Sentinels included."""
    manager = getattr(getattr(client, "connection_pool", None), "sentinel_manager", None)
    if not is_cluster(client):
        await client.breaker.stop()
    await client.aclose()
    for sentinel in manager.sentinels if manager is not None else ():
        await sentinel.aclose()


def is_cluster(client: RedisClient) -> bool:
    """Whether the client speaks to a cluster, whose nodes each confirm their own writes."""
    return isinstance(client, RedisCluster)


def _of_sentinels() -> dict[str, Any]:
    return {
        "decode_responses": True,
        "socket_connect_timeout": SENTINEL_SECONDS,
        "socket_timeout": SENTINEL_SECONDS,
        "retry": Retry(NoBackoff(), retries=0),
    }


def _hosts(url: str) -> list[tuple[str, int]]:
    pairs = [part.rpartition(":") for part in urlsplit(url).netloc.split(",")]
    if not all(port.isdigit() or not host for host, _, port in pairs):
        raise ValueError(f"{url!r}: hosts are written HOST:PORT,HOST:PORT")
    return [(host, int(port)) if host else (port, DEFAULT_PORT) for host, _, port in pairs]
