"""Attendance: whose sessions still stand, of all pages that follow, asked together.

A page that follows outlives the request it began with: its session may end meanwhile, or its
moderator be given another role.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from aiohttp import web

from moderation.domain import Moderator
from moderation.review.live import LOOK_SECONDS
from moderation.sites.cache import Cache
from moderation.store.moderators import Moderators
from moderation.web.console.sessions import Visit

_EVERYBODY: Final = "everybody"


class Attendance:
    """The sessions of one process's pages, looked up at most once every LOOK_SECONDS."""

    def __init__(self, moderators: Callable[[], Moderators]) -> None:
        self._moderators = moderators
        self._tokens: Counter[str] = Counter()
        self._found = Cache(self._look, seconds=LOOK_SECONDS, limit=1)
        self._edition = 0

    @contextmanager
    def attending(self, visit: Visit) -> Iterator[None]:
        """Have the session looked up with the others until the context is left."""
        self._tokens[visit.token] += 1
        self._edition += 1  # what was found before does not tell of this one
        try:
            yield
        finally:
            self._tokens[visit.token] -= 1
            if not self._tokens[visit.token]:
                del self._tokens[visit.token]

    async def present(self, visit: Visit) -> bool:
        """Whether the session stands, and its moderator is as when the page began to follow."""
        found = await self._found.recall(_EVERYBODY, str(self._edition))
        return found.get(visit.token) == visit.moderator

    async def _look(self, _name: str, _: dict[str, Moderator] | None) -> dict[str, Moderator]:
        return await self._moderators().present(list(self._tokens))


ATTENDANCE: web.AppKey[Attendance] = web.AppKey("attendance", Attendance)
