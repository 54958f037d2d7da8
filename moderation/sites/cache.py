"""Things read from the store and remembered for a moment: bounded, and fetched once at a time."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by name, fetched again when older than `seconds`, the least used forgotten first.

    A value is of the edition it was asked for in, and is fetched again for another one.
    `fetch` gets the name and the value known so far (None at first), which it may return if
    nothing has changed. While a value is being fetched, others who want it wait for the same
    fetch. A failed fetch is not remembered.
    """

    def __init__(
        self,
        fetch: Callable[[str, Value | None], Awaitable[Value]],
        *,
        seconds: float,
        limit: int,
    ) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._limit = limit
        self._known: OrderedDict[str, tuple[str, float, Value]] = OrderedDict()
        self._fetching: dict[tuple[str, str], asyncio.Task[Value]] = {}

    def fresh(self, name: str, edition: str = "") -> Value | None:
        """The value of `name` if it is remembered and not too old; it costs no waiting."""
        known = self._known.get(name)
        if known is None or known[0] != edition or known[1] <= time.monotonic():
            return None
        self._known.move_to_end(name)
        return known[2]

    async def recall(self, name: str, edition: str = "") -> Value:
        """The value of `name`. Raises what fetching it raises."""
        if (known := self.fresh(name, edition)) is not None:
            return known
        wanted = name, edition
        task = self._fetching.get(wanted)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._renew(name, edition))
            self._fetching[wanted] = task
            task.add_done_callback(lambda _: self._fetching.pop(wanted, None))
        return await asyncio.shield(task)

    async def _renew(self, name: str, edition: str) -> Value:
        known = self._known.get(name)
        value = await self._fetch(name, known[2] if known else None)
        self._known[name] = (edition, time.monotonic() + self._seconds, value)
        self._known.move_to_end(name)
        while len(self._known) > self._limit:
            self._known.popitem(last=False)
        return value
