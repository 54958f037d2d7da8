"""Use case: whoever asked a door to be called back hears of a held comment's decision.

Calls are made beside requests and never by one. What was decided is read when the call is made, so
the last call tells the last decision, however many failed before. What the site's own people
decided is no news to it. Each process makes up to CALLS at once, shared fairly between sites; one
that fails is made again, later each time, until it is given up.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Final
from urllib.parse import urlsplit

from moderation import clock, logs
from moderation.domain import Comment
from moderation.domain.fair_shares import Admission
from moderation.domain.publication import is_news
from moderation.errors import Overloaded, StoreUnavailable
from moderation.outbound import Outbound, Undelivered
from moderation.outbound.choices import AS_SENT, CALLBACK, NOBODY, may_be_sent
from moderation.store import Store
from moderation.store.callbacks import Callback
from moderation.store.sites import KeyRecord

CALLS: Final = 16
CALL_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 1.0
# 30 seconds, then twice as long each time, up to 6 hours: some two days in all.
FIRST_WAIT_MS: Final = 30_000
LONGEST_WAIT_MS: Final = 6 * 3_600_000
ATTEMPTS: Final = 16

_LOG: Final = logs.logger("callbacks")
_random: Final = SystemRandom()

Body = Callable[[Comment, str], bytes]


@dataclass(slots=True, kw_only=True)
class Callbacks:
    """Callbacks over a store.

    `bodies` has, by door, what is told of a comment, with the key. `counted` is told what became
    of each call, as `moderation.metrics` names it.
    """

    store: Store
    outbound: Outbound
    bodies: Mapping[str, Body]
    counted: Callable[[str], None]
    now_ms: Callable[[], int] = clock.now_ms
    _places: Admission = field(default_factory=lambda: Admission(CALLS))
    _calls: set[asyncio.Task[None]] = field(default_factory=set)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def expect(self, key: KeyRecord, secret: str, comment: Comment, address: str) -> None:
        """Have the key's choice of an address called once the comment is decided.

        `address` is what the call named, which counts where the key's choice says so.
        """
        chosen = key.choices.get(CALLBACK, NOBODY)
        named = address if chosen == AS_SENT else ""
        if chosen == NOBODY or (chosen == AS_SENT and not may_be_sent(named)):
            return
        if key.secret != secret:
            await self.store.sites.keep_secret(key.id, secret)
        await self.store.callbacks.expect(
            comment.site, comment.id, key_id=key.id, address=named, at=self.now_ms()
        )

    async def keep_calling(self) -> None:
        """Make, for ever, the calls that are due."""
        try:
            while True:
                self._news.clear()
                with suppress(StoreUnavailable):
                    await self._start_due()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_SECONDS)
        finally:
            for task in self._calls:  # they are due again once their time is up
                task.cancel()

    async def _start_due(self) -> None:
        for site in await self.store.callbacks.due_sites(self.now_ms()):
            with suppress(Overloaded):
                while await self._start_next(site):
                    pass

    async def _start_next(self, site: str) -> bool:
        """Begin the site's next call, if one is due. Raises Overloaded where it has enough."""
        self._places.enter(site)
        callback = None
        try:
            callback = await self.store.callbacks.take(site, self.now_ms())
        finally:
            if callback is None:
                self._places.change(site, -1)
        if callback is None:
            return False
        task = asyncio.create_task(self._call(callback))
        self._calls.add(task)
        task.add_done_callback(lambda done: self._ended(done, site))
        return True

    def _ended(self, task: asyncio.Task[None], site: str) -> None:
        self._calls.discard(task)
        self._places.change(site, -1)
        self._news.set()
        if not task.cancelled() and (error := task.exception()):
            _LOG.error("callback_failed", logs.failure(error))

    async def _call(self, callback: Callback) -> None:
        with suppress(StoreUnavailable):
            key = await self.store.sites.key_named(callback.key_id)
            address = _address(callback, key)
            body = await self._body(callback, key) if key and address else b""
            try:
                if body:
                    await self.outbound.post_json(address, body, anywhere=not callback.address)
                    self.counted("told")
            except Undelivered as error:
                await self._put_off(callback, address, str(error))
            else:
                await self.store.callbacks.settle(callback)

    async def _body(self, callback: Callback, key: KeyRecord) -> bytes:
        """What is told of the comment; empty where there is nothing to tell."""
        found = await self.store.comments.find_all(callback.site, [callback.comment_id])
        return self.bodies[key.door](found[0], key.secret) if found and is_news(found[0]) else b""

    async def _put_off(self, callback: Callback, address: str, reason: str) -> None:
        facts = {"site": callback.site, "comment": callback.comment_id, "reason": reason}
        facts["host"] = urlsplit(address).hostname or ""
        if callback.attempts + 1 >= ATTEMPTS:
            _LOG.warning("callback_given_up", facts)
            self.counted("given_up")
            await self.store.callbacks.settle(callback)
            return
        _LOG.info("callback_put_off", facts)
        self.counted("put_off")
        wait = min(FIRST_WAIT_MS << callback.attempts, LONGEST_WAIT_MS)
        again = self.now_ms() + round(wait * _random.uniform(0.8, 1.2))
        await self.store.callbacks.settle(callback, again=again)


def _address(callback: Callback, key: KeyRecord | None) -> str:
    """Whom to call as the key's choice is now; "" for nobody."""
    if key is None or key.revoked or not key.secret:
        return ""
    chosen = key.choices.get(CALLBACK, NOBODY)
    if chosen == AS_SENT:
        return callback.address
    return "" if chosen == NOBODY or callback.address else chosen
