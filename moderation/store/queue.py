"""The queue: a view of open and claimed cases, oldest first, and the leases on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.domain import Case, Comment
from moderation.store import records
from moderation.store.comments import Comments
from moderation.store.keys import MOVES_LENGTH, SiteKeys
from moderation.store.scripts import Script, Scripts
from moderation.store.scripts.arguments import ClaimArguments, ReleaseArguments
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in the queue with the comment it is about."""

    case: Case
    comment: Comment


def comment_of(case_id: str) -> str:
    """The comment that a case is about: a case's id begins with its comment's."""
    return case_id.partition("-")[0]


class Queue:
    """The queues of all sites."""

    def __init__(self, client: RedisClient, scripts: Scripts, comments: Comments) -> None:
        self._client = client
        self._scripts = scripts
        self._comments = comments
        self._claim = Script.load("claim")
        self._release = Script.load("release")

    @guarded
    async def cases(self, site: str, *, after: str = "", limit: int = 50) -> list[Case]:
        """Up to `limit` waiting cases, oldest first, from behind the case `after` on."""
        keys = SiteKeys.of(site)
        rank = await self._client.zrank(keys.queue, after) if after else None
        start = 0 if rank is None else int(rank) + 1
        case_ids = await self._client.zrange(keys.queue, start, start + limit - 1)
        return await self._read_cases(keys, case_ids)

    @guarded
    async def ids(self, site: str, *, limit: int, newest: bool = False) -> list[str]:
        """Ids of up to `limit` waiting cases: the oldest first, or the newest first."""
        key = SiteKeys.of(site).queue
        found = await self._client.zrange(key, 0, limit - 1, desc=newest)
        return [str(case_id) for case_id in found]

    @guarded
    async def read(self, site: str, case_ids: Sequence[str]) -> list[Case]:
        """Those of the cases that there are, in the order asked for."""
        return await self._read_cases(SiteKeys.of(site), list(case_ids)) if case_ids else []

    async def page(self, site: str, *, after: str = "", limit: int = 50) -> list[Waiting]:
        """As cases, each with the comment it is about."""
        cases = await self.cases(site, after=after, limit=limit)
        comments = await self._comments.find_all(site, [case.comment_id for case in cases])
        by_id = {comment.id: comment for comment in comments}
        return [Waiting(c, by_id[c.comment_id]) for c in cases if c.comment_id in by_id]

    @guarded
    async def sizes(self, sites: Sequence[str]) -> dict[str, int]:
        """How many cases wait in each of the sites, asked together."""
        pipeline = self._client.pipeline(transaction=False)
        for site in sites:
            pipeline.execute_command("ZCARD", SiteKeys.of(site).queue)
        return dict(zip(sites, await pipeline.execute(), strict=True))

    async def size(self, site: str) -> int:
        """How many cases wait."""
        return (await self.sizes([site]))[site]

    @guarded
    async def case(self, site: str, case_id: str) -> Case | None:
        """A case, waiting or closed."""
        cases = await self._read_cases(SiteKeys.of(site), [case_id])
        return cases[0] if cases else None

    async def claim(
        self,
        site: str,
        case_id: str,
        *,
        moderator: str,
        at: int,
        life_ms: int,
        takeover: bool = False,
    ) -> int:
        """Take a case until the returned time (ms), with `takeover` from whoever has it.

        Raises Conflict, NotFound.
        """
        arguments = ClaimArguments(
            now=at,
            moderator=moderator,
            life_ms=life_ms,
            takeover="1" if takeover else "",
            moves_length=MOVES_LENGTH,
        )
        keys = _case_keys(site, case_id)
        return int(await self._scripts.run(self._claim, keys, arguments))

    async def release(self, site: str, case_id: str, *, moderator: str, at: int) -> None:
        """Give a case back; one that nobody holds stays so. Raises Conflict, NotFound."""
        arguments = ReleaseArguments(now=at, moderator=moderator, moves_length=MOVES_LENGTH)
        await self._scripts.run(self._release, _case_keys(site, case_id), arguments)

    async def _read_cases(self, keys: SiteKeys, case_ids: list[str]) -> list[Case]:
        pipeline = self._client.pipeline(transaction=False)
        for case_id in case_ids:
            pipeline.execute_command("HGETALL", keys.case(case_id))
        found = await pipeline.execute()
        return [
            records.read_case(case_id, fields)
            for case_id, fields in zip(case_ids, found, strict=True)
            if fields
        ]


def _case_keys(site: str, case_id: str) -> list[str]:
    keys = SiteKeys.of(site)
    return [keys.case(case_id), keys.moves]
