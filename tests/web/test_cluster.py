"""The whole application on a Redis Cluster of three nodes, unchanged."""

import asyncio

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.administration.moderators import add_moderator
from moderation.domain import Action, Role
from moderation.web.http.context import Context
from tests.builders import JUDOL, a_body
from tests.waiting import PATIENCE_SECONDS
from tests.web.conftest import Browser


@pytest.fixture
def redis_url(cluster_url: str) -> str:
    """Stand the application on the cluster."""
    return cluster_url.replace("redis://", "redis+cluster://")


async def test_sites_on_different_nodes_take_comments_and_deliver_them(
    client: Browser, context: Context, site: NewSite, bearer: dict[str, str]
) -> None:
    for name in ("harian", "mingguan", "bulanan"):
        made = await administration.add_site(context.store, name)
        key = {"Authorization": f"Bearer {made.api_key}"}
        answer = await client.post(
            "/v1/comments", json=a_body(), headers=key | {"Idempotency-Key": "kunci"}
        )
        told = await answer.json()
        assert (answer.status, told["status"]) == (201, "approved")
        again = await client.post(
            "/v1/comments", json=a_body(), headers=key | {"Idempotency-Key": "kunci"}
        )
        assert await again.json() == told
        page = await (await client.get("/v1/approved", headers=key)).json()
        assert [entry["comment_id"] for entry in page["entries"]] == [told["id"]]
    assert await context.store.sites.names() == ["bulanan", "harian", "kabar", "mingguan"]


async def test_a_held_comment_is_reviewed_and_a_long_poll_told(
    client: Browser, context: Context, bearer: dict[str, str]
) -> None:
    person = await add_moderator(
        context.store,
        "budi@kabar.example.com",
        "kata sandi yang panjang",
        Role.MODERATOR,
        sites=("kabar",),
    )
    body = a_body(text="Mampir ke contoh.xyz dan lain.xyz ya.")
    held = await (await client.post("/v1/comments", json=body, headers=bearer)).json()
    assert held["status"] == "held"
    waiting = asyncio.create_task(client.get("/v1/approved?wait=60", headers=bearer))
    await context.review.decide(person, "kabar", held["id"], Action.APPROVE, revision=1)
    async with asyncio.timeout(PATIENCE_SECONDS):
        page = await (await waiting).json()
    assert [entry["comment_id"] for entry in page["entries"]] == [held["id"]]


async def test_many_write_and_read_at_once(client: Browser, bearer: dict[str, str]) -> None:
    answers = await asyncio.gather(
        *(
            client.post(
                "/v1/comments",
                json=a_body(
                    author={"name": "Rina", "email": f"pembaca{number}@example.com"},
                    text=JUDOL if number % 5 == 0 else f"Pendapat nomor {number}: tambah jadwal.",
                ),
                headers=bearer,
            )
            for number in range(100)
        )
    )
    assert {answer.status for answer in answers} == {201}
    ids = [(await answer.json())["id"] for answer in answers]
    found = await asyncio.gather(
        *(client.get(f"/v1/comments/{each}", headers=bearer) for each in ids)
    )
    assert {answer.status for answer in found} == {200}
