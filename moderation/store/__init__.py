"""The store: everything that Saring keeps, in Redis or Valkey. Only this package speaks Redis."""

from dataclasses import dataclass

from moderation.store.approved import Approved
from moderation.store.callbacks import Callbacks
from moderation.store.comments import Comments
from moderation.store.door_counts import DoorCounts
from moderation.store.formats import Formats
from moderation.store.health import Health
from moderation.store.imports import Imports
from moderation.store.lists import SiteLists
from moderation.store.memory.fingerprints import Fingerprints
from moderation.store.moderators import Moderators
from moderation.store.queue import Queue
from moderation.store.scripts import Scripts
from moderation.store.server.client import RedisClient, disconnect, is_cluster
from moderation.store.sites import Sites
from moderation.store.worktable.desks import Desks
from moderation.store.worktable.jobs import Jobs
from moderation.store.worktable.listings import Listings
from moderation.store.worktable.moves import Moves
from moderation.store.worktable.word_index import WordIndex


@dataclass(frozen=True, slots=True)
class Store:
    """The only object that use cases see of the store.

    `streams` is a client of its own, because a long poll keeps its connection for as long as it
    waits.
    """

    client: RedisClient
    streams: RedisClient
    comments: Comments
    imports: Imports
    fingerprints: Fingerprints
    queue: Queue
    approved: Approved
    sites: Sites
    jobs: Jobs
    desks: Desks
    words: WordIndex
    listings: Listings
    moves: Moves
    lists: SiteLists
    formats: Formats
    moderators: Moderators
    door_counts: DoorCounts
    callbacks: Callbacks
    scripts: Scripts
    health: Health

    @classmethod
    def over(
        cls,
        client: RedisClient,
        streams: RedisClient,
        *,
        replicas: int | None,
        approved_length: int,
    ) -> "Store":
        """The store over two clients of one server. `replicas`: see Primary."""
        if not is_cluster(client):
            streams.breaker = client.breaker  # what one of them learns of the server, both know
        streams.outages = client.outages
        scripts = Scripts(client, replicas=replicas)
        comments = Comments(client, scripts, approved_length=approved_length)
        formats = Formats(client)
        return cls(
            client=client,
            streams=streams,
            comments=comments,
            imports=Imports(scripts),
            fingerprints=Fingerprints(client),
            queue=Queue(client, scripts, comments),
            approved=Approved(streams),
            sites=Sites(client),
            jobs=Jobs(client),
            desks=Desks(client),
            words=WordIndex(client),
            listings=Listings(client),
            moves=Moves(client),
            lists=SiteLists(client),
            formats=formats,
            moderators=Moderators(client, scripts),
            door_counts=DoorCounts(client),
            callbacks=Callbacks(client, scripts),
            scripts=scripts,
            health=Health(scripts, formats, client.address.where),
        )

    @property
    def where(self) -> str:
        """The hosts or the socket of the address, for messages; never a password."""
        return str(self.client.address.where)

    async def close(self) -> None:
        """Give the connections back."""
        await self.health.close()
        await self.scripts.close()
        await disconnect(self.client)
        await disconnect(self.streams)
