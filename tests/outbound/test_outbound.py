"""Connections to strangers: only to the internet, only so long, and never further than asked."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from moderation.outbound import Outbound, Undelivered, is_public
from moderation.outbound.choices import is_choice, may_be_sent
from moderation.outbound.names import THREADS

CERTIFICATE = Path(__file__).parents[1] / "store" / "relay.pem"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff0e::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::"),
        "2001::7f00:1",
    ],
)
def test_what_is_not_on_the_internet_is_not_public(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_on_the_internet_is_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize(
    "text",
    [
        *("https://kabar.example/x", "off", "sent"),
        *("http://127.0.0.1:8000/wp-json/akismet/v1/webhook", "http://wordpress/?a=b"),
    ],
)
def test_an_operator_may_write_any_web_address(text: str) -> None:
    assert is_choice(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "kabar.example", "ftp://kabar.example/", "file:///etc/passwd", "https://"),
        *(
            "https://a:b@kabar.example/",
            "https://kabar.example/\r\nX: y",
            "https://kabar.example:x",
        ),
        *("https://kabar.example/" + "a" * 2_000, "https://кабар.example/", "gopher://127.0.0.1/"),
    ],
)
def test_what_is_no_web_address_is_called_by_nobody(text: str) -> None:
    assert not is_choice(text)
    assert not may_be_sent(text)


def test_a_stranger_may_name_https_alone() -> None:
    assert may_be_sent("https://kabar.example/hook")
    assert not may_be_sent("http://kabar.example/hook")
    assert not may_be_sent("sent")


class Far:
    """A server somewhere else, and what came to it."""

    def __init__(self, server: TestServer) -> None:
        self.server = server
        self.came: list[tuple[str, bytes]] = []

    def at(self, path: str, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.server.port}{path}"


@pytest.fixture
async def far() -> AsyncIterator[Far]:
    """Serve answers of many kinds."""
    app = web.Application()
    server = TestServer(app)
    far = Far(server)

    async def take(request: web.Request) -> web.StreamResponse:
        far.came.append((request.path, await request.read()))
        path = request.path
        if path == "/away":
            raise web.HTTPTemporaryRedirect("/done")
        if path == "/silent":
            await asyncio.Event().wait()
        if path == "/endless":
            answer = web.StreamResponse()
            await answer.prepare(request)
            while True:
                await answer.write(b"x" * 65_536)
        status = int(path.rpartition("/")[2]) if path.rpartition("/")[2].isdigit() else 200
        return web.Response(status=status)

    app.router.add_post("/{tail:.*}", take)
    await server.start_server()
    yield far
    await server.close()


async def test_a_body_arrives_as_it_was(far: Far) -> None:
    await Outbound(10.0).post_json(far.at("/done"), b'{"a":1}', anywhere=True)
    assert far.came == [("/done", b'{"a":1}')]


async def test_an_answer_without_end_is_not_read(far: Far) -> None:
    await Outbound(10.0).post_json(far.at("/endless"), b"{}", anywhere=True)
    assert len(far.came) == 1


@pytest.mark.parametrize("path", ["/404", "/500", "/301"])
async def test_another_status_is_a_failure(far: Far, path: str) -> None:
    with pytest.raises(Undelivered, match=path[1:]):
        await Outbound(10.0).post_json(far.at(path), b"{}", anywhere=True)


async def test_a_redirect_is_not_followed(far: Far) -> None:
    with pytest.raises(Undelivered, match="307"):
        await Outbound(10.0).post_json(far.at("/away"), b"{}", anywhere=True)
    assert [path for path, _ in far.came] == ["/away"]


async def test_silence_ends(far: Far) -> None:
    with pytest.raises(Undelivered, match="Timeout"):
        await Outbound(0.1).post_json(far.at("/silent"), b"{}", anywhere=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0"])
async def test_what_others_wrote_reaches_nothing_private(far: Far, host: str) -> None:
    with pytest.raises(Undelivered):
        await Outbound(10.0).post_json(far.at("/done", host=host), b"{}", anywhere=False)
    assert far.came == []


async def test_names_that_are_never_found_keep_nobody_else_waiting(
    far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, ended = socket.getaddrinfo, threading.Event()

    def never(host: str, *more: Any) -> Any:
        if host.startswith("diam"):
            ended.wait()
        return look_up(host, *more)

    monkeypatch.setattr(socket, "getaddrinfo", never)
    outbound, patient = Outbound(0.05), Outbound(10.0)
    patient._names = outbound._names
    for number in range(THREADS):
        with pytest.raises(Undelivered, match="Timeout"):
            await outbound.post_json(f"http://diam{number}.invalid/", b"{}", anywhere=True)
        if number < THREADS - 1:
            await patient.post_json(far.at("/done", host="localhost"), b"{}", anywhere=True)
    with pytest.raises(Undelivered):  # at once: there are no more threads
        await patient.post_json(far.at("/done", host="localhost"), b"{}", anywhere=True)
    assert len(far.came) == THREADS - 1
    ended.set()


@pytest.mark.parametrize(
    "address", ["http://[::1]:1/", "http://kabar.invalid/", "http://x y/", "http://a..b/"]
)
async def test_what_cannot_be_reached_is_a_failure(address: str) -> None:
    for anywhere in (True, False):
        with pytest.raises(Undelivered):
            await Outbound(0.5).post_json(address, b"{}", anywhere=anywhere)


async def test_a_certificate_counts_where_it_is_trusted() -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(CERTIFICATE)
    app = web.Application()

    async def done(_: web.Request) -> web.Response:
        return web.Response()

    app.router.add_post("/", done)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=ours)
    address = f"https://127.0.0.1:{server.port}/"
    with pytest.raises(Undelivered, match="Certificate"):
        await Outbound(10.0).post_json(address, b"{}", anywhere=True)
    trust = ssl.create_default_context(cafile=CERTIFICATE)
    await Outbound(10.0, trust).post_json(address, b"{}", anywhere=True)
    await server.close()
