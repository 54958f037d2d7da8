"""Work gathered over a turn of the event loop and done as one batch.

Whatever is asked for while the loop runs through its ready callbacks is done together right
after, so many small calls become one. An idle service never waits: a batch of one or two is done
in the same turn. A busy one, where more came in one turn, gives others PATIENCE_SECONDS to join, if
there are any: scoring walks through all of the weights, and every batch pays for them anew in cold
caches.
"""

import asyncio
from collections.abc import Callable
from typing import Final, Generic, TypeVar

BUSY: Final = 3
FULL: Final = 64
PATIENCE_SECONDS: Final = 0.002

Item = TypeVar("Item")
Result = TypeVar("Result")


class MicroBatcher(Generic[Item, Result]):
    """Hands the items of one turn to `work`, at most FULL at a time.

    `others` says whether anybody is left who might bring another item.

    `work` gets pairs of an item and the future that its result belongs into; it may answer at
    once or later, and must answer each.
    """

    def __init__(
        self,
        work: Callable[[list[tuple[Item, asyncio.Future[Result]]]], None],
        *,
        others: Callable[[], bool],
    ) -> None:
        self._work = work
        self._others = others
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, item: Item) -> asyncio.Future[Result]:
        """A future for the result of `item`, which joins this turn's batch."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._end_of_turn)
        self._waiting.append((item, future))
        if self._timer is not None and not self._waits():
            self._depart()
        return future

    def _end_of_turn(self) -> None:
        if len(self._waiting) >= BUSY and self._waits():
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(PATIENCE_SECONDS, self._depart)
        else:
            self._depart()

    def _waits(self) -> bool:
        return len(self._waiting) < FULL and self._others()

    def _depart(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), FULL):
            batch = waiting[start : start + FULL]
            try:
                self._work(batch)
            except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
                for _, future in batch:
                    settle(future, error)


def settle(future: asyncio.Future[Result], result: Result | BaseException) -> None:
    """Put a result or an exception into `future`, unless its asker has gone away."""
    if future.done():
        return
    if isinstance(result, BaseException):
        future.set_exception(result)
    else:
        future.set_result(result)
