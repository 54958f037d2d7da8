"""Use case: find comments by the words of text, name and website, in whatever state they are.

Words are folded as the classifier folds them, so that a disguise is found by what it stands for.
The index runs behind what is recorded and is caught up with while somebody works on the site; what
it names is read and looked at again, so that it never shows what is not there. E-mail addresses
and networks are found exactly, by digests, and only by those who may see them.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from moderation.domain import Comment, CommentState, Moderator, Role
from moderation.errors import Conflict, NotFound, StoreUnavailable
from moderation.review import Review
from moderation.review.filters import Filters, Tongue, tongue_of
from moderation.review.topics import machine_decision, topics
from moderation.signals.scoring import fold
from moderation.store import Store
from moderation.store.comments import LISTED
from moderation.store.sites import Site
from moderation.submission.ip import network

AT_ONCE: Final = 100
# So long a search waits for the index to catch up, before it answers from what there is.
CATCH_UP_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 5.0
# A site whose moderators are away for so long is left alone.
AWAY_SECONDS: Final = 3_600.0
QUERY_LIMIT: Final = 200
WORDS_LIMIT: Final = 8
_TURNS: Final = 5
# A page of what is found looks at so many comments, and says where to go on.
CANDIDATES_READ: Final = _TURNS * AT_ONCE
_WORD: Final = re.compile(r"\w+")
_LONGEST_WORD: Final = 64
_SHORTEST_STEM: Final = 4
# A digit between two letters stands for one.
_LEET: Final = re.compile(r"(?<=[a-z])[01345](?=[a-z])")
_LETTERS: Final = str.maketrans("01345", "oieas")
_WORDS_INDEXED: Final = 400
# Code points of a text in which so many words nearly always stand.
_INDEXED_LENGTH: Final = 16_000
ANY: Final = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of comments that were found, and where the next begins (0: there is none).

    `behind` says that the index has not caught up yet.
    """

    comments: list[Comment]
    next: int
    behind: bool


class Rebuilt(NamedTuple):
    """How many comments were indexed, and how many of them the lists had lacked."""

    indexed: int
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Searches over a store."""

    store: Store
    review: Review
    _seen: dict[str, float] = field(default_factory=dict)
    _worker: str = field(default_factory=lambda: secrets.token_hex(8))

    async def find(
        self,
        moderator: Moderator,
        site: str,
        query: str,
        filters: Filters = ANY,
        *,
        start: int = 0,
        limit: int,
    ) -> Hits:
        """Comments that hold all words of the query, newest first, from the place `start` on.

        Those that pass the filters; without words, of all there are. Raises NotFound.
        """
        known = await self.review.require_site(moderator, site)
        self._seen[site] = time.monotonic()
        behind = not await self.catch_up(site, seconds=CATCH_UP_SECONDS)
        asked = _question(query[:QUERY_LIMIT], filters, known, private=moderator.role is Role.ADMIN)
        if asked is None:
            return Hits(comments=[], next=0, behind=behind)
        numbers = await self._numbers(site, asked, filters)
        found: dict[str, Comment] = {}
        place = start
        for _ in range(_TURNS):
            for comment in await self._read(site, numbers[place : place + AT_ONCE]):
                place += 1
                await asyncio.sleep(0)  # the words of a long text take their time
                if comment and asked.fits(comment, known):
                    found.setdefault(comment.id, comment)
                if len(found) == limit:
                    break
            if len(found) == limit or place >= len(numbers):
                break
        following = place if place < len(numbers) else 0
        return Hits(comments=list(found.values()), next=following, behind=behind)

    async def _numbers(self, site: str, asked: "_Question", filters: Filters) -> Sequence[int]:
        """Numbers of the comments to look at, newest first."""
        words, between = self.store.words, filters.between(self.review.now_ms())
        first, behind = 0, await words.count(site)
        if between:
            first, behind = [await words.first_since(site, at, behind) for at in between]
        if not asked.words:
            return range(behind - 1, first - 1, -1)
        numbers = await words.look_up(site, sorted(asked.words))
        return [int(number) for number in numbers[(numbers >= first) & (numbers < behind)]]

    async def catch_up(self, site: str, *, seconds: float) -> bool:
        """Index what came since, for so long at most; whether nothing is left to index.

        Where another process does so, this one does not wait for it.
        """
        deadline = time.monotonic() + seconds
        if not await self.store.words.lease(site, self._worker):
            return False
        try:
            while time.monotonic() < deadline:
                if not await self._index_some(site):
                    return True
            return False
        finally:
            await self.store.words.release(site)

    async def rebuild(self, site: str) -> Rebuilt:
        """Build the index anew from every comment there is. Raises NotFound.

        Comments that are recorded meanwhile are indexed afterwards. The lists of what was approved
        and rejected get what they lack.
        """
        known = await self.review.directory.find(site)
        ids = await self.store.words.begin_anew(site)
        listed: dict[CommentState, list[str]] = {state: [] for state in LISTED}
        for start in range(0, len(ids), AT_ONCE):
            comments = await self.store.comments.find_all(site, ids[start : start + AT_ONCE])
            await self.store.words.add(site, await _words_of_all(comments, known))
            for comment in comments:
                if comment.state in listed:
                    listed[comment.state].append(comment.id)
        complete = self.store.listings.complete
        added = [await complete(site, state, found[::-1]) for state, found in listed.items()]
        return Rebuilt(len(ids), sum(added))

    async def keep_indexing(self) -> None:
        """Catch up, for ever, with the sites that moderators search here."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for site, at in list(self._seen.items()):
                if time.monotonic() - at > AWAY_SECONDS:
                    del self._seen[site]
                with suppress(StoreUnavailable, NotFound, Conflict):
                    await self.catch_up(site, seconds=LOOK_SECONDS)

    async def _index_some(self, site: str) -> bool:
        ids, cursor = await self.store.words.news(site, AT_ONCE)
        if not cursor:
            return False
        known = await self.review.directory.find(site)
        comments = await self.store.comments.find_all(site, ids)
        await self.store.words.add(site, await _words_of_all(comments, known), cursor)
        return True

    async def _read(self, site: str, numbers: Sequence[int]) -> list[Comment | None]:
        ids = await self.store.words.ids(site, numbers)
        by_id = {comment.id: comment for comment in await self.store.comments.find_all(site, ids)}
        return [by_id.get(comment_id) for comment_id in ids]


@dataclass(frozen=True, slots=True)
class _Question:
    """What a comment must be found by, what its author's name must say, and the filters."""

    words: frozenset[str]
    name: frozenset[str]
    filters: Filters

    def fits(self, comment: Comment, site: Site) -> bool:
        """Whether the comment answers it. What costs most is looked at last."""
        if not self.filters.fits(comment):
            return False
        if self.name and not self.name <= set(_folded(comment.submission.author.name)):
            return False
        return not self.words or self.words <= set(words_of(comment, site))


def _question(query: str, filters: Filters, site: Site, *, private: bool) -> _Question | None:
    """The question that a query with filters asks; None where it asks nothing, or in vain."""
    words, name = _asked(query, site, private=private), list[str]()
    if words == [] and (query.strip() or filters == ANY):
        return None
    if "@" in filters.author:
        if not private:
            return None
        words.append(_email_word(site, filters.author))
    else:
        name = list(_folded(filters.author))[:WORDS_LIMIT]
        if filters.author and not name:
            return None
    words += [*name, *_marks_asked(filters)]
    return _Question(frozenset(words), frozenset(name), filters)


def _marks_asked(filters: Filters) -> Iterator[str]:
    """The marks that comments which pass the filters are found by."""
    if filters.article:
        yield _article_mark(filters.article)
    if filters.topic:
        yield f"!{filters.topic}"
    if filters.tongue is Tongue.OTHER:
        yield f"~{filters.tongue}"


def _marks_of(comment: Comment) -> Iterator[str]:
    """What filters find a comment by. No mark is a word: words have no signs in them."""
    yield _article_mark(comment.submission.article.id)
    yield from (f"!{topic}" for topic in topics(machine_decision(comment)))
    if tongue_of(comment) is Tongue.OTHER:
        yield f"~{Tongue.OTHER}"


def _article_mark(article_id: str) -> str:
    return f"={article_id}"


async def _words_of_all(comments: Sequence[Comment], site: Site) -> dict[str, list[str]]:
    """What each comment is found by; everything else goes on in between."""
    words = {}
    for comment in comments:
        await asyncio.sleep(0)
        words[comment.id] = words_of(comment, site)
    return words


def words_of(comment: Comment, site: Site) -> list[str]:
    """What a comment is found by: folded words, digests of address and network, and marks."""
    submission = comment.submission
    author, ip = submission.author, submission.client.ip
    said = f"{submission.text[:_INDEXED_LENGTH]}\n{author.name}\n{author.url}"
    folded = (reading for word in _folded(said) for reading in _readings(word))
    words = list(dict.fromkeys(folded))[:_WORDS_INDEXED]
    words += [_email_word(site, author.email), *_marks_of(comment)]
    return [*words, _network_word(site, ip)] if ip else words


def _asked(query: str, site: Site, *, private: bool) -> list[str]:
    """The words of a query; an address in it stands for its digest, where that may be asked."""
    words: list[str] = []
    for part in query.split():
        if private and "@" in part.strip("@"):
            words.append(_email_word(site, part))
        elif private and re.fullmatch(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+", part):
            words.append(_network_word(site, part))
        else:
            words += _folded(part)
    return list(dict.fromkeys(words))[:WORDS_LIMIT]


def _folded(text: str) -> Iterator[str]:
    return (found[0][:_LONGEST_WORD] for found in _WORD.finditer(fold(text).text))


def _readings(word: str) -> Iterator[str]:
    """The word, without a number at its end ("dora77"), and with digits read as letters."""
    yield word
    if word.isalpha():
        return
    stem = word.rstrip("0123456789")
    if len(stem) >= _SHORTEST_STEM:
        yield stem
    if _LEET.search(stem):
        yield _LEET.sub(lambda found: found[0].translate(_LETTERS), stem)


def _email_word(site: Site, email: str) -> str:
    return f"@{site.digest('author', email.casefold())}"


def _network_word(site: Site, address: str) -> str:
    with suppress(ValueError):
        address = network(address)
    return f"#{site.digest('client', address)}"
