"""Answers as they come over the wire, and the bodies of requests in files.

Of an answer only its head is looked at, so that the load generator costs a fraction of what it
measures.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

HEAD_END: Final = b"\r\n\r\n"
LENGTH: Final = b"\r\ncontent-length:"
STATUS: Final = slice(9, 12)
NO_CONTENT: Final = b"204"


class Connection(asyncio.Protocol):
    """One connection, with one request under way at a time.

    Calls `answered` with itself and each whole answer, and `lost` when it ends.
    """

    def __init__(
        self,
        answered: Callable[["Connection", bytes], None],
        lost: Callable[["Connection"], None],
    ) -> None:
        self.due = 0.0
        self.under_way = False
        self._answered = answered
        self._lost = lost
        self._transport: Any = None
        self._answer = b""
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def send(self, request: bytes, due: float) -> None:
        """Send a request; its latency counts from `due`."""
        self.due = due
        self.under_way = True
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer = self._answer + data if self._answer else data
        if not self._missing:
            self._missing = whole_length(self._answer)
        if self._missing and len(self._answer) >= self._missing:
            answer, self._answer, self._missing = self._answer, b"", 0
            self.under_way = False
            self._answered(self, answer)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's
        self._lost(self)

    def close(self) -> None:
        """End the connection."""
        self._transport.close()


def whole_length(answer: bytes) -> int:
    """How long the whole answer will be, or 0 while its head is not complete."""
    end = answer.find(HEAD_END)
    if end < 0:
        return 0
    if answer[STATUS] == NO_CONTENT:
        return end + len(HEAD_END)
    head = answer[:end].lower()
    at = head.find(LENGTH)
    if at < 0:
        raise ValueError("an answer came without a length")
    return end + len(HEAD_END) + int(head[at + len(LENGTH) :].split(b"\r", 1)[0])


def body_length(answer: bytes) -> int:
    """The length of a whole answer's body."""
    return len(answer) - answer.find(HEAD_END) - len(HEAD_END)


def write_bodies_file(file: Path, bodies: Sequence[bytes]) -> None:
    """Write bodies, whatever bytes they hold, for `read_bodies`."""
    file.write_bytes(msgspec.msgpack.encode(bodies))


def read_bodies(file: str) -> list[bytes]:
    """The bodies in a file of `write_bodies_file`."""
    return msgspec.msgpack.decode(Path(file).read_bytes(), type=list[bytes])
