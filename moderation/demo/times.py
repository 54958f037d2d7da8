"""Times as readers in western Indonesia read them, with the zone said: WIB.

That zone has a fixed distance to UTC, so no time zone database is needed.
"""

from datetime import datetime, timedelta, timezone
from typing import Final

from babel.dates import format_date, format_datetime

from moderation.messages import Language

WIB: Final = timezone(timedelta(hours=7), "WIB")


def date_said(at: datetime, language: Language) -> str:
    """The day: "Senin, 23 November 2026"."""
    return format_date(at.astimezone(WIB).date(), "EEEE, d MMMM y", locale=language.value)


def time_said(at: datetime, language: Language) -> str:
    """The day and minute: "23 November 2026, 18.05 WIB"."""
    clock = "HH.mm" if language is Language.ID else "HH:mm"
    said = format_datetime(at.astimezone(WIB), f"d MMMM y, {clock}", locale=language.value)
    return f"{said} WIB"
