"""Characters that readers cannot see: text turned around, and letters with nothing between."""

import re
from typing import Final

from moderation.domain import Signal, Span
from moderation.signals.context import SPANS_SHOWN, Passage, SignalContext

ENOUGH: Final = 3

_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Zero-width space, soft hyphen, word joiners, BOM and tag characters between two word
# characters. Joiners (U+200C, U+200D) have honest uses in emoji and other scripts, so they count
# only between Latin letters.
_INVISIBLE: Final = re.compile(
    "(?<=\\w)[\u00ad\u200b\u2060-\u2064\ufeff\U000e0020-\U000e007f]+(?=\\w)"
    "|(?<=[A-Za-z0-9])[\u200c\u200d]+(?=[A-Za-z0-9])"
)


def bidi_controls(_: SignalContext, passage: Passage) -> Signal | None:
    """1 when the text holds embeddings, overrides or isolates of direction."""
    return _found("bidi_controls", _BIDI, passage, enough=1)


def invisible_letters(_: SignalContext, passage: Passage) -> Signal | None:
    """How often invisible characters stand inside words; 1 from three times on."""
    return _found("invisible_letters", _INVISIBLE, passage, enough=ENOUGH)


def _found(code: str, pattern: re.Pattern[str], passage: Passage, *, enough: int) -> Signal | None:
    spans: list[Span] = [match.span() for match in pattern.finditer(passage.text)]
    if not spans:
        return None
    score = min(1.0, len(spans) / enough)
    facts: dict[str, str | int | float] = {"count": len(spans)}
    shown = tuple(spans[:SPANS_SHOWN])
    return Signal(code=code, score=score, spans=shown, facts=facts, field=passage.field)
