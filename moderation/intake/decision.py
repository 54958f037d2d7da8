"""From what was observed of a submission to what is recorded: decision, comment, counts.

Pure but for the clock's random bits in a comment's id; the store does the rest.
"""

from dataclasses import dataclass
from typing import Final
from zlib import crc32

from moderation import clock
from moderation.domain import Action, Cause, Comment, Decision, Event, EventType, Signal, Verdict
from moderation.domain.digests import Digests
from moderation.domain.lifecycle import next_comment_state
from moderation.domain.policy import judge, rounded
from moderation.domain.publication import entry_after
from moderation.signals.context import SignalContext
from moderation.signals.fingerprints import digests
from moderation.signals.repeats import campaign_from, core
from moderation.signals.scoring import Scored
from moderation.sites.directory import KnownSite
from moderation.store.comments import (
    NOT_SEEN,
    TAG_LENGTH,
    Counters,
    Idempotency,
    NewComment,
    RateLimit,
    Seen,
)
from moderation.store.sites import Rate
from moderation.submission.ip import network

NO_SCORES: Final[dict[str, float]] = {}
NO_LIMIT: Final = RateLimit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The counts that the store is asked for. Times in milliseconds; 0 switches one off."""

    seen_window_ms: int
    client: Rate
    email: Rate


@dataclass(frozen=True, slots=True)
class Decider:
    """Makes new comments. `model_version` names the classifier."""

    limits: RateLimits
    model_version: str

    def new_comment(
        self,
        known: KnownSite,
        context: SignalContext,
        signals: list[Signal],
        idempotency: Idempotency,
        *,
        counted: bool = False,
        via: str = "",
    ) -> NewComment:
        """A new comment, decided by the site's policy, with all that is recorded beside it.

        `counted` says that the store has told its counts, and only records. `via`: see Comment.
        """
        verdict = judge(signals, known.policy)
        cause = _cause(verdict)
        decision = self.decision(known, verdict, signals, context.text.scored)
        comment = _comment(known, context, decision, opens_case=cause is not None, via=via)
        author = author_digest(known.digests, comment.author_key)
        return NewComment(
            comment=comment,
            entry=entry_after(comment, None, comment.created_at),
            cause=cause,
            counters=self._counters(known, context, signals, author),
            author_digest=author,
            fingerprints=digests(known.digests.digest, context.passages),
            external_digest=external_digest(known.digests, context.submission.external_id),
            idempotency=idempotency,
            observed=counted,
        )

    def decision(
        self, known: KnownSite, verdict: Verdict, signals: list[Signal], scored: Scored | None
    ) -> Decision:
        """The policy's verdict as it is recorded."""
        return Decision(
            action=verdict.action,
            by="policy",
            reasons=verdict.reasons,
            scores={k: rounded(v) for k, v in scored.scores.items()} if scored else NO_SCORES,
            signals=tuple(signals),
            policy_version=known.policy_version,
            model_version=self.model_version if scored else "",
        )

    def _counters(
        self, known: KnownSite, context: SignalContext, signals: list[Signal], author: str
    ) -> Counters:
        ip, digest = context.submission.client.ip, known.digests.digest
        return Counters(
            seen=self._seen(known, context, signals, author),
            client=self._limit(known, "client", digest("client", network(ip)) if ip else ""),
            email=self._limit(known, "email", author),
        )

    def _seen(
        self, known: KnownSite, context: SignalContext, signals: list[Signal], author: str
    ) -> Seen:
        text = core(context.text.folded) if self.limits.seen_window_ms else ""
        if not text:
            return NOT_SEEN
        submission = context.submission
        # Of what is keyed already, so that a checksum is enough.
        tag = crc32(submission.article.id.encode("utf-8", "surrogatepass"), int(author[:8], 16))
        return Seen(
            digest=known.digests.digest("text", f"{text}\0{submission.author.url}"),
            author=tag.to_bytes(TAG_LENGTH // 2).hex(),
            window_ms=self.limits.seen_window_ms,
            campaign_from=campaign_from(context, signals, text),
        )

    def _limit(self, known: KnownSite, of: str, who: str) -> RateLimit:
        """The rate of the site's choice, or the service's, for whom a digest stands for."""
        rate: Rate = known.site.rates.get(of) or getattr(self.limits, of)
        return (
            RateLimit(who, rate.burst, rate.interval_ms) if who and rate.interval_ms else NO_LIMIT
        )


def author_digest(digests: Digests, author_key: str) -> str:
    """What an author's comments are looked up by, from what tells the author from others."""
    return digests.digest("author", author_key)


def external_digest(digests: Digests, external_id: str) -> str:
    """What a site's own id of a comment is looked up by; "" for none."""
    return digests.digest("external", external_id) if external_id else ""


def _comment(
    known: KnownSite, context: SignalContext, decision: Decision, *, opens_case: bool, via: str
) -> Comment:
    at, state = context.at, next_comment_state(None, decision.action)
    comment_id = clock.new_id(at)
    return Comment(
        site=known.name,
        id=comment_id,
        state=state,
        created_at=at,
        submission=context.submission,
        events=(Event(type=EventType.SUBMITTED, at=at, state=state, decision=decision),),
        case_id=f"{comment_id}-1" if opens_case else "",
        via=via,
    )


def _cause(verdict: Verdict) -> Cause | None:
    """Why the verdict opens a case, if it does."""
    if verdict.action is Action.HOLD:
        return Cause.HOLD
    return Cause.POST_REVIEW if verdict.review_after else None
