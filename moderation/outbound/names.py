"""Names of strangers' hosts, each looked up in a thread of its own.

The event loop has few threads to look names up with, and whoever runs a name server may have it
never answer. So a stranger's name could keep the store's own, say, from being found.
"""

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult

# More than calls there are at once, since a look-up may outlast its call.
THREADS: Final = 64

_Found = list[tuple[Any, ...]] | OSError | UnicodeError


class Names(AbstractResolver):
    """Looks up at most THREADS names at once."""

    def __init__(self) -> None:
        self._threads = threading.BoundedSemaphore(THREADS)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError."""
        if not self._threads.acquire(blocking=False):
            raise OSError("too many look-ups")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Found] = loop.create_future()

        def look_up() -> None:
            found = _addresses(host, port, family)
            self._threads.release()
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(_tell, answer, found)

        threading.Thread(target=look_up, name="look-up", daemon=True).start()
        found = await answer
        if not isinstance(found, list):
            raise OSError(type(found).__name__)
        return [_result(host, *each) for each in found]

    async def close(self) -> None:
        """Nothing is kept open."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> _Found:
    try:
        return list(
            socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
        )
    except (OSError, UnicodeError) as error:  # the latter for names that IDNA cannot write
        return error


def _tell(answer: asyncio.Future[_Found], found: _Found) -> None:
    if not answer.done():
        answer.set_result(found)


def _result(
    name: str, family: int, _kind: int, protocol: int, _canonical: str, address: tuple[Any, ...]
) -> ResolveResult:
    return ResolveResult(
        hostname=name,
        host=address[0],
        port=address[1],
        family=family,
        proto=protocol,
        flags=socket.AI_NUMERICHOST,
    )
