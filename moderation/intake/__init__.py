"""Use case: a submission comes in and leaves as a comment with a recorded decision.

The whole path, in order: all submissions that arrive in one turn of the event loop are scored in
one pass of the classifier; for each, the signals that need nothing but the submission, and the
policy's verdict; then one call of the store that records the comment and everything that follows,
the calls of all travelling as one group. The store counts repeats and rates in that same call.
Only when a count has something to say (seldom) does it record nothing; the submission then joins
another turn and the policy judges again with what was counted.
"""

import asyncio
import hashlib
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from moderation import clock, logs
from moderation.domain import Comment, Decision, Signal, Submission
from moderation.errors import Failed, Fault, IdempotencyMismatch, Invalid, NotFound, SaringError
from moderation.intake.decision import NO_RETRY, Decider
from moderation.intake.micro_batches import MicroBatcher, settle
from moderation.signals import gather
from moderation.signals.context import SignalContext
from moderation.signals.model import judged
from moderation.signals.rate import rates
from moderation.signals.repeats import repeats
from moderation.signals.scoring import Scored, Scoring
from moderation.sites.directory import KnownSite
from moderation.store.comments import Comments, Counted, NewComment, Replayed
from moderation.store.scripts import Call
from moderation.submission.validation import JSON_POINTERS, Pointers

_LOG: Final = logs.logger("intake")

Reply = Counted | Replayed | SaringError | None


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
class Arrival:
    """A submission on its way, and what has been made of it so far."""

    known: KnownSite
    context: SignalContext
    idempotency: tuple[str, str]
    observed: Counted | None = None
    scored: Scored | None = None
    signals: list[Signal] = field(default_factory=list)
    new: NewComment = field(init=False)
    call: Call = field(init=False)


@dataclass(slots=True)
class Intake:
    """Takes submissions. `scoring` None stands for a classifier that could not be loaded.

    `recorded` is told of each decision that was recorded, which that of a retry is not.
    `connections` counts those over which submissions may come, one at a time.
    """

    comments: Comments
    scoring: Scoring | None
    recording: Decider
    undeliverable: Callable[[str], bool]
    recorded: Callable[[Decision], None]
    now_ms: Callable[[], int] = clock.now_ms
    connections: Callable[[], int] = lambda: sys.maxsize
    in_work: int = field(default=0, init=False)
    _turn: MicroBatcher[Arrival, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._turn = MicroBatcher(
            self._together,
            others=lambda: self.connections() > self.in_work,
        )

    async def submit(
        self,
        known: KnownSite,
        submission: Submission,
        retry: Retry | None = None,
        pointers: Pointers = JSON_POINTERS,
    ) -> Comment:
        """The comment as it was first recorded. `pointers` say how its fields were called.

        Raises Invalid for an unknown parent, IdempotencyMismatch, StoreUnavailable. How many are
        in work at once is up to the caller (`moderation.domain.fair_shares`).
        """
        arrival = self._arrival(known, submission, retry, self.now_ms())
        self.in_work += 1
        try:
            reply = await self._reply(arrival, self._turn.ask(arrival))
            if isinstance(reply, Counted):
                arrival.observed = reply
                reply = await self._reply(arrival, self._turn.ask(arrival))
        finally:
            self.in_work -= 1
        outcome = await self._outcome(arrival, reply, pointers)
        if isinstance(outcome, SaringError):
            raise outcome
        return outcome

    async def submit_all(
        self,
        known: KnownSite,
        submissions: Sequence[tuple[Submission, Retry | None]],
        pointers: Pointers = JSON_POINTERS,
    ) -> list[Comment | SaringError]:
        """What became of each, in order: what `submit` would have returned or raised."""
        at = self.now_ms()
        arrivals = [self._arrival(known, *each, at) for each in submissions]
        self.in_work += len(arrivals)
        try:
            replies = await self._replies(arrivals)
        finally:
            self.in_work -= len(arrivals)
        return [
            await self._outcome(arrival, reply, pointers)
            for arrival, reply in zip(arrivals, replies, strict=True)
        ]

    def _arrival(
        self, known: KnownSite, submission: Submission, retry: Retry | None, at: int
    ) -> Arrival:
        context = SignalContext(submission, at, known.site.secret, known.lists, self.undeliverable)
        if retry is None:
            return Arrival(known, context, NO_RETRY)
        return Arrival(
            known, context, (known.digests.digest("retry", retry.key), retry.fingerprint)
        )

    async def _replies(self, arrivals: list[Arrival]) -> list[Reply]:
        """The store's last reply to each; all travel together, in the second round as well."""
        asked = [self._turn.ask(arrival) for arrival in arrivals]
        replies = [await self._reply(*each) for each in zip(arrivals, asked, strict=True)]
        again: list[int] = []
        for place, reply in enumerate(replies):
            if isinstance(reply, Counted):
                arrivals[place].observed = reply
                asked[place] = self._turn.ask(arrivals[place])
                again.append(place)
        for place in again:
            replies[place] = await self._reply(arrivals[place], asked[place])
        return replies

    async def _reply(self, arrival: Arrival, asked: asyncio.Future[Any]) -> Reply:
        """The store's reply. Whatever failed is one, too, so that it stops nobody else's."""
        try:
            reply = await asked
            return None if reply is None else await self.comments.outcome(arrival.call, reply)
        except SaringError as error:
            return error
        except Exception as error:  # noqa: BLE001 - one that fails must not take the others along
            return _failed(error)

    def _together(self, batch: list[tuple[Arrival, asyncio.Future[Any]]]) -> None:
        """Judge what arrived in one turn and send it to the store."""
        self._score([arrival for arrival, _ in batch if arrival.observed is None])
        for arrival, future in batch:
            try:
                arrival.call = self.comments.send(self._entrance(arrival), future)
            except Exception as error:  # noqa: BLE001 - one that fails must not take the others along
                settle(future, error)

    def _score(self, arrivals: list[Arrival]) -> None:
        if self.scoring is None or not arrivals:
            return
        scored = self.scoring.score([arrival.context.submission.text for arrival in arrivals])
        for arrival, each in zip(arrivals, scored, strict=True):
            arrival.scored = each

    def _entrance(self, arrival: Arrival) -> NewComment:
        if arrival.observed is None:
            arrival.signals = [*judged(arrival.scored), *gather(arrival.context)]
        else:
            arrival.signals += counted(arrival.observed)
        arrival.new = self.recording.new(
            arrival.known,
            arrival.context,
            arrival.signals,
            arrival.scored,
            arrival.idempotency,
            counted=arrival.observed is not None,
        )
        return arrival.new

    async def _outcome(
        self, arrival: Arrival, reply: Reply, pointers: Pointers
    ) -> Comment | SaringError:
        if isinstance(reply, Replayed):
            return await self._first_answer(arrival, reply)
        if isinstance(reply, NotFound):
            return Invalid([Fault(pointers.parent_id, "unknown_parent")])
        if isinstance(reply, SaringError):
            return reply
        comment = arrival.new.comment
        self.recorded(comment.events[0].decision)
        return comment

    async def _first_answer(self, arrival: Arrival, replayed: Replayed) -> Comment | SaringError:
        if replayed.fingerprint != arrival.idempotency[1]:
            return IdempotencyMismatch()
        try:
            comment = await self.comments.find(arrival.known.name, replayed.comment_id)
        except SaringError as error:
            return error
        except Exception as error:  # noqa: BLE001 - as above: a record that cannot be read
            return _failed(error)
        first = comment.events[0]
        return msgspec.structs.replace(comment, state=first.state, events=(first,))


def _failed(error: Exception) -> Failed:
    _LOG.error("submission_failed", error=type(error).__name__, at=logs.place(error))
    return Failed(type(error).__name__)


def counted(observed: Counted) -> list[Signal]:
    """The signals that the store's counts give."""
    again = repeats(observed.seen)
    over = rates(client_over=observed.client_over, email_over=observed.email_over)
    return [again, *over] if again else over


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, never 0 for a time that is not."""
    return math.ceil(seconds * 1000)
