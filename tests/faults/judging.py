"""The judge: holds the raw store against what every client of a campaign was told."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from moderation.domain import Comment
from moderation.store import records
from moderation.upkeep.check import check
from tests.faults.deployment import SITES, Deployment
from tests.faults.history import NETWORK, PRIVATE, Act, History, Seen, Sent, cursor_of

_MARK: Final = re.compile(r"nomor [0-9]{7}")
AT_ONCE: Final = 500


@dataclass
class Kept:
    """What the store has of one site: the comments by mark and by id, and the stream."""

    by_mark: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[str, str] = field(default_factory=dict)
    decided: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    stream: list[Seen] = field(default_factory=list)


async def judge(deployment: Deployment, history: History) -> None:
    """Note every violation."""
    kept = {site: await _kept(deployment, site, history) for site in SITES}
    _judge_submissions(kept, history)
    _judge_decisions(kept, history)
    for name, read in history.polled.items():
        stream = kept[name.rpartition(" ")[2]].stream
        _judge_poller(name, read, stream, history)
    for name, read in history.grouped.items():
        stream = kept[name.rpartition(" ")[2]].stream
        _judge_group(name, read, stream, history)
    await _judge_store(deployment, history)
    _judge_log(deployment, history)


async def _kept(deployment: Deployment, site: str, history: History) -> Kept:
    kept = Kept()
    prefix = f"mod:{{{site}}}:"
    async with deployment.redis() as client:
        page: list[str] = []
        async for key in client.scan_iter(f"{prefix}comment:*", count=1_000):
            page.append(key)
            if len(page) == AT_ONCE:
                await _read(client, site, page, kept)
                page = []
        await _read(client, site, page, kept)
        cursor = "-"
        while messages := await client.xrange(f"{prefix}approved", cursor, count=AT_ONCE):
            cursor = f"({messages[-1][0]}"
            for message_id, fields in messages:
                if any(PRIVATE in text or NETWORK in text for text in fields.values()):
                    history.violation("personal_data_in_the_stream", message_id)
                entry = records.read_entry(message_id, fields)
                kept.stream.append(Seen(cursor_of(message_id), entry.comment_id, entry.type))
    return kept


async def _read(client: Any, site: str, page: list[str], kept: Kept) -> None:
    if not page:
        return
    for key, text in zip(page, await client.mget(page), strict=True):
        comment_id = key.rpartition(":")[2]
        if comment_id in kept.outcomes:  # a scan may show a key twice
            continue
        comment = records.read_comment(site, comment_id, text, None)
        kept.by_mark[_MARK.findall(comment.submission.text)[0]].append(comment_id)
        kept.outcomes[comment_id] = comment.events[0].state
        kept.decided[comment_id] = _decisions(comment)


def _decisions(comment: Comment) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (event.type.value, event.decision.action.value, event.decision.moderator)
        for event in comment.events[1:]
    )


def _judge_submissions(kept: dict[str, Kept], history: History) -> None:
    """Each acknowledged submission once, as it was told; no other but those that were sent."""
    known = set()
    for sent in history.sent.values():
        ids = kept[sent.site].by_mark.get(sent.mark, [])
        known.update(ids)
        fault = _fault_of(sent, ids, kept[sent.site].outcomes)
        if fault:
            history.violation(fault, sent.mark)
    for there in kept.values():
        for comment_id in there.outcomes.keys() - known:
            history.violation("stored_and_never_sent", comment_id)


def _fault_of(sent: Sent, ids: list[str], outcomes: dict[str, str]) -> str:
    """What is wrong with a submission that is stored under these ids; "" if nothing is."""
    if len(ids) > 1:
        return "stored_twice"
    if sent.told is None:
        return ""
    if sent.told["id"] not in ids:
        return "acknowledged_and_lost"
    same = outcomes[sent.told["id"]] == sent.told["status"]
    return "" if same else "stored_otherwise_than_told"


def _judge_decisions(kept: dict[str, Kept], history: History) -> None:
    """Each acknowledged decision once, at its revision; no other but those that were attempted."""
    attempts: dict[tuple[str, int], list[Act]] = defaultdict(list)
    for act in history.acts:
        attempts[act.comment_id, act.revision].append(act)
        found = kept[act.site].decided.get(act.comment_id, ())
        if act.told and not (len(found) >= act.revision and _is(act, found[act.revision - 1])):
            history.violation("decision_lost", f"{act.comment_id} {act.revision}")
    for there in kept.values():
        for comment_id, decisions in there.decided.items():
            for revision, decision in enumerate(decisions, start=1):
                if not any(_is(act, decision) for act in attempts[comment_id, revision]):
                    history.violation("decision_of_nobody", f"{comment_id} {revision}")


def _is(act: Act, decision: tuple[str, str, str]) -> bool:
    kind, action, moderator = decision
    return (act.type, act.moderator) == (kind, moderator) and act.action in {None, action}


def _judge_poller(name: str, read: list[Seen], stream: list[Seen], history: History) -> None:
    """By cursor each entry comes once, in order, and none is passed over."""
    if read == stream:
        return
    _judge_reach(name, read, stream, history)
    if [each.cursor for each in read] != sorted({each.cursor for each in read}):
        history.violation("polled_twice_or_out_of_order", name)


def _judge_group(name: str, read: list[Seen], stream: list[Seen], history: History) -> None:
    """By group each comes at least once, and for the first time in order."""
    first = list(dict.fromkeys(read))
    if first == stream:
        return
    _judge_reach(name, first, stream, history)
    if first != sorted(first):
        history.violation("published_out_of_order", name)


def _judge_reach(name: str, read: Iterable[Seen], stream: Iterable[Seen], history: History) -> None:
    for seen in set(stream) - set(read):
        history.violation("approved_and_never_read", f"{name} {seen}")
    for seen in set(read) - set(stream):
        history.violation("read_and_then_gone", f"{name} {seen}")


async def _judge_store(deployment: Deployment, history: History) -> None:
    """What `moderation check` finds, and whether every event has its line in the audit log."""
    store = deployment.store()
    try:
        report = await check(store)
    finally:
        await store.close()
    for each in report.first:
        history.violation(each.kind, f"{each.site} {each.what}")
    looked_at = report.looked_at
    if looked_at["events"] != looked_at["audit lines"]:
        history.violation("audit_log_does_not_balance", f"{dict(looked_at)}")
    if looked_at["comments"] < history.acknowledged:
        history.violation("fewer_comments_than_acknowledged", f"{looked_at['comments']}")


def _judge_log(deployment: Deployment, history: History) -> None:
    """What the service logged: no traceback, and nobody's address."""
    for line in deployment.log.read_text(errors="replace").splitlines():
        for word, kind in (
            (PRIVATE, "personal_data_in_the_log"),
            (NETWORK, "personal_data_in_the_log"),
            ("Pembaca", "personal_data_in_the_log"),
            ("Traceback", "traceback_in_the_log"),
            ("_failed", "failure_in_the_log"),
        ):
            if word in line:
                history.violation(kind, line[:300])
