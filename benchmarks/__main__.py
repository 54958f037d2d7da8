"""`python -m benchmarks`: measure, print the tables, and write every figure if asked to.

The cases of a round run one after another and the rounds follow each other (A B C A B C ...), so
that a slow minute of the machine touches all alike. A first round warms up and is not counted.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks import machine, measuring, summary, targets
from benchmarks.measuring import Case, Figures, ReconciliationError, measure
from benchmarks.plan import QUICK, SERVICES, Plan
from benchmarks.services.lineup import Bench, Subjects, lineup
from benchmarks.table import EXPLANATION, table
from benchmarks.workshop import workshop

Measured = dict[Case, list[Figures]]


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    plan = _plan(chosen)
    with workshop(plan.comments) as bench:
        print(_said(plan, bench), flush=True)
        with lineup(bench, plan.services) as subjects:
            starts = {name: each.ready_seconds for name, each in subjects.items()}
            try:
                rounds = _rounds(plan, subjects, bench)
            except ReconciliationError as error:
                sys.exit(f"benchmarks: {error}")
    print(f"\n{table(summary.rows(rounds))}\n\n{EXPLANATION}\n\n{_reconciled(rounds, starts)}")
    print(f"\n{targets.table(targets.verdicts(rounds, starts))}")
    if chosen.json:
        report = _report(plan, rounds, starts, bench)
        Path(chosen.json).write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="64 connections, two short rounds")
    parser.add_argument("--rounds", type=int, help="rounds that count")
    parser.add_argument("--warm-up", type=int, help="rounds before those")
    parser.add_argument("--comments", type=int, help="comments a run sends at most")
    parser.add_argument("--connections", type=int, nargs="+", help="for example 64 16 1")
    parser.add_argument("--services", nargs="+", choices=SERVICES, help="leave out others")
    parser.add_argument(
        "--json", default=os.environ.get("BENCH_JSON", ""), help="file for every figure"
    )
    return parser.parse_args()


def _plan(chosen: argparse.Namespace) -> Plan:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in vars(chosen).items()
        if name not in {"quick", "json"} and value is not None
    }
    return replace(QUICK if chosen.quick else Plan(), **given)


def _rounds(plan: Plan, subjects: Subjects, bench: Bench) -> Measured:
    cases = plan.cases()
    found: Measured = {case: [] for case in cases}
    for number in range(plan.warm_up + plan.rounds):
        counts = number >= plan.warm_up
        print(f"round {number - plan.warm_up + 1}" if counts else "warming up", end=" ", flush=True)
        for case in cases:
            figures = measure(subjects[case.service], case, bench.bodies[case.kind], bench.other)
            print(".", end="", flush=True)
            if counts:
                found[case].append(figures)
        print(flush=True)
    return found


def _said(plan: Plan, bench: Bench) -> str:
    return (
        f"{machine.said()}; {bench.pinned}\n"
        f"{plan.rounds} rounds after {plan.warm_up} to warm up; at most {plan.comments:,} "
        "comments a run, each sent once"
    )


def _reconciled(rounds: Measured, starts: Mapping[str, float]) -> str:
    ours = [
        each for case, runs in rounds.items() if case.service.startswith("saring") for each in runs
    ]
    taken, kept = sum(each.accepted for each in ours), sum(each.stored or 0 for each in ours)
    met = sum(each.signalled for each in ours)
    ready = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in starts.items())
    return (
        f"Saring acknowledged {taken:,} comments and its stores held {kept:,}; {met:,} of them met "
        f"a rate limit or came twice.\nReady after start: {ready}."
    )


def _report(
    plan: Plan, rounds: Measured, starts: Mapping[str, float], bench: Bench
) -> dict[str, Any]:
    return {
        "machine": machine.facts(),
        "settings": asdict(plan) | {"service_core": bench.core, "store_and_load_core": bench.other},
        "ready_seconds": starts,
        "summary": [summary.as_json(row) for row in summary.rows(rounds)],
        "targets": [each.as_json() for each in targets.verdicts(rounds, starts)],
        "rounds": [
            asdict(case) | {"figures": [measuring.as_json(each) for each in runs]}
            for case, runs in rounds.items()
        ],
    }


if __name__ == "__main__":
    main()
