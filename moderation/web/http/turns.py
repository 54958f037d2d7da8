"""Turns: dear work is cut up, and the event loop does one piece of it at a time.

Between two pieces everything else that is ready runs, and pieces of other requests in turn.
"""

import asyncio
from typing import Final

# A piece of so many bytes or characters takes a few milliseconds at worst.
PIECE: Final = 32_768


class Turns:
    """First come, first served: one turn in each round of the event loop."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def next(self) -> None:
        """Wait for a turn. To be asked for before each PIECE of what is longer than one."""
        async with self._lock:
            await asyncio.sleep(0)
