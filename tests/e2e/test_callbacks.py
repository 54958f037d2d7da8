"""A service that is killed in the middle of a call back: the next one makes it."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.administration.moderators import find_moderator
from moderation.domain import Action, Mode
from moderation.process.app import build_context, open_store
from moderation.process.embedded.home import Home
from moderation.settings import Settings
from moderation.store.keys import SiteKeys
from tests.e2e.conftest import Start
from tests.e2e.service import Service, redis_of
from tests.waiting import eventually
from tests.web.desk import hire

pytestmark = pytest.mark.slow


class Hook:
    """The site's end of the calls: what came. Nothing is answered before `open` is set."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.open = Event()

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve it; the address."""
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.came.append(self.rfile.read(int(self.headers["Content-Length"])))
                hook.open.wait()
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        self.open.set()
        server.shutdown()
        server.server_close()


async def made(url: str, hook: str) -> NewSite:
    """Make a site that holds every comment and is called back, and a moderator."""
    store = open_store(Settings(durability="server"), url)
    site = await administration.add_site(store, "kabar")
    await administration.change_site(store, "kabar", mode=Mode.ALL_HELD)
    (key,) = [each.id for each in await store.sites.keys_of("kabar") if each.door]
    await administration.choose(store, "kabar", key, {"callback": hook})
    await hire(store)
    await store.close()
    return site


async def approve(url: str, guid: str) -> None:
    """Approve a comment as the moderator."""
    settings = Settings(durability="server")
    context = build_context(settings, open_store(settings, url))
    moderator = await find_moderator(context.store, "budi@kabar.example")
    await context.review.decide(moderator, "kabar", guid, Action.APPROVE, revision=1)
    await context.store.close()


def check(service: Service, key: str) -> None:
    """Have a comment checked, which is held."""
    call = {"api_key": key, "blog": "b", "user_ip": "192.0.2.1", "comment_content": "Halo."}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = service.ask("POST", "/1.1/comment-check", urlencode(call).encode(), **form)
    assert answer.body == b"true"


def test_a_kill_in_the_middle_of_a_call_loses_it_not(start: Start, data_dir: Path) -> None:
    hook = Hook()
    with hook.served() as address:
        service = start()
        url = Home.within(data_dir).url
        site = asyncio.run(made(url, address))
        check(service, site.akismet_key)
        due = SiteKeys.of("kabar").due_callbacks
        with redis_of(data_dir) as redis:
            # On a busy machine the answer may be earlier than what it is about.
            eventually(lambda: redis.zcard(due) == 1, "somebody is to be called")
            (guid,) = redis.zrange(due, 0, -1)
        asyncio.run(approve(url, guid))
        eventually(lambda: len(hook.came) == 1, "the call is under way")
        service.kill()
        hook.open.set()
        again = start()
        with redis_of(data_dir) as redis:
            assert redis.zrange(due, 0, -1) == [guid]
            redis.zadd(due, {guid: 0})  # as a minute later
            eventually(lambda: len(hook.came) == 2, "the next service makes the call")
            eventually(lambda: not redis.exists(due), "and is done with it")
        assert again.answers()
    told = json.loads(hook.came[1])
    assert (told["key"], told["comments"]) == (
        site.akismet_key,
        [{"guid": guid, "result": "false"}],
    )
