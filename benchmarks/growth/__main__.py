"""`python -m benchmarks.growth`: the cost of a comment, axis by axis, with fitted exponents.

Each axis begins with an empty store. At every point Saring and the bare handler get the same small
load in turns (16 connections, JSON). An exponent is the slope of a line through the logarithms of
size and cost, by least squares: 0 is constant, 1 linear; the last one is that between the two
largest sizes, where a constant share no longer hides what grows.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from benchmarks import machine, targets
from benchmarks.growth import axes
from benchmarks.growth.axes import Axis, Found, Sizes
from benchmarks.growth.fitting import exponent
from benchmarks.growth.ground import Ground, Point
from benchmarks.measuring import ReconciliationError
from benchmarks.services.lineup import Bench, answer_bytes
from benchmarks.services.running import Bare, Saring
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import workshop

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


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    sizes = _sizes(chosen)
    found: dict[str, list[Found]] = {}
    with workshop(chosen.requests) as bench:
        print(f"{machine.said()}; {bench.pinned}", flush=True)
        try:
            for name in chosen.axes:
                found[name] = _walk(bench, chosen, AXES[name], getattr(sizes, name))
                print(f"\n{_table(name, found[name])}", flush=True)
        except ReconciliationError as error:
            sys.exit(f"benchmarks.growth: {error}")
    print(f"\n{targets.table(_verdicts(found))}")
    if chosen.json:
        _write(Path(chosen.json), found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--axes", nargs="+", choices=AXES, default=list(AXES))
    parser.add_argument("--rounds", type=int, default=3, help="runs at a point")
    parser.add_argument("--requests", type=int, default=2_000, help="comments in a run")
    parser.add_argument(
        "--most-stored", type=int, help="for example 10000000 (about 2 GB a million)"
    )
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
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
    folder = bench.folder / f"axis-{axis.__name__}"
    saring = UnrewrittenSaring(bench.core, bench.other, folder)
    try:
        bare = Bare(bench.core, answer_bytes(saring, bench))
        try:
            ground = Ground(saring, bare, bench, chosen.requests, chosen.rounds)
            return list(axis(ground, sizes))
        finally:
            bare.stop()
    finally:
        saring.stop()


class UnrewrittenSaring(Saring):
    """Saring on a Valkey that does not rewrite its file just while it is being filled."""

    store_arguments = ("--auto-aof-rewrite-percentage", "0")


def _table(name: str, found: Sequence[Found]) -> str:
    head = f"{UNITS[name]:<40}{'service us':>11}{'in bare':>9}{'store us':>10}{'worst ms':>10}"
    return "\n".join([head, *map(_line, found), _fitted(_points(found))])


def _line(found: Found) -> str:
    if found.point is None:
        return f"  {found.note}"
    point = found.point
    return (
        f"{point.size:>40,.0f}{point.service_us:>11,.0f}{point.to_bare:>9.2f}"
        f"{point.store_us:>10,.0f}{point.worst_ms:>10,.1f}  {found.note}".rstrip()
    )


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


def _write(file: Path, found: Mapping[str, Sequence[Found]]) -> None:
    report = {
        "machine": machine.facts(),
        "axes": {name: [asdict(each) for each in points] for name, points in found.items()},
        "targets": [each.as_json() for each in _verdicts(found)],
    }
    file.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
