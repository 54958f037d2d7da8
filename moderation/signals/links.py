"""Links in the text, in disguise or not: two or more are WordPress's old ground to hold."""

import re
from typing import Final

from moderation.domain import Signal
from moderation.signals.context import SignalContext

ONE_LINK: Final = 0.3
SPANS_SHOWN: Final = 20

# A bare name counts as a link only under these endings, because readers forget the space after a
# full stop ("selesai.Lalu").
_ENDINGS: Final = (
    "com|net|org|info|biz|xyz|site|online|store|shop|club|top|vip|live|fun|link|click|pro|app"
    "|icu|lol|win|bet|casino|poker|game|games|world|website|space|tech|asia|cc|co|io|me|tv|ws"
    "|ly|gg|id|my|sg|ru|cn|to|gd|page|digital|cloud"
)
LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']+"
    rf"|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}(?:{_ENDINGS})\b(?:/[^\s<>\"']*)?"
)


# What every link without a scheme or "www." holds. Looking for it first costs a fifth of looking
# for links.
_BARE: Final = re.compile(rf"\.(?=[a-z])(?:{_ENDINGS})\b")


def links(context: SignalContext) -> Signal | None:
    """0.3 for one link, 1 for two and more, seen after disguises are undone."""
    folded = context.folded
    text = folded.text
    if not ("://" in text or "www." in text or _BARE.search(text)):
        return None
    found = [folded.span(*match.span()) for match in LINK.finditer(text)]
    if not found:
        return None
    score = ONE_LINK if len(found) == 1 else 1.0
    return Signal(
        code="links", score=score, spans=tuple(found[:SPANS_SHOWN]), facts={"count": len(found)}
    )
