"""Use case: see what waits as a worktable: sorted, filtered, counted, and grouped by likeness.

The table reaches over the WINDOW cases that the sort begins with. What is read of a comment to
place it never changes, so each process remembers it, and a look reads only what is new.
"""

import asyncio
import zlib
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from moderation.domain import Case, Comment, CommentState, Moderator
from moderation.review import Review
from moderation.review.bans import Ban, is_rejected, subject
from moderation.review.near_equal import (
    SIGNED_LENGTH,
    Signature,
    groups,
    likeness,
    signature,
    typical,
)
from moderation.review.topics import Topic, machine_decision, topics
from moderation.signals.scoring import fold
from moderation.store import Store
from moderation.store.queue import Waiting, comment_of
from moderation.store.worktable.desks import Note
from moderation.store.worktable.jobs import Target

WINDOW: Final = 1_000
REMEMBERED: Final = 20_000
GROUP_LEAST: Final = 4
# So many records are read in one turn.
_READ_AT_ONCE: Final = 100
# Of a listing so many are looked through for those that still belong there.
_STRIDE: Final = 100
_STRIDES: Final = 5


class Sort(StrEnum):
    """The order of the table. `priority`: what is public already comes first, then the oldest."""

    PRIORITY = "priority"
    OLDEST = "oldest"
    SCORE = "score"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of a site is looked at. `start` is where a page of a listing begins.

    `asked`: only what a second opinion is asked for.
    """

    state: CommentState = CommentState.HELD
    topic: Topic | None = None
    sort: Sort = Sort.PRIORITY
    start: int = 0
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What places a case on the table. `author` and `article` tell others apart, no more."""

    case_id: str
    comment_id: str
    public: bool
    points: float
    topics: frozenset[Topic]
    signature: Signature
    author: int
    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Near-equal texts that wait: their cases, and how many wrote them under how many articles."""

    cases: tuple[Placed, ...]
    authors: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cases of a view in order, and how many there are of each topic.

    `placed` are those of every topic, but for what this moderator left to somebody else. `waiting`
    is how many wait in all, which may be more than the table reaches over. `asked` are the
    questions about cases, by comment.
    """

    order: tuple[Placed, ...]
    topics: dict[Topic, int]
    placed: tuple[Placed, ...]
    waiting: int
    asked: dict[str, Note]

    @property
    def reach(self) -> int:
        """How many cases the table reaches over."""
        return len(self.placed)

    def groups(self) -> tuple[Group, ...]:
        """Near-equal texts, the largest group first."""
        return _groups(self.placed)

    def without(self, comment_id: str) -> "Table":
        """The table after a decision on a comment's case; counts are left as they are."""
        order = tuple(each for each in self.order if each.comment_id != comment_id)
        return replace(self, order=order)

    def place(self, comment_id: str) -> int | None:
        """Where a comment's case stands in the order."""
        places = (at for at, each in enumerate(self.order) if each.comment_id == comment_id)
        return next(places, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a listing, and where the one behind begins (None: there is none)."""

    comments: list[Comment]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktable:
    """Worktables over a store, for those whom `review` lets see a site."""

    store: Store
    review: Review
    _known: OrderedDict[str, Placed] = field(default_factory=OrderedDict)

    async def look(self, moderator: Moderator, site: str, view: View) -> Table:
        """The table of a view. Raises NotFound."""
        await self.review.require_site(moderator, site)
        newest = view.sort is Sort.NEWEST
        ids = await self.store.queue.ids(site, limit=WINDOW, newest=newest)
        waiting = await self.store.queue.size(site) if len(ids) == WINDOW else len(ids)
        every = await self._placed(site, ids)
        asked = await self._asked(site, every)
        placed = [each for each in every if not _is_left(each, asked, moderator)]
        shown = [each for each in every if each.comment_id in asked] if view.asked else placed
        aside = await self.store.desks.aside(site, moderator.id, self.review.now_ms())
        order = _sorted(_of_topic(shown, view.topic), view.sort)
        return Table(
            order=tuple(sorted(order, key=lambda each: each.comment_id in aside)),
            topics=_counts(placed),
            placed=tuple(placed),
            waiting=waiting - len(every) + len(placed),
            asked=asked,
        )

    async def _asked(self, site: str, placed: Sequence[Placed]) -> dict[str, Note]:
        """The questions about cases of the table."""
        asked = await self.store.desks.asked(site)
        return {
            each.comment_id: asked[each.comment_id] for each in placed if each.comment_id in asked
        }

    async def rows(self, site: str, placed: Sequence[Placed]) -> list[Waiting]:
        """Cases of a table with their comments, as they stand now."""
        cases = await self.store.queue.read(site, [each.case_id for each in placed])
        comments = await self.store.comments.find_all(site, [each.comment_id for each in cases])
        by_id = {comment.id: comment for comment in comments}
        return [Waiting(each, by_id[each.comment_id]) for each in cases if _is_there(each, by_id)]

    async def first_ones(self, site: str, comments: Sequence[Comment]) -> frozenset[str]:
        """Those of the comments that are the only ones known of their authors, by id."""
        known = await self.review.directory.find(site)
        digests = [known.digest("author", each.author_key) for each in comments]
        counts = await self.store.comments.counts_by_author(site, digests)
        pairs = zip(comments, counts, strict=True)
        return frozenset(comment.id for comment, count in pairs if count == 1)

    async def targets(self, site: str, placed: Sequence[Placed]) -> list[Target]:
        """The comments of cases that still wait, each with its revision."""
        found: list[Target] = []
        for start in range(0, len(placed), _READ_AT_ONCE):
            ids = [each.comment_id for each in placed[start : start + _READ_AT_ONCE]]
            comments = await self.store.comments.find_all(site, ids)
            found += [(each.id, each.revision) for each in comments]
        return found

    async def same(self, moderator: Moderator, comment: Comment, ban: Ban) -> list[Target]:
        """Other comments that wait and came with what is banned of this one. Raises NotFound."""
        banned = subject(ban, comment)
        return [
            (other.id, other.revision)
            async for other in self._comments(moderator, comment.site)
            if other.id != comment.id and subject(ban, other) == banned
        ]

    async def rejected_by_lists(self, moderator: Moderator, site: str) -> list[Target]:
        """Comments that wait, though the site's lists reject them by now. Raises NotFound."""
        await self.review.require_site(moderator, site)
        known = await self.review.directory.site(site)
        return [
            (each.id, each.revision)
            async for each in self._comments(moderator, site)
            if is_rejected(known, each)
        ]

    async def _comments(self, moderator: Moderator, site: str) -> AsyncIterator[Comment]:
        """The comments of the moderator's table, some read at a time."""
        order = (await self.look(moderator, site, View())).order
        for start in range(0, len(order), _READ_AT_ONCE):
            ids = [each.comment_id for each in order[start : start + _READ_AT_ONCE]]
            for comment in await self.store.comments.find_all(site, ids):
                await asyncio.sleep(0)
                yield comment

    async def outliers(self, site: str, targets: Sequence[Target], limit: int) -> list[Comment]:
        """Up to `limit` of the comments, the most different from the rest first."""
        ids = [comment_id for comment_id, _ in targets]
        signatures: dict[str, Signature] = {}
        for start in range(0, len(ids), _READ_AT_ONCE):
            asked = ids[start : start + _READ_AT_ONCE]
            for comment in await self.store.comments.find_all(site, asked):
                await asyncio.sleep(0)
                signatures[comment.id] = _signed(comment.submission.text)
        common = typical(list(signatures.values()))
        order = sorted(signatures, key=lambda name: likeness(signatures[name], common))
        return await self.store.comments.find_all(site, order[:limit])

    async def listed(self, moderator: Moderator, site: str, view: View, limit: int) -> Listed:
        """A page of the comments that are in the view's state, newest decision first.

        Raises NotFound.
        """
        await self.review.require_site(moderator, site)
        found: dict[str, Comment] = {}
        start = view.start
        for _ in range(_STRIDES):
            ids = await self.store.listings.ids(site, view.state, start=start, count=_STRIDE)
            comments = await self.store.comments.find_all(site, list(dict.fromkeys(ids)))
            fitting = {each.id: each for each in comments if _fits(each, view)}
            for place, comment_id in enumerate(ids):
                if comment_id in fitting:
                    found.setdefault(comment_id, fitting[comment_id])
                if len(found) == limit:
                    start += place + 1
                    return Listed(comments=list(found.values()), next=start)
            start += len(ids)
            if len(ids) < _STRIDE:
                return Listed(comments=list(found.values()), next=None)
        return Listed(comments=list(found.values()), next=start)

    async def _placed(self, site: str, case_ids: Sequence[str]) -> list[Placed]:
        """What places each case; of those not known yet, the comments are read."""
        missing = [each for each in case_ids if each not in self._known]
        for start in range(0, len(missing), _READ_AT_ONCE):
            asked = {comment_of(each): each for each in missing[start : start + _READ_AT_ONCE]}
            for comment in await self.store.comments.find_all(site, list(asked)):
                await asyncio.sleep(0)  # here as above, since texts may be long and dear
                self._known[asked[comment.id]] = _place(asked[comment.id], comment)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return [self._known[each] for each in case_ids if each in self._known]


def _place(case_id: str, comment: Comment) -> Placed:
    decision, submission = machine_decision(comment), comment.submission
    return Placed(
        case_id=case_id,
        comment_id=comment.id,
        public=comment.events[0].state is CommentState.APPROVED,
        points=sum(reason.weight for reason in decision.reasons),
        topics=topics(decision),
        signature=_signed(submission.text),
        author=_told_apart(submission.author.email.casefold()),
        article=_told_apart(submission.article.id),
    )


def _signed(text: str) -> Signature:
    """The signature of a text, by its beginning."""
    return signature(fold(text[:SIGNED_LENGTH]).text)


def _is_left(placed: Placed, asked: Mapping[str, Note], moderator: Moderator) -> bool:
    """Whether this moderator left the case to somebody else."""
    question = asked.get(placed.comment_id)
    return question is not None and question.moderator == moderator.id


def _told_apart(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _of_topic(placed: list[Placed], topic: Topic | None) -> list[Placed]:
    return [each for each in placed if topic is None or topic in each.topics]


def _sorted(placed: list[Placed], sort: Sort) -> list[Placed]:
    """In the order of the sort; it is stable, so what is equal stays as the queue has it."""
    if sort is Sort.PRIORITY:
        return sorted(placed, key=lambda each: not each.public)
    if sort is Sort.SCORE:
        return sorted(placed, key=lambda each: -each.points)
    return placed


def _counts(placed: list[Placed]) -> dict[Topic, int]:
    counted = Counter(topic for each in placed for topic in each.topics)
    return {topic: counted[topic] for topic in Topic if counted[topic]}


def _groups(placed: Sequence[Placed]) -> tuple[Group, ...]:
    by_id = {each.case_id: each for each in placed}
    found = groups({name: each.signature for name, each in by_id.items()}, least=GROUP_LEAST)
    return tuple(_group([by_id[name] for name in names]) for names in found)


def _group(cases: list[Placed]) -> Group:
    return Group(
        cases=tuple(cases),
        authors=len({each.author for each in cases}),
        articles=len({each.article for each in cases}),
    )


def _fits(comment: Comment, view: View) -> bool:
    if comment.state is not view.state:
        return False
    return view.topic is None or view.topic in topics(machine_decision(comment))


def _is_there(case: Case, comments: dict[str, Comment]) -> bool:
    return case.comment_id in comments
