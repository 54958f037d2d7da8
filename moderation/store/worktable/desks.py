"""Desks: what moderators put aside for later, note on comments, and ask one another."""

from typing import Final

import msgspec

from moderation.store.keys import DAY_MS, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

NOTES_KEPT: Final = 20
# So many questions of a site wait for an answer at once.
ASKED_LIMIT: Final = 200


class Note(msgspec.Struct, frozen=True):
    """What a moderator wrote on a comment, for the others; it may ask for a second opinion."""

    at: int
    moderator: str
    text: str
    asks: bool = False


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
    async def ask(self, site: str, comment_id: str, note: Note) -> None:
        """Have a comment that waits wait for somebody else: until it is decided."""
        key = SiteKeys.of(site).asked
        await self._client.hset(key, comment_id, msgspec.json.encode(note))

    @guarded
    async def asked(self, site: str) -> dict[str, Note]:
        """What is asked, by comment."""
        found = await self._client.hgetall(SiteKeys.of(site).asked)
        return {comment_id: _note(text) for comment_id, text in found.items()}

    @guarded
    async def question(self, site: str, comment_id: str) -> Note | None:
        """What is asked about a comment."""
        found = await self._client.hget(SiteKeys.of(site).asked, comment_id)
        return _note(found) if found else None

    @guarded
    async def notes(self, site: str, comment_id: str) -> list[Note]:
        """The notes on a comment, oldest first."""
        found = await self._client.lrange(SiteKeys.of(site).notes(comment_id), 0, -1)
        return [_note(each) for each in found]


def _note(text: str) -> Note:
    return msgspec.json.decode(text, type=Note)
