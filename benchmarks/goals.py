"""What Saring promises of its main table and of the comparison with another checkout."""

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from benchmarks.bodies import BATCH, FORM, JSON, NULL
from benchmarks.measuring import Case
from benchmarks.plan import BARE, OTHER, SARING
from benchmarks.summary import CPU, RATE, Rounds, Spread, case_of, ratio, ratios, spread
from benchmarks.targets import Target, Verdict

# CPU of a comment in requests of the bare handler, by connections: keep or better.
CPU_TO_BARE: Final = {64: 4.1, 16: 4.2, 1: 9.0}
P99_MS: Final = 33.0
NAIVE_TIMES: Final = 5.2
AGAINST_CPU: Final = 1.02
NORMAL_95: Final = 1.96


def to_bare(case: Case, rounds: Rounds) -> Case | None:
    """The bare handler's case that one compares with: same form, as many connections or same rate.

    Batches compare with the first loop of single JSON requests, the handler that only reads with
    the one that parses a form.
    """
    kind = {BATCH: JSON, NULL: FORM}.get(case.kind, case.kind)
    connections = 0 if case.kind == BATCH else case.connections
    return case_of(rounds, BARE, kind, connections, case.rate)


def to_other(case: Case, rounds: Rounds) -> Case | None:
    """The same case of the other checkout."""
    return case_of(rounds, OTHER, case.kind, case.connections, case.rate)


def verdicts(rounds: Rounds) -> list[Verdict]:
    """The verdicts on the main table's figures."""
    return [*_floor(rounds), *_at_a_rate(rounds), *_naive(rounds)]


def _floor(rounds: Rounds) -> Iterator[Verdict]:
    for connections, most in CPU_TO_BARE.items():
        for kind in (JSON, FORM):
            ours, bare = (case_of(rounds, name, kind, connections) for name in (SARING, BARE))
            target = Target(f"{kind}, connections {connections}: CPU to bare", most=most)
            yield target.of(ratio(rounds, ours, bare, CPU))


def _at_a_rate(rounds: Rounds) -> Iterator[Verdict]:
    for case in rounds:
        share = spread(rounds, case, "core_share")
        if case.service == SARING and case.rate is not None and share:
            target = Target(f"{case.name}: p99 ms", most=P99_MS, digits=1)
            yield target.of(spread(rounds, case, "p99_ms"), f"; of the core {share.shown(2)}")


def _naive(rounds: Rounds) -> Iterator[Verdict]:
    ours, naive = (case_of(rounds, name, FORM, 64) for name in (SARING, "naive"))
    yield times("naive", NAIVE_TIMES, rounds, ours, naive)


def times(
    name: str, least: float, rounds: Rounds, ours: Case | None, theirs: Case | None
) -> Verdict:
    """The verdict on how many times a peer's rate ours is; its CPU in ours stands beside it."""
    cpu = ratio(rounds, theirs, ours, CPU)
    beside = f"; its CPU is {cpu.shown(1)} times ours" if cpu else ""
    target = Target(f"{name}: our rate is times its", least, digits=1)
    return target.of(ratio(rounds, ours, theirs, RATE), beside)


def against(rounds: Rounds) -> list[Verdict]:
    """The verdicts on the CPU of a comment in that of the other checkout: by case, and of all."""
    found = {
        case: ratios(rounds, case, to_other(case, rounds), CPU)
        for case in rounds
        if case.service == SARING
    }
    single = [each for case, each in found.items() if case.kind != BATCH]
    means = [fmean(each) for each in zip(*single, strict=True)]
    return [
        *(
            _to_other(f"{case.name}, connections {case.connections}", r)
            for case, r in found.items()
        ),
        _to_other("mean of all but batches", means),
    ]


def _to_other(name: str, by_round: Sequence[float]) -> Verdict:
    """The verdict on the median; where the mean lies, with a certainty of 95 %, stands beside."""
    target = Target(f"{name}: CPU to the other", most=AGAINST_CPU, digits=3)
    if len(by_round) < 2:
        return target.of(Spread.of(by_round) if by_round else None)
    error = NORMAL_95 * stdev(by_round) / sqrt(len(by_round))
    return target.of(Spread.of(by_round), f"; mean {fmean(by_round):.3f} ± {error:.3f}")
