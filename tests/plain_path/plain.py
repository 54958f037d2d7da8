"""The plain path: one submission after another, one step after another, nothing remembered.

Bodies are read by the standard library, each text is scored alone, and each call of the script is
awaited through the driver. It shares with the service what decides (validation, signals, policy)
and none of what makes it fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest
from msgspec.structs import astuple
from redis.exceptions import ResponseError

from moderation import clock
from moderation.domain import Comment, Signal
from moderation.errors import Fault, IdempotencyMismatch, Invalid, SaringError
from moderation.intake import context_of, counted, idempotency_of
from moderation.signals import gather
from moderation.signals.advertising import worth_scoring
from moderation.signals.context import SignalContext, published
from moderation.signals.model import judged
from moderation.sites.directory import KnownSite
from moderation.store import comments
from moderation.store.comments import Counted, Idempotency, NewComment, Replayed
from moderation.submission.fields import Raw
from moderation.web.api.comments import unknown_parent
from moderation.web.api.fields import POINTERS, from_form, from_json
from moderation.web.http.body import FORM
from moderation.web.http.context import Context
from moderation.web.http.json_body import read_carefully
from moderation.web.http.problems import Malformed
from tests.plain_path.generated import Sent

Outcome = Comment | SaringError


@dataclass(slots=True)
class Step:
    """A submission between the first call of the script and the second."""

    sent: Sent
    signal_context: SignalContext
    signals: list[Signal]
    idempotency: Idempotency
    new: NewComment
    reply: Counted | Replayed | SaringError | None


@dataclass(slots=True)
class PlainPath:
    """Takes submissions for one site."""

    context: Context
    known: KnownSite
    monkeypatch: pytest.MonkeyPatch

    async def take(self, group: Sequence[Sent], ids: Sequence[str], at: int) -> list[Outcome]:
        """What becomes of a group. The comments get these ids.

        The second calls follow all first ones, as they do where a group travels together.
        """
        steps = [await self._first(sent, id_, at) for sent, id_ in zip(group, ids, strict=True)]
        for step, id_ in zip(steps, ids, strict=True):
            if isinstance(step, Step) and isinstance(step.reply, Counted):
                step.signals += counted(step.reply)
                await self._record(step, id_)
        return [await self._outcome(step) if isinstance(step, Step) else step for step in steps]

    async def _first(self, sent: Sent, comment_id: str, at: int) -> Step | SaringError:
        try:
            raw, faults = _fields(sent)
        except Malformed as refusal:
            return refusal
        context, known = self.context, self.known
        submission, found = context.reader.read(raw, clock.now_ms(), POINTERS[sent.kind])
        if faults or found:
            return Invalid(faults + found)
        scoring = context.intake.scoring
        assert scoring is not None
        # Folded by themselves, as where there is no classifier.
        alone = context_of(
            known, submission, published(submission), at, context.intake.undeliverable
        )
        scored = published(submission)
        for passage in filter(worth_scoring, scored):
            passage.scored = scoring.score([passage.text])[0]
        signal_context = msgspec.structs.replace(alone, passages=scored)
        signals = [*judged(scored), *gather(alone)]
        keyed = idempotency_of(known.digests, submission, sent.key, at)
        new = self._new(signal_context, signals, keyed, comment_id, counted=False)
        step = Step(sent, signal_context, signals, keyed, new, None)
        await self._call(step)
        return step

    async def _record(self, step: Step, comment_id: str) -> None:
        step.new = self._new(
            step.signal_context, step.signals, step.idempotency, comment_id, counted=True
        )
        await self._call(step)

    def _new(
        self,
        signal_context: SignalContext,
        signals: list[Signal],
        idempotency: Idempotency,
        comment_id: str,
        *,
        counted: bool,
    ) -> NewComment:
        with self.monkeypatch.context() as patch:
            patch.setattr(clock, "new_id", lambda _: comment_id)
            return self.context.intake.decider.new_comment(
                self.known, signal_context, signals, idempotency, counted=counted
            )

    async def _call(self, step: Step) -> None:
        store = self.context.store
        script = store.comments._submit
        keys = comments._keys(step.new)
        arguments = comments._arguments(step.new, store.comments._approved_length)
        command = script.text, len(keys), *keys, *astuple(arguments)
        try:
            reply: Any = await store.client.eval(*command)
        except ResponseError:  # refused for its parent: nothing else is ever refused
            step.reply = unknown_parent(POINTERS[step.sent.kind])
        else:
            step.reply = comments.outcome(reply)

    async def _outcome(self, step: Step) -> Outcome:
        reply = step.reply
        if isinstance(reply, SaringError):
            return reply
        if isinstance(reply, Replayed):
            if reply.body_digest != step.idempotency.body_digest:
                return IdempotencyMismatch()
            found = await self.context.store.comments.find(self.known.name, reply.comment_id)
            first = found.events[0]
            return msgspec.structs.replace(found, state=first.state, events=(first,))
        return step.new.comment


def _fields(sent: Sent) -> tuple[Raw, list[Fault]]:
    """The fields of a body. Raises Malformed."""
    if sent.kind == FORM:
        pairs = parse_qsl(sent.body.decode(), keep_blank_values=True, errors="strict")
        return from_form(dict(pairs)), []
    body = read_carefully(sent.body)
    if not isinstance(body, dict):
        raise Malformed.because("wrong_type", expected="object")
    return from_json(body)
