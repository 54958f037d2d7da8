"""Clients that keep connections busy by doing nothing, over raw sockets."""

import asyncio
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.waiting import PATIENCE_SECONDS
from tests.web.conftest import Listen
from tests.web.wire import exchange, request

SHORT = 0.05
LONG = 3600.0
HEALTH = request("/healthz", method="GET", close=False)
HEAD_SO_FAR = b"GET /healthz HTTP/1.1\r\nHost: sar"


class Client:
    """A raw connection, read and written off the event loop."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection(
            ("127.0.0.1", port), PATIENCE_SECONDS, source_address=(address, 0)
        )

    async def ask(self, sent: bytes = HEALTH) -> int:
        """Send bytes; the status of the answer, 0 if the connection was closed without one."""
        return await asyncio.to_thread(self._ask, sent)

    def _ask(self, sent: bytes) -> int:
        self.socket.sendall(sent)
        read = self.socket.recv(65536)
        return int(read.split(b" ", 2)[1]) if read else 0

    async def ended(self) -> bool:
        """Wait until the service closes the connection."""
        return await asyncio.to_thread(self._ended)

    def _ended(self) -> bool:
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionError:
            pass
        return True

    async def dribble(self, sent: bytes) -> None:
        """Send a byte at a time until the service closes the connection."""
        await asyncio.to_thread(self._dribble, sent)

    def _dribble(self, sent: bytes) -> None:
        try:
            for _ in range(1_000_000):
                self.socket.sendall(sent[:1])
                sent = sent[1:] or b"x"
                if select.select([self.socket], [], [], 0.001)[0] and not self.socket.recv(1):
                    return
        except ConnectionError:
            return
        pytest.fail("a million bytes, and the connection is still open")


@pytest.fixture
def clients() -> Iterator[ExitStack]:
    """Close the clients' connections at the end."""
    with ExitStack() as stack:
        yield stack


def connect(clients: ExitStack, port: int, address: str = "127.0.0.1") -> Client:
    """Connect to the service, from an address."""
    client = Client(port, address)
    clients.enter_context(client.socket)
    return client


async def asked(clients: ExitStack, port: int) -> Client:
    """Connect and ask once; again where a head's time was over before the head was sent."""
    while True:
        client = connect(clients, port)
        with suppress(ConnectionError):
            if await client.ask() == 200:
                return client


async def test_a_head_that_dribbles_in_is_not_waited_for(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(head_timeout=SHORT, keepalive_timeout=LONG)
    await connect(clients, port).dribble(HEAD_SO_FAR)


async def test_a_second_head_that_dribbles_in_is_not_waited_for(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(head_timeout=SHORT, keepalive_timeout=LONG)
    client = await asked(clients, port)
    assert await client.ask() == 200
    await client.dribble(HEAD_SO_FAR)


async def test_a_connection_that_never_says_anything_is_closed(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(head_timeout=SHORT, keepalive_timeout=LONG)
    assert await connect(clients, port).ended()


async def test_an_idle_connection_is_kept_for_longer_than_a_head_is_waited_for(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(head_timeout=SHORT, keepalive_timeout=LONG)
    idle = await asked(clients, port)
    assert await connect(clients, port).ended()  # which takes as long as the head's time
    assert await idle.ask() == 200


async def test_an_idle_connection_is_closed_in_the_end(listen: Listen, clients: ExitStack) -> None:
    port = await listen(head_timeout=LONG, keepalive_timeout=SHORT)
    idle = connect(clients, port)
    assert await idle.ask() == 200
    assert await idle.ended()


async def test_one_address_has_only_so_many_connections(listen: Listen, clients: ExitStack) -> None:
    port = await listen(client_connections_limit=2)
    first, second = connect(clients, port), connect(clients, port)
    assert [await first.ask(), await second.ask()] == [200, 200]
    reply = await asyncio.to_thread(exchange, port, b"")
    assert reply.status == 503
    assert "Retry-After: " in reply.head
    assert [await first.ask(), await second.ask()] == [200, 200]
    first.socket.close()
    assert await second.ask() == 200
    assert await connect(clients, port).ask() == 200


async def test_a_full_process_dismisses_the_oldest_that_never_asked(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(connections_limit=3)
    asked, silent, younger = (connect(clients, port) for _ in range(3))
    assert [await asked.ask()] == [200]
    assert await connect(clients, port).ask() == 200
    assert await silent.ended()
    assert [await asked.ask(), await younger.ask()] == [200, 200]


async def test_a_full_process_without_silent_connections_refuses_more(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(connections_limit=2)
    busy = [connect(clients, port) for _ in range(2)]
    assert [await client.ask() for client in busy] == [200, 200]
    assert (await asyncio.to_thread(exchange, port, b"")).status == 503
    assert [await client.ask() for client in busy] == [200, 200]


async def test_who_has_most_connections_without_a_request_makes_room_for_another(
    listen: Listen, clients: ExitStack
) -> None:
    port = await listen(connections_limit=4)
    many = [connect(clients, port) for _ in range(3)]
    few = connect(clients, port, "127.0.0.2")
    assert [await client.ask() for client in (*many, few)] == [200] * 4
    assert await connect(clients, port, "127.0.0.3").ask() == 200
    assert await many.pop(0).ended()
    assert [await client.ask() for client in (*many, few)] == [200] * 3
    assert (await asyncio.to_thread(exchange, port, b"")).status == 503


async def test_who_takes_nothing_of_an_answer_is_let_go(listen: Listen, clients: ExitStack) -> None:
    port = await listen(stall_timeout=0.2)
    stalled = socket.socket()
    clients.enter_context(stalled)
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stalled.settimeout(PATIENCE_SECONDS)
    stalled.connect(("127.0.0.1", port))
    stalled.sendall(request("/openapi.json", method="GET", close=False) * 200)

    # The kernel says nothing when it gives up; who sends something more is told.
    def reset() -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            select.select([], [], [stalled], 0.01)
            stalled.sendall(b"x")

    with pytest.raises(ConnectionError):
        await asyncio.to_thread(reset)
