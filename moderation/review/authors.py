"""Use case: who writes: the authors of the newest comments, and the record of one of them.

Authors are told apart by keyed digests, as everywhere; an address leads to one and not back.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from moderation.domain import Comment, CommentState, ListAction, ListEntry, ListKind, Moderator
from moderation.domain.masks import masked_email
from moderation.errors import NotFound
from moderation.review import Review
from moderation.review.bans import bannable, subject
from moderation.sites.list_entries import kept_entry
from moderation.store import Store
from moderation.store.keys import AUTHOR_LENGTH
from moderation.store.sites import Site

AUTHORS_SHOWN: Final = 50
# Of each state so many of the newest comments are looked at for their authors.
_NEWEST: Final = 150
_READ_AT_ONCE: Final = 100
_DIGEST: Final = re.compile(r"[0-9a-f]{24}", re.ASCII)
_LISTED: Final = (CommentState.APPROVED, CommentState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLine:
    """An author among others, by what of the newest comments is theirs, newest first."""

    digest: str
    comments: tuple[Comment, ...]

    @property
    def counts(self) -> Counter[CommentState]:
        """How many of the comments are in each state."""
        return Counter(comment.state for comment in self.comments)

    @property
    def name(self) -> str:
        """The name that the newest comment came with."""
        return self.comments[0].submission.author.name


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorRecord:
    """An author's last comments, and the list entries that apply to the newest of them.

    `email` is the address for those who may see it, else masked; `private` says which.
    """

    line: AuthorLine
    entries: tuple[ListEntry, ...]
    email: str
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The authors of sites, over a store."""

    store: Store
    review: Review

    async def lately(self, moderator: Moderator, site: str) -> list[AuthorLine]:
        """The authors of the newest comments, those with most that was rejected first.

        Raises NotFound.
        """
        known = await self.review.require_site(moderator, site)
        by_author: dict[str, list[Comment]] = defaultdict(list)
        for comment in await self._newest(site):
            by_author[author_of(known, comment)].append(comment)
        lines = [AuthorLine(digest=d, comments=tuple(found)) for d, found in by_author.items()]
        return sorted(lines, key=_worst_first)[:AUTHORS_SHOWN]

    async def record(self, moderator: Moderator, site: str, digest: str) -> AuthorRecord:
        """What is known of an author. Raises NotFound, also where nothing is known any more."""
        known = await self.review.require_site(moderator, site)
        found: list[Comment] = []
        if _DIGEST.fullmatch(digest):
            found = await self.store.comments.by_author(site, digest, limit=AUTHOR_LENGTH)
        if not found:
            raise NotFound(digest)
        private = self.review.sees_private(moderator)
        email = found[0].submission.author.email
        return AuthorRecord(
            line=AuthorLine(digest=digest, comments=tuple(found)),
            entries=tuple(await self._entries(known, found[0])),
            email=email if private else masked_email(email),
            private=private and bool(email),
        )

    async def _newest(self, site: str) -> list[Comment]:
        """Comments of every state, the newest of each, each once, newest first."""
        store = self.store
        ids = [
            each
            for state in _LISTED
            for each in await store.listings.ids(site, state, start=0, count=_NEWEST)
        ]
        waiting = await store.queue.ids(site, limit=_NEWEST, newest=True)
        ids = sorted({*ids, *(each.partition("-")[0] for each in waiting)}, reverse=True)
        found: list[Comment] = []
        for start in range(0, len(ids), _READ_AT_ONCE):
            found += await store.comments.find_all(site, ids[start : start + _READ_AT_ONCE])
        return found

    async def _entries(self, site: Site, comment: Comment) -> list[ListEntry]:
        """The entries that are about what the comment came with, and have not ended."""
        asked = [
            kept_entry(
                site,
                ListEntry(kind=ListKind(ban), pattern=subject(ban, comment), action=action),
            )
            for ban in bannable(comment)
            for action in ListAction
        ]
        found = await self.store.lists.those_of(site.name, asked)
        return [each for each in found if each.holds(self.review.now_ms())]


def author_of(site: Site, comment: Comment) -> str:
    """The digest that tells a comment's author from others."""
    return site.digest("author", comment.author_key)


def _worst_first(line: AuthorLine) -> tuple[int, int, int]:
    counts, comments = line.counts, line.comments
    return -counts[CommentState.REJECTED], -counts[CommentState.HELD], -comments[0].created_at
