"""Comments: recording a new one, reading one, deciding on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from moderation.domain import ApprovedEntry, Cause, Comment, Event
from moderation.errors import Conflict, NotFound
from moderation.store import records
from moderation.store.connection import Client
from moderation.store.guard import guarded
from moderation.store.keys import (
    AUTHOR_LENGTH,
    AUTHOR_MS,
    EVENTS_LENGTH,
    IDEMPOTENCY_MS,
    SiteKeys,
)
from moderation.store.scripts import Script, Scripts

HISTORY_READ: Final = 20


@dataclass(frozen=True, slots=True)
class Limit:
    """A rate limit: who (a digest), how many at once, and how long each takes to come back."""

    digest: str = ""
    burst: int = 0
    interval_ms: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """What the store counts about a submission while recording it."""

    seen_digest: str = ""
    seen_window_ms: int = 0
    client: Limit = Limit()
    email: Limit = Limit()


@dataclass(frozen=True, slots=True)
class Observed:
    """What the counts said: how often the text came before, and which limits are passed."""

    seen: int
    client_over: bool
    email_over: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """The idempotency key was used before: for which comment, and with which body."""

    comment_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A new comment and all that is recorded with it."""

    comment: Comment
    entry: ApprovedEntry | None
    cause: Cause | None
    watch: Watch
    author_digest: str
    idempotency: tuple[str, str] = ("", "")  # digest of the key, fingerprint of the body
    observed: bool = False  # the counts were already taken


class Comments:
    """The comments of all sites."""

    def __init__(self, client: Client, scripts: Scripts, *, approved_length: int) -> None:
        self._client = client
        self._scripts = scripts
        self._approved_length = approved_length
        self._submit = Script.load("submit")
        self._decide = Script.load("decide")

    async def submit(self, entrance: Entrance) -> Observed | Replayed | None:
        """Record a new comment; None when done.

        Observed or Replayed: nothing was recorded. Raises NotFound for an unknown parent,
        StoreUnavailable.
        """
        keys = _entrance_keys(entrance)
        args = _entrance_args(entrance, self._approved_length)
        reply = await self._scripts.run(self._submit, keys, args)
        match reply:
            case ["OBSERVED", seen, client, email]:
                return Observed(int(seen), bool(int(client)), bool(int(email)))
            case ["REPLAY", comment_id, fingerprint]:
                return Replayed(comment_id, fingerprint)
            case _:
                return None

    @guarded
    async def find(self, site: str, comment_id: str) -> Comment:
        """A comment with its whole history. Raises NotFound, StoreUnavailable."""
        fields = await self._client.hgetall(SiteKeys.of(site).comment(comment_id))
        if not fields:
            raise NotFound(comment_id)
        return records.read_comment(site, comment_id, fields)

    @guarded
    async def exists(self, site: str, comment_id: str) -> bool:
        """Whether the site has a comment of that id."""
        return bool(await self._client.exists(SiteKeys.of(site).comment(comment_id)))

    @guarded
    async def by_author(self, site: str, digest: str) -> list[Comment]:
        """The newest comments of one e-mail address of a site, newest first, at most 20."""
        keys = SiteKeys.of(site)
        ids = await self._client.lrange(keys.author(digest), 0, HISTORY_READ - 1)
        return await self.find_all(site, ids)

    @guarded
    async def find_all(self, site: str, comment_ids: Sequence[str]) -> list[Comment]:
        """Those of the comments that exist, in the order asked for, read together."""
        keys = SiteKeys.of(site)
        pipeline = self._client.pipeline(transaction=False)
        for comment_id in comment_ids:
            pipeline.execute_command("HGETALL", keys.comment(comment_id))
        found = await pipeline.execute()
        return [
            records.read_comment(site, comment_id, fields)
            for comment_id, fields in zip(comment_ids, found, strict=True)
            if fields
        ]

    async def decide(
        self,
        comment: Comment,
        event: Event,
        *,
        entry: ApprovedEntry | None,
        case_step: str,
    ) -> None:
        """Record a moderator's decision, judged on `comment` as it was read.

        `case_step` is what becomes of its case: "close", "reopen" or "leave". Raises Conflict
        when the comment has moved on or another moderator holds the case.
        """
        keys = _decision_keys(comment)
        args = _decision_args(comment, event, entry, case_step, self._approved_length)
        try:
            await self._scripts.run(self._decide, keys, args)
        except Conflict as conflict:
            raise Conflict(state=conflict.state, event=event.decision.action) from None


def _decision_keys(comment: Comment) -> list[str]:
    keys = SiteKeys.of(comment.site)
    own = keys.comment(comment.id)
    case = keys.case(comment.case_id) if comment.case_id else own
    return [own, case, keys.queue, keys.approved, keys.events]


def _decision_args(
    comment: Comment,
    event: Event,
    entry: ApprovedEntry | None,
    case_step: str,
    approved_length: int,
) -> list[str | int | bytes]:
    return [
        event.at,
        comment.id,
        comment.revision,
        comment.state,
        event.state,
        records.encode(event),
        comment.case_id,
        event.decision.moderator,
        case_step,
        records.encode(entry) if entry else "",
        records.audit_line(comment.id, event),
        EVENTS_LENGTH,
        approved_length,
    ]


def _entrance_keys(entrance: Entrance) -> list[str]:
    keys = SiteKeys.of(entrance.comment.site)
    own = keys.comment(entrance.comment.id)
    watch, parent = entrance.watch, entrance.comment.submission.parent_id
    case_id = entrance.comment.case_id
    return [
        own,
        keys.idempotency(entrance.idempotency[0]) if entrance.idempotency[0] else own,
        keys.seen(watch.seen_digest) if watch.seen_digest else own,
        keys.rate(watch.client.digest) if watch.client.interval_ms else own,
        keys.rate(watch.email.digest) if watch.email.interval_ms else own,
        keys.author(entrance.author_digest),
        keys.queue,
        keys.case(case_id) if case_id else own,
        keys.approved,
        keys.events,
        keys.comment(parent) if parent else own,
    ]


def _entrance_args(entrance: Entrance, approved_length: int) -> list[str | int | bytes]:
    comment, watch = entrance.comment, entrance.watch
    event = comment.events[0]
    return [
        comment.created_at,
        "record" if entrance.observed else "observe",
        comment.id,
        entrance.idempotency[1],
        IDEMPOTENCY_MS,
        watch.seen_window_ms if watch.seen_digest else 0,
        watch.client.burst,
        watch.client.interval_ms,
        watch.email.burst,
        watch.email.interval_ms,
        "1" if comment.submission.parent_id else "",
        comment.state,
        records.public_part(comment.submission),
        records.private_part(comment.submission),
        records.encode(event),
        comment.case_id,
        entrance.cause or "",
        records.encode(entrance.entry) if entrance.entry else "",
        AUTHOR_LENGTH,
        AUTHOR_MS,
        records.audit_line(comment.id, event),
        EVENTS_LENGTH,
        approved_length,
    ]
