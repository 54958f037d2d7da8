"""`moderation check`: whole stores pass, whatever is broken in one is named, nothing is written."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis

from moderation.upkeep import check as checking
from tests.cli.command import run
from tests.upkeep.dump import dump, load
from tests.upkeep.sample_store import fill
from tests.web.keyspace import image

SITE = "mod:{kabar}:"


@pytest.fixture(scope="module")
def sample(valkey: Any) -> dict[str, Any]:
    """A small store, as the use cases write one."""
    with Redis.from_url(valkey.url, decode_responses=True) as client:
        client.flushall()
        asyncio.run(fill(valkey.url))
        return dump(client)


@pytest.fixture
def client(redis_url: str, sample: dict[str, Any]) -> Iterator[Any]:
    """Connect to a server with the small store."""
    with Redis.from_url(redis_url, decode_responses=True) as connected:
        load(connected, sample)
        yield connected


def first(client: Any, kind: str) -> str:
    """The first key of a kind."""
    found: list[str] = list(client.scan_iter(f"{SITE}{kind}:*", count=1_000))
    return min(found)


def an_entry(client: Any) -> tuple[str, dict[str, str]]:
    """The first message of the approved stream."""
    messages = client.xrange(f"{SITE}approved", count=1)
    return messages[0][0], messages[0][1]


def rewrite_entry(client: Any, **changes: Any) -> None:
    """Put a changed copy of the first entry in its place."""
    (message_id, fields), *others = client.xrange(f"{SITE}approved")
    changed = fields | {"entry": json.dumps(json.loads(fields["entry"]) | changes)}
    replace_stream(client, [(message_id, changed), *others])


def replace_stream(client: Any, messages: list[Any]) -> None:
    client.delete(f"{SITE}approved")
    for message_id, fields in messages:
        client.xadd(f"{SITE}approved", fields, id=message_id)


def waiting_case(client: Any) -> str:
    return str(client.zrange(f"{SITE}queue", 0, 0)[0])


def close_a_case(client: Any) -> None:
    client.hset(f"{SITE}case:{waiting_case(client)}", "state", "closed")


def without_last_entry(client: Any) -> None:
    replace_stream(client, client.xrange(f"{SITE}approved")[:-1])


def append_event(client: Any) -> None:
    """The last event of a comment once more: a step that there is not."""
    key = next(
        key
        for key in client.scan_iter(f"{SITE}comment:*")
        if '"submitted"' in client.get(key).rpartition("\n")[2]
    )
    client.append(key, "\n" + client.get(key).rpartition("\n")[2])


BROKEN: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a comment lost": (lambda c: c.delete(first(c, "comment")), "private_part_of_no_comment"),
    "a private part lost": (lambda c: c.delete(first(c, "private")), "private_part_missing"),
    "a comment cut short": (lambda c: c.set(first(c, "comment"), "2\n["), "unreadable_comment"),
    "an event twice": (append_event, "illegal_step"),
    "an entry lost": (without_last_entry, "entry_missing"),
    "an entry twice": (lambda c: c.xadd(f"{SITE}approved", an_entry(c)[1]), "entry_twice"),
    "an entry of nothing": (
        lambda c: rewrite_entry(c, comment_id="0" * 28),
        "entry_without_decision",
    ),
    "another text": (lambda c: rewrite_entry(c, text="lain"), "entry_says_something_else"),
    "an e-mail address in the stream": (
        lambda c: rewrite_entry(c, author_email="rina@example.com"),
        "entry_with_other_fields",
    ),
    "no entry at all": (
        lambda c: c.xadd(f"{SITE}approved", {"v": "1", "entry": "{"}),
        "unreadable_entry",
    ),
    "a case lost": (lambda c: c.delete(f"{SITE}case:{waiting_case(c)}"), "case_missing"),
    "a case closed": (close_a_case, "case_in_wrong_state"),
    "a queue emptied": (lambda c: c.delete(f"{SITE}queue"), "waiting_case_not_in_queue"),
    "a queue of nothing": (
        lambda c: c.zadd(f"{SITE}queue", {"0" * 28 + "-1": 1}),
        "queue_entry_without_case",
    ),
    "an address in the audit log": (
        lambda c: c.xadd(f"{SITE}events", {"v": "2", "event": "decided approve rina@example.com"}),
        "strange_audit_line",
    ),
    "an audit log lost": (lambda c: c.delete(f"{SITE}events"), "fewer_audit_lines_than_events"),
    "an address in a key": (lambda c: c.set(f"{SITE}seen:rina@example.com", 1), "unknown_key"),
    "a site forgotten": (lambda c: c.srem("mod:{sites}", "kabar"), "keys_of_an_unknown_site"),
}


def test_a_whole_store_passes_and_is_not_written_to(client: Any, redis_url: str) -> None:
    before = image(redis_url)
    done = run("check", "--redis-url", redis_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Everything holds together."
    assert image(redis_url) == before


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named_by_ids_and_ends_with_1(
    name: str, client: Any, redis_url: str
) -> None:
    breaks, kind = BROKEN[name]
    breaks(client)
    before = image(redis_url)
    done = run("check", "--json", "--redis-url", redis_url)
    assert done.returncode == 1
    assert kind in json.loads(done.stdout)["kinds"]
    assert "rina" not in done.stdout + done.stderr
    assert image(redis_url) == before


def test_a_trimmed_stream_lacks_nothing(client: Any, redis_url: str) -> None:
    client.xtrim(f"{SITE}approved", maxlen=1, approximate=False)
    client.xtrim(f"{SITE}events", maxlen=1, approximate=False)
    assert run("check", "--redis-url", redis_url).returncode == 0


def test_sites_are_looked_at_in_groups(
    client: Any, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("check", "--json", "--redis-url", redis_url).stdout
    monkeypatch.setattr(checking, "ENTRIES_AT_ONCE", 1)
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    assert json.loads(run("check", "--json", "--redis-url", redis_url).stdout) == json.loads(whole)


def test_a_cluster_is_looked_at(cluster_url: str) -> None:
    asyncio.run(fill(cluster_url))
    done = run("check", "--json", "--redis-url", cluster_url)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["looked_at"]["comments"] == 9
