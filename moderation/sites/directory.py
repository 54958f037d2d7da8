"""Directory: the sites that this process knows, by name and by API key.

The store keeps a mark of the last change to any site, and the process asks for that mark once a
second, however many sites are at work. A new mark makes every site and key be looked up again when
it is next wanted. So a changed policy or a revoked key takes hold everywhere within
REFRESH_SECONDS.
"""

import asyncio
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from moderation import clock
from moderation.domain.digests import Digests
from moderation.domain.policy import DEFAULT_WEIGHTS, OTHER_LANGUAGES, Policy
from moderation.errors import Unauthenticated
from moderation.signals.lists import Lists
from moderation.signals.scoring import Thresholds
from moderation.sites.cache import Cache
from moderation.store import Store
from moderation.store.sites import KeyRecord, Site

REFRESH_SECONDS: Final = 1.0
# For a change without a mark, because whoever made it died just then.
UNMARKED_SECONDS: Final = 60.0
SITES_REMEMBERED: Final = 10_000
KEYS_REMEMBERED: Final = 10_000
ALL: Final = "all sites and keys"
API: Final = ""  # the door of keys that have none of their own
COMPILED_AT_ONCE: Final = 200  # list entries: some two milliseconds


@dataclass(slots=True)
class KnownSite:
    """A site ready for work: its policy with every threshold filled in, its lists compiled.

    `lists_revision` is that of the stored lists they were compiled from; `lists_until` is when the
    next of their entries ends (0: none does). `policy_kept`: the store
    has the policy, so that what it decides can be replayed. Who only reads does without, because a
    store whose memory is full can still be read.
    """

    site: Site
    policy: Policy
    policy_version: str
    lists: Lists
    lists_revision: str
    lists_until: int
    digests: Digests
    domains: frozenset[str]
    policy_kept: bool = False
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.site.name


class Directory:
    """Finds sites by key and by name."""

    def __init__(
        self, store: Store, thresholds: Thresholds, *, now_ms: Callable[[], int] = clock.now_ms
    ) -> None:
        self._store = store
        self._now_ms = now_ms
        self._thresholds = thresholds
        self._marks = Cache(self._mark, seconds=REFRESH_SECONDS, limit=1)
        self._found = Cache(self._find, seconds=UNMARKED_SECONDS, limit=SITES_REMEMBERED)
        self._sites = Cache(self._make_ready, seconds=UNMARKED_SECONDS, limit=SITES_REMEMBERED)
        self._keys = Cache(self._open, seconds=UNMARKED_SECONDS, limit=KEYS_REMEMBERED)

    async def find(self, name: str) -> Site:
        """The site of that name as it is stored; its lists are not read. Raises NotFound."""
        return await self._found.recall(name, await self._marks.recall(ALL))

    async def site(self, name: str) -> KnownSite:
        """The site of that name, ready for work. Raises NotFound."""
        return await self._sites.recall(name, await self._marks.recall(ALL))

    async def site_of_key(self, secret: str, door: str = API) -> KnownSite:
        """The site that a key opens: the API by its own keys alone, a door by its own too.

        Raises Unauthenticated.
        """
        return (await self.opened(secret, {API, door}))[1]

    async def opened(self, secret: str, doors: AbstractSet[str]) -> tuple[KeyRecord, KnownSite]:
        """A key of one of those doors, and its site. Raises Unauthenticated."""
        mark = self._marks.fresh(ALL) or await self._marks.recall(ALL)
        key = self._keys.fresh(secret, mark) or await self._keys.recall(secret, mark)
        if key.door not in doors:
            raise Unauthenticated("unknown_key")
        known = self._sites.fresh(key.site, mark) or await self._sites.recall(key.site, mark)
        return key, known

    async def _mark(self, _all: str, _: str | None) -> str:
        return await self._store.sites.latest_change()

    async def _open(self, secret: str, _: KeyRecord | None) -> KeyRecord:
        record = await self._store.sites.key(secret)
        if record is None:
            raise Unauthenticated("unknown_key")
        if record.revoked:
            raise Unauthenticated("revoked_key")
        return record

    async def _find(self, name: str, _: Site | None) -> Site:
        return await self._store.sites.find(name)

    async def _make_ready(self, name: str, known: KnownSite | None) -> KnownSite:
        """The site as it is stored now; of it, what has not changed is not made ready again."""
        stored = await self._store.sites.stored(name)
        site = stored.site
        same_lists = known is not None and self._holds(known, stored.lists)
        if known is not None and same_lists and known.site == site:
            return known
        policy = effective_policy(site, self._thresholds)
        if known is not None and same_lists:
            lists, until = known.lists, known.lists_until
        else:
            lists, until = await self._compiled(name) if stored.lists else (Lists(), 0)
        return KnownSite(
            site=site,
            policy=policy,
            policy_version=policy.version,
            lists=lists,
            lists_revision=stored.lists,
            lists_until=until,
            digests=Digests(site.secret),
            domains=frozenset(site.domains),
        )

    def _holds(self, known: KnownSite, revision: str) -> bool:
        """Whether its lists are those of that revision, and none of their entries has ended."""
        ended = known.lists_until and known.lists_until <= self._now_ms()
        return known.lists_revision == revision and not ended

    async def _compiled(self, name: str) -> tuple[Lists, int]:
        """The lists ready to be looked up, without what has ended, and when the next entry ends.

        Long ones are made so while others are served.
        """
        lists, at, ends = Lists(), self._now_ms(), list[int]()
        async for page in self._store.lists.pages(name):
            for start in range(0, len(page), COMPILED_AT_ONCE):
                for entry in page[start : start + COMPILED_AT_ONCE]:
                    if entry.holds(at):
                        lists.take(entry)
                ends += [e.until for e in page[start : start + COMPILED_AT_ONCE] if at < e.until]
                await asyncio.sleep(0)
        return lists, min(ends, default=0)


def effective_policy(site: Site, thresholds: Thresholds) -> Policy:
    """The site's choices over the defaults, with the model's thresholds where it chose none."""
    hold = thresholds.hold if site.spam_hold is None else site.spam_hold
    reject = thresholds.reject if site.spam_reject is None else site.spam_reject
    languages = {"other_language": OTHER_LANGUAGES[site.other_languages]}
    return Policy(
        mode=site.mode,
        spam_hold=hold,
        spam_reject=max(hold, reject),
        weights=DEFAULT_WEIGHTS | languages | site.weights,
    )
