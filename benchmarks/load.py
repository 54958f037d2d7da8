"""The load generator, a process of its own: `python -m benchmarks.load`, a task in, a tally out.

A closed loop over raw connections: each sends a request, waits for its answer, notes the time it
took, and sends the next one.
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator

import msgspec
import uvloop

from benchmarks.wire import STATUS, Connection, body_length, ready_requests

LONGEST_RUN_SECONDS = 300.0


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What to send where. `mark` is counted in every answer: a batch's accepted items.

    With `keep_alive` False each request has a connection of its own, for servers that close.
    `authorizations` are taken in turn; without any, no request carries one of its own.
    """

    port: int
    path: str
    headers: dict[str, str]
    bodies: str
    connections: int
    requests: int
    mark: str = ""
    keep_alive: bool = True
    authorizations: list[str] = []


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

    def __init__(self, task: Task, requests: list[bytes]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.statuses: Counter[bytes] = Counter()
        self.latencies: list[float] = []
        self.marked = 0
        self.answer_bytes = 0
        self.broken = 0
        self._task = task
        self._mark = task.mark.encode()
        self._left: Iterator[bytes] = iter(requests)
        self._busy: set[Connection] = set()
        self._opening: set[asyncio.Task[Connection]] = set()

    async def open(self) -> Connection:
        """One more connection."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            lambda: Connection(self._answered, self._lost), "127.0.0.1", self._task.port
        )
        return connection

    def start(self, connection: Connection) -> None:
        """Send the next request there, or close when none is left."""
        request = next(self._left, None)
        if request is not None:
            self._busy.add(connection)
            connection.send(request, time.perf_counter())
            return
        connection.close()
        if not self._busy and not self._opening and not self.done.done():
            self.done.set_result(None)

    def _answered(self, connection: Connection, answer: bytes) -> None:
        self.latencies.append(time.perf_counter() - connection.due)
        self.statuses[answer[STATUS]] += 1
        self.answer_bytes += body_length(answer)
        if self._mark:
            self.marked += answer.count(self._mark)
        self._busy.discard(connection)
        if self._task.keep_alive:
            self.start(connection)
        else:
            connection.close()
            self._replace()

    def _replace(self) -> None:
        opening = asyncio.get_running_loop().create_task(self.open())
        self._opening.add(opening)
        opening.add_done_callback(self._opened)

    def _opened(self, opening: asyncio.Task[Connection]) -> None:
        self._opening.discard(opening)
        self.start(opening.result())

    def _lost(self, connection: Connection) -> None:
        if connection in self._busy:
            self._busy.discard(connection)
            self.broken += 1
            if not self._busy and not self.done.done():
                self.done.set_result(None)


async def carry_out(task: Task) -> Tally:
    """Send every request once and count the answers."""
    requests = ready_requests(
        port=task.port,
        path=task.path,
        headers=task.headers,
        bodies=task.bodies,
        count=task.requests,
        authorizations=task.authorizations,
    )
    run = Run(task, requests)
    connections = [await run.open() for _ in range(task.connections)]
    began, worked = time.perf_counter(), time.process_time()
    for connection in connections:
        run.start(connection)
    async with asyncio.timeout(LONGEST_RUN_SECONDS):
        await run.done
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
