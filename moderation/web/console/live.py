"""Live: a page follows its site, by server-sent events or by asking now and then.

Events are those of the HTML standard (9.2): each is one JSON object, and its id the time it tells
of, which comes back as Last-Event-ID. Whoever asks without `text/event-stream` is given one such
object. Nothing is claimed by this, nothing written, and no session renewed.
"""

import random
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import msgspec
from aiohttp import web

from moderation.domain.publication import SITE_PEOPLE
from moderation.errors import SaringError
from moderation.review.live import News
from moderation.store.worktable.moves import Did, Move
from moderation.web.console.attendance import ATTENDANCE
from moderation.web.console.claim_status import held_by
from moderation.web.console.language import language_of
from moderation.web.console.rendering import phrases
from moderation.web.console.sessions import Visit, is_over, visiting
from moderation.web.http import security_headers
from moderation.web.http.context import CONTEXT
from moderation.web.http.guard import REQUEST_ID, request_id_of
from moderation.web.http.json_response import json_response

EVENT_STREAM: Final = "text/event-stream"
# Something is sent at least so often, so that each side notices when the other is gone.
BEAT_SECONDS: Final = 15.0
# A page then begins anew, and one that was refused may have its place.
LIFE_SECONDS: Final = 600.0
# All begin anew at different times after a restart.
_AGAIN_MS: Final = (3_000, 8_000)
_TIME: Final = re.compile(r"[0-9]{1,15}", re.ASCII)


class RowState(StrEnum):
    """How a row stands now: reviewed by somebody else, decided by somebody else, or neither."""

    TAKEN = "taken"
    GONE = "gone"
    FREE = "free"


class RowNews(msgspec.Struct, frozen=True):
    """What has become of a row, and how to say it."""

    state: RowState
    says: str = ""


class PageNews(msgspec.Struct, frozen=True):
    """What a page is told. `opened` are times of cases that came after it was shown."""

    at: int
    waiting: str
    opened: list[int]
    rows: dict[str, RowNews]
    whole: bool


@dataclass(slots=True)
class Follower:
    """What one page has been told: of each turn of news it wants what differs.

    `shown` is when the page was, and `since` the time up to which it knows of moves.
    """

    request: web.Request
    visit: Visit
    shown: int
    since: int
    _rows: dict[str, RowNews] = field(default_factory=dict)
    _counts: tuple[str, list[int]] = ("", [])

    @classmethod
    def of(cls, request: web.Request, visit: Visit) -> "Follower":
        """The page that asks. What it says in a way that we never write asks from now on."""
        shown = min(_time(request.query, "shown", visit.at), visit.at)
        known = _time(request.query, "known", shown)
        return cls(request, visit, shown, _time(request.headers, "Last-Event-ID", known))

    async def latest(self) -> PageNews:
        """What is new to the page. Raises NotFound."""
        live, site = self.request.config_dict[CONTEXT].live, self.request.match_info["site"]
        news = await live.news(self.visit.moderator, site, self.since)
        rows = {name: self._row(move, news) for name, move in news.moves.items()}
        new = {name: row for name, row in rows.items() if self._rows.get(name) != row}
        self._rows, self.since = rows, news.at
        return PageNews(
            at=news.at,
            waiting=phrases(language_of(self.request)).count(news.waiting),
            opened=[at for at in news.opened if at > self.shown],
            rows=new,
            whole=news.whole,
        )

    def matters(self, latest: PageNews) -> bool:
        """Whether it says anything that was not said before."""
        before, self._counts = self._counts, (latest.waiting, latest.opened)
        return bool(latest.rows) or not latest.whole or before != self._counts

    def _row(self, move: Move, news: News) -> RowNews:
        t = phrases(language_of(self.request))
        who = news.who[move.moderator].partition("@")[0]
        if move.moderator.startswith(SITE_PEOPLE):
            who = t("live.site")
        if move.moderator == self.visit.moderator.id:
            return RowNews(RowState.FREE)
        if move.did in {Did.APPROVE, Did.REJECT}:
            return RowNews(RowState.GONE, t(f"live.{move.did}", who=who))
        if move.did is Did.CLAIM and move.until > news.at:
            return RowNews(RowState.TAKEN, held_by(t, who, move.since))
        return RowNews(RowState.FREE)


async def live(request: web.Request) -> web.StreamResponse:
    """What others do on a site, from the time on that the page was shown. Raises Overloaded."""
    visit = await visiting(request, renew=False)
    follower = Follower.of(request, visit)
    if EVENT_STREAM not in request.headers.get("Accept", ""):
        return json_response(await follower.latest())
    context = request.config_dict[CONTEXT]
    attendance = request.config_dict[ATTENDANCE]
    with context.live.places.permit(request.match_info["site"]), attendance.attending(visit):
        return await _stream(request, follower)


async def _stream(request: web.Request, follower: Follower) -> web.StreamResponse:
    latest = await follower.latest()
    response = web.StreamResponse(headers={"Content-Type": EVENT_STREAM, "X-Accel-Buffering": "no"})
    response.headers[REQUEST_ID] = request_id_of(request)
    security_headers.protect(response.headers, security_headers.ANY)
    # Nobody is there any more, or the store is not: the page begins anew.
    with suppress(ConnectionError, SaringError):
        await response.prepare(request)
        again_ms = random.randint(*_AGAIN_MS)  # noqa: S311 - no secret
        await response.write(f"retry: {again_ms}\n".encode())
        await _follow(request, response, follower, latest)
        await response.write_eof()
    return response


async def _follow(
    request: web.Request, response: web.StreamResponse, follower: Follower, latest: PageNews
) -> None:
    """Write what is new for as long as somebody is there who may read it."""
    live, attendance = request.config_dict[CONTEXT].live, request.config_dict[ATTENDANCE]
    ends, beat = time.monotonic() + LIFE_SECONDS, 0.0
    while not live.over and time.monotonic() < ends and _listens(request):
        # What was looked up for others may be older than the page.
        newer = latest.at >= follower.shown
        if newer and (follower.matters(latest) or time.monotonic() >= beat):
            if is_over(request, follower.visit.session):
                return
            if not await attendance.present(follower.visit):
                return
            data = msgspec.json.encode(latest).decode()
            await response.write(f"id: {latest.at}\ndata: {data}\n\n".encode())
            beat = time.monotonic() + BEAT_SECONDS
        await live.pause()
        latest = await follower.latest()


def _listens(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def _time(given: Mapping[str, str], name: str, otherwise: int) -> int:
    """The time (ms) that is given under a name."""
    text = given.get(name, "")
    return int(text) if _TIME.fullmatch(text) else otherwise
