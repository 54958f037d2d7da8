"""Akismet's callback: who had to wait hears what was decided, and nobody else does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from moderation import administration, clock
from moderation.administration import NewSite
from moderation.administration.moderators import find_moderator
from moderation.delivery.callbacks import ATTEMPTS, CALLS, LONGEST_WAIT_MS
from moderation.domain import Action, Comment, CommentState, Mode, Moderator
from moderation.errors import Invalid
from moderation.store.callbacks import FIRST_MS, LEASE_MS, LIFE_MS
from moderation.store.keys import SiteKeys
from moderation.upkeep.check import check
from moderation.web.http.context import Context
from tests.builders import POLITE
from tests.waiting import until
from tests.web.conftest import Serve, context_of
from tests.web.desk import hire
from tests.web.doors.akismet import Akismet

SPAM = "/1.1/submit-spam"
HOUR_MS = 3_600_000


class Hook:
    """The site's end of the call: what came, and what it answers."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.status = 200
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = 0
        self.most_at_once = 0
        self.address = ""

    async def take(self, request: web.Request) -> web.Response:
        self.came.append(await request.json())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.open.wait()
        self.at_once -= 1
        return web.json_response({"comments": {}}, status=self.status)

    def told(self) -> list[tuple[str, str]]:
        return [(c["guid"], c["result"]) for each in self.came for c in each["comments"]]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """Serve the site's end."""
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    server = TestServer(app)
    await server.start_server()
    hook.address = str(server.make_url("/hook"))
    yield hook
    hook.open.set()
    await server.close()


class Office:
    """A site whose comments are all held, its moderator, and a clock that can be put forward."""

    def __init__(self, context: Context, site: NewSite, moderator: Moderator) -> None:
        self.context, self.site, self.moderator = context, site.site, moderator
        self.ahead = 0
        context.callbacks.now_ms = lambda: clock.now_ms() + self.ahead

    async def choose(self, callback: str) -> str:
        """Have the site's Akismet key call back; return the key's id."""
        keys = await self.context.store.sites.keys_of(self.site)
        (key,) = [each.id for each in keys if each.door == "akismet"]
        await administration.choose(self.context.store, self.site, key, {"callback": callback})
        return key

    async def decide(self, guid: str, action: Action) -> Comment:
        """Decide on a comment as its moderator."""
        found = await self.context.store.comments.find(self.site, guid)
        decided = await self.context.review.decide(
            self.moderator, self.site, guid, action, revision=found.revision
        )
        self.context.callbacks._news.set()
        return decided

    def later(self, ms: int) -> None:
        """Put the clock forward."""
        self.ahead += ms
        self.context.callbacks._news.set()

    async def failed(self, guid: str, times: int) -> None:
        """Wait until so many calls failed, and put the clock forward to the next one."""
        key = SiteKeys.of(self.site).callback(guid)

        async def counted() -> bool:
            return int(await self.context.store.client.hget(key, "attempts") or 0) == times

        await until(counted, "the call failed")
        self.later(2 * LONGEST_WAIT_MS)

    async def waiting(self) -> int:
        """How many calls are due now or later."""
        key = SiteKeys.of(self.site).due_callbacks
        return int(await self.context.store.client.zcard(key))

    async def settled(self) -> None:
        """Wait until no call is left to make; one that is expected is due by itself a bit later."""
        self.later(2 * FIRST_MS)

        async def none_left() -> bool:
            self.context.callbacks._news.set()
            return not await self.waiting()

        await until(none_left, "every call is settled")


@pytest.fixture
async def office(context: Context, site: NewSite) -> Office:
    """Open the office."""
    await administration.change_site(context.store, site.site, mode=Mode.ALL_HELD)
    moderator = await find_moderator(context.store, await hire(context.store))
    return Office(context, site, moderator)


async def test_a_held_comments_decision_is_told(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    guids = [(await akismet.checked(comment_content=f"{POLITE} {n}"))[1] for n in range(2)]
    await office.decide(guids[0], Action.APPROVE)
    await office.decide(guids[1], Action.REJECT)
    await until(lambda: len(hook.came) == 2, "both are told")
    assert sorted(hook.told()) == sorted([(guids[0], "false"), (guids[1], "true")])
    assert hook.came[0].keys() == {"key", "endpoint", "comments"}
    assert (hook.came[0]["key"], hook.came[0]["endpoint"]) == (akismet.key, "comment-check")
    await office.settled()


async def test_by_itself_a_key_has_nobody_called(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    _, guid = await akismet.checked(callback=hook.address)
    await office.decide(guid, Action.APPROVE)
    assert await office.waiting() == 0
    keys = await office.context.store.sites.keys_of("kabar")
    assert [each.secret for each in keys] == ["", ""]


async def test_an_undone_decision_is_none_and_the_next_one_is_told(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    _, guid = await akismet.checked()
    await office.decide(guid, Action.APPROVE)
    await until(lambda: len(hook.came) == 1, "the first is told")
    await office.settled()
    await office.context.review.undo(office.moderator, "kabar", guid, revision=2)
    await office.settled()
    await office.decide(guid, Action.REJECT)
    await until(lambda: len(hook.came) == 2, "the second is told")
    assert hook.told() == [(guid, "false"), (guid, "true")]


async def test_what_the_site_said_itself_is_not_told_to_it(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    _, guid = await akismet.checked()
    await akismet.post(SPAM, guid=guid)
    comment = await office.context.store.comments.find("kabar", guid)
    assert comment.state is CommentState.REJECTED
    await office.settled()
    assert hook.came == []


async def test_a_failed_call_is_made_again_later_and_later(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    _, guid = await akismet.checked()
    hook.status = 503
    await office.decide(guid, Action.APPROVE)
    await office.failed(guid, 1)
    await office.failed(guid, 2)
    hook.status = 204
    await until(lambda: len(hook.came) == 3, "it is told")
    await office.settled()
    assert hook.told() == [(guid, "false")] * 3


async def test_a_call_that_always_fails_is_given_up(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    _, guid = await akismet.checked()
    hook.status = 500
    await office.decide(guid, Action.APPROVE)
    for times in range(1, ATTEMPTS):
        await office.failed(guid, times)
    await office.settled()
    counted = (await (await akismet.client.get("/metrics")).text()).splitlines()
    assert f'saring_callbacks_total{{outcome="put_off"}} {ATTEMPTS - 1}.0' in counted
    assert 'saring_callbacks_total{outcome="given_up"} 1.0' in counted
    assert len(hook.came) == ATTEMPTS


async def test_a_call_that_a_dead_process_had_taken_is_made_by_another(
    akismet: Akismet, office: Office, hook: Hook, serve: Serve
) -> None:
    await office.choose(hook.address)
    _, guid = await akismet.checked()
    hook.open.clear()
    await office.decide(guid, Action.APPROVE)
    await until(lambda: len(hook.came) == 1, "the call is under way")
    await akismet.client.close()  # in the middle of it
    hook.open.set()
    other = context_of(await serve())
    other.callbacks.now_ms = lambda: clock.now_ms() + LEASE_MS
    await until(lambda: len(hook.came) == 2, "the other process makes it")
    assert hook.told() == [(guid, "false")] * 2


async def test_a_decision_faster_than_the_call_was_expected_is_told(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    key_id = await office.choose(hook.address)
    await office.context.store.sites.keep_secret(key_id, akismet.key)
    _, guid = await akismet.checked()
    await office.context.store.client.delete(SiteKeys.of("kabar").callback(guid))
    await office.context.store.client.delete(SiteKeys.of("kabar").due_callbacks)
    await office.decide(guid, Action.APPROVE)
    await office.context.store.callbacks.expect(
        "kabar", guid, key_id=key_id, address="", at=clock.now_ms()
    )
    office.later(HOUR_MS)
    await until(lambda: len(hook.came) == 1, "it is told")


async def test_a_slow_site_takes_neither_all_places_nor_any_request_along(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    guids = [(await akismet.checked(comment_content=f"{POLITE} {n}"))[1] for n in range(20)]
    hook.open.clear()
    for guid in guids:
        await office.decide(guid, Action.APPROVE)
    alone = office.context.callbacks._places.most
    await until(lambda: hook.at_once == alone, "its calls are under way")
    assert alone < CALLS
    await akismet.check(comment_content="Ada lagi?")
    assert hook.at_once == alone  # still, so nobody waited for a call
    hook.open.set()
    await office.settled()
    assert hook.most_at_once == alone
    assert sorted(hook.told()) == sorted((guid, "false") for guid in guids)


@pytest.mark.parametrize("when", ["off", "revoked", "expired"])
async def test_whom_nobody_wants_called_any_more_is_not(
    akismet: Akismet, office: Office, hook: Hook, when: str
) -> None:
    key_id = await office.choose(hook.address)
    _, guid = await akismet.checked()
    if when == "off":
        await office.choose("off")
    elif when == "revoked":
        await administration.revoke_key(office.context.store, "kabar", key_id)
    else:
        assert await office.context.store.client.pttl(SiteKeys.of("kabar").callback(guid)) > (
            LIFE_MS - HOUR_MS
        )
        await office.context.store.client.delete(SiteKeys.of("kabar").callback(guid))
    await office.decide(guid, Action.APPROVE)
    await office.settled()
    assert hook.came == []
    keys = await office.context.store.sites.keys_of("kabar")
    assert [each.secret for each in keys if each.door] == ["" if when != "expired" else akismet.key]


async def test_what_the_site_names_is_not_called_in_a_private_network(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose("sent")
    secure = hook.address.replace("http:", "https:")
    guids = [
        (await akismet.checked(comment_content=f"{POLITE} {n}", callback=address))[1]
        for n, address in enumerate([secure, hook.address, "", None, "x" * 3_000])
    ]
    for guid in guids:
        await office.decide(guid, Action.APPROVE)
    await office.failed(guids[0], 1)
    assert await office.waiting() == 1  # the others are no addresses that could be called
    assert hook.came == []


async def test_a_record_that_cannot_be_read_is_nobody_elses_trouble(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    guids = [(await akismet.checked(comment_content=f"{POLITE} {n}"))[1] for n in range(2)]
    for guid in guids:
        await office.decide(guid, Action.APPROVE)
    store = office.context.store
    await until(lambda: len(hook.came) == 2, "both are told")
    await office.settled()
    await store.client.set(SiteKeys.of("kabar").comment(guids[0]), "9")
    await store.client.zadd(SiteKeys.of("kabar").due_callbacks, dict.fromkeys(guids, 0))
    await until(lambda: hook.told().count((guids[1], "false")) == 2, "the other is told again")
    await store.client.delete(SiteKeys.of("kabar").callback(guids[0]))  # as it ends by itself
    office.later(LEASE_MS)
    await office.settled()


async def test_what_is_no_choice_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match="callback_address"):
        await office.choose("kabar.example")


async def test_the_store_holds_together_and_shows_no_key(
    akismet: Akismet, office: Office, hook: Hook
) -> None:
    await office.choose(hook.address)
    await akismet.check()
    assert (await check(office.context.store)).kinds == {}
    assert all(
        akismet.key not in repr(k) for k in await office.context.store.sites.keys_of("kabar")
    )
    assert msgspec.json.encode(await office.context.store.sites.find("kabar")).count(b"secret") == 2
