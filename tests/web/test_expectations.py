"""Clients that ask before they send (`Expect: 100-continue`): told to only when it is wanted."""

import asyncio
import json
import socket

import pytest

from tests.builders import a_body
from tests.waiting import PATIENCE_SECONDS
from tests.web.conftest import Browser, Listen
from tests.web.problem_shape import assert_is_problem
from tests.web.wire import Reply, exchange, read_all, request

GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
BODY = json.dumps(a_body()).encode()
ASKING = ("Content-Type: application/json", "Expect: 100-continue")


def asked(port: int, head: bytes, body: bytes) -> Reply:
    """Send the head, the body once told to, and read the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(head)
        assert connection.recv(len(GO_ON), socket.MSG_WAITALL) == GO_ON
        connection.sendall(body)
        return Reply(read_all(connection))


@pytest.mark.parametrize("path", ["/v1/comments", "/v1/comments/batch"])
async def test_who_may_send_is_told_to(
    path: str, listen: Listen, client: Browser, bearer: dict[str, str]
) -> None:
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    body = BODY if path.endswith("comments") else b"[" + BODY + b"]"
    length, key = f"Content-Length: {len(body)}", f"Authorization: {bearer['Authorization']}"
    head = request(path, *ASKING, key, length)
    reply = await asyncio.to_thread(asked, await listen(), head, body)
    assert reply.status in {200, 201}


@pytest.mark.parametrize(
    ("key", "length", "status"), [("srg_x", len(BODY), 401), ("", 50_000_000, 413)]
)
async def test_who_would_be_refused_is_refused_at_once(
    key: str, length: int, status: int, listen: Listen, client: Browser, bearer: dict[str, str]
) -> None:
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    authorization = f"Bearer {key}" if key else bearer["Authorization"]
    headers = (*ASKING, f"Authorization: {authorization}", f"Content-Length: {length}")
    reply = await asyncio.to_thread(exchange, await listen(), request("/v1/comments", *headers))
    assert reply.status == status
    assert_is_problem(reply.problem, status)


@pytest.mark.parametrize("path", ["/v1/comments", "/v1/comments/batch"])
async def test_what_follows_a_refused_head_is_not_taken_for_its_body(
    path: str, listen: Listen
) -> None:
    """Otherwise the next request would be swallowed, or a body read as a request."""
    headers = (*ASKING, "Authorization: Bearer srg_x", f"Content-Length: {len(BODY)}")
    sent = request(path, *headers, close=False) + request("/healthz", method="GET", close=False)
    reply = await asyncio.to_thread(to_the_end, await listen(), sent)
    assert "Connection: close" in reply.head
    assert reply.raw.count(b"HTTP/1.1 ") == 1


def to_the_end(port: int, sent: bytes) -> Reply:
    """Send bytes and read until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(sent)
        read = b""
        while part := connection.recv(65536):
            read += part
        return Reply(read)


async def test_who_sends_without_waiting_is_answered_as_ever(
    listen: Listen, client: Browser, bearer: dict[str, str]
) -> None:
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    headers = (*ASKING, f"Authorization: {bearer['Authorization']}")
    sent = request("/v1/comments", *headers, body=BODY)
    reply = await asyncio.to_thread(exchange, await listen(), sent)
    assert reply.status == 201
