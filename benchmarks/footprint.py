"""`python -m benchmarks.footprint`: the time to the first answer, and what each worker costs.

The start is an operator's: `moderation serve` with its own embedded store on a data folder that
has one site, from the command until a comment has its 201. The workers share one port and one
store; their memory is read after all of them have worked, and their metrics must add up to what
was acknowledged.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import msgspec

from benchmarks import machine, targets
from benchmarks.bodies import CONTENT_TYPES, JSON, as_members
from benchmarks.comments import Sample, samples
from benchmarks.measuring import Case, ReconciliationError, measure
from benchmarks.processes import PROC, Started, family
from benchmarks.services.lineup import Bench
from benchmarks.services.running import Saring, new_site
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import workshop
from moderation.process import embedded

CONNECTIONS: Final = 64
FIRST_ANSWER_SECONDS: Final = 1.0
EXTRA_WORKER_MB: Final = 40
PROCESS_MB: Final = 80
ANSWER_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the command to the printed address, and to the first 201."""

    ready: float
    answered: float


@dataclass(frozen=True, slots=True)
class Memory:
    """A process's megabytes: resident, its share (PSS), and what it shares with nobody."""

    resident: float
    share: float
    private: float


@dataclass(frozen=True, slots=True)
class Crew:
    """What so many workers showed. `processes` are the workers and, above one, their supervisor."""

    workers: int
    per_second: float
    accepted: int
    counted: int
    processes: tuple[Memory, ...]

    @property
    def share(self) -> float:
        return sum(each.share for each in self.processes)


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    with workshop(chosen.comments) as bench:
        print(machine.said(), flush=True)
        starts = _starts(bench, chosen.starts)
        try:
            crews = [_crew(bench, number, chosen.comments) for number in chosen.workers]
        except ReconciliationError as error:
            sys.exit(f"benchmarks.footprint: {error}")
    print(f"{_said(starts)}\n\n{_table(crews)}\n\n{targets.table(_verdicts(starts, crews))}")
    if chosen.json:
        report = {
            "machine": machine.facts(),
            "starts": [asdict(each) for each in starts],
            "crews": [asdict(each) for each in crews],
            "targets": [each.as_json() for each in _verdicts(starts, crews)],
        }
        Path(chosen.json).write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.footprint", description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--comments", type=int, default=6_000, help="sent before memory is read")
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
    return parser.parse_args()


def _starts(bench: Bench, number: int) -> list[Start]:
    folder = bench.folder / "starting"
    store = embedded.start(folder)
    key = new_site(store.url, "bench")
    store.stop()
    return [_start(folder, key, each) for each in samples(number, seed=3)]


def _start(folder: Path, key: str, comment: Sample) -> Start:
    command = ("moderation", "serve", "--port", "0", "--data-dir", str(folder))
    service = Started(command, None, {"MODERATION_LOG_LEVEL": "warning"})
    try:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=ANSWER_SECONDS)
        headers = {"Content-Type": CONTENT_TYPES[JSON], "Authorization": f"Bearer {key}"}
        connection.request(
            "POST", "/v1/comments", msgspec.json.encode(as_members(comment)), headers
        )
        status = connection.getresponse().status
        answered = time.perf_counter() - service.began
        connection.close()
    finally:
        service.stop()
    if status != 201:
        raise RuntimeError(f"the first comment was answered with {status}")
    return Start(service.ready_seconds, answered)


def _crew(bench: Bench, workers: int, comments: int) -> Crew:
    saring = Saring(None, None, bench.folder / f"workers-{workers}", workers=workers)
    try:
        case = Case(saring.name, JSON, CONNECTIONS, comments)
        found = measure(saring, case, bench.bodies[JSON], None)
        return Crew(
            workers=workers,
            per_second=found.comments_per_second,
            accepted=found.accepted,
            counted=_decisions(saring.port),
            processes=tuple(_memory(pid) for pid in family(saring.pid)),
        )
    finally:
        saring.stop()


def _decisions(port: int) -> int:
    """The decisions that the metrics tell of, whichever worker answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    counts = [line for line in lines if line.startswith("saring_decisions_total{")]
    return round(sum(float(line.rpartition(" ")[2]) for line in counts))


def _memory(pid: int) -> Memory:
    found = _rollup((PROC / str(pid) / "smaps_rollup").read_text())
    private = found["Private_Clean"] + found["Private_Dirty"]
    return Memory(found["Rss"] / 1024, found["Pss"] / 1024, private / 1024)


def _rollup(text: str) -> Mapping[str, int]:
    """Kilobytes by name."""
    lines = [line.split() for line in text.splitlines() if line.endswith(" kB")]
    return {name.rstrip(":"): int(kilobytes) for name, kilobytes, _ in lines}


def _said(starts: Sequence[Start]) -> str:
    ready = [each.ready for each in starts]
    answered = [each.answered for each in starts]
    return (
        f"{len(starts)} starts with the embedded store: ready after "
        f"{statistics.median(ready):.2f} s ({min(ready):.2f}-{max(ready):.2f}), first answer after "
        f"{statistics.median(answered):.2f} s ({min(answered):.2f}-{max(answered):.2f})"
    )


def _table(crews: Sequence[Crew]) -> str:
    lines = [
        (
            f"{'workers':>7}{'processes':>11}{'PSS MB':>9}{'RSS MB, most':>14}"
            f"{'private MB, most':>18}{'comments/s':>12}{'acknowledged':>14}{'in metrics':>12}"
        )
    ]
    for crew in crews:
        resident = max(each.resident for each in crew.processes)
        private = max(each.private for each in crew.processes)
        lines.append(
            f"{crew.workers:>7}{len(crew.processes):>11}{crew.share:>9.1f}{resident:>14.1f}"
            f"{private:>18.1f}{crew.per_second:>12,.0f}{crew.accepted:>14,}{crew.counted:>12,}"
        )
    return "\n".join(
        [*lines, "", "PSS of all processes: what is shared counts once. Nothing is pinned here."]
    )


def _verdicts(starts: Sequence[Start], crews: Sequence[Crew]) -> list[Verdict]:
    by_number = {crew.workers: crew for crew in crews}
    extra = [
        by_number[n + 1].share - crew.share
        for n, crew in by_number.items()
        # The step from one also brings a supervisor.
        if n > 1 and n + 1 in by_number
    ]
    most = max(each.resident for crew in crews for each in crew.processes)
    astray = sum(abs(crew.counted - crew.accepted) for crew in crews)
    return [
        Target("first answer after start, seconds", most=FIRST_ANSWER_SECONDS).verdict(
            statistics.median(each.answered for each in starts)
        ),
        Target("one more worker, PSS MB", most=EXTRA_WORKER_MB, digits=1).verdict(
            statistics.median(extra) if extra else None
        ),
        Target("resident MB of a process, most", most=PROCESS_MB, digits=1).verdict(most),
        Target("decisions that the metrics miss or invent", most=0, digits=0).verdict(astray),
    ]


if __name__ == "__main__":
    main()
