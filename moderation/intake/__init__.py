"""Use case: a submission comes in and leaves as a comment with a recorded decision.

The whole path, in order: the classifier scores the text, and of name and website what is worth it,
together with others that arrive within a few rounds of the event loop; the signals that need
nothing but the submission observe it; the policy judges; one call of the store records the comment
and everything that follows. The store counts repeats and rates in that same call. Only when a
count has something to say (seldom) does it record nothing; the policy then judges again with what
was counted.

A submission without an idempotency key has one for a minute, made of itself: whoever clicks twice
gets one comment, and the first answer twice.
"""

import asyncio
import hashlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from moderation import clock, logs
from moderation.domain import EXTERNAL, Client, Comment, Decision, FormTrap, Signal, Submission
from moderation.domain.digests import Digests
from moderation.domain.policy import Policy, judge
from moderation.errors import Failed, IdempotencyMismatch, NotFound, SaringError, UnknownParent
from moderation.intake.decision import Decider, external_digest
from moderation.intake.micro_batches import MicroBatcher
from moderation.signals import gather
from moderation.signals.advertising import worth_scoring
from moderation.signals.context import Passage, SignalContext, published
from moderation.signals.model import judged
from moderation.signals.rate import rates
from moderation.signals.repeats import repeats
from moderation.signals.scoring import Scored, Scoring
from moderation.sites.directory import KnownSite
from moderation.store.comments import NO_RETRY, Comments, Counted, Idempotency, Replayed

BODY_DIGEST_LENGTH: Final = 32
DOUBLE_CLICK_MS: Final = "60000"  # text, as the lives of other keys are
HISTORY_MS: Final = 600_000
# Code points that are scored at once, but for a longer text alone: some 5 ms, 30 ms of the dearest.
CHARACTERS: Final = 20_000
_NO_CLIENT: Final = Client()
_NO_TRAP: Final = FormTrap()
_LOG: Final = logs.logger("intake")
_encode: Final = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Intake:
    """Takes submissions. `scoring` None stands for a classifier that could not be loaded.

    `recorded` is told of each decision that was recorded, which that of a retry is not.
    `keep_policy` stores a site's policy under its version, once before it decides anything.
    """

    comments: Comments
    scoring: Scoring | None
    decider: Decider
    undeliverable: Callable[[str], bool]
    recorded: Callable[[Decision], None]
    keep_policy: Callable[[str, Policy], Awaitable[None]]
    now_ms: Callable[[], int] = clock.now_ms
    _scores: MicroBatcher[str, Scored | None] = field(init=False)

    def __post_init__(self) -> None:
        self._scores = MicroBatcher(self._score, weight=len, heavy=CHARACTERS)

    async def submit(
        self, known: KnownSite, submission: Submission, key: str = "", *, via: str = ""
    ) -> Comment:
        """The comment as it was first recorded. `key` is the client's idempotency key, or "".

        `via` is the door that it comes through, "" for the API.

        Raises UnknownParent, IdempotencyMismatch, StoreUnavailable. How many are in work at once
        is up to the caller (`moderation.domain.fair_shares`).
        """
        at = self.now_ms()
        if submission.parent_id:
            submission = await self._with_parent(known, submission)
        if not known.policy_kept:
            await self._keep_policy(known)
        context, signals = await self._observe(known, submission, at)
        idempotency = idempotency_of(known.digests, submission, key, at)
        new = self.decider.new_comment(known, context, signals, idempotency, via=via)
        try:
            reply = await self.comments.submit(new)
            if isinstance(reply, Counted):
                signals += counted(reply)
                new = self.decider.new_comment(
                    known, context, signals, idempotency, counted=True, via=via
                )
                reply = await self.comments.submit(new)
        except NotFound:
            raise UnknownParent from None
        if isinstance(reply, Replayed):
            return await self._first_answer(known, reply, idempotency)
        self.recorded(new.comment.events[0].decision)
        return new.comment

    async def preview(self, known: KnownSite, submission: Submission) -> Decision:
        """What would be decided if nothing had come before; nothing is recorded or counted."""
        context, signals = await self._observe(known, submission, self.now_ms())
        verdict = judge(signals, known.policy)
        return self.decider.decision(known, verdict, signals, context.text.scored)

    async def judge_anew(self, known: KnownSite, submission: Submission) -> Decision:
        """As preview, under a policy that is kept, so that the decision can be replayed."""
        if not known.policy_kept:
            await self._keep_policy(known)
        return await self.preview(known, submission)

    async def _observe(
        self, known: KnownSite, submission: Submission, at: int
    ) -> tuple[SignalContext, list[Signal]]:
        """What the classifier and the local signals see in a submission."""
        passages = published(submission)
        ask, site = self._scores.ask, known.name
        asked = [(each, ask(site, each.text)) for each in passages if worth_scoring(each)]
        for passage, scores in asked:
            passage.scored = await scores
        context = context_of(known, submission, passages, at, self.undeliverable)
        return context, [*judged(passages), *gather(context)]

    async def assess(self, known: KnownSite, texts: Sequence[str]) -> list[Scored | None]:
        """What the classifier makes of a site's texts; nothing is decided on them, nor kept.

        None for each where it is away.
        """
        return await asyncio.gather(*(self._scores.ask(known.name, text) for text in texts))

    async def submit_all(
        self, known: KnownSite, submissions: Sequence[tuple[Submission, str]]
    ) -> list[Comment | SaringError]:
        """What became of each, in order: what `submit` would have returned or raised."""
        if not known.policy_kept:
            await self._keep_policy(known)
        tasks = [self.submit(known, *each) for each in submissions]
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        return [each if isinstance(each, Comment) else _failure(each) for each in outcomes]

    async def knows_parent(self, known: KnownSite, submission: Submission) -> bool:
        """Whether the submission has no parent, or one that stands under its article.

        For what is not recorded anyway: otherwise the store notices by itself.
        """
        try:
            submission = await self._with_parent(known, submission)
        except UnknownParent:
            return False
        if not submission.parent_id:
            return True
        found = await self.comments.find_all(known.name, [submission.parent_id])
        article = submission.article.id
        return bool(found) and article in {"", found[0].submission.article.id}

    async def _with_parent(self, known: KnownSite, submission: Submission) -> Submission:
        """The submission under its parent's own id. Raises UnknownParent, StoreUnavailable."""
        external_id = submission.parent_id.removeprefix(EXTERNAL)
        if external_id == submission.parent_id:
            return submission
        digest = external_digest(known.digests, external_id)
        (parent_id,) = await self.comments.named(known.name, [digest])
        if not parent_id:
            raise UnknownParent
        return msgspec.structs.replace(submission, parent_id=parent_id)

    async def _keep_policy(self, known: KnownSite) -> None:
        await self.keep_policy(known.name, known.policy)
        known.policy_kept = True

    def _score(self, texts: list[str]) -> Sequence[Scored | None]:
        return [None] * len(texts) if self.scoring is None else self.scoring.score(texts)

    async def _first_answer(
        self, known: KnownSite, replayed: Replayed, idempotency: Idempotency
    ) -> Comment:
        if replayed.body_digest != idempotency.body_digest:
            raise IdempotencyMismatch
        comment = await self.comments.find(known.name, replayed.comment_id)
        first = comment.events[0]
        return msgspec.structs.replace(comment, state=first.state, events=(first,))


def context_of(
    known: KnownSite,
    submission: Submission,
    passages: tuple[Passage, ...],
    at: int,
    undeliverable: Callable[[str], bool],
) -> SignalContext:
    """A submission in the surroundings of its site."""
    email = submission.author.email.casefold() if known.lists.emails else ""
    return SignalContext(
        submission=submission,
        passages=passages,
        at=at,
        secret=known.site.secret,
        lists=known.lists,
        undeliverable=undeliverable,
        email_digest=known.digests.digest("email", email) if email else "",
        domains=known.domains,
    )


def idempotency_of(digests: Digests, submission: Submission, key: str, at: int) -> Idempotency:
    """The key under which a submission is recorded once.

    A phone that changed networks sends the same submission again, from another address. Without
    a client's key the submission is its own, but for one that was sent long ago: history may
    well say the same thing twice.
    """
    if key:
        same = msgspec.structs.replace(submission, client=_NO_CLIENT, trap=_NO_TRAP, submitted_at=0)
        body_digest = hashlib.sha256(_encode(same)).hexdigest()[:BODY_DIGEST_LENGTH]
        return Idempotency(digests.digest("retry", key), body_digest)
    sent = submission.submitted_at
    if sent and at - sent > HISTORY_MS:
        return NO_RETRY
    own = digests.digest("same", _said(submission))
    return Idempotency(own, own, DOUBLE_CLICK_MS)


def _said(submission: Submission) -> str:
    """What is said in a submission, wherever it comes from. Only the last part may have a NUL."""
    article, author = submission.article, submission.author
    return "\0".join(
        (
            *(article.id, article.url, article.title),
            *(author.name, author.email, author.url, author.id),
            *(submission.text, str(submission.cut), submission.parent_id, submission.external_id),
            submission.trap.honeypot,
        )
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
    over = rates(client_ms=counts.client_ms, email_ms=counts.email_ms)
    return [again, *over] if again else over


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, never 0 for a time that is not."""
    return math.ceil(seconds * 1000)
