"""`python -m benchmarks.doors`: what a call of a door costs beside the same comments by the API.

A round sends each door the same comments, on a new site each time so that nothing repeats, one
door after the other and every second round backwards. The CPU is the service's own. That closed
loop saturates the service; then the comments come once more, to another new site, at SHARE of the
rate that it reached, whatever becomes of them (an open loop): clients wait a second and no longer.
"""

import argparse
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from benchmarks import report, targets
from benchmarks.bodies import as_fields, as_members
from benchmarks.comments import Sample, samples
from benchmarks.load import Load
from benchmarks.measuring import MICRO, MILLI, Spent, percentile, send
from benchmarks.services.running import Saring
from benchmarks.summary import Spread
from benchmarks.targets import Target
from benchmarks.wire import write_bodies_file
from benchmarks.workshop import Bench, workshop

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
API: Final = "API, form"
API_PATH: Final = "/v1/"
SECRET: Final = "empsec_of_the_benchmark"  # noqa: S105 - guards nothing
CONNECTIONS: Final = 16
# Of those that arrive whether or not others are answered.
STEADY_CONNECTIONS: Final = 64
SHARE: Final = 0.7
LONGEST_MS: Final = 700.0
MOST: Final = 1.2
BLOG: Final = "https://kabar.example/"
# What WordPress's plugin sends besides: its server's values, and the posted form once more.
SERVER: Final = {f"HTTP_X_{number}": "nilai" * 5 for number in range(20)}

Encode = Callable[[Sample, Mapping[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `encode` makes the body of a comment, for a site with these keys."""

    name: str
    path: str
    media_type: str
    encode: Encode


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run showed: CPU (µs) of a call, calls a second, and latency at SHARE of these."""

    door: str
    cpu_us: float
    rate: float
    steady_p50_ms: float
    steady_p99_ms: float
    statuses: dict[str, int]


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    found: list[Cost] = []
    with workshop(1) as bench, Saring(bench) as saring:
        print(report.said(), flush=True)
        everything = iter(samples(chosen.comments * (chosen.rounds + 1), seed=5))
        for number in range(chosen.rounds + 1):
            comments = [next(everything) for _ in range(chosen.comments)]
            costs = [_cost(bench, saring, each, comments) for each in _order(number)]
            found += costs if number else []  # the first round only warms up
    doors = [each.name for each in DOORS if not each.path.startswith(API_PATH)]
    verdicts = [judge(name, found) for judge in (_verdict, _steady_verdict) for name in doors]
    print(f"{_table(found)}\n\n{targets.table(verdicts)}")
    report.publish(chosen.json, costs=found, targets=verdicts)


def _arguments() -> argparse.Namespace:
    parser = report.parser("benchmarks.doors", __doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--comments", type=int, default=1_500, help="of each door in each round")
    return parser.parse_args()


def _order(number: int) -> tuple["Door", ...]:
    return DOORS[::-1] if number % 2 else DOORS


def _cost(bench: Bench, saring: Saring, door: Door, comments: list[Sample]) -> Cost:
    spent = _sent(bench, saring, door, comments)
    (outcome,) = spent.outcomes
    rate = len(comments) / outcome.seconds
    (steady,) = _sent(bench, saring, door, comments, rate=SHARE * rate).outcomes
    latencies = sorted(each for some in steady.latencies.values() for each in some)
    return Cost(
        door=door.name,
        cpu_us=spent.service * MICRO / len(comments),
        rate=rate,
        steady_p50_ms=percentile(latencies, 0.5) * MILLI,
        steady_p99_ms=percentile(latencies, 0.99) * MILLI,
        statuses={status: len(some) for status, some in outcome.latencies.items()},
    )


def _sent(
    bench: Bench, saring: Saring, door: Door, comments: list[Sample], *, rate: float | None = None
) -> Spent:
    """Have the comments sent through the door of a new site."""
    keys = saring.new_keys(coral=SECRET)
    bodies = [door.encode(each, keys) for each in comments]
    file = bench.folder / "bodies.door"
    write_bodies_file(file, bodies)
    return send(saring, [_load(saring.port, door, keys, bodies, file, rate)], bench.other)


def _load(
    port: int,
    door: Door,
    keys: Mapping[str, str],
    bodies: list[bytes],
    file: Path,
    rate: float | None,
) -> Load:
    """What the load generator has to do. Coral signs each body, the API is told its key."""
    authorizations = [f"Bearer {keys['api_key']}"]
    if door.path.startswith("/coral/"):
        digests = (hmac.new(SECRET.encode(), each, hashlib.sha256).hexdigest() for each in bodies)
        authorizations = [f"-\r\nX-Coral-Signature: sha256={each}" for each in digests]
    return Load(
        port=port,
        path=door.path.format(**keys),
        headers={"Content-Type": door.media_type},
        bodies=str(file),
        connections=STEADY_CONNECTIONS if rate else CONNECTIONS,
        requests=len(bodies),
        rate=rate,
        authorizations=authorizations,
    )


def _of(found: list[Cost], name: str) -> list[float]:
    return [each.cpu_us for each in found if each.door == name]


def _ratios(found: list[Cost], name: str) -> Spread:
    pairs = zip(_of(found, name), _of(found, API), strict=True)
    return Spread.of([door / api for door, api in pairs])


def _verdict(name: str, found: list[Cost]) -> targets.Verdict:
    return Target(f"{name}: CPU of a call / of {API}", most=MOST).of(_ratios(found, name))


def _steady_verdict(name: str, found: list[Cost]) -> targets.Verdict:
    what = f"{name}: p99 ms at {SHARE:.0%} of saturation"
    return Target(what, most=LONGEST_MS, digits=1).of(
        Spread.of([each.steady_p99_ms for each in found if each.door == name])
    )


def _table(found: list[Cost]) -> str:
    steady = f"at {SHARE:.0%} of it"
    head = ("by", "CPU µs a call", "CPU / API's", "calls/s", f"p50 ms {steady}", f"p99 ms {steady}")
    rows = []
    for door in DOORS:
        runs = [each for each in found if each.door == door.name]
        rows.append(
            (
                door.name,
                Spread.of([each.cpu_us for each in runs]).shown(),
                _ratios(found, door.name).shown(2),
                Spread.of([each.rate for each in runs]).shown(),
                Spread.of([each.steady_p50_ms for each in runs]).shown(1),
                Spread.of([each.steady_p99_ms for each in runs]).shown(1),
            )
        )
    return report.table(head, rows)


def _api(comment: Sample, _: Mapping[str, str]) -> bytes:
    return urlencode(as_fields(comment)).encode()


def _api_json(comment: Sample, _: Mapping[str, str]) -> bytes:
    return msgspec.json.encode(as_members(comment))


def _akismet_fields(comment: Sample, keys: Mapping[str, str]) -> dict[str, str]:
    return {
        "api_key": keys["akismet_key"],
        "blog": BLOG,
        "user_ip": comment.ip,
        "user_agent": comment.user_agent,
        "referrer": BLOG,
        "permalink": f"{BLOG}{comment.article}",
        "comment_post_ID": comment.article,
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_author_email": comment.email,
        "comment_author_url": comment.url,
        "comment_content": comment.text,
    }


def _akismet(comment: Sample, keys: Mapping[str, str]) -> bytes:
    return urlencode(_akismet_fields(comment, keys)).encode()


def _wordpress(comment: Sample, keys: Mapping[str, str]) -> bytes:
    posted = {f"POST_{name}": value for name, value in as_fields(comment).items()}
    return urlencode(_akismet_fields(comment, keys) | posted | SERVER).encode()


def _coral(comment: Sample, _: Mapping[str, str]) -> bytes:
    phase: dict[str, Any] = {
        "action": "NEW",
        "comment": {"body": f"<div>{comment.text}</div>", "parentID": None},
        "author": {"id": comment.email, "role": "COMMENTER"},
        "story": {"id": comment.article, "url": f"{BLOG}{comment.article}"},
        "tenantDomain": "kabar.example",
    }
    return msgspec.json.format(msgspec.json.encode(phase), indent=2)


def _perspective(comment: Sample, _: Mapping[str, str]) -> bytes:
    return msgspec.json.encode(
        {"comment": {"text": comment.text}, "requestedAttributes": {"SPAM": {}}}
    )


DOORS: Final = (
    Door(API, "/v1/comments", FORM, _api),
    Door("API, JSON", "/v1/comments", JSON, _api_json),
    Door("Akismet", "/1.1/comment-check", FORM, _akismet),
    Door("Akismet, as WordPress sends it", "/1.1/comment-check", FORM, _wordpress),
    Door("Coral", "/coral/{site}", JSON, _coral),
    Door("Perspective", "/v1alpha1/comments:analyze?key={api_key}", JSON, _perspective),
)


if __name__ == "__main__":
    main()
