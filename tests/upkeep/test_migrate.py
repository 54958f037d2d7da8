"""Stores of every format that a release wrote: moved on, whatever interrupts that, and opened."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from redis import Redis, RedisCluster
from redis.asyncio.connection import AbstractConnection

from moderation.cli import main as moderation
from moderation.store import keys
from moderation.store.formats import FORMAT, UNNUMBERED
from moderation.upkeep.migrate import STEPS
from moderation.upkeep.step_3 import AT_ONCE
from tests.upkeep.dump import Kept, dump, load
from tests.upkeep.opening import require_at_work
from tests.upkeep.sample_store import fill
from tests.web.keyspace import image

SAMPLES = {
    int(path.stem.removeprefix("format_")): json.loads(path.read_text("utf-8"))
    for path in (Path(__file__).parent / "stores").glob("format_*.json")
}
OLDEST = SAMPLES[UNNUMBERED]
# The command, killed by the system before it sends so many times.
KILLED = """
import os, signal
from redis.asyncio.connection import AbstractConnection
left, send = {sends}, AbstractConnection.send_packed_command
async def counted(*args, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return await send(*args, **named)
AbstractConnection.send_packed_command = counted
from moderation.cli import main
main(["migrate", "--redis-url", {url!r}])
"""


class Interrupted(BaseException):
    """As a kill: nothing of ours catches it."""


@pytest.fixture
def client(redis_url: str) -> Iterator[Any]:
    """Connect to an empty server."""
    with Redis.from_url(redis_url, decode_responses=True) as connected:
        yield connected


def migrate(url: str, *arguments: str) -> str:
    """Run the command to its end; return what it printed."""
    done = CliRunner().invoke(moderation, ["migrate", "--redis-url", url, *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def contents(client: Any) -> Kept:
    """Everything but how long keys have left, and the revision of lists, which is drawn by lot."""
    found = {key: {"value": kept["value"]} for key, kept in dump(client).items()}
    for key, kept in found.items():
        if key.endswith(":site"):
            kept["value"].pop("lists", None)
    return found


def test_steps_lead_from_the_first_format_to_ours_each_with_a_store_before_it() -> None:
    assert [step.number for step in STEPS] == list(range(UNNUMBERED + 1, FORMAT + 1))
    assert sorted(SAMPLES) == list(range(UNNUMBERED, FORMAT))


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_a_store_of_an_older_format_is_moved_on_and_opens(
    number: int, client: Any, redis_url: str
) -> None:
    load(client, SAMPLES[number]["keys"])
    assert migrate(redis_url).endswith(f"The store is of format {FORMAT}.\n")
    asyncio.run(require_at_work(redis_url, SAMPLES[number]["secrets"]))


def test_what_today_writes_opens_after_it_was_dumped_and_loaded(
    client: Any, redis_url: str
) -> None:
    secrets = asyncio.run(fill(redis_url))
    kept = dump(client)
    client.flushall()
    load(client, kept)
    asyncio.run(require_at_work(redis_url, secrets))


def test_a_cluster_is_moved_on_and_opens(cluster_url: str) -> None:
    with RedisCluster.from_url(
        cluster_url.replace("redis+cluster", "redis"), decode_responses=True
    ) as cluster:
        load(cluster, OLDEST["keys"])
    migrate(cluster_url)
    asyncio.run(require_at_work(cluster_url, OLDEST["secrets"]))


def test_a_dry_run_counts_what_the_real_one_moves_and_changes_nothing(
    client: Any, redis_url: str
) -> None:
    load(client, OLDEST["keys"])
    before = image(redis_url)
    counted = migrate(redis_url, "--dry-run").splitlines()
    assert image(redis_url) == before
    assert counted[-1] == "Nothing was changed."
    assert [line.split(maxsplit=1) for line in counted if line.startswith(" ")] == [
        ["4", "list entries"],
        ["2", "keys of Akismet's form"],
        ["2", "lists of an author's comments"],
        ["1", "moderators of all sites"],
    ]
    assert migrate(redis_url).splitlines()[:-1] == counted[:-1]
    assert migrate(redis_url, "--dry-run") == f"The store is of format {FORMAT}.\n"


def test_wherever_it_is_interrupted_running_it_again_completes_it(
    client: Any, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(client, OLDEST["keys"])
    migrate(redis_url)
    expected = contents(client)
    for sends in count():
        client.flushall()
        load(client, OLDEST["keys"])
        with monkeypatch.context() as patch:
            interrupt_after(sends, patch)
            try:
                migrate(redis_url)
            except Interrupted:
                assert client.get(keys.FORMAT) != f"{FORMAT}"
            else:
                break
        migrate(redis_url)
        assert contents(client) == expected
    assert sends > 20


def interrupt_after(sends: int, patch: pytest.MonkeyPatch) -> None:
    left, send = iter(range(sends)), AbstractConnection.send_packed_command

    async def counted(*args: Any, **named: Any) -> None:
        if next(left, None) is None:
            raise Interrupted
        await send(*args, **named)

    patch.setattr(AbstractConnection, "send_packed_command", counted)


@pytest.mark.parametrize("sends", [13, 18, 26])
def test_a_killed_process_leaves_what_nobody_else_works_with_and_another_completes(
    sends: int, client: Any, redis_url: str
) -> None:
    load(client, OLDEST["keys"])
    code = KILLED.format(sends=sends, url=redis_url)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert client.get(keys.FORMAT) == "2>3"
    before = image(redis_url)
    refused = CliRunner().invoke(moderation, ["site", "list", "--redis-url", redis_url])
    assert (refused.exit_code, image(redis_url)) == (1, before)
    assert "run `moderation migrate` again" in refused.output
    migrate(redis_url)
    asyncio.run(require_at_work(redis_url, OLDEST["secrets"]))


def test_more_than_a_page_of_everything_is_moved_and_expires_as_before(
    client: Any, redis_url: str
) -> None:
    entries = [{"kind": "word", "pattern": f"kata {n}", "action": "hold"} for n in range(1_001)]
    record = {"name": "kabar", "created_at": 1, "secret": "ab", "entries": entries}
    client.sadd(keys.SITES, "kabar")
    client.hset("mod:{kabar}:site", "record", json.dumps(record))
    for number in range(AT_ONCE + 1):
        client.set(f"mod:{{kabar}}:wrote:{number}", "01", px=10_000_000)
    migrate(redis_url)
    moved = [f"word hold {entry['pattern']}" for entry in entries]
    assert client.zrange("mod:{kabar}:lists", 0, -1) == moved
    renamed = list(client.scan_iter("mod:{kabar}:by_author:*", count=1_000))
    assert len(renamed) == AT_ONCE + 1
    assert all(0 < client.pttl(key) <= 10_000_000 for key in renamed)
    assert not list(client.scan_iter("*wrote*", count=1_000))


def test_a_record_that_cannot_be_read_stands_in_the_way_of_no_other(
    client: Any, redis_url: str
) -> None:
    load(client, OLDEST["keys"])
    client.sadd(keys.SITES, "rusak")
    client.hset("mod:{rusak}:site", "record", "{")
    assert "1 records of sites that cannot be read, left as they are" in migrate(redis_url)
    assert client.hget("mod:{rusak}:site", "record") == "{"
    assert client.zcard("mod:{kabar}:lists") == 4


@pytest.mark.parametrize(
    ("carried", "words"),
    [
        (None, ["format 2", f"format {FORMAT}", "older release", "`moderation migrate`"]),
        ("1", ["format 1", f"format {FORMAT}", "older release", "`moderation migrate`"]),
        (f"{FORMAT + 1}", [f"format {FORMAT + 1}", f"format {FORMAT}", "a newer one"]),
        ("2>3", ["2>3", "not finished", "`moderation migrate` again"]),
        ("tiga", ["'tiga'", keys.FORMAT]),
    ],
)
def test_another_format_is_refused_in_words_at_the_start_and_by_every_command(
    carried: str | None, words: list[str], client: Any, redis_url: str
) -> None:
    client.sadd(keys.SITES, "kabar")
    if carried is not None:
        client.set(keys.FORMAT, carried)
    before = image(redis_url)
    command = partial(CliRunner().invoke, moderation)
    for verb in (["serve", "--port", "0"], ["site", "list"], ["site", "add", "lain"]):
        done = command([*verb, "--redis-url", redis_url])
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("moderation: the server that keeps the comments")
        assert [word for word in words if word not in done.stderr] == []
    assert image(redis_url) == before


@pytest.mark.parametrize("carried", [f"{FORMAT + 1}", "tiga"])
def test_what_is_newer_or_no_number_is_not_moved(carried: str, client: Any, redis_url: str) -> None:
    client.set(keys.FORMAT, carried)
    before = image(redis_url)
    done = CliRunner().invoke(moderation, ["migrate", "--redis-url", redis_url])
    assert (done.exit_code, image(redis_url)) == (1, before)


def test_an_empty_store_is_of_our_format_from_its_first_command_on(
    client: Any, redis_url: str
) -> None:
    made = CliRunner().invoke(moderation, ["site", "add", "kabar", "--redis-url", redis_url])
    assert (made.exit_code, client.get(keys.FORMAT)) == (0, f"{FORMAT}")
    assert migrate(redis_url) == f"The store is of format {FORMAT}.\n"
