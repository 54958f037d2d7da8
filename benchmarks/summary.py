"""From the figures of all rounds to medians, ranges and ratios, and their table.

A ratio compares two runs of the same round, and what is shown is the median of those ratios: what
disturbs the machine for a while disturbs both, and drops out.
"""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks import report
from benchmarks.measuring import Case, Figures
from benchmarks.report import shown

Rounds = Mapping[Case, Sequence[Figures]]
Reference = Callable[[Case, Rounds], Case | None]

RATE: Final = "comments_per_second"
CPU: Final = "server_cpu_us"
COLUMNS: Final = (
    *(RATE, "p50_ms", "p99_ms", CPU, "store_cpu_us", "load_cpu_us", "core_share", "resident_mb"),
)
HEAD: Final = (
    *("case", "conn.", "comments/s", "p50 ms", "p99 ms", "CPU µs", "store µs", "load µs"),
    *("core", "MB", "rate ×", "CPU ×"),
)
EXPLANATION: Final = """
Medians of the rounds, with the range. CPU in microseconds a comment: of the service, of its store,
of the load generator. core: the share of a core that the service used. rate ×, CPU ×: to the
reference, median of the ratios within each round.
""".strip()


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and greatest of the rounds."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))

    def shown(self, digits: int = 0) -> str:
        """The median and, of several rounds, the range."""
        if math.isnan(self.median) or self.least == self.greatest:
            return shown(self.median, digits)
        span = f"{shown(self.least, digits)}–{shown(self.greatest, digits)}"
        return f"{shown(self.median, digits)} ({span})"


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one case. Ratios are to its reference; None where there is none."""

    case: Case
    figures: dict[str, Spread]
    rate_ratio: Spread | None
    cpu_ratio: Spread | None


def rows(rounds: Rounds, reference: Reference) -> list[Row]:
    """One row a case, in the order of the cases."""
    return [
        Row(
            case,
            {name: Spread.of([getattr(each, name) for each in runs]) for name in COLUMNS},
            ratio(rounds, case, reference(case, rounds), RATE),
            ratio(rounds, case, reference(case, rounds), CPU),
        )
        for case, runs in rounds.items()
    ]


def ratios(rounds: Rounds, above: Case | None, below: Case | None, name: str) -> list[float]:
    """One figure of a case over that of another, round by round; empty where either is missing."""
    if above is None or below is None:
        return []
    pairs = zip(rounds[above], rounds[below], strict=True)
    found = [(getattr(one, name), getattr(other, name)) for one, other in pairs]
    return [value / base for value, base in found] if all(base > 0 for _, base in found) else []


def ratio(rounds: Rounds, above: Case | None, below: Case | None, name: str) -> Spread | None:
    """The spread of those ratios; None where there are none."""
    found = ratios(rounds, above, below, name)
    return Spread.of(found) if found else None


def spread(rounds: Rounds, case: Case | None, name: str) -> Spread | None:
    """One figure of a case; None where it was not measured."""
    return Spread.of([getattr(each, name) for each in rounds[case]]) if case else None


def case_of(rounds: Rounds, service: str, kind: str, connections: int = 0) -> Case | None:
    """The closed loop of that description, at whichever connections for 0, if it was measured."""
    return next(
        (
            case
            for case in rounds
            if (case.service, case.kind, case.rate) == (service, kind, None)
            and connections in {0, case.connections}
        ),
        None,
    )


def table(found: Sequence[Row], does: Mapping[str, str] | None = None) -> str:
    """One line a case; `does` says in a last column what each service does for a comment."""
    head = [*HEAD, *(["does"] if does else [])]
    return report.table(head, [[*_cells(row), *_last(row, does)] for row in found])


def _cells(row: Row) -> list[str]:
    of = row.figures
    return [
        row.case.name,
        str(row.case.connections),
        of[RATE].shown(),
        shown(of["p50_ms"].median, 1),
        of["p99_ms"].shown(1),
        of[CPU].shown(),
        shown(of["store_cpu_us"].median or None),
        shown(of["load_cpu_us"].median or None),
        shown(of["core_share"].median, 2),
        shown(of["resident_mb"].median),
        shown(row.rate_ratio.median, 2) if row.rate_ratio else "–",
        row.cpu_ratio.shown(2) if row.cpu_ratio else "–",
    ]


def _last(row: Row, does: Mapping[str, str] | None) -> list[str]:
    return [does.get(row.case.service, "")] if does else []
