"""What is measured, how often and in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.bodies import BATCH, BATCH_SIZE, FORM, JSON, NULL
from benchmarks.measuring import Case

BARE: Final = "bare"
SARING: Final = "saring"
OTHER: Final = "other"
EVERYSEC: Final = "saring-everysec"
SERVICES: Final = (BARE, SARING, EVERYSEC, "naive", "bare-asyncio")

BATCH_CONNECTIONS: Final = 8
# Enough that an arrival practically never waits for a connection instead of for the service.
RATE_CONNECTIONS: Final = 256
# How much of the comments a run sends: few connections are slow, and so is the naive service.
SHARE_BY_CONNECTIONS: Final = {1: 1 / 8, 16: 1 / 2}
NAIVE_SHARE: Final = 1 / 8
# Who waits for nobody shows little of how the file is synced or of which loop runs below.
COMPARED_FROM: Final = 16


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a benchmark: closed loops over `connections`, an open loop at `rate`."""

    comments: int = 3_000
    rounds: int = 7
    connections: tuple[int, ...] = (64, 16, 1)
    rate: float = 2_700.0
    seconds: float = 4.0
    services: tuple[str, ...] = SERVICES

    @property
    def bodies(self) -> int:
        """How many comments have to be invented for it."""
        return max([self.comments, *(case.comments for case in self.cases())])

    def cases(self) -> list[Case]:
        """Every case in the order in which a round goes through them."""
        loops = [case for each in self.connections for case in self._loops(each)]
        return [
            case
            for case in (*loops, *self._arrivals(), *self._batch())
            if case.service in self.services
        ]

    def _loops(self, connections: int) -> Iterator[Case]:
        requests = max(connections, int(self.comments * SHARE_BY_CONNECTIONS.get(connections, 1)))
        few = max(connections, int(requests * NAIVE_SHARE))
        compared = connections >= COMPARED_FROM
        yield Case(BARE, NULL, connections, requests)
        for kind in (FORM, JSON):
            for service in (BARE, OTHER, SARING, *([EVERYSEC] if compared else [])):
                yield Case(service, kind, connections, requests)
            yield Case("naive", kind, connections, few)
        if compared:
            yield Case("bare-asyncio", FORM, connections, requests)

    def _arrivals(self) -> Iterator[Case]:
        requests = int(self.rate * self.seconds)
        if requests:
            for service in (BARE, OTHER, SARING, EVERYSEC):
                yield Case(service, FORM, RATE_CONNECTIONS, requests, self.rate)

    def _batch(self) -> Iterator[Case]:
        requests = self.comments // BATCH_SIZE
        if requests:
            for service in (OTHER, SARING):
                yield Case(service, BATCH, min(BATCH_CONNECTIONS, requests), requests)


QUICK: Final = Plan(rounds=2, connections=(64,), seconds=2.0)
# Many short rounds: it is the starts that differ, and their number that the range rests on.
AGAINST: Final = Plan(
    comments=2_000, rounds=15, connections=(64, 16), rate=0.0, services=(OTHER, SARING)
)
