"""Raw connections: what a well-behaved client would never send, and what comes back."""

import json
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.waiting import PATIENCE_SECONDS


@dataclass(frozen=True)
class Reply:
    """An answer as bytes; `status` 0 stands for a connection closed without a word."""

    raw: bytes

    @property
    def status(self) -> int:
        return int(self.raw.split(b" ", 2)[1]) if self.raw else 0

    @property
    def head(self) -> str:
        return self.raw.partition(b"\r\n\r\n")[0].decode()

    @property
    def problem(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.raw.partition(b"\r\n\r\n")[2])
        return found


def exchange(port: int, sent: bytes, *, half_close: bool = False) -> Reply:
    """Send bytes and read the answer; to be called off the event loop."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        # The service may refuse, and close, before all has been sent.
        with suppress(ConnectionError):
            connection.sendall(sent)
        if half_close:
            connection.shutdown(socket.SHUT_WR)
        return Reply(read_all(connection))


def abandon(port: int, sent: bytes) -> None:
    """Send bytes and go away without waiting for an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(sent)


def read_all(connection: socket.socket) -> bytes:
    """Read one answer to its end, or whatever comes before the connection is closed."""
    read = b""
    with suppress(ConnectionError):
        while not _whole(read) and (part := connection.recv(65536)):
            read += part
    return read


def _whole(read: bytes) -> bool:
    head, end, body = read.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: (\d+)", head.lower())
    return bool(end and length and len(body) >= int(length[1]))


def request(
    path: str = "/v1/comments",
    *headers: str,
    method: str = "POST",
    body: bytes = b"",
    close: bool = True,
) -> bytes:
    """Write a request; a Content-Length is added unless one of `headers` says how long it is."""
    lines = [f"{method} {path} HTTP/1.1", "Host: saring", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-enc")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body
