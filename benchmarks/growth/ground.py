"""One point of a growth: the same small load on Saring and on the bare handler, in turns.

What counts is the service's CPU a comment in bare requests, since the machine's own speed moves
while a store is filled; the store's CPU has no such measure beside it.
"""

import asyncio
import math
import statistics
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final, TypeVar

import msgspec
from redis import Redis

from benchmarks.bodies import JSON, as_members
from benchmarks.comments import Sample, samples
from benchmarks.measuring import Case, Figures, Run, figures, load, reconcile, send
from benchmarks.services.running import Bare, Saring
from benchmarks.wire import write_bodies_file
from benchmarks.workshop import Bench
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
        runs, ratios = [], []
        for _ in range(self.rounds):
            bodies = (supply or self.fresh_samples)(number)
            floor = self.run(self.bare, self.fresh_samples(self.requests), ())
            runs.append(self.run(self.saring, bodies, authorizations))
            ratios.append(runs[-1].server_cpu_us / floor.server_cpu_us)
        return Point(
            size=size,
            service_us=statistics.median(each.server_cpu_us for each in runs),
            store_us=statistics.median(each.store_cpu_us for each in runs),
            to_bare=statistics.median(ratios),
            worst_ms=statistics.median(each.worst_ms for each in runs),
        )

    def run(
        self,
        service: Saring | Bare,
        samples: Sequence[Sample],
        authorizations: Sequence[str],
        rate: float | None = None,
    ) -> Figures:
        """Send the comments once. Raises ReconciliationError when an answer of a loop is no 201."""
        bodies, number = self.bench.folder / "bodies.growth", len(samples)
        write_bodies_file(bodies, [msgspec.json.encode(as_members(each)) for each in samples])
        case = Case(service.name, JSON, number if rate else CONNECTIONS, number, rate)
        whole = load(service, case, {}, replace(self.bench, bodies={JSON: bodies}))
        turns = msgspec.structs.replace(whole, authorizations=list(authorizations))
        spent = send(service, [turns], self.bench.other)
        run = Run(case, spent.outcomes[0])
        reconcile([run], None)
        return figures(run, spent, number, None, math.nan)

    def authorization(self) -> str:
        """That of SITE, which is made anew."""
        return self.saring.new_site(SITE)["Authorization"]

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
