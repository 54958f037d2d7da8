"""`python -m benchmarks.doors`: what a call of a door costs beside the same comments by the API.

A round sends each door the same comments, on a new site each time so that nothing repeats, one
door after the other and every second round backwards. The CPU is the service's own.
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
from benchmarks.measuring import MICRO, MILLI, percentile, send
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
    """What a run showed: CPU (µs) of a call, and latency."""

    door: str
    cpu_us: float
    p99_ms: float
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
    verdicts = [_verdict(each.name, found) for each in DOORS if not each.path.startswith(API_PATH)]
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
    keys = saring.new_keys(coral=SECRET)
    bodies = [door.encode(each, keys) for each in comments]
    file = bench.folder / "bodies.door"
    write_bodies_file(file, bodies)
    spent = send(saring, [_load(saring.port, door, keys, bodies, file)], bench.other)
    (outcome,) = spent.outcomes
    latencies = sorted(each for some in outcome.latencies.values() for each in some)
    return Cost(
        door=door.name,
        cpu_us=spent.service * MICRO / len(bodies),
        p99_ms=percentile(latencies, 0.99) * MILLI,
        statuses={status: len(some) for status, some in outcome.latencies.items()},
    )


def _load(port: int, door: Door, keys: Mapping[str, str], bodies: list[bytes], file: Path) -> Load:
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
        connections=CONNECTIONS,
        requests=len(bodies),
        authorizations=authorizations,
    )


def _of(found: list[Cost], name: str) -> list[float]:
    return [each.cpu_us for each in found if each.door == name]


def _ratios(found: list[Cost], name: str) -> Spread:
    pairs = zip(_of(found, name), _of(found, API), strict=True)
    return Spread.of([door / api for door, api in pairs])


def _verdict(name: str, found: list[Cost]) -> targets.Verdict:
    return Target(f"{name}: CPU of a call / of {API}", most=MOST).of(_ratios(found, name))


def _table(found: list[Cost]) -> str:
    head = ("by", "CPU µs a call", "p99 ms", "CPU / API's")
    rows = []
    for door in DOORS:
        latencies = Spread.of([each.p99_ms for each in found if each.door == door.name])
        cpu = Spread.of(_of(found, door.name))
        ratio = _ratios(found, door.name)
        rows.append((door.name, cpu.shown(), latencies.shown(1), ratio.shown(2)))
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
