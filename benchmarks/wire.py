"""Requests and answers as they go over the wire, for both load generators.

Requests are made ready before the clock starts, and of an answer only its head is looked at, so
that the generator costs a fraction of what it measures.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import msgspec

HEAD_END: Final = b"\r\n\r\n"
LENGTH: Final = b"\r\ncontent-length:"
STATUS: Final = slice(9, 12)


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
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer = self._answer + data if self._answer else data
        if not self._missing:
            self._missing = whole_length(self._answer)
        if self._missing and len(self._answer) >= self._missing:
            answer, self._answer, self._missing = self._answer, b"", 0
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
    head = answer[:end].lower()
    at = head.find(LENGTH)
    if at < 0:
        raise ValueError("an answer came without a length")
    return end + len(HEAD_END) + int(head[at + len(LENGTH) :].split(b"\r", 1)[0])


def body_length(answer: bytes) -> int:
    """The length of a whole answer's body."""
    return len(answer) - answer.find(HEAD_END) - len(HEAD_END)


def write_bodies_file(file: Path, bodies: Sequence[bytes]) -> None:
    """Write bodies, whatever bytes they hold, for `ready_requests`."""
    file.write_bytes(msgspec.msgpack.encode(bodies))


def ready_requests(
    *,
    port: int,
    path: str,
    headers: Mapping[str, str],
    bodies: str,
    count: int,
    authorizations: Sequence[str] = (),
) -> list[bytes]:
    """`count` requests as they go over the wire; they take turns with the authorizations.

    Raises ValueError when the file holds fewer bodies.
    """
    found = msgspec.msgpack.decode(Path(bodies).read_bytes(), type=list[bytes])
    if len(found) < count:
        raise ValueError(f"{count} requests were asked for, {bodies} has {len(found)}")
    start = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    start += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    turns = [f"{start}Authorization: {each}\r\n" for each in authorizations] or [start]
    heads = islice(cycle([f"{each}Content-Length: ".encode() for each in turns]), count)
    return [
        b"%s%d\r\n\r\n%s" % (head, len(body), body)
        for head, body in zip(heads, found[:count], strict=True)
    ]
