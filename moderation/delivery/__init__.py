"""Use case: a site reads its approved stream, waiting for news if there is none."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from moderation.domain import ApprovedEntry
from moderation.errors import Overloaded
from moderation.store.approved import Approved

# A client that has left keeps its place no longer than this.
SLICE_MS: Final = 2_000


@dataclass(slots=True)
class Delivery:
    """Long polls over the approved streams, at most `waiters_limit` at once."""

    approved: Approved
    waiters_limit: int
    draining: bool = field(default=False, init=False)
    _waiting: set[asyncio.Task[list[ApprovedEntry]]] = field(default_factory=set, init=False)

    async def read(
        self, site: str, *, after: str, limit: int, wait_ms: int, gone: Callable[[], bool]
    ) -> list[ApprovedEntry]:
        """Up to `limit` entries behind `after`, waiting up to `wait_ms` for the first.

        The wait ends early once `gone` says that the client has left. Raises Overloaded,
        CursorExpired.
        """
        if len(self._waiting) >= self.waiters_limit:
            raise Overloaded("long polls")
        task = asyncio.ensure_future(self._read(site, after, limit, wait_ms, gone))
        self._waiting.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if self.draining and task.cancelled():
                return []
            task.cancel()
            raise
        finally:
            self._waiting.discard(task)

    async def _read(
        self, site: str, after: str, limit: int, wait_ms: int, gone: Callable[[], bool]
    ) -> list[ApprovedEntry]:
        left = 0 if self.draining else wait_ms
        while True:
            slice_ms = min(left, SLICE_MS)
            found = await self.approved.read(site, after=after, limit=limit, wait_ms=slice_ms)
            left -= slice_ms
            # Python 3.11's wait_for, which the driver uses, may swallow a cancellation.
            if found or left <= 0 or self.draining or gone():
                return found

    def drain(self) -> None:
        """End every wait: each site gets an empty page and asks again, elsewhere."""
        self.draining = True
        for task in self._waiting:
            task.cancel()
