"""Contacts in the text: who wants to be called, written to or messaged.

Readers give numbers too: of a post of helpers, of a lost wallet's owner. So a contact alone never
holds; it adds to what the classifier is not sure of, more where the text invites to use it.
"""

import re
from typing import Final

from moderation.domain import TEXT, Signal
from moderation.signals.context import SPANS_SHOWN, Passage, SignalContext

GIVEN: Final = 0.6
"""The score of a number without a word that invites to call it, and of the writer's own page."""
# Each begins at a border and is bounded, so that looking is linear in any text.
_SUBSCRIBER: Final = r"8\d{1,3}[ .-]?\d{3,4}[ .-]?\d{2,5}"
_NUMBER: Final = re.compile(rf"(?P<number>(?<!\d)(?:\+?62|0)[ -]?{_SUBSCRIBER})")
_CONTACT: Final = re.compile(
    _NUMBER.pattern + r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2}"
    r"|(?<![a-z])(?:wa|t)\.me/\w"
    r"|\b(?:dm|chat|tele|telegram|wa|whatsapp|line|hubungi|inbox|japri) ?:? ?@[\w.]{3}"
    r"|(?P<page>\b(?:cek|lihat|klik|buka|intip|mampir|kunjungi) (?:(?:ke|link|foto|di) ){0,2}"
    r"(?:profil|bio) ?(?:ku|aku|saya|gue|gw|kami)\b"
    r"|\blink (?:ada )?(?:di|in) (?:my )?(?:bio|profil)\b"
    r"|\b(?:check|see|visit) (?:out )?my (?:profile|bio|channel)\b)"
)
_LIKELY: Final = ("@", ".me/", "profil", "bio", "my channel")
"""One of these is in every contact but numbers."""
# What begins with a character to look for is found at a tenth of the cost.
_MAYBE_NUMBER: Final = re.compile(_SUBSCRIBER)
_INVITED: Final = re.compile(
    r"\b(?:(?:di)?hubungi|pesan|order|minat|chat|marketing|konsul(?:tasi)?|dm|japri|pm)\b"
)


def contact(_: SignalContext, passage: Passage) -> Signal | None:
    """1 where a text invites to a number, an address or an account.

    GIVEN for a number alone, and where it only points to the page of who wrote it.
    """
    if passage.field is not TEXT:
        return None
    folded = passage.folded.text
    found = _found(folded)
    if not found:
        return None
    mild = all(each.lastgroup for each in found)  # a number, or a page of one's own
    score = GIVEN if mild and not _INVITED.search(folded) else 1.0
    spans = tuple(passage.folded.span(*each.span()) for each in found[:SPANS_SHOWN])
    return Signal(code="contact", score=score, spans=spans, field=passage.field)


def _found(text: str) -> list[re.Match[str]]:
    if any(map(text.__contains__, _LIKELY)):
        return list(_CONTACT.finditer(text))
    return list(_NUMBER.finditer(text)) if _MAYBE_NUMBER.search(text) else []
