"""Use case: one decision on many comments, as a job that goes on until it is done, and back.

Each comment is decided by the same atomic script as any other, on the revision that the job was
made with; what has moved on since, or is reviewed by somebody else, is left alone. A comment that
was decided already counts as such, so a job that died is begun again where it was last recorded.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from moderation import clock, logs
from moderation.domain import Action, EventType, Moderator, Role
from moderation.domain.labels import Label
from moderation.errors import Conflict, Fault, Forbidden, Invalid, NotFound, StoreUnavailable
from moderation.review import Review
from moderation.store import Store
from moderation.store.keys import DECIDED_LENGTH
from moderation.store.worktable.jobs import TARGETS_LIMIT, Job, Plan, Target
from moderation.store.worktable.listings import Line

# So many comments are decided together; then the progress is kept.
AT_ONCE: Final = 25
LOOK_SECONDS: Final = 10.0

_LOG: Final = logs.logger("bulk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """Jobs over a store, carried out by this process beside its other work."""

    store: Store
    review: Review
    _worker: str = field(default_factory=lambda: secrets.token_hex(8))
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def propose(
        self,
        moderator: Moderator,
        site: str,
        action: Action,
        targets: Sequence[Target],
        label: Label | None = None,
    ) -> Plan:
        """Fix what a job would do; nothing is decided yet.

        Raises Invalid for no comment or more than TARGETS_LIMIT, Forbidden, NotFound.
        """
        self.review.require_decider(moderator)
        await self.review.require_site(moderator, site)
        if not targets:
            raise Invalid([Fault("/selected", "nothing_selected")])
        if len(targets) > TARGETS_LIMIT:
            raise Invalid([Fault("/selected", "too_many", (("limit", TARGETS_LIMIT),))])
        at = clock.now_ms()
        plan = Plan(
            site=site,
            id=clock.new_id(at),
            moderator=moderator.id,
            action=action,
            targets=tuple(targets),
            at=at,
            label=label if action is Action.REJECT else None,
        )
        await self.store.jobs.propose(plan)
        return plan

    async def job(self, moderator: Moderator, site: str, job_id: str) -> Job:
        """A job with its progress. Raises NotFound."""
        await self.review.require_site(moderator, site)
        return await self.store.jobs.find(site, job_id)

    async def start(self, moderator: Moderator, site: str, job_id: str) -> None:
        """Have one's own job done; a second time changes nothing. Raises Forbidden, NotFound."""
        plan = (await self._own(moderator, site, job_id)).plan
        at = clock.now_ms()
        if await self.store.jobs.begin(plan, "started", at):
            line = Line(
                at=at,
                comment_id="",
                revision=0,
                action=plan.action,
                moderator=plan.moderator,
                label=plan.label or "",
                job=plan.id,
                count=len(plan.targets),
            )
            await self.store.listings.note(site, line, most=DECIDED_LENGTH)
        self._work_on(site, job_id)

    async def undo(self, moderator: Moderator, site: str, job_id: str) -> None:
        """Take back what a job decided, where nothing has happened since.

        Raises Conflict for one that is not done, Forbidden, NotFound.
        """
        job = await self._own(moderator, site, job_id)
        if job.works or not job.progress.started:
            raise Conflict(state="running", event="undo")
        await self.store.jobs.begin(job.plan, "undone_by", moderator.id)
        self._work_on(site, job_id)

    async def keep_working(self) -> None:
        """Go on, for ever, with jobs whose process died."""
        while True:
            with suppress(StoreUnavailable):
                for site, job_id in await self.store.jobs.unfinished():
                    self._work_on(site, job_id)
            await asyncio.sleep(LOOK_SECONDS)

    async def finished(self, job_id: str) -> None:
        """Wait until this process has done what it can for a job."""
        if task := self._tasks.get(job_id):
            await asyncio.wait([task])

    async def _own(self, moderator: Moderator, site: str, job_id: str) -> Job:
        self.review.require_decider(moderator)
        job = await self.job(moderator, site, job_id)
        if job.plan.moderator != moderator.id and moderator.role is not Role.ADMIN:
            raise Forbidden("job")
        return job

    def _work_on(self, site: str, job_id: str) -> None:
        if job_id not in self._tasks:
            task = asyncio.create_task(self._work(site, job_id), name=f"job {job_id}")
            self._tasks[job_id] = task
            task.add_done_callback(lambda _: self._tasks.pop(job_id, None))

    async def _work(self, site: str, job_id: str) -> None:
        """Do what is left of a job; where the store goes away, it is gone on with later."""
        try:
            job = await self.store.jobs.find(site, job_id)
            if not await self.store.jobs.lease(job.plan, self._worker):
                return
            while job.works and await self.store.jobs.lease(job.plan, self._worker):
                await (self._go_back if job.progress.undone_by else self._go_on)(job)
                job = await self.store.jobs.find(site, job_id)
            await self.store.jobs.end(job.plan)
            await self.store.jobs.release(job.plan)
        except StoreUnavailable as error:
            _LOG.warning("job_paused", {"site": site, "job": job_id, "reason": str(error)})
        except NotFound as error:  # its moderator is gone, or what was left of it
            _LOG.warning("job_dropped", {"site": site, "job": job_id, "reason": str(error)})

    async def _go_on(self, job: Job) -> None:
        plan, told = job.plan, job.progress
        moderator = await self.store.moderators.find(plan.moderator)
        batch = plan.targets[told.done : told.done + AT_ONCE]
        changed = await _count(self._decide(moderator, plan, target) for target in batch)
        done = told.done + len(batch)
        await self.store.jobs.record(plan, done=done, changed=told.changed + changed)

    async def _go_back(self, job: Job) -> None:
        plan, told = job.plan, job.progress
        moderator = await self.store.moderators.find(told.undone_by)
        batch = plan.targets[told.undone : told.undone + AT_ONCE]
        restored = await _count(self._restore(moderator, plan, target) for target in batch)
        undone = told.undone + len(batch)
        await self.store.jobs.record(plan, undone=undone, restored=told.restored + restored)

    async def _decide(self, moderator: Moderator, plan: Plan, target: Target) -> None:
        comment_id, revision = target
        await self.review.decide(
            moderator,
            plan.site,
            comment_id,
            plan.action,
            revision=revision,
            label=plan.label,
            listed=False,
        )

    async def _restore(self, moderator: Moderator, plan: Plan, target: Target) -> None:
        comment_id, revision = target
        comment = await self.store.comments.find(plan.site, comment_id)
        last = comment.events[-1]
        if comment.revision == revision + 2 and last.type is EventType.UNDONE:
            return  # by this job, before it died
        if last.decision.moderator != plan.moderator:
            raise Conflict(state=comment.state, event="undo")
        await self.review.undo(moderator, plan.site, comment_id, revision=revision + 1)


async def _count(acts: Iterable[Awaitable[None]]) -> int:
    """How many of the acts were carried out; those that cannot be any more are left out."""
    return sum(await asyncio.gather(*(_carried_out(act) for act in acts)))


async def _carried_out(act: Awaitable[None]) -> bool:
    try:
        await act
    except (Conflict, Forbidden, NotFound):
        return False
    return True
