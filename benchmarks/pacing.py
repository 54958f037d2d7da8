"""Runs at a fixed rate of arrivals: sent, reconciled with the store, and summed up."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import msgspec

from benchmarks.arrivals import Outcome, Stream
from benchmarks.bodies import CONTENT_TYPES
from benchmarks.measuring import ReconciliationError, percentile
from benchmarks.processes import on_core
from benchmarks.services.lineup import Bench
from benchmarks.services.subject import Subject

MILLI = 1e3


@dataclass(frozen=True, slots=True)
class Paced:
    """What a stream showed. Latencies in ms from when each request was due; NaN for none."""

    offered_per_second: float
    accepted_per_second: float
    statuses: dict[str, int]
    p50_ms: float
    p99_ms: float
    worst_ms: float
    refused_p99_ms: float
    advised: int
    unanswered: int
    broken: int

    @property
    def accepted(self) -> int:
        return self.statuses.get("201", 0)

    @property
    def refused(self) -> int:
        return sum(self.statuses.values()) - self.accepted


def stream(
    subject: Subject,
    bench: Bench,
    *,
    kind: str,
    rate: float,
    seconds: float,
    most: int,
    connections: int,
    headers: dict[str, str],
) -> Stream:
    """`seconds` of arrivals at `rate`, of which there are at most `most`."""
    return Stream(
        name=subject.name,
        port=subject.port,
        path=subject.path(kind),
        headers={"Content-Type": CONTENT_TYPES[kind]} | headers,
        bodies=str(bench.bodies[kind]),
        rate=rate,
        requests=max(1, min(most, round(rate * seconds))),
        connections=connections,
    )


def paced(subject: Subject, bench: Bench, streams: Sequence[Stream]) -> list[Paced]:
    """Send the streams to the service, all at once. Raises ReconciliationError."""
    found = arrive(bench, streams)
    _reconcile(subject, found)
    return found


def arrive(bench: Bench, streams: Sequence[Stream]) -> list[Paced]:
    """Send the streams, all at once, without asking what was stored."""
    with on_core(bench.other):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.arrivals"],
            input=msgspec.json.encode(streams),
            stdout=subprocess.PIPE,
            check=True,
        )
    outcomes = msgspec.json.decode(done.stdout, type=list[Outcome])
    return [_figures(each, outcome) for each, outcome in zip(streams, outcomes, strict=True)]


def _figures(sent: Stream, outcome: Outcome) -> Paced:
    accepted = sorted(outcome.latencies.get("201", []))
    refused = sorted(
        chain.from_iterable(each for status, each in outcome.latencies.items() if status != "201")
    )
    return Paced(
        offered_per_second=sent.rate,
        accepted_per_second=len(accepted) / outcome.seconds if outcome.seconds else 0.0,
        statuses={status: len(each) for status, each in sorted(outcome.latencies.items())},
        p50_ms=_ms(accepted, 0.5),
        p99_ms=_ms(accepted, 0.99),
        worst_ms=_ms(accepted, 1.0),
        refused_p99_ms=_ms(refused, 0.99),
        advised=outcome.advised,
        unanswered=outcome.unanswered,
        broken=outcome.broken,
    )


def _ms(ordered: list[float], share: float) -> float:
    return percentile(ordered, share) * MILLI if ordered else float("nan")


def _reconcile(subject: Subject, found: Sequence[Paced]) -> None:
    """What was acknowledged is stored; what is stored besides was at least sent."""
    stored = subject.stored()
    if stored is None:
        return
    accepted = sum(each.accepted for each in found)
    unknown = sum(each.unanswered + each.broken for each in found)
    if not accepted <= stored.comments <= accepted + unknown:
        raise ReconciliationError(
            f"{subject.name}: {accepted} comments were acknowledged and {unknown} never answered; "
            f"the store holds {stored.comments}"
        )
