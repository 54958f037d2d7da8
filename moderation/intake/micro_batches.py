"""Micro-batching: what is asked for in one turn of the event loop is done as one batch.

Whatever is asked for while the loop runs through its ready callbacks is done together right
after, so many small calls become one, and an idle service never waits.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

FULL: Final = 64

Item = TypeVar("Item")
Result = TypeVar("Result")


class MicroBatcher(Generic[Item, Result]):
    """Hands the items of one turn to `work`, at most FULL at a time.

    `work` gives a result for each item, in order. What it raises, every asker of its batch gets.
    """

    def __init__(self, work: Callable[[list[Item]], Sequence[Result]]) -> None:
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []

    def ask(self, item: Item) -> asyncio.Future[Result]:
        """A future for the result of `item`, which joins this turn's batch."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._end_of_turn)
        self._waiting.append((item, future))
        return future

    def _end_of_turn(self) -> None:
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), FULL):
            batch = waiting[start : start + FULL]
            try:
                results = self._work([item for item, _ in batch])
            except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for (_, future), result in zip(batch, results, strict=True):
                    if not future.done():  # its asker may have gone away
                        future.set_result(result)
