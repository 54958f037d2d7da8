"""Cache: values read from the store, kept for a while, bounded, each fetched once at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Cache of values by name, each for `seconds`; over `limit`, the least recently used goes.

    A value belongs to an edition, and asking for another edition fetches it again. `fetch` gets
    the name and the value known so far (None at first), which it may return if nothing has
    changed. Everyone who wants a value while it is fetched waits for the same fetch. A failed
    fetch is not remembered.
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
        if known is None:
            return None
        own, until, value = known
        if own != edition or until <= monotonic():
            return None
        self._known.move_to_end(name)
        return value

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
        self._known[name] = (edition, monotonic() + self._seconds, value)
        self._known.move_to_end(name)
        while len(self._known) > self._limit:
            self._known.popitem(last=False)
        return value
