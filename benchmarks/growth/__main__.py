"""`python -m benchmarks.growth`: the cost of a comment, axis by axis, with fitted exponents.

Each axis begins with an empty store. At every point Saring and the bare handler get the same small
load in turns (16 connections, JSON). An exponent is the slope of a line through the logarithms of
size and cost, by least squares: 0 is constant, 1 linear; the last one is that between the two
largest sizes, where a constant share no longer hides what grows.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
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
    table = report.table(head, [_cells(each) for each in found])
    return f"{table}\n\n{_fitted(_points(found))}"


def _cells(found: Found) -> list[str]:
    if (point := found.point) is None:
        return ["", "", "", "", "", found.note]
    return [
        shown(point.size),
        shown(point.service_us),
        shown(point.to_bare, 2),
        shown(point.store_us),
        shown(point.worst_ms, 1),
        found.note,
    ]


def _fitted(points: Sequence[Point]) -> str:
    service, store = (
        _exponents(points, lambda each: each.to_bare),
        _exponents(points, lambda each: each.store_us),
    )
    return (
        f"exponents: service {service[0]:.3f} (last step {service[1]:.3f}), "
        f"store {store[0]:.3f} (last step {store[1]:.3f})"
    )


def _exponents(points: Sequence[Point], cost: Callable[[Point], float]) -> tuple[float, float]:
    """Over all sizes, and between the two largest."""
    sizes, costs = [each.size for each in points], [cost(each) for each in points]
    return exponent(sizes, costs), exponent(sizes[-2:], costs[-2:])


def _times(points: Sequence[Point], cost: Callable[[Point], float]) -> str:
    """What an exponent over many decades hides: how much more the largest costs in all."""
    if not points:
        return "nothing measured"
    return f"the largest costs x{cost(points[-1]) / cost(points[0]):.2f}"


def _points(found: Sequence[Found]) -> list[Point]:
    return [each.point for each in found if each.point is not None]


def _verdicts(found: Mapping[str, Sequence[Found]]) -> list[Verdict]:
    verdicts = []
    for name, each in found.items():
        most = LINEAR if name == "text" else CONSTANT
        for part, cost in (
            ("service", lambda point: point.to_bare),
            ("store", lambda point: point.store_us),
        ):
            whole, last = _exponents(_points(each), cost)
            target = Target(f"exponent by {UNITS[name]}: {part}", most=most, digits=3)
            got = last if name == "text" else whole
            verdicts.append(target.verdict(got, f"{_times(_points(each), cost)}; last {last:.3f}"))
    return verdicts


if __name__ == "__main__":
    main()
