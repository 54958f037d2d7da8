"""From what was observed of a submission to what is recorded: decision, comment, counts.

Pure but for the clock's random bits in a comment's id; the store does the rest.
"""

from dataclasses import dataclass
from typing import Final

from moderation import clock
from moderation.domain import Action, Cause, Comment, Decision, Event, EventType, Signal, Verdict
from moderation.domain.lifecycle import next_comment_state
from moderation.domain.policy import judge
from moderation.domain.publication import entry_after
from moderation.signals.context import SignalContext
from moderation.signals.model import DIGITS
from moderation.signals.repeats import core
from moderation.signals.scoring import Scored
from moderation.sites.directory import KnownSite
from moderation.store.comments import Counters, NewComment, RateLimit
from moderation.submission.ip import client_network

NO_SCORES: Final[dict[str, float]] = {}
NO_LIMIT: Final = RateLimit()
NO_RETRY: Final = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The counts that the store is asked for. Times in milliseconds; 0 switches one off."""

    seen_window_ms: int
    client_burst: int
    client_interval_ms: int
    email_burst: int
    email_interval_ms: int


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
        idempotency: tuple[str, str],
        *,
        counted: bool = False,
    ) -> NewComment:
        """A new comment, decided by the site's policy, with all that is recorded beside it.

        `counted` says that the store has told its counts, and only records.
        """
        verdict = judge(signals, known.policy)
        cause = _cause(verdict)
        decision = self._decision(known, verdict, signals, context.scored)
        comment = _comment(known, context, decision, opens_case=cause is not None)
        email = context.submission.author.email.casefold()
        return NewComment(
            comment=comment,
            entry=entry_after(comment, None, comment.created_at),
            cause=cause,
            counters=self._counters(known, context, email),
            author_digest=known.digests.digest("author", email),
            idempotency=idempotency,
            observed=counted,
        )

    def _decision(
        self, known: KnownSite, verdict: Verdict, signals: list[Signal], scored: Scored | None
    ) -> Decision:
        return Decision(
            action=verdict.action,
            by="policy",
            reasons=verdict.reasons,
            scores={k: round(v, DIGITS) for k, v in scored.scores.items()} if scored else NO_SCORES,
            signals=tuple(signals),
            policy_version=known.policy_version,
            model_version=self.model_version if scored else "",
        )

    def _counters(self, known: KnownSite, context: SignalContext, email: str) -> Counters:
        limits = self.limits
        text = core(context.folded)
        ip = context.submission.client.ip
        client = NO_LIMIT
        if ip and limits.client_interval_ms:
            who = known.digests.digest("client", client_network(ip))
            client = RateLimit(who, limits.client_burst, limits.client_interval_ms)
        sender = NO_LIMIT
        if limits.email_interval_ms:
            who = known.digests.digest("email", email)
            sender = RateLimit(who, limits.email_burst, limits.email_interval_ms)
        return Counters(
            seen_digest=known.digests.digest("text", text)
            if text and limits.seen_window_ms
            else "",
            seen_window_ms=limits.seen_window_ms,
            client=client,
            email=sender,
        )


def _comment(
    known: KnownSite, context: SignalContext, decision: Decision, *, opens_case: bool
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
    )


def _cause(verdict: Verdict) -> Cause | None:
    """Why the verdict opens a case, if it does."""
    if verdict.action is Action.HOLD:
        return Cause.HOLD
    return Cause.POST_REVIEW if verdict.review_after else None
