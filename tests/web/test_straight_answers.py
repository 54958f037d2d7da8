"""What goes straight to its handler and back: told apart from the usual way by nothing but time."""

import asyncio
import json
import re
import socket

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from moderation.administration import NewSite
from moderation.web.http.json_response import whole_response
from moderation.web.http.plain_routes import indexed
from moderation.web.http.protocol import Connection
from tests.builders import a_body
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.conftest import Browser, Listen
from tests.web.wire import Reply, exchange, read_all, request

LARGE, MANY = 50_000, 400
HIGH_WATER = 65_536  # bytes that a transport holds before it is full
ONCE = ("Idempotency-Key: once", "Content-Type: application/json", "X-Request-ID: told")


def changing(reply: Reply) -> tuple[str, bytes]:
    """The head, its lines in order, and the body, without what another time changes."""
    head = re.sub(r"Date: [^\r]+", "Date: then", reply.head)
    return "\n".join(sorted(head.split("\r\n"))), reply.raw.partition(b"\r\n\r\n")[2]


def several(port: int, *requests: bytes) -> list[Reply]:
    """Send requests over one connection, each when the last one is answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        replies = []
        for each in requests:
            connection.sendall(each)
            replies.append(Reply(read_all(connection)))
        return replies


async def test_an_answer_in_one_piece_is_the_usual_one(
    listen: Listen, client: Browser, site: NewSite
) -> None:
    assert client.app is not None
    port, key = await listen(), f"Authorization: Bearer {site.api_key}"
    body = json.dumps(a_body()).encode()
    sent = request("/v1/comments", *ONCE, key, body=body, close=False)
    kept = await asyncio.to_thread(several, port, sent, sent)
    ended = await asyncio.to_thread(exchange, port, request("/v1/comments", *ONCE, key, body=body))
    # With a query the address is no plain one, and goes by the router.
    routed = request("/v1/comments?a=b", *ONCE, key, body=body, close=False)
    (by_router,) = await asyncio.to_thread(several, port, routed)
    assert [each.status for each in (*kept, ended, by_router)] == [201] * 4
    head, told = changing(kept[0])
    assert changing(kept[1]) == changing(by_router) == (head, told)
    assert changing(ended) == ("\n".join(sorted([*head.split("\n"), "Connection: close"])), told)


async def test_requests_on_the_heels_of_another_are_answered_in_their_order(
    listen: Listen, client: Browser, site: NewSite
) -> None:
    assert client.app is not None
    port, key = await listen(), f"Authorization: Bearer {site.api_key}"
    bodies = [json.dumps(a_body(external_id=str(number))).encode() for number in range(5)]
    kind = "Content-Type: application/json"
    sent = [request("/v1/comments", kind, key, body=each, close=False) for each in bodies[:-1]]
    sent.append(request("/v1/comments", kind, key, body=bodies[-1]))
    answered = (await asyncio.to_thread(everything, port, b"".join(sent))).decode()
    assert re.findall(r'"external_id":"(\d)"', answered) == list("01234")


async def test_bodies_that_fill_the_buffer_are_read_to_their_end(
    listen: Listen, client: Browser, site: NewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.app is not None
    port, key = await listen(), f"Authorization: Bearer {site.api_key}"
    kind = "Content-Type: application/json"
    # Each arrives while the one before is worked on.
    batches = [
        json.dumps([a_body(external_id=str(number))]).encode() + b" " * (12 * HIGH_WATER)
        for number in range(3)
    ]
    sent = [request("/v1/comments/batch", kind, key, body=each, close=False) for each in batches]
    last = json.dumps(a_body(external_id="3")).encode()
    sent.append(request("/v1/comments", kind, key, body=last))
    pauses: list[Connection] = []
    pause_reading = Connection.pause_reading

    def paused(self: Connection) -> None:
        pauses.append(self)
        pause_reading(self)

    monkeypatch.setattr(Connection, "pause_reading", paused)
    answered = (await asyncio.to_thread(everything, port, b"".join(sent))).decode()
    assert re.findall(r'"external_id":"(\d)"', answered) == list("0123")
    assert pauses


async def test_who_takes_no_answers_is_answered_no_more() -> None:
    waiting: list[int] = []

    async def handle(request: web.Request) -> web.Response:
        assert request.transport is not None
        waiting.append(request.transport.get_write_buffer_size())
        return whole_response("a" * LARGE)

    app = web.Application()
    app.router.add_post("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(request("/", close=False) * (MANY - 1) + request("/"))
        # Answers pile up behind what the system holds for a client that reads none.
        await until(lambda: bool(waiting) and max(waiting) > 0, "answers wait to be taken")
        await asyncio.to_thread(drained, connection)
    await runner.cleanup()
    assert len(waiting) == MANY
    assert max(waiting) < HIGH_WATER + 2 * LARGE


def drained(connection: socket.socket) -> None:
    """Read until the connection is closed."""
    while connection.recv(LARGE):
        pass


def everything(port: int, sent: bytes) -> bytes:
    """Send bytes, and read until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("sent", "status", "seen"),
    [
        (request("/plain", method="GET"), 200, ["outer", "inner", "plain "]),
        (request("/plain", method="HEAD"), 200, ["outer", "inner", "plain "]),
        (request("/plain?a=b", method="GET"), 200, ["outer", "inner", "plain "]),
        (request("/pl%61in", method="GET"), 200, ["outer", "inner", "plain "]),
        (request("/plain", method="POST"), 405, ["outer", "inner"]),
        (request("/plain/", method="GET"), 404, ["outer", "inner"]),
        (request("/one/7", method="GET"), 200, ["outer", "inner", "one 7"]),
        (request("/sub/plain", method="GET"), 200, ["outer", "inner", "below", "sub "]),
    ],
)
async def test_every_address_is_handled_as_by_the_router(
    sent: bytes, status: int, seen: list[str]
) -> None:
    met: list[str] = []
    app = web.Application(middlewares=[noting("outer", met), noting("inner", met)])
    below = web.Application(middlewares=[noting("below", met)])
    app.router.add_get("/plain", handling("plain", app, met))
    app.router.add_get("/one/{number}", handling("one", app, met))
    below.router.add_get("/plain", handling("sub", below, met))
    app.add_subapp("/sub", below)
    runner = web.AppRunner(app)
    await runner.setup()
    assert runner.server is not None
    for handler in (runner.server.request_handler, indexed(app)):
        met.clear()
        runner.server.request_handler = handler  # type: ignore[assignment]
        server = await asyncio.get_running_loop().create_server(runner.server, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert (await asyncio.to_thread(exchange, port, sent)).status == status
        assert met == seen
        server.close()
    await runner.cleanup()


def noting(name: str, met: list[str]) -> Middleware:
    """A middleware that notes that a request passed it."""

    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        met.append(name)
        return await handler(request)

    return note


def handling(name: str, app: web.Application, met: list[str]) -> Handler:
    """A handler that notes what it was asked, and that its application is the right one."""

    async def handle(request: web.Request) -> web.Response:
        assert request.app is app
        met.append(f"{name} {request.match_info.get('number', '')}")
        return web.Response(text=name)

    return handle
