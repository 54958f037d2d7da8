"""A submission over HTTP, to the contract: what goes in, what comes out, and asking twice."""

import asyncio
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.clock import iso, now_ms
from moderation.domain import Mode
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE, a_body
from tests.web.conftest import Browser, Serve
from tests.web.keyspace import image
from tests.web.openapi import assert_fits
from tests.web.problem_shape import codes, problem_of

ID = re.compile(r"[0-9a-f]{28}")
STATUS = {"approve": "approved", "hold": "held", "reject": "rejected"}
FIELDS = {
    "author": "Rina",
    "email": "rina@example.com",
    "url": "https://rina.example.com",
    "comment": POLITE,
    "comment_post_ID": "15",
    "comment_parent": "0",
}


async def submitted(client: Browser, bearer: dict[str, str], /, **changes: Any) -> dict[str, Any]:
    """Submit and return the answer, which has to be 201 and of the contract's shape."""
    answer = await client.post("/v1/comments", json=a_body(**changes), headers=bearer)
    assert answer.status == 201, await answer.text()
    told: dict[str, Any] = await answer.json()
    assert_fits(told, "Accepted")
    return told


async def read(client: Browser, bearer: dict[str, str], comment_id: str) -> dict[str, Any]:
    """Read a comment back."""
    answer = await client.get(f"/v1/comments/{comment_id}", headers=bearer)
    assert answer.status == 200
    told: dict[str, Any] = await answer.json()
    assert_fits(told, "Comment")
    return told


async def another_site(context: Context, name: str = "lain") -> dict[str, str]:
    """Make one more site and carry its key."""
    made = await administration.add_site(context.store, name)
    return {"Authorization": f"Bearer {made.api_key}"}


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
async def test_the_scheme_of_a_key_is_written_as_anybody_likes(
    scheme: str, client: Browser, site: NewSite
) -> None:
    headers = {"Authorization": f"{scheme} {site.api_key}"}
    assert (await client.get("/v1/approved", headers=headers)).status == 200


async def test_the_answer_is_the_contracts(client: Browser, bearer: dict[str, str]) -> None:
    answer = await client.post("/v1/comments", json=a_body(), headers=bearer)
    told = await answer.json()
    assert answer.status == 201
    assert answer.content_type == "application/json"
    assert answer.headers["Location"] == f"/v1/comments/{told['id']}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(told) == {"id", "site", "status", "decision", "created_at"}
    assert set(told["decision"]) == {
        *("action", "by", "reasons", "scores", "policy_version", "model_version")
    }
    assert ID.fullmatch(told["id"])
    assert (told["site"], told["status"]) == ("kabar", "approved")
    assert (told["decision"]["action"], told["decision"]["by"]) == ("approve", "policy")
    assert told["decision"]["policy_version"]
    assert told["decision"]["model_version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["created_at"])


@pytest.mark.parametrize("text", [POLITE, JUDOL, "Mampir ya https://a.example/x dan b.example.com"])
async def test_status_follows_action_and_every_score_is_a_probability(
    text: str, client: Browser, bearer: dict[str, str]
) -> None:
    told = await submitted(client, bearer, text=text)
    assert told["status"] == STATUS[told["decision"]["action"]]
    assert {"spam", "gambling"} <= set(told["decision"]["scores"])
    assert all(0 <= score <= 1 for score in told["decision"]["scores"].values())
    assert told["decision"]["reasons"]


async def test_a_campaign_does_not_pass_and_says_which_words(
    client: Browser, bearer: dict[str, str]
) -> None:
    told = await submitted(client, bearer, text=JUDOL)
    assert told["status"] in {"held", "rejected"}
    marked = {
        JUDOL[start:end] for reason in told["decision"]["reasons"] for start, end in reason["spans"]
    }
    assert any("𝗡𝗔𝗚𝗔" in words for words in marked), marked


async def test_spans_count_code_points_of_the_text_as_sent(
    client: Browser, bearer: dict[str, str]
) -> None:
    text = "  \U0001f1ee\U0001f1e9 kafe\u0301\r\n lihat HTTPS://Contoh.example/Ｐ dan situs.xyz"
    told = await submitted(client, bearer, text=text)
    spans = [r["spans"] for r in told["decision"]["reasons"] if r["code"] == "links"]
    assert [text[start:end] for start, end in spans[0]] == [
        "HTTPS://Contoh.example/Ｐ",
        "situs.xyz",
    ]
    assert (await read(client, bearer, told["id"]))["text"] == text


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        *((None, "id"), ("id", "id"), ("en", "en"), ("en-GB,en;q=0.9,id;q=0.8", "en")),
        *(("id-ID,en;q=0.5", "id"), ("fr, *", "id"), ("en;q=x", "id"), (",;=,q=;" * 99, "id")),
        ("en;q=nan", "id"),
    ],
)
async def test_sentences_come_in_the_callers_language(
    wanted: str | None, language: str, client: Browser, bearer: dict[str, str]
) -> None:
    headers = bearer | ({"Accept-Language": wanted} if wanted else {})
    answer = await client.post("/v1/comments", json=a_body(text=""), headers=headers)
    problem = await problem_of(answer, 422)
    assert answer.headers["Content-Language"] == language
    told = await submitted(client, headers)
    indonesian = "Tidak ada tanda yang mencurigakan."
    detail = told["decision"]["reasons"][0]["detail"]
    assert (detail == indonesian) == (language == "id")
    assert problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("given", "kept"), [(15, "15"), ("16", "16"), (2**63, str(2**63)), (0, "0"), (" a b ", "a b")]
)
async def test_an_article_id_may_be_a_number(
    given: object, kept: str, client: Browser, bearer: dict[str, str]
) -> None:
    told = await submitted(client, bearer, article={"id": given})
    assert (await read(client, bearer, told["id"]))["article"] == {"id": kept}


async def test_every_field_comes_back_but_the_private_ones(
    client: Browser, bearer: dict[str, str]
) -> None:
    article = {"id": "feri", "url": "https://kabar.example/feri", "title": "Feri baru"}
    told = await submitted(
        client,
        bearer,
        article=article,
        author={"name": "Rina", "email": "Rina@EXAMPLE.com", "url": "https://rina.example"},
        client={
            "ip": "203.0.113.7",
            "user_agent": "Peramban/1.0",
            "referrer": "https://asal.example",
        },
        submitted_at="2026-11-23T11:00:00+07:00",
    )
    found = await read(client, bearer, told["id"])
    assert found["article"] == article
    assert found["author"] == {"name": "Rina", "url": "https://rina.example"}
    assert found["submitted_at"] == "2026-11-23T04:00:00.000Z"
    assert [event["type"] for event in found["history"]] == ["submitted"]
    text = json.dumps(found)
    assert not [word for word in ("EXAMPLE.com", "203.0.113", "Peramban", "asal") if word in text]


async def test_a_form_as_wordpress_sends_it_is_taken(
    client: Browser, bearer: dict[str, str]
) -> None:
    answer = await client.post("/v1/comments", data=FIELDS, headers=bearer)
    assert answer.status == 201
    found = await read(client, bearer, (await answer.json())["id"])
    assert found["article"] == {"id": "15"}
    assert found["author"] == {"name": "Rina", "url": "https://rina.example.com"}
    assert found["text"] == POLITE
    assert found["parent_id"] is None


async def test_a_forms_faults_are_named_by_its_own_fields(
    client: Browser, bearer: dict[str, str]
) -> None:
    answer = await client.post(
        "/v1/comments",
        data={"author": "", "email": "rina", "url": "x:y", "comment": " ", "comment_parent": "7"},
        headers=bearer,
    )
    assert codes(await problem_of(answer, 422)) == {
        "/comment_post_ID": "required",
        "/author": "required",
        "/email": "invalid_email",
        "/url": "invalid_url",
        "/comment": "required",
        "/comment_parent": "unknown_parent",
    }


async def test_a_form_keeps_plus_signs_spaces_and_every_script(
    client: Browser, bearer: dict[str, str]
) -> None:
    text = "1 + 1 = 2 & ٣ 𝗡 \U0001f642\nbaris kedua"
    body = urlencode(FIELDS | {"comment": text})
    form = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    answer = await client.post("/v1/comments", data=body, headers=bearer | form)
    assert (await read(client, bearer, (await answer.json())["id"]))["text"] == text


async def test_a_filled_honeypot_is_rejected_and_an_empty_one_is_not(
    client: Browser, bearer: dict[str, str]
) -> None:
    made = await (await client.get("/v1/form-token", headers=bearer)).json()
    statuses = []
    for content in ("", "isi"):
        fields = FIELDS | {"saring_token": made["token"], made["honeypot_field"]: content}
        answer = await client.post("/v1/comments", data=fields, headers=bearer)
        told = await answer.json()
        statuses.append((told["status"], [r["code"] for r in told["decision"]["reasons"]]))
    assert "honeypot" not in statuses[0][1]
    assert statuses[1][0] == "rejected"
    assert "honeypot" in statuses[1][1]


@pytest.mark.parametrize("parent", [None, "", "0", 0], ids=["null", "empty", "0 as text", "0"])
async def test_no_parent_is_said_in_several_ways(
    parent: object, client: Browser, bearer: dict[str, str]
) -> None:
    told = await submitted(client, bearer, parent_id=parent)
    assert (await read(client, bearer, told["id"]))["parent_id"] is None


async def test_an_answer_names_the_comment_it_answers(
    client: Browser, bearer: dict[str, str]
) -> None:
    parent = await submitted(client, bearer)
    child = await submitted(client, bearer, parent_id=parent["id"], text="Setuju sekali.")
    assert (await read(client, bearer, child["id"]))["parent_id"] == parent["id"]


async def test_a_comment_of_another_site_is_no_parent_and_cannot_be_read(
    client: Browser, bearer: dict[str, str], context: Context, redis_url: str
) -> None:
    theirs = await submitted(client, await another_site(context))
    await submitted(client, bearer, text="Supaya kebijakan situs sudah tersimpan.")
    before = image(redis_url)
    answer = await client.post("/v1/comments", json=a_body(parent_id=theirs["id"]), headers=bearer)
    assert codes(await problem_of(answer, 422)) == {"/parent_id": "unknown_parent"}
    await problem_of(await client.get(f"/v1/comments/{theirs['id']}", headers=bearer), 404)
    assert image(redis_url) == before


@pytest.mark.parametrize("text", ["Setuju sekali.", ""], ids=["alone", "with another fault"])
async def test_a_comment_under_another_article_is_no_parent(
    text: str, client: Browser, bearer: dict[str, str]
) -> None:
    parent = await submitted(client, bearer, article={"id": "feri-lama"})
    body = a_body(parent_id=parent["id"], text=text)
    answer = await client.post("/v1/comments", json=body, headers=bearer)
    found = codes(await problem_of(answer, 422))
    assert found == {"/parent_id": "unknown_parent"} | ({} if text else {"/text": "required"})


async def test_faults_of_fields_and_of_the_parent_are_told_together(
    client: Browser, bearer: dict[str, str]
) -> None:
    body = a_body(parent_id="0" * 28, text="")
    answer = await client.post("/v1/comments", json=body, headers=bearer)
    assert codes(await problem_of(answer, 422)) == {
        "/parent_id": "unknown_parent",
        "/text": "required",
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer srg_x"}], ids=["none", "other"])
async def test_only_a_sites_api_key_opens_it(
    headers: dict[str, str], client: Browser, site: NewSite
) -> None:
    for ask in (
        client.post("/v1/comments", json=a_body(), headers=headers),
        client.post("/v1/comments/batch", json=[a_body()], headers=headers),
        client.get("/v1/comments/" + "0" * 28, headers=headers),
        client.get("/v1/approved", headers=headers),
        client.get("/v1/form-token", headers=headers),
    ):
        problem = await problem_of(await ask, 401)
        assert problem["type"] == "/problems/unauthenticated"


async def test_a_revoked_key_opens_nothing_once_remembered_keys_are_fetched_again(
    client: Browser, site: NewSite, bearer: dict[str, str], context: Context
) -> None:
    await submitted(client, bearer)
    for record in await context.store.sites.keys_of(site.site):
        await context.store.sites.revoke_key(site.site, record.id)
    # As after the second for which it is remembered.
    context.directory._keys._known.clear()
    answer = await client.post("/v1/comments", json=a_body(), headers=bearer)
    problem = await problem_of(answer, 401)
    assert "dicabut" in problem["detail"]


async def test_a_second_key_stays_valid_when_the_first_is_revoked(
    client: Browser, site: NewSite, context: Context
) -> None:
    second = await administration.add_key(context.store, site.site)
    first = await context.store.sites.key(site.api_key)
    assert first is not None
    await context.store.sites.revoke_key(site.site, first.id)
    await submitted(client, {"Authorization": f"Bearer {second}"})


@pytest.mark.parametrize("text", [POLITE, JUDOL])
async def test_a_retry_gets_the_first_answer_byte_for_byte(
    text: str, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    headers = bearer | {"Idempotency-Key": "kunci-1"}
    first = await client.post("/v1/comments", json=a_body(text=text), headers=headers)
    before = image(redis_url)
    again = await client.post("/v1/comments", json=a_body(text=text), headers=headers)
    assert (first.status, again.status) == (201, 201)
    assert await again.read() == await first.read()
    assert again.headers["Location"] == first.headers["Location"]
    assert image(redis_url) == before


async def test_a_retry_gets_the_first_answer_even_when_counts_spoke(
    client: Browser, bearer: dict[str, str]
) -> None:
    text = "Pemerintah sebaiknya segera menambah armada feri."
    await submitted(client, bearer, text=text)
    headers = bearer | {"Idempotency-Key": "kunci"}
    told = [await submitted(client, headers, text=text) for _ in range(2)]
    assert told[0] == told[1]
    assert "repeats" in {reason["code"] for reason in told[0]["decision"]["reasons"]}


async def test_a_retry_over_another_network_gets_the_first_answer(
    client: Browser, bearer: dict[str, str]
) -> None:
    headers = bearer | {"Idempotency-Key": "kunci-telepon"}
    first = await submitted(client, headers, client={"ip": "203.0.113.7"})
    body = json.dumps(a_body(client={"ip": "198.51.100.9", "user_agent": "lain"}), indent=2)
    kind = {"Content-Type": "application/json"}
    again = await client.post("/v1/comments", data=body, headers=headers | kind)
    assert await again.json() == first


async def test_a_used_key_with_another_body_is_refused(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    headers = bearer | {"Idempotency-Key": "kunci"}
    await submitted(client, headers)
    before = image(redis_url)
    answer = await client.post("/v1/comments", json=a_body(text="Lain."), headers=headers)
    problem = await problem_of(answer, 422)
    assert problem["type"] == "/problems/idempotency-mismatch"
    assert image(redis_url) == before


async def test_a_key_used_by_one_site_is_fresh_for_another(
    client: Browser, bearer: dict[str, str], context: Context
) -> None:
    key = {"Idempotency-Key": "kunci"}
    ours = await submitted(client, bearer | key)
    theirs = await submitted(client, await another_site(context) | key, text="Lain lagi.")
    assert ours["id"] != theirs["id"]


async def test_a_refused_submission_leaves_its_key_fresh(
    client: Browser, bearer: dict[str, str]
) -> None:
    headers = bearer | {"Idempotency-Key": "kunci"}
    answer = await client.post("/v1/comments", json=a_body(text=""), headers=headers)
    await problem_of(answer, 422)
    await submitted(client, headers)


@pytest.mark.parametrize("many", [20, 100])
async def test_many_at_once_under_one_key_make_one_comment(
    many: int, client: Browser, bearer: dict[str, str]
) -> None:
    headers = bearer | {"Idempotency-Key": "kunci"}
    told = await asyncio.gather(*(submitted(client, headers) for _ in range(many)))
    assert len({each["id"] for each in told}) == 1
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert [entry["comment_id"] for entry in page["entries"]] == [told[0]["id"]]


async def test_many_may_read_at_once(client: Browser, bearer: dict[str, str]) -> None:
    told = await submitted(client, bearer)
    found = await asyncio.gather(*(read(client, bearer, told["id"]) for _ in range(100)))
    assert all(each["id"] == told["id"] for each in found)


async def test_a_clock_that_runs_a_little_ahead_is_forgiven(
    client: Browser, bearer: dict[str, str]
) -> None:
    await submitted(client, bearer, submitted_at=iso(now_ms() + 200_000))
    body = a_body(submitted_at=iso(now_ms() + 400_000))
    answer = await client.post("/v1/comments", json=body, headers=bearer)
    assert codes(await problem_of(answer, 422)) == {"/submitted_at": "in_future"}


async def test_a_clock_that_was_set_back_records_all_the_same(
    serve: Serve, client: Browser, bearer: dict[str, str], context: Context
) -> None:
    await submitted(client, bearer)
    context.intake.now_ms = lambda: now_ms() - 86_400_000
    author = {"name": "Budi", "email": "budi@example.com"}
    earlier = await submitted(client, bearer, text="Saya juga naik feri itu.", author=author)
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert page["entries"][-1]["comment_id"] == earlier["id"]
    assert page["entries"][-1]["created_at"] == earlier["created_at"]


async def test_a_site_that_holds_everything_holds_a_polite_comment(
    client: Browser, site: NewSite, bearer: dict[str, str], context: Context
) -> None:
    await administration.change_site(context.store, site.site, mode=Mode.ALL_HELD)
    told = await submitted(client, bearer)
    assert told["status"] == "held"
    assert "all_held" in {reason["code"] for reason in told["decision"]["reasons"]}
    assert (await (await client.get("/v1/approved", headers=bearer)).json())["entries"] == []


@pytest.mark.parametrize("path", ["/v1/%63omments", "/v1/comments?x=1"])
async def test_the_same_address_written_otherwise_is_the_same(
    path: str, client: Browser, bearer: dict[str, str]
) -> None:
    answer = await client.post(path, json=a_body(), headers=bearer)
    assert answer.status == 201


async def test_a_head_request_gets_no_body(client: Browser, bearer: dict[str, str]) -> None:
    told = await submitted(client, bearer)
    answer = await client.head(f"/v1/comments/{told['id']}", headers=bearer)
    assert (answer.status, await answer.read()) == (200, b"")


@pytest.mark.parametrize("count", ["seen_window", "client_interval", "email_interval"])
async def test_a_count_that_is_switched_off_records_all_the_same(
    count: str, serve: Serve, bearer: dict[str, str]
) -> None:
    client = await serve(**{count: 0.0})
    told = [
        await submitted(client, bearer, client={"ip": "203.0.113.7"}, text=text)
        for text in (POLITE, f"{POLITE}!")
    ]
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert page["entries"][0]["comment_id"] == told[0]["id"]
    reasons = {reason["code"] for reason in told[1]["decision"]["reasons"]}
    assert ("repeats" in reasons) is (count != "seen_window")
