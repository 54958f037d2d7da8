"""What each use case asks of the store, command by command, as a real server's MONITOR tells.

A table, so that a request that reads one thing eight times is seen. What scripts do by themselves
is left out, and so is what a new connection begins with.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from redis import Redis

from moderation import administration
from moderation.domain import Action, Comment, ListAction, ListEntry, ListKind, Moderator
from moderation.store.keys import CALLBACKS, JOBS, SiteKeys
from moderation.store.moderators import moderator_id
from moderation.store.scripts import Script
from moderation.web.http.context import Context
from tests.builders import POLITE, a_body
from tests.store.test_arguments import LUA
from tests.web.conftest import Browser, Serve, context_of
from tests.web.desk import PASSWORD, SITE, Desk, case_path, hire, hold

QUEUE = f"/console/sites/{SITE}"
API = "/console/api/sites"
SET_UP = {"CLIENT", "HELLO", "SELECT"}
# What the application looks at every some seconds, whoever asks for what.
BESIDE = {JOBS, CALLBACKS}
ENTRY = ListEntry(kind=ListKind.WORD, pattern="kasar", action=ListAction.HOLD)
HELD = 3

VISIT = "GET PTTL HGET"  # session, how long it lives, moderator
COMMENT = "MGET"
CASE = "HGETALL"
ASIDE = "ZRANGEBYSCORE"  # what the moderator put aside
ASKED = "HGETALL"  # what second opinions are asked for
TABLE = f"ZRANGE {ASKED} {ASIDE}" + " HGETALL" * HELD
CASES = "ZRANGE" + " HGETALL" * HELD
AUTHOR = "GET MGET MGET"  # and what is known of its fingerprints
POLICY = "HGET LRANGE HGET"  # under which it was judged, what was noted and asked
SITES = "SMEMBERS ZCARD"
DECIDED = "LRANGE"  # what moderators decided last
KNOWN_OF_AUTHORS = "STRLEN STRLEN STRLEN"
ROWS = f"{TABLE} {COMMENT}"
TWO_ROWS = f"ZRANGE {ASKED} {ASIDE} HGETALL HGETALL {COMMENT}"
FRAME = f"{SITES} {DECIDED}"


@dataclass
class World:
    """An application at work, a moderator at a desk, and HELD cases in the queue."""

    client: Browser
    bearer: dict[str, str]
    desk: Desk
    moderator: Moderator
    held: list[Comment]

    @property
    def context(self) -> Context:
        return context_of(self.client)

    async def send(self, body: object, path: str = "/v1/comments", **headers: str) -> None:
        """Have the site send something."""
        answer = await self.client.post(path, json=body, headers=self.bearer | headers)
        assert answer.status in {200, 201}

    async def read(self, path: str) -> None:
        """Have the site read something."""
        assert (await self.client.get(path, headers=self.bearer)).status == 200

    async def look(self, path: str) -> None:
        """Have the moderator open a page, or an address of the console's API."""
        assert (await self.desk.get(path)).status == 200

    async def press(self, act: str, **fields: Any) -> None:
        """Have the moderator press a button of the first case's page."""
        path = f"{case_path(self.held[0])}/{act}"
        assert (await self.desk.post(path, follow=False, **fields)).status == 303

    async def call(self, act: str, **fields: Any) -> None:
        """Have the moderator act on the first case by the console's API."""
        path = f"{self.desk.base}{API}/{SITE}/comments/{self.held[0].id}/{act}"
        token = {"X-CSRF-Token": self.desk.token}
        assert (await self.desk.session.post(path, json=fields, headers=token)).status < 300

    async def decided(self) -> None:
        """Have the first case decided already."""
        await self.context.review.decide(
            self.moderator, SITE, self.held[0].id, Action.APPROVE, revision=1
        )


@pytest.fixture
async def beginner(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Start an application that knows nothing of the site yet."""
    # Otherwise the mark of the last change is asked for once a second, and calls that are due.
    monkeypatch.setattr("moderation.sites.directory.REFRESH_SECONDS", 3_600)
    monkeypatch.setattr("moderation.delivery.callbacks.LOOK_SECONDS", 3_600)
    client = await serve()
    context = context_of(client)
    site = await administration.add_site(context.store, SITE)
    await administration.list_entries(context.store, SITE, add=[ENTRY], remove=[])
    email, desk = await hire(context.store), Desk(client)
    await desk.enter(context, email)
    moderator = await context.store.moderators.find(moderator_id(email))
    for name in LUA:
        await context.store.client.script_load(Script.load(name).text)
    held = [await hold(context) for _ in range(HELD)]
    yield World(client, {"Authorization": f"Bearer {site.api_key}"}, desk, moderator, held)
    await desk.session.close()


@pytest.fixture
async def world(beginner: World) -> World:
    """Set the application to work: it knows the site and its key."""
    await beginner.send(a_body(text="Membuka kunci dan situs."))
    await beginner.look(QUEUE)
    return beginner


async def asked(url: str, act: Awaitable[Any]) -> list[str]:
    """Await an act; return the commands that reached the server meanwhile, with their arguments."""
    with Redis.from_url(url, decode_responses=True) as client, client.monitor() as monitor:
        await act
        client.echo("over")
        found = []
        while (told := monitor.next_command())["command"] != "ECHO over":
            command = told["command"].split()
            asked_for = command[0] not in SET_UP and BESIDE.isdisjoint(command)
            if told["client_type"] != "lua" and asked_for:
                found.append(told["command"])
        return found


def names(commands: list[str]) -> str:
    return " ".join(command.split()[0] for command in commands)


Act = Callable[[World], Awaitable[Any]]

OF_SITES: dict[str, tuple[Act, str]] = {
    "submit": (lambda w: w.send(a_body()), "EVALSHA"),
    "batch of three": (
        lambda w: w.send([a_body(text=f"{n} {POLITE}") for n in range(3)], "/v1/comments/batch"),
        "EVALSHA EVALSHA EVALSHA",
    ),
    "comment": (lambda w: w.read(f"/v1/comments/{w.held[0].id}"), COMMENT),
    "approved": (lambda w: w.read("/v1/approved"), "EVALSHA"),
    "approved from a cursor": (lambda w: w.read("/v1/approved?after=1-0"), "EVALSHA"),
    "form token": (lambda w: w.read("/v1/form-token"), ""),
}
OF_MODERATORS: dict[str, tuple[Act, str]] = {
    "queue page": (lambda w: w.look(QUEUE), f"{VISIT} {ROWS} {KNOWN_OF_AUTHORS} {FRAME}"),
    "case page": (
        lambda w: w.look(case_path(w.held[0])),
        f"{VISIT} {COMMENT} {CASE} {AUTHOR} {POLICY} {ROWS} {FRAME}",
    ),
    "claim": (lambda w: w.press("claim"), f"{VISIT} {COMMENT} EVALSHA"),
    "release": (lambda w: w.press("release"), f"{VISIT} {COMMENT} EVALSHA"),
    # The next case is looked for, and taken.
    "decide": (
        lambda w: w.press("decide", action="approve", revision=1),
        f"{VISIT} {COMMENT} {CASE} {TABLE} EVALSHA {COMMENT} EVALSHA",
    ),
    "API: sites": (lambda w: w.look(API), f"{VISIT} {SITES}"),
    "API: queue": (lambda w: w.look(f"{API}/{SITE}/queue"), f"{VISIT} {CASES} {COMMENT}"),
    "API: live": (lambda w: w.look(f"{API}/{SITE}/live"), f"{VISIT} ZCARD ZREVRANGE LRANGE"),
    "API: comment": (
        lambda w: w.look(f"{API}/{SITE}/comments/{w.held[0].id}"),
        f"{VISIT} {COMMENT} {CASE} {AUTHOR} {POLICY}",
    ),
    "API: claim": (lambda w: w.call("claim"), f"{VISIT} {COMMENT} EVALSHA"),
    "API: release": (lambda w: w.call("release"), f"{VISIT} {COMMENT} EVALSHA"),
    "API: decide": (
        lambda w: w.call("decide", action="approve", revision=1),
        f"{VISIT} {COMMENT} {CASE} EVALSHA",
    ),
    "log out": (lambda w: w.desk.post("/console/logout", follow=False), f"{VISIT} DEL"),
}
# These begin after the first case was decided.
AFTER_A_DECISION: dict[str, tuple[Act, str]] = {
    "page with a notice": (
        lambda w: w.look(f"{case_path(w.held[1])}?decided={w.held[0].id}"),
        f"{VISIT} {COMMENT} {CASE} {AUTHOR} {POLICY} {TWO_ROWS} {FRAME} {COMMENT}",
    ),
    "undo": (
        lambda w: w.press("undo", revision=2),
        f"{VISIT} {COMMENT} {CASE} EVALSHA {COMMENT} EVALSHA",
    ),
    "API: undo": (
        lambda w: w.call("undo", revision=2),
        f"{VISIT} {COMMENT} {CASE} EVALSHA",
    ),
}


@pytest.mark.parametrize(("act", "expected"), OF_SITES.values(), ids=OF_SITES)
async def test_a_sites_request_asks_the_store_for_no_more(
    act: Act, expected: str, world: World, redis_url: str
) -> None:
    assert names(await asked(redis_url, act(world))) == expected


@pytest.mark.parametrize(("act", "expected"), OF_MODERATORS.values(), ids=OF_MODERATORS)
async def test_a_moderators_click_asks_the_store_for_no_more(
    act: Act, expected: str, world: World, redis_url: str
) -> None:
    commands = await asked(redis_url, act(world))
    # What is read together comes in no order.
    assert sorted(names(commands).split()) == sorted(expected.split())
    assert [command for command in commands if SiteKeys.of(SITE).lists in command] == []


@pytest.mark.parametrize(("act", "expected"), AFTER_A_DECISION.values(), ids=AFTER_A_DECISION)
async def test_what_follows_a_decision_asks_the_store_for_no_more(
    act: Act, expected: str, world: World, redis_url: str
) -> None:
    await world.decided()
    found = names(await asked(redis_url, act(world)))
    assert sorted(found.split()) == sorted(expected.split())


async def test_what_the_store_counted_costs_one_call_more(world: World, redis_url: str) -> None:
    await world.send(a_body())
    again = world.send(a_body(text=f"{POLITE}!"))
    assert names(await asked(redis_url, again)) == "EVALSHA EVALSHA"


async def test_a_double_click_costs_the_reading_of_its_first_answer(
    world: World, redis_url: str
) -> None:
    await world.send(a_body())
    assert names(await asked(redis_url, world.send(a_body()))) == f"EVALSHA {COMMENT}"


async def test_a_retry_costs_the_reading_of_its_first_answer(world: World, redis_url: str) -> None:
    key = {"Idempotency-Key": "kunci"}
    await world.send(a_body(), **key)
    retry = world.send(a_body(), **key)
    assert names(await asked(redis_url, retry)) == f"EVALSHA {COMMENT}"


async def test_logging_in_asks_the_store_for_no_more(world: World, redis_url: str) -> None:
    visitor = Desk(world.client)
    assert names(await asked(redis_url, visitor.get("/console/login"))) == ""
    fields = {"email": world.moderator.email, "password": PASSWORD, "follow": False}
    login = visitor.post("/console/login", **fields)  # type: ignore[arg-type]  # of several types
    assert names(await asked(redis_url, login)) == "EVALSHA HGET EVALSHA SET"
    await visitor.session.close()


async def test_for_a_decision_a_process_learns_of_a_site_without_its_lists(
    beginner: World, redis_url: str
) -> None:
    decide = beginner.call("decide", action="approve", revision=1)
    learnt = "MGET HMGET"  # mark of the last change, site
    visit = VISIT.replace("PTTL", "PTTL PEXPIRE")  # a session is renewed when some of it has passed
    assert names(await asked(redis_url, decide)) == f"{visit} {learnt} {COMMENT} {CASE} EVALSHA"


async def test_to_judge_a_process_learns_of_a_site_with_its_lists(
    beginner: World, redis_url: str
) -> None:
    learnt = "MGET HGETALL HMGET ZRANGE ZRANGE HSETNX"  # mark, key, site, ends and lists, policy
    submit = beginner.send(a_body())
    assert names(await asked(redis_url, submit)) == f"{learnt} EVALSHA"
