"""Listings: comments by the state they came to, and what moderators decided, newest first.

A list keeps what once was put into it; whoever reads it looks whether that still holds.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from moderation.domain import Action, CommentState
from moderation.store.keys import LISTED_LENGTH, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

# What a line says where a decision has no class, and where it is that of a job.
NOTHING: Final = "-"
EDIT: Final = "edit"
_AT_ONCE: Final = 10_000


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A decision or an edit of a moderator, or a job of `count` decisions.

    `revision` is the comment's that it led to. `label` is the class that was given, or "".
    """

    at: int
    comment_id: str
    revision: int
    action: Action
    moderator: str
    label: str = ""
    job: str = ""
    count: int = 1
    edited: bool = False

    @property
    def deed(self) -> str:
        """What was done: an action, or "edit"."""
        return EDIT if self.edited else self.action

    def text(self) -> str:
        """The line as it is kept: values with a space between."""
        subject = f"job:{self.job}:{self.count}" if self.job else self.comment_id
        subject = f"{EDIT}:{subject}" if self.edited else subject
        values = self.at, subject, self.revision, self.action, self.moderator
        return " ".join(map(str, (*values, self.label or NOTHING)))


class Listings:
    """The listings of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def ids(self, site: str, state: CommentState, *, start: int, count: int) -> list[str]:
        """Ids of comments that came to `state`, newest first; some have left it, some are twice."""
        key = SiteKeys.of(site).listed(state)
        return list(await self._client.lrange(key, start, start + count - 1))

    @guarded
    async def complete(self, site: str, state: CommentState, ids: Sequence[str]) -> int:
        """Put those of the ids (newest first) that the list lacks behind all others; how many.

        For comments that were recorded before there were lists.
        """
        key, known = SiteKeys.of(site).listed(state), set[str]()
        for start in range(0, LISTED_LENGTH, _AT_ONCE):
            page = await self._client.lrange(key, start, start + _AT_ONCE - 1)
            known.update(page)
            if len(page) < _AT_ONCE:
                break
        missing = [each for each in ids if each not in known][: LISTED_LENGTH - len(known)]
        for start in range(0, len(missing), _AT_ONCE):
            await self._client.rpush(key, *missing[start : start + _AT_ONCE])
        return len(missing)

    @guarded
    async def decided(self, site: str, *, start: int = 0, count: int) -> list[Line]:
        """What moderators decided, newest first."""
        key = SiteKeys.of(site).decided
        found = await self._client.lrange(key, start, start + count - 1)
        return list(_lines(found))

    @guarded
    async def note(self, site: str, line: Line, *, most: int) -> None:
        """Put a line first that no decision wrote itself."""
        key = SiteKeys.of(site).decided
        pipeline = self._client.pipeline(transaction=True)
        pipeline.lpush(key, line.text())
        pipeline.ltrim(key, 0, most - 1)
        await pipeline.execute()


def _lines(texts: Sequence[str]) -> Iterator[Line]:
    for text in texts:
        at, subject, revision, action, moderator, label = text.split(" ")
        job, count = "", "1"
        if subject.startswith("job:"):
            _, job, count = subject.split(":")
        edited = subject.startswith(f"{EDIT}:")
        yield Line(
            at=int(at),
            comment_id="" if job else subject.removeprefix(f"{EDIT}:"),
            revision=int(revision),
            action=Action(action),
            moderator=moderator,
            label="" if label == NOTHING else label,
            job=job,
            count=int(count),
            edited=edited,
        )
