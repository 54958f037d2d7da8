"""Connection limits: how many there may be, how many from one client, how slow a head may come.

aiohttp accepts every connection, and waits for a request's head as long as for an idle one. Here
a head must be complete within seconds of the connection or of its own first byte. A request that
arrives in one piece pays one comparison for this.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from moderation.submission.ip import network
from moderation.web.http.protocol import Connection

# Without a body it fits any request, and costs nothing to write.
FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"Retry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """How many connections a process keeps, from anybody and from one address; times in seconds."""

    connections: int
    connections_of_client: int
    head_seconds: float
    keepalive_seconds: float


class ConnectionLimiter:
    """Connection limiter: counts open connections, in all and by the client's network.

    `refused` is called with the kind of each problem that is answered before a handler runs.
    """

    def __init__(self, limits: ConnectionLimits, refused: Callable[[str], None]) -> None:
        self.limits = limits
        self.refused = refused
        self.clients: dict[str, dict[GuardedConnection, None]] = {}
        self._count = 0
        # Oldest first. One that has sent a request since is removed when its turn comes.
        self._silent: dict[GuardedConnection, None] = {}

    def opens(self, connection: "GuardedConnection", client: str) -> bool:
        """Count a connection in; False if it must be closed.

        At the limit of the process, the oldest one that never sent a request makes room; where
        there is none, one without a request of the client that has most, if it has more.
        """
        self._count += 1
        own = self.clients.setdefault(client, {})
        own[connection] = None
        self._silent[connection] = None
        if len(own) > self.limits.connections_of_client:
            return False
        if self._count <= self.limits.connections:
            return True
        return self._dismiss_a_silent_one(connection) or self._dismiss_an_idle_one(len(own))

    def closes(self, connection: "GuardedConnection", client: str) -> None:
        """Count a connection out."""
        self._count -= 1
        self._silent.pop(connection, None)
        own = self.clients[client]
        del own[connection]
        if not own:
            del self.clients[client]

    def _dismiss_a_silent_one(self, newcomer: "GuardedConnection") -> bool:
        while (oldest := next(iter(self._silent))) is not newcomer:
            del self._silent[oldest]
            if oldest.silent:
                oldest.force_close()
                return True
        return False

    def _dismiss_an_idle_one(self, fewer: int) -> bool:
        most = max(self.clients.values(), key=len)
        oldest = next((each for each in most if each.idle), None)
        if len(most) <= fewer or oldest is None:
            return False
        oldest.force_close()
        return True


class GuardedConnection(Connection):
    """A connection that is closed when its next request's head is not complete in time."""

    __slots__ = ("_client", "_head", "_head_timer", "_limiter")

    def __init__(
        self, limiter: ConnectionLimiter, manager: web.Server, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(
            manager,
            loop=loop,
            keepalive_timeout=limiter.limits.keepalive_seconds,
            refused=limiter.refused,
        )
        self._limiter = limiter
        self._client = ""
        self._head = -1
        self._head_timer: asyncio.TimerHandle | None = None

    @property
    def silent(self) -> bool:
        """Whether no request has come from it yet."""
        return self._request_count == 0

    @property
    def idle(self) -> bool:
        """Whether it is open, and nothing that came from it is in work."""
        return self.transport is not None and not self.busy

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, or turn it away at once."""
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self._client = network(str(peer[0])) if peer else ""
        if self._limiter.opens(self, self._client):
            self._await_head()
        elif isinstance(transport, asyncio.Transport):
            transport.write(FULL)
            self.force_close()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Count it out."""
        super().connection_lost(exc)
        self._limiter.closes(self, self._client)
        if self._head_timer is not None:
            self._head_timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Receive bytes; where they end within a head, the clock for the rest of it runs."""
        super().data_received(data)
        if not self.busy:
            self._await_head()

    def _await_head(self) -> None:
        """Start the clock for the next head, unless it runs."""
        if self._head != self._request_count:
            self._head = self._request_count
            seconds = self._limiter.limits.head_seconds
            self._head_timer = self._loop.call_later(seconds, self._head_is_late, self._head)

    def _head_is_late(self, head: int) -> None:
        if head == self._request_count:
            self.force_close()
