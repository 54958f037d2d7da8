"""From the figures of all rounds to medians, ranges and ratios.

A ratio compares two runs of the same round, and what is shown is the median of those ratios: what
disturbs the machine for a while disturbs both, and drops out.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.bodies import BATCH, FORM, JSON, NULL
from benchmarks.measuring import Case, Figures
from benchmarks.plan import REFERENCE

Rounds = Mapping[Case, Sequence[Figures]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and greatest of the rounds."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one case. Ratios are to the bare handler; None where there is none."""

    case: Case
    per_second: Spread
    p50_ms: Spread
    p99_ms: Spread
    server_cpu_us: Spread
    store_cpu_us: Spread
    load_cpu_us: Spread
    resident_mb: Spread
    rate_ratio: Spread | None
    cpu_ratio: Spread | None


def rows(rounds: Rounds) -> list[Row]:
    """One row a case, in the order of the cases."""
    return [_row(case, measured, rounds) for case, measured in rounds.items()]


def reference(case: Case, rounds: Rounds) -> Sequence[Figures] | None:
    """The bare handler's rounds that a case compares with: same form, as many connections.

    Batches compare with single JSON requests at the most connections, the handler that only reads
    with the one that parses a form.
    """
    kind = {BATCH: JSON, NULL: FORM}.get(case.kind, case.kind)
    found = {
        c.connections: f for c, f in rounds.items() if (c.service, c.kind) == (REFERENCE, kind)
    }
    if not found:
        return None
    return found[max(found)] if case.kind == BATCH else found.get(case.connections)


def _row(case: Case, measured: Sequence[Figures], rounds: Rounds) -> Row:
    base = reference(case, rounds)
    return Row(
        case=case,
        per_second=Spread.of([each.comments_per_second for each in measured]),
        p50_ms=Spread.of([each.p50_ms for each in measured]),
        p99_ms=Spread.of([each.p99_ms for each in measured]),
        server_cpu_us=Spread.of([each.server_cpu_us for each in measured]),
        store_cpu_us=Spread.of([each.store_cpu_us for each in measured]),
        load_cpu_us=Spread.of([each.load_cpu_us for each in measured]),
        resident_mb=Spread.of([each.resident_mb for each in measured]),
        rate_ratio=_ratio(measured, base, "comments_per_second"),
        cpu_ratio=_ratio(measured, base, "server_cpu_us"),
    )


def ratio(rounds: Rounds, above: Case | None, below: Case | None, name: str) -> Spread | None:
    """One figure of a case over that of another, round by round; None where either is missing."""
    if above is None or below is None:
        return None
    return _ratio(rounds[above], rounds[below], name)


def case_of(rounds: Rounds, service: str, kind: str, connections: int) -> Case | None:
    """The case of that description, if it was measured."""
    wanted = (service, kind, connections)
    return next((c for c in rounds if (c.service, c.kind, c.connections) == wanted), None)


def _ratio(measured: Sequence[Figures], base: Sequence[Figures] | None, name: str) -> Spread | None:
    if not base:
        return None
    pairs = [(getattr(a, name), getattr(b, name)) for a, b in zip(measured, base, strict=True)]
    if any(math.isnan(below) or below <= 0 for _, below in pairs):
        return None
    return Spread.of([above / below for above, below in pairs])


def as_json(row: Row) -> dict[str, Any]:
    """A row by name, the case's members beside the spreads."""
    spreads = {name: getattr(row, name) for name in Row.__slots__ if name != "case"}
    case = {name: getattr(row.case, name) for name in Case.__slots__}
    return case | {
        name: spread and {n: _known(getattr(spread, n)) for n in Spread.__slots__}
        for name, spread in spreads.items()
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
