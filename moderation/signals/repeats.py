"""The same text again: campaigns post one text many times, readers rarely do.

One author's text under one article counts each time: the first stands. Between authors it counts
only with something to advertise (a link, a contact, a name with a number), because condolences,
greetings and agreement are the same from everybody, or in numbers that no stock phrase reaches.
"""

import re
from collections.abc import Iterable
from typing import Final

from moderation.domain import Signal
from moderation.signals.context import SignalContext
from moderation.signals.scoring import Folded

# "Mantap pak" is posted by thousands of honest readers.
SHORTEST: Final = 20  # letters and digits
MANY: Final = 5
# A text of this length is seldom written twice; shorter ones are wishes and prayers.
LONG: Final = 150
STOCK_PHRASES: Final = 100
LONG_TEXTS: Final = 20

_NOT_WORD: Final = re.compile(r"\W+")
_NOT_WORD_ASCII: Final = bytes(c for c in range(128) if _NOT_WORD.match(chr(c)))
# A name with its number, a telephone number. Both begin with what is looked for fastest.
_NAME: Final = re.compile(r"\d\d(?:(?<=[a-z]{3}\d\d)|(?<=[a-z]{3}[\s._-]\d\d))\d{0,2}\b")
_TELEPHONE: Final = re.compile(
    r"8(?:(?<=08)|(?<=0[\s.-]8)|(?<=628)|(?<=62[\s.-]8))(?:[\s.-]?\d){7,}"
)


def core(folded: Folded) -> str:
    """What equal texts share: their word characters, folded; "" if too short.

    Disguise, case, spacing and punctuation are gone.
    """
    text = folded.text
    if text.isascii():  # the same as below, at a tenth of the cost
        found = text.encode().translate(None, _NOT_WORD_ASCII).decode()
    else:
        found = _NOT_WORD.sub("", text)
    return found if len(found) >= SHORTEST else ""


def campaign_from(context: SignalContext, signals: Iterable[Signal], text: str) -> int:
    """How often other authors must have sent a text (its core) before it counts as a campaign.

    `signals` are those already observed.
    """
    # With a website only those who have the same one count.
    advertises = context.submission.author.url or any(each.code == "links" for each in signals)
    if advertises or (not text.isalpha() and _holds_number(context.text.folded.text)):
        return 1
    return LONG_TEXTS if len(text) >= LONG else STOCK_PHRASES


def _holds_number(folded: str) -> bool:
    return bool(_NAME.search(folded) or _TELEPHONE.search(folded))


def repeats(seen: int) -> Signal | None:
    """How often the text came before within the window: 0.7 for once, 1 from five times on."""
    if seen == 0:
        return None
    score = min(1.0, 0.7 + 0.3 * (seen - 1) / (MANY - 1))
    return Signal(code="repeats", score=score, facts={"count": seen})
