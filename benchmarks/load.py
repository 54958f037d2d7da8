"""The load generator, a process of its own: `python -m benchmarks.load`, loads in, outcomes out.

Open loop: requests arrive `rate` times a second, whatever becomes of them. The latency of each
counts from when it was due, sent or not: a service that stalls makes everybody wait who would have
come meanwhile (no coordinated omission).

Closed loop: a load without a rate. A connection sends its next request when the answer to its last
one has come, so each request is due when it is sent.
"""

import asyncio
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle, islice

import msgspec
import uvloop

from benchmarks.metronome import Metronome
from benchmarks.wire import STATUS, Connection, body_length, read_bodies

LONGEST_LOOP_SECONDS = 300.0
# What arrived in time is waited for; a service that answers nothing ends the run all the same.
GRACE_SECONDS = 20.0
RETRY_AFTER = b"\r\nretry-after:"


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """`requests` requests over `connections`, `rate` a second or, without one, a closed loop.

    `bodies` is a file of `wire.write_bodies_file`. `authorizations` are taken in turn. `marks` are
    counted in every answer. With `idempotent` each request has an idempotency key of its own; with
    `keep_alive` False each has a connection of its own, for servers that close.
    """

    port: int
    path: str
    headers: dict[str, str]
    bodies: str
    connections: int
    requests: int
    rate: float | None = None
    authorizations: list[str] = []
    marks: list[str] = []
    keep_alive: bool = True
    idempotent: bool = False


class Outcome(msgspec.Struct, kw_only=True):
    """What came of a load. Latencies in seconds from when each request was due, by status.

    `seconds` is from the first arrival to the last answer, `cpu_seconds` the generator's own.
    `advised` counts refusals that said when to come again, `broken` connections that ended before
    their answer, `unanswered` requests that had no answer at the end.
    """

    unanswered: int
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: dict[str, list[float]] = {}
    marked: dict[str, int] = {}
    answer_bytes: int = 0
    advised: int = 0
    broken: int = 0


class Sender:
    """One load under way."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._left = iter(ready_requests(load))
        self._idle: list[Connection] = []
        self._opening: set[asyncio.Task[Connection]] = set()
        self._due: deque[tuple[bytes, float]] = deque()
        self._arrived = self._busy = 0
        self._began = self._ended = 0.0
        self._outcome = Outcome(unanswered=load.requests, marked=dict.fromkeys(load.marks, 0))
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def connect(self) -> None:
        """Open every connection before the first request is due."""
        self._idle = [await self._open() for _ in range(self._load.connections)]

    async def run(self) -> Outcome:
        """Send each request when it is due, and wait for the answers."""
        self._began = self._ended = time.perf_counter()
        worked = time.process_time()
        with self._arrivals() as longest:
            self._send()
            await asyncio.wait([self._done], timeout=longest)
        if self._done.done():
            self._done.result()
        for connection in self._idle:
            connection.close()
        self._outcome.seconds = self._ended - self._began
        self._outcome.cpu_seconds = time.process_time() - worked
        return self._outcome

    @contextmanager
    def _arrivals(self) -> Iterator[float]:
        """Have requests arrive meanwhile; the seconds that the run may take."""
        if self._load.rate is None:
            yield LONGEST_LOOP_SECONDS
            return
        loop, metronome = asyncio.get_running_loop(), Metronome(self._load.rate)
        loop.add_reader(metronome.descriptor, self._beat, metronome, self._load.rate)
        try:
            yield self._load.requests / self._load.rate + GRACE_SECONDS
        finally:
            loop.remove_reader(metronome.descriptor)
            metronome.stop()

    def _beat(self, metronome: Metronome, rate: float) -> None:
        for request in islice(self._left, metronome.beats()):
            self._arrived += 1
            self._due.append((request, self._began + self._arrived / rate))
        self._send()

    def _send(self) -> None:
        """Send what is due for as long as a connection is idle."""
        while self._idle and (due := self._next()):
            self._busy += 1
            self._idle.pop().send(*due)

    def _next(self) -> tuple[bytes, float] | None:
        if self._load.rate is not None:
            return self._due.popleft() if self._due else None
        request = next(self._left, None)
        return (request, time.perf_counter()) if request else None

    def _answered(self, connection: Connection, answer: bytes) -> None:
        self._ended = time.perf_counter()
        outcome, status = self._outcome, answer[STATUS].decode()
        outcome.latencies.setdefault(status, []).append(self._ended - connection.due)
        outcome.answer_bytes += body_length(answer)
        outcome.advised += status == "503" and RETRY_AFTER in answer.lower()
        for mark in self._load.marks:
            outcome.marked[mark] += answer.count(mark.encode())
        if self._load.keep_alive:
            self._idle.append(connection)
        else:
            connection.close()
        self._settle()
        self._send()

    def _settle(self) -> None:
        self._busy -= 1
        self._outcome.unanswered -= 1
        if not self._outcome.unanswered and not self._done.done():
            self._done.set_result(None)

    def _lost(self, connection: Connection) -> None:
        if connection in self._idle:
            self._idle.remove(connection)
        elif connection.under_way and not self._done.done():
            self._outcome.broken += 1
            self._settle()
        if self._outcome.unanswered > self._busy and not self._done.done():
            opening = asyncio.get_running_loop().create_task(self._open())
            self._opening.add(opening)
            opening.add_done_callback(self._opened)

    async def _open(self) -> Connection:
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self._answered, self._lost), "127.0.0.1", self._load.port
        )
        return connection

    def _opened(self, opening: asyncio.Task[Connection]) -> None:
        self._opening.discard(opening)
        if opening.cancelled():
            return
        error, done = opening.exception(), self._done.done()
        if error is None and done:
            opening.result().close()
        elif error is None:
            self._idle.append(opening.result())
            self._send()
        elif not done:
            self._done.set_exception(error)


def ready_requests(load: Load) -> list[bytes]:
    """Every request as it goes over the wire. Raises ValueError when there are fewer bodies."""
    bodies = read_bodies(load.bodies)
    if len(bodies) < load.requests:
        raise ValueError(
            f"{load.requests} requests were asked for, {load.bodies} has {len(bodies)}"
        )
    start = f"POST {load.path} HTTP/1.1\r\nHost: 127.0.0.1:{load.port}\r\n"
    start += "".join(f"{name}: {value}\r\n" for name, value in load.headers.items())
    turns = cycle([f"{start}Authorization: {each}\r\n" for each in load.authorizations] or [start])
    keys = (f"Idempotency-Key: {number}\r\n" if load.idempotent else "" for number in count())
    return [
        f"{head}{key}Content-Length: {len(body)}\r\n\r\n".encode() + body
        for head, key, body in zip(turns, keys, bodies[: load.requests], strict=False)
    ]


async def carry_out(loads: list[Load]) -> list[Outcome]:
    """Send every load, all at once. Raises OSError when the server takes no connection."""
    senders = [Sender(load) for load in loads]
    for sender in senders:
        await sender.connect()
    return await asyncio.gather(*(sender.run() for sender in senders))


def main() -> None:
    """Carry out the loads on standard input."""
    loads = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Load])
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(carry_out(loads))))


if __name__ == "__main__":
    main()
