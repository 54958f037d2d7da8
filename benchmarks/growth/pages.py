"""`python -m benchmarks.growth.pages`: how long a moderator waits for the console's pages.

A store is filled with comments, the search index is built from them as `moderation site reindex`
does, and each page is then asked for many times, one at a time, by a moderator who has logged in.
Console and browser share one process, so the browser's time counts too. The first request of a
page, which may read what is remembered afterwards, counts like the others.
"""

import asyncio
import math
import random
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from yarl import URL

from benchmarks import report, targets
from benchmarks.growth import stock
from benchmarks.report import shown
from benchmarks.targets import Target
from benchmarks.workshop import workshop
from moderation import administration, clock
from moderation.administration import moderators
from moderation.domain import Role
from moderation.process import embedded
from moderation.process.app import build_app, build_context, open_store
from moderation.settings import from_environment
from moderation.store.moderators import Session, credential
from moderation.web.http.context import Context

SITE: Final = "tumbuh"
MOST_MS: Final = 150.0
MOST_BYTES: Final = 250.0
# Ranks of the words that a search asks for: the most common ones, and seldom ones.
RARE: Final = range(3_000, 19_000)
_SESSION_MS: Final = 3_600_000

Ask = Callable[[int, int], str]
"""The address of a page below the site's, for the so many-th request and the comments stored."""


def _case(request: int, stored: int) -> str:
    held = random.Random(request).randrange(stored) // 10 * 10 + 7
    return f"/comments/{stock.comment_id(min(held, stored - 3))}"


PAGES: Final[Mapping[str, Ask]] = {
    "queue": lambda _, __: "",
    "queue, newest first": lambda _, __: "?sort=newest",
    "a case": _case,
    "approved": lambda _, __: "?state=approved",
    "approved, far behind": lambda _, stored: f"?state=approved&start={int(stored * 0.6)}",
    "approved, of a topic that none has": lambda _, __: "?state=approved&topic=listed",
    "search, a rare word": lambda n, _: f"/search?q={stock.word(RARE[n * 97 % len(RARE)])}",
    "search, a common word": lambda n, _: f"/search?q={stock.word(n)}",
    "search, two common words": lambda n, _: f"/search?q={stock.word(n)}+{stock.word(n + 1)}",
    "search, filters alone": lambda n, _: f"/search?state=held&least=10&article=artikel-{n}",
    "search, a filter that fits nothing": lambda n, _: f"/search?least=99&q={stock.word(n)}",
    "authors": lambda _, __: "/authors",
    "history": lambda _, __: "/history",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long a page took, the CPU of console and browser for it (all in ms), and its bytes."""

    page: str
    p50: float
    p95: float
    worst: float
    cpu: float
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was measured over a store of so many comments."""

    stored: int
    index_bytes: float
    index_us: float
    pages: list[Waits]


def main() -> None:
    """Measure what the command line asks for."""
    parser = report.parser("benchmarks.growth.pages", __doc__)
    parser.add_argument("--comments", type=int, default=60_000, help="for example 1000000")
    parser.add_argument("--requests", type=int, default=40, help="of each page")
    chosen = parser.parse_args()
    with workshop(1) as bench:
        print(report.said(), flush=True)
        found = asyncio.run(_measure(bench.folder, chosen.comments, chosen.requests))
    print(f"\n{_table(found)}")
    wanted = [
        Target(f"{each.page}: p95, ms", most=MOST_MS, digits=1).verdict(each.p95)
        for each in found.pages
    ]
    index = Target("search index: bytes a comment", most=MOST_BYTES, digits=0)
    verdicts = [*wanted, index.verdict(found.index_bytes)]
    print(f"\n{targets.table(verdicts)}")
    report.publish(chosen.json, found=found, targets=verdicts)


async def _measure(folder: Path, comments: int, requests: int) -> Found:
    # Nothing is promised here, so nothing waits for the disk while the store is filled.
    server = embedded.start(folder, extra=("--appendonly", "no"))
    try:
        settings = from_environment(
            {}, redis_url=server.url, durability="server", data_dir=folder, log_level="error"
        )
        store = open_store(settings, server.url)
        await store.formats.require()
        context = build_context(settings, store)
        await administration.add_site(store, SITE)
        await stock.fill(store, SITE, comments)
        index_bytes, index_us = await _index(context, comments)
        async with TestServer(build_app(context)) as service:
            await _load_templates(service.make_url("/console/login"))
            pages = await _ask(context, str(service.make_url("")), comments, requests)
        return Found(stored=comments, index_bytes=index_bytes, index_us=index_us, pages=pages)
    finally:
        server.stop()


async def _index(context: Context, comments: int) -> tuple[float, float]:
    """Build the index; its bytes and the CPU (µs) for each comment."""
    before, began = await _memory(context), time.process_time()
    await context.search.rebuild(SITE)
    spent = time.process_time() - began
    return (await _memory(context) - before) / comments, spent / comments * 1e6


async def _memory(context: Context) -> int:
    return int((await context.store.client.info("memory"))["used_memory"])


async def _load_templates(login: URL) -> None:
    """What a process does once, at its first page."""
    async with ClientSession() as browser, browser.get(login):
        pass


async def _ask(context: Context, base: str, stored: int, requests: int) -> list[Waits]:
    async with ClientSession(base, cookies={"saring-session": await _session(context)}) as browser:
        return [
            await _waits(browser, page, [ask(n, stored) for n in range(requests)])
            for page, ask in PAGES.items()
        ]


async def _waits(browser: ClientSession, page: str, paths: Sequence[str]) -> Waits:
    taken, size, spent = [], 0, time.process_time()
    for path in paths:
        began = time.perf_counter()
        async with browser.get(f"/console/sites/{SITE}{path}", allow_redirects=False) as answer:
            size = len(await answer.read())
        taken.append((time.perf_counter() - began) * 1_000)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
    cpu = (time.process_time() - spent) / len(paths) * 1_000
    taken.sort()
    return Waits(
        page=page,
        p50=taken[len(taken) // 2],
        p95=taken[math.ceil(len(taken) * 0.95) - 1],
        worst=taken[-1],
        cpu=cpu,
        bytes=size,
    )


async def _session(context: Context) -> str:
    """The cookie of a moderator who has logged in."""
    moderator = await moderators.add_moderator(
        context.store, "m@example.com", secrets.token_urlsafe(16), Role.MODERATOR, all_sites=True
    )
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session = Session(
        moderator_id=moderator.id,
        csrf=csrf,
        started_at=clock.now_ms(),
        credential=credential(moderator),
    )
    await context.store.moderators.open_session(token, session, _SESSION_MS)
    return token


def _table(found: Found) -> str:
    head = (f"{found.stored:,} comments stored", "p50 ms", "p95 ms", "worst ms", "CPU ms", "kB")
    rows = [
        [
            each.page,
            *(shown(ms, 1) for ms in (each.p50, each.p95, each.worst, each.cpu)),
            shown(each.bytes / 1e3),
        ]
        for each in found.pages
    ]
    index = (
        f"search index: {found.index_bytes:.0f} bytes and {found.index_us:.0f} µs of CPU a comment"
    )
    return f"{report.table(head, rows)}\n\n{index}"


if __name__ == "__main__":
    main()
