"""The console's JSON API: the same use cases, rules and refusals as the pages."""

import json
from itertools import product
from typing import Any

import pytest

from moderation import administration
from moderation.domain import Comment, CommentState, Role
from moderation.messages import Language, say
from moderation.web.console.api import PAGE
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, hire, hold, reason

API = "/console/api/sites"


class Api:
    """A client of the API in a moderator's session."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.token = desk.token

    async def get(self, path: str) -> tuple[int, Any]:
        """Ask."""
        answer = await self.desk.session.get(f"{self.desk.base}{path}")
        return answer.status, await answer.json(content_type=None)

    async def post(
        self, path: str, body: object = None, *, token: str | None = None, **headers: str
    ) -> tuple[int, Any]:
        """Act."""
        given = {"X-CSRF-Token": self.token if token is None else token} | headers
        answer = await self.desk.session.post(f"{self.desk.base}{path}", json=body, headers=given)
        return answer.status, await answer.json(content_type=None) if await answer.read() else None


@pytest.fixture
async def api(desk: Desk) -> Api:
    """Speak for a moderator who has logged in."""
    return Api(desk)


async def api_of(client: Browser, context: Context, role: Role, sites: tuple[str, ...] = ()) -> Api:
    """Speak for another moderator."""
    desk = Desk(client)
    await desk.enter(context, await hire(context.store, f"{role}@kabar.example", role, sites))
    return Api(desk)


def path_of(comment: Comment, act: str = "") -> str:
    """Where the API has the comment."""
    return f"{API}/{comment.site}/comments/{comment.id}{act and '/'}{act}"


async def test_the_sites_come_with_counts_and_the_token_for_writes(
    api: Api, context: Context
) -> None:
    await hold(context)
    status, body = await api.get(API)
    assert status == 200
    assert body["sites"] == [{"site": SITE, "waiting": 1}]
    assert body["csrf_token"] == api.token
    assert body["moderator"] == {"email": "budi@kabar.example", "role": "moderator"}


async def test_the_queue_comes_in_pages(api: Api, context: Context) -> None:
    held = [await hold(context) for _ in range(PAGE + 1)]
    _, first = await api.get(f"{API}/{SITE}/queue")
    _, second = await api.get(f"{API}/{SITE}/queue?after={first['next']}")
    assert [case["id"] for case in first["cases"] + second["cases"]] == [c.id for c in held]
    assert second["next"] is None


async def test_a_comment_comes_with_what_this_moderator_may_do(api: Api, context: Context) -> None:
    text = "Main di situs itu"
    comment = await hold(context, text, reasons=[reason("links", text, ["situs itu"])])
    status, body = await api.get(path_of(comment))
    assert status == 200
    assert body["actions"] == ["approve", "reject"]
    assert body["revision"] == 1
    assert body["case"]["holding"] == "free"
    assert body["machine_decision"]["reasons"][0]["spans"] == [[8, 17]]
    assert body["author"]["email"] == "r•••@e•••.com"
    assert "203.0.113.7" not in str(body)


async def test_what_may_be_done_depends_on_the_role(
    client: Browser, api: Api, context: Context
) -> None:
    viewer, admin = [await api_of(client, context, r) for r in (Role.VIEWER, Role.ADMIN)]
    comment = await hold(context)
    assert (await viewer.get(path_of(comment)))[1]["actions"] == []
    assert (await admin.get(path_of(comment)))[1]["author"]["email"] == "rina@example.com"
    for each in (viewer, admin):
        await each.desk.session.close()


async def test_a_case_is_taken_decided_and_taken_back(api: Api, context: Context) -> None:
    comment = await hold(context)
    status, body = await api.post(path_of(comment, "claim"))
    assert status == 200
    assert body["claimed_until"].endswith("Z")
    assert (await api.get(path_of(comment)))[1]["case"]["holding"] == "mine"
    status, body = await api.post(path_of(comment, "decide"), {"action": "reject", "revision": 1})
    assert (status, body["status"], body["revision"]) == (200, "rejected", 2)
    status, body = await api.post(path_of(comment, "undo"), {"revision": 2})
    assert (status, body["status"], body["revision"]) == (200, "held", 3)
    assert [e["type"] for e in (await api.get(path_of(comment)))[1]["history"]] == [
        *("submitted", "decided", "undone")
    ]


async def test_a_case_is_given_back(api: Api, context: Context) -> None:
    comment = await hold(context)
    await api.post(path_of(comment, "claim"))
    assert (await api.post(path_of(comment, "release")))[0] == 204
    assert (await api.get(path_of(comment)))[1]["case"]["holding"] == "free"


async def test_a_lost_race_is_a_conflict_that_names_the_state(
    client: Browser, api: Api, context: Context
) -> None:
    comment = await hold(context)
    other = await api_of(client, context, Role.ADMIN)
    await other.post(path_of(comment, "decide"), {"action": "approve", "revision": 1})
    status, body = await api.post(path_of(comment, "decide"), {"action": "reject", "revision": 1})
    assert status == 409
    assert (body["state"], body["event"]) == ("approved", "reject")
    await other.desk.session.close()


async def test_a_case_that_another_holds_cannot_be_taken(
    client: Browser, api: Api, context: Context
) -> None:
    comment = await hold(context)
    other = await api_of(client, context, Role.ADMIN)
    await other.post(path_of(comment, "claim"))
    for act in ("claim", "release"):
        status, body = await api.post(path_of(comment, act))
        assert (status, body["state"], body["event"]) == (409, "claimed", act)
        assert f"“{act}”" in body["detail"]
    _, body = await api.get(path_of(comment))
    assert body["case"]["holding"] == "other"
    assert body["actions"] == []
    await other.desk.session.close()


@pytest.mark.parametrize("act", ["claim", "release"])
async def test_a_closed_case_is_neither_taken_nor_given_back(
    api: Api, context: Context, act: str
) -> None:
    comment = await hold(context)
    await api.post(path_of(comment, "decide"), {"action": "approve", "revision": 1})
    status, body = await api.post(path_of(comment, act))
    assert (status, body["state"], body["event"]) == (409, "closed", act)


@pytest.mark.parametrize("path", ["", f"/{SITE}/queue", f"/{SITE}/comments/x"])
async def test_without_a_session_nothing_is_told(client: Browser, path: str) -> None:
    answer = await client.get(f"{API}{path}")
    assert answer.status == 401
    assert answer.content_type == "application/problem+json"


FORGED: tuple[tuple[str | None, dict[str, str]], ...] = (
    ("", {}),
    ("x" * 43, {}),
    (None, {"Origin": "https://jahat.example"}),
    (None, {"Sec-Fetch-Site": "cross-site"}),
)


async def test_a_forged_write_changes_nothing(
    api: Api, context: Context, subtests: pytest.Subtests
) -> None:
    comment = await hold(context)
    body = {"action": "reject", "revision": 1}
    for act, (token, headers) in product(("claim", "release", "decide", "undo"), FORGED):
        with subtests.test(act=act, token=token, headers=headers):
            status, told = await api.post(path_of(comment, act), body, token=token, **headers)
            assert status == 403
            assert told["detail"] == say("problem.forbidden.forged", Language.ID)
            found = await context.store.comments.find(SITE, comment.id)
            assert found.state is CommentState.HELD


@pytest.mark.parametrize("act", ["claim", "decide", "undo"])
async def test_a_viewer_may_not_act(client: Browser, api: Api, context: Context, act: str) -> None:
    viewer = await api_of(client, context, Role.VIEWER)
    comment = await hold(context)
    status, told = await viewer.post(path_of(comment, act), {"action": "reject", "revision": 1})
    assert (status, told["detail"]) == (403, "Peran Anda tidak mengizinkan tindakan ini.")
    await viewer.desk.session.close()


async def test_another_sites_moderator_finds_nothing(
    client: Browser, api: Api, context: Context
) -> None:
    await administration.add_site(context.store, "pesisir")
    stranger = await api_of(client, context, Role.ADMIN, ("pesisir",))
    comment = await hold(context)
    assert (await stranger.get(path_of(comment)))[0] == 404
    assert (await stranger.get(f"{API}/{SITE}/queue"))[0] == 404
    assert (await stranger.post(path_of(comment, "claim")))[0] == 404
    assert [each["site"] for each in (await stranger.get(API))[1]["sites"]] == ["pesisir"]
    await stranger.desk.session.close()


STRANGE_BODIES: tuple[tuple[object, int, str], ...] = (
    ({"revision": 1}, 422, "/action"),
    ({"action": "erase", "revision": 1}, 422, "/action"),
    ({"action": ["reject"], "revision": 1}, 422, "/action"),
    ({"action": "reject"}, 422, "/revision"),
    ({"action": "reject", "revision": True}, 422, "/revision"),
    ({"action": "reject", "revision": 1.5}, 422, "/revision"),
    ({"action": "reject", "revision": -1}, 422, "/revision"),
    ([], 400, ""),
    (None, 400, ""),
)


async def test_a_strange_body_is_a_fault_with_its_place(
    api: Api, context: Context, subtests: pytest.Subtests
) -> None:
    comment = await hold(context)
    for body, status, pointer in STRANGE_BODIES:
        with subtests.test(body=body):
            got, problem = await api.post(path_of(comment, "decide"), body)
            assert got == status
            assert problem["errors"][0]["pointer"] == pointer
            assert not problem["errors"][0]["detail"].startswith("fault.")


async def test_a_session_is_no_key_and_a_key_is_no_session(api: Api, context: Context) -> None:
    made = await administration.add_site(context.store, "lain")
    answer = await api.desk.session.get(f"{api.desk.base}/v1/approved")
    assert answer.status == 401
    key = {"Authorization": f"Bearer {made.api_key}"}
    async with api.desk.client.session.get(f"{api.desk.base}{API}", headers=key) as answer:
        assert answer.status == 401


async def test_a_parameter_that_the_queue_does_not_know_is_refused(desk: Desk) -> None:
    answer = await desk.get(f"{API}/{SITE}/queue?state=approved&after=x")
    assert answer.status == 422
    assert [each["pointer"] for each in json.loads(desk.text)["errors"]] == ["/state"]
