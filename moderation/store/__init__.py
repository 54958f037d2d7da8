"""The store: everything that Saring keeps, in Redis or Valkey. Only this package speaks Redis."""

import asyncio
from dataclasses import dataclass
from typing import Final

from moderation.store.approved import Approved
from moderation.store.comments import Comments
from moderation.store.formats import Formats
from moderation.store.lists import SiteLists
from moderation.store.moderators import Moderators
from moderation.store.queue import Queue
from moderation.store.scripts import Scripts
from moderation.store.server.client import RedisClient, disconnect, is_cluster
from moderation.store.server.durability import must_wait
from moderation.store.server.failures import guarded
from moderation.store.sites import Sites

PING_SECONDS: Final = 2.0
# At the start some of the hosts that an address names may be away, and each is tried in turn.
START_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Store:
    """The only object that use cases see of the store.

    `streams` is a client of its own, because a long poll keeps its connection for as long as it
    waits.
    """

    client: RedisClient
    streams: RedisClient
    comments: Comments
    queue: Queue
    approved: Approved
    sites: Sites
    lists: SiteLists
    formats: Formats
    moderators: Moderators
    scripts: Scripts
    replicas: int | None

    @classmethod
    def over(
        cls,
        client: RedisClient,
        streams: RedisClient,
        *,
        replicas: int | None,
        approved_length: int,
    ) -> "Store":
        """The store over two clients of one server. `replicas`: see Scripts."""
        if not is_cluster(client):
            streams.breaker = client.breaker  # what one of them learns of the server, both know
        scripts = Scripts(client, replicas=replicas)
        comments = Comments(client, scripts, approved_length=approved_length)
        return cls(
            client=client,
            streams=streams,
            comments=comments,
            queue=Queue(client, scripts, comments),
            approved=Approved(streams),
            sites=Sites(client),
            lists=SiteLists(client),
            formats=Formats(client),
            moderators=Moderators(client, scripts),
            scripts=scripts,
            replicas=replicas,
        )

    @guarded
    async def ping(self, *, seconds: float = PING_SECONDS) -> None:
        """Nothing, if the server answers within so many seconds. Raises StoreUnavailable."""
        async with asyncio.timeout(seconds):
            await self.client.ping()

    async def require_durable(self) -> None:
        """Nothing, if this server can keep the promise asked of it. Raises StoreUnavailable."""
        await self.ping(seconds=START_SECONDS)
        if self.replicas is not None:
            await must_wait(self.client, self.replicas)

    async def close(self) -> None:
        """Give the connections back."""
        await self.scripts.close()
        await disconnect(self.client)
        await disconnect(self.streams)
