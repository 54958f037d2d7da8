"""One point of a growth: the same small load on Saring and on the bare handler, in turns.

What counts is the service's CPU a comment in bare requests, since the machine's own speed moves
while a store is filled; the store's CPU has no such measure beside it.
"""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final, TypeVar

import msgspec
from redis import Redis

from benchmarks.bodies import CONTENT_TYPES, JSON, as_members
from benchmarks.comments import Sample, samples
from benchmarks.load import Tally, Task
from benchmarks.measuring import MICRO, ReconciliationError, send
from benchmarks.processes import cpu_seconds
from benchmarks.services.lineup import Bench
from benchmarks.services.running import Bare, Saring, new_site
from benchmarks.wire import write_bodies_file
from moderation.process.app import open_store
from moderation.settings import Settings
from moderation.store import Store
from moderation.store.keys import SiteKeys

CONNECTIONS: Final = 16
FIRST_SEED: Final = 1_000
SITE: Final = "tumbuh"
Result = TypeVar("Result")

Supply = Callable[[int], list[Sample]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost, in microseconds of CPU a comment."""

    service_us: float
    store_us: float
    worst_ms: float


@dataclass(frozen=True, slots=True)
class Point:
    """What a comment costs at one size: medians of the rounds.

    `to_bare` is the service's CPU in requests of the bare handler in the same round.
    """

    size: float
    service_us: float
    store_us: float
    to_bare: float
    worst_ms: float


@dataclass(slots=True)
class Ground:
    """The two services, and how often and how much is sent at a point."""

    saring: Saring
    bare: Bare
    bench: Bench
    requests: int
    rounds: int
    numbers: Iterator[int] = field(default_factory=count)
    _seeds: Iterator[int] = field(default_factory=lambda: count(FIRST_SEED))

    def fresh_samples(self, number: int) -> list[Sample]:
        """Comments that were not sent before."""
        seed = next(self._seeds)
        # Their own first word: two seeds may well invent the same sentence.
        return [replace(each, text=f"{seed} {each.text}") for each in samples(number, seed)]

    def point(
        self,
        size: float,
        authorizations: Sequence[str],
        *,
        supply: Supply | None = None,
        requests: int = 0,
    ) -> Point:
        """Measure a point. Raises ReconciliationError when an answer is no 201."""
        number = requests or self.requests
        costs, ratios = [], []
        for _ in range(self.rounds):
            bodies = (supply or self.fresh_samples)(number)
            floor = self.run(self.bare, self.fresh_samples(self.requests), ())
            cost = self.run(self.saring, bodies, authorizations)
            costs.append(cost)
            ratios.append(cost.service_us / floor.service_us)
        return Point(
            size=size,
            service_us=statistics.median(each.service_us for each in costs),
            store_us=statistics.median(each.store_us for each in costs),
            to_bare=statistics.median(ratios),
            worst_ms=statistics.median(each.worst_ms for each in costs),
        )

    def run(
        self, subject: Saring | Bare, bodies: Sequence[Sample], authorizations: Sequence[str]
    ) -> Cost:
        """Send the comments once."""
        task = self._task(subject, bodies, authorizations)
        store = subject.store_pid
        before = cpu_seconds(subject.pid), cpu_seconds(store) if store else 0.0
        tally = send(task, self.bench.other)
        after = cpu_seconds(subject.pid), cpu_seconds(store) if store else 0.0
        _require_all_taken(subject.name, task, tally)
        return Cost(
            service_us=(after[0] - before[0]) / task.requests * MICRO,
            store_us=(after[1] - before[1]) / task.requests * MICRO,
            worst_ms=max(tally.latencies) * 1e3,
        )

    def _task(
        self, subject: Saring | Bare, bodies: Sequence[Sample], authorizations: Sequence[str]
    ) -> Task:
        return Task(
            port=subject.port,
            path=subject.path(JSON),
            headers={"Content-Type": CONTENT_TYPES[JSON]},
            bodies=self.written(bodies),
            connections=CONNECTIONS,
            requests=len(bodies),
            authorizations=list(authorizations),
        )

    def written(self, bodies: Sequence[Sample]) -> str:
        """The comments as JSON bodies, in a file that the next call overwrites."""
        file = self.bench.folder / "bodies.growth"
        write_bodies_file(file, [msgspec.json.encode(as_members(each)) for each in bodies])
        return str(file)

    def authorization(self) -> str:
        """That of SITE, new in an emptied store, of which the service remembers nothing."""
        self.saring.fresh()
        return f"Bearer {new_site(self.saring.store_url, SITE)}"

    def with_store(self, work: Callable[[Store], Awaitable[Result]]) -> Result:
        """What `work` returns, done on the store as the product does."""

        async def carry_out() -> Result:
            store = open_store(Settings(), self.saring.store_url)
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(carry_out())

    def redis(self) -> Redis:
        """A client of the store, for what the product has no way to do."""
        return Redis.from_url(self.saring.store_url, decode_responses=True)

    def store_mb(self) -> float:
        """The memory that the store's data take."""
        with self.redis() as client:
            told: Any = client.info("memory")
        return float(told["used_memory"]) / 1e6

    def open_cases(self) -> int:
        """How many cases of the site wait."""
        with self.redis() as client:
            return int(client.zcard(SiteKeys.of(SITE).queue))

    def recorded(self) -> int:
        """How many comments the site's audit log has seen, trimmed or not."""
        with self.redis() as client:
            told: Any = client.xinfo_stream(SiteKeys.of(SITE).events)
        return int(told["entries-added"])


def _require_all_taken(name: str, task: Task, tally: Tally) -> None:
    if tally.broken or tally.statuses != {"201": task.requests}:
        raise ReconciliationError(
            f"{name}: of {task.requests} comments {tally.statuses} were answered, "
            f"{tally.broken} connections broke"
        )
