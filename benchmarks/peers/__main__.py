"""`python -m benchmarks.peers`: Saring beside what a site could run instead, in turns.

Every round asks each peer the same comments, one peer after another; ratios compare runs of one
round. `make bench-peers` first installs what is missing, where it can.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import machine, measuring, summary, targets
from benchmarks.bodies import BATCH, BATCH_SIZE, FORM, ISSO, JSON, MESSAGE
from benchmarks.comments import samples
from benchmarks.measuring import Case, Figures, ReconciliationError, measure
from benchmarks.peers import plots
from benchmarks.peers.bogofilter import Bogofilter
from benchmarks.peers.comparison import BULK, NOTES, Measured, table, verdicts
from benchmarks.peers.fastapi import FastApi
from benchmarks.peers.installed import missing
from benchmarks.peers.isso import Isso
from benchmarks.peers.messages import write_peer_bodies
from benchmarks.peers.rspamd import Rspamd
from benchmarks.plan import BATCH_CONNECTIONS
from benchmarks.services.lineup import Bench, lineup
from benchmarks.services.subject import Subject
from benchmarks.workshop import workshop

CONNECTIONS: Final = 64
OURS: Final = ("bare", "saring", "naive")
KINDS: Final = (
    ("bare", FORM),
    ("saring", FORM),
    ("saring", JSON),
    ("naive", FORM),
    ("fastapi", JSON),
    ("isso", ISSO),
    ("rspamd", MESSAGE),
)
# How much of the comments a peer gets in a run, so that none takes minutes.
SHARES: Final = {"naive": 1 / 16, "fastapi": 1 / 16, "isso": 1 / 16, "rspamd": 1 / 8}

Asked = dict[str, Callable[[Case], Figures]]


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    lacking = missing()
    for name, remedy in lacking.items():
        print(f"left out: {name} is not installed. {remedy}.")
    with workshop(chosen.comments) as bench, _running(bench, chosen, lacking) as asked:
        print(f"{machine.said()}; {bench.pinned}", flush=True)
        try:
            rounds = _rounds(_cases(chosen, asked), asked, chosen.rounds)
        except ReconciliationError as error:
            sys.exit(f"benchmarks.peers: {error}")
    print(f"\n{table(rounds)}\n\n{NOTES}\n\n{targets.table(verdicts(rounds))}")
    _draw(rounds, Path(chosen.plots))
    if chosen.json:
        _write(Path(chosen.json), rounds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="after one to warm up")
    parser.add_argument("--comments", type=int, default=8_000, help="comments a run sends at most")
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--plots", default="var/benchmarks", help="folder for the pictures")
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
    return parser.parse_args()


@contextmanager
def _running(bench: Bench, chosen: argparse.Namespace, lacking: Collection[str]) -> Iterator[Asked]:
    """How to ask each service that is here, by name."""
    core, other, folder = bench.core, bench.other, bench.folder
    bodies = dict(bench.bodies) | write_peer_bodies(folder, samples(chosen.comments))
    peers: dict[str, Callable[[], Subject]] = {
        "fastapi": lambda: FastApi(core, other, folder / "fastapi"),
        "isso": lambda: Isso(core, folder / "isso"),
        "rspamd": lambda: Rspamd(core, other, folder / "rspamd"),
    }
    with ExitStack() as stack:
        subjects = dict(stack.enter_context(lineup(bench, OURS)))
        for name in peers.keys() - lacking:
            subjects[name] = peers[name]()
            stack.callback(subjects[name].stop)
        asked: Asked = {
            name: partial(_measured, subject, bodies, other) for name, subject in subjects.items()
        }
        if "bogofilter" not in lacking:
            bogofilter = Bogofilter(core, folder / "bogofilter", chosen.comments)
            asked["bogofilter"] = lambda _: bogofilter.measure()
        yield asked


def _measured(
    subject: Subject, bodies: Mapping[str, Path], load_core: int | None, case: Case
) -> Figures:
    return measure(subject, case, bodies[case.kind], load_core)


def _cases(chosen: argparse.Namespace, asked: Asked) -> list[Case]:
    """Single comments first, then those who take many at once."""
    connections, comments = chosen.connections, chosen.comments
    single = [
        Case(name, kind, connections, max(connections, int(comments * SHARES.get(name, 1))))
        for name, kind in KINDS
    ]
    many = [
        Case("saring", BATCH, BATCH_CONNECTIONS, comments // BATCH_SIZE),
        Case("bogofilter", BULK, 1, comments),
    ]
    return [case for case in (*single, *many) if case.service in asked]


def _rounds(cases: list[Case], asked: Asked, rounds: int) -> Measured:
    found: Measured = {case: [] for case in cases}
    for number in range(rounds + 1):
        print(f"round {number}" if number else "warming up", end=" ", flush=True)
        for case in cases:
            figures = asked[case.service](case)
            print(".", end="", flush=True)
            # The first round warms up.
            found[case] += [figures] if number else []
        print(flush=True)
    return found


def _draw(rounds: Measured, folder: Path) -> None:
    if plots.available():
        files = plots.draw(summary.rows(rounds), folder)
        print(f"\ndrawn: {', '.join(map(str, files))}")
    else:
        print("\nno pictures: matplotlib is not installed (the extra `plots`)")


def _write(file: Path, rounds: Measured) -> None:
    report = {
        "machine": machine.facts(),
        "summary": [summary.as_json(row) for row in summary.rows(rounds)],
        "targets": [each.as_json() for each in verdicts(rounds)],
        "rounds": [
            asdict(case) | {"figures": [measuring.as_json(each) for each in runs]}
            for case, runs in rounds.items()
        ],
    }
    file.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
