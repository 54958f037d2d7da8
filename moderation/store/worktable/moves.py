"""Moves: what moderators did with cases last, for the pages of others that show them.

The scripts that claim, release and decide write them; the list is short, and nothing rests on it.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from moderation.store.keys import MOVES_LENGTH, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

# Of the newest cases so many tell when they were opened.
NEWEST: Final = 100


class Did(StrEnum):
    """What a moderator did with a case. `reopen`: took a decision back."""

    CLAIM = "claim"
    RELEASE = "release"
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"


class Move(msgspec.Struct, frozen=True):
    """One move, at a time (ms). Of a claim: since when it has been held, and until when it is."""

    at: int
    comment_id: str
    did: Did
    moderator: str
    since: int
    until: int


class Glance(msgspec.Struct, frozen=True):
    """A site as it is looked at again and again: how many cases wait, and what moves.

    `opened` are the times (ms) of the NEWEST cases that wait, `moves` are newest first.
    """

    waiting: int
    opened: tuple[int, ...]
    moves: tuple[Move, ...]

    def reaches(self, since: int) -> bool:
        """Whether `moves` has all that were made after a time (ms)."""
        return len(self.moves) < MOVES_LENGTH or self.moves[-1].at <= since


class Moves:
    """The moves of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def glance(self, site: str) -> Glance:
        """The site as it stands, in one turn."""
        keys = SiteKeys.of(site)
        pipeline = self._client.pipeline(transaction=False)
        pipeline.execute_command("ZCARD", keys.queue)
        pipeline.zrevrange(keys.queue, 0, NEWEST - 1, withscores=True)
        pipeline.execute_command("LRANGE", keys.moves, 0, MOVES_LENGTH - 1)
        waiting, newest, lines = await pipeline.execute()
        opened = tuple(int(at) for _, at in newest)
        return Glance(waiting=waiting, opened=opened, moves=tuple(_moves(lines)))


def _moves(lines: Sequence[str]) -> Iterator[Move]:
    for line in lines:
        at, comment_id, did, moderator, since, until = line.split(" ")
        yield Move(int(at), comment_id, Did(did), moderator, int(since), int(until))
