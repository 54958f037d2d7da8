"""Counts of what doors answered and were told, by day, for the statistics of their protocols.

A process adds up in memory and hands on once a second, so that a comment pays for one addition.
Who asks gets its own process's latest, and what others handed on; a kill loses a second's counts,
and of no comment anything.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from moderation import clock
from moderation.errors import StoreUnavailable
from moderation.store.keys import SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

HAND_ON_SECONDS: Final = 1.0
DAY: Final = len("YYYY-MM-DD")
MONTH: Final = len("YYYY-MM")

# Of each day (YYYY-MM-DD), how often each kind was counted.
Days = dict[str, Counter[str]]


class DoorCounts:
    """The counts of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client
        self._waiting: Counter[tuple[str, str, str, str]] = Counter()
        self._handing_on = asyncio.Lock()

    def add(self, site: str, door: str, kind: str, at: int) -> None:
        """Count one of a kind at that time (ms)."""
        self._waiting[site, door, clock.iso(at)[:DAY], kind] += 1

    async def keep_handing_on(self) -> None:
        """Hand on what was added, once a second, and once more at the end."""
        try:
            while True:
                await asyncio.sleep(HAND_ON_SECONDS)
                with suppress(StoreUnavailable):  # the counts wait for it
                    await self.hand_on()
        finally:
            with suppress(StoreUnavailable):
                await self.hand_on()

    @guarded
    async def hand_on(self) -> None:
        """Add to the store what was added here; what could not be handed on waits on."""
        async with self._handing_on:
            taken, self._waiting = self._waiting, Counter()
            pipeline = self._client.pipeline(transaction=False)
            for (site, door, day, kind), count in taken.items():
                key = SiteKeys.of(site).counts(door, day[:MONTH])
                pipeline.execute_command("HINCRBY", key, f"{day[MONTH + 1 :]} {kind}", count)
            try:
                if taken:
                    await pipeline.execute()
            except BaseException:
                self._waiting += taken
                raise

    @guarded
    async def read(self, site: str, door: str, months: Sequence[str]) -> Days:
        """The counts of the months (YYYY-MM) by day, days without any left out."""
        await self.hand_on()
        pipeline = self._client.pipeline(transaction=False)
        for month in months:
            pipeline.execute_command("HGETALL", SiteKeys.of(site).counts(door, month))
        found: Days = {}
        for month, fields in zip(months, await pipeline.execute(), strict=True):
            for day, counts in _by_day(fields).items():
                found[f"{month}-{day}"] = counts
        return found


def _by_day(fields: Mapping[str, str]) -> Days:
    days: Days = {}
    for field, count in sorted(fields.items()):
        day, _, kind = field.partition(" ")
        days.setdefault(day, Counter())[kind] = int(count)
    return days
