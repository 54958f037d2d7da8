"""Use case: follow what others do on a site, for as long as a page is looked at.

However many pages follow a site, the store is looked at once for all of them, every LOOK_SECONDS.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from moderation.domain import Moderator
from moderation.domain.fair_shares import Admission
from moderation.review import Review
from moderation.sites.cache import Cache
from moderation.store import Store
from moderation.store.worktable.moves import Did, Glance, Move

LOOK_SECONDS: Final = 2.0
# What is recorded comes a little behind its own time.
_BEHIND_MS: Final = 1_000
_SITES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A site as it stood at a time (ms): how many cases wait, and the last move on each comment.

    `opened` tells when the newest cases were opened. `who` are e-mail addresses by moderator.
    `whole`: no move since the time that was asked for is left out.
    """

    at: int
    waiting: int
    opened: tuple[int, ...]
    moves: dict[str, Move]
    who: dict[str, str]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Look:
    at: int
    glance: Glance
    who: dict[str, str]


class Live:
    """News of sites. `places` has one for each page that follows, shared fairly between sites."""

    def __init__(self, store: Store, review: Review, places: Admission) -> None:
        self.places = places
        self._store = store
        self._review = review
        self._looks = Cache(self._look, seconds=LOOK_SECONDS, limit=_SITES)
        self._over = asyncio.Event()

    @property
    def over(self) -> bool:
        """Whether nobody shall follow any more, because this process ends."""
        return self._over.is_set()

    async def news(self, moderator: Moderator, site: str, since: int) -> News:
        """What has moved since a time (ms), and all claims that may stand. Raises NotFound."""
        await self._review.require_site(moderator, site)
        look = await self._looks.recall(site)
        newest: dict[str, Move] = {}
        for move in look.glance.moves:
            newest.setdefault(move.comment_id, move)
        return News(
            at=look.at,
            waiting=look.glance.waiting,
            opened=look.glance.opened,
            moves={name: move for name, move in newest.items() if self._is_news(move, since)},
            who=look.who,
            whole=look.glance.reaches(since),
        )

    def _is_news(self, move: Move, since: int) -> bool:
        """Whether it was made after that time; of a claim, whether it may have ended after it."""
        lasts = self._review.claim_ms if move.did is Did.CLAIM else 0
        return move.at + lasts > since - _BEHIND_MS

    async def pause(self) -> None:
        """Wait until it is worth looking again, or until it is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._over.wait()

    def drain(self) -> None:
        """Have everybody stop following: they begin anew, elsewhere."""
        self._over.set()

    async def _look(self, site: str, _: _Look | None) -> _Look:
        at = self._review.now_ms()
        glance = await self._store.moves.glance(site)
        who = sorted({move.moderator for move in glance.moves})
        emails = await self._store.moderators.emails(who)
        return _Look(at, glance, {each: emails.get(each, each) for each in who})
