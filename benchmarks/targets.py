"""What must be reached, what was got, and the verdict: printed beside every table."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from benchmarks.bodies import BATCH, FORM, JSON
from benchmarks.plan import REFERENCE
from benchmarks.summary import Rounds, Spread, case_of, ratio

RATE: Final = "comments_per_second"
CPU: Final = "server_cpu_us"
NAIVE_FACTOR: Final = 12
BATCH_PER_SECOND: Final = 16_000
ONE_CONNECTION_MS: Final = 0.8
READY_SECONDS: Final = 1.0
RESIDENT_MB: Final = 80


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must be reached: at least `least`, at most `most`."""

    what: str
    least: float = -math.inf
    most: float = math.inf
    digits: int = 2

    @property
    def wanted(self) -> str:
        if math.isinf(self.most):
            return f">= {self.least:,.{self.digits}f}"
        return f"<= {self.most:,.{self.digits}f}"

    def verdict(self, got: float | None, beside: str = "") -> "Verdict":
        """The verdict on `got`; None or NaN: not measured."""
        if got is None or math.isnan(got):
            return Verdict(self.what, self.wanted, "-", "not measured", beside)
        word = "reached" if self.least <= got <= self.most else "FALLS SHORT"
        return Verdict(self.what, self.wanted, f"{got:,.{self.digits}f}", word, beside)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wanted and got, in words; `beside` says what else there is to know."""

    what: str
    wanted: str
    got: str
    word: str
    beside: str = ""

    def as_json(self) -> dict[str, Any]:
        """The verdict by name."""
        return asdict(self)


def table(verdicts: Sequence[Verdict]) -> str:
    """One line a verdict."""
    width = max(len(each.what) for each in verdicts)
    lines = [f"{'must reach':<{width}}{'wanted':>11}{'got':>10}  verdict", ""]
    for each in verdicts:
        said = f"{each.what:<{width}}{each.wanted:>11}{each.got:>10}  {each.word:<12}"
        lines.append(f"{said}  {each.beside}".rstrip())
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class FloorCase:
    """A case that is held against the bare handler: rate at least, CPU at most so much of its."""

    said: str
    service: str
    kind: str
    connections: int
    rate: float
    cpu: float


FLOOR_CASES: Final = (
    FloorCase("64 connections, JSON, synced every second", "saring-everysec", JSON, 64, 0.95, 1.05),
    FloorCase("64 connections, form, synced every second", "saring-everysec", FORM, 64, 0.9, 1.1),
    FloorCase("64 connections, form, every write synced", "saring", FORM, 64, 0.75, 1.15),
    FloorCase("16 connections, form, synced every second", "saring-everysec", FORM, 16, 0.75, 1.3),
    FloorCase("16 connections, form, every write synced", "saring", FORM, 16, 0.75, 1.3),
)


def verdicts(rounds: Rounds, ready_seconds: Mapping[str, float]) -> list[Verdict]:
    """The verdicts on the main table's figures."""
    return [
        *(verdict for case in FLOOR_CASES for verdict in _against_the_floor(rounds, case)),
        *_against_naive(rounds),
        *_absolute(rounds, ready_seconds),
    ]


def _against_the_floor(rounds: Rounds, case: FloorCase) -> list[Verdict]:
    """Against the form-parsing handler, whichever form ours takes; on uvloop, asyncio beside."""
    ours = case_of(rounds, case.service, case.kind, case.connections)
    found = []
    for name, figure, target in (
        ("rate", RATE, Target(f"{case.said}: rate to bare", least=case.rate)),
        ("CPU", CPU, Target(f"{case.said}: CPU to bare", most=case.cpu)),
    ):
        uvloop, asyncio = (
            ratio(rounds, ours, case_of(rounds, service, FORM, case.connections), figure)
            for service in (REFERENCE, "bare-asyncio")
        )
        beside = f"{name} to bare on asyncio: {asyncio.median:.2f}" if asyncio else ""
        found.append(target.verdict(_median(uvloop), f"{_span(uvloop)}{beside}"))
    return found


def _against_naive(rounds: Rounds) -> list[Verdict]:
    saring, naive = (case_of(rounds, name, FORM, 64) for name in ("saring", "naive"))
    rate = ratio(rounds, saring, naive, RATE)
    cpu = ratio(rounds, naive, saring, CPU)
    return [
        Target(
            "naive, form, 64 connections: our rate is times its", NAIVE_FACTOR, digits=1
        ).verdict(_median(rate), _span(rate)),
        Target(
            "naive, form, 64 connections: its CPU is times ours", NAIVE_FACTOR, digits=1
        ).verdict(_median(cpu), _span(cpu)),
    ]


def _absolute(rounds: Rounds, ready_seconds: Mapping[str, float]) -> list[Verdict]:
    single = case_of(rounds, "saring", JSON, 1)
    resident = [
        each.resident_mb for c, runs in rounds.items() if c.service == "saring" for each in runs
    ]
    return [
        Target("batch: comments a second", BATCH_PER_SECOND, digits=0).verdict(
            _figure(rounds, next((case for case in rounds if case.kind == BATCH), None), RATE)
        ),
        Target(
            "one connection, JSON, every write synced: median ms", most=ONE_CONNECTION_MS
        ).verdict(_figure(rounds, single, "p50_ms")),
        Target("ready after start, seconds (its store runs already)", most=READY_SECONDS).verdict(
            ready_seconds.get("saring"), "see benchmarks.footprint for the first answer"
        ),
        Target("resident MB after load, most of any run", most=RESIDENT_MB, digits=0).verdict(
            max(resident, default=None)
        ),
    ]


def _figure(rounds: Rounds, case: Any, name: str) -> float | None:
    if case is None:
        return None
    return Spread.of([getattr(each, name) for each in rounds[case]]).median


def _median(spread: Spread | None) -> float | None:
    return spread.median if spread else None


def _span(spread: Spread | None) -> str:
    return f"({spread.least:.2f}-{spread.greatest:.2f})  " if spread else ""
