"""Use case: a submission comes in and leaves as a comment with a recorded decision.

The whole path, in order: signals that need nothing but the submission; one score from the
classifier; the policy's verdict; one call of the store that records the comment and everything
that follows. The store counts repeats and rates in that same call. Only when a count has
something to say (seldom) does it record nothing, and the policy judges again with what was
counted.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from moderation import clock
from moderation.directory import KnownSite
from moderation.domain import (
    Action,
    Cause,
    Comment,
    Decision,
    Event,
    EventType,
    Signal,
    Submission,
    Verdict,
)
from moderation.errors import (
    Fault,
    IdempotencyMismatch,
    Invalid,
    NotFound,
    Overloaded,
    ScorerUnavailable,
)
from moderation.lifecycle import next_comment_state
from moderation.policy import judge
from moderation.publication import entry_after
from moderation.scoring import Scored, Scoring
from moderation.signals import gather
from moderation.signals.model import DIGITS, judged
from moderation.signals.rate import client_prefix, rates
from moderation.signals.repeats import repeats, text_digest
from moderation.signals.scene import Scene
from moderation.store.comments import Comments, Entrance, Limit, Observed, Replayed, Watch
from moderation.validation import JSON_POINTERS, Pointers


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The counts that intake asks the store for. Times in milliseconds; 0 switches one off."""

    seen_window_ms: int
    client_burst: int
    client_interval_ms: int
    email_burst: int
    email_interval_ms: int
    in_flight: int


@dataclass(frozen=True, slots=True)
class Retry:
    """A client's idempotency key, and the fingerprint of the body that it stands for."""

    key: str
    fingerprint: str

    @classmethod
    def of(cls, key: str, body: bytes) -> "Retry":
        """The key with the fingerprint of `body`."""
        return cls(key, hashlib.sha256(body).hexdigest()[:32])


@dataclass(slots=True)
class Intake:
    """Takes submissions. `scoring` None stands for a classifier that could not be loaded.

    `recorded` is told of each decision that was recorded, which that of a retry is not.
    """

    comments: Comments
    scoring: Scoring | None
    limits: Limits
    undeliverable: Callable[[str], bool]
    recorded: Callable[[Decision], None]
    now_ms: Callable[[], int] = clock.now_ms
    in_flight: int = field(default=0, init=False)

    async def submit(
        self,
        known: KnownSite,
        submission: Submission,
        retry: Retry | None = None,
        pointers: Pointers = JSON_POINTERS,
    ) -> Comment:
        """The comment as it was first recorded. `pointers` say how its fields were called.

        Raises Overloaded at once when too many are in flight, Invalid for an unknown parent,
        IdempotencyMismatch, StoreUnavailable.
        """
        if self.in_flight >= self.limits.in_flight:
            raise Overloaded("submissions in flight")
        self.in_flight += 1
        try:
            return await self._submit(known, submission, retry, pointers)
        finally:
            self.in_flight -= 1

    async def _submit(
        self, known: KnownSite, submission: Submission, retry: Retry | None, pointers: Pointers
    ) -> Comment:
        at = self.now_ms()
        scene = Scene(
            submission=submission,
            at=at,
            secret=known.site.secret,
            lists=known.lists,
            undeliverable=self.undeliverable,
        )
        scored = await self._score(submission.text)
        signals = [*judged(scored), *gather(scene)]
        entrance = self._entrance(known, scene, signals, scored, retry)
        outcome = await self._record(entrance, pointers)
        if isinstance(outcome, Observed):
            signals += _counted(outcome)
            entrance = self._entrance(known, scene, signals, scored, retry, counted=True)
            outcome = await self._record(entrance, pointers)
        if isinstance(outcome, Replayed):
            return await self._first_answer(known.name, outcome, entrance)
        self.recorded(entrance.comment.events[0].decision)
        return entrance.comment

    async def _score(self, text: str) -> Scored | None:
        if self.scoring is None:
            return None
        try:
            return await self.scoring.score(text)
        except ScorerUnavailable:
            return None

    async def _record(self, entrance: Entrance, pointers: Pointers) -> Observed | Replayed | None:
        try:
            return await self.comments.submit(entrance)
        except NotFound:
            raise Invalid([Fault(pointers.parent_id, "unknown_parent")]) from None

    async def _first_answer(self, site: str, replayed: Replayed, entrance: Entrance) -> Comment:
        if replayed.fingerprint != entrance.idempotency[1]:
            raise IdempotencyMismatch
        comment = await self.comments.find(site, replayed.comment_id)
        first = comment.events[0]
        return msgspec.structs.replace(comment, state=first.state, events=(first,))

    def _entrance(
        self,
        known: KnownSite,
        scene: Scene,
        signals: list[Signal],
        scored: Scored | None,
        retry: Retry | None,
        *,
        counted: bool = False,
    ) -> Entrance:
        verdict = judge(signals, known.policy)
        comment = self._comment(known, scene, verdict, signals, scored)
        site = known.site
        return Entrance(
            comment=comment,
            entry=entry_after(comment, None, comment.created_at),
            cause=_cause(verdict),
            watch=self._watch(known, scene),
            author_digest=site.digest("author", scene.submission.author.email.casefold()),
            idempotency=(site.digest("retry", retry.key), retry.fingerprint) if retry else ("", ""),
            observed=counted,
        )

    def _comment(
        self,
        known: KnownSite,
        scene: Scene,
        verdict: Verdict,
        signals: list[Signal],
        scored: Scored | None,
    ) -> Comment:
        comment_id = clock.new_id(scene.at)
        state = next_comment_state(None, verdict.action)
        decision = Decision(
            action=verdict.action,
            by="policy",
            reasons=verdict.reasons,
            scores={k: round(v, DIGITS) for k, v in scored.scores.items()} if scored else {},
            signals=tuple(signals),
            policy_version=known.policy_version,
            model_version=self.scoring.version if self.scoring and scored else "",
        )
        return Comment(
            site=known.name,
            id=comment_id,
            state=state,
            created_at=scene.at,
            submission=scene.submission,
            events=(Event(type=EventType.SUBMITTED, at=scene.at, state=state, decision=decision),),
            case_id=f"{comment_id}-1" if _cause(verdict) else "",
        )

    def _watch(self, known: KnownSite, scene: Scene) -> Watch:
        limits, site = self.limits, known.site
        digest = text_digest(scene.folded)
        prefix = client_prefix(scene.submission.client.ip)
        email = scene.submission.author.email.casefold()
        return Watch(
            seen_digest=site.digest("text", digest) if digest else "",
            seen_window_ms=limits.seen_window_ms,
            client=_limit(
                site.digest("client", prefix) if prefix else "",
                limits.client_burst,
                limits.client_interval_ms,
            ),
            email=_limit(site.digest("email", email), limits.email_burst, limits.email_interval_ms),
        )


def _limit(digest: str, burst: int, interval_ms: int) -> Limit:
    return Limit(digest, burst, interval_ms) if digest and interval_ms else Limit()


def _counted(observed: Observed) -> list[Signal]:
    again = repeats(observed.seen)
    over = rates(client_over=observed.client_over, email_over=observed.email_over)
    return [again, *over] if again else over


def _cause(verdict: Verdict) -> Cause | None:
    """Why the verdict opens a case, if it does."""
    if verdict.action is Action.HOLD:
        return Cause.HOLD
    return Cause.POST_REVIEW if verdict.review_after else None


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, never 0 for a time that is not."""
    return math.ceil(seconds * 1000)
