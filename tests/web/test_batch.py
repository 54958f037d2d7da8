"""Many submissions in one request: each succeeds or fails by itself, in order."""

import json
from io import BytesIO
from typing import Any

import pytest

from moderation.web.http.context import Context
from tests.builders import JUDOL, a_body, a_body_by
from tests.web.conftest import Browser, Serve
from tests.web.keyspace import image
from tests.web.openapi import assert_fits
from tests.web.problem_shape import assert_is_problem, codes, problem_of

PATH = "/v1/comments/batch"


def bodies(count: int) -> list[dict[str, Any]]:
    """Make as many comments, each by somebody else and with words of its own."""
    return [a_body_by(number) for number in range(count)]


async def results(
    client: Browser, bearer: dict[str, str], items: Any, **headers: str
) -> list[dict[str, Any]]:
    """Send a batch and return its results, each of the contract's shape."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await client.post(
        PATH,
        data=BytesIO(json.dumps(items).encode()),
        headers=bearer | {"Content-Type": "application/json"} | given,
    )
    assert answer.status == 200, await answer.text()
    found: list[dict[str, Any]] = (await answer.json())["results"]
    for result in found:
        assert_fits(result, "Result")
        if "problem" in result:
            assert_is_problem(result["problem"], result["status"])
    return found


async def test_every_item_has_its_own_result_in_order(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    items = [
        *bodies(1),
        a_body(text=""),
        "no object",
        a_body(text=JUDOL),
        a_body(parent_id="0" * 28),
    ]
    found = await results(client, bearer, items)
    assert [result["status"] for result in found] == [201, 422, 422, 201, 422]
    assert found[0]["comment"]["status"] == "approved"
    assert codes(found[1]["problem"]) == {"/text": "required"}
    assert codes(found[2]["problem"]) == {"": "wrong_type"}
    assert found[3]["comment"]["status"] in {"held", "rejected"}
    assert codes(found[4]["problem"]) == {"/parent_id": "unknown_parent"}
    comments = [key for key in image(redis_url) if b":comment:" in key]
    assert len(comments) == 2


async def test_an_object_with_comments_is_a_batch_too(
    client: Browser, bearer: dict[str, str]
) -> None:
    found = await results(client, bearer, {"comments": bodies(2)})
    assert [result["status"] for result in found] == [201, 201]


async def test_500_are_taken_and_reach_the_approved_stream_in_order(
    client: Browser, bearer: dict[str, str]
) -> None:
    found = await results(client, bearer, bodies(500))
    assert [result["status"] for result in found] == [201] * 500
    approved = [r["comment"]["id"] for r in found if r["comment"]["status"] == "approved"]
    assert approved
    page = await (await client.get("/v1/approved?limit=1000", headers=bearer)).json()
    assert sorted(entry["comment_id"] for entry in page["entries"]) == sorted(approved)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "required"),
        ({"comments": []}, "required"),
        ({}, "wrong_type"),
        ({"comments": {}}, "wrong_type"),
        ("text", "wrong_type"),
        (bodies(501), "too_many"),
    ],
    ids=["empty", "empty member", "no member", "an object", "a text", "501"],
)
async def test_what_is_no_batch_is_refused_whole(
    items: Any, code: str, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    await client.get("/v1/approved", headers=bearer)
    before = image(redis_url)
    answer = await client.post(PATH, json=items, headers=bearer)
    assert codes(await problem_of(answer, 422)) == {"/comments": code}
    assert image(redis_url) == before


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "application/json; charset=latin1"]
)
async def test_only_json_is_a_batch_and_nothing_else_is_asked_for(
    client: Browser, bearer: dict[str, str], kind: str
) -> None:
    headers = bearer | {"Content-Type": kind, "Accept-Language": "en"}
    answer = await client.post(PATH, data=b"comment=a", headers=headers)
    said = (await problem_of(answer, 415))["detail"]
    assert said == "Send JSON (application/json) in UTF-8. Forms are not read here."


async def test_a_batch_over_its_own_limit_is_refused(serve: Serve, bearer: dict[str, str]) -> None:
    small = await serve(batch_body_limit=1024)
    answer = await small.post(PATH, json=bodies(20), headers=bearer)
    await problem_of(answer, 413)


async def test_a_batch_may_be_larger_than_a_submission(
    serve: Serve, client: Browser, bearer: dict[str, str]
) -> None:
    small = await serve(body_limit=1024)
    assert len(await results(small, bearer, bodies(20))) == 20
    await problem_of(
        await small.post("/v1/comments", json=a_body(m="x" * 2000), headers=bearer), 413
    )


async def test_a_retried_batch_records_nothing_twice(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    items = [*bodies(5), a_body(text=""), "no object"]
    first = await results(client, bearer, items, Idempotency_Key="kelompok", X_Request_ID="satu")
    before = image(redis_url)
    assert (
        await results(client, bearer, items, Idempotency_Key="kelompok", X_Request_ID="satu")
        == first
    )
    assert image(redis_url) == before


async def test_a_retried_batch_with_one_item_changed_refuses_that_item(
    client: Browser, bearer: dict[str, str]
) -> None:
    items = bodies(3)
    await results(client, bearer, items, Idempotency_Key="kelompok", X_Request_ID="satu")
    items[1] = a_body(text="Lain sama sekali.")
    found = await results(client, bearer, items, Idempotency_Key="kelompok", X_Request_ID="satu")
    assert [result["status"] for result in found] == [201, 422, 201]
    assert found[1]["problem"]["type"] == "/problems/idempotency-mismatch"


@pytest.mark.parametrize(
    "member", [r'"\ud800"', "9" * 60, "1e999", '{"a": [1.5, null, true]}'], ids=str
)
async def test_what_an_item_holds_beside_the_contract_does_no_harm_to_its_retry(
    member: str, client: Browser, bearer: dict[str, str]
) -> None:
    body = f'[{json.dumps(a_body())[:-1]}, "more": {member}}}]'
    headers = bearer | {"Content-Type": "application/json", "Idempotency-Key": "kelompok"}
    answers = [await client.post(PATH, data=body, headers=headers) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert await answers[0].read() == await answers[1].read()
    assert (await answers[0].json())["results"][0]["status"] == 201


async def test_the_same_comment_twice_in_one_batch_is_one(
    client: Browser, bearer: dict[str, str]
) -> None:
    item = bodies(1)[0]
    found = await results(client, bearer, [item, item])
    assert [each["status"] for each in found] == [201, 201]
    assert found[0]["comment"] == found[1]["comment"]


async def test_nearly_the_same_comment_twice_in_one_batch_is_noticed(
    client: Browser, bearer: dict[str, str]
) -> None:
    item = bodies(1)[0]
    found = await results(client, bearer, [item, item | {"text": f"{item['text']}!"}])
    reasons = [{r["code"] for r in each["comment"]["decision"]["reasons"]} for each in found]
    assert ["repeats" in each for each in reasons].count(True) == 1


async def test_an_item_that_meets_a_defect_of_ours_takes_no_other_along(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    def undeliverable(domain: str) -> bool:
        if domain == "cacat.example.com":
            raise LookupError(domain)
        return False

    context.intake.undeliverable = undeliverable
    items = bodies(4)
    items[1] = a_body(author={"name": "Rina", "email": "rina@cacat.example.com"})
    found = await results(client, bearer, items)
    assert [result["status"] for result in found] == [201, 500, 201, 201]
    assert found[1]["problem"]["type"] == "/problems/internal"
    assert "cacat" not in json.dumps(found[1])


async def test_an_items_problem_is_an_occurrence_of_the_batchs_request(
    client: Browser, bearer: dict[str, str]
) -> None:
    answer = await client.post(PATH, json=[{}], headers=bearer)
    (result,) = (await answer.json())["results"]
    assert result["problem"]["instance"] == answer.headers["X-Request-ID"] != ""
    named = await client.post(PATH, json=[{}], headers=bearer | {"X-Request-ID": "mine"})
    assert (await named.json())["results"][0]["problem"]["instance"] == "mine"


async def test_an_address_with_a_zone_is_taken_alone_and_in_a_batch(
    client: Browser, bearer: dict[str, str]
) -> None:
    body = a_body(client={"ip": "fe80::1%eth0"})
    alone = await client.post("/v1/comments", json=body, headers=bearer)
    assert alone.status == 201
    found = await results(client, bearer, [body, *bodies(1)])
    assert [result["status"] for result in found] == [201, 201]
