"""The quick path against the plain one: same outcome for each submission, same bytes in the store.

    SUBMISSIONS=100000 .venv/bin/python -m pytest tests/plain_path

runs it at length; the suite alone takes some.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from moderation import clock
from moderation.domain import ListAction, ListEntry, ListKind
from moderation.errors import Invalid, SaringError, UnknownParent
from moderation.process.app import build_context, open_store
from moderation.settings import Settings
from moderation.sites.directory import KnownSite
from moderation.store.keys import LATEST_CHANGE, SiteKeys
from moderation.store.sites import Site
from moderation.web.api.comments import read_one, unknown_parent
from moderation.web.api.fields import POINTERS
from moderation.web.http.context import Context
from tests.plain_path.generated import Sent, generated
from tests.plain_path.plain import Outcome, PlainPath

pytestmark = pytest.mark.slow

SUBMISSIONS = int(os.environ.get("SUBMISSIONS", "1500"))
# The service's clock is ours, the server's is not: what expires there must outlast the test.
INTERVAL_SECONDS = 1_800
LATER_MS = 120_000

SITE = Site(name="kabar", created_at=1, secret="5a" * 32)
ENTRIES = (
    ListEntry(kind=ListKind.WORD, pattern="parkir liar", action=ListAction.HOLD),
    ListEntry(kind=ListKind.DOMAIN, pattern="situs.example", action=ListAction.REJECT),
)


@pytest.fixture
async def contexts(redis_url: str, tmp_path: Path) -> AsyncIterator[tuple[Context, Context]]:
    """Make the application twice, each with a database of its own."""
    made = []
    for number in (0, 1):
        settings = Settings(
            data_dir=tmp_path,
            durability="server",
            client_interval=INTERVAL_SECONDS,
            email_interval=INTERVAL_SECONDS,
        )
        context = build_context(settings, open_store(settings, f"{redis_url}?db={number}"))
        await context.store.sites.add(SITE)
        await context.store.lists.change("kabar", add=ENTRIES)
        made.append(context)
    yield made[0], made[1]
    for context in made:
        await context.store.close()


async def quickly(context: Context, known: KnownSite, group: list[Sent]) -> list[Outcome]:
    """What the service makes of a group that arrives in one turn."""
    read: list[Any] = []
    for sent in group:
        try:
            submission = await read_one(context, known, sent.kind, sent.body)
        except SaringError as error:
            read.append(error)
        else:
            read.append((submission, sent.key))
    valid = [each for each in read if not isinstance(each, SaringError)]
    pointers = POINTERS[group[0].kind]
    taken = iter(await context.intake.submit_all(known, valid))
    outcomes = [each if isinstance(each, SaringError) else next(taken) for each in read]
    return [
        unknown_parent(pointers) if isinstance(each, UnknownParent) else each for each in outcomes
    ]


def ids_of_new(outcomes: list[Outcome], at: int) -> list[str]:
    """The ids of the comments that a group made, and others for what was made before."""
    made = [None if isinstance(each, SaringError) else each for each in outcomes]
    ids = [each.id if each and each.created_at == at else clock.new_id(at) for each in made]
    return [clock.new_id(at) if id_ in ids[:place] else id_ for place, id_ in enumerate(ids)]


def told(outcome: Outcome) -> object:
    """An outcome in a form that can be compared."""
    if isinstance(outcome, Invalid):
        return type(outcome), outcome.faults
    return outcome if not isinstance(outcome, SaringError) else (type(outcome), outcome.args)


def contents(url: str, number: int) -> dict[str, object]:
    """Everything in a database, but for what no two share.

    That is the times that the server gave entries of streams, the mark of the last change, the
    revision of the lists, and the policy, which who records a comment keeps before.
    """
    with Redis.from_url(url, db=number) as client:
        apart = {LATEST_CHANGE, SiteKeys.of("kabar").policies}
        names = [key for key in client.scan_iter(count=1_000) if key.decode() not in apart]
        return {key.decode(): _value(client, key) for key in names}


def _value(client: Any, key: bytes) -> object:
    match client.type(key):
        case b"stream":
            return [entry for _, entry in client.xrange(key)]
        case b"zset":
            return client.zrange(key, 0, -1, withscores=True)
        case b"hash":
            return {name: text for name, text in client.hgetall(key).items() if name != b"lists"}
        case b"set":
            return client.smembers(key)
        case b"list":
            return client.lrange(key, 0, -1)
        case _:
            return client.get(key)


async def test_the_quick_path_does_what_the_plain_path_does(
    contexts: tuple[Context, Context], redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, other = contexts
    known = await quick.directory.site("kabar")
    plain = PlainPath(other, await other.directory.site("kabar"), monkeypatch)
    at = 1_800_000_000_000
    for group in generated(SUBMISSIONS, seed=11):
        at += LATER_MS
        quick.intake.now_ms = lambda now=at: now  # type: ignore[misc]  # a default binds the time
        outcomes = await quickly(quick, known, group)
        ids = ids_of_new(outcomes, at)
        expected = await plain.take(group, ids, at)
        assert [told(each) for each in outcomes] == [told(each) for each in expected]
    assert contents(redis_url, 0) == contents(redis_url, 1)
