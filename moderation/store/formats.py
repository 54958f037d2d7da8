"""The number of the stored format: which the store carries, and which this release works with.

A store that was never numbered is empty or of format 2, which had no number. While one is moved
from 2 to 3 it carries `2>3`, which nothing but the migration works with.
"""

import re
from typing import Final

from moderation.errors import OtherFormat
from moderation.store import keys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

FORMAT: Final = 4
UNNUMBERED: Final = 2
_CARRIED: Final = re.compile(r"([0-9]{1,9})(>[0-9]{1,9})?")


class Formats:
    """What a store says of its format."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def require(self) -> None:
        """Nothing, if the store is of our format; an empty one gets its number.

        Raises OtherFormat, which says what to do.
        """
        carried = await self._client.get(keys.FORMAT)
        if carried is None and await self._is_empty():
            await self._client.set(keys.FORMAT, FORMAT, nx=True)
        else:
            require_ours(carried or str(UNNUMBERED))

    @guarded
    async def found(self) -> int:
        """The format that the data are in, wholly or still in part. Raises OtherFormat."""
        carried = await self._client.get(keys.FORMAT)
        if carried is None:
            return FORMAT if await self._is_empty() else UNNUMBERED
        return _number(carried)

    @guarded
    async def begin(self, found: int, wanted: int) -> None:
        """From now on the store is on its way, and only the migration works with it."""
        await self._client.set(keys.FORMAT, f"{found}>{wanted}")

    @guarded
    async def finish(self, reached: int) -> None:
        """The store is of that format now."""
        await self._client.set(keys.FORMAT, reached)

    async def _is_empty(self) -> bool:
        found = [await self._client.exists(key) for key in (keys.SITES, keys.MODERATORS)]
        return not any(found)


def require_ours(carried: str) -> None:
    """Nothing, if a store that carries this is of our format. Raises OtherFormat."""
    number = _number(carried)
    if ">" in carried:
        raise OtherFormat(
            f"the move of its data to another format ({carried}) was not finished; "
            "run `moderation migrate` again"
        )
    if number < FORMAT:
        raise OtherFormat(
            f"its data are of format {number}, and this release works with format {FORMAT}; stop "
            "every process of the older release, make a copy, then run `moderation migrate`"
        )
    if number > FORMAT:
        raise OtherFormat(
            f"its data are of format {number}, and this release works with format {FORMAT}; "
            "run the release that wrote them, or a newer one"
        )


def _number(carried: str) -> int:
    found = _CARRIED.fullmatch(carried)
    if found is None:
        raise OtherFormat(f"{keys.FORMAT} holds {carried[:20]!r}, which is no format's number")
    return int(found[1])
