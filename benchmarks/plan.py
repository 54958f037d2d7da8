"""What is measured, how often and in which order."""

from dataclasses import dataclass
from typing import Final

from benchmarks.bodies import BATCH, BATCH_SIZE, FORM, JSON, NULL
from benchmarks.measuring import Case

COMMENTS: Final = 10_000
BATCH_CONNECTIONS: Final = 8
# How much of the comments a run sends: few connections are slow, and so is the naive service.
SHARE_BY_CONNECTIONS: Final = {1: 1 / 8, 16: 1 / 2}
NAIVE_SHARE: Final = 1 / 16
# Who waits for nobody shows little of how the file is synced or of which loop runs below.
COMPARED_FROM: Final = 16
REFERENCE: Final = "bare"
SERVICES: Final = (REFERENCE, "bare-asyncio", "naive", "saring", "saring-everysec")


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a benchmark."""

    comments: int = COMMENTS
    rounds: int = 5
    warm_up: int = 1
    connections: tuple[int, ...] = (64, 16, 1)
    services: tuple[str, ...] = SERVICES

    def cases(self) -> list[Case]:
        """Every case in the order in which a round goes through them."""
        return [
            *(case for each in self.connections for case in self._at(each)),
            *self._batch(),
        ]

    def _at(self, connections: int) -> list[Case]:
        requests = max(connections, int(self.comments * SHARE_BY_CONNECTIONS.get(connections, 1)))
        few = max(connections, int(requests * NAIVE_SHARE))
        cases = [Case(REFERENCE, NULL, connections, requests)]
        for kind in (FORM, JSON):
            cases += [
                Case(REFERENCE, kind, connections, requests),
                Case("saring", kind, connections, requests),
                Case("saring-everysec", kind, connections, requests),
                Case("naive", kind, connections, few),
            ]
        cases.append(Case("bare-asyncio", FORM, connections, requests))
        return [case for case in cases if self._takes_part(case)]

    def _takes_part(self, case: Case) -> bool:
        compared = case.service in {"bare-asyncio", "saring-everysec"}
        return case.service in self.services and (case.connections >= COMPARED_FROM or not compared)

    def _batch(self) -> list[Case]:
        requests = self.comments // BATCH_SIZE
        connections = min(BATCH_CONNECTIONS, requests)
        batch = [Case("saring", BATCH, connections, requests)] if requests else []
        return batch if "saring" in self.services else []


QUICK: Final = Plan(comments=3_000, rounds=2, warm_up=1, connections=(64,))
