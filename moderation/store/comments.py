"""Comments: recording a new one, reading one, deciding on one."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from moderation.domain import ApprovedEntry, Cause, Comment, CommentState, Event
from moderation.domain.lifecycle import standing_label
from moderation.errors import Conflict, NotFound
from moderation.store import records
from moderation.store.event_lines import audit_line, event_line
from moderation.store.keys import (
    AGAIN_MS,
    AUTHOR_LENGTH,
    AUTHOR_MS,
    DECIDED_LENGTH,
    EVENTS_LENGTH,
    ID_LENGTH,
    IDEMPOTENCY_MS,
    LISTED_LENGTH,
    MOVES_LENGTH,
    ONCE_MS,
    SiteKeys,
)
from moderation.store.memory.fingerprints import entry_of
from moderation.store.scripts import Script, Scripts
from moderation.store.scripts.arguments import DecideArguments, SubmitArguments, SubmitValues
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

HISTORY_READ: Final = 20
# Of each text, the authors that sent it: this many, each by so many digits of a digest.
SEEN_KEPT: Final = 128
TAG_LENGTH: Final = 8
SEEN_BYTES: Final = SEEN_KEPT * TAG_LENGTH
# Of an author's ids, the bytes that stay when one more comes.
KEPT_BESIDE: Final = (AUTHOR_LENGTH - 1) * ID_LENGTH

# Held comments stand in the queue; of these there are lists.
LISTED: Final = frozenset({CommentState.APPROVED, CommentState.REJECTED})

_pack = msgspec.msgpack.Encoder().encode


class RateLimit(msgspec.Struct, frozen=True):
    """A rate limit: who (a digest), how many at once, and how long each takes to come back."""

    digest: str = ""
    burst: int = 0
    interval_ms: int = 0


class Seen(msgspec.Struct, frozen=True):
    """A text to count (a digest; "" for none), and its author under its article (a short one)."""

    digest: str = ""
    author: str = ""
    window_ms: int = 0
    campaign_from: int = 1  # so many other authors' are worth a report


NOT_SEEN: Final = Seen()


class Idempotency(msgspec.Struct, frozen=True):
    """A key (a digest, or "") under which something is recorded once, and what is recorded."""

    digest: str = ""
    body_digest: str = ""
    life_ms: str = IDEMPOTENCY_MS


NO_RETRY: Final = Idempotency()


class Counters(msgspec.Struct, frozen=True):
    """What the store counts about a submission while recording it."""

    seen: Seen = NOT_SEEN
    client: RateLimit = RateLimit()
    email: RateLimit = RateLimit()


NO_COUNTERS: Final = Counters()


class Counted(msgspec.Struct, frozen=True):
    """What the counts said: how often the text came before, where that counts, and the limits.

    Of each limit that is passed: how long (ms) until it is not; 0 for one that is not passed.
    """

    seen: int
    client_ms: int
    email_ms: int


class Replayed(msgspec.Struct, frozen=True):
    """The idempotency key was used before: for which comment, and with which body."""

    comment_id: str
    body_digest: str


class NewComment(msgspec.Struct, frozen=True, kw_only=True):
    """A new comment and all that is recorded with it."""

    comment: Comment
    entry: ApprovedEntry | None
    cause: Cause | None
    counters: Counters
    author_digest: str
    external_digest: str = ""  # of the site's own id of the comment, or ""
    fingerprints: tuple[str, ...] = ()
    idempotency: Idempotency = NO_RETRY
    observed: bool = False  # the counts were already taken


class Comments:
    """The comments of all sites."""

    def __init__(self, client: RedisClient, scripts: Scripts, *, approved_length: int) -> None:
        self._client = client
        self._scripts = scripts
        self._approved_length = str(approved_length)
        self._submit = Script.load("submit")
        self._decide = Script.load("decide")

    async def submit(self, new: NewComment) -> Counted | Replayed | None:
        """Record a new comment; None when done.

        Counted or Replayed: nothing was recorded. Raises NotFound for a parent that is unknown or
        stands under another article, StoreUnavailable.
        """
        arguments = _arguments(new, self._approved_length)
        return outcome(await self._scripts.run(self._submit, _keys(new), arguments))

    async def find(self, site: str, comment_id: str) -> Comment:
        """A comment with its whole history. Raises NotFound, StoreUnavailable."""
        found = await self.find_all(site, [comment_id])
        if not found:
            raise NotFound(comment_id)
        return found[0]

    @guarded
    async def by_author(
        self, site: str, digest: str, *, limit: int = HISTORY_READ
    ) -> list[Comment]:
        """The newest comments of one author of a site, newest first; AUTHOR_LENGTH are known."""
        keys = SiteKeys.of(site)
        kept = await self._client.get(keys.by_author(digest)) or ""
        ids = [kept[at : at + ID_LENGTH] for at in range(0, len(kept), ID_LENGTH)]
        return await self.find_all(site, ids[:limit])

    @guarded
    async def counts_by_author(self, site: str, digests: Sequence[str]) -> list[int]:
        """How many comments are known of each author, AUTHOR_LENGTH at most."""
        keys = SiteKeys.of(site)
        pipeline = self._client.pipeline(transaction=False)
        for digest in digests:
            pipeline.execute_command("STRLEN", keys.by_author(digest))
        return [int(length) // ID_LENGTH for length in await pipeline.execute()]

    @guarded
    async def named(self, site: str, digests: Sequence[str]) -> list[str]:
        """The ids of the comments that a site calls so, "" for each that is not known."""
        if not digests:
            return []
        keys = SiteKeys.of(site)
        found = await self._client.execute_command("MGET", *map(keys.external, digests))
        return [each or "" for each in found]

    @guarded
    async def find_all(self, site: str, comment_ids: Sequence[str]) -> list[Comment]:
        """Those of the comments that exist, in the order asked for, read together."""
        if not comment_ids:
            return []
        keys = SiteKeys.of(site)
        names = [name for i in comment_ids for name in (keys.comment(i), keys.private(i))]
        values = await self._client.execute_command("MGET", *names)
        parts = zip(comment_ids, values[::2], values[1::2], strict=True)
        return [
            records.read_comment(site, comment_id, record, private)
            for comment_id, record, private in parts
            if record is not None
        ]

    async def decide(
        self,
        comment: Comment,
        event: Event,
        *,
        entry: ApprovedEntry | None,
        case_step: str,
        line: str = "",
        move: str = "",
        fingerprints: Sequence[str] = (),
    ) -> None:
        """Record a moderator's decision, judged on `comment` as it was read.

        `case_step`, `line`, `move`: see decide.lua. Each of its `fingerprints` keeps count of the
        decisions that stand. Raises Conflict when it moved on or another holds the case.
        """
        arguments = DecideArguments(
            now=event.at,
            revision=comment.revision,
            state=comment.state,
            event=event_line(event),
            case_id=comment.case_id,
            moderator=event.decision.moderator,
            case_step=case_step,
            entry=records.entry_line(entry) if entry else b"",
            audit=audit_line(comment.id, event),
            events_length=EVENTS_LENGTH,
            approved_length=self._approved_length,
            listed_length=LISTED_LENGTH if event.state in LISTED and event.text is None else 0,
            line=line,
            decided_length=DECIDED_LENGTH,
            label=standing_label((*comment.events, event)),
            label_before=standing_label(comment.events),
            move=move,
            moves_length=MOVES_LENGTH,
        )
        try:
            await self._scripts.run(self._decide, _keys_of(comment, event, fingerprints), arguments)
        except Conflict as conflict:
            raise Conflict(state=conflict.state, event=event.decision.action) from None


def outcome(reply: Any) -> Counted | Replayed | None:
    """What the reply of submit.lua says."""
    if reply is None:
        return None
    if reply[0] == "REPLAY":
        comment_id, _, body_digest = reply[1].partition(" ")
        return Replayed(comment_id, body_digest)
    return Counted(*reply[1:])


def _keys_of(comment: Comment, event: Event, fingerprints: Sequence[str]) -> list[str]:
    keys = SiteKeys.of(comment.site)
    own = keys.comment(comment.id)
    case = keys.case(comment.case_id) if comment.case_id else own
    listed, callback = keys.listed(event.state), keys.callback(comment.id)
    return [
        *(own, case, keys.queue, keys.approved, keys.events),
        *(listed, keys.decided, keys.asked, callback, keys.due_callbacks, keys.moves),
        *map(keys.fingerprint, fingerprints),
    ]


def _keys(new: NewComment) -> list[str]:
    """The keys in the order of submit.lua, but for those that this submission does not use."""
    comment, counters = new.comment, new.counters
    keys = SiteKeys.of(comment.site)
    found = [
        keys.comment(comment.id),
        keys.private(comment.id),
        keys.by_author(new.author_digest),
        keys.events,
    ]
    if new.idempotency.digest:
        found.append(keys.idempotency(new.idempotency.digest))
    if new.external_digest:
        found.append(keys.external(new.external_digest))
    if comment.submission.parent_id:
        found.append(keys.comment(comment.submission.parent_id))
    if not new.observed:
        if counters.seen.digest:
            found.append(keys.seen(counters.seen.digest))
        if counters.client.digest:
            found.append(keys.rate(counters.client.digest))
        if counters.email.digest:
            found.append(keys.rate(counters.email.digest))
    return found + _following(new, keys)


def _following(new: NewComment, keys: SiteKeys) -> list[str]:
    """The keys of what follows from the decision."""
    comment, found = new.comment, list[str]()
    if comment.case_id:
        found += (keys.case(comment.case_id), keys.queue)
    if new.entry:
        found.append(keys.approved)
    if comment.state in LISTED:
        found.append(keys.listed(comment.state))
    found += map(keys.fingerprint, new.fingerprints)
    return found


def _arguments(new: NewComment, approved_length: str) -> SubmitArguments:
    comment = new.comment
    return SubmitArguments(
        record=records.record(comment),
        private_part=records.private_part(comment.submission),
        audit=audit_line(comment.id, comment.events[0]),
        entry=records.entry_line(new.entry) if new.entry else b"",
        values=_pack(_values(new, approved_length)),
    )


def _values(new: NewComment, approved_length: str) -> SubmitValues:
    comment, submission = new.comment, new.comment.submission
    counters = NO_COUNTERS if new.observed else new.counters
    # By place, in the order of its fields: to name so many takes ten times as long.
    return SubmitValues(
        comment.created_at,
        comment.id,
        AUTHOR_MS,
        KEPT_BESIDE,
        new.idempotency.body_digest,
        new.idempotency.life_ms,
        bool(new.external_digest),
        records.article_end(submission) if submission.parent_id else 0,
        str(counters.seen.window_ms) if counters.seen.digest else "",
        counters.seen.author,
        SEEN_BYTES,
        counters.seen.campaign_from,
        counters.client.burst,
        counters.client.interval_ms,
        counters.email.burst,
        counters.email.interval_ms,
        comment.case_id,
        new.cause or "",
        EVENTS_LENGTH,
        approved_length,
        LISTED_LENGTH if comment.state in LISTED else 0,
        len(new.fingerprints),
        entry_of(comment.id, new.author_digest[:4], records.article_tag(submission)),
        ONCE_MS,
        AGAIN_MS,
    )
