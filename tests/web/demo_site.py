"""The demo news site as its readers meet it, on the real application; and a Saring that misbehaves.

`running_demo` serves both from one application, as `serve --demo` does. `ScriptedSaring` is a
small HTTP server that answers as told, for what the real one does not do on command.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from moderation import administration, settings
from moderation.demo import add_demo
from moderation.domain import ListAction, ListEntry, ListKind, Mode
from moderation.process.app import build_app, build_context, mount_demo, open_store
from moderation.web.http.context import Context

SITE = "warta"
ARTICLE = "/demo/artikel/feri-baru"
NOWHERE = "http://127.0.0.1:9"
REFUSED = "tautan terlarang"
REFUSAL = ListEntry(kind=ListKind.WORD, pattern=REFUSED, action=ListAction.REJECT)


class _FormReader(HTMLParser):
    """Reads the values that a browser would send, and every element's attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag in {"input", "button"} and "name" in given:
            self.fields[given["name"]] = given.get("value", "")
        if tag == "textarea":
            self._textarea = given["name"]
            self.fields[self._textarea] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser takes away one line feed at the start.
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


@dataclass(frozen=True)
class Seen:
    """An answer as the reader's browser has it."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def location(self) -> str:
        """Where the browser is sent."""
        return self.headers.get("Location", "")

    @property
    def fields(self) -> dict[str, str]:
        """The form's fields with their values."""
        return self._read().fields

    @property
    def elements(self) -> list[tuple[str, dict[str, str]]]:
        """Every element with its attributes, in order."""
        return self._read().elements

    def element(self, element_id: str) -> dict[str, str]:
        """The attributes of the element of that id."""
        return next(given for _, given in self.elements if given.get("id") == element_id)

    def ids(self) -> list[str]:
        """Every id on the page."""
        return [given["id"] for _, given in self.elements if "id" in given]

    def _read(self) -> _FormReader:
        reader = _FormReader()
        reader.feed(self.text)
        return reader


@dataclass
class Reader:
    """A reader's browser: follows no redirect by itself and speaks Indonesian."""

    session: ClientSession
    base: str
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "id"})

    async def get(self, path: str) -> Seen:
        """Open a page."""
        return await self.send("GET", path)

    async def post(self, fields: dict[str, str], path: str = f"{ARTICLE}/komentar") -> Seen:
        """Send a form's fields."""
        return await self.send("POST", path, data=fields)

    async def comment(self, text: str = "Terima kasih, jelas.", **fields: str) -> Seen:
        """Open the article, fill in its form, and send it."""
        page = await self.get(ARTICLE)
        return await self.post(page.fields | A_READER | {"comment": text} | fields)

    async def send(self, method: str, path: str, **more: Any) -> Seen:
        """Send any request."""
        headers = self.headers | more.pop("headers", {})
        url = self.base + path
        async with self.session.request(
            method, url, headers=headers, allow_redirects=False, **more
        ) as answer:
            return Seen(answer.status, await answer.text(), dict(answer.headers))


A_READER = {"author": "Rina", "email": "rina@contoh.id"}


@dataclass(frozen=True)
class Demo:
    """The demo site, running."""

    reader: Reader
    context: Context
    site: str
    api_key: str


@asynccontextmanager
async def running_demo(
    redis_url: str,
    folder: Path,
    *,
    mode: Mode = Mode.POST_REVIEW,
    saring: str = "",
    port: int | None = None,
    api_key: str = "",
    fresh: bool = False,
    **changes: Any,
) -> AsyncIterator[Demo]:
    """Serve the application with the demo on it, which talks to `saring` or else to itself.

    By default everything is published but what holds REFUSED, whatever the classifier thinks. With
    `api_key` the site exists already.
    """
    given = {"redis_url": redis_url, "durability": "server", "data_dir": folder, **changes}
    chosen = settings.from_environment({}, **given)
    context = build_context(chosen, open_store(chosen, redis_url))
    if not api_key:
        api_key = (await administration.add_site(context.store, SITE)).api_key
        await administration.change_site(context.store, SITE, mode=mode)
        await administration.list_entries(context.store, SITE, add=[REFUSAL], remove=[])
    app = build_app(context)
    server = TestServer(app, port=port)
    base = ""
    mount_demo(app, base_url=lambda: saring or base, api_key=api_key, fresh=fresh)
    async with server, ClientSession() as session:
        base = str(server.make_url("")).rstrip("/")
        yield Demo(Reader(session, base), context, SITE, api_key)


Script = Callable[[web.Request], Any]


class ScriptedSaring:
    """Answers each path as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Script] = {}
        self.asked: list[web.Request] = []
        self.bodies: list[bytes] = []
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.server.make_url("")).rstrip("/")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.bodies.append(await request.read())
        script = self.answers.get(request.path)
        answer = script(request) if script else web.Response(status=503)
        assert isinstance(answer, web.StreamResponse)
        return answer


@asynccontextmanager
async def scripted_site(saring: ScriptedSaring) -> AsyncIterator[Reader]:
    """Serve the demo alone, as another company's server would, before a scripted Saring."""
    app = web.Application()
    async with saring.server:
        add_demo(app, base_url=lambda: saring.url, api_key="srg_kunci")
        async with TestServer(app) as server, ClientSession() as session:
            yield Reader(session, str(server.make_url("")).rstrip("/"))


@pytest.fixture
async def demo(redis_url: str, tmp_path: Path) -> AsyncIterator[Demo]:
    """Run the demo site."""
    async with running_demo(redis_url, tmp_path) as running:
        yield running


@pytest.fixture
def reader(demo: Demo) -> Reader:
    """Visit it."""
    return demo.reader
