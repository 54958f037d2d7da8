"""The approved stream, read by cursor. The cursor is the stream's own message id."""

import re
from typing import Final

from moderation.domain import ApprovedEntry
from moderation.errors import CursorExpired
from moderation.store import records
from moderation.store.keys import SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

START: Final = "0-0"
LARGEST: Final = 2**64 - 1
_CURSOR: Final = re.compile("([0-9]{1,20})-([0-9]{1,20})")


def is_cursor(text: str) -> bool:
    """Whether `text` has the form of a cursor, in numbers that the server knows."""
    found = _CURSOR.fullmatch(text)
    return found is not None and all(int(number) <= LARGEST for number in found.groups())


class Approved:
    """The approved streams of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def read(
        self, site: str, *, after: str, limit: int, wait_ms: int = 0
    ) -> list[ApprovedEntry]:
        """Up to `limit` entries behind `after`, in order; waits up to `wait_ms` for the first.

        Raises CursorExpired when entries behind `after` were already trimmed.
        """
        stream = SiteKeys.of(site).approved
        if after != START:
            await self._require_reach(stream, after)
        found = await self._client.xread({stream: after}, count=limit, block=wait_ms or None)
        messages = _messages(found)
        return [records.read_entry(cursor, fields) for cursor, fields in messages]

    async def _require_reach(self, stream: str, after: str) -> None:
        """Refuse when trimming may have removed entries behind `after`.

        It errs on the safe side: a cursor that was itself the last entry to be trimmed is refused
        too, because nothing remembers whether more came between.
        """
        if not await self._client.exists(stream):
            return
        facts = await self._client.xinfo_stream(stream)
        first = facts["first-entry"]
        trimmed = int(facts["entries-added"]) > int(facts["length"])
        if trimmed and (first is None or _order(after) < _order(first[0])):
            raise CursorExpired(after)


def _order(cursor: str) -> tuple[int, int]:
    ms, _, sequence = cursor.partition("-")
    return int(ms), int(sequence)


def _messages(found: object) -> list[tuple[str, dict[str, str]]]:
    """The messages of the one stream that was read, in either protocol's shape of an answer."""
    if isinstance(found, dict):
        streams = list(found.values())
        return streams[0][0] if streams and streams[0] else []
    if isinstance(found, list) and found:
        return list(found[0][1])
    return []
