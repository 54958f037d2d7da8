"""Health: which of our promises the store can keep now, asked of every server that it stands on."""

import asyncio
from typing import Final

from msgspec import Struct

from moderation import logs
from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.store.formats import Formats
from moderation.store.scripts import Scripts
from moderation.store.server.failures import unavailable
from moderation.store.server.primaries import LOOK_SECONDS, Examination, Primary
from moderation.store.server.promises import Breach, Promise
from moderation.store.server.tasks import end

WATCH_SECONDS: Final = 2.0

_LOG: Final = logs.logger("health")


class Findings(Struct, frozen=True):
    """What was found: each broken promise by the server's name, and what writes wait for."""

    breaches: tuple[tuple[str, Breach], ...]
    replicas: tuple[int | None, ...] = ()


class Health:
    """Asks the servers of a store what they can keep. `where` names the store."""

    def __init__(self, scripts: Scripts, formats: Formats, where: str) -> None:
        self._scripts = scripts
        self._formats = formats
        self._where = where
        self._looking: asyncio.Task[Findings] | None = None

    async def breaches(self) -> list[Breach]:
        """What cannot be kept now. It takes twice LOOK_SECONDS at most.

        Anybody may ask, so whoever asks while somebody looks gets what that look finds.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return [breach for _, breach in (await asyncio.shield(self._looking)).breaches]

    async def close(self) -> None:
        """Look no more."""
        await end(self._looking)

    async def require(self) -> None:
        """Nothing, if the store is there and what it cannot keep now will pass.

        Raises StoreUnusable where something has to be changed first, StoreUnavailable where the
        store is away; both say where, and why.
        """
        found = (await self._look()).breaches
        lasting = [f"{server}: {breach.reason}" for server, breach in found if breach.lasting]
        if lasting:
            raise StoreUnusable("\n".join(lasting))
        for server, breach in found:
            if breach.promise is Promise.REACHABLE:
                raise StoreUnavailable(f"{server}: {breach.reason}")

    async def keep_looking(self) -> None:
        """Look again and again; log what can be kept no more, and what can be again.

        Connections that were opened under other conditions ask anew.
        """
        before = await self._look()
        _tell(Findings(()), before)
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            found = await self._look()
            if found != before:
                _tell(before, found)
                self._scripts.renew()
            before = found

    async def _look(self) -> Findings:
        try:
            primaries = await self._scripts.primaries()
        except Exception as error:  # noqa: BLE001 - whatever the driver stumbles on
            return Findings(((self._where, _away(error)),))
        looks = await asyncio.gather(*(_examined(primary) for primary in primaries))
        breaches = [
            (primary.name, breach)
            for primary, look in zip(primaries, looks, strict=True)
            for breach in look.breaches
        ]
        if not any(breach.promise is Promise.REACHABLE for _, breach in breaches):
            breaches += [(self._where, breach) for breach in await self._of_format()]
        return Findings(tuple(breaches), tuple(look.replicas for look in looks))

    async def _of_format(self) -> list[Breach]:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._formats.require()
        except StoreUnusable as error:
            return [Breach(Promise.FORMAT, str(error), lasting=True)]
        except (StoreUnavailable, TimeoutError) as error:
            return [_away(error)]
        return []


async def _examined(primary: Primary) -> Examination:
    try:
        return await primary.look()
    except Exception as error:  # noqa: BLE001 - whatever the driver stumbles on
        return Examination((_away(error),), None)


def _away(error: Exception) -> Breach:
    told = unavailable(error)
    return Breach(Promise.REACHABLE, str(told), lasting=isinstance(told, StoreUnusable))


def _tell(before: Findings, found: Findings) -> None:
    """Log what has changed."""
    for server, breach in found.breaches:
        if (server, breach) not in before.breaches:
            facts = {"promise": breach.promise, "server": server, "reason": breach.reason}
            _LOG.error("promise_broken", facts)
    still = {(server, breach.promise) for server, breach in found.breaches}
    for server, breach in before.breaches:
        if (server, breach.promise) not in still:
            _LOG.info("promise_kept", {"promise": breach.promise, "server": server})
