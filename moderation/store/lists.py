"""The list entries of sites: a key of their own, changed and read a page at a time.

An entry is text, `KIND ACTION PATTERN`, with its place in the order of adding as its score. A
pattern stands there once.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from itertools import count, product
from typing import Final

from moderation.domain import ListAction, ListEntry, ListKind
from moderation.errors import Damaged
from moderation.store.changes import mark_change
from moderation.store.keys import SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

LIST_LIMIT: Final = 100_000
READ_AT_ONCE: Final = 1_000
CHANGED_AT_ONCE: Final = 500
REVISION_BYTES: Final = 8


class SiteLists:
    """The lists of all sites. Their revision stands with the site."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    async def pages(self, site: str) -> AsyncIterator[list[ListEntry]]:
        """The entries in the order of adding, READ_AT_ONCE at a time. Raises Damaged.

        A change meanwhile may leave one out; the new revision then tells of the change.
        """
        for start in count(step=READ_AT_ONCE):
            page = await self._page(site, start)
            yield page
            if len(page) < READ_AT_ONCE:
                return

    @guarded
    async def _page(self, site: str, start: int) -> list[ListEntry]:
        key = SiteKeys.of(site).lists
        found = await self._client.zrange(key, start, start + READ_AT_ONCE - 1)
        try:
            return [_entry(text) for text in found]
        except ValueError as error:
            raise Damaged(f"the lists of the site {site} cannot be read: {error}") from error

    @guarded
    async def size(self, site: str) -> int:
        """How many entries there are."""
        return int(await self._client.zcard(SiteKeys.of(site).lists))

    @guarded
    async def present(self, site: str, patterns: Sequence[str]) -> set[str]:
        """Those of the patterns that stand in the lists."""
        found: set[str] = set()
        for start in range(0, len(patterns), CHANGED_AT_ONCE):
            group = patterns[start : start + CHANGED_AT_ONCE]
            texts = [text for pattern in group for text in _texts(pattern)]
            scores = await self._client.zmscore(SiteKeys.of(site).lists, texts)
            places = zip(texts, scores, strict=True)
            found |= {_entry(text).pattern for text, score in places if score is not None}
        return found

    @guarded
    async def change(
        self, site: str, *, remove: Sequence[str] = (), add: Sequence[ListEntry] = ()
    ) -> None:
        """Take patterns out, then put entries in, in place of those of the same pattern.

        CHANGED_AT_ONCE at a time: if that is interrupted, doing it again completes it.
        """
        for start in range(0, len(remove), CHANGED_AT_ONCE):
            await self._replace(site, remove[start : start + CHANGED_AT_ONCE], ())
        for start in range(0, len(add), CHANGED_AT_ONCE):
            group = add[start : start + CHANGED_AT_ONCE]
            await self._replace(site, [entry.pattern for entry in group], group)
        await mark_change(self._client)

    async def _replace(
        self, site: str, patterns: Sequence[str], added: Sequence[ListEntry]
    ) -> None:
        keys = SiteKeys.of(site)
        last = await self._client.zrange(keys.lists, -1, -1, withscores=True)
        behind = last[0][1] + 1 if last else 0
        texts = [f"{each.kind} {each.action} {each.pattern}" for each in added]
        pipeline = self._client.pipeline(transaction=True)
        pipeline.zrem(keys.lists, *(text for pattern in patterns for text in _texts(pattern)))
        if texts:
            pipeline.zadd(keys.lists, {text: behind + place for place, text in enumerate(texts)})
        pipeline.hset(keys.site, "lists", secrets.token_hex(REVISION_BYTES))
        await pipeline.execute()


def _texts(pattern: str) -> list[str]:
    """Every entry that a pattern may stand in."""
    return [f"{kind} {action} {pattern}" for kind, action in product(ListKind, ListAction)]


def _entry(text: str) -> ListEntry:
    kind, action, pattern = text.split(" ", 2)
    return ListEntry(kind=ListKind(kind), pattern=pattern, action=ListAction(action))
