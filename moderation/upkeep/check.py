"""Use case: look whether what a store keeps holds together. Nothing is written.

It may run beside services: what looks wrong is looked at again, since it may just be changing.
It reads a few records at a time and remembers one line for each entry of the approved streams,
of as many sites at once as have a million of them.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import msgspec

from moderation.domain import Case, Comment
from moderation.store import Store, records
from moderation.store.keys import SiteKeys
from moderation.store.records import EntryLine, RecordError
from moderation.store.server.failures import guarded
from moderation.upkeep import invariants

AT_ONCE: Final = 100
ENTRIES_AT_ONCE: Final = 1_000_000
LOOKS: Final = 3
KEPT: Final = 1_000
# How far the clocks of several services may be apart, as far as the stream's reach goes.
REACH_MS: Final = 60_000
_WITHOUT_SITE: Final = {"sites", "keys", "callbacks", "jobs", "moderators", "sessions", "logins"}
_ENTRY_FIELDS: Final = set(EntryLine.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Violation:
    """What does not hold: of which kind, and where. `what` is an id, never a text."""

    kind: str
    site: str
    what: str


@dataclass
class Report:
    """What was looked at, and what does not hold: how much of each kind, and the first of all."""

    looked_at: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first: list[Violation] = field(default_factory=list)

    def add(self, site: str, faults: Iterable[str], what: str) -> None:
        """Note faults of one thing."""
        for kind in faults:
            self.kinds[kind] += 1
            if len(self.first) < KEPT:
                self.first.append(Violation(kind, site, what))


@guarded
async def check(store: Store) -> Report:
    """Everything that a store keeps, held against what must be true of it."""
    report = Report()
    names = await store.sites.names()
    lengths = {name: int(await store.client.xlen(SiteKeys.of(name).approved)) for name in names}
    for first, group in enumerate(_groups(lengths)):
        sites = {name: _SiteCheck(store, name, report) for name in group}
        for site in sites.values():
            await site.read_on()
        async for tag, found in _pages(store):
            if tag in sites:
                await sites[tag].look_at(found)
            elif not first and tag not in _WITHOUT_SITE and tag not in lengths:
                report.add(tag, ["keys_of_an_unknown_site"], found[0])
        for site in sites.values():
            await site.finish()
    return report


def _groups(lengths: dict[str, int]) -> Iterator[list[str]]:
    """The sites in groups whose streams together have so many entries that they are remembered."""
    group: list[str] = []
    for name, length in lengths.items():
        if group and length + sum(lengths[each] for each in group) > ENTRIES_AT_ONCE:
            yield group
            group = []
        group.append(name)
    if group:
        yield group


async def _pages(store: Store) -> AsyncIterator[tuple[str, list[str]]]:
    """The keys of the store by hash tag, some at a time, without what the tag stands in."""
    page: dict[str, list[str]] = {}
    async for key in store.client.scan_iter("mod:{*", count=1_000):
        tag, _, name = key.removeprefix("mod:{").partition("}")
        found = page.setdefault(tag, [])
        found.append(name.removeprefix(":"))
        if len(found) == AT_ONCE:
            yield tag, page.pop(tag)
    for tag, found in page.items():
        yield tag, found


class _SiteCheck:
    """One site while it is looked at. `_seen` counts its stream's entries by their marks."""

    def __init__(self, store: Store, name: str, report: Report) -> None:
        self._client = store.client
        self._name = name
        self._keys = SiteKeys.of(name)
        self._report = report
        self._seen: Counter[str] = Counter()
        self._cursor = "-"
        self._events = 0
        report.looked_at["sites"] += 1

    async def read_on(self) -> None:
        """Look at the entries of the approved stream that came since."""
        while messages := await self._client.xrange(
            self._keys.approved, min=self._cursor, count=AT_ONCE
        ):
            self._cursor = f"({messages[-1][0]}"
            await self._look_at_entries(messages)

    async def _look_at_entries(self, messages: list[tuple[str, dict[str, str]]]) -> None:
        self._report.looked_at["stream entries"] += len(messages)
        entries = []
        for cursor, fields in messages:
            try:
                entries.append(records.read_entry(cursor, fields))
            except RecordError:
                self._report.add(self._name, ["unreadable_entry"], cursor)
                continue
            others = set(msgspec.json.decode(fields["entry"])) - _ENTRY_FIELDS
            if others or set(fields) != {"v", "entry"}:
                self._report.add(self._name, ["entry_with_other_fields"], cursor)
        comments = await self._comments({entry.comment_id for entry in entries})
        for entry in entries:
            known = invariants.mark(entry)
            self._seen[known] += 1
            comment = comments.get(entry.comment_id)
            faults = invariants.entry_faults(entry, comment, times=self._seen[known])
            self._report.add(self._name, faults, entry.cursor)

    async def look_at(self, names: list[str]) -> None:
        """Look at keys of the site."""
        for name in names:
            if not invariants.is_key(name):
                self._report.add(self._name, ["unknown_key"], name.partition(":")[0])
        kinds = {kind: [] for kind in ("comment", "private", "case")}  # type: dict[str, list[str]]
        for name in names:
            kind, _, rest = name.partition(":")
            kinds.get(kind, []).append(rest)
        await self._look_at_comments(kinds["comment"])
        await self._look_at_private(kinds["private"])
        await self._look_at_cases(kinds["case"])

    async def _look_at_comments(self, ids: list[str]) -> None:
        comments = await self._comments(ids)
        self._report.looked_at["comments"] += len(ids)
        self._events += sum(map(invariants.audited_events, comments.values()))
        cases = await self._cases(comments.values())
        for comment in comments.values():
            faults = list(invariants.history_faults(comment))
            faults += await self._missing_entries(comment)
            if comment.case_id:
                case, queued = cases[comment.id]
                if list(invariants.case_faults(comment, case, queued=queued)):
                    faults += await self._case_faults(comment.id)
            self._report.add(self._name, faults, comment.id)

    async def _comments(self, ids: Iterable[str]) -> dict[str, Comment]:
        """Those of the comments that there are and can be read."""
        asked, found = list(ids), {}
        if not asked:
            return {}
        parts = [name for i in asked for name in (self._keys.comment(i), self._keys.private(i))]
        values = await self._client.execute_command("MGET", *parts)
        for i, record, private in zip(asked, values[::2], values[1::2], strict=True):
            if record is None:
                continue
            try:
                found[i] = records.read_comment(self._name, i, record, private)
            except RecordError:
                self._report.add(self._name, ["unreadable_comment"], i)
            if private is None:
                self._report.add(self._name, ["private_part_missing"], i)
        return found

    async def _cases(self, comments: Iterable[Comment]) -> dict[str, tuple[Case | None, bool]]:
        """By comment: its case, and whether that is in the queue."""
        with_case = [comment for comment in comments if comment.case_id]
        pipeline = self._client.pipeline(transaction=False)
        for comment in with_case:
            pipeline.execute_command("HGETALL", self._keys.case(comment.case_id))
            pipeline.execute_command("ZSCORE", self._keys.queue, comment.case_id)
        replies = iter(await pipeline.execute() if with_case else ())
        return {
            comment.id: (self._case(comment.case_id, fields), score is not None)
            for comment, (fields, score) in zip(with_case, _pairs(replies), strict=True)
        }

    def _case(self, case_id: str, fields: dict[str, str]) -> Case | None:
        try:
            return records.read_case(case_id, fields) if fields else None
        except RecordError:
            self._report.add(self._name, ["unreadable_case"], case_id)
            return None

    async def _case_faults(self, comment_id: str) -> list[str]:
        """What is still wrong with a comment's case when it is read again."""
        faults: list[str] = []
        for _ in range(LOOKS):
            comment = (await self._comments([comment_id])).get(comment_id)
            if comment is None:
                return []
            case, queued = (await self._cases([comment]))[comment.id]
            faults = list(invariants.case_faults(comment, case, queued=queued))
            if not faults:
                break
        return faults

    async def _missing_entries(self, comment: Comment) -> list[str]:
        """What the stream should tell of the comment and does not, as far as it reaches back."""
        wanted = Counter(map(invariants.mark, invariants.expected_entries(comment)))
        # Not by comparing the counters, which looks at all of both: at a whole stream each time.
        if all(self._seen[mark] >= times for mark, times in wanted.items()):
            return []
        await self.read_on()
        reach = await self._reach()
        within = {mark for mark in wanted if int(mark.rpartition(" ")[2]) > reach}
        return ["entry_missing" for mark in within if wanted[mark] > self._seen[mark]]

    async def _reach(self) -> int:
        """The time (ms) from which on the stream has everything: 0 if it was never trimmed."""
        if not await self._client.exists(self._keys.approved):
            return 0
        facts = await self._client.xinfo_stream(self._keys.approved)
        if int(facts["entries-added"]) == int(facts["length"]):
            return 0
        first = facts["first-entry"]
        return records.read_entry(first[0], first[1]).at + REACH_MS if first else 2**63

    async def _look_at_private(self, ids: list[str]) -> None:
        """Personal data that belongs to no comment."""
        for i, there in zip(ids, await self._exist(map(self._keys.comment, ids)), strict=True):
            if not there:
                self._report.add(self._name, ["private_part_of_no_comment"], i)

    async def _look_at_cases(self, ids: list[str]) -> None:
        self._report.looked_at["cases"] += len(ids)
        # A comment's first case is called after it.
        named = [self._keys.comment(i.partition("-")[0]) for i in ids]
        for i, there in zip(ids, await self._exist(named), strict=True):
            if not there:
                self._report.add(self._name, ["case_of_no_comment"], i)

    async def _exist(self, names: Iterable[str]) -> list[bool]:
        pipeline = self._client.pipeline(transaction=False)
        asked = [pipeline.execute_command("EXISTS", name) for name in names]
        return [bool(found) for found in await pipeline.execute()] if asked else []

    async def finish(self) -> None:
        """Look at the queue and the audit log, which must account for every event."""
        await self._look_at_queue()
        await self._look_at_audit_log()
        self._report.looked_at["events"] += self._events
        added = 0
        if await self._client.exists(self._keys.events):
            added = int((await self._client.xinfo_stream(self._keys.events))["entries-added"])
        if self._events > added and await self._recounted() > added:
            self._report.add(self._name, ["fewer_audit_lines_than_events"], f"{added}")

    async def _recounted(self) -> int:
        """The number of events, each comment's once: a scan may have shown one twice."""
        names = self._client.scan_iter(self._keys.comment("*"), count=1_000)
        ids = list({name.rpartition(":")[2] async for name in names})
        found = [await self._comments(ids[n : n + AT_ONCE]) for n in range(0, len(ids), AT_ONCE)]
        return sum(invariants.audited_events(each) for page in found for each in page.values())

    async def _look_at_queue(self) -> None:
        place = 0
        while ids := await self._client.zrange(self._keys.queue, place, place + AT_ONCE - 1):
            place += len(ids)
            self._report.looked_at["queue entries"] += len(ids)
            there = await self._exist(map(self._keys.case, ids))
            lost = [i for i, found in zip(ids, there, strict=True) if not found]
            for case_id in lost:
                self._report.add(self._name, ["queue_entry_without_case"], case_id)

    async def _look_at_audit_log(self) -> None:
        cursor = "-"
        while messages := await self._client.xrange(
            self._keys.events, min=cursor, count=10 * AT_ONCE
        ):
            cursor = f"({messages[-1][0]}"
            self._report.looked_at["audit lines"] += len(messages)
            for message_id, fields in messages:
                line = fields.get("event", "")
                if set(fields) != {"v", "event"} or invariants.audited_comment(line) is None:
                    self._report.add(self._name, ["strange_audit_line"], message_id)


def _pairs(replies: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
    while pair := tuple(islice(replies, 2)):
        yield pair[0], pair[1]
