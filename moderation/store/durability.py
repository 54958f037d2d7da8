"""How the store makes sure that what it acknowledges is on disk.

A server that syncs every write before it replies (`appendfsync always`) needs nothing more. On
any other, each group of writes is followed by WAITAOF. A cluster confirms each node's writes on
another connection than ours, so there the nodes themselves have to sync always.
"""

from redis.asyncio import RedisCluster
from redis.exceptions import NoPermissionError, ResponseError

from moderation.errors import StoreUnavailable
from moderation.store.connection import Client, is_cluster
from moderation.store.guard import guarded


@guarded
async def must_wait(client: Client, replicas: int) -> bool:
    """Whether WAITAOF has to follow each group of writes.

    Raises StoreUnavailable, saying what to change, on a server that cannot keep the promise.
    """
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


async def _require_syncing_cluster(client: Client, replicas: int) -> None:
    wanted = {"appendonly": "yes", "appendfsync": "always"}
    found = await client.config_get(*wanted, target_nodes=RedisCluster.PRIMARIES)
    nodes = list(found.values()) if all(isinstance(v, dict) for v in found.values()) else [found]
    if replicas or any(node != wanted for node in nodes):
        raise StoreUnavailable(
            "on a cluster every node has to run with `appendonly yes` and `appendfsync always`, "
            "and waiting for replicas is not supported; or choose MODERATION_DURABILITY=server"
        )


async def _persistence(client: Client) -> dict[str, str] | None:
    """The server's choices; None where it does not tell, as hosted ones often do not."""
    try:
        return dict(await client.config_get("appendonly", "appendfsync"))
    except (NoPermissionError, ResponseError):
        return None
