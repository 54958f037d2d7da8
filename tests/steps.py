"""Cost in steps and turns, which no machine is fast or slow at."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """Count the calls, and the values that are drawn from generators."""
    events = Counter[str]()

    def count(_frame: FrameType, event: str, _given: object) -> None:
        events[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return events.total()


class Turns:
    """The calls of a function: how many in the busiest turn of the event loop.

    `counts` says of a call's arguments whether it counts.
    """

    def __init__(self, function: Any, counts: Callable[[dict[str, Any]], bool]) -> None:
        self._code, self._counts = function.__code__, counts
        self._now = self.busiest = 0

    def profile(self, frame: FrameType, event: str, _given: object) -> None:
        """Look at a call."""
        if event == "call" and frame.f_code is self._code:
            self._now += self._counts(frame.f_locals)

    def end(self) -> None:
        """End a turn."""
        self.busiest, self._now = max(self.busiest, self._now), 0

    async def tick(self) -> None:
        """End one turn after another, until cancelled."""
        while True:
            self.end()
            await asyncio.sleep(0)


@asynccontextmanager
async def turns_of(
    function: Any, counts: Callable[[dict[str, Any]], bool] = lambda _: True
) -> AsyncIterator[Turns]:
    """Count the calls of a function meanwhile."""
    turns = Turns(function, counts)
    ticking = asyncio.create_task(turns.tick())
    sys.setprofile(turns.profile)
    try:
        yield turns
    finally:
        sys.setprofile(None)
        ticking.cancel()
        turns.end()
