"""Reads the approved stream for ever, and keeps the site's comments as the stream says.

This is how a site consumes Saring: ask for what lies behind a cursor, apply every entry in order,
go on from the cursor that came with them. Entries may come twice (after a crash, after starting
over), so applying one is idempotent by comment id. A site with a database stores the cursor in
the same transaction as the comments; this one keeps both in memory, and so reads the stream from
its start whenever it starts itself.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

from moderation import logs
from moderation.demo.saring_client import CursorExpired, SaringAway, SaringClient
from moderation.demo.threads import Threads

START: Final = "0-0"
PAGE_LIMIT: Final = 100
WAIT_SECONDS: Final = 20
# A server that is about to stop answers long polls early; do not ask it in a tight circle.
IDLE_PAUSE_SECONDS: Final = 0.1
FIRST_PAUSE_SECONDS: Final = 0.2
LONGEST_PAUSE_SECONDS: Final = 15.0

_LOG: Final = logs.logger("demo")


class Consumer:
    """Applies the approved stream to `threads`. `cursor` is where it has got to."""

    def __init__(
        self,
        saring: SaringClient,
        threads: Threads,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.cursor = START
        self._saring = saring
        self._threads = threads
        self._pause = pause

    async def run(self) -> None:
        """Read until cancelled, through every failure of Saring and of the network."""
        failures = 0
        while True:
            try:
                news = await self.read_once()
            except SaringAway as error:
                failures += 1
                if failures == 1:  # a key that is refused would otherwise never be noticed
                    _LOG.warning("saring_away", {"reason": str(error)})
                await self._pause(pause_after(failures))
            except CursorExpired:
                # Withdrawals may be among what was trimmed, so nothing we hold is sure any more.
                failures += 1
                self._start_over()
                await self._pause(pause_after(failures))
            except Exception as error:  # noqa: BLE001 - a consumer that dies is not seen to be dead
                failures += 1
                _LOG.error("entry_not_applied", {"error": type(error).__name__})
                await self._pause(pause_after(failures))
            else:
                failures = 0
                if not news:
                    await self._pause(IDLE_PAUSE_SECONDS)

    async def read_once(self) -> int:
        """Apply one page of entries; how many they were. Raises SaringAway, CursorExpired."""
        page = await self._saring.approved(self.cursor, limit=PAGE_LIMIT, wait_seconds=WAIT_SECONDS)
        for entry in page.entries:
            self._threads.apply(entry)
        # Only now: had applying failed, the same page would come again.
        self.cursor = page.cursor
        return len(page.entries)

    def _start_over(self) -> None:
        self._threads.clear()
        self.cursor = START


def pause_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row (1 or more).

    The pauses double up to LONGEST_PAUSE_SECONDS; each is shortened at random by up to a half,
    so that many sites do not all come back to a restarted Saring at once.
    """
    doubled = FIRST_PAUSE_SECONDS * float(1 << min(failures - 1, 16))
    longest = min(LONGEST_PAUSE_SECONDS, doubled)
    return longest * (1 - secrets.randbelow(500) / 1000)
