"""Use case: a submission comes in and leaves as a comment with a recorded decision.

The whole path, in order: the classifier scores the text, together with all others that arrived in
the same turn of the event loop; the signals that need nothing but the submission observe it; the
policy judges; one call of the store records the comment and everything that follows. The store
counts repeats and rates in that same call. Only when a count has something to say (seldom) does it
record nothing; the policy then judges again with what was counted.
"""

import asyncio
import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from moderation import clock, logs
from moderation.domain import Comment, Decision, Signal, Submission
from moderation.errors import Failed, IdempotencyMismatch, NotFound, SaringError, UnknownParent
from moderation.intake.decision import NO_RETRY, Decider
from moderation.intake.micro_batches import MicroBatcher
from moderation.signals import gather
from moderation.signals.context import SignalContext
from moderation.signals.model import judged
from moderation.signals.rate import rates
from moderation.signals.repeats import repeats
from moderation.signals.scoring import Scored, Scoring
from moderation.sites.directory import KnownSite
from moderation.store.comments import Comments, Counted, Replayed

_LOG: Final = logs.logger("intake")


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
    decider: Decider
    undeliverable: Callable[[str], bool]
    recorded: Callable[[Decision], None]
    now_ms: Callable[[], int] = clock.now_ms
    _scores: MicroBatcher[str, Scored | None] = field(init=False)

    def __post_init__(self) -> None:
        self._scores = MicroBatcher(self._score)

    async def submit(
        self, known: KnownSite, submission: Submission, retry: Retry | None = None
    ) -> Comment:
        """The comment as it was first recorded.

        Raises UnknownParent, IdempotencyMismatch, StoreUnavailable. How many are in work at once
        is up to the caller (`moderation.domain.fair_shares`).
        """
        at = self.now_ms()
        scored = await self._scores.ask(submission.text)
        context = SignalContext(
            submission, at, known.site.secret, known.lists, self.undeliverable, scored
        )
        signals = [*judged(scored), *gather(context)]
        idempotency = _idempotency(known, retry)
        new = self.decider.new_comment(known, context, signals, idempotency)
        try:
            reply = await self.comments.submit(new)
            if isinstance(reply, Counted):
                signals += counted(reply)
                new = self.decider.new_comment(known, context, signals, idempotency, counted=True)
                reply = await self.comments.submit(new)
        except NotFound:
            raise UnknownParent from None
        if isinstance(reply, Replayed):
            return await self._first_answer(known, reply, idempotency)
        self.recorded(new.comment.events[0].decision)
        return new.comment

    async def submit_all(
        self, known: KnownSite, submissions: Sequence[tuple[Submission, Retry | None]]
    ) -> list[Comment | SaringError]:
        """What became of each, in order: what `submit` would have returned or raised."""
        tasks = [self.submit(known, *each) for each in submissions]
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        return [each if isinstance(each, Comment) else _failure(each) for each in outcomes]

    async def knows_parent(self, known: KnownSite, submission: Submission) -> bool:
        """Whether the submission has no parent, or one that stands under its article.

        For what is not recorded anyway: otherwise the store notices by itself.
        """
        if not submission.parent_id:
            return True
        found = await self.comments.find_all(known.name, [submission.parent_id])
        article = submission.article.id
        return bool(found) and article in {"", found[0].submission.article.id}

    def _score(self, texts: list[str]) -> Sequence[Scored | None]:
        return [None] * len(texts) if self.scoring is None else self.scoring.score(texts)

    async def _first_answer(
        self, known: KnownSite, replayed: Replayed, idempotency: tuple[str, str]
    ) -> Comment:
        if replayed.fingerprint != idempotency[1]:
            raise IdempotencyMismatch
        comment = await self.comments.find(known.name, replayed.comment_id)
        first = comment.events[0]
        return msgspec.structs.replace(comment, state=first.state, events=(first,))


def _idempotency(known: KnownSite, retry: Retry | None) -> tuple[str, str]:
    return (
        NO_RETRY if retry is None else (known.digests.digest("retry", retry.key), retry.fingerprint)
    )


def _failure(error: BaseException) -> SaringError:
    """What a batch says of an item that failed: that must not take the others along."""
    if isinstance(error, SaringError):
        return error
    if not isinstance(error, Exception):
        raise error
    _LOG.error("submission_failed", logs.failure(error))
    return Failed(type(error).__name__)


def counted(counts: Counted) -> list[Signal]:
    """The signals that the store's counts give."""
    again = repeats(counts.seen)
    over = rates(client_over=counts.client_over, email_over=counts.email_over)
    return [again, *over] if again else over


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, never 0 for a time that is not."""
    return math.ceil(seconds * 1000)
