"""A server for the load generators to speak to: it reads requests and answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = Callable[[int], Awaitable[bytes]]

CREATED = b'HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{"ok":true}'


async def created(_: int) -> bytes:
    """201, at once."""
    return CREATED


@dataclass
class Site:
    """What it saw: each request's head and body, and how many connections there were."""

    answer: Answer = created
    closes: bool = False
    port: int = 0
    listener: asyncio.Server = field(init=False)
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer every request of one connection."""
        self.connections += 1
        try:
            while await self._answered(reader, writer) and not self.closes:
                pass
        finally:
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return False
        self.heads.append(head)
        length = head.partition("Content-Length: ")[2].partition("\r\n")[0]
        self.bodies.append(await reader.readexactly(int(length)))
        writer.write(await self.answer(len(self.heads)))
        return True


@asynccontextmanager
async def running(answer: Answer = created, *, closes: bool = False) -> AsyncIterator[Site]:
    """A site that listens."""
    site = Site(answer, closes)
    async with await asyncio.start_server(site.serve, "127.0.0.1", 0) as site.listener:
        site.port = site.listener.sockets[0].getsockname()[1]
        yield site
