"""The list entries of sites: a key of their own, changed and read a page at a time.

An entry is text, `KIND ACTION PATTERN`, with its place in the order of adding as its score. A
pattern stands there once. When an entry ends, and why it was added, stand in keys beside.
"""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count, product
from typing import Final

import msgspec

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

        A change meanwhile may leave one out; the new revision then tells of the change. What was
        said of an entry is left to `described`.
        """
        ends = await self._ends(site)
        for start in count(step=READ_AT_ONCE):
            page = await self._page(site, start)
            yield [_ending(entry, ends) for entry in page] if ends else page
            if len(page) < READ_AT_ONCE:
                return

    @guarded
    async def described(self, site: str, entries: Sequence[ListEntry]) -> list[ListEntry]:
        """The entries with why they were added, and by whom."""
        if not entries:
            return []
        found = await self._client.hmget(SiteKeys.of(site).lists_about, list(map(_text, entries)))
        return [
            msgspec.structs.replace(entry, **msgspec.json.decode(about, type=dict[str, str]))
            if about
            else entry
            for entry, about in zip(entries, found, strict=True)
        ]

    @guarded
    async def those_of(self, site: str, entries: Sequence[ListEntry]) -> list[ListEntry]:
        """Those of the entries that stand there, with all that is known of them."""
        if not entries:
            return []
        keys, texts = SiteKeys.of(site), list(map(_text, entries))
        scores = await self._client.zmscore(keys.lists, texts)
        ends = await self._client.zmscore(keys.lists_until, texts)
        found = [
            msgspec.structs.replace(entry, until=int(until or 0))
            for entry, score, until in zip(entries, scores, ends, strict=True)
            if score is not None
        ]
        return await self.described(site, found)

    @guarded
    async def end(self, site: str, at: int) -> None:
        """Take out what has ended by then."""
        key = SiteKeys.of(site).lists_until
        gone = await self._client.zrangebyscore(key, "-inf", at, start=0, num=CHANGED_AT_ONCE)
        if gone:
            await self._replace(site, [_entry(text).pattern for text in gone], ())

    @guarded
    async def _ends(self, site: str) -> dict[str, int]:
        """The entries that end, as text, with the time."""
        found = await self._client.zrange(SiteKeys.of(site).lists_until, 0, -1, withscores=True)
        return {text: int(until) for text, until in found}

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
        texts = list(map(_text, added))
        ends = {_text(each): each.until for each in added if each.until}
        about = {_text(each): _about(each) for each in added if each.why or each.by}
        gone = [text for pattern in patterns for text in _texts(pattern)]
        pipeline = self._client.pipeline(transaction=True)
        pipeline.zrem(keys.lists, *gone)
        pipeline.zrem(keys.lists_until, *gone)
        pipeline.hdel(keys.lists_about, *gone)
        if texts:
            pipeline.zadd(keys.lists, {text: behind + place for place, text in enumerate(texts)})
        if ends:
            pipeline.zadd(keys.lists_until, ends)
        if about:
            pipeline.hset(keys.lists_about, mapping=about)
        pipeline.hset(keys.site, "lists", secrets.token_hex(REVISION_BYTES))
        await pipeline.execute()


def _texts(pattern: str) -> list[str]:
    """Every entry that a pattern may stand in."""
    return [f"{kind} {action} {pattern}" for kind, action in product(ListKind, ListAction)]


def _text(entry: ListEntry) -> str:
    return f"{entry.kind} {entry.action} {entry.pattern}"


def _about(entry: ListEntry) -> bytes:
    return msgspec.json.encode({"why": entry.why, "by": entry.by})


def _ending(entry: ListEntry, ends: Mapping[str, int]) -> ListEntry:
    until = ends.get(_text(entry), 0)
    return msgspec.structs.replace(entry, until=until) if until else entry


def _entry(text: str) -> ListEntry:
    kind, action, pattern = text.split(" ", 2)
    return ListEntry(kind=ListKind(kind), pattern=pattern, action=ListAction(action))
