"""The demo's first comments: readers, advertisers and a campaign, sent as any reader's are."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any, Final

import msgspec

from moderation.demo.articles import STORIES
from moderation.demo.consumer import pause_after
from moderation.demo.saring_client import Receipt, SaringAway, SaringClient
from moderation.messages import Language

_TITLES: Final = {story.slug: story.telling[Language.ID].title for story in STORIES}
_ATTEMPTS: Final = 20


class FirstComment(msgspec.Struct, frozen=True):
    """One of them; `reply_to` is the place of the one that it answers."""

    article: str
    name: str
    email: str
    text: str
    url: str = ""
    reply_to: int | None = None


class FirstComments(msgspec.Struct, frozen=True):
    """The file of them."""

    comments: tuple[FirstComment, ...]


def first_comments() -> tuple[FirstComment, ...]:
    """All of them, in the order in which they come."""
    text = files(__package__).joinpath("first_comments.json").read_bytes()
    return msgspec.json.decode(text, type=FirstComments).comments


async def seed(
    saring: SaringClient, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Send them, each once however many processes do so; give up where Saring stays away."""
    ids: list[str] = []
    for place, comment in enumerate(first_comments()):
        ids.append(await _sent(saring, _submission(comment, ids), place, pause))


def _submission(comment: FirstComment, ids: list[str]) -> dict[str, Any]:
    article = {"id": comment.article, "title": _TITLES[comment.article]}
    author = {"name": comment.name, "email": comment.email}
    told: dict[str, Any] = {"article": article, "author": author, "text": comment.text}
    if comment.url:
        author["url"] = comment.url
    if comment.reply_to is not None and ids[comment.reply_to]:
        told["parent_id"] = ids[comment.reply_to]
    return told


async def _sent(
    saring: SaringClient,
    submission: dict[str, Any],
    place: int,
    pause: Callable[[float], Awaitable[None]],
) -> str:
    """The comment's id; "" where it was not taken."""
    for failures in range(1, _ATTEMPTS):
        try:
            answer = await saring.submit(
                submission, language=Language.ID, idempotency_key=f"first-comment-{place}"
            )
        except SaringAway:
            await pause(pause_after(failures))
        else:
            return answer.id if isinstance(answer, Receipt) else ""
    return ""
