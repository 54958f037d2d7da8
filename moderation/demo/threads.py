"""The published comments that the site holds in memory, by article, with replies under them.

Bounded: of each article the newest PER_ARTICLE comments are kept, of at most ARTICLES articles. A
real site would keep them in its database.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from moderation.demo.saring_client import Entry

PER_ARTICLE: Final = 500
ARTICLES: Final = 50
SHOWN_TYPES: Final = frozenset({"approved", "updated"})
GONE_TYPES: Final = frozenset({"withdrawn", "erased"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A comment as it stands under its article. `url` is empty or starts with http(s)://.

    `edited`: the newsroom changed its text.
    """

    id: str
    article_id: str
    parent_id: str
    name: str
    url: str
    text: str
    at: datetime
    edited: bool = False

    @property
    def paragraphs(self) -> list[list[str]]:
        """The text's paragraphs, each as its lines."""
        blocks = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
        return [block.strip("\n").split("\n") for block in blocks if block.strip()]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and, one level below it, everything said in answer to it or to its answers."""

    comment: Published
    replies: tuple[Published, ...]

    def answered_by(self, reply: Published) -> Published | None:
        """What a reply answers among the replies; None where it answers the comment on top."""
        return next((each for each in self.replies if each.id == reply.parent_id), None)


class Threads:
    """All published comments. Applying an entry twice is the same as applying it once."""

    def __init__(self) -> None:
        self._articles: dict[str, dict[str, Published]] = {}
        self._article_of: dict[str, str] = {}
        self._changed = asyncio.Event()

    def apply(self, entry: Entry) -> None:
        """Do what an entry of the approved stream says; types of the future are passed over."""
        if entry.type in GONE_TYPES:
            self._remove(entry.comment_id)
        elif entry.type in SHOWN_TYPES:
            published = _published(entry)
            if published is not None:
                self._put(published)
        self._changed.set()
        self._changed = asyncio.Event()

    def clear(self) -> None:
        """Forget every comment."""
        self._articles.clear()
        self._article_of.clear()

    def find(self, article_id: str, comment_id: str) -> Published | None:
        """The comment of that id under that article, if it is published."""
        return self._articles.get(article_id, {}).get(comment_id)

    def count(self, article_id: str) -> int:
        """How many comments stand under the article."""
        return len(self._articles.get(article_id, {}))

    def under(self, article_id: str) -> list[Thread]:
        """The article's threads, the oldest first, and so their replies."""
        comments = self._articles.get(article_id, {})
        answers: dict[str, list[Published]] = {}
        for comment in sorted(comments.values(), key=_age):
            top = _top(comment, comments)
            answers.setdefault(top.id, [])
            if comment.id != top.id:
                answers[top.id].append(comment)
        tops = sorted((comments[top_id] for top_id in answers), key=_age)
        return [Thread(top, tuple(answers[top.id])) for top in tops]

    async def appeared(self, article_id: str, comment_id: str, seconds: float) -> bool:
        """Whether the comment is published, waiting up to `seconds` for it."""
        try:
            async with asyncio.timeout(seconds):
                while self.find(article_id, comment_id) is None:
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    def _put(self, published: Published) -> None:
        self._remove(published.id)
        comments = self._articles.setdefault(published.article_id, {})
        comments[published.id] = published
        self._article_of[published.id] = published.article_id
        if len(comments) > PER_ARTICLE:
            self._remove(min(comments.values(), key=_age).id)
        if len(self._articles) > ARTICLES:
            for comment_id in list(self._articles[next(iter(self._articles))]):
                self._remove(comment_id)

    def _remove(self, comment_id: str) -> None:
        article_id = self._article_of.pop(comment_id, None)
        if article_id is not None:
            self._articles[article_id].pop(comment_id)
            if not self._articles[article_id]:
                del self._articles[article_id]


def _age(comment: Published) -> tuple[datetime, str]:
    return comment.at, comment.id


def _top(comment: Published, comments: dict[str, Published]) -> Published:
    """The comment that the thread of `comment` hangs from, as far as it is published.

    Of comments that answer each other, which only a faulty stream could tell of, the oldest is
    the top.
    """
    passed: dict[str, Published] = {}
    while comment.id not in passed:
        passed[comment.id] = comment
        parent = comments.get(comment.parent_id)
        if parent is None:
            return comment
        comment = parent
    return min(passed.values(), key=_age)


def _published(entry: Entry) -> Published | None:
    """What an entry publishes; None if it lacks what can be shown."""
    if entry.article is None or entry.author is None:
        return None
    url = entry.author.url or ""
    return Published(
        id=entry.comment_id,
        article_id=entry.article.id,
        parent_id=entry.parent_id or "",
        name=entry.author.name,
        # Saring lets no other address through; the page that links it still makes sure itself.
        url=url if url.lower().startswith(("http://", "https://")) else "",
        text=entry.text,
        at=_time(entry.created_at),
        edited=entry.edited,
    )


def _time(text: str | None) -> datetime:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.now(UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
