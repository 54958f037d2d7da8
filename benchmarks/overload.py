"""`python -m benchmarks.overload`: twice what the service can do, and a quiet site beside a flood.

Arrivals come at a fixed rate whatever becomes of them. Refusals (503) are fine there; what counts
is that those who are let in are answered soon, that refusing is quick and says when to come again,
that what was acknowledged is kept, and that one site's flood is not every site's.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks import machine, targets
from benchmarks.arrivals import Stream
from benchmarks.bodies import FORM, JSON
from benchmarks.latency import saturation
from benchmarks.measuring import Case, ReconciliationError, measure
from benchmarks.pacing import Paced, paced, stream
from benchmarks.services.lineup import Bench, lineup
from benchmarks.services.running import Saring, new_site
from benchmarks.services.subject import Subject
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import workshop

# More than the service lets in at once, or it would never have to refuse.
CROWD: Final = 2_000
CALM_CONNECTIONS: Final = 32
CALM_PER_SECOND: Final = 50.0
AFTERWARDS: Final = 200
BESIDE: Final = "calm site beside a flood"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    case: str
    found: Paced


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    lines: list[Line] = []
    with workshop(chosen.comments) as bench:
        print(f"{machine.said()}; {bench.pinned}", flush=True)
        with lineup(bench, ("saring", "bare")) as subjects:
            try:
                for number in range(1, chosen.rounds + 1):
                    lines += _overload(subjects["bare"], bench, chosen)
                    lines += _overload(subjects["saring"], bench, chosen)
                    saring = subjects["saring"]
                    if isinstance(saring, Saring):
                        lines += _neighbours(saring, bench, chosen)
                    print(f"round {number}", flush=True)
            except ReconciliationError as error:
                sys.exit(f"benchmarks.overload: {error}")
    print(f"\n{_table(lines)}\n\n{targets.table(_verdicts(lines))}")
    if chosen.json:
        _write(Path(chosen.json), lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overload", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of arrivals in a run")
    parser.add_argument("--comments", type=int, default=40_000, help="comments a run at most")
    parser.add_argument("--factor", type=float, default=2.0, help="of the most that was measured")
    parser.add_argument("--crowd", type=int, default=CROWD, help="connections at once")
    parser.add_argument("--kind", choices=(FORM, JSON), default=FORM)
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
    return parser.parse_args()


def _overload(subject: Subject, bench: Bench, chosen: argparse.Namespace) -> list[Line]:
    """The service at `factor` times its most, and how soon it answers again afterwards."""
    most = saturation(subject, bench, chosen.kind, chosen.comments // 8)
    flood = _flood(subject, bench, chosen, most, subject.fresh())
    found = paced(subject, bench, [flood])[0]
    after = measure(
        subject,
        Case(subject.name, chosen.kind, 1, AFTERWARDS),
        bench.bodies[chosen.kind],
        bench.other,
    )
    print(
        f"  {subject.name}: {most:,.0f}/s at most; one connection afterwards: "
        f"p50 {after.p50_ms:.2f} ms, p99 {after.p99_ms:.2f} ms"
    )
    return [Line(f"{subject.name} at {chosen.factor:g}x", found)]


def _neighbours(saring: Saring, bench: Bench, chosen: argparse.Namespace) -> list[Line]:
    """A calm site alone, then beside one that floods the service."""
    most = saturation(saring, bench, chosen.kind, chosen.comments // 8)
    alone = paced(saring, bench, [_calm(saring, bench, chosen, saring.fresh())])[0]
    headers = saring.fresh()
    flooding = {"Authorization": f"Bearer {new_site(saring.store_url, 'flooding')}"}
    flood = _flood(saring, bench, chosen, most, flooding)
    calm, loud = paced(saring, bench, [_calm(saring, bench, chosen, headers), flood])
    return [
        Line("calm site alone", alone),
        Line(BESIDE, calm),
        Line("the flooding site", loud),
    ]


def _flood(
    subject: Subject, bench: Bench, chosen: argparse.Namespace, most: float, headers: dict[str, str]
) -> Stream:
    return _stream(subject, bench, chosen, most * chosen.factor, chosen.crowd, headers)


def _calm(
    saring: Saring, bench: Bench, chosen: argparse.Namespace, headers: dict[str, str]
) -> Stream:
    return _stream(saring, bench, chosen, CALM_PER_SECOND, CALM_CONNECTIONS, headers)


def _stream(
    subject: Subject,
    bench: Bench,
    chosen: argparse.Namespace,
    rate: float,
    connections: int,
    headers: dict[str, str],
) -> Stream:
    return stream(
        subject,
        bench,
        kind=chosen.kind,
        rate=rate,
        seconds=chosen.seconds,
        most=chosen.comments,
        connections=connections,
        headers=headers,
    )


HEAD: Final = (
    f"{'case':<26}{'offered/s':>10}{'accepted/s':>11}{'p50 ms':>9}{'p99 ms':>9}"
    f"{'refused':>9}{'p99 ms':>8}{'advised':>9}{'unanswered':>11}  answers by status"
)


def _table(lines: Sequence[Line]) -> str:
    cases = list(dict.fromkeys(line.case for line in lines))
    ordered = sorted(lines, key=lambda line: cases.index(line.case))
    return "\n".join(
        [
            HEAD,
            *(_line(line) for line in ordered),
            "",
            (
                "Each round on its own line. Latencies from when a request was due: of those "
                "accepted, and of those refused.\nadvised: refusals with Retry-After. "
                "unanswered: no answer even after the arrivals had ended, or a connection that "
                "broke."
            ),
        ]
    )


def _line(line: Line) -> str:
    found = line.found
    return (
        f"{line.case:<26}{found.offered_per_second:>10,.0f}{found.accepted_per_second:>11,.0f}"
        f"{found.p50_ms:>9.1f}{found.p99_ms:>9.1f}{found.refused:>9,}{found.refused_p99_ms:>8.1f}"
        f"{found.advised:>9,}{found.unanswered + found.broken:>11,}  {found.statuses}"
    )


def _verdicts(lines: Sequence[Line]) -> list[Verdict]:
    """What must hold however busy it is; how long those wait who are let in is for the reader."""
    ours = [line.found for line in lines if not line.case.startswith("bare")]
    calm = [line.found for line in lines if line.case == BESIDE]
    unadvised = sum(each.refused - each.advised for each in ours)
    unanswered = sum(each.unanswered + each.broken for each in ours)
    return [
        Target("refusals that do not say when to come again", most=0, digits=0).verdict(unadvised),
        Target("requests without an answer", most=0, digits=0).verdict(unanswered),
        Target("refusals of the calm site beside a flood", most=0, digits=0).verdict(
            sum(each.refused for each in calm)
        ),
    ]


def _write(file: Path, lines: Sequence[Line]) -> None:
    report = {
        "machine": machine.facts(),
        "lines": [asdict(line) for line in lines],
        "targets": [each.as_json() for each in _verdicts(lines)],
    }
    file.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
