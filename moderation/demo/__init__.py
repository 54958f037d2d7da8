"""A small news site that uses Saring as a customer's site would: over HTTP, with its own key.

It is mounted under `/demo/` and knows nothing of the service around it. Of Saring's code it uses
only the messages and the log; everything else goes through the public API, so that this package
is also the reference for connecting a site (`saring_client`) and for reading the approved stream
(`consumer`). It sets no cookie and needs no script.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import ClientSession, web

from moderation.demo.consumer import Consumer
from moderation.demo.newsroom import NEWSROOM, Newsroom
from moderation.demo.pages import article, front
from moderation.demo.posting import post_comment, show_article_instead
from moderation.demo.rendering import pages_for_errors
from moderation.demo.saring_client import SaringClient
from moderation.demo.seeding import seed
from moderation.demo.threads import Threads

PREFIX = "/demo"

_READING: web.AppKey[asyncio.Task[None]] = web.AppKey("reading", asyncio.Task[None])
_SEEDING: web.AppKey[asyncio.Task[None]] = web.AppKey("seeding", asyncio.Task[None])


def add_demo(
    app: web.Application, *, base_url: Callable[[], str], api_key: str, fresh: bool = False
) -> None:
    """Mount the demo site under `/demo/` and send `/` there.

    `base_url` gives Saring's address without a slash at its end (`http://127.0.0.1:8080`). It is
    asked anew for every request, so it need not be known before the server listens; until then
    it may give the empty text. `api_key` is the key of the site that the demo is. Where that is
    `fresh`, it gets its first comments.
    """
    app.router.add_get("/", _to_front)
    app.router.add_get(PREFIX, _to_front)
    app.add_subapp(PREFIX, _site(base_url, api_key, fresh=fresh))


def _site(base_url: Callable[[], str], api_key: str, *, fresh: bool) -> web.Application:
    site = web.Application(middlewares=[pages_for_errors])
    site.router.add_get("/", front)
    site.router.add_get("/artikel/{slug}", article)
    site.router.add_get("/artikel/{slug}/komentar", show_article_instead)
    site.router.add_post("/artikel/{slug}/komentar", post_comment)
    site.router.add_static("/static", Path(__file__).parent / "static")

    async def newsroom(site: web.Application) -> AsyncIterator[None]:
        async with ClientSession() as session:
            saring = SaringClient(session, base_url, api_key)
            site[NEWSROOM] = Newsroom(saring=saring, threads=Threads())
            site[_READING] = asyncio.create_task(_consumer(site).run(), name="demo consumer")
            if fresh:
                site[_SEEDING] = asyncio.create_task(seed(saring), name="demo seeding")
            yield
            await _stop_reading(site)

    site.cleanup_ctx.append(newsroom)
    # Before the server waits for open requests: our own long poll is one of them.
    site.on_shutdown.append(_stop_reading)
    return site


def _consumer(site: web.Application) -> Consumer:
    newsroom = site[NEWSROOM]
    return Consumer(newsroom.saring, newsroom.threads)


async def _stop_reading(site: web.Application) -> None:
    for key in (_READING, _SEEDING):
        if (task := site.get(key)) is not None:
            task.cancel()
            await asyncio.wait([task])


async def _to_front(_: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": f"{PREFIX}/"})
