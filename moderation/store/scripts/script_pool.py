"""Connection pool for scripts: groups of calls, and the connections that carry them.

What is asked for in one turn of the event loop travels as a group. A group takes a whole
connection; what is asked for while every connection is taken joins the next group. So an idle
service never waits, and a busy server gets larger groups.

A server that syncs every write does so after each round of reading a little from every connection.
So a large turn is spread over several: what they carry is read and synced in one round.
"""

import asyncio
import math
from typing import Any, Final

from moderation.errors import StoreUnavailable
from moderation.store.scripts.script_connection import Asked, ScriptConnection
from moderation.store.server.failures import SILENT
from moderation.store.server.primaries import Primary

CONNECTIONS: Final = 8
GROUP_LIMIT: Final = 128
# About as many submissions as a server reads from a connection in two rounds. Fewer would save it
# more syncs; each further connection costs this process some 50 microseconds for a turn.
SMALL_GROUP: Final = 32


class ScriptPool:
    """CONNECTIONS connections to a primary, and the calls that wait for a free one."""

    def __init__(self, primary: Primary) -> None:
        self.primary = primary
        self._all = [ScriptConnection(primary, self._take_back) for _ in range(CONNECTIONS)]
        self._free = list(self._all)
        self._waiting: list[Asked] = []
        self._due = False

    @property
    def silent(self) -> bool:
        """Whether calls are refused, because the primary left one unanswered."""
        return self.primary.breaker.silent

    async def primaries(self) -> list[Primary]:
        """The one that scripts are sent to."""
        return [self.primary]

    def ask(self, packed: bytes, _key: str, future: asyncio.Future[Any]) -> None:
        """Put the reply into `future`; an error reply or a failure is a result, as an exception."""
        self._waiting.append((packed, future))
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._depart)

    async def redirected(self, reply: Exception, _packed: bytes, _key: str) -> Any:
        """The reply: there is nowhere else to ask."""
        return reply

    def renew(self) -> None:
        """Have each connection ask anew what the server promises, before it carries more."""
        for connection in self._all:
            connection.renew()

    def _depart(self) -> None:
        self._due = False
        if self.primary.breaker.silent:
            self._refuse(SILENT)
        while self._waiting and self._free:
            share = math.ceil(len(self._waiting) / len(self._free))
            size = min(max(share, SMALL_GROUP), GROUP_LIMIT)
            group, self._waiting = self._waiting[:size], self._waiting[size:]
            self._free.pop().carry(group)

    def _refuse(self, why: str) -> None:
        """Answer all who wait."""
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            if not future.done():
                future.set_result(StoreUnavailable(why))

    def _take_back(self, connection: ScriptConnection) -> None:
        self._free.append(connection)
        self._depart()

    async def close(self) -> None:
        """Close every connection; what was not answered yet is answered with StoreUnavailable."""
        self._refuse("closed")
        for connection in self._all:
            await connection.close()
        await self.primary.breaker.stop()
