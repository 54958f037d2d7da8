"""Fingerprints: how often each was used on a site, and how people decided on its comments."""

from collections.abc import Sequence
from typing import Final

import msgspec

from moderation.store.keys import ID_LENGTH, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

ENTRY_LENGTH: Final = ID_LENGTH + 8
TAG_END: Final = ID_LENGTH + 4


class Uses(msgspec.Struct, frozen=True):
    """The uses of a fingerprint. The numbers halve every seven days without one.

    `authors` and `articles` are of the newest comments, at most 50, whose ids are `comment_ids`,
    newest first.
    """

    comments: float
    rejected: float
    approved: float
    authors: int
    articles: int
    comment_ids: tuple[str, ...]


class Fingerprints:
    """The fingerprints of all sites. The scripts that record comments and decisions count them."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def find_all(self, site: str, digests: Sequence[str]) -> list[Uses | None]:
        """What is known of each, None where nothing is. Raises StoreUnavailable."""
        if not digests:
            return []
        keys = SiteKeys.of(site)
        found = await self._client.mget([keys.fingerprint(each) for each in digests])
        return [_uses(value) if value else None for value in found]


def entry_of(comment_id: str, author_tag: str, article_tag: str) -> str:
    """The entry that a use leaves: the comment and short tags, of four hexadecimal digits each."""
    return f"{comment_id}{author_tag}{article_tag}"


def _uses(value: str) -> Uses:
    comments, rejected, approved, _, entries = value.split(" ")
    each = [entries[at : at + ENTRY_LENGTH] for at in range(0, len(entries), ENTRY_LENGTH)]
    return Uses(
        comments=float(comments),
        rejected=float(rejected),
        approved=float(approved),
        authors=len({entry[ID_LENGTH:TAG_END] for entry in each}),
        articles=len({entry[TAG_END:] for entry in each}),
        comment_ids=tuple(entry[:ID_LENGTH] for entry in each),
    )
