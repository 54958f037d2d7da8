"""`python -m benchmarks`: measure, print the tables, and write every figure if asked to.

The cases of a round run one after another and the rounds follow each other (A B C A B C ...), so
that a slow minute of the machine touches all alike. A first round warms up and is not counted.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from benchmarks import machine, measuring, processes, summary
from benchmarks.bodies import JSON, write_bodies
from benchmarks.comments import samples
from benchmarks.measuring import Case, Figures, ReconciliationError, measure
from benchmarks.plan import QUICK, Plan
from benchmarks.services.running import Bare, Naive, Saring
from benchmarks.services.subject import Subject
from benchmarks.table import EXPLANATION, table

SAMPLE_CONNECTIONS: Final = 4
SAMPLE_REQUESTS: Final = 200
WITHOUT_SARING: Final = 600

Subjects = dict[str, Subject]


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    plan = _plan(chosen)
    core, other = processes.cores()
    print(_said(plan, core, other), flush=True)
    with tempfile.TemporaryDirectory(prefix="saring-bench-") as name:
        folder = Path(name)
        bodies = write_bodies(folder, samples(plan.comments))
        with _running(plan, bodies, folder, core, other) as subjects:
            starts = {name: each.ready_seconds for name, each in subjects.items()}
            try:
                rounds = _rounds(plan, subjects, bodies, other)
            except ReconciliationError as error:
                sys.exit(f"benchmarks: {error}")
    print(f"\n{table(summary.rows(rounds))}\n\n{EXPLANATION}\n\n{_reconciled(rounds, starts)}")
    if chosen.json:
        report = _report(plan, rounds, starts, (core, other))
        Path(chosen.json).write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="64 connections, two short rounds")
    parser.add_argument("--rounds", type=int, help="rounds that count")
    parser.add_argument("--warm-up", type=int, help="rounds before those")
    parser.add_argument("--comments", type=int, help="comments a run sends at most")
    parser.add_argument("--connections", type=int, nargs="+", help="for example 64 16 1")
    parser.add_argument("--services", nargs="+", choices=Plan().services, help="leave out others")
    parser.add_argument("--loop", choices=("uvloop", "asyncio"), help="of the bare handlers")
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


@contextmanager
def _running(
    plan: Plan, bodies: dict[str, Path], folder: Path, core: int | None, other: int | None
) -> Iterator[Subjects]:
    """The services that take part. The bare handler answers as many bytes as Saring does."""
    with ExitStack() as stack:
        subjects: Subjects = {}

        def join(subject: Subject) -> None:
            stack.callback(subject.stop)
            subjects[subject.name] = subject

        answer_bytes = WITHOUT_SARING
        if "saring" in plan.services:
            join(Saring(core, other, folder / "saring"))
            answer_bytes = _answer_bytes(subjects["saring"], plan, bodies, other)
        if "bare" in plan.services:
            join(Bare(core, answer_bytes, plan.loop))
        if "naive" in plan.services:
            join(Naive(core, other, folder / "naive"))
        yield subjects


def _answer_bytes(subject: Subject, plan: Plan, bodies: dict[str, Path], other: int | None) -> int:
    """The mean length of the bodies that Saring answers with."""
    requests = min(SAMPLE_REQUESTS, plan.comments)
    case = Case(subject.name, JSON, SAMPLE_CONNECTIONS, requests)
    return round(measure(subject, case, bodies[JSON], other).answer_bytes)


def _rounds(
    plan: Plan, subjects: Subjects, bodies: dict[str, Path], other: int | None
) -> dict[Case, list[Figures]]:
    cases = plan.cases()
    found: dict[Case, list[Figures]] = {case: [] for case in cases}
    for number in range(plan.warm_up + plan.rounds):
        counts = number >= plan.warm_up
        print(f"round {number - plan.warm_up + 1}" if counts else "warming up", end=" ", flush=True)
        for case in cases:
            figures = measure(subjects[case.service], case, bodies[case.kind], other)
            print(".", end="", flush=True)
            if counts:
                found[case].append(figures)
        print(flush=True)
    return found


def _said(plan: Plan, core: int | None, other: int | None) -> str:
    facts = machine.facts()
    pinned = (
        "nothing is pinned to a core"
        if core is None
        else f"service on core {core}; store and load generator on core {other}"
    )
    return (
        f"{facts['cores']} cores ({facts['processor']}), {facts['system']}, Python "
        f"{facts['python']}; load average {facts['load_average'][0]:.1f}; {pinned}\n"
        f"{plan.rounds} rounds after {plan.warm_up} to warm up; at most {plan.comments:,} "
        "comments a run, each sent once"
    )


def _reconciled(rounds: dict[Case, list[Figures]], starts: dict[str, float]) -> str:
    saring = [each for case, runs in rounds.items() if case.service == "saring" for each in runs]
    taken, kept = sum(each.accepted for each in saring), sum(each.stored or 0 for each in saring)
    met = sum(each.signalled for each in saring)
    ready = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in starts.items())
    return (
        f"Saring acknowledged {taken:,} comments and its store held {kept:,}; {met:,} of them met "
        f"a rate limit or came twice.\nReady after start: {ready}."
    )


def _report(
    plan: Plan,
    rounds: dict[Case, list[Figures]],
    starts: dict[str, float],
    pinned: tuple[int | None, int | None],
) -> dict[str, Any]:
    return {
        "machine": machine.facts(),
        "settings": asdict(plan) | {"service_core": pinned[0], "store_and_load_core": pinned[1]},
        "ready_seconds": starts,
        "summary": [summary.as_json(row) for row in summary.rows(rounds)],
        "rounds": [
            asdict(case) | {"figures": [measuring.as_json(each) for each in runs]}
            for case, runs in rounds.items()
        ],
    }


if __name__ == "__main__":
    main()
