"""Micro-batching: what is asked for within a few rounds of the event loop is done as one batch.

In each round the loop hands over what has arrived meanwhile, so many small calls become one. There
is no timer: a round of an idle loop takes microseconds, so an idle service hardly waits.

A batch takes one item of each owner in turn and is bounded in weight; an item as heavy as a whole
batch is none of those that lighter ones wait for. After each batch the loop goes on for as many
rounds: whatever one site sends, the others wait for no more than their share.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

FULL: Final = 64
# Each lets those join who arrived while the last batch was in work. More gain nothing measurable.
ROUNDS: Final = 4

Item = TypeVar("Item")
Result = TypeVar("Result")


class MicroBatcher(Generic[Item, Result]):
    """Hands items to `work`, at most FULL at a time and no more once they weigh `heavy`.

    `work` gives a result for each item, in order. What it raises, every asker of its batch gets.
    """

    def __init__(
        self,
        work: Callable[[list[Item]], Sequence[Result]],
        *,
        weight: Callable[[Item], int],
        heavy: int,
    ) -> None:
        self._work, self._weight, self._heavy = work, weight, heavy
        self._waiting: dict[str, deque[tuple[Item, asyncio.Future[Result]]]] = {}
        self._due = False

    def ask(self, owner: str, item: Item) -> asyncio.Future[Result]:
        """A future for the result of `item`, which joins the batch that gathers."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        if not self._due:
            self._due = True
            loop.call_soon(self._end_of_round, ROUNDS)
        self._waiting.setdefault(owner, deque()).append((item, future))
        return future

    def _end_of_round(self, left: int) -> None:
        loop = asyncio.get_running_loop()
        if left > 1:
            loop.call_soon(self._end_of_round, left - 1)
            return
        if batch := self._next_batch():
            self._work_off(batch)
        self._due = bool(self._waiting)
        if self._due:
            loop.call_soon(self._end_of_round, ROUNDS)

    def _next_batch(self) -> list[tuple[Item, asyncio.Future[Result]]]:
        """One item of each owner in turn, without those whose askers have gone away."""
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        room = self._heavy
        while self._waiting and len(batch) < FULL and room > 0:
            owner, queue = next(iter(self._waiting.items()))
            if batch and self._weight(queue[0][0]) >= self._heavy:
                break  # it opens the next batch
            del self._waiting[owner]
            item, future = queue.popleft()
            if queue:
                self._waiting[owner] = queue  # behind the others
            if not future.done():
                batch.append((item, future))
                room -= self._weight(item)
        return batch

    def _work_off(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = self._work([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
            for _, future in batch:
                future.set_exception(error)
        else:
            for (_, future), result in zip(batch, results, strict=True):
                future.set_result(result)
