"""Circuit breaker: a server that hangs is waited for once, and not by each caller.

A server that lets a command time out counts as silent. Until it answers a probe, every command is
refused at once: callers would only wait in vain, and keep permits and connections meanwhile. Each
node of a cluster that scripts are sent to has a breaker of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from moderation import logs
from moderation.store.server.failures import Refused
from moderation.store.server.tasks import end

PROBE_SECONDS: Final = 0.5

_LOG: Final = logs.logger("circuit_breaker")


class CircuitBreaker:
    """Circuit breaker of one server: open while `silent`, which callers read before they ask."""

    def __init__(self, server: str, probe: Callable[[], Awaitable[Any]]) -> None:
        self.silent = False
        self._server = server
        self._probe = probe
        self._probing: asyncio.Task[None] | None = None

    def lost(self) -> None:
        """Open the breaker, because a command timed out; it closes when the server answers."""
        if not self.silent:
            self.silent = True
            effect = "requests are refused until it answers"
            _LOG.warning("server_silent", {"server": self._server, "effect": effect})
            self._probing = asyncio.get_running_loop().create_task(self._probe_until_answered())

    async def _probe_until_answered(self) -> None:
        while not await self._answers():  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(PROBE_SECONDS)
        self.silent = False
        _LOG.info("server_answers", {"server": self._server})

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
        await end(self._probing)
