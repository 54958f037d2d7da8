"""One measured run: a case is sent once, CPU times are read around it, every answer is counted."""

import math
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.bodies import BATCH, BATCH_SIZE, CONTENT_TYPES
from benchmarks.load import Tally, Task
from benchmarks.processes import cpu_seconds, on_core, resident_mb
from benchmarks.services.subject import Stored, Subject

ACCEPTED_ITEM: Final = '"status":201'
MICRO: Final = 1e6


class ReconciliationError(Exception):
    """What was acknowledged and what the store holds differ, or an answer was a refusal."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent: to which service, in which form, over how many connections, how many."""

    service: str
    kind: str
    connections: int
    requests: int

    @property
    def comments(self) -> int:
        """How many comments its requests carry."""
        return self.requests * (BATCH_SIZE if self.kind == BATCH else 1)

    @property
    def name(self) -> str:
        return f"{self.service} {self.kind}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run showed. Rates and CPU times are per comment; latencies per request."""

    comments_per_second: float
    p50_ms: float
    p99_ms: float
    server_cpu_us: float
    store_cpu_us: float
    load_cpu_us: float
    resident_mb: float
    answer_bytes: float
    accepted: int
    statuses: dict[str, int]
    stored: int | None
    states: dict[str, int]
    signalled: int


def measure(subject: Subject, case: Case, bodies: Path, load_core: int | None) -> Figures:
    """Run the case once. Raises ReconciliationError."""
    task = Task(
        port=subject.port,
        path=subject.path(case.kind),
        headers={"Content-Type": CONTENT_TYPES[case.kind]} | subject.fresh(),
        bodies=str(bodies),
        connections=case.connections,
        requests=case.requests,
        mark=ACCEPTED_ITEM if case.kind == BATCH else "",
        keep_alive=subject.keeps_alive,
    )
    store = subject.store_pid
    server_before, store_before = cpu_seconds(subject.pid), cpu_seconds(store) if store else 0.0
    tally = send(task, load_core)
    server_after, store_after = cpu_seconds(subject.pid), cpu_seconds(store) if store else 0.0
    resident = resident_mb(subject.pid)
    stored = subject.stored()
    taken = accepted(case, tally, subject.success)
    reconcile(case, tally, taken, stored)
    return figures(
        case,
        tally,
        stored,
        taken,
        server_cpu=server_after - server_before,
        store_cpu=store_after - store_before,
        resident=resident,
    )


def send(task: Task, core: int | None) -> Tally:
    """Have the load generator carry out the task."""
    with on_core(core):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.load"],
            input=msgspec.json.encode(task),
            stdout=subprocess.PIPE,
            check=True,
        )
    return msgspec.json.decode(done.stdout, type=Tally)


def accepted(case: Case, tally: Tally, success: str) -> int:
    """How many comments were acknowledged; `success` is the status that says so."""
    return tally.marked if case.kind == BATCH else tally.statuses.get(success, 0)


def reconcile(case: Case, tally: Tally, taken: int, stored: Stored | None) -> None:
    """Make sure that all was acknowledged (`taken`) and that the store holds just that."""
    if tally.broken or taken != case.comments:
        raise ReconciliationError(
            f"{case.name}: {taken} of {case.comments} comments were accepted; answers by status: "
            f"{tally.statuses}, broken connections: {tally.broken}"
        )
    if stored is not None and stored.comments != taken:
        raise ReconciliationError(
            f"{case.name}: {taken} comments were acknowledged, the store holds {stored.comments}"
        )


def figures(
    case: Case,
    tally: Tally,
    stored: Stored | None,
    taken: int,
    *,
    server_cpu: float,
    store_cpu: float,
    resident: float,
) -> Figures:
    """The figures of a run from what was counted and timed."""
    comments, latencies = case.comments, sorted(tally.latencies)
    held = stored or Stored(0, {})
    return Figures(
        comments_per_second=comments / tally.seconds,
        p50_ms=percentile(latencies, 0.5) * 1e3,
        p99_ms=percentile(latencies, 0.99) * 1e3,
        server_cpu_us=server_cpu / comments * MICRO,
        store_cpu_us=store_cpu / comments * MICRO,
        load_cpu_us=tally.cpu_seconds / comments * MICRO,
        resident_mb=resident,
        answer_bytes=tally.answer_bytes / case.requests,
        accepted=taken,
        statuses=tally.statuses,
        stored=stored.comments if stored else None,
        states=held.states,
        signalled=held.signalled,
    )


def percentile(ordered: list[float], share: float) -> float:
    """The value that `share` of the ordered values do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def as_json(measured: Figures) -> dict[str, object]:
    """The figures by name, NaN (unknown) as null."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in asdict(measured).items()
    }
