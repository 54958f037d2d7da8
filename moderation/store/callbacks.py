"""Callbacks: who is to be called about which comment, and which of those calls are due.

A process takes a call for LEASE_MS; where it dies meanwhile the call is due again, so that each is
made at least once. What decides a comment makes its call due in the same script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from moderation.store import keys
from moderation.store.keys import DAY_MS, SiteKeys
from moderation.store.scripts import Script, Scripts
from moderation.store.scripts.arguments import ExpectArguments, SettleArguments, TakeArguments
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

# Longer than any call may take.
LEASE_MS: Final = 60_000
LIFE_MS: Final = 30 * DAY_MS
# When a call is due by itself, in case that a decision was faster than its being expected.
FIRST_MS: Final = 5_000
SITES_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Callback:
    """A call that is due: about a comment, for the key that it came with.

    `address` is what the site's call named, or "". `until` (ms) is how long it is this process's.
    """

    site: str
    comment_id: str
    key_id: str
    address: str
    attempts: int
    until: int


class Callbacks:
    """The callbacks of all sites."""

    def __init__(self, client: RedisClient, scripts: Scripts) -> None:
        self._client = client
        self._scripts = scripts
        self._expect = Script.load("expect")
        self._take = Script.load("take")
        self._settle = Script.load("settle")

    @guarded
    async def expect(
        self, site: str, comment_id: str, *, key_id: str, address: str, at: int
    ) -> None:
        """Have somebody called when a comment is decided, for as long as LIFE_MS."""
        # The site first: without it nobody would look, and without the rest nobody is called.
        await self._client.sadd(keys.CALLBACKS, site)
        arguments = ExpectArguments(
            comment_id=comment_id,
            key_id=key_id,
            address=address,
            at=at + FIRST_MS,
            life=LIFE_MS,
        )
        await self._scripts.run(self._expect, _keys(site, comment_id), arguments)

    @guarded
    async def due_sites(self, now: int) -> list[str]:
        """The sites that have calls due."""
        names = sorted(await self._client.smembers(keys.CALLBACKS))
        found: list[str] = []
        for start in range(0, len(names), SITES_AT_ONCE):
            found += await self._due_of(names[start : start + SITES_AT_ONCE], now)
        return found

    async def _due_of(self, names: Sequence[str], now: int) -> list[str]:
        pipeline = self._client.pipeline(transaction=False)
        for name in names:
            pipeline.execute_command("ZCOUNT", SiteKeys.of(name).due_callbacks, "-inf", now)
        counts = await pipeline.execute()
        return [name for name, count in zip(names, counts, strict=True) if count]

    @guarded
    async def take(self, site: str, now: int) -> Callback | None:
        """The site's next call that is due, from now on this process's; None where none is."""
        until = now + LEASE_MS
        arguments = TakeArguments(now=now, ends=until, count=1)
        ids = await self._scripts.run(self._take, [SiteKeys.of(site).due_callbacks], arguments)
        if not ids:
            return None
        found = await self._client.hgetall(SiteKeys.of(site).callback(ids[0]))
        return Callback(
            site=site,
            comment_id=ids[0],
            key_id=found.get("key", ""),  # none: it is longer ago than LIFE_MS
            address=found.get("address", ""),
            attempts=int(found.get("attempts", "0")),
            until=until,
        )

    async def settle(self, callback: Callback, *, again: int = 0) -> None:
        """It is done, or due again at that time (ms); unless it is due anew by itself."""
        arguments = SettleArguments(
            comment_id=callback.comment_id, taken=callback.until, again=again
        )
        keys_ = _keys(callback.site, callback.comment_id)
        await self._scripts.run(self._settle, keys_, arguments)


def _keys(site: str, comment_id: str) -> list[str]:
    keys_ = SiteKeys.of(site)
    return [keys_.due_callbacks, keys_.callback(comment_id)]
