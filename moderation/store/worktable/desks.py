"""Desks: what moderators put aside for later, and what they note on comments."""

from typing import Final

import msgspec

from moderation.store.keys import DAY_MS, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

NOTES_KEPT: Final = 20


class Note(msgspec.Struct, frozen=True):
    """What a moderator wrote on a comment, for the others."""

    at: int
    moderator: str
    text: str


class Desks:
    """The desks of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def put_aside(
        self, site: str, moderator: str, comment_id: str, *, at: int, until: int
    ) -> None:
        """Keep a comment at the end of this moderator's table until a time (ms)."""
        key = SiteKeys.of(site).later(moderator)
        pipeline = self._client.pipeline(transaction=True)
        pipeline.zremrangebyscore(key, "-inf", at)
        pipeline.zadd(key, {comment_id: until})
        pipeline.pexpire(key, DAY_MS)
        await pipeline.execute()

    @guarded
    async def aside(self, site: str, moderator: str, at: int) -> frozenset[str]:
        """The comments that this moderator has put aside beyond a time (ms)."""
        key = SiteKeys.of(site).later(moderator)
        return frozenset(await self._client.zrangebyscore(key, f"({at}", "+inf"))

    @guarded
    async def write(self, site: str, comment_id: str, note: Note) -> None:
        """Put a note behind the others; of many, the oldest goes."""
        key = SiteKeys.of(site).notes(comment_id)
        pipeline = self._client.pipeline(transaction=True)
        pipeline.rpush(key, msgspec.json.encode(note))
        pipeline.ltrim(key, -NOTES_KEPT, -1)
        await pipeline.execute()

    @guarded
    async def notes(self, site: str, comment_id: str) -> list[Note]:
        """The notes on a comment, oldest first."""
        found = await self._client.lrange(SiteKeys.of(site).notes(comment_id), 0, -1)
        return [msgspec.json.decode(each, type=Note) for each in found]
