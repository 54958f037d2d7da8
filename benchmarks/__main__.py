"""`python -m benchmarks`: measure, print the tables, and write every figure if asked to.

The cases of a round run one after another, with services that start anew for each round, so that
neither a slow minute of the machine nor one lucky process decides.
"""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import goals, report, summary, targets
from benchmarks.measuring import Case, Figures
from benchmarks.plan import AGAINST, BARE, EVERYSEC, OTHER, QUICK, SARING, SERVICES, Plan
from benchmarks.rounds import Starts, answer_bytes, measure_rounds
from benchmarks.services.running import Bare, Naive, Saring
from benchmarks.workshop import Bench, workshop


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    plan = _plan(chosen)
    with workshop(plan.bodies) as bench:
        print(f"{report.said()}; {bench.pinned}", flush=True)
        if chosen.against:
            print(f"against {chosen.against}, commit {report.commit(chosen.against)}", flush=True)
        cases = plan.cases()
        rounds = measure_rounds(bench, cases, _starts(bench, chosen.against), plan.rounds)
    reference, judge = (
        (goals.to_other, goals.against) if chosen.against else (goals.to_bare, goals.verdicts)
    )
    rows, verdicts = summary.rows(rounds, reference), judge(rounds)
    print(f"\n{summary.table(rows)}\n\n{summary.EXPLANATION}\n{_reconciled(rounds)}")
    print(f"\n{targets.table(verdicts)}")
    runs = [{"case": case, "figures": each} for case, each in rounds.items()]
    report.publish(chosen.json, settings=plan, summary=rows, targets=verdicts, rounds=runs)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks", __doc__)
    parser.add_argument("--quick", action="store_true", help="64 connections, two rounds")
    parser.add_argument(
        "--against", type=Path, metavar="CHECKOUT", help="compare with the CPU of another checkout"
    )
    parser.add_argument("--rounds", type=int, help="each with services started anew")
    parser.add_argument("--comments", type=int, help="comments a closed loop sends at most")
    parser.add_argument("--connections", type=int, nargs="*", help="of closed loops: 64 16 1")
    parser.add_argument("--rate", type=float, help="comments a second of the open loop; 0: none")
    parser.add_argument("--seconds", type=float, help="how long the open loop lasts")
    parser.add_argument("--services", nargs="+", choices=SERVICES, help="leave out others")
    return parser.parse_args()


def _plan(chosen: argparse.Namespace) -> Plan:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in vars(chosen).items()
        if name in Plan.__slots__ and value is not None
    }
    return replace(AGAINST if chosen.against else QUICK if chosen.quick else Plan(), **given)


def _starts(bench: Bench, other: Path | None) -> Starts:
    if other:
        program = other.absolute() / ".venv" / "bin" / "moderation"
        return {OTHER: partial(Saring, name=OTHER, program=program), SARING: Saring}
    size = answer_bytes(bench)
    return {
        BARE: partial(Bare, answer_bytes=size),
        SARING: Saring,
        EVERYSEC: Saring.everysec,
        "naive": Naive,
        "bare-asyncio": partial(Bare, answer_bytes=size, loop="asyncio"),
    }


def _reconciled(rounds: Mapping[Case, list[Figures]]) -> str:
    runs = [
        each for case, runs in rounds.items() if case.service.startswith(SARING) for each in runs
    ]
    taken, kept = sum(each.accepted for each in runs), sum(each.stored or 0 for each in runs)
    met = sum(each.signalled for each in runs)
    return (
        f"Saring acknowledged {taken:,} comments and its stores held {kept:,}; {met:,} signals of "
        "rate limits and repeats were among their reasons."
    )


if __name__ == "__main__":
    main()
