"""The other load generator: arrivals at a fixed rate, whatever becomes of them.

Run as a process of its own, `python -m benchmarks.arrivals`: streams in, what came of each out.
Each request has a time at which it is due, and its latency counts from then, sent or not: a
service that stalls makes everybody wait who would have come meanwhile (no coordinated omission).
A request that finds every connection of its stream busy waits for one, with its clock running.
"""

import asyncio
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator

import msgspec
import uvloop

from benchmarks.metronome import Metronome
from benchmarks.wire import STATUS, Connection, ready_requests

# What was sent in time is waited for; a service that answers nothing ends the run all the same.
GRACE_SECONDS = 20.0
RETRY_AFTER = b"\r\nretry-after:"


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that arrive `rate` times a second, `requests` of them."""

    name: str
    port: int
    path: str
    headers: dict[str, str]
    bodies: str
    rate: float
    requests: int
    connections: int


class Outcome(msgspec.Struct, kw_only=True):
    """What came of a stream. Latencies in seconds from when each was due, by status.

    `unanswered` were due and had no answer when the grace was over; `seconds` is from the first
    arrival to the last answer; `advised` counts refusals that said when to come again.
    """

    name: str
    seconds: float
    latencies: dict[str, list[float]]
    advised: int
    unanswered: int
    broken: int


class Sender:
    """One stream under way."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._left: Iterator[bytes] = iter(
            ready_requests(
                port=stream.port,
                path=stream.path,
                headers=stream.headers,
                bodies=stream.bodies,
                count=stream.requests,
            )
        )
        self._idle: list[Connection] = []
        self._opening: set[asyncio.Task[None]] = set()
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._arrived = 0
        self._open = stream.requests
        self._latencies: dict[bytes, list[float]] = {}
        self._counts: Counter[str] = Counter()
        self._began = self._ended = 0.0
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def connect(self) -> None:
        """Open every connection before the first request is due."""
        for _ in range(self._stream.connections):
            await self._open_one()

    async def _open_one(self) -> None:
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self._answered, self._lost), "127.0.0.1", self._stream.port
        )
        self._take(connection)

    async def run(self) -> None:
        """Send each request when it is due, and wait for the answers."""
        loop = asyncio.get_running_loop()
        metronome = Metronome(self._stream.rate)
        self._began = self._ended = time.perf_counter()
        loop.add_reader(metronome.descriptor, self._beat, metronome)
        try:
            longest = self._stream.requests / self._stream.rate + GRACE_SECONDS
            await asyncio.wait([self._done], timeout=longest)
        finally:
            loop.remove_reader(metronome.descriptor)
            metronome.stop()

    def outcome(self) -> Outcome:
        """What was counted."""
        return Outcome(
            name=self._stream.name,
            seconds=self._ended - self._began,
            latencies={status.decode(): each for status, each in self._latencies.items()},
            advised=self._counts["advised"],
            unanswered=self._open,
            broken=self._counts["broken"],
        )

    def _beat(self, metronome: Metronome) -> None:
        for _ in range(metronome.beats()):
            request = next(self._left, None)
            if request is None:
                return
            self._arrived += 1
            self._waiting.append((request, self._began + self._arrived / self._stream.rate))
        while self._idle and self._waiting:
            self._idle.pop().send(*self._waiting.popleft())

    def _answered(self, connection: Connection, answer: bytes) -> None:
        self._ended = time.perf_counter()
        status = answer[STATUS]
        self._latencies.setdefault(status, []).append(self._ended - connection.due)
        if status == b"503" and RETRY_AFTER in answer.lower():
            self._counts["advised"] += 1
        self._take(connection)
        self._settle_one()

    def _take(self, connection: Connection) -> None:
        if self._waiting:
            connection.send(*self._waiting.popleft())
        else:
            self._idle.append(connection)

    def _lost(self, connection: Connection) -> None:
        if self._done.done():
            return
        if connection in self._idle:
            self._idle.remove(connection)
        else:
            self._counts["broken"] += 1
            self._settle_one()
        opening = asyncio.get_running_loop().create_task(self._open_one())
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)

    def _settle_one(self) -> None:
        self._open -= 1
        if self._open == 0 and not self._done.done():
            self._done.set_result(None)


async def carry_out(streams: list[Stream]) -> list[Outcome]:
    """Send every stream at its rate, all at once."""
    senders = [Sender(stream) for stream in streams]
    for sender in senders:
        await sender.connect()
    await asyncio.gather(*(sender.run() for sender in senders))
    return [sender.outcome() for sender in senders]


def main() -> None:
    """Carry out the streams on standard input."""
    streams = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Stream])
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(carry_out(streams))))


if __name__ == "__main__":
    main()
