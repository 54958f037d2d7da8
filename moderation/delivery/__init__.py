"""Use case: a site reads its approved stream, waiting for news if there is none."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from moderation.domain import ApprovedEntry
from moderation.domain.fair_shares import UNIT, Admission, units
from moderation.store.approved import PAGE_BYTES, Approved

# A client that has left keeps its place no longer than this.
SLICE_MS: Final = 2_000


@dataclass(slots=True)
class Delivery:
    """Pages of the approved streams, and long polls for them, shared fairly between sites.

    `waiters` has a place for each long poll that waits, `pages` one for each UNIT of a page.
    """

    approved: Approved
    waiters: Admission
    pages: Admission
    draining: bool = field(default=False, init=False)
    _waiting: set[asyncio.Task[bool]] = field(default_factory=set, init=False)

    @asynccontextmanager
    async def page(
        self, site: str, *, after: str, limit: int, wait_ms: int, gone: Callable[[], bool]
    ) -> AsyncIterator[list[ApprovedEntry]]:
        """Up to `limit` entries behind `after`, waiting up to `wait_ms` for the first.

        The page counts as being sent until the context is left. Where many bytes are being sent
        it is shorter, and it never is longer than PAGE_BYTES and an entry. The wait ends early
        once `gone` says that nobody waits any more. Raises Overloaded, CursorExpired.
        """
        while True:
            with self.pages.permit(site) as room:
                size = UNIT * room.widen(units(PAGE_BYTES))
                entries = await self.approved.read(site, after=after, limit=limit, size=size)
                if entries or not wait_ms:
                    room.widen(units(sum(map(_size, entries))))
                    yield entries
                    return
            if not await self._news(site, after, wait_ms, gone):
                yield []
                return
            wait_ms = 0

    async def _news(self, site: str, after: str, wait_ms: int, gone: Callable[[], bool]) -> bool:
        """Whether there is news behind `after` within so long. Raises Overloaded."""
        with self.waiters.permit(site):
            task = asyncio.ensure_future(self._wait(site, after, wait_ms, gone))
            self._waiting.add(task)
            try:
                return await task
            except asyncio.CancelledError:
                if self.draining and task.cancelled():
                    return False
                task.cancel()
                raise
            finally:
                self._waiting.discard(task)

    async def _wait(self, site: str, after: str, left: int, gone: Callable[[], bool]) -> bool:
        # Python 3.11's wait_for, which the driver uses, may swallow a cancellation.
        while left > 0 and not self.draining and not gone():
            slice_ms = min(left, SLICE_MS)
            if await self.approved.wait(site, after=after, wait_ms=slice_ms):
                return True
            left -= slice_ms
        return False

    def drain(self) -> None:
        """End every wait: each site gets an empty page and asks again, elsewhere."""
        self.draining = True
        for task in self._waiting:
            task.cancel()


def _size(entry: ApprovedEntry) -> int:
    """About how many bytes an entry takes in an answer, or a little less."""
    return 512 + len(entry.text.encode())
