"""Durability: makes sure that what the store acknowledges is on disk.

A server that syncs every write before it replies (`appendfsync always`) needs nothing more. On
any other, each group of writes is followed by WAITAOF. A cluster confirms each node's writes on
another connection than ours, so there the nodes themselves have to sync always.

A server whose memory is limited must refuse writes when it is full, and not make room by throwing
comments away.
"""

from typing import Any, Final

from redis.asyncio import RedisCluster

from moderation.errors import StoreUnavailable
from moderation.store.server.client import RedisClient, is_cluster
from moderation.store.server.failures import Refused, guarded

EVICTING: Final = "allkeys-"
"""Policies that throw away what has no time to live, as comments have none."""


@guarded
async def must_wait(client: RedisClient, replicas: int) -> bool:
    """Whether WAITAOF has to follow each group of writes.

    Raises StoreUnavailable, saying what to change, on a server that cannot keep the promise.
    """
    await _require_keeping(client)
    if is_cluster(client):
        await _require_syncing_cluster(client, replicas)
        return False
    chosen = await _persistence(client)
    if chosen is None:
        return True
    if chosen.get("appendonly") != "yes":
        raise StoreUnavailable(
            "it keeps no append-only file; set `appendonly yes` there, or choose "
            "MODERATION_DURABILITY=server if losing comments is acceptable"
        )
    return replicas > 0 or chosen.get("appendfsync") != "always"


async def _require_keeping(client: RedisClient) -> None:
    """Raises StoreUnavailable where a full memory would have comments evicted."""
    for node in await _memories(client):
        policy = node.get("maxmemory_policy", "noeviction")
        if node.get("maxmemory") and policy.startswith(EVICTING):
            raise StoreUnavailable(
                f"it throws comments away when its memory is full (`maxmemory-policy {policy}`); "
                "set `maxmemory-policy noeviction` there, or choose MODERATION_DURABILITY=server "
                "if losing comments is acceptable"
            )


async def _memories(client: RedisClient) -> list[dict[str, Any]]:
    """What the server, or each node, says of its memory; nothing where it does not tell."""
    everywhere = {"target_nodes": RedisCluster.PRIMARIES} if is_cluster(client) else {}
    try:
        return _of_each_node(await client.info("memory", **everywhere))
    except Refused:
        return []


async def _require_syncing_cluster(client: RedisClient, replicas: int) -> None:
    wanted = {"appendonly": "yes", "appendfsync": "always"}
    found = await client.config_get(*wanted, target_nodes=RedisCluster.PRIMARIES)
    if replicas or any(node != wanted for node in _of_each_node(found)):
        raise StoreUnavailable(
            "on a cluster every node has to run with `appendonly yes` and `appendfsync always`, "
            "and waiting for replicas is not supported; or choose MODERATION_DURABILITY=server"
        )


def _of_each_node(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers by node; a cluster of one node answers as a server does."""
    return list(found.values()) if all(isinstance(v, dict) for v in found.values()) else [found]


async def _persistence(client: RedisClient) -> dict[str, str] | None:
    """The server's choices; None where it does not tell, as hosted ones often do not."""
    try:
        return dict(await client.config_get("appendonly", "appendfsync"))
    except Refused:
        return None
