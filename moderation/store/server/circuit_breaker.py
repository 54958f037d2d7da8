"""Circuit breaker: a server that hangs is waited for once, and not by each caller.

A server that lets a command time out counts as silent. Until it answers a probe, every command is
refused at once: callers would only wait in vain, and keep permits and connections meanwhile. A
cluster has no breaker, because one of its nodes may hang alone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from redis.asyncio import Redis

from moderation import logs
from moderation.errors import StoreUnavailable
from moderation.store.server.failures import LATE, Refused

PROBE_SECONDS: Final = 0.5

_LOG: Final = logs.logger("circuit_breaker")


class CircuitBreaker:
    """Circuit breaker of one server: open while `silent`, which callers read before they ask."""

    def __init__(self, probe: Callable[[], Awaitable[Any]]) -> None:
        self.silent = False
        self._probe = probe
        self._probing: asyncio.Task[None] | None = None

    def lost(self) -> None:
        """Open the breaker, because a command timed out; it closes when the server answers."""
        if not self.silent:
            self.silent = True
            _LOG.warning("server_silent", {"effect": "requests are refused until it answers"})
            self._probing = asyncio.get_running_loop().create_task(self._probe_until_answered())

    async def _probe_until_answered(self) -> None:
        while not await self._answers():  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(PROBE_SECONDS)
        self.silent = False
        _LOG.info("server_answers")

    async def _answers(self) -> bool:
        try:
            await self._probe()
        except Refused:  # it refuses, as one does whose disk is full; but it is there
            return True
        except Exception:  # noqa: BLE001 - whatever it is, it was no answer
            return False
        return True

    async def stop(self) -> None:
        """Probe no more."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.wait([self._probing])


class BreakerRedis(Redis):
    """Client with a circuit breaker, which waits at most `patience` seconds for a command.

    The driver by itself waits for a free connection, for its set-up and for the reply, each for as
    long, and then tries all of it once more.
    """

    breaker: CircuitBreaker
    patience: float

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """As the driver's. Raises StoreUnavailable at once for a silent server."""
        if self.breaker.silent:
            raise StoreUnavailable("silent")
        try:
            return await self.ask(*args, **options)
        except LATE:
            self.breaker.lost()
            raise

    async def ask(self, *args: Any, **options: Any) -> Any:
        """As execute_command, whether the server is silent or not."""
        async with asyncio.timeout(self.patience):
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # untyped there


def with_breaker(client: Any, patience: float) -> Any:
    """The BreakerRedis that the driver made, with its breaker; `patience` in seconds."""
    client.patience = patience
    client.breaker = CircuitBreaker(lambda: client.ask("PING"))
    return client
