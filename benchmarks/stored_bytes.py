"""`python -m benchmarks.stored_bytes`: what a comment costs in the store's memory and on its disk.

Sends invented comments of one length through the service into a Valkey of its own, asks that what
each key takes (MEMORY USAGE) and how much memory it gained in all, with the keys that expire and
without them, and prints what an operator has to plan for.
"""

import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
from redis import Redis

from benchmarks import report
from benchmarks.bodies import JSON, as_members
from benchmarks.comments import samples
from benchmarks.measuring import STATES, Case, Run, load, reconcile, send
from benchmarks.report import shown
from benchmarks.services.running import Saring
from benchmarks.wire import write_bodies_file
from benchmarks.workshop import Bench, workshop
from moderation.process import embedded

SITE: Final = "kabar.example"
CONNECTIONS: Final = 64
SAMPLED: Final = 2_000
SIZES: Final = (1_000_000, 10_000_000, 100_000_000)
TRIMMED: Final = {"approved": 1_000_000, "events": 1_000_000}  # entries that a stream keeps
NO_SYNC: Final = ("--appendfsync", "no")
# Rates live for seconds; here for as long as the measuring takes.
SETTINGS: Final = {
    "MODERATION_CLIENT_INTERVAL": "3600",
    "MODERATION_EMAIL_INTERVAL": "3600",
    "MODERATION_DURABILITY": "server",
}
# What a saving fork copies of pages written meanwhile, and gaps between allocations.
HEADROOM: Final = 1.5
NODE_GB: Final = 32
GB: Final = 1e9


@dataclass(frozen=True, slots=True)
class Kind:
    """All keys of one kind."""

    name: str
    keys: int
    memory: int
    expires: bool


@dataclass(frozen=True, slots=True)
class Deflated:
    """Mean bytes of a record before and after compression, and microseconds of CPU for that."""

    before: float
    after: float
    cpu_us: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Bytes that `comments` comments take: each kind's, all, all that stays, and on disk."""

    comments: int
    states: dict[str, int]
    kinds: tuple[Kind, ...]
    everything: int
    staying: int
    disk: int
    deflated: Deflated

    @property
    def for_good(self) -> float:
        """Bytes of memory a comment takes for as long as it is kept, streams left out."""
        streams = sum(kind.memory for kind in self.kinds if kind.name in TRIMMED)
        return (self.staying - streams) / self.comments

    def streams(self, comments: int) -> float:
        """Bytes of memory that the streams of one site take when it has had so many comments."""
        return sum(
            kind.memory / self.comments * min(comments, TRIMMED[kind.name])
            for kind in self.kinds
            if kind.name in TRIMMED
        )


def main() -> None:
    """Measure, and print the tables."""
    parser = report.parser("benchmarks.stored_bytes", __doc__)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--length", type=int, default=200, help="code points of each comment")
    chosen = parser.parse_args()
    with workshop(0) as bench:
        found = measure(bench, chosen.comments, chosen.length)
    states = ", ".join(f"{count:,} {state}" for state, count in found.states.items())
    print(f"{report.said()}\n{found.comments:,} comments of {chosen.length} code points: {states}")
    print(f"\n{by_kind(found)}\n\n{sizing(found)}")
    report.publish(chosen.json, measured=found)


def measure(bench: Bench, comments: int, length: int) -> Measured:
    """Fill a server, and ask it what that takes.

    What stays is measured after a restart, so that no table is larger than what is left in it.
    """
    with (
        Saring(bench, store_arguments=NO_SYNC, settings=SETTINGS) as saring,
        Redis.from_url(saring.store_url, decode_responses=True) as client,
    ):
        before = _used(client)
        states = _fill(saring, bench, comments, length)
        everything = _used(client) - before
        kinds = tuple(_kinds(client))
        deflated = _deflated(client)
        for group in _groups(client):
            client.unlink(*(key for key in group if _expires(client, key)), "")
        disk = _disk(client)
        settings: Any = client.config_get("dir")
    server = embedded.start(Path(settings["dir"]).parent, extra=NO_SYNC)
    try:
        with Redis.from_url(server.url, decode_responses=True) as client:
            staying = _used(client) - before
    finally:
        server.stop()
    return Measured(comments, states, kinds, everything, staying, disk, deflated)


def _fill(saring: Saring, bench: Bench, comments: int, length: int) -> dict[str, int]:
    """Submit comments to a new site, each with an idempotency key; how many of each state."""
    bodies = bench.folder / "bodies.stored"
    # The end is a text's own, so that no two become alike by being repeated.
    texts = [replace(s, text=(f"{s.text} " * length)[:length]) for s in samples(comments)]
    write_bodies_file(bodies, [msgspec.json.encode(as_members(each)) for each in texts])
    case = Case(saring.name, JSON, CONNECTIONS, comments)
    filling = replace(bench, bodies={JSON: bodies})
    sent = load(saring, case, saring.new_site(SITE), filling)
    sent = msgspec.structs.replace(sent, idempotent=True)
    (outcome,) = send(saring, [sent], bench.other).outcomes
    reconcile([Run(case, outcome)], saring.stored())
    return {state: outcome.marked[mark] for mark, state in STATES.items()}


def _used(client: Redis) -> int:
    """Bytes in use, once the server has freed what it frees in the background."""
    while True:
        facts: Any = client.info("memory")
        if not facts["lazyfree_pending_objects"]:
            return int(facts["used_memory"])
        time.sleep(0.01)


def _kinds(client: Redis) -> Iterator[Kind]:
    """Every kind of key but the sites' own."""
    keys: Counter[str] = Counter()
    memory: Counter[str] = Counter()
    expiring: set[str] = set()
    for group in _groups(client):
        for key in group:
            name = key.split(":")[2]
            size: Any = client.memory_usage(key, samples=0)
            keys[name] += 1
            memory[name] += size
            if name not in expiring and keys[name] == 1 and _expires(client, key):
                expiring.add(name)
    for name, total in memory.most_common():
        yield Kind(name, keys[name], total, name in expiring)


def _deflated(client: Redis) -> Deflated:
    """What compressing the records would save and cost."""
    names = islice(client.scan_iter(match="*:comment:*", count=1_000), SAMPLED)
    found: Any = client.mget(list(names))
    records = [record.encode() for record in found]
    began = time.process_time()
    after = sum(len(zlib.compress(record, 1, -zlib.MAX_WBITS)) for record in records)
    cpu = time.process_time() - began
    each = len(records)
    return Deflated(sum(map(len, records)) / each, after / each, cpu / each * 1e6)


def _groups(client: Redis) -> Iterator[list[str]]:
    keys = client.scan_iter(match=f"mod:{{{SITE}}}:*", count=1_000)
    while group := list(islice(keys, 1_000)):
        yield group


def _expires(client: Redis, key: str) -> bool:
    life: Any = client.pttl(key)
    return bool(life >= 0)


def _disk(client: Redis) -> int:
    """Bytes of the append-only file when it has just been rewritten."""
    client.bgrewriteaof()
    while True:
        facts: Any = client.info("persistence")
        if not facts["aof_rewrite_in_progress"] and not facts["aof_rewrite_scheduled"]:
            return int(facts["aof_base_size"])
        time.sleep(0.05)


def by_kind(found: Measured) -> str:
    """What a comment takes, by kind of key."""
    each = found.comments
    rest = found.everything - sum(kind.memory for kind in found.kinds)
    rows = [
        (
            f"`{kind.name}`",
            shown(kind.keys / each, 2),
            shown(kind.memory / each),
            "expires" if kind.expires else "trimmed" if kind.name in TRIMMED else "yes",
        )
        for kind in found.kinds
    ]
    totals = {
        "tables that find the keys": rest / each,
        "**in all**": found.everything / each,
        "**without what expires**": found.staying / each,
        "without the streams, too": found.for_good,
        "append-only file, just rewritten": found.disk / each,
    }
    rows += [(name, "", shown(number), "") for name, number in totals.items()]
    return report.table(("kind", "keys a comment", "bytes a comment", "stays"), rows)


def sizing(found: Measured) -> str:
    """What an operator needs, for comments of this length."""
    head = (
        *("comments kept", "data, one site", "data, many sites", "memory to give"),
        *("disk to give", f"cluster of {NODE_GB} GB nodes"),
    )
    expiring, deflated = (found.everything - found.staying) / found.comments, found.deflated
    return (
        f"{report.table(head, [_sized(found, size) for size in SIZES])}\n\n"
        f"Beside that {expiring:.0f} bytes a comment expire: what an author wrote after 90 days, "
        f"the rest within a day.\nDeflate would take a record from {deflated.before:.0f} to "
        f"{deflated.after:.0f} bytes, for {deflated.cpu_us:.0f} µs of CPU."
    )


def _sized(found: Measured, size: int) -> list[str]:
    one = found.for_good * size + found.streams(size)
    many = found.staying / found.comments * size
    disk = found.disk / found.comments * size * 3  # the file, its successor, what came since
    nodes = -(-many * HEADROOM // (NODE_GB * GB))
    return [
        f"{size:,}",
        f"{one / GB:.1f} GB",
        f"{many / GB:.1f} GB",
        f"{many * HEADROOM / GB:.0f} GB",
        f"{disk / GB:.0f} GB",
        "one node does" if nodes < 2 else f"{nodes:.0f} primaries",
    ]


if __name__ == "__main__":
    main()
