"""`python -m benchmarks.footprint`: the time to the first answer, and what each worker costs.

The start is an operator's: `moderation serve` with its own embedded store on a data folder that
has one site, from the command until a comment has its 201. The workers share one port and one
store; their memory is read after all of them have worked, and their metrics must add up to what
was acknowledged.
"""

import argparse
import http.client
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import msgspec

from benchmarks import report, targets
from benchmarks.bodies import CONTENT_TYPES, JSON, as_members
from benchmarks.comments import Sample, samples
from benchmarks.measuring import Case, measure
from benchmarks.processes import PROC, Started, family
from benchmarks.report import shown
from benchmarks.services.running import OURS, Saring, add_site
from benchmarks.summary import Spread
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import Bench, workshop

CONNECTIONS: Final = 64
FIRST_ANSWER_SECONDS: Final = 0.5
EXTRA_WORKER_MB: Final = 40
RESIDENT_MB: Final = 80
ANSWER_SECONDS: Final = 30
JSON_TYPE: Final = CONTENT_TYPES[JSON]
HEAD: Final = (
    *("workers", "processes", "PSS MB", "RSS MB, most", "private MB, most", "comments/s"),
    *("acknowledged", "in metrics"),
)


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
        print(report.said(), flush=True)
        starts = _starts(bench, chosen.starts)
        # Several workers want both cores, so nothing is pinned.
        roaming = replace(bench, core=None, other=None)
        crews = [_crew(roaming, number, chosen.comments) for number in chosen.workers]
    verdicts = _verdicts(starts, crews)
    print(f"{_said(starts)}\n\n{_table(crews)}\n\n{targets.table(verdicts)}")
    report.publish(chosen.json, starts=starts, crews=crews, targets=verdicts)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks.footprint", __doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--comments", type=int, default=6_000, help="sent before memory is read")
    return parser.parse_args()


def _starts(bench: Bench, number: int) -> list[Start]:
    environment = {
        "MODERATION_DATA_DIR": str(bench.new_folder("starting")),
        "MODERATION_LOG_LEVEL": "warning",
    }
    key = add_site("bench", environment)
    return [_start(environment, key, each) for each in samples(number, seed=3)]


def _start(environment: Mapping[str, str], key: dict[str, str], comment: Sample) -> Start:
    service = Started([OURS, "serve", "--port", "0"], None, environment)
    try:
        body, headers = msgspec.json.encode(as_members(comment)), {"Content-Type": JSON_TYPE, **key}
        status, _ = _asked(service.port, "POST", "/v1/comments", body, headers)
        answered = time.perf_counter() - service.began
    finally:
        service.stop()
    if status != 201:
        raise RuntimeError(f"the first comment was answered with {status}")
    return Start(service.ready_seconds, answered)


def _crew(bench: Bench, workers: int, comments: int) -> Crew:
    with Saring(bench, settings={"MODERATION_WORKERS": str(workers)}) as saring:
        found = measure(saring, Case(saring.name, JSON, CONNECTIONS, comments), bench)
        return Crew(
            workers=workers,
            per_second=found.comments_per_second,
            accepted=found.accepted,
            counted=_decisions(saring.port),
            processes=tuple(_memory(pid) for pid in family(saring.pid)),
        )


def _decisions(port: int) -> int:
    """The decisions that the metrics tell of, whichever worker answers."""
    _, metrics = _asked(port, "GET", "/metrics")
    lines = metrics.decode().splitlines()
    counts = [line for line in lines if line.startswith("saring_decisions_total{")]
    return round(sum(float(line.rpartition(" ")[2]) for line in counts))


def _asked(
    port: int,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, bytes]:
    """The status and the body of an answer."""
    with closing(
        http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    ) as connection:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read()


def _memory(pid: int) -> Memory:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    told = [line.split() for line in lines if line.endswith(" kB")]
    found = {name.rstrip(":"): int(kilobytes) / 1024 for name, kilobytes, _ in told}
    private = found["Private_Clean"] + found["Private_Dirty"]
    return Memory(found["Rss"], found["Pss"], private)


def _said(starts: Sequence[Start]) -> str:
    ready = Spread.of([each.ready for each in starts])
    answered = Spread.of([each.answered for each in starts])
    return (
        f"{len(starts)} starts with the embedded store: ready after {ready.shown(2)} s, "
        f"first answer after {answered.shown(2)} s"
    )


def _table(crews: Sequence[Crew]) -> str:
    rows = [
        (
            str(crew.workers),
            str(len(crew.processes)),
            shown(crew.share, 1),
            shown(max(each.resident for each in crew.processes), 1),
            shown(max(each.private for each in crew.processes), 1),
            shown(crew.per_second),
            shown(crew.accepted),
            shown(crew.counted),
        )
        for crew in crews
    ]
    note = "PSS of all processes: what is shared counts once. Nothing is pinned here."
    return f"{report.table(HEAD, rows)}\n\n{note}"


def _verdicts(starts: Sequence[Start], crews: Sequence[Crew]) -> list[Verdict]:
    share = {crew.workers: crew.share for crew in crews}
    # The step from one also brings a supervisor.
    extra = [share[n + 1] - share[n] for n in share if n > 1 and n + 1 in share]
    most = max(each.resident for crew in crews for each in crew.processes)
    astray = sum(abs(crew.counted - crew.accepted) for crew in crews)
    return [
        Target("first answer after start, seconds", most=FIRST_ANSWER_SECONDS).of(
            Spread.of([each.answered for each in starts])
        ),
        Target("one more worker, PSS MB", most=EXTRA_WORKER_MB, digits=1).verdict(
            statistics.median(extra) if extra else None
        ),
        Target("resident MB of a process, most", most=RESIDENT_MB, digits=1).verdict(most),
        Target("decisions that the metrics miss or invent", most=0, digits=0).verdict(astray),
    ]


if __name__ == "__main__":
    main()
