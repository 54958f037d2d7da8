"""Rounds: every case once, one after another, with services that are started anew for each round.

Two processes of one program differ by some percent for as long as they live, and so do two minutes
of a machine: figures of one start say little. Every second round goes through the cases backwards.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from benchmarks.bodies import JSON
from benchmarks.measuring import Case, Figures, measure
from benchmarks.services.running import Saring
from benchmarks.services.service import Service
from benchmarks.workshop import Bench

Starts = Mapping[str, Callable[[Bench], Service]]
Programs = Mapping[str, Callable[[], Figures]]
Services = Mapping[str, Service]

SAMPLE_CONNECTIONS: Final = 4
SAMPLE_REQUESTS: Final = 200
WARMING_REQUESTS: Final = 1_000


def measure_rounds(
    bench: Bench,
    cases: Sequence[Case],
    starts: Starts,
    rounds: int,
    programs: Programs = MappingProxyType({}),
) -> dict[Case, list[Figures]]:
    """The figures of every case, round by round. Raises ReconciliationError.

    `programs` measure what is not a service: they run once for their case and end.
    """
    found: dict[Case, list[Figures]] = {case: [] for case in cases}
    first = {case.service: case for case in reversed(cases)}
    wanted = {name: start for name, start in starts.items() if name in first}
    for number in range(rounds):
        print(f"round {number + 1} ", end="", flush=True)
        with lineup(bench, wanted) as services:
            for name, service in services.items():
                _warm_up(service, first[name], bench)
            for case in reversed(cases) if number % 2 else cases:
                program = programs.get(case.service)
                found[case].append(
                    program() if program else measure(services[case.service], case, bench)
                )
                print(".", end="", flush=True)
        print(flush=True)
    return found


@contextmanager
def lineup(bench: Bench, starts: Starts) -> Iterator[Services]:
    """The services, started together and stopped together."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(start(bench)) for name, start in starts.items()}


def answer_bytes(bench: Bench) -> int:
    """The mean length of the bodies that Saring answers with, for the bare handler to match."""
    requests = min(SAMPLE_REQUESTS, bench.comments)
    with Saring(bench) as saring:
        case = Case(saring.name, JSON, SAMPLE_CONNECTIONS, requests)
        return round(measure(saring, case, bench).answer_bytes)


def _warm_up(service: Service, case: Case, bench: Bench) -> None:
    """Run some of a case uncounted, as a closed loop."""
    requests = min(case.requests, WARMING_REQUESTS)
    measure(service, replace(case, rate=None, requests=requests), bench)
