"""The mark of the last change to any site, its lists or its keys."""

import secrets
from typing import Final

from moderation.store import keys
from moderation.store.formats import require_ours
from moderation.store.server.client import RedisClient

MARK_BYTES: Final = 8


async def mark_change(client: RedisClient) -> None:
    """Leave a new mark; to be called after the change.

    It is never the same twice, not even on a server that lost its data or went back to older ones.
    """
    await client.set(keys.LATEST_CHANGE, secrets.token_hex(MARK_BYTES))


async def latest_change(client: RedisClient) -> str:
    """The mark; "none" before any change.

    Raises OtherFormat where the store has meanwhile been moved to another format.
    """
    mark, carried = await client.mget(keys.LATEST_CHANGE, keys.FORMAT)
    if carried is not None:
        require_ours(carried)
    return mark or "none"
