"""`python -m benchmarks.stored_bytes`: what a comment costs in the store's memory and on its disk.

Sends invented comments of one length through the whole intake into an embedded Valkey, asks that
what each key takes (MEMORY USAGE) and how much memory it gained in all, with the keys that expire
and without them, and prints what an operator has to plan for.
"""

import argparse
import asyncio
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from redis import Redis

from benchmarks.comments import Sample, samples
from moderation import administration
from moderation.domain import Article, Author, Client, Comment, Submission
from moderation.process import embedded
from moderation.process.app import build_context, open_store
from moderation.settings import Settings
from moderation.web.http.context import Context

SITE: Final = "kabar.example"
GROUP: Final = 100
SAMPLED: Final = 2_000
SIZES: Final = (1_000_000, 10_000_000, 100_000_000)
TRIMMED: Final = {"approved": 1_000_000, "events": 1_000_000}  # entries that a stream keeps
# Rates live for seconds; here for as long as the measuring takes.
SETTINGS: Final = Settings(client_interval=3_600, email_interval=3_600, durability="server")
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
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stored_bytes", description=__doc__)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--length", type=int, default=200, help="code points of each comment")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="saring-bytes-") as name:
        found = measure(Path(name), chosen.comments, chosen.length)
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(found.states.items()))
    print(f"{found.comments:,} comments of {chosen.length} code points: {states}\n")
    print("\n".join([*by_kind(found), "", *sizing(found)]))


def measure(folder: Path, comments: int, length: int) -> Measured:
    """Fill a server whose data stand in the empty `folder`, and ask it what that takes.

    What stays is measured after a restart, so that no table is larger than what is left in it.
    """
    with _running(folder) as (url, client):
        before = _used(client)
        states = asyncio.run(_fill(url, samples(comments), length))
        everything = _used(client) - before
        kinds = tuple(_kinds(client))
        deflated = _deflated(client)
        for group in _groups(client):
            client.unlink(*(key for key in group if _expires(client, key)), "")
        disk = _disk(client)
    with _running(folder) as (_, client):
        staying = _used(client) - before
    return Measured(comments, states, kinds, everything, staying, disk, deflated)


@contextmanager
def _running(folder: Path) -> Iterator[tuple[str, Redis]]:
    server = embedded.start(folder, extra=("--appendfsync", "no"))
    try:
        with Redis.from_url(server.url, decode_responses=True) as client:
            yield server.url, client
    finally:
        server.stop()


async def _fill(url: str, texts: list[Sample], length: int) -> dict[str, int]:
    """Submit the texts to a new site, each with an idempotency key; how many of each state."""
    store = open_store(SETTINGS, url)
    context = build_context(SETTINGS, store)
    await administration.add_site(store, SITE)
    states: Counter[str] = Counter()
    for start in range(0, len(texts), GROUP):
        group = texts[start : start + GROUP]
        comments = await asyncio.gather(*(_submit(context, each, length) for each in group))
        states.update(comment.state for comment in comments)
    await store.close()
    return dict(states)


async def _submit(context: Context, sample: Sample, length: int) -> Comment:
    submission = Submission(
        article=Article(id=sample.article),
        author=Author(name=sample.name, email=sample.email, url=sample.url),
        # The end is a text's own, so that no two become alike by being repeated.
        text=(f"{sample.text} " * length)[:length],
        client=Client(ip=sample.ip, user_agent=sample.user_agent),
    )
    return await context.intake.submit(await context.directory.site(SITE), submission, sample.email)


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


def by_kind(found: Measured) -> Iterator[str]:
    """What a comment takes, by kind of key."""
    each = found.comments
    yield "| kind | keys a comment | bytes a comment | stays |"
    yield "|---|---|---|---|"
    for kind in found.kinds:
        stays = "expires" if kind.expires else "trimmed" if kind.name in TRIMMED else "yes"
        yield f"| `{kind.name}` | {kind.keys / each:.2f} | {kind.memory / each:.0f} | {stays} |"
    rest = found.everything - sum(kind.memory for kind in found.kinds)
    yield f"| tables that find the keys | – | {rest / each:.0f} | – |"
    yield f"| **in all** | | **{found.everything / each:.0f}** | |"
    yield f"| **without what expires** | | **{found.staying / each:.0f}** | |"
    yield f"| without the streams, too | | {found.for_good:.0f} | |"
    yield f"| append-only file, just rewritten | | {found.disk / each:.0f} | |"


def sizing(found: Measured) -> Iterator[str]:
    """What an operator needs, for comments of this length."""
    expiring = (found.everything - found.staying) / found.comments
    yield (
        "| comments kept | data, one site | data, many sites | memory to give | disk to give "
        f"| cluster of {NODE_GB} GB nodes |"
    )
    yield "|---|---|---|---|---|---|"
    for size in SIZES:
        one = found.for_good * size + found.streams(size)
        many = found.staying / found.comments * size
        disk = found.disk / found.comments * size * 3  # the file, its successor, what came since
        nodes = -(-many * HEADROOM // (NODE_GB * GB))
        yield (
            f"| {size:,} | {one / GB:.1f} GB | {many / GB:.1f} GB | {many * HEADROOM / GB:.0f} GB "
            f"| {disk / GB:.0f} GB | {'one node does' if nodes < 2 else f'{nodes:.0f} primaries'} |"
        )
    yield ""
    yield (
        f"Beside that {expiring:.0f} bytes a comment expire: what an author wrote after 90 days, "
        "the rest within a day."
    )
    deflated = found.deflated
    yield (
        f"Deflate would take a record from {deflated.before:.0f} to {deflated.after:.0f} bytes, "
        f"for {deflated.cpu_us:.0f} us of CPU."
    )


if __name__ == "__main__":
    main()
