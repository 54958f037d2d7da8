"""The approved stream, read by cursor. The cursor is the stream's own message id."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec.structs import astuple

from moderation.domain import ApprovedEntry
from moderation.errors import CursorExpired
from moderation.store import records
from moderation.store.keys import SiteKeys
from moderation.store.scripts import Script
from moderation.store.scripts.arguments import PageArguments
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

START: Final = "0-0"
# A page ends with the entry that reaches so many bytes.
PAGE_BYTES: Final = 2_097_152
# Every cursor that a server gives out; it knows no larger numbers than 2**64 - 1.
_CURSOR: Final = re.compile("[0-9]{1,19}-[0-9]{1,19}")


def is_cursor(text: str) -> bool:
    """Whether `text` has the form of a cursor."""
    return _CURSOR.fullmatch(text) is not None


class Approved:
    """The approved streams of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client
        # Not with the scripts that record: a long page would keep their replies waiting.
        self._page = client.register_script(Script.load("page").text)

    @guarded
    async def read(
        self, site: str, *, after: str, limit: int, size: int = PAGE_BYTES
    ) -> list[ApprovedEntry]:
        """Up to `limit` entries behind `after`, in order, and none behind the first `size` bytes.

        Raises CursorExpired when entries behind `after` were already trimmed, and for a cursor of
        entries that the server does not know: it was set back to an earlier state.
        """
        arguments = PageArguments(after=after, count=limit, bytes=size)
        found = await self._page(keys=[SiteKeys.of(site).approved], args=astuple(arguments))
        if found is None:
            found = [0, 0, START, START]
        _require_reach(after, *found[:4])
        return [records.read_entry(cursor, fields) for cursor, fields in _messages(found[4:])]

    @guarded
    async def wait(self, site: str, *, after: str, wait_ms: int) -> bool:
        """Whether there is an entry behind `after`, as soon as there is or after so long."""
        stream = {SiteKeys.of(site).approved: after}
        return bool(await self._client.xread(stream, count=1, block=wait_ms))


def _require_reach(after: str, added: int, length: int, first: str, last: str) -> None:
    """Raises CursorExpired.

    It errs on the safe side: a cursor that was itself the last entry to be trimmed is refused
    too, because nothing remembers whether more came between.
    """
    if after == START:
        return
    if _order(after) > _order(last):
        raise CursorExpired(after)
    if added > length and (not length or _order(after) < _order(first)):
        raise CursorExpired(after)


def _order(cursor: str) -> tuple[int, int]:
    ms, _, sequence = cursor.partition("-")
    return int(ms), int(sequence)


def _messages(flat: Sequence[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Messages, of which `flat` has each one's id and then its fields."""
    for cursor, fields in zip(flat[::2], flat[1::2], strict=True):
        yield cursor, dict(zip(fields[::2], fields[1::2], strict=True))
