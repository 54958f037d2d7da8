"""Whatever a machine makes up: an answer of the contract's shape, never a 500."""

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.builders import a_body
from tests.web.conftest import Browser
from tests.web.openapi import assert_fits
from tests.web.problem_shape import problem_of

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FIELDS = (
    *("author", "email", "url", "comment", "comment_post_ID", "comment_parent", "user_ip"),
    *("user_agent", "referrer", "comment_date_gmt", "saring_token", "permalink", "article_title"),
)
MEMBERS = ("article", "author", "text", "parent_id", "client", "submitted_at", "form", "more")
INNER = {
    "article": ("id", "url", "title"),
    "author": ("name", "email", "url"),
    "client": ("ip", "user_agent", "referrer"),
    "form": ("token", "honeypot"),
}

# One application serves every example of a test: what it keeps is what we want to see it survive.
lively = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

any_text = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["a@b.co", "https://a.example", "2026-01-01T00:00:00Z", "::1%x", "0", "\u202e", "\U000e0041"]
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def nearly_valid(draw: st.DrawFn) -> dict[str, Any]:
    """Make a body in which some members, outer or inner, are anything at all."""
    body = a_body()
    for name in draw(st.sets(st.sampled_from(MEMBERS), max_size=3)):
        body[name] = draw(any_json)
    for name in draw(st.sets(st.sampled_from(sorted(INNER)), max_size=2)):
        chosen = draw(st.sets(st.sampled_from(INNER[name]), min_size=1))
        body[name] = a_body().get(name, {}) | {inner: draw(any_json) for inner in chosen}
    return body


async def assert_sound(client: Browser, bearer: dict[str, str], body: bytes, kind: str) -> None:
    """Submit, and find either a problem or a comment that can be read again."""
    answer = await client.post("/v1/comments", data=body, headers=bearer | {"Content-Type": kind})
    if answer.status != 201:
        assert answer.status in {400, 413, 415, 422}, await answer.text()
        await problem_of(answer, answer.status)
        return
    told = await answer.json()
    assert_fits(told, "Accepted")
    found = await client.get(f"/v1/comments/{told['id']}", headers=bearer)
    assert found.status == 200
    assert_fits(await found.json(), "Comment")


@lively
@given(body=st.binary(max_size=300), kind=st.sampled_from([JSON, FORM]))
async def test_bytes(client: Browser, bearer: dict[str, str], body: bytes, kind: str) -> None:
    await assert_sound(client, bearer, body, kind)


@lively
@given(body=any_json)
async def test_json(client: Browser, bearer: dict[str, str], body: Any) -> None:
    await assert_sound(client, bearer, json.dumps(body).encode(), JSON)


@lively
@given(body=nearly_valid())
@example(body=a_body(submitted_at="0001-01-01T00:00:00+23:59"))
@example(body=a_body(author={"name": "a", "email": "a@\ud800.co"}))
async def test_a_body_that_is_nearly_valid(
    client: Browser, bearer: dict[str, str], body: dict[str, Any]
) -> None:
    await assert_sound(client, bearer, json.dumps(body).encode(), JSON)


@lively
@given(local=any_text, domain=any_text)
async def test_an_address(client: Browser, bearer: dict[str, str], local: str, domain: str) -> None:
    author = {"name": local, "email": f"{local}@{domain}", "url": f"https://{domain}"}
    await assert_sound(client, bearer, json.dumps(a_body(author=author)).encode(), JSON)


@lively
@given(fields=st.dictionaries(st.sampled_from(FIELDS) | any_text, any_text, max_size=9))
async def test_a_form(client: Browser, bearer: dict[str, str], fields: dict[str, str]) -> None:
    body = urlencode(fields, encoding="utf-8", errors="surrogatepass").encode()
    await assert_sound(client, bearer, body, FORM)


@lively
@given(items=st.lists(nearly_valid() | any_json, min_size=1, max_size=4))
async def test_a_batch_with_an_idempotency_key(
    client: Browser, bearer: dict[str, str], items: list[Any]
) -> None:
    headers = bearer | {"Content-Type": JSON, "Idempotency-Key": "kelompok"}
    answer = await client.post("/v1/comments/batch", data=json.dumps(items), headers=headers)
    assert answer.status in {200, 400, 422}, await answer.text()
    if answer.status == 200:
        for result in (await answer.json())["results"]:
            assert_fits(result, "Result")
            assert result["status"] < 500
    else:
        await problem_of(answer, answer.status)


@lively
@given(after=any_text, limit=any_text, language=st.text(st.characters(codec="latin-1")))
async def test_a_question(
    client: Browser, bearer: dict[str, str], after: str, limit: str, language: str
) -> None:
    query = urlencode({"after": after, "limit": limit}, errors="surrogatepass")
    told = "".join(letter for letter in language if letter.isprintable())
    answer = await client.get(
        f"/v1/approved?{query}", headers=bearer | {"Accept-Language": told, "X-Request-ID": told}
    )
    assert answer.status in {200, 422}
    if answer.status == 422:
        await problem_of(answer, 422)
