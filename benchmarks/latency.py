"""`python -m benchmarks.latency`: how long an answer takes at a rate that the service can keep up.

Each round measures what the service can do at most (a closed loop, 64 connections), then sends 70 %
of that as arrivals at a fixed rate; the bare handler gets 70 % of its own most, and the rate that
Saring got. A latency counts from when the request was due, so that a stall is not hidden.
"""

import argparse
import json
import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks import machine, targets
from benchmarks.bodies import FORM, JSON
from benchmarks.measuring import Case, ReconciliationError, measure
from benchmarks.pacing import Paced, paced, stream
from benchmarks.services.lineup import Bench, lineup
from benchmarks.services.subject import Subject
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import workshop

SATURATING: Final = 64
# Enough that an arrival practically never waits for a connection instead of for the service.
CONNECTIONS: Final = 256
P99_FACTOR: Final = 2.0
OURS: Final = "saring"
OWN: Final = "bare, same share of its own"
SAME: Final = "bare, same rate as saring"
EVERYSEC: Final = "saring-everysec"

Rounds = Mapping[str, Sequence[Paced]]


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    with workshop(chosen.comments) as bench:
        print(f"{machine.said()}; {bench.pinned}", flush=True)
        with lineup(bench, ("saring", "saring-everysec", "bare")) as subjects:
            rounds: dict[str, list[Paced]] = defaultdict(list)
            try:
                for number in range(chosen.warm_up + chosen.rounds):
                    counts = number >= chosen.warm_up
                    for name, found in _round(subjects, bench, chosen).items():
                        rounds[name] += [found] if counts else []
                    print(f"round {number - chosen.warm_up + 1}" if counts else "warmed up")
            except ReconciliationError as error:
                sys.exit(f"benchmarks.latency: {error}")
    print(f"\n{_table(rounds, chosen)}\n\n{targets.table(_verdicts(rounds, chosen.share))}")
    if chosen.json:
        _write(Path(chosen.json), rounds, chosen.share)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count")
    parser.add_argument("--warm-up", type=int, default=1, help="rounds before those")
    parser.add_argument("--seconds", type=float, default=4.0, help="of arrivals in a run")
    parser.add_argument("--comments", type=int, default=20_000, help="comments a run at most")
    parser.add_argument("--share", type=float, default=0.7, help="of the most that was measured")
    parser.add_argument("--kind", choices=(FORM, JSON), default=FORM)
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
    return parser.parse_args()


def saturation(subject: Subject, bench: Bench, kind: str, comments: int) -> float:
    """Comments a second in a closed loop over 64 connections."""
    case = Case(subject.name, kind, SATURATING, comments)
    return measure(subject, case, bench.bodies[kind], bench.other).comments_per_second


def _round(
    subjects: Mapping[str, Subject], bench: Bench, chosen: argparse.Namespace
) -> dict[str, Paced]:
    found: dict[str, Paced] = {}

    def at(name: str, subject: Subject, rate: float) -> None:
        sent = stream(
            subject,
            bench,
            kind=chosen.kind,
            rate=rate,
            seconds=chosen.seconds,
            most=chosen.comments,
            connections=CONNECTIONS,
            headers=subject.fresh(),
        )
        found[name] = paced(subject, bench, [sent])[0]

    rates = {}
    for name, measured in ((OURS, OURS), (EVERYSEC, EVERYSEC), (OWN, "bare")):
        subject = subjects[measured]
        most = saturation(subject, bench, chosen.kind, chosen.comments // 4)
        rates[name] = most * chosen.share
        at(name, subject, rates[name])
    at(SAME, subjects["bare"], rates[OURS])
    return found


def _table(rounds: Rounds, chosen: argparse.Namespace) -> str:
    lines = [f"{'case':<30}{'arrivals/s':>11}{'p50 ms':>9}{'p99 ms':>9}  answers by status", ""]
    for name, runs in rounds.items():
        statuses = {
            status: sum(each.statuses.get(status, 0) for each in runs)
            for status in sorted({status for each in runs for status in each.statuses})
        }
        lines.append(
            f"{name:<30}{_median(runs, 'offered_per_second'):>11,.0f}"
            f"{_median(runs, 'p50_ms'):>9.2f}{_median(runs, 'p99_ms'):>9.2f}  {statuses}"
        )
    return "\n".join(
        [
            *lines,
            "",
            (
                f"{chosen.kind}, {chosen.share:.0%} of what 64 connections got through in the same "
                f"round; medians of {chosen.rounds} rounds. Bare: on uvloop."
            ),
        ]
    )


def _verdicts(rounds: Rounds, share: float) -> list[Verdict]:
    return [
        Target(f"p99 at {share:.0%}: {ours} to {theirs}", most=P99_FACTOR).verdict(
            statistics.median(
                a.p99_ms / b.p99_ms for a, b in zip(rounds[ours], rounds[theirs], strict=True)
            )
        )
        for ours, theirs in ((OURS, OWN), (OURS, SAME), (EVERYSEC, OWN))
    ]


def _median(runs: Sequence[Paced], name: str) -> float:
    return float(statistics.median(getattr(each, name) for each in runs))


def _write(file: Path, rounds: Rounds, share: float) -> None:
    report = {
        "machine": machine.facts(),
        "rounds": {name: [asdict(each) for each in runs] for name, runs in rounds.items()},
        "targets": [each.as_json() for each in _verdicts(rounds, share)],
    }
    file.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
