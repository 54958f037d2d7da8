"""Whatever arrives: a clear error, an unchanged store, no traceback, no 500."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest

from moderation.administration import NewSite
from tests.builders import POLITE, a_body
from tests.web.conftest import Browser, Listen, Serve
from tests.web.keyspace import image
from tests.web.problem_shape import assert_is_problem, codes, problem_of
from tests.web.wire import abandon, exchange, request

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
BODY_LIMIT = 1_048_576
FIELDS = {
    "author": "Rina",
    "email": "rina@example.com",
    "comment": POLITE,
    "comment_post_ID": "15",
}


def with_text(escaped: str) -> bytes:
    """Write a valid body whose text is this JSON string literal."""
    return json.dumps(a_body(text="@")).encode().replace(b'"@"', escaped.encode("latin-1"))


def with_member(member: str) -> bytes:
    """Write a valid body with one more member."""
    return json.dumps(a_body())[:-1].encode() + b", " + member.encode() + b"}"


# name: body, content type, status, {pointer: code}
BODIES: dict[str, tuple[bytes, str, int, dict[str, str]]] = {
    "nothing": (b"", JSON, 400, {"": "empty_body"}),
    "only spaces": (b" \r\n\t", JSON, 400, {"": "empty_body"}),
    "an empty form": (b"", FORM, 400, {"": "empty_body"}),
    "a form of separators": (b"&&&", FORM, 400, {"": "empty_body"}),
    "cut short": (json.dumps(a_body()).encode()[:-9], JSON, 400, {"": "invalid_json"}),
    "no JSON": (b"author=Rina", JSON, 400, {"": "invalid_json"}),
    "more after the end": (json.dumps(a_body()).encode() * 2, JSON, 400, {"": "invalid_json"}),
    "two byte order marks": (
        b"\xef\xbb\xbf" * 2 + json.dumps(a_body()).encode(),
        JSON,
        400,
        {"": "invalid_json"},
    ),
    "UTF-16": (json.dumps(a_body()).encode("utf-16"), JSON, 400, {"": "not_utf8"}),
    "Latin-1": (
        json.dumps(a_body(text="sat\xe9"), ensure_ascii=False).encode("latin-1"),
        JSON,
        400,
        {"": "not_utf8"},
    ),
    "Latin-1 in a form": (b"author=sat%E9", FORM, 400, {"": "not_utf8"}),
    "raw Latin-1 in a form": (b"author=sat\xe9", FORM, 400, {"": "not_utf8"}),
    "an overlong encoding": (with_text('"\xc0\xaf"'), JSON, 400, {"": "not_utf8"}),
    "a raw surrogate": (with_text('"\xed\xa0\x80"'), JSON, 400, {"": "not_utf8"}),
    "a list": (b"[]", JSON, 400, {"": "wrong_type"}),
    "a text": (b'"halo"', JSON, 400, {"": "wrong_type"}),
    "null": (b"null", JSON, 400, {"": "wrong_type"}),
    "a deep list": (b"[" * 100_000, JSON, 400, {"": "too_deep"}),
    "a deep closed list": (b"[" * 100_000 + b"]" * 100_000, JSON, 400, {"": "too_deep"}),
    "a deep object": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JSON, 400, {"": "too_deep"}),
    "a deep unknown member": (
        with_member('"more": ' + "[" * 17 + "]" * 17),
        JSON,
        400,
        {"": "too_deep"},
    ),
    "a member twice": (with_member('"text": "lain"'), JSON, 400, {"/text": "duplicate_key"}),
    "an inner member twice": (
        with_member('"client": {"ip": "203.0.113.7", "ip": "203.0.113.8"}'),
        JSON,
        400,
        {"/client/ip": "duplicate_key"},
    ),
    "a member that must be escaped twice": (
        with_member('"a/b~c": 1, "a/b~c": 2'),
        JSON,
        400,
        {"/a~1b~0c": "duplicate_key"},
    ),
    "a surrogate's name twice": (
        with_member(r'"\ud800": 1, "\ud800": 2'),
        JSON,
        400,
        {"/?": "duplicate_key"},
    ),
    "a field twice": (b"author=a&author=b", FORM, 400, {"/author": "duplicate_key"}),
    "a field that must be escaped twice": (
        b"a%2Fb=1&a%2Fb=2",
        FORM,
        400,
        {"/a~1b": "duplicate_key"},
    ),
    "101 fields": (
        "&".join(f"f{n}=1" for n in range(101)).encode(),
        FORM,
        400,
        {"": "too_many"},
    ),
    "300,000 members twice": (
        b"{" + b",".join([b'"a":1,"a":1'] * 60_000) + b"}",
        JSON,
        400,
        {"": "too_many"},
    ),
    "a megabyte of broken escapes": (
        b"author=a&email=a%40example.com&comment_post_ID=1&comment=" + b"%" * 1_000_000,
        FORM,
        422,
        {"/comment": "too_long"},
    ),
    "NaN": (with_member('"more": NaN'), JSON, 400, {"": "invalid_json"}),
    "Infinity": (with_member('"more": -Infinity'), JSON, 400, {"": "invalid_json"}),
    "an integer of 5,000 digits": (
        with_member('"more": ' + "9" * 5_000),
        JSON,
        400,
        {"": "invalid_json"},
    ),
    "an id of 4,000 digits": (
        json.dumps(a_body(article={"id": "@"})).encode().replace(b'"@"', b"9" * 4_000),
        JSON,
        422,
        {"/article/id": "too_long"},
    ),
    "a number beyond floats as id": (
        json.dumps(a_body(article={"id": "@"})).encode().replace(b'"@"', b"1e999"),
        JSON,
        422,
        {"/article/id": "wrong_type"},
    ),
    "a boolean as id": (
        json.dumps(a_body(article={"id": True})).encode(),
        JSON,
        422,
        {"/article/id": "wrong_type"},
    ),
    "NUL": (with_text(r'"a\u0000b"'), JSON, 422, {"/text": "control_character"}),
    "raw NUL": (with_text('"a\0b"'), JSON, 400, {"": "invalid_json"}),
    "NUL in a form": (
        b"author=a&email=a%40example.com&comment_post_ID=1&comment=a%00b",
        FORM,
        422,
        {"/comment": "control_character"},
    ),
    "a lone surrogate": (with_text(r'"a\ud800b"'), JSON, 422, {"/text": "lone_surrogate"}),
    "a reversed pair": (with_text(r'"\udc00\ud800"'), JSON, 422, {"/text": "lone_surrogate"}),
    "a backspace in the name": (
        json.dumps(a_body(author={"name": "a\bb", "email": "a@example.com"})).encode(),
        JSON,
        422,
        {"/author/name": "control_character"},
    ),
    "a text of nothing to see": (
        with_text(r'"\u200b\u2060\u202e\u0301"'),
        JSON,
        422,
        {"/text": "required"},
    ),
    "a text that is too long": (
        json.dumps(a_body(text="a" * 65_526)).encode(),
        JSON,
        422,
        {"/text": "too_long"},
    ),
    "arrays for objects": (
        json.dumps(a_body(article=[], author=[], client=[], form=[])).encode(),
        JSON,
        422,
        {
            "/article": "wrong_type",
            "/author": "wrong_type",
            "/client": "wrong_type",
            "/form": "wrong_type",
            "/article/id": "required",
            "/author/name": "required",
            "/author/email": "required",
        },
    ),
    "numbers for texts": (
        json.dumps(
            {
                "article": {"id": 1.5, "url": 1, "title": 1},
                "author": {"name": 1, "email": 1, "url": 1},
                "client": {"ip": 1, "user_agent": 1, "referrer": 1},
                "form": {"token": 1, "honeypot": 1},
                "parent_id": 1,
                "submitted_at": 1,
                "text": 1,
            }
        ).encode(),
        JSON,
        422,
        dict.fromkeys(
            [
                *("/article/id", "/article/url", "/article/title", "/author/name", "/author/email"),
                *("/author/url", "/client/ip", "/client/user_agent", "/client/referrer"),
                *("/form/token", "/form/honeypot", "/parent_id", "/submitted_at", "/text"),
            ],
            "wrong_type",
        ),
    ),
    "everything wrong at once": (
        json.dumps(
            {
                "article": {"id": "", "url": "ftp://example.com", "title": "x" * 501},
                "author": {"name": " ", "email": "rina", "url": "javascript:alert(1)"},
                "client": {"ip": 300},
                "parent_id": "no-such",
                "submitted_at": "kemarin",
                "text": "",
            }
        ).encode(),
        JSON,
        422,
        {
            "/article/id": "required",
            "/article/url": "invalid_url",
            "/article/title": "too_long",
            "/author/name": "required",
            "/author/email": "invalid_email",
            "/author/url": "invalid_url",
            "/client/ip": "wrong_type",
            "/parent_id": "unknown_parent",
            "/submitted_at": "invalid_time",
            "/text": "required",
        },
    ),
    "a parent that does not exist": (
        json.dumps(a_body(parent_id="0" * 28)).encode(),
        JSON,
        422,
        {"/parent_id": "unknown_parent"},
    ),
    "a parent that does not exist, in a form": (
        b"author=a&email=a%40b.co&comment_post_ID=1&comment=Ya&comment_parent=" + b"0" * 28,
        FORM,
        422,
        {"/comment_parent": "unknown_parent"},
    ),
    "a clock a day ahead": (
        json.dumps(a_body(submitted_at="9998-01-01T00:00:00Z")).encode(),
        JSON,
        422,
        {"/submitted_at": "in_future"},
    ),
    "a time before the calendar": (
        json.dumps(a_body(submitted_at="0001-01-01T00:00:00+14:00")).encode(),
        JSON,
        422,
        {"/submitted_at": "invalid_time"},
    ),
    "a month that does not exist": (
        json.dumps(a_body(submitted_at="2026-13-01T00:00:00Z")).encode(),
        JSON,
        422,
        {"/submitted_at": "invalid_time"},
    ),
}


async def test_a_bad_body_is_explained_and_changes_nothing(
    client: Browser,
    bearer: dict[str, str],
    redis_url: str,
    capfd: pytest.CaptureFixture[str],
    subtests: pytest.Subtests,
) -> None:
    before = await settled(client, bearer, redis_url)
    for name, (body, kind, status, expected) in BODIES.items():
        with subtests.test(name):
            headers = bearer | {"Content-Type": kind, "Accept-Language": "en"}
            answer = await client.post("/v1/comments", data=body, headers=headers)
            assert codes(await problem_of(answer, status)) == expected
            assert image(redis_url) == before
            assert_quiet(capfd)


async def settled(client: Browser, bearer: dict[str, str], redis_url: str) -> dict[bytes, Any]:
    """Let the service note its policy, and return what the server holds from then on."""
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    return image(redis_url)


def assert_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """Find neither a failure nor a traceback in what the service wrote."""
    said = "".join(capfd.readouterr())
    assert "Traceback" not in said
    assert "failed" not in said


OTHER_TYPES = (
    *("", "text/plain", "multipart/form-data; boundary=x", "application/xml", "a/b/c"),
    *("application/json; charset=latin-1", "application/json; charset=utf-16", "\x80", ";;;"),
    "application/problem+json",
)


async def test_a_body_of_another_type_is_refused(
    client: Browser, bearer: dict[str, str], redis_url: str, subtests: pytest.Subtests
) -> None:
    before = await settled(client, bearer, redis_url)
    for kind in OTHER_TYPES:
        with subtests.test(kind=kind):
            headers = bearer | {"Content-Type": kind}
            answer = await client.post("/v1/comments", data=json.dumps(a_body()), headers=headers)
            assert (await problem_of(answer, 415))["type"] == "/problems/unsupported-media-type"
            assert image(redis_url) == before


NO_KEYS = (
    *("", "Bearer", "Bearer ", "Bearer  ", "Basic cmluYTp4", "bearer", "Token abc", "Bearer a b"),
    *("Bearer " + "x" * 5_000, "Bearer sat\xe9", "Bearer \udc80", "Bearer ../../x", "Bearer %00"),
)


async def test_a_key_that_is_none_opens_nothing(
    client: Browser, site: NewSite, redis_url: str, subtests: pytest.Subtests
) -> None:
    before = image(redis_url)
    for authorization in NO_KEYS:
        with subtests.test(authorization=authorization):
            headers = {"Authorization": authorization}
            for answer in (
                await client.get("/v1/approved", headers=headers),
                await client.post("/v1/comments", json=a_body(), headers=headers),
            ):
                await problem_of(answer, 401)
                assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert image(redis_url) == before


@pytest.mark.parametrize("chunked", [False, True], ids=["by its length", "as it comes"])
async def test_a_body_over_the_limit_is_refused(
    chunked: bool, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    before = await settled(client, bearer, redis_url)
    body = json.dumps(a_body(more="x" * BODY_LIMIT)).encode()
    answer = await client.post(
        "/v1/comments",
        data=_in_parts(body) if chunked else BytesIO(body),
        headers=bearer | {"Content-Type": JSON},
    )
    problem = await problem_of(answer, 413)
    assert f"{BODY_LIMIT}" in problem["detail"].replace(".", "").replace(",", "")
    assert image(redis_url) == before


async def _in_parts(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


async def test_a_body_at_the_limit_is_read(client: Browser, bearer: dict[str, str]) -> None:
    room = BODY_LIMIT - len(json.dumps(a_body(more="")))
    body = json.dumps(a_body(more="x" * room)).encode()
    assert len(body) == BODY_LIMIT
    answer = await client.post(
        "/v1/comments", data=BytesIO(body), headers=bearer | {"Content-Type": JSON}
    )
    assert answer.status == 201


STRANGE = {
    "marks": "a" + "\u0301" * 10_000,
    "alternating marks": "a" + "\u0301\u0316" * 5_000,
    "override": "\u202egnorw\u202c",
    "isolates": "\u2066" * 10_000 + "a",
    "zero width": "\u200b" * 60_000 + "a",
    "tags": "\U000e0041" * 10_000 + "a",
    "dots": "a." * 30_000,
    "addresses": "https://" * 8_000,
    "parentheses": "(" * 65_525,
    "expanding": "\ufdfa" * 65_525,
    "joiners": "\U0001f468\u200d" * 20_000,
    "decomposing": "a" + "\u0f77" * 60_000,
}


async def test_a_text_of_strange_characters_gets_a_decision(
    client: Browser, bearer: dict[str, str], subtests: pytest.Subtests
) -> None:
    for name, text in STRANGE.items():
        with subtests.test(name):
            answer = await client.post("/v1/comments", json=a_body(text=text), headers=bearer)
            assert answer.status == 201
            told = await answer.json()
            for reason in told["decision"]["reasons"]:
                assert all(0 <= start < end <= len(text) for start, end in reason["spans"])
            read = await client.get(f"/v1/comments/{told['id']}", headers=bearer)
            assert (await read.json())["text"] == text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/comments", "POST"),
        ("DELETE", "/v1/comments", "POST"),
        ("GET", "/v1/comments/batch", "POST"),
        ("PUT", "/v1/comments/" + "0" * 28, "GET, HEAD"),
        ("POST", "/v1/approved", "GET, HEAD"),
        ("PATCH", "/healthz", "GET, HEAD"),
        ("OPTIONS", "/v1/comments", "POST"),
        ("TRACE", "/v1/comments", "POST"),
    ],
)
async def test_another_method_is_refused_and_the_right_ones_named(
    method: str, path: str, allowed: str, client: Browser, bearer: dict[str, str]
) -> None:
    answer = await client.request(method, path, headers=bearer)
    await problem_of(answer, 405)
    assert answer.headers["Allow"] == allowed


NOWHERE = (
    *("/v1/comments/..%2f..%2fetc%2fpasswd", "/v1/comments/%00", "/v1/comments/" + "f" * 65),
    *("/v1/comments/*", "//v1/comments", "/V1/COMMENTS", "/v1/comments/", "/v1/comments/a%0ab"),
    *("/v1/comments/abc%ff", "/docs/../../etc/passwd", "/docs/%2e%2e/%2e%2e/etc/passwd"),
    *("/problems/..", "/problems/no-such", "/static/..%5c..%5cx", "/;/v1/comments", "/%"),
)


async def test_a_path_that_leads_nowhere_is_not_found(
    listen: Listen, redis_url: str, subtests: pytest.Subtests
) -> None:
    port = await listen()
    for path in NOWHERE:
        with subtests.test(path=path):
            reply = await asyncio.to_thread(exchange, port, request(path, method="GET"))
            assert_is_problem(reply.problem, 404)
            assert image(redis_url) == {}


BAD_QUESTIONS = (
    *("after=abc", "after=1", "after=-1-1", "after=1-1-1", "after=%D9%A1-%D9%A1", "after=$"),
    *("limit=0", "limit=1001", "limit=x", "limit=-1", "limit=1.5", "limit=%D9%A1", "limit="),
    *("wait=61", "wait=-1", "wait=NaN", "wait=" + "9" * 5_000, "limit=1e2"),
    *(f"after={2**64}-0", f"after=0-{2**64}", "after=%00", "after=%ff", "after=%ED%A0%80"),
)


async def test_a_bad_question_to_the_approved_stream_is_explained(
    client: Browser, bearer: dict[str, str], subtests: pytest.Subtests
) -> None:
    for query in BAD_QUESTIONS:
        with subtests.test(query=query):
            answer = await client.get(f"/v1/approved?{query}", headers=bearer)
            problem = await problem_of(answer, 422)
            assert list(codes(problem)) == ["/" + query.partition("=")[0]]


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "a\u200bb"])
async def test_a_bad_idempotency_key_is_refused(
    key: str, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    before = await settled(client, bearer, redis_url)
    headers = bearer | {"Idempotency-Key": key}
    for path, body in (("/v1/comments", a_body()), ("/v1/comments/batch", [a_body()])):
        answer = await client.post(path, json=body, headers=headers)
        assert codes(await problem_of(answer, 422)) == {"/Idempotency-Key": "invalid_key"}
    assert image(redis_url) == before


# What reaches the service's own protocol before the application sees a request.

WIRE: dict[str, tuple[bytes, int]] = {
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", 400),
    "a version of tomorrow": (b"POST /v1/comments HTTP/9.9\r\n\r\n", 400),
    "a header without a colon": (b"GET / HTTP/1.1\r\nHost saring\r\n\r\n", 400),
    "a header with NUL": (b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 400),
    "a header of 2 MB": (request("/", "X-Long: " + "x" * 2_097_152, method="GET"), 431),
    "10,000 headers": (
        request("/", *(f"X-{n}: 1" for n in range(10_000)), method="GET"),
        431,
    ),
    "an address of 100 kB": (request("/" + "a" * 100_000, method="GET"), 431),
    "a length of letters": (request("/v1/comments", "Content-Length: many"), 400),
    "a negative length": (request("/v1/comments", "Content-Length: -1"), 400),
    "two lengths": (request("/v1/comments", "Content-Length: 1", "Content-Length: 2"), 400),
    "a length and chunks": (
        request(
            "/v1/comments", "Content-Length: 4", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"
        ),
        400,
    ),
    "a version of long ago": (b"GET /healthz HTTP/0.9\r\nHost: saring\r\n\r\n", 400),
    "the next version": (b"GET /healthz HTTP/2.0\r\nHost: saring\r\n\r\n", 400),
    **{
        f"a transfer coding: {coding}": (
            request("/v1/comments", *[f"Transfer-Encoding: {each}" for each in coding.split("|")]),
            400,
        )
        for coding in (
            *("gzip, chunked", "gzip|chunked", "chunked|chunked", "chunked, chunked", "identity"),
            *("identity, chunked", "gzip", "x", "chunked;a=b"),
        )
    },
    "an unknown method": (request(method="BREW"), 400),
    "an unknown expectation": (request("/v1/comments", "Expect: the-unexpected"), 400),
}


@pytest.mark.parametrize("name", WIRE)
async def test_what_is_no_proper_request_is_answered_and_the_connection_closed(
    name: str, listen: Listen, redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    sent, status = WIRE[name]
    port = await listen()
    reply = await asyncio.to_thread(exchange, port, sent)
    assert reply.status == status
    assert "Connection: close" in reply.head or reply.head.startswith("HTTP/1.0 ")
    assert "\r\nServer: saring\r\n" in reply.head
    assert_is_problem(reply.problem, status)
    assert reply.problem["instance"]
    assert f"X-Request-ID: {reply.problem['instance']}\r\n" in reply.head + "\r\n"
    assert image(redis_url) == {}
    assert_quiet(capfd)
    well = await asyncio.to_thread(exchange, port, request("/metrics", method="GET"))
    assert well.status == 200
    slug = reply.problem["type"].removeprefix("/problems/")
    assert f'saring_problems_total{{type="{slug}"}} 1.0\n' in well.raw.decode()


async def test_what_is_refused_before_any_handler_is_told_in_the_callers_language(
    listen: Listen,
) -> None:
    wanted = ("Expect: the-unexpected", "Accept-Language: en", "X-Request-ID: mine")
    reply = await asyncio.to_thread(exchange, await listen(), request("/v1/comments", *wanted))
    assert "Content-Language: en" in reply.head
    assert reply.problem["instance"] == "mine"


async def authorized(client: Browser, bearer: dict[str, str]) -> tuple[str, ...]:
    """Write the headers of a submission for a raw request."""
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    return (f"Authorization: {bearer['Authorization']}", f"Content-Type: {JSON}")


async def test_a_body_that_never_ends_is_not_waited_for(
    listen: Listen, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    headers = await authorized(client, bearer)
    before = image(redis_url)
    port = await listen(body_timeout=0.05)
    sent = request("/v1/comments", *headers, "Content-Length: 1000", body=b'{"text":')
    reply = await asyncio.to_thread(exchange, port, sent)
    assert_is_problem(reply.problem, 408)
    assert image(redis_url) == before


async def test_headers_that_never_end_are_not_waited_for(listen: Listen) -> None:
    port = await listen(keepalive_timeout=0.05)
    reply = await asyncio.to_thread(exchange, port, b"POST /v1/comments HTTP/1.1\r\nHost: sar")
    assert reply.raw == b""


async def test_a_connection_that_says_nothing_is_closed(listen: Listen) -> None:
    port = await listen(keepalive_timeout=0.05)
    reply = await asyncio.to_thread(exchange, port, b"")
    assert reply.raw == b""


async def test_a_client_that_leaves_in_mid_body_is_no_failure(
    listen: Listen,
    client: Browser,
    bearer: dict[str, str],
    redis_url: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    headers = await authorized(client, bearer)
    before = image(redis_url)
    port = await listen()
    sent = request("/v1/comments", *headers, "Content-Length: 1000", body=b'{"text":')
    await asyncio.to_thread(abandon, port, sent)
    await asyncio.to_thread(exchange, port, sent, half_close=True)
    chunks = request("/v1/comments", *headers, "Transfer-Encoding: chunked", body=b"5\r\n{")
    await asyncio.to_thread(exchange, port, chunks, half_close=True)
    well = await asyncio.to_thread(exchange, port, request("/healthz", method="GET"))
    assert well.status == 200
    assert image(redis_url) == before
    assert_quiet(capfd)


async def test_broken_chunks_are_refused(
    listen: Listen, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    headers = await authorized(client, bearer)
    before = image(redis_url)
    port = await listen()
    sent = request("/v1/comments", *headers, "Transfer-Encoding: chunked", body=b"ZZ\r\n{}\r\n")
    reply = await asyncio.to_thread(exchange, port, sent)
    assert_is_problem(reply.problem, 400)
    assert image(redis_url) == before


async def test_over_the_limit_of_work_in_flight_the_answer_comes_at_once(
    serve: Serve, client: Browser, bearer: dict[str, str]
) -> None:
    small = await serve(in_flight_limit=1)
    answers = await asyncio.gather(
        *(small.post("/v1/comments", json=a_body(), headers=bearer) for _ in range(20))
    )
    refused = [answer for answer in answers if answer.status != 201]
    assert refused
    for answer in refused:
        problem = await problem_of(answer, 503)
        assert problem["type"] == "/problems/overloaded"
        assert int(answer.headers["Retry-After"]) > 0
