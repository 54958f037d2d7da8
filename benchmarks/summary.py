"""From the figures of all rounds to medians, ranges and ratios, and their table.

A ratio compares two runs of the same round, and what is shown is the median of those ratios: what
disturbs the machine for a while disturbs both, and drops out.
"""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from benchmarks import report
from benchmarks.measuring import Case, Figures
from benchmarks.report import shown

Rounds = Mapping[Case, Sequence[Figures]]
Reference = Callable[[Case, Rounds], Case | None]

RATE: Final = "comments_per_second"
CPU: Final = "server_cpu_us"


class Column(NamedTuple):
    """How a figure is shown: its head, places after the point, and whether with its range."""

    head: str
    digits: int = 0
    ranged: bool = False


COLUMNS: Final = {
    RATE: Column("comments/s", ranged=True),
    "p50_ms": Column("p50 ms", 1),
    "p99_ms": Column("p99 ms", 1, ranged=True),
    CPU: Column("CPU µs", ranged=True),
    "store_cpu_us": Column("store µs"),
    "load_cpu_us": Column("load µs"),
    "core_share": Column("core", 2),
    "resident_mb": Column("MB"),
}
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

    def shown(self, digits: int = 0, *, ranged: bool = True) -> str:
        """The median and, of several rounds, the range."""
        if not ranged or math.isnan(self.median) or self.least == self.greatest:
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


def case_of(
    rounds: Rounds, service: str, kind: str, connections: int = 0, rate: float | None = None
) -> Case | None:
    """The first case of that description, at whichever connections for 0, if it was measured."""
    same = [c for c in rounds if (c.service, c.kind, c.rate) == (service, kind, rate)]
    return next((case for case in same if connections in {0, case.connections}), None)


def table(found: Sequence[Row], does: Mapping[str, str] | None = None) -> str:
    """One line a case; `does` says in a last column what each service does for a comment."""
    last = ["does"] if does else []
    cells = [
        [*_cells(row), *[(does or {}).get(row.case.service, "") for _ in last]] for row in found
    ]
    return report.table(
        ["case", "conn.", *(column.head for column in COLUMNS.values()), "rate ×", "CPU ×", *last],
        cells,
    )


def _cells(row: Row) -> list[str]:
    ratios = (row.rate_ratio, row.cpu_ratio)
    return [
        row.case.name,
        str(row.case.connections),
        *(
            row.figures[name].shown(column.digits, ranged=column.ranged)
            for name, column in COLUMNS.items()
        ),
        *(each.shown(2) if each else "–" for each in ratios),
    ]
