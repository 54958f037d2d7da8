"""`python -m benchmarks.peers`: Saring beside what a site could run instead, in turns.

Every round asks each peer the same comments, one peer after another; ratios compare runs of one
round. `make bench-peers` first installs what is missing, where it can.
"""

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import report, summary, targets
from benchmarks.bodies import FORM, ISSO, JSON, MESSAGE
from benchmarks.comments import samples
from benchmarks.measuring import Case, Figures
from benchmarks.peers import plots
from benchmarks.peers.bogofilter import Bogofilter
from benchmarks.peers.classify import Classifier
from benchmarks.peers.comparison import BULK, DOES, NOTES, reference, verdicts
from benchmarks.peers.fastapi import FastApi
from benchmarks.peers.installed import missing
from benchmarks.peers.isso import Isso
from benchmarks.peers.messages import write_peer_bodies
from benchmarks.peers.rspamd import Rspamd
from benchmarks.rounds import Starts, answer_bytes, measure_rounds
from benchmarks.services.running import Bare, Naive, Saring
from benchmarks.summary import Row
from benchmarks.workshop import Bench, workshop

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
SHARES: Final = {"naive": 1 / 8, "fastapi": 1 / 8, "isso": 1 / 8, "rspamd": 1 / 4}
PROGRAMS: Final[Mapping[str, type[Classifier | Bogofilter]]] = {
    "classifier": Classifier,
    "bogofilter": Bogofilter,
}


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    lacking = missing()
    for name, remedy in lacking.items():
        print(f"left out: {name} is not installed. {remedy}.")
    with workshop(chosen.comments) as given:
        bodies = write_peer_bodies(given.folder, samples(chosen.comments))
        bench = replace(given, bodies={**given.bodies, **bodies})
        print(f"{report.said()}; {bench.pinned}", flush=True)
        programs = _programs(bench, chosen.bulk, lacking)
        cases = [case for case in _cases(chosen) if case.service not in lacking]
        rounds = measure_rounds(bench, cases, _starts(bench), chosen.rounds, programs)
    rows, judged = summary.rows(rounds, reference), verdicts(rounds)
    print(f"\n{summary.table(rows, DOES)}\n\n{summary.EXPLANATION}\n\n{NOTES}")
    print(f"\n{targets.table(judged)}\n\n{_drawn(rows, Path(chosen.plots))}")
    runs = [{"case": case, "figures": each} for case, each in rounds.items()]
    report.publish(chosen.json, summary=rows, targets=judged, rounds=runs)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks.peers", __doc__)
    parser.add_argument("--rounds", type=int, default=5, help="each with services started anew")
    parser.add_argument("--comments", type=int, default=4_000, help="comments a run sends at most")
    parser.add_argument("--bulk", type=int, default=40_000, help="comments for programs in bulk")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--plots", default="var/benchmarks", help="folder for the pictures")
    return parser.parse_args()


def _starts(bench: Bench) -> Starts:
    return {
        "bare": partial(Bare, answer_bytes=answer_bytes(bench)),
        "saring": Saring,
        "naive": Naive,
        "fastapi": FastApi,
        "isso": Isso,
        "rspamd": Rspamd,
    }


def _programs(
    bench: Bench, comments: int, lacking: Collection[str]
) -> dict[str, Callable[[], Figures]]:
    return {
        name: kind(bench.core, bench.folder / name, comments).measure
        for name, kind in PROGRAMS.items()
        if name not in lacking
    }


def _cases(chosen: argparse.Namespace) -> list[Case]:
    """Services, which take one comment at a time, and then programs in bulk."""
    connections, comments = chosen.connections, chosen.comments
    return [
        *(
            Case(name, kind, connections, max(connections, int(comments * SHARES.get(name, 1))))
            for name, kind in KINDS
        ),
        *(Case(name, BULK, 1, chosen.bulk) for name in PROGRAMS),
    ]


def _drawn(rows: Sequence[Row], folder: Path) -> str:
    if not plots.available():
        return "no pictures: matplotlib is not installed (the extra `plots`)"
    return f"drawn: {', '.join(map(str, plots.draw(rows, folder)))}"


if __name__ == "__main__":
    main()
