"""A site's own ids of its comments: parents are named by them, alone and within one batch."""

from typing import Any

import pytest

from moderation.domain import Action
from moderation.store.moderators import moderator_id
from moderation.web.http.context import Context
from tests.builders import a_body, a_body_by
from tests.web.conftest import Browser
from tests.web.desk import SITE, hire
from tests.web.keyspace import strings
from tests.web.problem_shape import codes, problem_of
from tests.web.test_batch import results


async def submit(client: Browser, bearer: dict[str, str], **changes: Any) -> dict[str, Any]:
    answer = await client.post("/v1/comments", json=a_body(**changes), headers=bearer)
    assert answer.status == 201, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told


async def parent_of(client: Browser, bearer: dict[str, str], comment_id: str) -> str | None:
    read = await (await client.get(f"/v1/comments/{comment_id}", headers=bearer)).json()
    found: str | None = read["parent_id"]
    return found


@pytest.mark.parametrize("named", ["external:15", "15"])
async def test_a_parent_is_found_by_the_sites_own_id(
    named: str, client: Browser, bearer: dict[str, str]
) -> None:
    parent = await submit(client, bearer, external_id="15")
    child = await submit(client, bearer, parent_id=named, text="Setuju sekali.")
    assert await parent_of(client, bearer, child["id"]) == parent["id"]


async def test_a_form_names_a_parent_by_wordpresss_number(
    client: Browser, bearer: dict[str, str]
) -> None:
    parent = await submit(client, bearer, external_id=15)
    form = {
        "author": "Budi",
        "email": "budi@example.com",
        "comment": "Sepakat.",
        "comment_post_ID": "feri-baru",
        "comment_parent": "15",
    }
    answer = await client.post("/v1/comments", data=form, headers=bearer)
    child = await answer.json()
    assert await parent_of(client, bearer, child["id"]) == parent["id"]


@pytest.mark.parametrize("text", ["Setuju sekali.", ""], ids=["alone", "with another fault"])
@pytest.mark.parametrize(
    ("named", "article"), [("external:16", "feri-baru"), ("external:15", "feri-lama")]
)
async def test_one_that_is_unknown_or_under_another_article_is_refused(
    named: str, article: str, text: str, client: Browser, bearer: dict[str, str]
) -> None:
    await submit(client, bearer, external_id="15")
    body = a_body(parent_id=named, text=text, article={"id": article})
    answer = await client.post("/v1/comments", json=body, headers=bearer)
    found = codes(await problem_of(answer, 422))
    assert found == {"/parent_id": "unknown_parent"} | ({} if text else {"/text": "required"})


async def test_the_first_comment_keeps_its_id_and_a_retry_is_the_same_comment(
    client: Browser, bearer: dict[str, str]
) -> None:
    first = await submit(client, bearer, external_id="15")
    await submit(client, bearer, external_id="15", text="Komentar lain dengan nomor sama.")
    child = await submit(client, bearer, parent_id="15", text="Setuju sekali.")
    again = await submit(client, bearer, parent_id="15", text="Setuju sekali.")
    assert again["id"] == child["id"]
    assert await parent_of(client, bearer, child["id"]) == first["id"]


async def test_a_comment_that_the_counts_judged_again_is_found_too(
    client: Browser, bearer: dict[str, str]
) -> None:
    await submit(client, bearer)
    again = await submit(client, bearer, external_id="15", submitted_at="2026-01-02T03:04:05Z")
    assert "repeats" in {reason["code"] for reason in again["decision"]["reasons"]}
    child = await submit(client, bearer, parent_id="15", text="Setuju sekali.")
    assert await parent_of(client, bearer, child["id"]) == again["id"]


async def test_a_batch_names_its_own_in_any_order(client: Browser, bearer: dict[str, str]) -> None:
    last = 80  # more than are in work at once, each the reply to the one behind it
    items = [a_body_by(number) | {"external_id": f"k{number}"} for number in range(last + 1)]
    for number in range(last):
        items[number]["parent_id"] = f"external:k{number + 1}"
    found = await results(client, bearer, items)
    assert [result["status"] for result in found] == [201] * len(items)
    ids = [result["comment"]["id"] for result in found]
    assert await parent_of(client, bearer, ids[0]) == ids[1]
    assert await parent_of(client, bearer, ids[last - 1]) == ids[last]


async def test_a_batch_refuses_circles_and_replies_to_what_was_refused(
    client: Browser, bearer: dict[str, str]
) -> None:
    items = [
        a_body_by(1) | {"external_id": "a", "parent_id": "external:b"},
        a_body_by(2) | {"external_id": "b", "parent_id": "external:a"},
        a_body_by(3) | {"external_id": "c", "text": ""},
        a_body_by(4) | {"parent_id": "external:c"},
        a_body_by(5) | {"external_id": "d"},
    ]
    found = await results(client, bearer, items)
    assert [result["status"] for result in found] == [422, 422, 422, 422, 201]
    assert codes(found[3]["problem"]) == {"/parent_id": "unknown_parent"}


async def test_a_withdrawal_names_the_sites_own_id(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    told = await submit(client, bearer, external_id="15")
    moderator = await context.store.moderators.find(moderator_id(await hire(context.store)))
    await context.review.decide(moderator, SITE, told["id"], Action.REJECT, revision=1)
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert [(e["type"], e["external_id"]) for e in page["entries"]] == [
        ("approved", "15"),
        ("withdrawn", "15"),
    ]


async def test_the_id_stands_in_no_key(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    await submit(client, bearer, external_id="rina@example.com")
    index = strings(redis_url, "mod:{kabar}:external:*")
    assert index
    assert "rina" not in index
