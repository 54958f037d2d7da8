"""`python -m benchmarks.growth`: the cost of a comment, axis by axis, with fitted exponents.

Each axis begins with an empty store. At every point Saring and the bare handler get the same small
load in turns (16 connections, JSON). An exponent is the slope of a line through the logarithms of
size and cost, by least squares: 0 is constant, 1 linear; the last one is that between the two
largest sizes, where a constant share no longer hides what grows.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from benchmarks import report, targets
from benchmarks.growth import axes
from benchmarks.growth.axes import Axis, Found, Sizes
from benchmarks.growth.fitting import exponent
from benchmarks.growth.ground import Ground, Point
from benchmarks.report import shown
from benchmarks.rounds import answer_bytes
from benchmarks.services.running import Bare, Saring
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import Bench, workshop

AXES: Final[Mapping[str, Axis]] = {
    "text": axes.text,
    "stored": axes.stored,
    "cases": axes.cases,
    "sites": axes.sites,
    "active": axes.active,
    "entries": axes.entries,
}
UNITS: Final = {
    "text": "code points of text",
    "stored": "comments stored",
    "cases": "comments stored, most with an open case",
    "sites": "sites",
    "active": "sites that send in turns",
    "entries": "list entries of the site",
}
# What is fitted: the service's CPU in bare requests, the store's as it is.
PARTS: Final = {"service": "to_bare", "store": "store_us"}
# The machine's noise, a tenth or so over some decades of size, stays within the first.
CONSTANT: Final = 0.05
LINEAR: Final = 1.05
QUICK: Final = Sizes(
    text=(20, 500, 5_000, 20_000),
    stored=(0, 10_000, 100_000),
    cases=(0, 10_000),
    sites=(1, 1_000),
    active=(1, 100, 1_000),
    entries=(10, 1_000, 10_000),
)


# A Valkey that rewrote its file just while it is filled would disturb.
UNREWRITTEN: Final = partial(Saring, store_arguments=("--auto-aof-rewrite-percentage", "0"))


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    sizes = _sizes(chosen)
    found: dict[str, list[Found]] = {}
    with workshop(chosen.requests) as bench:
        print(f"{report.said()}; {bench.pinned}", flush=True)
        for name in chosen.axes:
            found[name] = _walk(bench, chosen, AXES[name], getattr(sizes, name))
            print(f"\n{_table(name, found[name])}", flush=True)
    verdicts = _verdicts(found)
    print(f"\n{targets.table(verdicts)}")
    report.publish(chosen.json, axes=found, targets=verdicts)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks.growth", __doc__)
    parser.add_argument("--axes", nargs="+", choices=AXES, default=list(AXES))
    parser.add_argument("--rounds", type=int, default=3, help="runs at a point")
    parser.add_argument("--requests", type=int, default=2_000, help="comments in a run")
    parser.add_argument(
        "--most-stored", type=int, help="for example 10000000 (about 2 GB a million)"
    )
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    return parser.parse_args()


def _sizes(chosen: argparse.Namespace) -> Sizes:
    sizes = QUICK if chosen.quick else Sizes()
    if chosen.most_stored is None:
        return sizes
    smaller = tuple(size for size in sizes.stored if size < chosen.most_stored)
    return replace(sizes, stored=(*smaller, chosen.most_stored))


def _walk(
    bench: Bench, chosen: argparse.Namespace, axis: Axis, sizes: tuple[int, ...]
) -> list[Found]:
    """The axis on services of its own, so that nothing is left of the axis before."""
    size = answer_bytes(bench)
    with UNREWRITTEN(bench) as saring, Bare(bench, size) as bare:
        return list(axis(Ground(saring, bare, bench, chosen.requests, chosen.rounds), sizes))


def _table(name: str, found: Sequence[Found]) -> str:
    head = (UNITS[name], "service µs", "in bare", "store µs", "worst ms", "note")
    return report.table(head, [[*_cells(each.point), each.note] for each in found])


def _cells(point: Point | None) -> list[str]:
    if point is None:
        return [""] * 5
    figures = (point.size, 0), (point.service_us, 0), (point.to_bare, 2), (point.store_us, 0)
    return [shown(*each) for each in (*figures, (point.worst_ms, 1))]


def _verdicts(found: Mapping[str, Sequence[Found]]) -> list[Verdict]:
    return [
        _verdict(name, part, [each.point for each in points if each.point])
        for name, points in found.items()
        for part in PARTS
    ]


def _verdict(name: str, part: str, points: Sequence[Point]) -> Verdict:
    """The verdict on the exponent over all sizes or, by text, between the two largest."""
    sizes, costs = [each.size for each in points], [getattr(each, PARTS[part]) for each in points]
    whole, last = exponent(sizes, costs), exponent(sizes[-2:], costs[-2:])
    # An exponent over many decades hides how much more the largest costs in all.
    times = f"the largest costs ×{costs[-1] / costs[0]:.2f}" if points else "nothing measured"
    target = Target(
        f"exponent by {UNITS[name]}: {part}", most=LINEAR if name == "text" else CONSTANT, digits=3
    )
    return target.verdict(last if name == "text" else whole, f"{times}; last step {last:.3f}")


if __name__ == "__main__":
    main()
