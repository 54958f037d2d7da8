"""Calls about what was counted: every number is of calls that came."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiohttp import web

from moderation import clock
from moderation.store.door_counts import DAY, MONTH, Days
from moderation.web.doors.akismet import answers
from moderation.web.doors.akismet.answers import Misunderstood
from moderation.web.doors.akismet.call import DOOR, Call, read_call
from moderation.web.http.context import CONTEXT, Context

# Seconds that a person is taken to need for one spam comment.
SECONDS_EACH: Final = 3
KINDS: Final = ("spam", "ham", "missed_spam", "false_positives")
# How many days back, and how much of a date names a part of the breakdown.
PERIODS: Final[Mapping[str, tuple[int, int]]] = {
    "60-days": (60, DAY),
    "6-months": (183, MONTH),
    "year": (366, MONTH),
    "all": (3_660, MONTH),
}


async def stats(request: web.Request) -> web.Response:
    """POST /1.1/get-stats and /1.2/get-key-stats."""
    call = await read_call(request)
    days, part = PERIODS.get(call.params.get("from", ""), PERIODS["6-months"])
    found = await _days(request.app[CONTEXT], call, days)
    parts: dict[str, Counter[str]] = {}
    for day, counts in sorted(found.items()):
        parts.setdefault(day[:part], Counter()).update(counts)
    total = sum(found.values(), Counter[str]())
    breakdown = {name: {"da": name, **_told(counts)} for name, counts in parts.items()}
    spam = total["spam"] + total["missed_spam"] - total["false_positives"]
    told = _told(total) | {
        "accuracy": f"{_accuracy(total):.2f}",
        "time_saved": max(0, spam) * SECONDS_EACH,
        "breakdown": breakdown,
    }
    return answers.data(told)


async def usage_limit(request: web.Request) -> web.Response:
    """GET /1.2/usage-limit: there is none."""
    call = await read_call(request)
    month = clock.iso(call.at)[:MONTH]
    found = await request.app[CONTEXT].store.door_counts.read(call.known.name, DOOR, [month])
    used = sum(map(Counter.total, found.values()))
    told: dict[str, Any] = {"limit": "none", "usage": used, "percentage": "0.0", "throttled": False}
    if call.has("extended"):
        told |= {"notice_level": False, "upgrade": False}
    return answers.data(told)


async def key_sites(request: web.Request) -> web.Response:
    """GET /1.2/key-sites: the one site of the key."""
    call = await read_call(request)
    month = call.params.get("month") or clock.iso(call.at)[:MONTH]
    if not _is_month(month):
        raise Misunderstood("The parameter month is written YYYY-MM.")
    found = await request.app[CONTEXT].store.door_counts.read(call.known.name, DOOR, [month])
    total = sum(found.values(), Counter[str]())
    row = {"site": call.known.name, "api_calls": total.total(), **_told(total), "is_revoked": False}
    shown = call.params.get("filter", "") in call.known.name
    rows = [row] if shown and call.params.get("offset", "0") in {"", "0"} else []
    if call.params.get("format") == "csv":
        return answers.text(_csv(month, rows))
    return answers.data({month: rows, "limit": 500, "offset": 0, "total": int(shown)})


def _csv(month: str, rows: list[dict[str, Any]]) -> str:
    head = "Site,Total API Calls,Spam,Ham,Missed Spam,False Positives,Is Revoked"
    lines = [",".join(map(str, row.values())).replace("False", "false") for row in rows]
    return "\n".join([f"Active sites in {month}", head, *lines])


def _is_month(given: str) -> bool:
    try:
        return datetime.strptime(given, "%Y-%m").replace(tzinfo=UTC).strftime("%Y-%m") == given
    except ValueError:
        return False


async def _days(context: Context, call: Call, days: int) -> Days:
    """The counts of so many days up to today, but none from before the site was made."""
    last = datetime.fromtimestamp(call.at / 1000, UTC).date()
    made = datetime.fromtimestamp(call.known.site.created_at / 1000, UTC).date()
    first = max(made, last - timedelta(days=days - 1))
    months = sorted({f"{first + timedelta(days=n):%Y-%m}" for n in range((last - first).days + 1)})
    found = await context.store.door_counts.read(call.known.name, DOOR, months)
    return {day: counts for day, counts in found.items() if day >= first.isoformat()}


def _told(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: counts.get(kind, 0) for kind in KINDS}


def _accuracy(total: Mapping[str, int]) -> float:
    """The share (%) of checks that nobody contradicted; 100 where there were none."""
    checks = total.get("spam", 0) + total.get("ham", 0)
    wrong = total.get("missed_spam", 0) + total.get("false_positives", 0)
    return 100 * max(0, checks - wrong) / checks if checks else 100.0
