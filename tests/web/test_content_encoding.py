"""Compressed bodies: refused by whoever would read one, and never unpacked."""

import asyncio
import gzip
import json
import zlib

import pytest
from multidict import CIMultiDict

from tests.builders import a_body
from tests.web.conftest import Browser, Listen
from tests.web.keyspace import image
from tests.web.problem_shape import assert_is_problem, problem_of
from tests.web.wire import exchange, request

JSON = "application/json"
SUBMISSION = json.dumps(a_body()).encode()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "GZIP", "identity, gzip", "?"])
async def test_a_content_encoding_is_refused(
    coding: str, listen: Listen, client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    before = image(redis_url)
    headers = (f"Authorization: {bearer['Authorization']}", f"Content-Type: {JSON}")
    sent = request(
        *("/v1/comments", *headers, "Accept-Language: en", f"Content-Encoding: {coding}"),
        body=gzip.compress(SUBMISSION),
    )
    reply = await asyncio.to_thread(exchange, await listen(), sent)
    assert_is_problem(reply.problem, 415)
    assert "Content-Encoding" in reply.problem["detail"]
    assert f"X-Request-ID: {reply.problem['instance']}" in reply.head
    assert image(redis_url) == before


async def test_a_second_line_is_read_as_well(client: Browser, bearer: dict[str, str]) -> None:
    headers = CIMultiDict(bearer | {"Content-Type": JSON})
    for coding in ("identity", "gzip"):
        headers.add("Content-Encoding", coding)
    answer = await client.post("/v1/comments", data=SUBMISSION, headers=headers)
    await problem_of(answer, 415)


@pytest.mark.parametrize("coding", ["identity", "Identity", ""])
async def test_a_body_that_says_it_is_not_encoded_is_read(
    coding: str, client: Browser, bearer: dict[str, str]
) -> None:
    headers = bearer | {"Content-Type": JSON, "Content-Encoding": coding}
    answer = await client.post("/v1/comments", data=SUBMISSION, headers=headers)
    assert answer.status == 201


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/v1/approved", 401), ("/console/login", 200), ("/nowhere", 404)],
)
async def test_nobody_unpacks_what_nobody_reads(
    path: str, status: int, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[int] = []
    make = zlib.decompressobj

    def watched(wbits: int = zlib.MAX_WBITS) -> object:
        unpacked.append(wbits)
        return make(wbits)

    monkeypatch.setattr(zlib, "decompressobj", watched)
    port = await listen()
    sent = request(path, "Content-Encoding: gzip", method="GET", body=gzip.compress(SUBMISSION))
    reply = await asyncio.to_thread(exchange, port, sent)
    assert reply.status == status
    assert unpacked == []


async def test_a_form_of_the_console_is_refused_as_a_page(listen: Listen) -> None:
    kind = "Content-Type: application/x-www-form-urlencoded"
    sent = request("/console/login", kind, "Content-Encoding: gzip", body=gzip.compress(b"csrf=x"))
    reply = await asyncio.to_thread(exchange, await listen(), sent)
    assert reply.status == 415
    assert "Content-Type: text/html" in reply.head
