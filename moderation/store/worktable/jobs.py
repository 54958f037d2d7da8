"""Jobs: a decision on a fixed list of comments, kept so that any process can go on with it."""

from typing import Final

import msgspec

from moderation.domain import Action
from moderation.domain.labels import Label
from moderation.errors import NotFound
from moderation.store import keys
from moderation.store.keys import DAY_MS, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

PROPOSED_MS: Final = 3_600_000
KEPT_MS: Final = 30 * DAY_MS
LEASE_MS: Final = 30_000
TARGETS_LIMIT: Final = 1_000

Target = tuple[str, int]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a job is to do, and for whom. A target is a comment and the revision that was seen."""

    site: str
    id: str
    moderator: str
    action: Action
    targets: tuple[Target, ...]
    at: int
    label: Label | None = None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job has got, and how many comments it changed; then the same of its undoing."""

    started: int = 0
    done: int = 0
    changed: int = 0
    undone_by: str = ""
    undone: int = 0
    restored: int = 0


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its progress."""

    plan: Plan
    progress: Progress

    @property
    def total(self) -> int:
        """How many comments it is about."""
        return len(self.plan.targets)

    @property
    def works(self) -> bool:
        """Whether there is something left to do."""
        told = self.progress
        if told.undone_by:
            return told.undone < self.total
        return bool(told.started) and told.done < self.total


class Jobs:
    """The jobs of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def propose(self, plan: Plan) -> None:
        """Keep a plan for an hour, within which it may be started."""
        key = SiteKeys.of(plan.site).job(plan.id)
        pipeline = self._client.pipeline(transaction=True)
        pipeline.hset(key, "plan", msgspec.json.encode(plan))
        pipeline.pexpire(key, PROPOSED_MS)
        await pipeline.execute()

    @guarded
    async def find(self, site: str, job_id: str) -> Job:
        """A job. Raises NotFound."""
        found = await self._client.hgetall(SiteKeys.of(site).job(job_id))
        if "plan" not in found:
            raise NotFound(job_id)
        plan = msgspec.json.decode(found.pop("plan"), type=Plan)
        return Job(plan=plan, progress=msgspec.convert(found, Progress, strict=False))

    @guarded
    async def begin(self, plan: Plan, field: str, value: str | int) -> bool:
        """Start a job or its undoing by setting a field of its progress, once; whether it was now.

        From then on it stands among what is to be worked on.
        """
        key = SiteKeys.of(plan.site).job(plan.id)
        # First, so that a process that dies in between leaves nothing unfinished.
        await self._client.sadd(keys.JOBS, f"{plan.site} {plan.id}")
        first = bool(await self._client.hsetnx(key, field, value))
        await self._client.pexpire(key, KEPT_MS)
        return first

    @guarded
    async def record(self, plan: Plan, **progress: int) -> None:
        """Keep how far it has got."""
        await self._client.hset(SiteKeys.of(plan.site).job(plan.id), mapping=progress)

    @guarded
    async def end(self, plan: Plan) -> None:
        """Take it from what is to be worked on."""
        await self._client.srem(keys.JOBS, f"{plan.site} {plan.id}")

    @guarded
    async def unfinished(self) -> list[tuple[str, str]]:
        """Site and id of each job that is to be worked on."""
        found = await self._client.smembers(keys.JOBS)
        return [(site, job_id) for site, _, job_id in (each.partition(" ") for each in found)]

    @guarded
    async def lease(self, plan: Plan, worker: str) -> bool:
        """Whether this worker has the job for LEASE_MS from now on."""
        key = SiteKeys.of(plan.site).job_lease(plan.id)
        if await self._client.set(key, worker, px=LEASE_MS, nx=True):
            return True
        if await self._client.get(key) != worker:
            return False
        return bool(await self._client.pexpire(key, LEASE_MS))

    @guarded
    async def release(self, plan: Plan) -> None:
        """Let another worker have it."""
        await self._client.delete(SiteKeys.of(plan.site).job_lease(plan.id))
