"""`python -m benchmarks.overload`: twice what the service can do, and a quiet site beside a flood.

Arrivals come at a fixed rate whatever becomes of them. Refusals (503) are fine there; what counts
is that those who are let in are answered soon, that refusing is quick and says when to come again,
that what was acknowledged is kept, and that one site's flood is not every site's.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks import report, targets
from benchmarks.bodies import FORM, JSON
from benchmarks.measuring import Case, Figures, measure, measure_together
from benchmarks.report import shown
from benchmarks.rounds import answer_bytes
from benchmarks.services.running import Bare, Saring
from benchmarks.services.service import Service
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import Bench, workshop

SATURATING: Final = 64
# More than the service lets in at once, or it would never have to refuse.
CROWD: Final = 2_000
CALM_CONNECTIONS: Final = 32
CALM_PER_SECOND: Final = 50.0
AFTERWARDS: Final = 200
BESIDE: Final = "calm site beside a flood"
HEAD: Final = (
    *("case", "offered/s", "accepted/s", "p50 ms", "p99 ms", "refused", "their p99 ms"),
    *("advised", "unanswered"),
)
EXPLANATION: Final = """
Each round on its own line. Latencies from when a request was due. advised: refusals with
Retry-After. unanswered: no answer even after the arrivals had ended, or a connection that broke.
""".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    case: str
    offered: float
    found: Figures


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    lines: list[Line] = []
    with workshop(chosen.comments) as bench:
        print(f"{report.said()}; {bench.pinned}", flush=True)
        bare = partial(Bare, answer_bytes=answer_bytes(bench))
        for number in range(1, chosen.rounds + 1):
            print(f"round {number}", flush=True)
            for start in (bare, Saring):
                with start(bench) as service:
                    lines += _round(service, bench, chosen)
    cases = list(dict.fromkeys(line.case for line in lines))
    ordered = sorted(lines, key=lambda line: cases.index(line.case))
    verdicts = _verdicts(lines)
    print(f"\n{report.table(HEAD, [_cells(line) for line in ordered])}\n\n{EXPLANATION}")
    print(f"\n{targets.table(verdicts)}")
    report.publish(chosen.json, lines=lines, targets=verdicts)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks.overload", __doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of arrivals in a run")
    parser.add_argument("--comments", type=int, default=40_000, help="comments a run at most")
    parser.add_argument("--factor", type=float, default=2.0, help="of the most that was measured")
    parser.add_argument("--crowd", type=int, default=CROWD, help="connections at once")
    parser.add_argument("--kind", choices=(FORM, JSON), default=FORM)
    return parser.parse_args()


def _round(service: Service, bench: Bench, chosen: argparse.Namespace) -> list[Line]:
    """The service at `factor` times its most, and how soon it answers again afterwards."""

    def arrivals(rate: float, connections: int) -> Case:
        requests = max(1, min(chosen.comments, round(rate * chosen.seconds)))
        return Case(service.name, chosen.kind, connections, requests, rate)

    saturated = Case(service.name, chosen.kind, SATURATING, chosen.comments // 8)
    most = measure(service, saturated, bench).comments_per_second
    flood = arrivals(most * chosen.factor, chosen.crowd)
    calm = arrivals(CALM_PER_SECOND, CALM_CONNECTIONS)
    found = [(f"{service.name} at {chosen.factor:g}x", flood, measure(service, flood, bench))]
    after = measure(service, Case(service.name, chosen.kind, 1, AFTERWARDS), bench)
    print(
        f"  {service.name}: {most:,.0f}/s at most; one connection afterwards: "
        f"p50 {after.p50_ms:.2f} ms, p99 {after.p99_ms:.2f} ms"
    )
    if isinstance(service, Saring):
        alone = measure(service, calm, bench)
        sites = [(calm, service.fresh()), (flood, service.new_site("flooding"))]
        beside, loud = measure_together(service, sites, bench)
        found += [("calm site alone", calm, alone), (BESIDE, calm, beside)]
        found += [("the flooding site", flood, loud)]
    return [Line(name, case.rate or 0.0, figures) for name, case, figures in found]


def _cells(line: Line) -> list[str]:
    found = line.found
    return [
        line.case,
        shown(line.offered),
        shown(found.comments_per_second),
        shown(found.p50_ms, 1),
        shown(found.p99_ms, 1),
        shown(found.refused),
        shown(found.refused_p99_ms, 1),
        shown(found.advised),
        shown(found.unanswered),
    ]


def _verdicts(lines: Sequence[Line]) -> list[Verdict]:
    """What must hold however busy it is; how long those wait who are let in is for the reader."""
    ours = [line.found for line in lines if not line.case.startswith("bare")]
    counts = {
        "refusals that do not say when to come again": sum(f.refused - f.advised for f in ours),
        "requests without an answer": sum(found.unanswered for found in ours),
        "refusals of the calm site beside a flood": sum(
            line.found.refused for line in lines if line.case == BESIDE
        ),
    }
    return [Target(what, most=0, digits=0).verdict(count) for what, count in counts.items()]


if __name__ == "__main__":
    main()
