"""One measured run: a case is sent once, CPU times are read around it, every answer is counted."""

import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from benchmarks.bodies import BATCH, BATCH_SIZE, CONTENT_TYPES
from benchmarks.load import Load, Outcome
from benchmarks.processes import cpu_seconds, on_core, resident_mb
from benchmarks.services.service import Service
from benchmarks.workshop import Bench

BATCH_SUCCESS: Final = "200"
ACCEPTED_ITEM: Final = '"status":201'
STATES: Final = {f'"status":"{state}"': state for state in ("approved", "held", "rejected")}
# Signals of comments that met a limit or came twice, which the bodies should avoid.
SIGNALS: Final = tuple(f'"code":"{code}"' for code in ("repeats", "rate_client", "rate_email"))
MICRO: Final = 1e6
MILLI: Final = 1e3


class ReconciliationError(Exception):
    """What was acknowledged and what the store holds differ, or an answer was a refusal."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent: to which service, in which form, over how many connections, how many.

    With a rate (requests a second) it is an open loop, without one a closed loop.
    """

    service: str
    kind: str
    connections: int
    requests: int
    rate: float | None = None

    @property
    def comments(self) -> int:
        """How many comments its requests carry."""
        return self.requests * (BATCH_SIZE if self.kind == BATCH else 1)

    @property
    def name(self) -> str:
        at = "" if self.rate is None else f" at {self.rate:,.0f}/s"
        return f"{self.service} {self.kind}{at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run showed. Rates and CPU times are per accepted comment; latencies per request.

    NaN is unknown. `p50_ms`, `p99_ms` and `worst_ms` are of the requests that were accepted.
    """

    comments_per_second: float
    server_cpu_us: float
    store_cpu_us: float = 0.0
    load_cpu_us: float = 0.0
    p50_ms: float = math.nan
    p99_ms: float = math.nan
    worst_ms: float = math.nan
    resident_mb: float = math.nan
    answer_bytes: float = math.nan
    accepted: int = 0
    stored: int | None = None
    statuses: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    signalled: int = 0
    refused: int = 0
    refused_p99_ms: float = math.nan
    advised: int = 0
    unanswered: int = 0

    @property
    def core_share(self) -> float:
        """How much of a core the service used while it ran."""
        return self.comments_per_second * self.server_cpu_us / MICRO


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of CPU that a service and its store used for some loads, and what came of each."""

    service: float
    store: float
    outcomes: list[Outcome]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a case; `success` is the status of the answer to a comment that was taken."""

    case: Case
    outcome: Outcome
    success: str = "201"

    @property
    def latencies(self) -> Mapping[bool, list[float]]:
        """Those of requests that were carried out (True) and of those that were not, ordered."""
        found: dict[bool, list[float]] = {True: [], False: []}
        for status, each in self.outcome.latencies.items():
            found[status == (BATCH_SUCCESS if self.case.kind == BATCH else self.success)] += each
        return {done: sorted(each) for done, each in found.items()}

    @property
    def accepted(self) -> int:
        """How many comments were acknowledged."""
        if self.case.kind == BATCH:
            return self.outcome.marked[ACCEPTED_ITEM]
        return len(self.outcome.latencies.get(self.success, ()))

    @property
    def unknown(self) -> int:
        """How many requests may have been carried out without an answer."""
        return self.outcome.unanswered + self.outcome.broken


def measure(service: Service, case: Case, bench: Bench) -> Figures:
    """Run the case once. Raises ReconciliationError."""
    return measure_together(service, [(case, service.fresh())], bench)[0]


def measure_together(
    service: Service, cases: Sequence[tuple[Case, Mapping[str, str]]], bench: Bench
) -> list[Figures]:
    """Run cases at once, each with headers of its own; CPU is shared out by accepted comments.

    Raises ReconciliationError.
    """
    loads = [load(service, case, headers, bench) for case, headers in cases]
    spent = send(service, loads, bench.other)
    resident, stored = resident_mb(service.pid), service.stored()
    runs = [
        Run(case, outcome, service.success)
        for (case, _), outcome in zip(cases, spent.outcomes, strict=True)
    ]
    reconcile(runs, stored)
    taken = sum(run.accepted for run in runs)
    return [figures(run, spent, taken, stored, resident) for run in runs]


def load(service: Service, case: Case, headers: Mapping[str, str], bench: Bench) -> Load:
    """What the load generator has to do for a case."""
    return Load(
        port=service.port,
        path=service.path(case.kind),
        headers={"Content-Type": CONTENT_TYPES[case.kind], **headers},
        bodies=str(bench.bodies[case.kind]),
        connections=case.connections,
        requests=case.requests,
        rate=case.rate,
        marks=[*STATES, *SIGNALS, ACCEPTED_ITEM],
        keep_alive=service.keeps_alive,
    )


def send(service: Service, loads: Sequence[Load], core: int | None) -> Spent:
    """Have the load generator carry out the loads on that core."""

    def spent() -> tuple[float, float]:
        store = service.store_pid
        return cpu_seconds(service.pid), cpu_seconds(store) if store else 0.0

    before = spent()
    with on_core(core):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.load"],
            input=msgspec.json.encode(loads),
            stdout=subprocess.PIPE,
            check=True,
        )
    after = spent()
    outcomes = msgspec.json.decode(done.stdout, type=list[Outcome])
    return Spent(after[0] - before[0], after[1] - before[1], outcomes)


def reconcile(runs: Sequence[Run], stored: int | None) -> None:
    """Make sure that a closed loop had every comment accepted, and that all accepted are stored.

    Besides those the store may hold only comments that never had an answer. Raises
    ReconciliationError.
    """
    for run in runs:
        if run.case.rate is None and run.accepted != run.case.comments:
            raise ReconciliationError(
                f"{run.case.name}: {run.accepted} of {run.case.comments} comments were accepted; "
                f"answers by status: {statuses(run.outcome)}, without an answer: {run.unknown}"
            )
    taken, unknown = sum(run.accepted for run in runs), sum(run.unknown for run in runs)
    if stored is not None and not taken <= stored <= taken + unknown:
        raise ReconciliationError(
            f"{runs[0].case.name}: {taken} comments were acknowledged and {unknown} requests never "
            f"answered; the store holds {stored}"
        )


def figures(run: Run, spent: Spent, taken: int, stored: int | None, resident: float) -> Figures:
    """The figures of a run, one of those that `taken` comments were accepted in."""
    outcome, each = run.outcome, MICRO / max(taken, 1)
    done, refused = run.latencies[True], run.latencies[False]
    return Figures(
        comments_per_second=run.accepted / outcome.seconds if outcome.seconds else 0.0,
        p50_ms=percentile(done, 0.5) * MILLI,
        p99_ms=percentile(done, 0.99) * MILLI,
        worst_ms=percentile(done, 1.0) * MILLI,
        server_cpu_us=spent.service * each,
        store_cpu_us=spent.store * each,
        load_cpu_us=outcome.cpu_seconds * each,
        resident_mb=resident,
        answer_bytes=outcome.answer_bytes / run.case.requests,
        accepted=run.accepted,
        statuses=statuses(outcome),
        stored=stored,
        states={state: outcome.marked[mark] for mark, state in STATES.items()},
        signalled=sum(outcome.marked[mark] for mark in SIGNALS),
        refused=len(refused),
        refused_p99_ms=percentile(refused, 0.99) * MILLI,
        advised=outcome.advised,
        unanswered=run.unknown,
    )


def statuses(outcome: Outcome) -> dict[str, int]:
    """How many answers there were of each status."""
    return {status: len(each) for status, each in sorted(outcome.latencies.items())}


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` of the ordered values do not exceed; NaN for none."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
