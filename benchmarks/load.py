"""The load generator, a process of its own: `python -m benchmarks.load`, a task in, a tally out.

A closed loop over raw connections: each sends a request, waits for its answer, notes the time it
took, and sends the next one. Requests are made ready before the clock starts, and of an answer
only its status and length are read, so that the generator costs a fraction of what it measures.
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
import uvloop

HEAD_END: Final = b"\r\n\r\n"
LENGTH: Final = b"\r\ncontent-length:"
STATUS: Final = slice(9, 12)
LONGEST_RUN_SECONDS: Final = 300.0


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What to send where. `mark` is counted in every answer: a batch's accepted items."""

    port: int
    path: str
    headers: dict[str, str]
    bodies: str
    connections: int
    requests: int
    mark: str = ""


class Tally(msgspec.Struct, kw_only=True):
    """What came of it. Times in seconds; `latencies` in the order of completion.

    `answer_bytes` counts the answers' bodies, `broken` the connections that ended too early.
    """

    seconds: float
    cpu_seconds: float
    statuses: dict[str, int]
    marked: int
    answer_bytes: int
    broken: int
    latencies: list[float]


class Run:
    """What the connections share: the requests that are left, and what was counted."""

    def __init__(self, requests: list[bytes], mark: bytes) -> None:
        self.left: Iterator[bytes] = iter(requests)
        self.mark = mark
        self.statuses: Counter[bytes] = Counter()
        self.latencies: list[float] = []
        self.marked = 0
        self.answer_bytes = 0
        self.broken = 0


class Connection(asyncio.Protocol):
    """One connection, with one request under way at a time."""

    def __init__(self, run: Run, ended: asyncio.Future[None]) -> None:
        self._run = run
        self._ended = ended
        self._transport: Any = None
        self._sent_at = 0.0
        self._answer = b""
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def send(self) -> None:
        """Send the next request, or close when none is left."""
        request = next(self._run.left, None)
        if request is None:
            self._ended.set_result(None)
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer = self._answer + data if self._answer else data
        if not self._missing:
            self._missing = _length(self._answer)
        if self._missing and len(self._answer) >= self._missing:
            self._note(self._answer)
            self._answer, self._missing = b"", 0
            self.send()

    def _note(self, answer: bytes) -> None:
        run = self._run
        run.latencies.append(time.perf_counter() - self._sent_at)
        run.statuses[answer[STATUS]] += 1
        run.answer_bytes += len(answer) - answer.find(HEAD_END) - len(HEAD_END)
        if run.mark:
            run.marked += answer.count(run.mark)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's
        if not self._ended.done():
            self._run.broken += 1
            self._ended.set_result(None)


def _length(answer: bytes) -> int:
    """How long the whole answer will be, or 0 while its head is not complete."""
    end = answer.find(HEAD_END)
    if end < 0:
        return 0
    head = answer[:end].lower()
    at = head.find(LENGTH)
    if at < 0:
        raise ValueError("an answer came without a length")
    return end + len(HEAD_END) + int(head[at + len(LENGTH) :].split(b"\r", 1)[0])


def ready_requests(task: Task) -> list[bytes]:
    """The requests as they go over the wire."""
    head = f"POST {task.path} HTTP/1.1\r\nHost: 127.0.0.1:{task.port}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in task.headers.items())
    bodies = Path(task.bodies).read_bytes().splitlines()
    if len(bodies) < task.requests:
        raise ValueError(f"{task.requests} requests were asked for, {task.bodies} has fewer")
    start = head.encode() + b"Content-Length: "
    return [b"%s%d\r\n\r\n%s" % (start, len(body), body) for body in bodies[: task.requests]]


async def carry_out(task: Task) -> Tally:
    """Send every request once and count the answers."""
    run = Run(ready_requests(task), task.mark.encode())
    loop = asyncio.get_running_loop()
    ends = [loop.create_future() for _ in range(task.connections)]
    connections = [
        await loop.create_connection(partial(Connection, run, end), "127.0.0.1", task.port)
        for end in ends
    ]
    began, worked = time.perf_counter(), time.process_time()
    for _, connection in connections:
        connection.send()
    async with asyncio.timeout(LONGEST_RUN_SECONDS):
        await asyncio.gather(*ends)
    return Tally(
        seconds=time.perf_counter() - began,
        cpu_seconds=time.process_time() - worked,
        statuses={status.decode(): count for status, count in run.statuses.items()},
        marked=run.marked,
        answer_bytes=run.answer_bytes,
        broken=run.broken,
        latencies=run.latencies,
    )


def main() -> None:
    """Carry out the task on standard input."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(carry_out(task))))


if __name__ == "__main__":
    main()
