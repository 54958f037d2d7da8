"""Step to format 4.

A moderator works on all sites where `all_sites` says so. A record without sites meant all of them.

Names and forms are written out here, because this step must not change when the store does.
"""

from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec

MODERATORS: Final = "mod:{moderators}"

_record = msgspec.json.Decoder(dict[str, msgspec.Raw])


async def move(client: Any, write: bool) -> AsyncIterator[tuple[str, int]]:  # noqa: FBT001 - as every step is called
    """Move everything, or count what there is to move."""
    async for moderator_id, text in client.hscan_iter(MODERATORS):
        record = _record.decode(text)
        if "all_sites" in record or msgspec.json.decode(record.get("sites", b"[]")):
            continue
        if write:
            moved = record | {"all_sites": msgspec.Raw(b"true")}
            await client.hset(MODERATORS, moderator_id, msgspec.json.encode(moved))
        yield "moderators of all sites", 1
