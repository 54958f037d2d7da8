"""Proofs of work that served already."""

from moderation.store.keys import SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded


class Proofs:
    """Remembers each proof until it would have expired."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def take(self, site: str, digest: str, life_ms: int) -> bool:
        """Use a proof; False where it was used before. Raises StoreUnavailable."""
        key = SiteKeys.of(site).proof(digest)
        return bool(await self._client.set(key, "1", nx=True, px=life_ms))
