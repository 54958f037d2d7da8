"""Templates: one Jinja environment that escapes everything and fails on a missing name."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_datetime, format_timedelta, get_timezone
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from moderation import clock
from moderation.domain.publication import publishable
from moderation.messages import Fact, Language, say
from moderation.web.console.assets import address, edition
from moderation.web.console.claim_status import held_by
from moderation.web.console.marks import marked

if TYPE_CHECKING:
    from moderation.web.console.table.rows import Row

# One zone for a newsroom, always said, so that two moderators speak of the same minute.
_ZONE: Final = get_timezone("Asia/Jakarta")
_ZONE_NAME: Final = "WIB"
_CERTAIN: Final = 0.99
_MINUTE: Final = 60
_MINUTE_MS: Final = 60_000
_JUST_NOW_MS: Final = 10_000

_TEMPLATES: Final = Environment(
    loader=PackageLoader("moderation.web.console"),
    autoescape=True,
    undefined=StrictUndefined,
    # They come with the package, and are not looked for anew.
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {"asset": address, "edition": edition, "held_by": held_by}
_TEMPLATES.filters |= {"iso": clock.iso, "shown": marked, "plain": publishable}


class Phrases:
    """What a template says in one language: sentences, times and numbers."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **facts: Fact) -> str:
        """The console's sentence under `key`."""
        return say(f"console.{key}", self.language, facts)

    def time(self, at_ms: int) -> str:
        """Day, hour and zone."""
        pattern = "d MMM y, HH.mm" if self.language is Language.ID else "d MMM y, HH:mm"
        return f"{self._local(at_ms, pattern)} {_ZONE_NAME}"

    def hour(self, at_ms: int) -> str:
        """Hour and minute, for what ends soon."""
        return self._local(at_ms, "HH.mm" if self.language is Language.ID else "HH:mm")

    def since(self, at_ms: int) -> str:
        """How long ago."""
        seconds = max(0, clock.now_ms() - at_ms) // 1000
        whole = seconds if seconds < _MINUTE else round(seconds / _MINUTE) * _MINUTE
        return _passed(whole, self.language)

    def ago(self, at_ms: int) -> str:
        """How long ago, as it is said within a sentence."""
        if clock.now_ms() - at_ms < _JUST_NOW_MS:
            return self("time.just_now")
        return self("time.ago", time=self.since(at_ms))

    def seconds(self, count: int) -> str:
        """A wait in words."""
        wait = timedelta(seconds=count)
        return format_timedelta(wait, threshold=2, locale=self.language.value)

    def share(self, score: float) -> str:
        """A score as a percentage; finer where it is nearly certain."""
        form = "0.0%" if _CERTAIN <= score < 1 else "0%"
        return format_percent(score, format=form, locale=self.language.value)

    def points(self, weight: float) -> str:
        """A reason's weight."""
        return _points(round(weight, 2), self.language)

    def count(self, number: int) -> str:
        """A whole number."""
        return format_decimal(number, locale=self.language.value)

    def _local(self, at_ms: int, pattern: str) -> str:
        return _minute(at_ms // _MINUTE_MS, pattern, self.language)


# Remembered, because the rows of a list are written anew for every case that is looked at.
@lru_cache(maxsize=2_000)
def _passed(seconds: int, language: Language) -> str:
    return format_timedelta(timedelta(seconds=seconds), locale=language.value)


@lru_cache(maxsize=2_000)
def _minute(minute: int, pattern: str, language: Language) -> str:
    moment = datetime.fromtimestamp(minute * _MINUTE_MS / 1000, UTC)
    return format_datetime(moment, pattern, tzinfo=_ZONE, locale=language.value)


@lru_cache(maxsize=2_000)
def _points(weight: float, language: Language) -> str:
    return format_decimal(weight, format="0.00", locale=language.value)


# From case to case the rows beside it stay, and writing them anew is half of a page's time.
_ROWS_KEPT: Final = 1_000
_rows: dict[tuple[object, ...], Markup] = {}


def row_item(
    t: Phrases, row: "Row", current: str = "", *, ticked: bool = False, stated: bool = False
) -> Markup:
    """A row of the list as it is shown; the last ones are remembered by all that they tell."""
    here = row.comment.id == current
    key = (
        *(row.path, row.comment.revision, row.claim, row.holder, row.held_since, row.asked),
        *(row.first, here, ticked, stated, t.language, t.since(row.since)),
    )
    known = _rows.pop(key, None)
    if known is None:
        rows: Any = _TEMPLATES.get_template("rows.html").module
        known = Markup(rows.row_item(t, row, here, ticked, stated))  # noqa: S704 - escaped there
        if len(_rows) >= _ROWS_KEPT:
            del _rows[next(iter(_rows))]
    _rows[key] = known
    return known


_TEMPLATES.globals["row_item"] = row_item


def render(template: str, language: Language, values: Mapping[str, Any]) -> str:
    """A template's text in one language."""
    phrases = Phrases(language)
    return _TEMPLATES.get_template(template).render(t=phrases, language=language, **values)
