"""Step to format 3.

- The list entries of a site leave its record for the sorted set `mod:{SITE}:lists`.
- A site has no revision of its record any more, which is short enough to be compared itself.
- Keys of Akismet's form go, which opened nothing; the others lose their kind.
- `mod:{SITE}:wrote:HASH` is called `mod:{SITE}:by_author:HASH`.

Names and forms are written out here, because this step must not change when the store does.
"""

import secrets
from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec

AT_ONCE: Final = 500

Client = Any
Fields = dict[str, str]


class Entry(msgspec.Struct, frozen=True):
    """A list entry of format 2."""

    kind: str
    pattern: str
    action: str


async def move(client: Client, write: bool) -> AsyncIterator[tuple[str, int]]:  # noqa: FBT001 - as every step is called
    """Move everything, or count what there is to move."""
    async for name in client.sscan_iter("mod:{sites}", count=AT_ONCE):
        site = f"mod:{{{name}}}:"
        fields: Fields = await client.hgetall(f"{site}site")
        try:
            yield "list entries", await _move_lists(client, site, fields, write=write)
        except msgspec.DecodeError:
            yield "records of sites that cannot be read, left as they are", 1
        yield "keys of Akismet's form", await _move_keys(client, site, fields, write=write)
    async for renamed in _rename_author_lists(client, write=write):
        yield "lists of an author's comments", renamed


async def _move_lists(client: Client, site: str, fields: Fields, *, write: bool) -> int:
    """First the entries, then the record without them: a kill in between loses none."""
    record = msgspec.json.decode(fields.get("record", "{}"), type=dict[str, msgspec.Raw])
    found = msgspec.json.decode(record.pop("entries", b"[]"), type=list[Entry])
    if write:
        # A pattern stands in a list once.
        entries = list({entry.pattern: entry for entry in found}.values())
        for start in range(0, len(entries), AT_ONCE):
            places = enumerate(entries[start : start + AT_ONCE], start)
            added = {f"{e.kind} {e.action} {e.pattern}": place for place, e in places}
            await client.zadd(f"{site}lists", added)
        changed: dict[str, str | bytes] = {"record": msgspec.json.encode(record)}
        if found:
            changed["lists"] = secrets.token_hex(8)
        await client.hset(f"{site}site", mapping=changed)
        await client.hdel(f"{site}site", "revision")
    return len(found)


async def _move_keys(client: Client, site: str, fields: Fields, *, write: bool) -> int:
    """First the key, then its site's knowledge of it: a kill in between leaves no key behind."""
    akismet = 0
    for field, kind in fields.items():
        if not field.startswith("key:"):
            continue
        key = f"mod:{{keys}}:{field.removeprefix('key:')}"
        akismet += kind == "akismet"
        if write and kind == "akismet":
            await client.delete(key)
            await client.hdel(f"{site}site", field)
        elif write:
            await client.hdel(key, "kind")
    return akismet


async def _rename_author_lists(client: Client, *, write: bool) -> AsyncIterator[int]:
    """How many at a time. They expire as they would have."""
    group: list[str] = []
    async for key in client.scan_iter("mod:{*}:wrote:*", count=AT_ONCE):
        group.append(key)
        if len(group) == AT_ONCE:
            yield await _rename(client, group, write=write)
            group = []
    yield await _rename(client, group, write=write)


async def _rename(client: Client, group: list[str], *, write: bool) -> int:
    if write and group:
        pipeline = client.pipeline(transaction=False)
        for key in group:
            pipeline.execute_command("RENAME", key, key.replace("}:wrote:", "}:by_author:"))
        for reply in await pipeline.execute(raise_on_error=False):
            if isinstance(reply, Exception) and "no such key" not in str(reply):  # it expired
                raise reply
    return len(group)
