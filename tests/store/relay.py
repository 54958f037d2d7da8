"""A relay between a store and its real server, which fails in ways that a server seldom does.

Bytes pass through it unchanged, unless a test has it hold replies back, deliver them in pieces, cut
every connection, hang up after a reply, refuse new connections, put bytes of its own before the
next reply, or write other ports into replies.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Relay:
    """Passes connections to a port of 127.0.0.1 on to a server: at a socket's path, or a port."""

    def __init__(self, to: str | int) -> None:
        self.port = 0
        self.opened = 0  # connections so far
        self.refusing = False
        self.piece = 65_536  # bytes of a reply to deliver at once
        self.before_replies = b""  # is sent once, before the next reply
        self.hanging_up = False  # after the next reply
        self.ports: dict[int, int] = {}  # for a port of five digits in a reply, another
        self.to = to
        self._replying = asyncio.Event()
        self._replying.set()
        self._transports: set[asyncio.WriteTransport] = set()

    def hold(self) -> None:
        """Keep replies back from now on."""
        self._replying.clear()

    def release(self) -> None:
        """Let replies through again, those kept back first."""
        self._replying.set()

    def cut(self) -> None:
        """Close every connection, and lose what was kept back."""
        for transport in self._transports:
            transport.abort()
        self._transports.clear()
        self.release()

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, until either side ends it or it is cut."""
        if self.refusing:
            writer.transport.abort()
            return
        self.opened += 1
        try:
            from_server, to_server = await self._connect()
        except ConnectionRefusedError:  # a dead server's
            writer.transport.abort()
            return
        ends = {writer.transport, to_server.transport}
        self._transports |= ends
        ways = [
            asyncio.create_task(self._ask(reader, to_server)),
            asyncio.create_task(self._reply(from_server, writer)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.wait(ways)
        for transport in ends:
            transport.abort()
        self._transports -= ends

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self.to, str):
            return await asyncio.open_unix_connection(self.to)
        return await asyncio.open_connection("127.0.0.1", self.to)

    async def _ask(self, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                server.write(data)
                await server.drain()

    async def _reply(self, server: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await server.read(self.piece):
                await self._replying.wait()
                for real, announced in self.ports.items():
                    data = data.replace(b"%05d" % real, b"%05d" % announced)
                extra, self.before_replies = self.before_replies, b""
                writer.write(extra + data)
                await writer.drain()
                if self.hanging_up:
                    return


@asynccontextmanager
async def relay_to(to: str | int, tls: ssl.SSLContext | None = None) -> AsyncIterator[Relay]:
    """Run a relay to the server at a socket's path, or at a port."""
    relay = Relay(to)
    server = await asyncio.start_server(relay.relay, "127.0.0.1", 0, ssl=tls)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        relay.cut()
        await server.wait_closed()
