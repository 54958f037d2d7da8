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
        self._loop: asyncio.AbstractEventLoop

    def ask(self, owner: str, item: Item) -> asyncio.Future[Result]:
        """A future for the result of `item`, which joins the batch that gathers."""
        if not self._due:
            self._due = True
            # Once a batch: to ask for it asks the system for the process's id, too.
            self._loop = asyncio.get_running_loop()
            self._loop.call_soon(self._end_of_round, ROUNDS)
        future: asyncio.Future[Result] = self._loop.create_future()
        queue = self._waiting.get(owner)
        if queue is None:
            queue = self._waiting[owner] = deque()
        queue.append((item, future))
        return future

    def _end_of_round(self, left: int) -> None:
        if left > 1:
            self._loop.call_soon(self._end_of_round, left - 1)
            return
        if batch := self._next_batch():
            self._work_off(batch)
        self._due = bool(self._waiting)
        if self._due:
            self._loop.call_soon(self._end_of_round, ROUNDS)

    def _next_batch(self) -> list[tuple[Item, asyncio.Future[Result]]]:
        """One item of each owner in turn, without those whose askers have gone away."""
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        waiting, room = self._waiting, self._heavy
        while waiting and len(batch) < FULL and room > 0:
            owner, queue = next(iter(waiting.items()))
            asked = queue[0]
            weight = self._weight(asked[0])
            if batch and weight >= self._heavy:
                break  # it opens the next batch
            queue.popleft()
            if not queue:
                del waiting[owner]
            elif len(waiting) > 1:
                waiting[owner] = waiting.pop(owner)  # behind the others
            if not asked[1].done():
                batch.append(asked)
                room -= weight
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
